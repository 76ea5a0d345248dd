"""The lines of a document as they are understood: nothing unseen, no page numbers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from fritidsbank.minutes.reading.documents import Document, Line, Weight

MOST_CHARACTERS = 500_000
MOST_LINES = 10_000
"""What lies beyond is no set of minutes; a person is told that it was not read."""

PAGE_NUMBER = re.compile(
    r"(?:sid(?:a|an|nr)?\.?:? ?\d{1,3}(?: ?\(\d{1,3}\)| ?/ ?\d{1,3}| av \d{1,3})?"
    r"|\d{1,3} ?(?:\(\d{1,3}\)|/ ?\d{1,3}|av \d{1,3})|[-–—] ?\d{1,3} ?[-–—])",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
_SPACES = re.compile(r"\s+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BULLET = re.compile(r"[-–—−\u2010\u2011•·∙◦○●▪■□*+→►‣☐☑☒✓✔➢\u2043\uf0b7\uf0a7] ?(?=\S)|o (?=\S)")
_BOX = re.compile(r"\[[ xX]?\] +(?=\S)")
"""Of a list of tasks: "- [ ] Bo ringer"."""
_GUESTS = re.compile(r"\+ ?(?:\d|en|ett|två|tre|fyra|fem|sex)\b", re.IGNORECASE)
_RULE = re.compile(r"[-_=*.·…~—– |]{3,}")
_MARKDOWN_HEADING = re.compile(r"#{1,6} +(.*?)[ #]*")
_MARKDOWN_STRONG = re.compile(r"(?:\*\*|__)([^*_]{1,120})(?:\*\*|__)(:?)")
_TURN = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_EDGE = 4


def cleaned(document: Document) -> tuple[list[Line], bool]:
    """The lines with something on them, and whether the document was too long to be read whole."""
    lines: list[Line] = []
    characters, gap = 0, False
    for line in _bare(document.lines):
        if not line.text:
            gap = True
            continue
        room = MOST_CHARACTERS - characters
        lines.append(replace(line, text=line.text[:room], gap=line.gap or gap))
        characters += len(line.text)
        if len(lines) >= MOST_LINES or characters > MOST_CHARACTERS:
            return _without_furniture(lines), True
        gap = False
    return _without_furniture(lines), False


def plain(text: str) -> str:
    """A text with composed letters, single spaces, and nothing that cannot be seen."""
    return _SPACES.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", text))).strip()


def _bare(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        # A line longer than all that is read would only cost time.
        text = line.text[: MOST_CHARACTERS + 1]
        for number, part in enumerate(_TURN.split(text)):
            yield _signs_off(replace(line, text=plain(part), gap=line.gap and not number))


def _signs_off(line: Line) -> Line:
    """Bullets and marks that were typed are known as such and no part of the text."""
    text = line.text
    if _RULE.fullmatch(text):
        return replace(line, text="")
    if (heading := _MARKDOWN_HEADING.fullmatch(text[:200])) and len(text) <= 200:
        return replace(line, text=heading[1].strip("*_ "), weight=Weight.HEADING)
    if strong := _MARKDOWN_STRONG.fullmatch(text[:130]):
        weight = max(line.weight, Weight.STRONG)
        return replace(line, text=(strong[1] + strong[2]).strip(), weight=weight)
    if not _GUESTS.match(text) and (sign := _BULLET.match(text)):
        line = replace(line, text=text[sign.end() :].strip(), bullet=True)
    if box := _BOX.match(line.text):
        return replace(line, text=line.text[box.end() :], bullet=True)
    return line


def _without_furniture(lines: list[Line]) -> list[Line]:
    """Page numbers go wherever they stand, and what is repeated beside them but for the first."""
    numbers = {place for place, line in enumerate(lines) if _is_number(line)}
    if not numbers:
        return lines
    turns = [-1, *sorted(numbers), len(lines)]
    beside = {
        place
        for turn in turns
        for place in range(max(0, turn - _EDGE), min(len(lines), turn + _EDGE + 1))
    } - numbers
    often = Counter(_alike(lines[place].text) for place in beside)
    seen: set[str] = set()
    kept: list[Line] = []
    gap = False
    for place, line in enumerate(lines):
        if place in numbers:
            # A new page is no new paragraph, unless the last one ended a sentence.
            gap = line.gap and bool(kept) and kept[-1].text.endswith((".", "!", "?"))
            continue
        key = _alike(line.text)
        if place in beside and often[key] > 1 and line.text[:1] != "§":
            if key in seen:
                continue
            seen.add(key)
        kept.append(replace(line, gap=line.gap or gap))
        gap = False
    return kept


def _is_number(line: Line) -> bool:
    if len(line.text) > 20 or line.bullet:
        return False
    return bool(PAGE_NUMBER.fullmatch(line.text) or _BARE_NUMBER.fullmatch(line.text))


def _alike(line: str) -> str:
    return re.sub(r"\d+", "0", line.casefold())
