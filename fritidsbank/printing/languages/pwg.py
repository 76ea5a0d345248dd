"""PWG raster (PWG 5102.4): the pictures that every IPP Everywhere printer takes.

A page is as large as its paper, 8 bits of grey a dot, which is the one kind that all of them know;
each row is packed by runs, and rows that are alike are sent once. What is on the edge of the paper,
which no printer reaches, is white.
"""

import re
import struct
from collections.abc import Iterable, Iterator
from itertools import groupby

from PIL import Image

from fritidsbank.printing.page import Page, blank
from fritidsbank.printing.profiles import Medium, Printer
from fritidsbank.printing.surface import MM_PER_INCH

MIME = "image/pwg-raster"
SYNC = b"RaS2"
_GREY = 18
"""The colour space sGray: 0 is black, 255 white."""
_WHITE_TO_THE_END = b"\x80"
_RUNS = re.compile(rb"(.)\1{0,127}", re.DOTALL)
_BAND = 64
"""Rows that are taken apart at a time: a page of a byte a dot is 35 MB at 600 dpi."""
_NAMES = {(210, 297): "iso_a4_210x297mm", (105, 148): "iso_a6_105x148mm"}


def encode(
    pages: Iterable[Page],
    printer: Printer,  # noqa: ARG001 - every language is told
    medium: Medium,
) -> Iterator[bytes]:
    """The file, a page at a time."""
    yield SYNC
    for page in pages:
        image = _on_paper(page, medium)
        yield _head(image, page.dpi)
        for rows in _bands(image):
            yield b"".join(_packed(rows))


def _on_paper(page: Page, medium: Medium) -> Image.Image:
    """The page with the edges of its paper: of a sheet it has them already."""
    along = medium.height_mm or page.height * MM_PER_INCH / page.dpi
    across, along = (round(side * page.dpi / MM_PER_INCH) for side in (medium.width_mm, along))
    if across - page.width <= 1 and along - page.height <= 1:
        return page.black  # part of a dot is no edge
    paper = blank(across, along)
    paper.paste(page.black, ((across - page.width) // 2, (along - page.height) // 2))
    return paper


def _head(image: Image.Image, dpi: int) -> bytes:
    """The 1796 bytes before each page; what is not set is "as the printer likes"."""
    points = [round(side * 72 / dpi) for side in image.size]
    sides = round(image.width * MM_PER_INCH / dpi), round(image.height * MM_PER_INCH / dpi)
    name = _NAMES.get(sides, "custom_{0}x{1}mm_{0}x{1}mm".format(*sides))
    fields: dict[int, int | tuple[int, ...] | str] = {
        0: "PwgRaster",
        276: (dpi, dpi),
        340: 1,  # one copy
        352: tuple(points),
        372: (image.width, image.height),
        384: (8, 8, image.width),  # bits of a colour, bits of a dot, bytes of a row
        400: _GREY,
        420: 1,  # one colour
        456: (1, 1),  # not mirrored
        1732: name,
    }
    head = bytearray(1796)
    for at, value in fields.items():
        if isinstance(value, str):
            head[at : at + len(value)] = value.encode()
        else:
            numbers = value if isinstance(value, tuple) else (value,)
            struct.pack_into(f">{len(numbers)}I", head, at, *numbers)
    return bytes(head)


def _bands(image: Image.Image) -> Iterator[list[bytes]]:
    width = image.width
    for top in range(0, image.height, _BAND):
        band = image.crop((0, top, width, min(top + _BAND, image.height))).convert("L").tobytes()
        yield [band[at : at + width] for at in range(0, len(band), width)]


def _packed(rows: list[bytes]) -> Iterator[bytes]:
    """Rows that are alike: how many there are more than one, and the runs of one."""
    for row, alike in groupby(rows):
        yield bytes([len(list(alike)) - 1]) + _runs(row)


def _runs(row: bytes) -> bytes:
    inked = row.rstrip(b"\xff")
    runs = [bytes([len(run[0]) - 1, run[1][0]]) for run in _RUNS.finditer(inked)]
    return b"".join(runs) + (_WHITE_TO_THE_END if len(inked) < len(row) else b"")
