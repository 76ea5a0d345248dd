"""Star's two ways to print a picture: the raster mode of the TSP100 family, and StarPRNT.

Sources: Star Micronics, "STAR Graphic Mode Command Specifications" 2.32 and "STAR Line Mode Command
Specifications" (ESC * r, b, ESC FF, automatic status), "StarPRNT Command Specifications" 4.01
(ESC GS S, ESC d). Held against them and against Star's own filter for CUPS by reading only: there
was no such printer to try it on.

The newer models (mC-Print, TSP143IV) no longer know the raster mode: they have the quirk
`starprnt`.
"""

from collections.abc import Iterable, Iterator

from fritidsbank.printing.page import Page, ink
from fritidsbank.printing.profiles import Medium, Printer
from fritidsbank.printing.status import Status, Trouble

ASK = b"\x1b\x06\x01"
"""ESC ACK SOH: answered at once, even when the printer is offline."""

_ENTER = b"\x1b*rR\x1b*rA"
"""Both: a TSP143 takes a job without them and prints nothing."""
_ENDLESS = b"\x1b*rP0\x00"
_LEAVE = b"\x1b*rE1\x00", b"\x1b\x0c\x04\x1b*rB"
"""The end of the job feeds and cuts nothing: that, each page has done. Set first, said last."""
_FED_AND_CUT, _FED_TO_BAR = b"13", b"3"
_PAGE_ENDS = b"\x1b\x0c\x00"
_BAND_ROWS = 2400
_STARPRNT_CUT = b"\x1bd3"
"""Feeds to the knife and leaves one point uncut; where there is none, it only feeds."""


def encode(pages: Iterable[Page], printer: Printer, medium: Medium) -> Iterator[bytes]:  # noqa: ARG001 - any roll
    """Each page, cut or fed to where it is torn off."""
    if printer.quirks.get("starprnt"):
        yield from (b"".join(_bands(page)) + _STARPRNT_CUT for page in pages)
        return
    # The mode is ignored while there are rows: what ends a page is said before them.
    mode = b"\x1b*rF" + (_FED_AND_CUT if printer.cut else _FED_TO_BAR) + b"\x00"
    begin, end = _ENTER + _ENDLESS + _LEAVE[0], b""
    for page in pages:
        yield begin + mode + b"".join(_rows(page)) + _PAGE_ENDS
        begin, end = b"", _LEAVE[1]
    if end:
        yield end


def complete(answer: bytes) -> bool:
    """Whether one whole status has come; its first byte says how long it is."""
    return bool(_last_whole(answer))


def heard(answer: bytes, medium: Medium) -> Status:  # noqa: ARG001 - it knows nothing of the roll
    """What the last whole status says. Raises ValueError when there is none.

    Some models send one by themselves as soon as they are called.
    """
    status = _last_whole(answer)
    if len(status) < 6:
        raise ValueError(f"no status of a Star: {answer!r}")
    _, _, printer, error, jam, paper = status[:6]
    flags = (
        (printer & 0x20 or jam & 0x02, Trouble.LID_OPEN),
        (paper & 0x08 and not printer & 0x20, Trouble.NO_PAPER),
        (jam & 0x04, Trouble.JAM),
        (error & 0x08, Trouble.CUTTER),
        (error & 0x40, Trouble.HOT),
        (error & 0x24, Trouble.FAULT),
    )
    troubles = tuple(trouble for flag, trouble in flags if flag)
    if not troubles and printer & 0x48:
        troubles = (Trouble.PAUSED,)
    return Status(troubles)


def _rows(page: Page) -> Iterator[bytes]:
    """Each row without the white at its end; a white row is one white byte."""
    width = -(-page.width // 8)
    dots = ink(page.black)
    for at in range(0, len(dots), width):
        row = dots[at : at + width].rstrip(b"\0") or b"\0"
        yield b"b" + len(row).to_bytes(2, "little") + row


def _bands(page: Page) -> Iterator[bytes]:
    width = -(-page.width // 8)
    dots = ink(page.black)
    for at in range(0, len(dots), width * _BAND_ROWS):
        band = dots[at : at + width * _BAND_ROWS]
        sizes = width.to_bytes(2, "little") + (len(band) // width).to_bytes(2, "little")
        yield b"\x1b\x1dS\x01" + sizes + b"\x00" + band


def _last_whole(answer: bytes) -> bytes:
    last = b""
    while answer:
        # Bit 0 is set, bits 4 and 7 are not; the others are how many bytes there are.
        head = answer[0]
        length = head >> 1 & 0x07 | head >> 2 & 0x18
        if head & 0x91 != 0x01 or length < 3 or len(answer) < length:
            return last
        last, answer = answer[:length], answer[length:]
    return last
