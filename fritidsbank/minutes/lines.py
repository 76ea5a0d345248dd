"""The lines of a text from anywhere, made alike: of a PDF, a web page, a file, or pasted.

The same minutes come with wrapped lines, words broken at the margin, the name of the group at the
head of every page. What is left here reads the same from each source.
"""

import re
import unicodedata
from collections import Counter

PAGE_BREAK = "\f"
_EDGE = 2
"""So many lines at the head and at the foot of a page may be furniture."""
_PAGE_NUMBER = re.compile(
    r"(?:sid(?:a|an)?\.?|page)?\s*\d{1,3}(?:\s*(?:\(\d{1,3}\)|/\s*\d{1,3}|av\s+\d{1,3}))?",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"(?<=[a-zåäöé])[-\u2010]\n(?=[a-zåäöé])")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_OTHER_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


def lines_of(text: str) -> list[str]:
    """The lines without what only pages have; empty ones stand between paragraphs, one at a time.

    Letters are composed (NFC), spaces single, nothing unseen is left, and a word that was broken
    at the margin is whole again, where small letters stand on both sides.
    """
    text = unicodedata.normalize("NFC", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = text.replace("\x0b", "\n")
    text = _OTHER_CONTROLS.sub("", _UNSEEN.sub("", text))
    pages = [
        [_SPACES.sub(" ", line).strip() for line in page.split("\n")]
        for page in text.split(PAGE_BREAK)
    ]
    bare = "\n".join(line for page in _without_furniture(pages) for line in [*page, ""])
    return _single_gaps(_BROKEN.sub("", bare).split("\n"))


def _without_furniture(pages: list[list[str]]) -> list[list[str]]:
    """Page numbers go, and what most pages have at the same edge; inside a page it stays."""
    often = Counter(key for page in pages for key in {key for key, _ in _edges(page)})
    repeated = {key for key, times in often.items() if times > 1 and times * 2 > len(pages)}
    kept = []
    for page in pages:
        drop = {
            place
            for key, place in _edges(page)
            if key in repeated or _PAGE_NUMBER.fullmatch(page[place])
        }
        kept.append([line for place, line in enumerate(page) if place not in drop])
    return kept


def _edges(page: list[str]) -> list[tuple[tuple[str, str], int]]:
    written = [place for place, line in enumerate(page) if line]
    at = [("head", place) for place in written[:_EDGE]]
    at += [("foot", place) for place in written[-_EDGE:]]
    # Paragraphs of the law's kind are numbered on: "§ 36" and "§ 37" are two headings.
    return [((edge, _alike(page[place])), place) for edge, place in at if page[place][:1] != "§"]


def _alike(line: str) -> str:
    # "Protokoll 2017-04-19 sida 1" is the same piece of furniture as "... sida 2".
    return re.sub(r"\d+", "0", line.casefold())


def _single_gaps(lines: list[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return kept
