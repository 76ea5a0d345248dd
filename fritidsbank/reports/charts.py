"""Bars as SVG, for the page and the paper alike.

Drawn here rather than by a charting library: the one that was tried (leather) writes a picture of
fixed size with a colour, a font and grid lines of its own, without a name for screen readers. What
we need is a dozen rectangles, which the style sheet can colour and a phone can shrink.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDTH = 340
"""In units as wide as a pixel of a telephone, so that letters are never smaller than they say."""
LETTERS = 14
MANY = 7
FONT = 'font-family="DejaVu Sans, sans-serif"'
INK, BAR, LINE = "#1b1f23", "#14532d", "#75726b"


@dataclass(frozen=True)
class Bar:
    """The word at a bar, how long it is, and the figure as it is written."""

    word: str
    count: int
    shown: str


@dataclass(frozen=True)
class Chart:
    """A picture with its title, and what it says in words."""

    title: str
    said: str
    svg: Markup


def standing(title: str, said: str, bars: Sequence[Bar]) -> Chart:
    """Bars side by side. Where they are more than MANY, only the tallest bears its figure."""
    height, top, floor = 190, 22, 166
    most = max((bar.count for bar in bars), default=0)
    step = WIDTH / max(len(bars), 1)
    wide = step * (0.64 if len(bars) <= MANY else 0.78)
    tallest = next((bar for bar in bars if bar.count == most), None)
    drawn = [_line(0, floor, WIDTH, floor)]
    if not most:
        drawn.append(_text(said, WIDTH / 2, floor / 2, "middle"))
    for place, bar in enumerate(bars):
        middle = (place + 0.5) * step
        tall = (floor - top) * bar.count / most if most else 0
        if tall:
            drawn.append(_bar(middle - wide / 2, floor - tall, wide, tall))
        if bar.count and (len(bars) <= MANY or bar is tallest):
            drawn.append(_text(bar.shown, middle, floor - tall - 6, "middle"))
        if bar.word:
            drawn.append(_text(bar.word, middle, floor + 18, "middle"))
    return Chart(title, said, _picture(said, height, drawn))


def lying(title: str, said: str, bars: Sequence[Bar]) -> Chart:
    """Bars below each other, each under its word."""
    step, most = 36, max((bar.count for bar in bars), default=0)
    drawn = [] if bars else [_text(said, WIDTH / 2, step / 2, "middle")]
    for place, bar in enumerate(bars):
        top = place * step
        drawn.append(_text(bar.word, 0, top + 15, "start"))
        drawn.append(_text(bar.shown, WIDTH, top + 15, "end"))
        drawn.append(_line(0, top + 26, WIDTH, top + 26))
        if bar.count:
            drawn.append(_bar(0, top + 21, max(2, WIDTH * bar.count / most), 10))
    return Chart(title, said, _picture(said, max(step * len(bars), step), drawn))


def _picture(said: str, height: int, drawn: Sequence[Markup]) -> Markup:
    head = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-label="{}" '
        'viewBox="0 0 {} {}">'
    ).format(said, WIDTH, height)
    return head + Markup().join(drawn) + Markup("</svg>")


def _bar(left: float, top: float, wide: float, tall: float) -> Markup:
    return Markup(
        '<rect class="chart-bar" x="{}" y="{}" width="{}" height="{}" fill="{}"/>'
    ).format(*_short(left, top, wide, tall), BAR)


def _line(left: float, top: float, right: float, bottom: float) -> Markup:
    return Markup('<path class="chart-line" d="M{} {}L{} {}" stroke="{}"/>').format(
        *_short(left, top, right, bottom), LINE
    )


def _text(words: str, left: float, base: float, anchor: str) -> Markup:
    where = Markup(f'{FONT} font-size="{LETTERS}" fill="{INK}"')  # noqa: S704 - of our own
    return Markup('<text {} text-anchor="{}" x="{}" y="{}">{}</text>').format(
        where, anchor, *_short(left, base), escape(words)
    )


def _short(*figures: float) -> list[str]:
    return [f"{figure:.1f}".removesuffix(".0") for figure in figures]
