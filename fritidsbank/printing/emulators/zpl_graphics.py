"""Pictures as ZPL carries them: bytes, hexadecimal with repeats, or packed (:B64:, :Z64:)."""

import binascii
import re
import zlib

from PIL import Image, ImageDraw

from fritidsbank.printing.emulators.incoming import picture, refuse_too_long

_TIMES = {chr(ord("G") + at): at + 1 for at in range(19)} | {
    chr(ord("g") + at): 20 * (at + 1) for at in range(20)
}
"""G to Y repeat what follows 1 to 19 times, g to z 20 to 400 times; they add up."""
_PACKED = re.compile(rb"\s*:([BZ]64):([A-Za-z0-9+/=\s]*):([0-9A-Fa-f]{4})\s*")
_HEX = frozenset("0123456789ABCDEFabcdef")
_FILLED = {",": "0", "!": "F"}
_MOST_ROW = 400
"""Bytes: no head has 3,200 dots."""


class Unreadable(Exception):  # noqa: N818 - it is said, and printing goes on
    """The picture is not what its figures say."""


def graphic(form: bytes, data: bytes, total: int, row: int) -> Image.Image:
    """A picture of so many bytes, in rows of so many. Raises Unreadable, PageTooLong."""
    if not 1 <= row <= min(total, _MOST_ROW):
        raise Unreadable(f"{total} / {row}")
    refuse_too_long(total // row)
    total -= total % row
    if form == b"B":
        dots = data
    elif form != b"A":
        raise Unreadable(f"^GF{form.decode('latin-1')}")
    elif b":B64:" in data or b":Z64:" in data:
        dots = _unpacked(data, total)
    else:
        dots = _from_hex(data.decode("latin-1"), total, row)
    if len(dots) < total:
        raise Unreadable(f"{len(dots)} < {total}")
    return picture(dots[:total], row)


def box(width: int, height: int, thickness: int) -> Image.Image:
    """^GB: a frame, a line, or an area where the frame is thick enough."""
    thick = max(thickness, 1)
    width, height = max(width, thick), max(height, thick)
    refuse_too_long(height)
    drawn = Image.new("1", (min(width, _MOST_ROW * 8), height), 255)
    ImageDraw.Draw(drawn).rectangle((0, 0, width - 1, height - 1), outline=0, width=thick)
    return drawn


def _unpacked(data: bytes, total: int) -> bytes:
    found = _PACKED.fullmatch(data)
    if not found:
        raise Unreadable(data[:8].decode("latin-1"))
    form, packed, sum_ = found.groups()
    packed = b"".join(packed.split())
    if binascii.crc_hqx(packed, 0) != int(sum_, 16):
        raise Unreadable(f"CRC {sum_.decode()}")
    try:
        plain = binascii.a2b_base64(packed, strict_mode=True)
        # No more than there must be, whatever it would become.
        return zlib.decompressobj().decompress(plain, total) if form == b"Z64" else plain
    except (binascii.Error, zlib.error) as why:
        raise Unreadable(str(why)) from None


def _from_hex(text: str, total: int, row: int) -> bytes:
    digits, width, times = "", row * 2, 0
    # A row at a time, since "," and "!" fill up one, and ":" is the one before.
    done: list[str] = []
    for sign in text:
        if sign in _TIMES:
            times += _TIMES[sign]
            continue
        if sign in _HEX:
            digits += sign * max(times, 1)
        elif sign in _FILLED:
            digits += _FILLED[sign] * (width - len(digits) % width)
        elif sign == ":":
            digits += done[-1] if done else "0" * width
        times = 0
        while len(digits) >= width:
            done.append(digits[:width])
            digits = digits[width:]
        if len(done) * row >= total:
            break
    return bytes.fromhex("".join(done))
