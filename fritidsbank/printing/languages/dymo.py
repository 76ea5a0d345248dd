"""The rows of dots that Dymo's LabelWriter 400 and 450 take; the 550 speaks something else.

Source: Dymo, "LabelWriter 450 Series Printers Technical Reference Manual".
"""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from fritidsbank.printing.page import Page, ink
from fritidsbank.printing.profiles import Medium, Printer
from fritidsbank.printing.status import Status, Trouble
from fritidsbank.printing.surface import MM_PER_INCH

_SYNCHRONISE = b"\x1b" * 156
"""More than a row and its command: what half a job left in the printer ends here. Not ESC @, which
would also throw away the labels that wait to be printed."""
_TEXT_MODE, _NORMAL_DENSITY = b"\x1bh", b"\x1be"
"""Text mode has 300 rows an inch, the mode for bar codes 600."""
_ROW = b"\x16"
_SHORT_FEED, _FEED = b"\x1bG", b"\x1bE"
ASK = b"\x1bA"
_READY, _NO_PAPER, _JAM, _ERROR = 0x01, 0x20, 0x40, 0x80
_ENDLESS = 0xFFFF


def encode(pages: Iterable[Page], printer: Printer, medium: Medium) -> Iterator[bytes]:
    """Each page row by row; only the last one is fed to where it can be torn off.

    Raises ValueError when a page is wider than the head.
    """
    begin = _SYNCHRONISE
    for page, following in pairwise(chain(pages, [None])):
        assert page
        if page.width > printer.row_dots:
            raise ValueError(f"{page.width} dots are too many for a {printer.id}")
        end = _SHORT_FEED if following else _FEED
        yield begin + b"".join((*_settings(page, printer, medium), *_rows(page), end))
        begin = b""


def complete(answer: bytes) -> bool:
    """Whether the one byte has come."""
    return bool(answer)


def heard(answer: bytes, medium: Medium) -> Status:  # noqa: ARG001 - it says nothing of the roll
    """What the last byte says. Raises ValueError when there is none."""
    if not answer:
        raise ValueError("a LabelWriter answers with one byte")
    status = answer[-1]
    troubles = tuple(
        trouble
        for bit, trouble in ((_NO_PAPER, Trouble.NO_PAPER), (_JAM, Trouble.JAM))
        if status & bit
    )
    # The bit of any error is set with those of paper, too.
    if not troubles and (status & _ERROR or not status & _READY):
        troubles = (Trouble.FAULT,)
    return Status(troubles)


def _settings(page: Page, printer: Printer, medium: Medium) -> Iterator[bytes]:
    """The default of everything that another program may have changed."""
    yield _TEXT_MODE + _NORMAL_DENSITY
    yield b"\x1bB\0"  # rows begin with the first dot of the head
    yield b"\x1bD" + bytes((-(-page.width // 8),))
    length = round((medium.height_mm or 0) * printer.dpi / MM_PER_INCH) or _ENDLESS
    yield b"\x1bL" + length.to_bytes(2)


def _rows(page: Page) -> Iterator[bytes]:
    rows, width = ink(page.black), -(-page.width // 8)
    for at in range(0, len(rows), width):
        yield _ROW + rows[at : at + width]
