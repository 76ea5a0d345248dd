"""Reads ZPL back as a Zebra printer would: what is on each label, dot by dot."""

import re
from base64 import b64decode
from binascii import crc_hqx
from zlib import decompress

from PIL import Image

from fritidsbank.printing.profiles import Medium, Printer, dots_of

_FORMAT = re.compile(rb"\^XA(.*?)\^XZ", re.DOTALL)
_GRAPHIC = re.compile(rb"\^FO(\d+),(\d+)\^GFA,(\d+),(\d+),(\d+),(.*?)\^FS", re.DOTALL)
_REPEATS = {chr(ord("G") + n): n + 1 for n in range(19)} | {
    chr(ord("g") + n): (n + 1) * 20 for n in range(20)
}


def decode(job: bytes, printer: Printer, medium: Medium) -> list[Image.Image]:
    """Each label as it leaves the printer, what cannot be printed on left out."""
    left = round(medium.margin_x * printer.dpi / 25.4)
    top = round(medium.margin_y * printer.dpi / 25.4)
    across, along = dots_of(printer, medium)
    labels = []
    for format_ in _FORMAT.findall(job):
        label = _label(format_)
        down = along or label.height - 2 * top
        part = label.crop((left, top, left + across, top + down))
        labels += [part] * _number(rb"\^PQ(\d+)", format_)
    return labels


def _label(format_: bytes) -> Image.Image:
    size = _number(rb"\^PW(\d+)", format_), _number(rb"\^LL(\d+)", format_)
    label = Image.new("1", size, 255)
    for x, y, sent, whole, width, data in _GRAPHIC.findall(format_):
        rows = _rows(data, int(width))
        assert len(rows) == int(sent) == int(whole)
        image = Image.frombytes("1", (int(width) * 8, len(rows) // int(width)), rows, "raw", "1;I")
        label.paste(image, (int(x), int(y)))
    return label


def _number(pattern: bytes, format_: bytes) -> int:
    found = re.search(pattern, format_)
    assert found, (pattern, format_[:80])
    return int(found[1])


def _rows(data: bytes, width: int) -> bytes:
    if not data.startswith(b":Z64:"):
        return unrolled(data.decode(), width)
    _, _, packed, check = data.split(b":")
    assert int(check, 16) == crc_hqx(packed, 0)
    return decompress(b64decode(packed))


def unrolled(told: str, width: int) -> bytes:
    """What digits with their repeats stand for."""
    rows: list[str] = []
    row, times = "", 0
    for sign in told:
        if sign in _REPEATS:
            times += _REPEATS[sign]
            continue
        if sign == ":":
            row = rows[-1]
        elif sign in ",!":
            row = row.ljust(width * 2, "0" if sign == "," else "F")
        else:
            row += sign * (times or 1)
        times = 0
        if len(row) == width * 2:
            rows.append(row)
            row = ""
    assert not row
    return bytes.fromhex("".join(rows))
