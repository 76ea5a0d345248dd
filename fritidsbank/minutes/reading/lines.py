"""The lines of a text from anywhere, made alike: of a PDF, a web page, a file, or pasted.

The same minutes come with wrapped lines, words broken at the margin, the name of the group at the
head of every page. What is left here reads the same from each source.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fritidsbank.minutes.reading.documents import Line

PAGE_BREAK = "\f"
Page = Sequence[Line]
"""The lines of one page in their order; an empty one is space between two others."""

_EDGE = 2
"""So many lines at the head and at the foot of a page may be furniture."""
_PAGE_NUMBER = re.compile(
    r"(?:sid(?:a|an)?\.?|page)?\s*\d{1,3}(?:\s*(?:\(\d{1,3}\)|/\s*\d{1,3}|av\s+\d{1,3}))?",
    re.IGNORECASE,
)
_BEFORE_THE_BREAK = re.compile(r"[a-zåäöé][-\u2010\u00ad]$")
_AFTER_THE_BREAK = re.compile(r"(?!(?:och|eller|samt|respektive)\b)[a-zåäöé]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_OTHER_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_SIGN = re.compile("[•◦▪▫\u2023\u2043●○■□◆➢➤✓·\uf000-\uf0ff*]+(?: |$)")
_DASH = re.compile(r"[-\u2010-\u2015\u2212](?: |$)")
_LONG = 45
"""A line that is longer may go on in the next one."""


def lines_of(text: str) -> list[str]:
    """The lines without what only pages have; empty ones stand between paragraphs, one at a time.

    Letters are composed (NFC), spaces single, nothing unseen is left, and a word that was broken
    at the margin is whole again, where small letters stand on both sides.
    """
    lines, _ = without_furniture(pages_of(text))
    told: list[str] = []
    for line in whole_words(lines):
        told += ["", line.text] if line.gap and told else [line.text]
    return told


def pages_of(text: str) -> list[list[Line]]:
    """A text as it is, in lines; `PAGE_BREAK` stands between pages."""
    for end in ("\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x85"):
        text = text.replace(end, "\n")
    return [[Line(line) for line in page.split("\n")] for page in text.split(PAGE_BREAK)]


def clean(pages: Iterable[Page]) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines of all pages, alike whatever they come from, and the furniture of the pages."""
    lines, furniture = without_furniture(pages)
    return tuple(with_bullets(whole_words(lines))), furniture


def without_furniture(pages: Iterable[Page]) -> tuple[list[Line], tuple[str, ...]]:
    """The lines that are none, tidied, and those that are: the same at the edge of most pages.

    Page numbers go, too. Inside a page what is repeated stays.
    """
    tidy = [[replace(line, text=_tidied(line.text)) for line in page] for page in pages]
    often = Counter(key for page in tidy for key in {key for key, _ in _edges(page)})
    repeated = {key for key, times in often.items() if times > 1 and times * 2 > len(tidy)}
    kept: list[Line] = []
    furniture: dict[tuple[str, str], str] = {}
    for page in tidy:
        drop = set()
        for key, place in _edges(page):
            if is_page_number(page[place].text):
                drop.add(place)
            elif key in repeated:
                drop.add(place)
                furniture.setdefault(key, page[place].text)
        gap = bool(kept)
        for place, line in enumerate(page):
            gap = gap or line.gap or not line.text
            if line.text and place not in drop:
                kept.append(replace(line, gap=gap and bool(kept)))
                gap = False
    return kept, tuple(furniture.values())


def is_page_number(text: str) -> bool:
    """Whether it says nothing but which page it is: "Sida 2 (2)", "2(17)"."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def whole_words(lines: Iterable[Line]) -> list[Line]:
    """Words that were broken at the margin, or at the end of a page, are put together again."""
    kept: list[Line] = []
    for line in lines:
        before = kept[-1].text if kept else ""
        if (
            _BEFORE_THE_BREAK.search(before)
            and _AFTER_THE_BREAK.match(line.text)
            and not line.bullet
        ):
            rest, _, others = line.text.partition(" ")
            if " " not in others or len(before) < _LONG:
                rest, others = line.text, ""
            kept[-1] = replace(kept[-1], text=before[:-1] + rest)
            # Lines stay about as wide as they were: how wide they are says where paragraphs end.
            kept += [replace(line, text=others, gap=False, lead=0)] if others else []
        else:
            kept.append(line)
    tidy = (replace(line, text=_UNSEEN.sub("", line.text)) for line in kept)
    return [line for line in tidy if line.text]


def with_bullets(lines: Iterable[Line]) -> list[Line]:
    """The sign of a point becomes `bullet`, also where it stands in a line of its own."""
    kept: list[Line] = []
    pending: Line | None = None
    for line in lines:
        sign = _SIGN.match(line.text) or (_opens_point(line, kept) and _DASH.match(line.text))
        bare = line.text[sign.end() :].strip() if sign else line.text
        if sign and not bare:
            pending = line
            continue
        if pending is not None:
            line = replace(line, gap=pending.gap, bullet=True)  # noqa: PLW2901 - with its sign
            pending = None
        kept.append(replace(line, text=bare, bullet=True) if sign else line)
    return kept


def joined(cells: Sequence[str]) -> str:
    """What stands side by side, in one line: a word and what it is about, or a list."""
    told = [cell for cell in (_tidied(cell) for cell in cells) if cell]
    if not told:
        return ""
    first, *others = told
    if first.endswith(":") or not others:
        return " ".join((first, ", ".join(others))).strip()
    if len(others) == 1 and first.isalpha():
        return f"{first}: {others[0]}"
    return ", ".join(told)


def _opens_point(line: Line, before: Sequence[Line]) -> bool:
    """Whether a dash at its head can be a sign: within a sentence it is a dash."""
    if line.gap or not before or before[-1].bullet:
        return True
    last = before[-1].text
    return len(last) < _LONG or last.endswith((".", "!", "?", ":"))


def _tidied(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    text = _SPACES.sub(" ", text.replace("\n", " ")).strip()
    ends_softly = text.endswith("\u00ad")
    text = _OTHER_CONTROLS.sub("", _UNSEEN.sub("", text)).strip()
    return f"{text}\u00ad" if ends_softly and text else text


def _edges(page: Page) -> list[tuple[tuple[str, str], int]]:
    written = [place for place, line in enumerate(page) if line.text]
    at = [("head", place) for place in written[:_EDGE]]
    at += [("foot", place) for place in written[-_EDGE:]]
    told = [(edge, place, page[place].text) for edge, place in at]
    # Paragraphs of the law's kind are numbered on: "§ 36" and "§ 37" are two headings.
    return [((edge, _alike(text)), place) for edge, place, text in told if text[:1] != "§"]


def _alike(line: str) -> str:
    # "Protokoll 2017-04-19 sida 1" is the same piece of furniture as "... sida 2".
    return re.sub(r"\d+", "0", line.casefold())
