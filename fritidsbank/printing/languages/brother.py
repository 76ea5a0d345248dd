"""Brother's raster language, as the QL label printers speak it.

Source: Brother, "Raster Command Reference" of the QL-700, of the QL-800/810W/820NWB and of the
QL-1100/1110NWB/1115NWB. What they differ in are the quirks of a model, what a roll needs is the
table `[brother]` of its file (`printers/README.md`).
"""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import Any

from PIL import Image

from fritidsbank.printing.packbits import packed
from fritidsbank.printing.page import Page, blank, ink
from fritidsbank.printing.profiles import Medium, Printer, dots_of
from fritidsbank.printing.status import Status, Trouble

_INITIALISE = b"\x1b@"
_RASTER_MODE = b"\x1bia\x01"
_NEXT_PAGE, _LAST_PAGE = b"\x0c", b"\x1a"
ASK = bytes(400) + _INITIALISE + b"\x1biS"
"""Before a job only: it empties the printer."""
REPORTS = True

_ENDLESS, _DIE_CUT = 0x0A, 0x0B
_MARGIN = 35
"""Rows that are fed before and after a drawing on a roll without end, 3 mm: the least there is."""
_STATUS, _KIND = 32, 18
_MARK = b"\x80\x20B"
_COMPLETED, _OFF, _NOTE, _PHASE = 1, 4, 5, 6
_ERRORS = (
    (8, 0x01, Trouble.NO_PAPER),
    (8, 0x02, Trouble.NO_PAPER),
    (8, 0x04, Trouble.CUTTER),
    (8, 0x20, Trouble.NO_ANSWER),
    (8, 0xC0, Trouble.FAULT),
    (9, 0x01, Trouble.WRONG_ROLL),
    (9, 0x10, Trouble.LID_OPEN),
    (9, 0x20, Trouble.HOT),
    (9, 0x40, Trouble.JAM),
    (9, 0x8E, Trouble.FAULT),
)
"""Offset and bits in a status, and what they mean to whoever stands before the printer."""
_NOTES = {1: Trouble.LID_OPEN, 3: Trouble.HOT}


def encode(pages: Iterable[Page], printer: Printer, medium: Medium) -> Iterator[bytes]:
    """Each page with all its settings. Raises ValueError when a page is wider than the roll."""
    begin = _begin(printer)
    for at, (page, following) in enumerate(pairwise(chain(pages, [None]))):
        assert page
        rows = list(_rows(page, printer, medium))
        end = _NEXT_PAGE if following else _LAST_PAGE
        yield begin + b"".join((*_settings(len(rows), at, printer, medium), *rows, end))
        begin = b""


def complete(answer: bytes) -> bool:
    """Whether at least one status has come whole."""
    return len(answer) >= _STATUS


def completed(answer: bytes) -> int:
    """How many pages came out, by what it has said since they were sent."""
    kinds = answer[_KIND::_STATUS]
    return kinds.count(_COMPLETED)


def heard(answer: bytes, medium: Medium) -> Status:
    """What one status says, or the last one of several. `waiting` is 1 while it prints.

    Before it prints it cannot be told apart from a printer that has nothing to do: then there is no
    `waiting`. Raises ValueError when it is no status.
    """
    whole = len(answer) - len(answer) % _STATUS
    status = answer[:whole][-_STATUS:]
    if not status.startswith(_MARK):
        raise ValueError(f"no status of a QL: {answer!r}")
    troubles = [trouble for at, bits, trouble in _ERRORS if status[at] & bits]
    width, length, kind, phase, note = (status[at] for at in (10, 17, 18, 19, 22))
    if kind == _NOTE and note in _NOTES:
        troubles.append(_NOTES[note])
    if kind == _OFF:
        troubles.append(Trouble.NO_ANSWER)
    if width and not _fits(width, length, medium):
        troubles.append(Trouble.WRONG_ROLL)
    return Status(
        tuple(dict.fromkeys(troubles)),
        waiting=phase if kind == _PHASE else 0 if kind == _COMPLETED else None,
        roll=_roll(width, length),
    )


def _begin(printer: Printer) -> bytes:
    """Whatever half a job is still in the printer is thrown away."""
    mode = _RASTER_MODE if printer.quirks.get("raster_mode", True) else b""
    return mode + bytes(printer.quirks.get("invalidate", 400)) + _INITIALISE + mode


def _settings(rows: int, at: int, printer: Printer, medium: Medium) -> Iterator[bytes]:
    """All that stands before the rows of a page."""
    width, length = _special(medium)["code"]
    kind = _DIE_CUT if length else _ENDLESS
    # 0xCE: kind, width and length must fit, quality before speed, the printer may recover.
    yield b"\x1biz\xce" + bytes((kind, width, length)) + rows.to_bytes(4, "little")
    yield bytes((at > 0, 0))
    if printer.cut:
        yield b"\x1biM\x40"  # cut by itself
        yield b"\x1biA\x01"  # after each page
    yield b"\x1biK" + bytes((printer.cut << 3 | _is_red(printer, medium),))
    yield b"\x1bid" + (0 if length else _MARGIN).to_bytes(2, "little")
    if "packbits" in printer.quirks:
        yield b"M\x02" if printer.quirks["packbits"] else b"M\x00"


def _rows(page: Page, printer: Printer, medium: Medium) -> Iterator[bytes]:
    """The page row by row, on a roll for two colours each row in black and then in red."""
    inks = [(b"g\0", _mirrored(page.black, printer, medium))]
    if _is_red(printer, medium):
        red = page.red or blank(page.width, page.height)
        inks = [(b"w\x01", inks[0][1]), (b"w\x02", _mirrored(red, printer, medium))]
    pack = packed if printer.quirks.get("packbits") else bytes
    width = printer.row_dots // 8
    for at in range(0, len(inks[0][1]), width):
        row = [(colour, pack(dots[at : at + width])) for colour, dots in inks]
        yield b"".join(colour + bytes((len(dots),)) + dots for colour, dots in row)


def _mirrored(image: Image.Image, printer: Printer, medium: Medium) -> bytes:
    """The rows as the head takes them: its first dot is on the right.

    What lies between it and the roll's printable part is the roll's `offset`; a wide model has some
    more dots there (`right_dots`).
    """
    across, along = dots_of(printer, medium)
    if image.width > across:
        raise ValueError(f"{image.width} dots are too many for {medium.id} in a {printer.id}")
    offset = _special(medium)["offset"] + printer.quirks.get("right_dots", 0)
    height = image.height if along else max(image.height, printer.quirks.get("least_rows", 0))
    head = blank(printer.row_dots, height)
    head.paste(image.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (offset, 0))
    return ink(head)


def _is_red(printer: Printer, medium: Medium) -> bool:
    """A roll for two colours is refused by the printer as the wrong one for a job in black."""
    return printer.red and medium.red


def _special(medium: Medium) -> Any:  # noqa: ANN401 - as the file has it; a test reads every one
    return medium.special["brother"]


def _fits(width: int, length: int, medium: Medium) -> bool:
    # DK-11241 is sold as 152 mm long and told to the printer as 153: a millimetre is no other roll.
    across, along = _special(medium)["code"]
    return bool(width == across and abs(length - along) <= 1)


def _roll(width: int, length: int) -> str:
    if not width:
        return ""
    return f"{width} x {length} mm" if length else f"{width} mm"
