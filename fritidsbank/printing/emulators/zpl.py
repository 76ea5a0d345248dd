"""A label printer that reads ZPL II, as Zebra's programming guide describes it.

Graphics and boxes are drawn; of text and codes in the printer's own hand it says that they are not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image

from fritidsbank.printing.emulators.faults import Fault, Head, Standing
from fritidsbank.printing.emulators.incoming import (
    Asked,
    Ended,
    Event,
    Incoming,
    Printed,
    Remark,
    refuse_too_long,
)
from fritidsbank.printing.emulators.zpl_graphics import Unreadable, box, graphic
from fritidsbank.refusals import N_

STOPPED_BY = {Fault.PAPER, Fault.LID, Fault.ROLL, Fault.JAM, Fault.HOT}
KEEPS = True
MOST_COPIES = 500
MOST_LAYERS = 5
"""Pictures of full length on top of each other."""
UNREADABLE = N_("A picture could not be read: {why}")


@dataclass
class _Label:
    """The label that is being made, and what stays from one to the next."""

    head: Head
    width: int = 0
    height: int = 0
    home: tuple[int, int] = (0, 0)
    shift: tuple[int, int] = (0, 0)
    is_turned: bool = False
    is_mirrored: bool = False
    kept: dict[str, Image.Image] = field(default_factory=dict)
    copies: int = 1
    placed: list[tuple[int, int, Image.Image]] = field(default_factory=list)
    at: tuple[int, int] = (0, 0)
    by_foot: bool = False
    code: str = ""
    is_open: bool = False
    has_fields: bool = False

    def begin(self) -> None:
        """^XA."""
        self.copies, self.placed, self.is_open, self.has_fields = 1, [], True, False
        self.next_field()

    def next_field(self) -> None:
        """^FS."""
        self.at, self.by_foot, self.code = (0, 0), False, ""

    def put(self, image: Image.Image) -> None:
        """Where the field is; ^FT names the left lower corner of a graphic."""
        self.has_fields = True
        left = self.home[0] + self.at[0] - self.shift[0]
        top = self.home[1] + self.at[1] + self.shift[1]
        self.placed.append((left, top - image.height if self.by_foot else top, image))
        # A few bytes may unpack to many rows, again and again.
        refuse_too_long(sum(image.height for _, _, image in self.placed) // MOST_LAYERS)

    def settle(self, name: str, word: str, first: int, second: int) -> None:
        """A setting of the label, or one that this printer does without."""
        match name:
            case "PW":
                self.width = first
            case "LL":
                self.height = first
            case "LH":
                self.home = first, second
            case "LS":
                self.shift = first, self.shift[1]
            case "LT":
                self.shift = self.shift[0], first
            case "PQ":
                self.copies = min(max(first, 1), MOST_COPIES)
            case "PO":
                self.is_turned = word == "I"
            case "PM":
                self.is_mirrored = word == "Y"

    def page(self) -> Image.Image:
        """All that was put on it. Raises PageTooLong."""
        width = min(self.width or self.head.dots, self.head.dots)
        foot = max((top + image.height for _, top, image in self.placed), default=1)
        height = max(self.height or foot, 1)
        refuse_too_long(height)
        page = Image.new("1", (width, height), 255)
        for left, top, image in self.placed:
            page.paste(0, (left, top), image.point(lambda dot: 255 - dot))
        if self.is_turned:
            page = page.transpose(Image.Transpose.ROTATE_180)
        if self.is_mirrored:
            page = page.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        return page


def read(incoming: Incoming, head: Head) -> Iterator[Event]:
    """What a stream of formats does. Raises JobTooLarge, PageTooLong."""
    label = _Label(head)
    try:
        while True:
            incoming.until(b"^~")
            command = incoming.take(3).decode("latin-1").upper()
            yield from _command(command, incoming, label)
    except Ended:
        return


def _command(command: str, incoming: Incoming, label: _Label) -> Iterator[Event]:
    # What ends nothing must not wait for the byte after it: that may never come.
    match command:
        case "~HS":
            yield Asked(b"~HS")
        case "~HQ":
            yield Asked(b"~HQ" + incoming.take(2).upper())
        case "^XA":
            label.begin()
        case "^XZ":
            # A format that only sets something moves no paper.
            if label.is_open and label.has_fields:
                yield Printed(label.page(), copies=label.copies)
            label.is_open = False
        case "^FS":
            label.next_field()
        case "^GF":
            label.has_fields = True
            yield from _graphic_field(incoming, label)
        case "~DG":
            yield from _keep(incoming, label)
        case _ if command[0] == "^":
            yield from _setting(command[1:], incoming.until(b"^~").decode("latin-1"), label)


def _graphic_field(incoming: Incoming, label: _Label) -> Iterator[Event]:
    """^GF: form, bytes that follow, bytes of the picture, bytes of a row, and the picture."""
    form = incoming.take(2)[:1].upper()
    figures = []
    for _ in range(3):
        figures.append(_whole(incoming.until(b",^~").decode("latin-1")))
        if incoming.take(1) != b",":
            yield Remark(UNREADABLE, {"why": "^GF"})
            return
    sent, total, row = figures
    data = incoming.take(sent) if form == b"B" else incoming.until(b"^~")
    try:
        label.put(graphic(form, data, total, row))
    except Unreadable as why:
        yield Remark(UNREADABLE, {"why": str(why)})


def _keep(incoming: Incoming, label: _Label) -> Iterator[Event]:
    """~DG: a picture under a name, for ^XG to print."""
    name, total, row, data = (incoming.until(b"^~").split(b",", 3) + [b""] * 3)[:4]
    try:
        kept = graphic(b"A", data, _whole(total.decode("latin-1")), _whole(row.decode("latin-1")))
        label.kept[_file_name(name.decode("latin-1"))] = kept
    except Unreadable as why:
        yield Remark(UNREADABLE, {"why": str(why)})


def _setting(name: str, words: str, label: _Label) -> Iterator[Event]:
    first, second, third = ([_whole(word) for word in words.split(",")] + [0, 0])[:3]
    match name:
        case "FO" | "FT":
            label.has_fields = True
            label.at, label.by_foot = (first, second), name == "FT"
        case "GB":
            label.put(box(first, second, third))
        case "XG":
            yield from _recalled(words, label)
        case "FD":
            yield from _in_its_own_hand(words.strip(), label)
        case _ if name[0] == "B" and name != "BY":
            label.code = f"^{name}"
        case _:
            label.settle(name, words.strip().upper(), first, second)


def _recalled(words: str, label: _Label) -> Iterator[Event]:
    label.has_fields = True
    name, wider, taller = [*words.split(","), "1", "1"][:3]
    kept = label.kept.get(_file_name(name))
    if kept is None:
        yield Remark(UNREADABLE, {"why": name.strip()})
        return
    times = min(max(_whole(wider), 1), 10), min(max(_whole(taller), 1), 10)
    refuse_too_long(kept.height * times[1])
    kept = kept.crop((0, 0, min(kept.width, label.head.dots), kept.height))
    label.put(kept.resize((kept.width * times[0], kept.height * times[1])))


def _in_its_own_hand(words: str, label: _Label) -> Iterator[Event]:
    if label.code:
        told = f"{label.code} {words}"
        yield Remark(
            N_("A code that the printer itself would draw is not shown: {code}"), {"code": told}
        )
    elif words:
        yield Remark(N_("Text in the printer's own type is not shown: {words}"), {"words": words})


def _whole(word: str) -> int:
    """The number that a word begins with; 0 where there is none, as the printer takes it."""
    found = re.match(r"\s*(-?\d{1,7})", word)
    return int(found[1]) if found else 0


def _file_name(word: str) -> str:
    """R:LABEL.GRF, whatever drive it was kept on."""
    return word.strip().upper().rpartition(":")[2].partition(".")[0]


def answer(question: bytes, standing: Standing) -> bytes:
    """Three strings to ~HS, or what ~HQES tells of errors and warnings."""
    fault, stopped = standing.fault, standing.fault in STOPPED_BY
    no_paper = fault in {Fault.PAPER, Fault.ROLL, Fault.JAM}  # it looks for a gap and finds none
    is_hot = fault is Fault.HOT
    if question == b"~HQES":
        errors = 0x1 * no_paper | 0x4 * (fault is Fault.LID) | 0x10 * is_hot
        told = f"ERRORS:         {stopped:d} 00000000 {errors:08X}"
        none = "WARNINGS:       0 00000000 00000000"
        return f"\x02\r\n  PRINTER STATUS\r\n   {told}\r\n   {none}\r\n\x03".encode()
    if question != b"~HS":
        return b""
    strings = (
        f"030,{no_paper:d},{stopped:d},0256,{standing.waiting:03d},0,0,0,000,0,0,{is_hot:d}",
        f"000,0,{fault is Fault.LID:d},0,0,2,0,0,{standing.waiting:08d},1,000",
        "1234,0",
    )
    return "".join(f"\x02{string}\x03\r\n" for string in strings).encode()


def report(standing: Standing) -> bytes:  # noqa: ARG001 - others report
    """It says nothing that it was not asked."""
    return b""
