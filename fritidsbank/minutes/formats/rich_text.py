"""The HTML of `markdown.py` as a tree of paragraphs and lists, for what is not a browser."""

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from fritidsbank.minutes.legible import legible


@dataclass(frozen=True)
class Run:
    """Letters in one style. A line feed in them is a break of the line."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""


@dataclass(frozen=True)
class Prose:
    """One paragraph."""

    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Points:
    """A list, numbered from `first` or, when that is None, with dots."""

    points: tuple[tuple["Block", ...], ...]
    first: int | None = None


Block = Prose | Points


def plain(text: str) -> Prose:
    """A paragraph of text without any style."""
    return Prose((Run(legible(text)),))


def blocks_in(html: str) -> tuple[Block, ...]:
    """What the HTML of a paragraph, or of several, says."""
    reader = _Reader()
    reader.feed(legible(html))
    reader.close()
    return tuple(reader.finished())


def words_of(blocks: tuple[Block, ...]) -> str:
    """The bare words, a line for each paragraph and point."""
    lines = []
    for block in blocks:
        if isinstance(block, Prose):
            lines.append("".join(run.text for run in block.runs))
        else:
            lines += [words_of(point) for point in block.points]
    return "\n".join(lines)


@dataclass
class _Open:
    """A list or a point that has not ended, with what was found in it."""

    first: int | None = None
    blocks: list[Block] = field(default_factory=list)
    points: list[tuple[Block, ...]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Knows p, ul, ol, li, strong, em, a and br: `markdown.py` makes no others."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open = [_Open()]
        self._runs: list[Run] = []
        self._strong = self._emphasis = 0
        self._links: list[str] = []
        self._after_break = False

    def finished(self) -> list[Block]:
        self._end_prose()
        return self._open[0].blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in {"p", "ul", "ol", "li"}:
            self._end_prose()
        if tag in {"ul", "ol"}:
            first = values.get("start", "1")
            self._open.append(_Open(int(first) if tag == "ol" else None))
        elif tag == "li":
            self._open.append(_Open())
        elif tag == "a":
            self._links.append(values.get("href", ""))
        elif tag == "br":
            self._say("\n")
            self._after_break = True
        self._strong += tag == "strong"
        self._emphasis += tag == "em"

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "ul", "ol", "li"}:
            self._end_prose()
        if tag == "li":
            point = self._open.pop()
            self._open[-1].points.append(tuple(point.blocks))
        elif tag in {"ul", "ol"}:
            ended = self._open.pop()
            self._open[-1].blocks.append(Points(tuple(ended.points), ended.first))
        elif tag == "a":
            self._links.pop()
        self._strong -= tag == "strong"
        self._emphasis -= tag == "em"

    def handle_data(self, data: str) -> None:
        # Line feeds stand between tags for whoever reads the source, and after each <br>.
        said = data.replace("\n", " ")
        if not self._runs or self._after_break:
            said = said.lstrip(" \t")
        if said:
            self._say(said)

    def _say(self, text: str) -> None:
        self._after_break = False
        link = self._links[-1] if self._links else ""
        said = Run(text, self._strong > 0, self._emphasis > 0, link)
        last = self._runs[-1] if self._runs else None
        if last is not None and replace(last, text=text) == said:
            self._runs[-1] = replace(last, text=last.text + text)
        else:
            self._runs.append(said)

    def _end_prose(self) -> None:
        runs, self._runs = self._runs, []
        # Neither spaces nor a break of the line say anything at the end of a paragraph.
        while runs and not runs[-1].text.rstrip(" \t\n"):
            runs.pop()
        if runs:
            runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" \t\n"))
            self._open[-1].blocks.append(Prose(tuple(runs)))
