"""A label after a winter: read by one of its two codes, and never as another article."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
import zxingcpp
from PIL import Image

from fritidsbank.barcodes import Kind, own, parse
from fritidsbank.labels.designs import DESIGNS
from fritidsbank.printing.painting import paint
from fritidsbank.refusals import Refusal
from tests.labels.contact_sheet import LABELS
from tests.labels.samples import ARTICLE, HOME
from tests.printing.wear import DAMAGES, Damage, seen_by_camera

pytestmark = pytest.mark.one_database

USUAL = {("57x32", 203), ("62x29", 300)}
CODES = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode])
HALF, WHOLE = 0.5, 1.0


def read(seen: Image.Image) -> set[str]:
    """The numbers that are read and have the right check digits."""
    found = set()
    for code in zxingcpp.read_barcodes(seen, formats=CODES):
        try:
            found.add(parse(code.text, home=HOME).digits)
        except Refusal:
            continue
    return found


def worn(
    design: str, name: str, dpi: int, damage: Damage, count: int, *, most: float
) -> Iterator[tuple[str, set[str]]]:
    """Labels that were damaged, each with its own number, and what is read from them."""
    surface = next(each for each in LABELS if each.name == name).at(dpi)
    for each in range(count):
        chance = Random(f"{design} {name} {damage.__name__} {each}")
        digits = own(Kind.ARTICLE, chance.randrange(500_000)).digits
        (drawing,) = DESIGNS[design].draw(replace(ARTICLE, digits=digits), surface)
        seen = seen_by_camera(paint(drawing, dpi), damage, chance, chance.uniform(0.01, most))
        yield digits, read(seen)


@pytest.mark.parametrize("design", ["article", "small", "ladder"])
@pytest.mark.parametrize(("name", "dpi"), sorted(USUAL))
def test_95_of_100_labels_are_read_after_damages_of_half_strength(
    design: str, name: str, dpi: int
) -> None:
    hits = [
        digits in found
        for damage in DAMAGES
        for digits, found in worn(design, name, dpi, damage, 30, most=HALF)
    ]
    assert sum(hits) / len(hits) >= 0.95


@pytest.mark.parametrize("damage", DAMAGES)
def test_no_single_damage_of_half_strength_takes_one_label_in_ten(damage: Damage) -> None:
    hits = [
        digits in found
        for name, dpi in sorted(USUAL)
        for digits, found in worn("article", name, dpi, damage, 40, most=HALF)
    ]
    assert sum(hits) / len(hits) >= 0.9


def wrong_reads(count: int) -> list[tuple[str, set[str]]]:
    """Of so many labels, damaged as badly as can be, those that were read as another article."""
    each = -(-count // (len(DAMAGES) * len(USUAL)))
    return [
        (digits, found)
        for damage in DAMAGES
        for name, dpi in sorted(USUAL)
        for digits, found in worn("article", name, dpi, damage, each, most=WHOLE)
        if found - {digits}
    ]


def test_a_thousand_damaged_labels_are_never_read_as_another_article() -> None:
    assert wrong_reads(1_000) == []


@pytest.mark.campaign
def test_twenty_thousand_damaged_labels_are_never_read_as_another_article() -> None:
    assert wrong_reads(20_000) == []
