"""PWG raster read back, from the standard (PWG 5102.4) and not from our encoder."""

import struct

from PIL import Image

from fritidsbank.printing.profiles import Medium, Printer

MIME = "image/pwg-raster"
HEAD = 1796
_GREY = 18


def decode(job: bytes, printer: Printer, medium: Medium) -> list[Image.Image]:
    """The sheets of paper, in the printer's dots."""
    assert job.startswith(b"RaS2")
    images, at = [], 4
    while at < len(job):
        head, at = job[at : at + HEAD], at + HEAD
        assert head.startswith(b"PwgRaster\0")
        assert struct.unpack_from(">2I", head, 276) == (printer.dpi, printer.dpi)
        width, height = struct.unpack_from(">2I", head, 372)
        assert struct.unpack_from(">3I", head, 384) == (8, 8, width)
        assert struct.unpack_from(">2I", head, 396) == (0, _GREY)
        rows, at = _rows(job, at, width, height)
        images.append(Image.frombytes("L", (width, height), rows).convert("1"))
    return images


def _rows(job: bytes, at: int, width: int, height: int) -> tuple[bytes, int]:
    rows = bytearray()
    while len(rows) < width * height:
        alike, at = job[at] + 1, at + 1
        row, at = _row(job, at, width)
        rows += row * alike
    assert len(rows) == width * height
    return bytes(rows), at


def _row(job: bytes, at: int, width: int) -> tuple[bytes, int]:
    row = bytearray()
    while len(row) < width:
        count, at = job[at], at + 1
        if count < 128:
            row += job[at : at + 1] * (count + 1)
            at += 1
        elif count == 128:
            row += b"\xff" * (width - len(row))
        else:
            row += job[at : at + 257 - count]
            at += 257 - count
    assert len(row) == width
    return bytes(row), at
