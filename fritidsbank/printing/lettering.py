"""The type: how wide a text is, and what is left of a long one. Pillow's own lacks å, ä and ö.

What is shortened loses words from its end, as the first ones say what a thing is. A number is whole
or not there, since half of one is another number; a word is cut only where no word would be left.
"""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from fritidsbank.paths import resource

if TYPE_CHECKING:
    from PIL import ImageFont

FONTS = "node_modules/dejavu-fonts-ttf/ttf"
REGULAR, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
LINE = 1.2
"""How high a line is, in sizes of its type: with Å above and g below."""
ELLIPSIS = "…"
_MEASURED_AT = 200
"""Pixels: large enough that hinting moves no text by a visible part."""
_LEADING_ON = frozenset(
    ["med", "utan", "och", "för", "till", "av", "på", "i", "with", "without", "and", "for", "of"]
)
"""After these one waits for more: none is left as the last word."""
_LEAST_LEFT = 6
"""Letters of a word that is cut: fewer say nothing."""
_NOT_LAST = " ,;:-(/&+·"
_NUMBER_AT_END = re.compile(r"[0-9][0-9.,:/–-]*\Z")


def font_file(*, bold: bool = False) -> str:
    """Where the type lies."""
    return str(resource("static") / FONTS / (BOLD if bold else REGULAR))


@cache
def font(pixels: int, *, bold: bool = False) -> "ImageFont.FreeTypeFont":
    """The type in a size of so many dots."""
    # Loaded when first asked for: the counter needs the memory.
    from PIL import ImageFont  # noqa: PLC0415

    return ImageFont.truetype(font_file(bold=bold), pixels)


@lru_cache(maxsize=4096)
def width_of(text: str, *, bold: bool = False) -> float:
    """How wide a text is at size 1."""
    return float(font(_MEASURED_AT, bold=bold).getlength(text)) / _MEASURED_AT


@lru_cache(maxsize=4096)
def line_of(text: str) -> float:
    """How high its line must be, in sizes of its type: figures need less than Å and g do."""
    above, below = font(_MEASURED_AT, bold=True).getbbox(text, anchor="lm")[1::2]
    return min(2 * max(-above, below) / _MEASURED_AT + 0.02, LINE) if text else LINE


def one_line(text: str) -> str:
    """The words with one space between them, and no sign that cannot be printed.

    What stands around an unbreakable space stays together, as in a telephone number.
    """
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    shown = "".join(sign if sign.isprintable() or sign == "\u00a0" else " " for sign in text)
    return [word for word in shown.split(" ") if word.strip("\u00a0")]


def fits_on(text: str, lines: int, width_mm: float, size_mm: float, *, bold: bool = False) -> bool:
    """Whether all of it finds room on so many lines."""
    broken = _broken(_words(text), width_mm, size_mm, bold=bold)
    return _is_room(broken, width_mm, size_mm, lines, bold=bold)


def size_for(text: str, width_mm: float, height_mm: float, *, bold: bool = False) -> float:
    """The largest type in which the whole text finds room on one line."""
    high = height_mm / line_of(text)
    wide = width_of(text, bold=bold)
    return min(high, width_mm / wide) if wide else high


@cache
def below_middle(*, bold: bool = False) -> float:
    """How far under the middle of its box a line of size 1 stands, as Pillow paints it."""
    above, under = font(_MEASURED_AT, bold=bold).getmetrics()
    return (above - under) / 2 / _MEASURED_AT


def balanced(text: str, width_mm: float, size_mm: float, *, bold: bool = False) -> float:
    """The least width in which it has no more lines: so that no last word stands alone."""
    lines = len(broken_lines(text, width_mm, size_mm, bold=bold))
    least, most = width_mm / 2, width_mm
    for _ in range(6):
        middle = (least + most) / 2
        fewer = len(broken_lines(text, middle, size_mm, bold=bold)) <= lines
        least, most = (least, middle) if fewer else (middle, most)
    return most


def shortened(text: str, width_mm: float, size_mm: float, *, bold: bool = False) -> str:
    """The text, or as many whole words of it as find room, with an ellipsis.

    A first word that is too long is cut, though never in a number; nothing at all is "".
    """
    return "".join(lines_of(text, width_mm, size_mm, bold=bold, most=1))


def lines_of(
    text: str, width_mm: float, size_mm: float, *, bold: bool = False, most: int = 1_000
) -> list[str]:
    """The text on at most so many lines, broken between words, and shortened as above."""
    words = _words(text)
    lines = _broken(words, width_mm, size_mm, bold=bold)
    while len(words) > 1 and not _is_room(lines, width_mm, size_mm, most, bold=bold):
        words.pop()
        while len(words) > 1 and words[-1].lower() in _LEADING_ON:
            words.pop()
        words[-1] = words[-1].rstrip(_NOT_LAST + ELLIPSIS) + ELLIPSIS
        lines = _broken(words, width_mm, size_mm, bold=bold)
    if len(words) == 1 and not _fits(words[0], width_mm, size_mm, bold=bold):
        lines = [_cut(words[0].rstrip(ELLIPSIS), width_mm, size_mm, bold=bold)]
    return [line for line in lines if line]


def broken_lines(text: str, width_mm: float, size_mm: float, *, bold: bool = False) -> list[str]:
    """All of a text in lines; a word that is wider than a line goes on in the next."""
    pieces: list[str] = []
    for word in _words(text):
        left = word
        while len(left) > 1 and not _fits(left, width_mm, size_mm, bold=bold):
            wide = width_of(left, bold=bold) * size_mm
            first = max(int(len(left) * width_mm / wide), 1)
            while first > 1 and not _fits(left[:first], width_mm, size_mm, bold=bold):
                first -= 1
            pieces.append(left[:first])
            left = left[first:]
        pieces.append(left)
    return _broken(pieces, width_mm, size_mm, bold=bold)


def _broken(words: list[str], width_mm: float, size_mm: float, *, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _fits(longer, width_mm, size_mm, bold=bold):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _is_room(lines: list[str], width_mm: float, size_mm: float, most: int, *, bold: bool) -> bool:
    return len(lines) <= most and all(_fits(line, width_mm, size_mm, bold=bold) for line in lines)


def _fits(text: str, width_mm: float, size_mm: float, *, bold: bool) -> bool:
    # A hair is forgiven, so that what was measured to fill a line fills it.
    return width_of(text, bold=bold) * size_mm <= width_mm + 1e-6


def _cut(word: str, width_mm: float, size_mm: float, *, bold: bool) -> str:
    while word:
        cut_in_number = word[-1].isdecimal()
        word = _NUMBER_AT_END.sub("", word) if cut_in_number else word[:-1]
        shorter = word.rstrip(_NOT_LAST)
        if len(shorter) >= _LEAST_LEFT and not shorter[-1].isdecimal():
            shorter += ELLIPSIS
            if _fits(shorter, width_mm, size_mm, bold=bold):
                return shorter
    return ""
