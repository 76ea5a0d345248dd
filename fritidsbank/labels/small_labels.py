"""A label for what is small: its number, its size, and the codes that find room."""

from functools import partial

from fritidsbank.labels.rules import ArticleFacts, label_address
from fritidsbank.printing.bars import code_128
from fritidsbank.printing.drawing import Box, Drawing, Part
from fritidsbank.printing.layout import (
    Field,
    Roll,
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
    edge = field.width
    side = square_side(square, min(field.height, field.width * 0.36), field.surface)
    if side:
        seen = side * (1 - 2 * QUIET_ZONE / square.modules)
        right, bottom = field.width - margin, (field.height + seen) / 2
        spot = square_at(square, side, field, right=right, bottom=bottom)
        if field.surface.unit_within(spot.ink.left, bars.units):
            parts, edge = [spot.part], spot.ink.left
    below = (field.height - 2 * margin) * 0.36
    caption = Box(margin, field.height - margin - below, edge - 2.2 * margin, below)
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
    box = Box(margin, margin, field.width - 2 * margin, most - 2 * margin)
    parts, top = _square_and_size(facts, field, box, most=min(most, field.width * 0.6))
    bars = Box(0, top + margin, field.width, number.top - top - margin * 1.7)
    return Drawing(
        field.width,
        field.height,
        [
            *parts,
            bars_at(code_128(facts.digits), bars, field.surface),
            whole(grouped(facts.digits), number, align="centre"),
        ],
    )


def _square_alone(facts: ArticleFacts, field: Field) -> Drawing:
    """What is left where bars would be too narrow: the square, the size, the number."""
    margin = max(field.height * 0.06, 0.8)
    caption = min(max(field.height * 0.18, 2.2), 5.0)
    square = label_square(label_address(facts.home, facts.digits))
    side = square_side(square, min(field.height - caption, field.width * 0.56), field.surface)
    if not side:
        raise TooNarrow
    seen = side * (1 - 2 * QUIET_ZONE / square.modules)
    top = (field.height - seen - caption * 1.4) / 2
    box = Box(margin, top, field.width - 2 * margin, seen)
    parts, below = _square_and_size(facts, field, box, most=side)
    number = Box(margin, below + caption * 0.4, field.width - 2 * margin, caption)
    return Drawing(
        field.width, field.height, [*parts, whole(grouped(facts.digits), number, align="centre")]
    )


def _square_and_size(
    facts: ArticleFacts, field: Field, box: Box, *, most: float
) -> tuple[list[Part], float]:
    """The square on the left, the size or else the name on the right, and where both end."""
    square = label_square(label_address(facts.home, facts.digits))
    side = square_side(square, most, field.surface)
    parts: list[Part] = []
    if side:
        seen = side * (1 - 2 * QUIET_ZONE / square.modules)
        spot = square_at(square, side, field, right=box.left + seen, bottom=box.top + seen)
        parts.append(spot.part)
        left = spot.ink.right + spot.module * 3
        box = Box(left, spot.ink.top, field.width - box.left - left, spot.ink.height)
    if facts.size:
        parts.append(whole(facts.size, box, align="right"))
    else:
        parts.extend(block(facts.name or facts.category, box, most=4.0, lines=3))
    return parts, box.bottom
