"""The type: how wide a text is, and what is left of a long one. Pillow's own lacks å, ä and ö."""

from functools import cache, lru_cache

from PIL import ImageFont

from fritidsbank.paths import resource

FONTS = "node_modules/dejavu-fonts-ttf/ttf"
REGULAR, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
_MEASURED_AT = 200
"""Pixels: large enough that hinting moves no text by a visible part."""


def font_file(*, bold: bool = False) -> str:
    """Where the type lies."""
    return str(resource("static") / FONTS / (BOLD if bold else REGULAR))


@cache
def font(pixels: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The type in a size of so many dots."""
    return ImageFont.truetype(font_file(bold=bold), pixels)


@lru_cache(maxsize=4096)
def width_of(text: str, *, bold: bool = False) -> float:
    """How wide a text is at size 1."""
    return float(font(_MEASURED_AT, bold=bold).getlength(text)) / _MEASURED_AT


def shortened(text: str, width_mm: float, size_mm: float, *, bold: bool = False) -> str:
    """The text, or as many whole words of it as fit with an ellipsis; a long first word is cut."""
    if width_of(text, bold=bold) * size_mm <= width_mm:
        return text
    words = text.split()
    while len(words) > 1:
        words.pop()
        shorter = " ".join(words).rstrip(" ,;:-(/") + "…"
        if width_of(shorter, bold=bold) * size_mm <= width_mm:
            return shorter
    first = words[0] if words else ""
    while first and width_of(first + "…", bold=bold) * size_mm > width_mm:
        first = first[:-1]
    return first + "…" if first else ""
