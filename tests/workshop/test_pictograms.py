"""Every kind of thing has a picture, and every picture is drawn."""

import re

import pytest

from fritidsbank.paths import resource
from fritidsbank.stock.catalogue import load as catalogue
from fritidsbank.workshop.pictograms import ANY, load, pictogram

pytestmark = pytest.mark.one_database


def drawn() -> set[str]:
    """The names of all pictures in the sprite."""
    sprite = (resource("static") / "icons" / "things.svg").read_text(encoding="utf-8")
    return set(re.findall(r'id="([\w-]+)"', sprite))


def test_every_category_has_a_picture_of_its_own_or_of_its_parent() -> None:
    without = [
        entry.code
        for entry in catalogue()
        if entry.parent and pictogram(entry.code, entry.parent) == ANY
    ]
    assert without == []


def test_every_picture_is_drawn() -> None:
    assert {*load().values(), ANY} - drawn() == set()


def test_only_what_is_in_the_catalogue_is_listed() -> None:
    assert load().keys() - {entry.code for entry in catalogue()} == set()


def test_a_category_that_a_shop_has_added_is_shown_as_its_parent_or_as_a_thing() -> None:
    assert (pictogram("XYZ", "IS"), pictogram("XYZ", "")) == ("skates", ANY)
