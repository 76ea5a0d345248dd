"""A label printer of Brother's QL family, as the raster command references describe it.

It throws a page away that it cannot print, and knows the roll that is in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image, ImageChops

from fritidsbank.printing.emulators.faults import Fault, Head, Roll, Standing
from fritidsbank.printing.emulators.incoming import (
    Asked,
    Ended,
    Event,
    Incoming,
    Printed,
    picture,
    refuse_too_long,
)

STOPPED_BY = {Fault.PAPER, Fault.LID, Fault.ROLL, Fault.JAM, Fault.HOT}
KEEPS = False
MM_PER_INCH = 25.4

_BESIDE = {1296: 44}
"""Dots between the end of the head and the roll, of a wide model."""
_FOLLOWED_BY = {0x21: 1, 0x41: 1, 0x4B: 1, 0x4D: 1, 0x61: 1, 0x64: 2, 0x6B: 1, 0x7A: 10}
"""How many bytes follow ESC i and a letter: ! A K M a d k z."""
_REPLY, _COMPLETED, _FAILED, _NOTE, _PHASE = 0x00, 0x01, 0x02, 0x05, 0x06
"""What a status is: an answer, that a page is done or failed, a note, or that a phase begins."""


@dataclass
class _Page:
    """The rows since the last one came out."""

    roll: Roll | None = None
    is_packed: bool = False
    is_quiet: bool = False
    black: list[bytes] = field(default_factory=list)
    red: list[bytes] = field(default_factory=list)

    def leave(self, head: Head) -> Iterator[Event]:
        """Its rows are sent from right to left."""
        bytes_ = max(map(len, self.black + self.red), default=0)
        if bytes_:
            page, red = self._drawn(self.black, bytes_, head), None
            if self.red:
                red = self._drawn(self.red, bytes_, head)
                page = ImageChops.logical_and(page, red)
            yield Printed(page, red, roll=self.roll, quiet=self.is_quiet)
        self.black, self.red = [], []

    def _drawn(self, rows: list[bytes], bytes_: int, head: Head) -> Image.Image:
        """Without the dots beside a narrow roll, which lies at the right end of the head."""
        drawn = picture(b"".join(row.ljust(bytes_, b"\0") for row in rows), bytes_)
        drawn = drawn.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        if not self.roll:
            return drawn
        across = round(self.roll[0] * head.dpi / MM_PER_INCH) + _BESIDE.get(drawn.width, 0)
        return drawn.crop((max(drawn.width - across, 0), 0, *drawn.size))


def read(incoming: Incoming, head: Head) -> Iterator[Event]:
    """What a stream of commands does. Raises JobTooLarge, PageTooLong."""
    page = _Page()
    try:
        while True:
            yield from _command(incoming, head, page)
    except Ended:
        return


def _command(incoming: Incoming, head: Head, page: _Page) -> Iterator[Event]:
    match incoming.take(1):
        case b"\x1b":
            yield from _escaped(incoming, page)
        case b"M":
            page.is_packed = incoming.take(1) == b"\x02"
        case b"g":
            incoming.take(1)
            _add(page.black, _row(incoming, page))
        case b"w":
            ink = page.red if incoming.take(1) == b"\x02" else page.black
            _add(ink, _row(incoming, page))
        case b"Z":
            _add(page.black, b"\0")
        case b"\x0c" | b"\x1a":
            yield from page.leave(head)


def _escaped(incoming: Incoming, page: _Page) -> Iterator[Event]:
    second = incoming.take(1)
    if second == b"@":
        page.black, page.red, page.is_packed, page.is_quiet = [], [], False, False
    if second != b"i":
        return
    letter = incoming.take(1)
    if letter == b"S":
        yield Asked(b"S")
        return
    facts = incoming.take(_FOLLOWED_BY.get(letter[0], 0))
    if letter == b"z":
        page.roll = facts[2], facts[3]
    elif letter == b"!":
        page.is_quiet = facts == b"\x01"


def _row(incoming: Incoming, page: _Page) -> bytes:
    row = incoming.take(incoming.take(1)[0])
    return _unpacked(row) if page.is_packed else row


def _add(rows: list[bytes], row: bytes) -> None:
    refuse_too_long(len(rows) + 1)
    rows.append(row)


def _unpacked(packed: bytes) -> bytes:
    """PackBits: a count of bytes that follow, or of how often the next one is repeated."""
    row, at = bytearray(), 0
    while at < len(packed):
        count = packed[at]
        if count < 128:
            row += packed[at + 1 : at + 2 + count]
            at += 2 + count
        else:
            row += packed[at + 1 : at + 2] * (257 - count) if count > 128 else b""
            at += 2 if count > 128 else 1
    return bytes(row)


def answer(question: bytes, standing: Standing) -> bytes:  # noqa: ARG001 - it knows one
    """32 bytes to ESC i S."""
    return _status(standing, _REPLY)


def report(standing: Standing) -> bytes:
    """What it says by itself when a page came: that it prints, has printed, and waits; or not."""
    if standing.fault in STOPPED_BY:
        return _status(standing, _FAILED)
    return (
        _status(standing, _PHASE, phase=1)
        + _status(standing, _COMPLETED, phase=1)
        + _status(standing, _PHASE, phase=0)
    )


def _status(standing: Standing, kind: int, phase: int = 0) -> bytes:
    fault = standing.fault
    across, along = standing.roll
    status = bytearray(32)
    status[0:7] = b"\x80\x20B4A0\x00"  # a QL-820NWB
    status[8] = 0x01 if fault is Fault.PAPER else 0
    status[9] = {Fault.ROLL: 0x01, Fault.LID: 0x10, Fault.JAM: 0x40}.get(fault, 0)
    if fault is not Fault.PAPER:
        status[10], status[11], status[17] = across, 0x0B if along else 0x0A, along
    status[18], status[19] = kind, phase
    if fault is Fault.HOT:
        status[18], status[22] = _NOTE, 0x03  # it has begun to cool down
    return bytes(status)
