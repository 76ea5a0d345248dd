"""The label of a shelf or a store: its name, to be read from the aisle, and its number as bars."""

from functools import partial

from fritidsbank.labels.rules import PlaceFacts
from fritidsbank.printing.bars import QUIET_ZONE as BESIDE_BARS
from fritidsbank.printing.bars import code_128
from fritidsbank.printing.drawing import Box, Drawing, Part
from fritidsbank.printing.layout import (
    SMALLEST_TYPE,
    Field,
    Roll,
    bars_at,
    block,
    grouped,
    laid,
    whole,
    words,
)
from fritidsbank.printing.lettering import fits_on, width_of
from fritidsbank.printing.surface import Surface, TooNarrow

ROLL = Roll(lengths=0.5, shortest=27.0, longest=38.0, across=45.0, shortest_along=50.0)
WIDEST = 0.7
"""Millimetres of a bar: wider ones make a scanner step back."""


def shelf_label(facts: PlaceFacts, surface: Surface) -> Drawing:
    """For the edge of a shelf. Raises TooNarrow."""
    return laid(surface, ROLL, partial(_drawing, facts))


def _drawing(facts: PlaceFacts, field: Field) -> Drawing:
    bars = code_128(facts.digits)
    most = min(field.width, WIDEST * bars.units)
    unit = field.surface.unit_within(most, bars.units)
    if not unit:
        raise TooNarrow
    margin = max(min(field.height * 0.07, 3.0), 0.8)
    left = min(unit * BESIDE_BARS, field.width * 0.1)
    wide, rows = field.width - left - margin, field.height - 2 * margin
    name = Box(left, margin, wide, rows * 0.44)
    caption = Box(left, margin + rows * 0.81, wide, rows * 0.19)
    top = name.bottom + rows * 0.05
    strip = Box(0, top, unit * bars.units, caption.top - rows * 0.04 - top)
    return Drawing(
        field.width,
        field.height,
        [
            *block(facts.name, name, most=14.0, lines=3, bold=True),
            bars_at(bars, strip, field.surface),
            *_caption(facts, caption),
        ],
    )


def _caption(facts: PlaceFacts, box: Box) -> list[Part]:
    number = whole(
        grouped(facts.digits), Box(box.left, box.top, box.width * 0.6, box.height), most=6.0
    )
    taken = number.size_mm * (width_of(number.text, bold=True) + 0.7)
    rest = Box(box.left + taken, box.top, box.width - taken, box.height)
    small = min(box.height * 0.55, 2.8)
    for said in (f"{facts.kind} · {facts.shop}", facts.shop, facts.kind):
        if fits_on(said, 1, rest.width, max(small, SMALLEST_TYPE)):
            return [number, *words(said.strip(" ·"), rest, most=small, align="right")]
    return [number]
