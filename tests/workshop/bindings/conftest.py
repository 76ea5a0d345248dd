"""Skis and boots, and Sven, who is trusted with release values in a shop that sets them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from fritidsbank.branches.actions import choose
from fritidsbank.staff.actions import trust
from fritidsbank.staff.queries import account_with
from fritidsbank.stock.queries import Thing
from fritidsbank.web.access import Role
from fritidsbank.workshop.binding_queries import last_setting
from fritidsbank.workshop.models import BindingSetting
from tests import make
from tests.staff.crew import Crew, crew

__all__ = ["crew"]

PLAIN = {"bsl_range": [260, 340], "z_range": [2, 10], "norm": "ISO 5355"}
SARA = {"weight": "70", "height": "170", "age": "30", "type": "II", "sole": "315"}
"""For whom the table says 6.0."""


def puts(crew: Crew, category: str, name: str, **known: Any) -> Thing:  # noqa: ANN401 - attributes
    """One more article on the shelf."""
    with crew.store.writing() as db:
        made = make.article(
            db, category, name, branch=crew.hamnen, by=crew.shop.account, now=crew.now, **known
        )
        db.commit()
    return made


def chooses(crew: Crew, mode: str) -> None:
    """The operator has decided what is done about bindings."""
    with crew.store.writing() as db:
        choose(db, "binding_mode", mode)
        db.commit()


def at(skis: Thing, *doing: str) -> str:
    """The page of a binding, or one of its doors."""
    return "/".join([f"/workshop/bindings/{skis.id}", *doing])


@pytest.fixture
def skis(crew: Crew) -> Thing:
    """A pair whose binding is known well."""
    return puts(crew, "SLS", "Slalomskidor", size="160", **PLAIN)


@pytest.fixture
def boots(crew: Crew) -> Thing:
    """A pair that goes into it."""
    return puts(crew, "SLP", "Slalompjäxor", size="27", bsl=315, norm="ISO 5355")


@pytest.fixture
def sven(crew: Crew, app: Flask) -> make.Visitor:
    """Trusted with release values, at the bench of a shop that sets them."""
    chooses(crew, "table")
    with crew.store.writing() as db:
        account = make.account(db, "Sven", [(Role.WORKSHOP, crew.hamnen)], now=crew.now)
        trust(db, account_with(db, account), "set_bindings")
        db.commit()
    return make.signed_in(app, crew.store, account, crew.hamnen, now=crew.now)


@pytest.fixture
def setting(crew: Crew, skis: Thing) -> Callable[[], BindingSetting | None]:
    """To what the skis are set as the register has it."""

    def read() -> BindingSetting | None:
        with crew.store.reading() as db:
            return last_setting(db, skis.id)

    return read


def sealed_in(page: TestResponse) -> str:
    """The value that a page carries to the button that stores it."""
    found = re.search(r'name="found"\s+value="([^"]+)"', page.text)
    assert found is not None, page.text
    return found[1]
