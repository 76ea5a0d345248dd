"""The label of an article: above, what people look for; below, what scanners read.

The bars outlast scratches, mud and tears; the square outlasts fading and bent surfaces. Both hold
the same number, and so does the line below the bars.
"""

from dataclasses import replace
from functools import partial

from fritidsbank.labels.rules import ArticleFacts, label_address
from fritidsbank.labels.small_labels import small_drawing
from fritidsbank.printing.bars import QUIET_ZONE as BESIDE_BARS
from fritidsbank.printing.bars import code_128
from fritidsbank.printing.drawing import Box, Drawing, Part, WordsAt
from fritidsbank.printing.layout import (
    SMALLEST_TYPE,
    Field,
    Roll,
    bars_at,
    block,
    end_of,
    grouped,
    laid,
    square_at,
    square_side,
    whole,
    whole_in_lines,
    words,
)
from fritidsbank.printing.lettering import ELLIPSIS, LINE, line_of, width_of
from fritidsbank.printing.squares import QUIET_ZONE, label_square
from fritidsbank.printing.surface import Surface

ROLL = Roll(lengths=0.5, shortest=27.0, longest=38.0, across=45.0, shortest_along=45.0)
STRIP_BELOW = 18.0
"""Millimetres: a lower label has no room for people above and scanners below."""
SIZE_TAKES = 0.5
"""Of the width; it is what people look for."""
CAPITALS_HIGH = 0.76
"""Of the size of a type: a capital, and as much below the middle of its line as above."""
SQUARISH = 1.4
"""Width to height: below this there is no room for bars beside the square."""


def article_label(facts: ArticleFacts, surface: Surface) -> Drawing:
    """The label of an article, for any surface. Raises TooNarrow."""
    return laid(surface, ROLL, partial(_drawing, facts))


def _drawing(facts: ArticleFacts, field: Field) -> Drawing:
    says_nothing = not (facts.name or facts.size or facts.category or facts.shop)
    if says_nothing or field.width < field.height * SQUARISH:
        return small_drawing(facts, field)
    return _strip(facts, field) if field.height < STRIP_BELOW else _in_two_bands(facts, field)


def _in_two_bands(facts: ArticleFacts, field: Field) -> Drawing:
    margin = min(max(field.height * 0.06, 1.2), 3.0)
    bars, square = code_128(facts.digits), label_square(label_address(facts.home, facts.digits))
    side = square_side(square, min(field.height * 0.62, field.width * 0.38), field.surface)
    seen = side * (1 - 2 * QUIET_ZONE / square.modules)
    unit = field.surface.unit_within(field.width - margin - seen, bars.units)
    if not side or not unit:
        return small_drawing(facts, field)
    # All begins where the first bar does; what is left over makes the other side alike.
    left = unit * BESIDE_BARS
    right = field.width - max(margin, min(left, field.width - unit * bars.units - seen))
    spot = square_at(square, side, field, right=right, bottom=field.height - margin)
    caption = min(max(seen * 0.27, 2.6), 6.0)
    strip = Box(0, spot.ink.top, unit * bars.units, seen - caption * 1.12)
    beside = spot.part.box.left - spot.module - left
    number = Box(left, spot.ink.bottom - caption, beside, caption)
    people = Box(left, margin, right - left, min(spot.part.box.top, strip.top - margin) - margin)
    return Drawing(
        field.width,
        field.height,
        [
            spot.part,
            bars_at(bars, strip, field.surface),
            *_caption(facts, number),
            *_for_people(facts, people),
        ],
    )


def _strip(facts: ArticleFacts, field: Field) -> Drawing:
    margin = max(field.height * 0.07, 0.8)
    bars, square = code_128(facts.digits), label_square(label_address(facts.home, facts.digits))
    side = square_side(square, min(field.height, field.width * 0.33), field.surface)
    seen = side * (1 - 2 * QUIET_ZONE / square.modules)
    unit = field.surface.unit_within(field.width - margin - seen, bars.units)
    if not side or not unit:
        return small_drawing(facts, field)
    left = unit * BESIDE_BARS
    right = field.width - max(margin, min(left, field.width - unit * bars.units - seen))
    spot = square_at(square, side, field, right=right, bottom=(field.height + seen) / 2)
    beside = spot.part.box.left - spot.module - left
    rows = field.height - 2 * margin
    people = Box(left, margin, beside, rows * 0.36)
    number = Box(left, margin + rows * 0.78, beside, rows * 0.22)
    top = people.bottom + rows * 0.05
    strip = Box(0, top, unit * bars.units, number.top - rows * 0.03 - top)
    return Drawing(
        field.width,
        field.height,
        [
            spot.part,
            bars_at(bars, strip, field.surface),
            *_caption(facts, number),
            *_for_people(facts, people),
        ],
    )


def _for_people(facts: ArticleFacts, box: Box) -> list[Part]:
    """What it is on the left, its size large on the right; below them whose it is."""
    size: list[WordsAt] = []
    left = box
    if facts.size:
        wide = box.width * SIZE_TAKES
        room = Box(box.right - wide, box.top, wide, box.height)
        size = _from_the_top(whole_in_lines(facts.size, room, align="right"))
        left = Box(box.left, box.top, box.width - wide - box.width * 0.03, box.height)
    small = min(max(box.height * 0.2, SMALLEST_TYPE), 3.0)
    low = small * LINE
    has_shop = facts.shop and box.height >= 2.5 * low
    room = Box(left.left, left.top, left.width, left.height - (low if has_shop else 0))
    most = 6.0 if facts.size else 9.0
    name = block(facts.name or facts.category, room, most=most, lines=2, bold=True)
    name = _from_the_top(name)
    if not has_shop:
        return [*size, *name]
    top = end_of(name, room.top)
    is_below = top >= end_of(size, box.top)
    below = Box(box.left, top, box.width if is_below else left.width, low)
    return [*size, *name, *words(facts.shop, below, most=small)]


def _from_the_top(lines: list[WordsAt]) -> list[WordsAt]:
    """Capitals begin at the top of the box, and so does a line of figures beside them."""
    if not lines:
        return []
    first = lines[0]
    step = max(line_of(each.text) for each in lines) * first.size_mm
    # Above a capital is room for the ring of Å.
    room = (step / first.size_mm - CAPITALS_HIGH) / 2 * first.size_mm
    top = max(first.box.top - room, 0.0)
    return [
        replace(each, box=Box(each.box.left, top + at * step, each.box.width, step))
        for at, each in enumerate(lines)
    ]


def _caption(facts: ArticleFacts, box: Box) -> list[Part]:
    """The number, large enough to be typed from it; its category small beside it."""
    number = whole(grouped(facts.digits), Box(box.left, box.top, box.width * 0.66, box.height))
    taken = number.size_mm * (width_of(number.text, bold=True) + 0.5)
    rest = Box(box.left + taken, box.top, box.width - taken, box.height)
    if rest.width < 6 or facts.name.lower().startswith(facts.category.lower()):
        return [number]  # its name has said so
    small = min(max(box.height * 0.5, SMALLEST_TYPE), 3.0)
    category = words(facts.category, rest, most=small, align="right")
    # Half of a category says what the name has said, if anything.
    return [number, *(part for part in category if not part.text.endswith(ELLIPSIS))]
