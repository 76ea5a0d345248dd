"""Plain text and Markdown as lines: which letters they are, and whether they were wrapped."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from fritidsbank.minutes.reading.documents import Document, Line, Weight
from fritidsbank.minutes.reading.lines import clean, pages_of
from fritidsbank.minutes.reading.unreadable import NoDocument

_WIDEST = 130
"""A text whose paragraphs are longer was not wrapped: nobody types so wide."""
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r" {0,3}(?:={3,}|-{3,})\s*$")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
_BULLET = re.compile(r"\s*[-*+]\s+(?=\S)")
_ALL_STRONG = re.compile(r"\s*(\*\*|__)(?=\S)(?:(?!\1).)+(?<=\S)\1[:.]?\s*$")
_LEAD = re.compile(r"(\*\*(?=\S)[^*\n]{1,80}(?<=\S)\*\*)[ :.]")
_LINK = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_UNDERSCORED = re.compile(r"(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])")
_MARKDOWN = re.compile(r"^ {0,3}#{1,6} \S|^\*\*[^*\n]+\*\*\s*$", re.MULTILINE)


def decoded(content: bytes) -> str:
    """The letters of a text in any of the encodings that programs here write.

    Raises NoDocument.
    """
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text.removeprefix("\ufeff")
    raise NoDocument


def looks_like_markdown(text: str) -> bool:
    """Whether it has headings as only Markdown writes them."""
    return _MARKDOWN.search(text) is not None


def plain_document(text: str) -> Document:
    """A text as somebody typed or pasted it."""
    pages = [list(_underlined(page)) for page in pages_of(text)]
    lines, furniture = clean(pages)
    loud = tuple(replace(line, weight=max(line.weight, _loudness(line.text))) for line in lines)
    return Document("text", loud, is_wrapped(loud), furniture)


def markdown_document(text: str) -> Document:
    """Markdown: its headings and points, without its signs."""
    marked = [line for page in pages_of(text) for line in map(_unmarked, _underlined(page))]
    lines, furniture = clean([marked])
    return Document("markdown", lines, is_wrapped(lines), furniture)


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether sentences go on in the next line, which a paragraph by itself never does."""
    if max((len(line.text) for line in lines), default=0) > _WIDEST:
        return False
    return any(
        len(line.text) >= 40
        and not line.text.endswith((".", "!", "?", ":"))
        and line.weight is after.weight is Weight.BODY
        and not after.gap
        and not after.bullet
        and after.text[0].islower()
        for line, after in pairwise(lines)
    )


def _encodings(content: bytes) -> Iterator[str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "utf-16"
        return
    # Without a mark at its beginning, UTF-16 is told by the empty half of each plain letter.
    start = content[:2_000]
    if start[1::2].count(0) > len(start) // 4:
        yield "utf-16-le"
    if start[0::2].count(0) > len(start) // 4:
        yield "utf-16-be"
    yield "utf-8"
    yield "cp1252"


def _is_text(text: str) -> bool:
    """Whether hardly any sign of it is one that nobody can write."""
    start = text[:20_000]
    strange = sum(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n\f" for sign in start)
    return strange * 50 <= len(start) and "\x00" not in start


def _underlined(page: Sequence[Line]) -> Iterator[Line]:
    """A line with a row of signs below it is a heading; such rows themselves are none."""
    for place, line in enumerate(page):
        below = page[place + 1].text if place + 1 < len(page) else ""
        above = page[place - 1].text if place else ""
        if line.text.strip() and _UNDERLINE.match(below) and not _RULE.match(line.text):
            yield replace(line, weight=Weight.HEADING)
        elif _RULE.match(line.text):
            # Of a heading it is no space; between two paragraphs it is.
            if not above.strip():
                yield Line("")
        else:
            yield line


def _unmarked(line: Line) -> Line:
    heading = _HEADING.match(line.text)
    if heading:
        return Line(_bare(heading[2]), Weight.HEADING, gap=True)
    bullet = _BULLET.match(line.text)
    text = line.text[bullet.end() :] if bullet else line.text.lstrip(" >")
    weight = Weight.STRONG if _ALL_STRONG.match(text) else line.weight
    strong = None if weight else _LEAD.match(text)
    lead = len(_bare(strong[1])) if strong else 0
    return Line(_bare(text), weight, bullet=bullet is not None, lead=lead)


def _bare(text: str) -> str:
    text = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", text))
    for _ in range(3):  # bold within italic within a link
        text = _UNDERSCORED.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    return _ESCAPED.sub(r"\1", text.replace("`", ""))


def _loudness(text: str) -> Weight:
    """Capitals throughout are what a typewriter has for bold."""
    letters = [sign for sign in text if sign.isalpha()]
    loud = len(letters) >= 4 and len(text) <= 60 and all(sign.isupper() for sign in letters)
    return Weight.STRONG if loud else Weight.BODY
