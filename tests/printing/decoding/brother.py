"""Reads a QL's job back as the printer would: what is on each label, dot by dot."""

from collections.abc import Iterator

from PIL import Image, ImageChops

from fritidsbank.printing.page import blank
from fritidsbank.printing.profiles import Medium, Printer, dots_of

_SETTINGS = {"a": 1, "z": 10, "M": 1, "A": 1, "K": 1, "d": 2, "S": 0}


def decode(job: bytes, printer: Printer, medium: Medium) -> list[Image.Image]:
    """Each label, red and black alike as ink, as large as can be printed on it."""
    return [ImageChops.logical_and(black, red) for black, red in in_two_inks(job, printer, medium)]


def in_two_inks(
    job: bytes, printer: Printer, medium: Medium
) -> Iterator[tuple[Image.Image, Image.Image]]:
    """Each label in black and in red, upright as it lies on the roll."""
    black, red = bytearray(), bytearray()
    packed, at = False, 0
    while at < len(job):
        command = job[at : at + 1]
        at += 1
        if command == b"\x1b":
            if job[at : at + 1] == b"i":
                at += 2 + _SETTINGS[chr(job[at + 1])]
            else:
                assert job[at : at + 1] == b"@"
                at += 1
        elif command == b"M":
            packed = job[at] == 2
            at += 1
        elif command in (b"g", b"w"):
            colour, length = job[at], job[at + 1]
            row = job[at + 2 : at + 2 + length]
            (red if colour == 2 else black).extend(_unpacked(row) if packed else row)
            at += 2 + length
        elif command in (b"\x0c", b"\x1a"):
            red = red or bytearray(len(black))
            yield _label(bytes(black), printer, medium), _label(bytes(red), printer, medium)
            black, red = bytearray(), bytearray()
        else:
            assert command == b"\0", (command, at)
    assert not black, "a label that was never printed"


def _label(rows: bytes, printer: Printer, medium: Medium) -> Image.Image:
    width = printer.row_dots
    head = Image.frombytes("1", (width, len(rows) * 8 // width), rows, "raw", "1;I")
    seen = head.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    across, along = dots_of(printer, medium)
    offset = medium.special["brother"]["offset"] + printer.quirks.get("right_dots", 0)
    left = width - offset - across
    part = (left, 0, left + across, along or seen.height)
    outside = seen.copy()
    outside.paste(blank(across, part[3]), part[:2])
    assert not ImageChops.invert(outside).getbbox(), "ink beside the label"
    return seen.crop(part)


def _unpacked(row: bytes) -> bytes:
    out, at = b"", 0
    while at < len(row):
        count = row[at]
        if count > 128:
            out += row[at + 1 : at + 2] * (257 - count)
            at += 2
        else:
            out += row[at + 1 : at + 2 + count]
            at += 2 + count
    return out
