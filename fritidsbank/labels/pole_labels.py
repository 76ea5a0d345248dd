"""Labels for what is round and thin: along a pole or a ski, or as a flag round a strap.

Bars are read on a pole of 12 mm as long as they run round it, so that each is seen in one piece.
"""

from functools import partial

from fritidsbank.labels.rules import ArticleFacts, label_address
from fritidsbank.labels.small_labels import small_drawing
from fritidsbank.printing.bars import QUIET_ZONE as BESIDE_BARS
from fritidsbank.printing.bars import code_128
from fritidsbank.printing.drawing import Box, Drawing, Part, PatchAt, moved
from fritidsbank.printing.layout import (
    Field,
    Roll,
    bars_at,
    grouped,
    laid,
    snapped_within,
    square_at,
    square_side,
    whole,
    whole_in_lines,
)
from fritidsbank.printing.squares import QUIET_ZONE, label_square
from fritidsbank.printing.surface import Surface

LADDER_ROLL = Roll(
    lengths=0.33, shortest=18.0, longest=24.0, across=40.0, along=2.0, shortest_along=60.0
)
FLAG_ROLL = Roll(
    lengths=0.36, shortest=18.0, longest=25.0, across=55.0, along=2.6, shortest_along=64.0
)
ROUND_TWICE = 20.0
"""Millimetres: from here the number stands on two sides of the pole."""
FOLD, LEAST_FOLD, MOST_FOLD = 0.16, 8.0, 20.0
"""How much of a flag lies round the strap: of its length, and in millimetres."""
FOLD_MARK = 0.25


def ladder_label(facts: ArticleFacts, surface: Surface) -> Drawing:
    """Its long side lies along the pole, the bars run round it. Raises TooNarrow."""
    return laid(surface, LADDER_ROLL, partial(_ladder, facts))


def _ladder(facts: ArticleFacts, field: Field) -> Drawing:
    bars, square = code_128(facts.digits), label_square(label_address(facts.home, facts.digits))
    margin = max(min(field.height * 0.06, 2.0), 0.8)
    most = min(field.height * (0.62 if facts.size else 1.0), field.width * 0.3)
    side = square_side(square, most, field.surface)
    seen = side * (1 - 2 * QUIET_ZONE / square.modules)
    unit = field.surface.unit_within(field.width - margin * 1.5 - seen, bars.units)
    if not side or not unit:
        return small_drawing(facts, field)
    left = unit * BESIDE_BARS
    right = field.width - max(margin, min(left, field.width - unit * bars.units - seen))
    bottom = field.height - margin if facts.size else (field.height + seen) / 2
    spot = square_at(square, side, field, right=right, bottom=bottom)
    column = Box(unit * bars.units, margin, right - unit * bars.units, 0)
    caption = min(max(field.height * 0.16, 2.4), 5.0)
    along = Box(left, field.height - margin - caption, column.left - 2 * left, caption)
    number = whole(grouped(facts.digits), along)
    top = margin
    parts: list[Part] = [spot.part, number]
    if field.height >= ROUND_TWICE:
        parts.append(whole(number.text, Box(along.left, margin, along.width, caption)))
        top += caption * 1.15
    strip = Box(0, top, unit * bars.units, along.top - caption * 0.15 - top)
    if facts.size:
        above = Box(column.left, margin, column.width, spot.part.box.top - margin)
        parts.extend(whole_in_lines(facts.size, above, align="right"))
    return Drawing(field.width, field.height, [*parts, bars_at(bars, strip, field.surface)])


def cable_flag(facts: ArticleFacts, surface: Surface) -> Drawing:
    """Folded in the middle round a pole or a strap: both sides say the same. Raises TooNarrow."""
    return laid(surface, FLAG_ROLL, partial(_flag, facts))


def _flag(facts: ArticleFacts, field: Field) -> Drawing:
    fold = min(max(field.width * FOLD, LEAST_FOLD), MOST_FOLD)
    half = field.surface.snapped((field.width - fold) / 2)
    side = small_drawing(facts, Field(half, field.height, field.surface)).parts
    again = moved(side, right=snapped_within(field.width, field.width - half, field.surface))
    middle, tick = field.width / 2 - FOLD_MARK / 2, field.height * 0.12
    marks = [PatchAt(Box(middle, top, FOLD_MARK, tick)) for top in (0.0, field.height - tick)]
    return Drawing(field.width, field.height, [*side, *again, *marks])
