"""The test label shows whether all comes out whole, straight and sharp, and can be scanned."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.printing.bars import code_128
from fritidsbank.printing.drawing import BarsAt, Box, Drawing, Part, PatchAt, SquareAt, WordsAt
from fritidsbank.printing.lettering import shortened
from fritidsbank.printing.profiles import media
from fritidsbank.printing.squares import square_code
from fritidsbank.printing.surface import Surface
from fritidsbank.printjobs.designs import Design
from fritidsbank.printjobs.models import ShopPrinter
from fritidsbank.printjobs.rules import NoSuchShopPrinter, Purpose
from fritidsbank.refusals import N_

TRIAL_NUMBER = "0123456789"
"""No number of ours begins with 0: wherever somebody scans it, nothing happens."""
_LONGEST_WITHOUT_END_MM = 40.0
_LINE_MM, _GAP_MM, _EDGE_MM = 0.3, 1.0, 1.5
_TYPE_MM, _LINE_HEIGHT_MM = 3.0, 3.6
_LOWEST_BARS_MM, _HIGHEST_BARS_MM = 5.0, 12.0
_LARGEST_SQUARE_MM, _PART_FOR_SQUARE = 20.0, 0.45
_NARROWEST_MM, _NARROWEST_BAR_MM = 0.3, 0.26
_LONG_TICK_MM, _TICK_MM = 2.5, 1.2


def draw_trial_label(
    db: Session, refers_to: Mapping[str, Any], surface: Surface, language: str
) -> Sequence[Drawing]:
    """A frame at the edges, a ruler, and both kinds of code. Raises NoSuchShopPrinter.

    A ruler of millimetres shows whether the printer scales; a side of the frame that is missing,
    which edge it does not reach.
    """
    del language
    printer = db.get(ShopPrinter, refers_to.get("printer"))
    if printer is None:
        raise NoSuchShopPrinter
    loaded = media().get(printer.medium)
    return [trial_drawing(surface, (printer.name, loaded.name if loaded else printer.medium))]


def trial_drawing(surface: Surface, lines: Sequence[str]) -> Drawing:
    """The label itself, with some lines of text."""
    width, height = surface.width_mm, surface.height_mm or _LONGEST_WITHOUT_END_MM
    top = _LONG_TICK_MM + _GAP_MM
    inside = Box(_EDGE_MM, top, width - 2 * _EDGE_MM, height - top - _GAP_MM)
    square = _square(inside)
    taken = square[0].box.width + _GAP_MM if square else 0.0
    beside = Box(inside.left, inside.top, inside.width - taken, inside.height)
    parts = [*_frame(width, height), *_ruler(width), *square, *_words_and_bars(beside, lines)]
    return Drawing(width, height, parts)


def _frame(width: float, height: float) -> Iterator[Part]:
    yield PatchAt(Box(0, 0, width, _LINE_MM))
    yield PatchAt(Box(0, height - _LINE_MM, width, _LINE_MM))
    yield PatchAt(Box(0, 0, _LINE_MM, height))
    yield PatchAt(Box(width - _LINE_MM, 0, _LINE_MM, height))


def _ruler(width: float) -> Iterator[Part]:
    for mm in range(1, int(width)):
        long = mm % 10 == 0
        yield PatchAt(Box(mm, 0, _LINE_MM if long else 0.15, _LONG_TICK_MM if long else _TICK_MM))


def _square(inside: Box) -> list[SquareAt]:
    """To the right, where it fits."""
    code = square_code(TRIAL_NUMBER)
    side = min(inside.height, inside.width * _PART_FOR_SQUARE, _LARGEST_SQUARE_MM)
    if side / code.modules < _NARROWEST_MM:
        return []
    return [SquareAt(code, Box(inside.left + inside.width - side, inside.top, side, side))]


def _words_and_bars(inside: Box, lines: Sequence[str]) -> Iterator[Part]:
    """Bars at the foot, where they fit, and as many of the lines as there is room for above."""
    bars = code_128(TRIAL_NUMBER)
    foot = inside.top + inside.height
    high = min(inside.height - _LINE_HEIGHT_MM * len(lines), _HIGHEST_BARS_MM)
    if high >= _LOWEST_BARS_MM and inside.width / bars.units >= _NARROWEST_BAR_MM:
        foot -= high
        yield BarsAt(bars, Box(inside.left, foot, inside.width, high))
    for number, line in enumerate(lines):
        box = Box(inside.left, inside.top + number * _LINE_HEIGHT_MM, inside.width, _LINE_HEIGHT_MM)
        if box.top + box.height <= foot + 0.01:
            yield WordsAt(shortened(line, box.width, _TYPE_MM), box, _TYPE_MM)


TRIAL_LABEL = Design("test", Purpose.LABELS, draw_trial_label, N_("Test label"))
