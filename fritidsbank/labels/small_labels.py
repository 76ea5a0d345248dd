"""A label for what is small: its number, its size, and the codes that find room."""

from functools import partial

from fritidsbank.labels.rules import ArticleFacts, label_address
from fritidsbank.printing.bars import code_128
from fritidsbank.printing.drawing import Box, Drawing, Part
from fritidsbank.printing.layout import (
    Field,
    Roll,
    SquareSpot,
    bars_at,
    block,
    grouped,
    laid,
    square_at,
    square_side,
    whole,
)
from fritidsbank.printing.squares import QUIET_ZONE, label_square
from fritidsbank.printing.surface import Surface, TooNarrow

ROLL = Roll(lengths=0.45, shortest=15.0, longest=25.0, across=25.0, shortest_along=40.0)
WIDE = 1.7
"""Width to height: from here the codes stand beside each other, else below."""


def small_label(facts: ArticleFacts, surface: Surface) -> Drawing:
    """Both codes, or the bars, or the square alone: whatever can be read. Raises TooNarrow."""
    return laid(surface, ROLL, partial(small_drawing, facts))


def small_drawing(facts: ArticleFacts, field: Field) -> Drawing:
    """The same in a field. Raises TooNarrow."""
    if not field.surface.unit_within(field.width, code_128(facts.digits).units):
        return _square_alone(facts, field)
    return _beside(facts, field) if field.width >= field.height * WIDE else _below(facts, field)


def _beside(facts: ArticleFacts, field: Field) -> Drawing:
    """The bars on the left with the number below, the square on the right if there is room."""
    margin = max(field.height * 0.07, 0.8)
    bars, square = code_128(facts.digits), label_square(label_address(facts.home, facts.digits))
    parts: list[Part] = []
    edge, beside = field.width, field.width - margin
    side = square_side(square, min(field.height, field.width * 0.36), field.surface)
    if side:
        seen = side * (1 - 2 * QUIET_ZONE / square.modules)
        right, bottom = field.width - margin, (field.height + seen) / 2
        spot = square_at(square, side, field, right=right, bottom=bottom)
        if field.surface.unit_within(spot.ink.left, bars.units):
            parts, edge, beside = [spot.part], spot.ink.left, spot.part.box.left
    below = (field.height - 2 * margin) * 0.36
    caption = Box(margin, field.height - margin - below, beside - margin, below)
    room = Box(0, margin, edge, caption.top - margin * 1.6)
    return Drawing(
        field.width,
        field.height,
        [*parts, bars_at(bars, room, field.surface), *_number_and_size(facts, caption)],
    )


def _number_and_size(facts: ArticleFacts, box: Box) -> list[Part]:
    if not facts.size:
        return [whole(grouped(facts.digits), box)]
    number = Box(box.left, box.top, box.width * 0.58, box.height)
    size = Box(box.left + box.width * 0.64, box.top, box.width * 0.36, box.height)
    return [
        whole(grouped(facts.digits), number, bold=False),
        whole(facts.size, size, align="right"),
    ]


def _below(facts: ArticleFacts, field: Field) -> Drawing:
    """The square and the size above, the bars across below them, then the number."""
    margin = max(field.height * 0.05, 0.9)
    caption = min(max(field.height * 0.13, 2.2), 6.0)
    number = Box(margin, field.height - margin - caption, field.width - 2 * margin, caption)
    most = field.height * 0.54
    square = label_square(label_address(facts.home, facts.digits))
    side = square_side(square, min(most, field.width * 0.6), field.surface)
    parts: list[Part] = []
    beside, top = field.inner(margin), margin + most * 0.7
    if side:
        quiet = side / square.modules * QUIET_ZONE
        right, bottom = margin + side - 2 * quiet, margin + side - 2 * quiet
        spot = square_at(square, side, field, right=right, bottom=bottom)
        parts, beside, top = [spot.part], _right_of(spot, field, margin), spot.part.box.bottom
    else:
        beside = Box(margin, margin, beside.width, most * 0.7 - margin)
    bars = Box(0, top, field.width, number.top - top - margin * 0.7)
    return Drawing(
        field.width,
        field.height,
        [
            *parts,
            *_size_or_name(facts, beside),
            bars_at(code_128(facts.digits), bars, field.surface),
            whole(grouped(facts.digits), number, align="centre"),
        ],
    )


def _square_alone(facts: ArticleFacts, field: Field) -> Drawing:
    """What is left where bars would be too narrow: the square, the size, the number."""
    margin = max(field.height * 0.06, 0.8)
    caption = min(max(field.height * 0.18, 2.2), 5.0)
    square = label_square(label_address(facts.home, facts.digits))
    below = field.height - caption - margin / 2
    side = square_side(square, min(below, field.width * 0.56), field.surface)
    is_low = not side
    if is_low:
        side = square_side(square, min(field.height, field.width * 0.56), field.surface)
    if not side:
        raise TooNarrow
    quiet = side / square.modules * QUIET_ZONE
    seen = side - 2 * quiet
    all_of_it = seen if is_low else seen + quiet + caption
    bottom = max((field.height - all_of_it) / 2, quiet) + seen
    spot = square_at(square, side, field, right=margin + seen, bottom=bottom)
    beside = _right_of(spot, field, margin)
    number = Box(margin, spot.part.box.bottom, field.width - 2 * margin, caption)
    if is_low:
        number = Box(beside.left, spot.ink.bottom - seen * 0.4, beside.width, seen * 0.4)
        beside = Box(beside.left, beside.top, beside.width, seen * 0.55)
    return Drawing(
        field.width,
        field.height,
        [
            spot.part,
            *_size_or_name(facts, beside),
            whole(grouped(facts.digits), number, align="centre"),
        ],
    )


def _right_of(spot: SquareSpot, field: Field, margin: float) -> Box:
    left = spot.part.box.right
    return Box(left, spot.ink.top, max(field.width - margin - left, 0.0), spot.ink.height)


def _size_or_name(facts: ArticleFacts, box: Box) -> list[Part]:
    if facts.size:
        return [whole(facts.size, box, align="right")]
    return [*block(facts.name or facts.category, box, most=4.0, lines=3)]
