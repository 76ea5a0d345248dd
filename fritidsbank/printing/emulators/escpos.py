"""A receipt printer: ESC/POS, as Epson's reference describes it.

A page ends where it is cut, where the printer is initialised anew, or where the job ends.
"""

from collections.abc import Iterator

from PIL import Image

from fritidsbank.printing.emulators.faults import Fault, Head, Standing
from fritidsbank.printing.emulators.incoming import (
    Asked,
    Ended,
    Event,
    Incoming,
    Printed,
    Remark,
    picture,
    refuse_too_long,
)
from fritidsbank.refusals import N_

STOPPED_BY = {Fault.PAPER, Fault.LID, Fault.JAM, Fault.HOT}
"""It cannot know which roll is in it."""
KEEPS = True
"""What it has read comes out when the trouble is over."""
LINE = 1 / 6
"""Inches, of a line feed after ESC @."""

_ARGUMENTS = {
    b"\x1b": dict.fromkeys(b" !%-3=?EGMRTUVaert{", 1)
    | dict.fromkeys(b"$\\c", 2)
    | {0x70: 3, 0x57: 8},
    b"\x1d": dict.fromkeys(b"!/BHITabfhrw", 1) | dict.fromkeys(b"$LPW\\", 2) | {0x5E: 3},
    b"\x1c": dict.fromkeys(b"!-CW", 1) | dict.fromkeys(b"Sp", 2),
}
"""How many bytes follow a command that changes nothing in the picture."""


class _Paper:
    """The paper below the head; white that nothing follows is not part of a page."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.pieces: list[Image.Image] = []
        self.white = 0

    @property
    def rows(self) -> int:
        return sum(piece.height for piece in self.pieces)

    def feed(self, rows: int) -> None:
        if self.pieces:
            self.white += rows

    def add(self, piece: Image.Image) -> None:
        refuse_too_long(self.rows + self.white + piece.height)
        if self.white:
            self.pieces.append(Image.new("1", (piece.width, self.white), 255))
            self.white = 0
        self.pieces.append(piece)

    def leave(self) -> Iterator[Printed]:
        """What was printed since the last cut."""
        if self.pieces:
            width = max(piece.width for piece in self.pieces)
            page, top = Image.new("1", (width, self.rows), 255), 0
            for piece in self.pieces:
                page.paste(piece, (0, top))
                top += piece.height
            yield Printed(page)
        self.pieces, self.white = [], 0


def read(incoming: Incoming, head: Head) -> Iterator[Event]:
    """What a stream of commands does. Raises JobTooLarge, PageTooLong."""
    paper = _Paper(head)
    try:
        while True:
            yield from _command(incoming, paper)
    except Ended:
        yield from paper.leave()


def _command(incoming: Incoming, paper: _Paper) -> Iterator[Event]:
    first = incoming.take(1)
    if first == b"\x10":
        yield from _at_once(incoming)
    elif first == b"\n":
        paper.feed(round(LINE * paper.head.dpi))
    elif first >= b" ":
        words = first + incoming.until(b"\n\x0c\r\x10\x1b\x1c\x1d")
        told = words.decode("cp437")
        yield Remark(N_("Text in the printer's own type is not shown: {words}"), {"words": told})
    elif first in {b"\x1b", b"\x1c", b"\x1d"}:
        yield from _escaped(first, incoming.take(1), incoming, paper)


def _at_once(incoming: Incoming) -> Iterator[Event]:
    """DLE: what is answered or done before all that waits."""
    second = incoming.take(1)
    if second == b"\x04":
        yield Asked(incoming.take(1))
    elif second == b"\x05":
        incoming.take(1)
    elif second == b"\x14":
        incoming.take({1: 2, 2: 2, 8: 7}.get(incoming.take(1)[0], 0))


def _escaped(first: bytes, second: bytes, incoming: Incoming, paper: _Paper) -> Iterator[Event]:
    match first + second:
        case b"\x1b@" | b"\x1bi" | b"\x1bm":
            yield from paper.leave()
        case b"\x1bJ":
            paper.feed(incoming.take(1)[0])
        case b"\x1bd":
            paper.feed(incoming.take(1)[0] * round(LINE * paper.head.dpi))
        case b"\x1dV":
            if incoming.take(1)[0] > 49:  # the newer ones say how far to feed before
                incoming.take(1)
            yield from paper.leave()
        case b"\x1dv":
            yield from _raster(incoming, paper)
        case b"\x1b*":
            yield from _columns(incoming)
        case b"\x1dk":
            yield from _bars(incoming)
        case b"\x1b(" | b"\x1d(" | b"\x1c(":
            incoming.take(1)
            incoming.take(int.from_bytes(incoming.take(2), "little"))
        case _:
            incoming.take(_ARGUMENTS[first].get(second[0], 0))


def _raster(incoming: Incoming, paper: _Paper) -> Iterator[Event]:
    """GS v 0: a picture row by row, in ordinary or doubled dots."""
    incoming.take(1)
    mode = incoming.take(1)[0] & 3
    row = int.from_bytes(incoming.take(2), "little")
    rows = int.from_bytes(incoming.take(2), "little")
    refuse_too_long(rows)
    dots = incoming.take(row * rows)
    most = (paper.head.dots + 7) // 8
    if row > most:
        if any(any(dots[at + most : at + row]) for at in range(0, len(dots), row)):
            told = {"dots": paper.head.dots}
            yield Remark(N_("The picture is wider than the head, which has {dots} dots."), told)
        dots = b"".join(dots[at : at + most] for at in range(0, len(dots), row))
        row = most
    if dots:
        piece = picture(dots, row)
        wider, taller = 1 + (mode & 1), 1 + (mode >> 1)
        piece = piece.resize((piece.width * wider, piece.height * taller))
        paper.add(piece.crop((0, 0, min(piece.width, paper.head.dots), piece.height)))


def _columns(incoming: Incoming) -> Iterator[Event]:
    """ESC *: a picture in columns, the way of needle printers."""
    mode = incoming.take(1)[0]
    columns = int.from_bytes(incoming.take(2), "little")
    incoming.take(columns * (3 if mode >= 32 else 1))
    yield Remark(N_("A picture in columns (ESC *) is not shown."))


def _bars(incoming: Incoming) -> Iterator[Event]:
    """GS k: digits up to a NUL, or so many of them."""
    kind = incoming.take(1)[0]
    digits = incoming.take(incoming.take(1)[0]) if kind >= 65 else incoming.until(b"\0")
    code = digits.decode("cp437")
    yield Remark(
        N_("A code that the printer itself would draw is not shown: {code}"), {"code": code}
    )


def answer(question: bytes, standing: Standing) -> bytes:
    """One byte to DLE EOT n, in which bits 1 and 4 are always set."""
    fault = standing.fault
    status = 0x12
    match question:
        case b"\x01":
            status |= 0x08 * (fault in STOPPED_BY)
        case b"\x02":
            status |= {Fault.LID: 0x04, Fault.PAPER: 0x20, Fault.JAM: 0x40, Fault.HOT: 0x40}.get(
                fault, 0
            )
        case b"\x03":
            status |= {Fault.JAM: 0x08, Fault.HOT: 0x40}.get(fault, 0)
        case b"\x04":
            status |= 0x6C * (fault is Fault.PAPER)
        case _:
            return b""
    return bytes((status,))


def report(standing: Standing) -> bytes:  # noqa: ARG001 - others report
    """It says nothing that it was not asked."""
    return b""
