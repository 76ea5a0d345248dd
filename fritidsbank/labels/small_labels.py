"""A label for what is small: its number, its size, and the codes that find room."""

from dataclasses import replace
from functools import partial

from fritidsbank.labels.rules import ArticleFacts, label_address
from fritidsbank.printing.bars import code_128
from fritidsbank.printing.drawing import Box, Drawing, Part, WordsAt, moved
from fritidsbank.printing.layout import (
    Field,
    Roll,
    SquareSpot,
    bars_at,
    block,
    end_of,
    grouped,
    laid,
    square_at,
    square_side,
    whole,
    whole_in_lines,
)
from fritidsbank.printing.lettering import line_of
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
    code, square = code_128(facts.digits), label_square(label_address(facts.home, facts.digits))
    most = (field.height - 2 * margin) * 0.36
    parts: list[Part] = []
    edge, beside = field.width, field.width - margin
    side = square_side(square, min(field.height, field.width * 0.36), field.surface)
    if side:
        seen = side * (1 - 2 * QUIET_ZONE / square.modules)
        right, bottom = field.width - margin, (field.height + seen) / 2
        spot = square_at(square, side, field, right=right, bottom=bottom)
        if field.surface.unit_within(spot.ink.left, code.units):
            parts, edge, beside = [spot.part], spot.ink.left, spot.part.box.left
    caption = _number_and_size(facts, Box(margin, margin, beside - margin, most))
    top = field.height - margin - end_of(caption, margin) + margin
    bars = Box(0, margin, edge, top - margin * 1.6)
    return Drawing(
        field.width,
        field.height,
        [*parts, bars_at(code, bars, field.surface), *moved(caption, down=top - margin)],
    )


def _number_and_size(facts: ArticleFacts, box: Box) -> list[WordsAt]:
    """On one line, as high as the larger of them."""
    number = whole(grouped(facts.digits), box)
    if facts.size:
        room = Box(box.left, box.top, box.width * 0.53, box.height)
        number = whole(number.text, room, bold=False)
        room = Box(box.left + box.width * 0.58, box.top, box.width * 0.42, box.height)
        size = whole(facts.size, room, align="right")
    else:
        size = number
    high = max(each.size_mm * line_of(each.text) for each in (number, size))
    lines = [number, size] if facts.size else [number]
    return [replace(each, box=replace(each.box, height=high)) for each in lines]


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
        right = bottom = margin + side - 2 * quiet
        if not (facts.size or facts.name or facts.category):
            right = field.width / 2 + side / 2 - quiet
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
    if field.height >= field.width * 1.1:
        return _square_above(facts, field)
    margin = max(field.height * 0.06, 0.8)
    caption = min(max(field.height * 0.18, 2.2), 5.0)
    square = label_square(label_address(facts.home, facts.digits))
    below = field.height - caption - margin / 2
    side = square_side(square, min(below, field.width * 0.6), field.surface)
    is_low = not side
    if is_low:
        side = square_side(square, min(field.height, field.width * 0.6), field.surface)
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


def _square_above(facts: ArticleFacts, field: Field) -> Drawing:
    """The same on a field that is higher than wide: below each other."""
    margin = max(field.height * 0.05, 0.8)
    square = label_square(label_address(facts.home, facts.digits))
    words = field.height * (0.34 if facts.size or facts.name or facts.category else 0.16)
    side = square_side(square, min(field.height - words - margin, field.width), field.surface)
    if not side:
        raise TooNarrow
    quiet = side / square.modules * QUIET_ZONE
    seen = side - 2 * quiet
    bottom = max((field.height - words - seen - quiet) / 2, quiet) + seen
    spot = square_at(square, side, field, right=(field.width + seen) / 2, bottom=bottom)
    wide, top = field.width - 2 * margin, spot.part.box.bottom
    number = Box(margin, top, wide, words * (0.4 if words > field.height * 0.2 else 1.0))
    size = Box(margin, number.bottom + words * 0.08, wide, words * 0.52)
    parts: list[Part] = [spot.part, whole(grouped(facts.digits), number, align="centre")]
    if facts.size:
        parts.append(whole(facts.size, size, align="centre"))
    else:
        named = facts.name or facts.category
        parts.extend(block(named, size, most=4.0, lines=2, align="centre"))
    return Drawing(field.width, field.height, parts)


def _right_of(spot: SquareSpot, field: Field, margin: float) -> Box:
    left = spot.part.box.right
    return Box(left, spot.ink.top, max(field.width - margin - left, 0.0), spot.ink.height)


def _size_or_name(facts: ArticleFacts, box: Box) -> list[Part]:
    if facts.size:
        return [*whole_in_lines(facts.size, box, align="right")]
    return [*block(facts.name or facts.category, box, most=4.0, lines=3)]
