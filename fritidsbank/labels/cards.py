"""A borrower's card: a number, and which Fritidsbank it is for. Who finds it learns no more."""

from functools import partial

from fritidsbank.labels.rules import CardFacts
from fritidsbank.printing.bars import code_128
from fritidsbank.printing.drawing import Box, Drawing, Part
from fritidsbank.printing.layout import Field, Roll, bars_at, grouped, laid, whole, words
from fritidsbank.printing.surface import Surface, TooNarrow

ROLL = Roll(lengths=0.6, shortest=27.0, longest=54.0, across=45.0, shortest_along=54.0)
WIDEST = 0.6
"""Millimetres of a bar: so the whole code is seen by a scanner that a hand holds."""


def borrower_card(facts: CardFacts, surface: Surface) -> Drawing:
    """For a pocket, or to be stuck on a card. Raises TooNarrow."""
    return laid(surface, ROLL, partial(_drawing, facts))


def _drawing(facts: CardFacts, field: Field) -> Drawing:
    bars = code_128(facts.digits)
    unit = field.surface.unit_within(min(field.width, WIDEST * bars.units), bars.units)
    if not unit:
        raise TooNarrow
    margin = max(min(field.height * 0.09, 5.0), 0.8)
    box = field.inner(margin)
    high = box.height
    shop = Box(box.left, box.top, box.width, high * 0.2)
    number = Box(box.left, box.top + high * 0.78, box.width, high * 0.22)
    top = box.top + high * 0.24
    parts: list[Part] = [*words(facts.shop, shop, most=5.0, bold=True, align="centre")]
    if facts.name:
        name = Box(box.left, shop.bottom, box.width, high * 0.17)
        parts += words(facts.name, name, most=4.0, align="centre")
        top += high * 0.17
    width = unit * bars.units
    left = max((field.width - width) / 2, 0.0)
    strip = Box(left, top, width, number.top - high * 0.04 - top)
    return Drawing(
        field.width,
        field.height,
        [
            *parts,
            bars_at(bars, strip, field.surface),
            whole(grouped(facts.digits), number, most=9.0, align="centre"),
        ],
    )
