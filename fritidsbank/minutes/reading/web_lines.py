"""A web page, or what a word processor's file becomes, as lines: its text and nothing around it."""

import re
from html.parser import HTMLParser
from itertools import takewhile

from fritidsbank.minutes.reading.documents import Document, Line, Weight
from fritidsbank.minutes.reading.lines import clean, joined

_NEVER = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select",
    "button", "textarea", "canvas", "audio", "video", "head",
})  # fmt: skip
_AROUND = frozenset({"nav", "aside", "footer", "form", "dialog", "menu"})
_AROUND_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "menu"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "ul", "ol", "li", "dl", "dt", "dd",
    "table", "tr", "td", "th", "caption", "blockquote", "pre", "figure", "figcaption", "address",
    "hr", "body", "html", "details", "summary", "fieldset", *_HEADINGS,
})  # fmt: skip
_APART = frozenset({"p", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", *_HEADINGS})
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
})  # fmt: skip
_STRONG = frozenset({"b", "strong"})
_MAIN = frozenset({"main", "article"})
_CELLS = frozenset({"td", "th"})
_LONGEST_CELL = 200
_COOKIES = re.compile(r"cookie|gdpr|breadcrumb|brodsmul", re.IGNORECASE)
_MARKUP = re.compile(
    r"<(?:!doctype html|html|head|body|article|main|section|div|p|h[1-6]|ul|ol|table)\b[^<]*>",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_ENOUGH = 120
"""Letters: a main part with fewer is not where the text of the page stands."""


def looks_like_html(text: str) -> bool:
    """Whether it begins as a web page or a piece of one does."""
    return text.lstrip()[:1] == "<" and _MARKUP.search(text[:4_000]) is not None


def charset_of(content: bytes) -> str:
    """The encoding that a page says it has, if it is one that old pages were written in."""
    said = _CHARSET.search(content[:2_000])
    name = said[1].decode().lower() if said else ""
    return "cp1252" if name in {"iso-8859-1", "iso-8859-15", "latin1", "windows-1252"} else ""


def web_document(html: str, kind: str = "html") -> Document:
    """The text of a page: of its main part if it has one, without menus and scripts."""
    for around in (_AROUND, frozenset[str]()):
        reader = _Reader(around)
        reader.feed(html)
        reader.close()
        reader.end_line()
        if reader.lines:
            break
    main = [line for line, inside in zip(reader.lines, reader.inside, strict=True) if inside]
    chosen = main if sum(len(line.text) for line in main) >= _ENOUGH else reader.lines
    lines, furniture = clean([chosen])
    return Document(kind, lines, wrapped=False, furniture=furniture)


class _Reader(HTMLParser):
    """Walks through a page; `inside` says of each line whether it is in the main part."""

    def __init__(self, around: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.inside: list[bool] = []
        self._leave_out = _NEVER | around
        self._skips_around = bool(around)
        self._open: list[tuple[str, bool]] = []  # a tag, and whether it is left out
        self._left_out = self._main = self._strong = 0
        self._text: list[tuple[str, bool]] = []  # a piece of the line, and whether it is strong
        self._heading = self._bullet = self._gap = False
        self._lists: list[int | None] = []  # the next number of each list; None: it has signs
        self._numbers = 0  # of a list that may go on below a paragraph
        self._label = ""
        self._row: list[list[Line]] | None = None  # of a table: its cells

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        left_out = tag in self._leave_out or self._is_around(tag, dict(attrs))
        if tag not in _VOID:
            self._open.append((tag, left_out))
            self._left_out += left_out
            self._main += tag in _MAIN
            self._strong += tag in _STRONG
        if not self._left_out and (tag in _BLOCKS or tag == "br"):
            self.end_line()
            self._begin(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag not in (open_tag for open_tag, _ in reversed(self._open)):
            return
        closed = ""
        while closed != tag:
            closed, left_out = self._open.pop()
            if not self._left_out and closed in _BLOCKS:
                self.end_line()
                self._end(closed)
            self._left_out -= left_out
            self._main -= closed in _MAIN
            self._strong -= closed in _STRONG

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self._text.append((data, self._strong > 0))

    def end_line(self) -> None:
        """What was read since the last line is one."""
        text = " ".join("".join(piece for piece, _ in self._text).split())
        if text:
            weak = any(piece.strip(" \n\t:.") and not strong for piece, strong in self._text)
            weight = Weight.BODY if weak else Weight.STRONG
            weight = Weight.HEADING if self._heading else weight
            lead = 0 if weight or self._label else self._lead()
            line = Line(self._label + text, weight, self._gap, self._bullet, lead)
            self._gap = self._bullet = False
            self._label = ""
            self._add(line)
        self._text = []

    def _lead(self) -> int:
        """So many letters at the beginning are strong."""
        strong = takewhile(lambda piece: piece[1] or not piece[0].strip(), self._text)
        return len(" ".join("".join(piece for piece, _ in strong).split()))

    def _add(self, line: Line) -> None:
        if self._row:
            self._row[-1].append(line)
        else:
            self.lines.append(line)
            self.inside.append(self._main > 0)

    def _is_around(self, tag: str, said: dict[str, str | None]) -> bool:
        if not self._skips_around:
            return False
        if tag == "header" and not self._main:
            return True
        if "hidden" in said or said.get("aria-hidden") == "true":
            return True
        named = f"{said.get('class') or ''} {said.get('id') or ''}"
        return said.get("role") in _AROUND_ROLES or _COOKIES.search(named) is not None

    def _begin(self, tag: str, said: dict[str, str | None]) -> None:
        if tag in _APART:
            self._gap = self._gap or not (self._lists or self._row)
            self._heading = tag in _HEADINGS
        if self._heading:
            self._numbers = 0
        if tag == "ul":
            self._lists.append(None)
        elif tag == "ol":
            start = said.get("start") or ""
            goes_on = 0 if self._lists else self._numbers
            self._lists.append(int(start) if start.isdecimal() and len(start) < 5 else goes_on + 1)
        elif tag == "li":
            self._begin_point()
        elif tag == "tr":
            self._end_row()
            self._row = []
        elif tag in _CELLS and self._row is not None:
            self._row.append([])

    def _begin_point(self) -> None:
        number = self._lists[-1] if self._lists else None
        self._bullet, self._label = number is None, ""
        if number is not None:
            self._label = f"{number}. "
            self._lists[-1] = number + 1

    def _end(self, tag: str) -> None:
        if tag in {"ul", "ol"} and self._lists:
            number = self._lists.pop()
            if number is not None and not self._lists:
                # Word begins a list anew below each paragraph between its points.
                self._numbers = number - 1
        elif tag == "li":
            self._bullet, self._label = False, ""
        elif tag == "tr":
            self._end_row()
        if tag in _APART:
            self._heading = False
            self._gap = not (self._lists or self._row)

    def _end_row(self) -> None:
        """Short cells stand in one line; a table that only lays out a page gives its lines."""
        cells = [cell for cell in self._row or () if cell]
        self._row = None
        told = [", ".join(line.text for line in cell) for cell in cells]
        lays_out = any(len(text) > _LONGEST_CELL for text in told)
        if len(cells) == 1 or lays_out:
            for line in (line for cell in cells for line in cell):
                self._add(line)
        elif cells:
            strong = all(line.weight for cell in cells for line in cell)
            self._add(Line(joined(told), Weight(strong), cells[0][0].gap))
