"""ESC/POS, as receipt printers from Epson and their many clones speak it.

Source: Epson, "ESC/POS Application Programming Guide": ESC @, GS v 0, GS V, ESC d, DLE EOT.
"""

from collections.abc import Iterable, Iterator

from fritidsbank.printing.page import Page, ink
from fritidsbank.printing.profiles import Medium, Printer
from fritidsbank.printing.status import Status, Trouble

ASK = b"".join(b"\x10\x04" + bytes((which,)) for which in (1, 2, 3, 4))
"""DLE EOT: the printer, why it is offline, its error, its paper. Answered even when it is offline,
and one byte each. Many clones answer nothing: their models have no `status`."""

BAND_ROWS = 256
"""A longer picture overruns the buffer of a clone, which then prints the rest as text."""
_INITIALISE = b"\x1b@"
_CUT = b"\x1dVB\x00"
"""Feeds to the knife by itself, and leaves one point uncut where the knife can."""
_TEAR_LINES = 4
"""From the head to the bar, 17 mm."""


def encode(pages: Iterable[Page], printer: Printer, medium: Medium) -> Iterator[bytes]:  # noqa: ARG001 - any roll
    """Each page in bands of `quirks.band_rows`, then cut, or fed to where it is torn off."""
    rows = printer.quirks.get("band_rows", BAND_ROWS)
    lines = printer.quirks.get("tear_lines", _TEAR_LINES)
    end = _CUT if printer.cut else b"\x1bd" + bytes((lines,))
    for page in pages:
        yield _INITIALISE + b"".join(_bands(page, rows)) + end


def complete(answer: bytes) -> bool:
    """Whether all four bytes have come."""
    return len(answer) >= 4


def heard(answer: bytes, medium: Medium) -> Status:  # noqa: ARG001 - it knows nothing of the roll
    """What the four bytes say. Raises ValueError when they are no answer to DLE EOT."""
    # Bits 1 and 4 are always set, bits 0 and 7 never: which byte is which only their order tells.
    if len(answer) < 4 or any(byte & 0x93 != 0x12 for byte in answer):
        raise ValueError(f"no answer to DLE EOT: {answer!r}")
    # A picture may hold the bytes of DLE EOT by chance, and the printer has answered that, too.
    printer, offline, error, paper = answer[-4:]
    is_open = bool(offline & 0x04)
    flags = (
        (is_open, Trouble.LID_OPEN),
        # An open lid lets go of the paper, and some heads are "hot" until it is shut.
        (not is_open and (paper & 0x60 or offline & 0x20), Trouble.NO_PAPER),
        (not is_open and error & 0x40, Trouble.HOT),
        (error & 0x08, Trouble.CUTTER),
        (error & 0x20, Trouble.FAULT),
    )
    troubles = tuple(trouble for flag, trouble in flags if flag)
    if not troubles and (printer & 0x08 or offline & 0x40):
        # Offline for no reason that it names: somebody holds its button, or has to press it.
        troubles = (Trouble.FAULT,) if offline & 0x40 else (Trouble.PAUSED,)
    return Status(troubles)


def _bands(page: Page, rows: int) -> Iterator[bytes]:
    width = -(-page.width // 8)
    dots = ink(page.black)
    for at in range(0, len(dots), width * rows):
        band = dots[at : at + width * rows]
        sizes = width.to_bytes(2, "little") + (len(band) // width).to_bytes(2, "little")
        yield b"\x1dv0\x00" + sizes + band
