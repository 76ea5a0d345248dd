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
_LINE_MM, _GAP_MM, _TYPE_MM = 0.3, 1.0, 3.0
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
    inside = Box(
        2 * _GAP_MM,
        _LONG_TICK_MM + 2 * _GAP_MM,
        width - 4 * _GAP_MM,
        height - _LONG_TICK_MM - 4 * _GAP_MM,
    )
    parts = [*_frame(width, height), *_ruler(width), *_words(inside, lines), *_codes(inside, lines)]
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


def _words(inside: Box, lines: Sequence[str]) -> Iterator[Part]:
    for number, line in enumerate(lines):
        box = Box(inside.left, inside.top + number * _TYPE_MM * 1.2, inside.width, _TYPE_MM * 1.2)
        if box.top + box.height <= inside.top + inside.height:
            yield WordsAt(shortened(line, box.width, _TYPE_MM), box, _TYPE_MM)


def _codes(inside: Box, lines: Sequence[str]) -> Iterator[Part]:
    """As many of the codes as there is room for: a strip may be lower than a square is high."""
    top = inside.top + len(lines) * _TYPE_MM * 1.2 + _GAP_MM
    left = inside.top + inside.height - top
    square, bars = square_code(TRIAL_NUMBER), code_128(TRIAL_NUMBER)
    side = min(left, inside.width / 3)
    has_square = side / square.modules >= _NARROWEST_MM
    beside = side + _GAP_MM if has_square else 0.0
    if has_square:
        yield SquareAt(square, Box(inside.left + inside.width - side, top, side, side))
    if left >= 5 and (inside.width - beside) / bars.units >= _NARROWEST_MM:
        yield BarsAt(bars, Box(inside.left, top, inside.width - beside, min(left, 12)))


_NARROWEST_MM = 0.3
TRIAL_LABEL = Design("test", Purpose.LABELS, draw_trial_label, N_("Test label"))
