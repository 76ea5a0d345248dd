"""Placing codes and words: codes as large as whole dots allow, words within their boxes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fritidsbank.barcodes import Barcode
from fritidsbank.printing.bars import Bars
from fritidsbank.printing.drawing import BarsAt, Box, Drawing, SquareAt, WordsAt, moved, turned
from fritidsbank.printing.lettering import (
    LINE,
    balanced,
    broken_lines,
    fits_on,
    line_of,
    lines_of,
    one_line,
    shortened,
    size_for,
    width_of,
)
from fritidsbank.printing.squares import QUIET_ZONE, Square
from fritidsbank.printing.surface import Surface

SMALLEST_TYPE = 1.6
"""Millimetres: what a thermal printer of 203 dpi still writes clearly."""
READABLE = 2.6
"""Millimetres: down to this a text is set smaller before words are left out."""
PAGE_FROM = 120.0
"""What is at least so wide and high is a page: a label on it is as large as it should be."""
ON_PAGE, FROM_CORNER = 90.0, 12.0
_SHRINKS_TO = 0.75
"""A text on several lines is set so much smaller before words are left out."""


@dataclass(frozen=True)
class Field:
    """A surface that lies with its long side across, and has an end."""

    width: float
    height: float
    surface: Surface

    def inner(self, margin: float) -> Box:
        """What is left within a margin."""
        return Box(margin, margin, self.width - 2 * margin, self.height - 2 * margin)


@dataclass(frozen=True)
class Roll:
    """How long a label becomes on a roll without end: so many widths, within limits.

    On a roll that is narrower than `across` it lies along the paper, with its own proportion.
    """

    lengths: float
    shortest: float
    longest: float
    across: float = 0.0
    along: float = 2.0
    shortest_along: float = 0.0


def laid(surface: Surface, roll: Roll, draw: Callable[[Field], Drawing]) -> Drawing:
    """Drawn as it is read best: a high surface is drawn lying, and turned."""
    wide, high = surface.width_mm, surface.height_mm
    if high is not None and min(wide, high) >= PAGE_FROM:
        at = surface.snapped(FROM_CORNER)
        label = laid(Surface(surface.snapped(ON_PAGE), None, surface.dpi), roll, draw)
        return Drawing(wide, high, moved(label.parts, right=at, down=at))
    if high is None and wide < roll.across:
        high = surface.snapped(max(wide * roll.along, roll.shortest_along))
    elif high is None:
        high = surface.snapped(min(max(wide * roll.lengths, roll.shortest), roll.longest))
        return draw(Field(wide, high, surface))
    if high > wide:
        return turned(draw(Field(high, wide, surface)))
    return draw(Field(wide, high, surface))


def grouped(digits: str) -> str:
    """The number as people read and type it."""
    return Barcode(digits).grouped


def square_side(square: Square, most: float, surface: Surface) -> float:
    """How large it becomes with its quiet zone; 0 where it could not be read."""
    return surface.unit_within(most, square.modules) * square.modules


@dataclass(frozen=True)
class SquareSpot:
    """A square code at its place; `ink` is what is seen of it, without the white around."""

    part: SquareAt
    ink: Box

    @property
    def module(self) -> float:
        """How wide one is."""
        return self.part.unit_mm


def square_at(
    square: Square, side: float, field: Field, *, right: float, bottom: float
) -> SquareSpot:
    """A square code whose ink ends where it is told to; its white may lie in the margin."""
    quiet = side / square.modules * QUIET_ZONE
    left = snapped_within(right + quiet - side, field.width - side, field.surface)
    top = snapped_within(bottom + quiet - side, field.height - side, field.surface)
    ink = Box(left + quiet, top + quiet, side - 2 * quiet, side - 2 * quiet)
    return SquareSpot(SquareAt(square, Box(left, top, side, side)), ink)


def snapped_within(at: float, most: float, surface: Surface) -> float:
    """A whole number of dots from the edge, and no further than the most."""
    at = surface.snapped(min(max(at, 0.0), most))
    return at if at <= most + 1e-6 else max(at - surface.dot_mm, 0.0)


def bars_at(bars: Bars, box: Box, surface: Surface) -> BarsAt:
    """Bars in the middle of a box, as wide as whole dots allow; refused later if too narrow."""
    unit = surface.unit_within(box.width, bars.units) or box.width / bars.units
    width = unit * bars.units
    left = snapped_within(box.left + (box.width - width) / 2, box.right - width, surface)
    return BarsAt(bars, Box(left, box.top, width, box.height))


def whole(
    text: str, box: Box, *, most: float = 1_000, bold: bool = True, align: str = "left"
) -> WordsAt:
    """A line that is never shortened: a number, a size. Its type is as large as the box allows."""
    text = one_line(text)
    size = min(size_for(text, box.width, box.height, bold=bold), most)
    return WordsAt(text, box, size, bold=bold, align=align)


def whole_in_lines(text: str, box: Box, *, align: str = "left") -> list[WordsAt]:
    """The same on two lines, where that lets the type be larger."""
    said = one_line(text).split(" ")
    breaks = [(" ".join(said[:at]), " ".join(said[at:])) for at in range(1, len(said))]
    high = box.height / 2
    in_two = [
        (min(size_for(line, box.width, high, bold=True) for line in both), both) for both in breaks
    ]
    one = whole(text, box, align=align)
    size, lines = max(in_two, default=(0.0, ("", "")))
    if size <= one.size_mm:
        return [one] if one.text else []
    step = size * max(map(line_of, lines))
    return _stacked(lines, box, size, bold=True, align=align, step=step)


def words(
    text: str, box: Box, *, most: float, bold: bool = False, align: str = "left"
) -> list[WordsAt]:
    """A line that is set smaller before it is shortened; nothing where it has no room at all."""
    size = min(size_for(one_line(text), box.width, box.height, bold=bold), most)
    least = min(SMALLEST_TYPE, most, box.height / LINE)
    if size < least:
        size, text = least, shortened(text, box.width, least, bold=bold)
    text = one_line(text)
    return [WordsAt(text, box, size, bold=bold, align=align)] if text else []


def block(
    text: str, box: Box, *, most: float, lines: int, bold: bool = False, align: str = "left"
) -> list[WordsAt]:
    """A text on as few lines as it finds room on, else set smaller, else shortened."""
    for count in range(1, lines + 1):
        size = min(most, box.height / (count * LINE))
        if fits_on(text, count, box.width, size, bold=bold):
            return _stacked(
                lines_of(text, box.width, size, bold=bold), box, size, bold=bold, align=align
            )
    least = min(size, max(SMALLEST_TYPE, min(size * _SHRINKS_TO, READABLE)))
    while size > least and not fits_on(text, lines, box.width, size, bold=bold):
        size = max(size * 0.94, least)
    first = width_of(one_line(text).partition(" ")[0], bold=bold) + width_of("…", bold=bold)
    size = min(size, max(SMALLEST_TYPE, box.width / first))
    set_in = lines_of(text, box.width, size, bold=bold, most=lines)
    return _stacked(set_in, box, size, bold=bold, align=align)


def paragraph(
    text: str, box: Box, size: float, *, bold: bool = False, align: str = "left"
) -> tuple[list[WordsAt], float]:
    """A text on as many lines as it needs from the top of a box, and where the next may begin.

    Nothing is left out: a word that is wider than the box goes on below. What stands in the middle
    has lines of about one length.
    """
    if align == "centre":
        width = balanced(text, box.width, size, bold=bold)
        box = Box(box.left + (box.width - width) / 2, box.top, width, box.height)
    parts = _stacked(
        broken_lines(text, box.width, size, bold=bold), box, size, bold=bold, align=align
    )
    return parts, box.top + len(parts) * size * LINE


def end_of(parts: Sequence[WordsAt], otherwise: float) -> float:
    """Where the last line ends below."""
    return max((part.box.bottom for part in parts), default=otherwise)


def _stacked(
    set_in: Sequence[str], box: Box, size: float, *, bold: bool, align: str, step: float = 0.0
) -> list[WordsAt]:
    step = step or size * LINE
    return [
        WordsAt(line, Box(box.left, box.top + at * step, box.width, step), size, bold, align)
        for at, line in enumerate(set_in)
    ]
