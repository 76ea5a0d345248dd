"""Which words a text at the bench may hold: those of the work, and no others, so that no name fits.

A list of names is never complete; a list of what a bench speaks of can be. A known word is a form
of `words.txt` or of the catalogue that comes with the program, two or three stems of `words.txt`
in one ("skidspets", "bromsvajer"), a number or a measure. What people typed teaches nothing.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fritidsbank.barcodes import Barcode, Kind, is_own
from fritidsbank.stock import catalogue
from fritidsbank.stock.catalogue import CategoryEntry
from fritidsbank.workshop import work

SHORTEST_STEM = 3
MOST_STEMS = 3

_UNITS = "mm|cm|dm|m|km|g|hg|kg|ml|cl|dl|l|st|min|h|v|w|ah|mah|n|nm|bar|psi|x|tum|°|°c|%|″|\"|'"
_NUMBER = r"[½¼¾]|\d{1,6}(?:[.,]\d{1,3})?[½¼¾]?"
_MEASURE = re.compile(rf"[+~±]?(?:{_NUMBER})(?:[-–x×/](?:{_NUMBER}))*(?:{_UNITS})?")  # noqa: RUF001
_UNIT = re.compile(_UNITS)
# What is stamped on bolts, tools, batteries and helmets: M6, T25, PH2, CR2032, EN1077.
_STAMPED = re.compile(r"m\d{1,2}(?:x\d{1,3})?|tx?\d{1,2}|p[hz]\d|cr\d{4}|en\d{3,4}")
_SIGNS = re.compile(r"[-–,.;:!?()\"'+*=&/×]+")  # noqa: RUF001
_LETTERS = re.compile(r"[a-zåäö]+")
_DEFINITE = ("en", "et", "an", "eln", "ern", "on", "na")
_MARKS = ".,;:!?()\"'”’“"  # noqa: RUF001
_SIZES = frozenset("SML")
_PAIRS = frozenset({"v/h", "h/v", "l/r", "r/l", "s/m", "m/s", "m/l", "l/m", "l/xl", "m/xl"})
# After these a letter is somebody's initial.
_OF = frozenset({"av", "by", "för", "for", "till", "to", "åt", "med", "från", "from", "hos"})
# So many digits may be a telephone.
_MANY_DIGITS = re.compile(r"\d(?:[ \u00a0./()–-]{0,3}\d){6,}")


@dataclass(frozen=True)
class Stranger:
    """A piece of a text that is not known: where it stands."""

    begins: int
    ends: int


@dataclass(frozen=True)
class Vocabulary:
    """Words as they are written, and the stems that join into longer ones."""

    words: frozenset[str]
    beginnings: frozenset[str]
    endings: frozenset[str]

    def knows(self, word: str) -> bool:
        """Whether it is a word, or joined from a few stems, with an s between them or without."""
        return word in self.words or self._joined(word, MOST_STEMS) or self._owns(word)

    def _owns(self, word: str) -> bool:
        """Whether it is a genitive: "ryggsäckens", "pulkans"."""
        thing = word.removesuffix("s")
        return word != thing and thing.endswith(_DEFINITE) and thing in self.words

    def _joined(self, word: str, stems: int) -> bool:
        if stems < 2:
            return False
        for at in range(SHORTEST_STEM, len(word) - SHORTEST_STEM + 1):
            if word[:at] not in self.beginnings:
                continue
            for rest in {word[at:], word[at:].removeprefix("s")}:
                if rest in self.endings or self._joined(rest, stems - 1):
                    return True
        return False


@cache
def vocabulary() -> Vocabulary:
    """What comes with the program."""
    listed = Path(__file__).with_name("words.txt").read_text(encoding="utf-8")
    return read(listed, of_catalogue() | of_tiles())


def of_catalogue() -> frozenset[str]:
    """The words of the categories that a new shop starts with; what a shop adds teaches nothing."""
    texts = (text for entry in catalogue.load() for text in _said_of(entry))
    return frozenset(word for text in texts for word in words_in(text))


def of_tiles() -> frozenset[str]:
    """The words of what can be tapped."""
    texts = (f"{one.word} {one.word_en} {one.plain} {one.plain_en}" for one in work.load())
    return frozenset(word for text in texts for word in words_in(text))


def read(text: str, more: Collection[str] = ()) -> Vocabulary:
    """A list of words in the form of `words.txt`, with more that are only words."""
    words, beginnings, endings, never = set(more), set(), set(), set()
    for line in text.splitlines():
        if line.startswith("not:"):
            never |= {*line.removeprefix("not:").split()}
        elif not line.startswith("#"):
            stems = {word[:-1] for word in line.split() if word.endswith("-")}
            forms = {word for word in line.split() if not word.endswith("-")}
            words |= forms
            if stems:
                beginnings |= stems
                endings |= {form for form in forms if len(form) >= SHORTEST_STEM}
    return Vocabulary(*(frozenset(kept - never) for kept in (words, beginnings, endings)))


def words_in(text: str) -> list[str]:
    """The words of a text in small letters, without signs, numbers and single letters."""
    return [word for word in _LETTERS.findall(_plain(text)) if len(word) > 1]


def strangers(text: str, let_in: Collection[str] = ()) -> list[Stranger]:
    """What in a text is not known, in order; `let_in` are words that a manager has added."""
    found = [_stranger(match) for match in _MANY_DIGITS.finditer(text) if not _is_ours(match)]
    chunks = [_Chunk(match) for match in re.finditer(r"\S+", text)]
    for at, chunk in enumerate(chunks):
        before = chunks[at - 1] if at else None
        after = chunks[at + 1] if at + 1 < len(chunks) else None
        if not _is_known(chunk, before, after, let_in):
            found.append(_stranger(chunk.match))
    return sorted(set(found), key=lambda one: one.begins)


class _Chunk:
    """What stands between two spaces: as it is written, in small letters, without marks around."""

    def __init__(self, match: re.Match[str]) -> None:
        self.match = match
        self.written = match.group()
        self.small = _plain(self.written)
        self.bare = self.small.strip(_MARKS)
        self.is_letter = len(self.bare) == 1 and self.bare.isalpha()


def _is_known(
    chunk: _Chunk, before: _Chunk | None, after: _Chunk | None, let_in: Collection[str]
) -> bool:
    if chunk.is_letter:
        return _letter_may_stand(chunk, before, after)
    return _is_measure(chunk.bare, before) or _is_said_here(chunk, let_in)


def _is_measure(bare: str, before: _Chunk | None) -> bool:
    """A number, a measure, what is stamped on things; a unit stands behind its number."""
    if before and _MEASURE.fullmatch(before.bare) and _UNIT.fullmatch(bare):
        return True
    return bool(
        bare in _PAIRS or _MEASURE.fullmatch(bare) or _STAMPED.fullmatch(bare) or is_own(bare)
    )


def _is_said_here(chunk: _Chunk, let_in: Collection[str]) -> bool:
    bare, known = chunk.bare, vocabulary()
    if not bare:
        return set(chunk.small) <= set(_MARKS)
    if bare in known.words or (bare.endswith("-") and bare[:-1] in known.beginnings):
        return True  # the second: "skid- och bandy"
    pieces = [piece for piece in _SIGNS.split(bare) if piece]
    # Of short pieces with signs between them a name is soon made.
    shortest = 2 if len(pieces) == 1 else SHORTEST_STEM
    return all(
        _MEASURE.fullmatch(piece)
        or (
            len(piece) >= shortest
            and _LETTERS.fullmatch(piece)
            and (known.knows(piece) or piece in let_in)
        )
        for piece in pieces
    )


def _letter_may_stand(chunk: _Chunk, before: _Chunk | None, after: _Chunk | None) -> bool:
    """S, M and L are sizes, x is times, i and a are words; two in a row are initials."""
    if any(beside and beside.is_letter for beside in (before, after)):
        return False
    if chunk.small in {"i", "x"} or (chunk.written == "a" and not _is_by(before)):
        return after is not None
    if chunk.written not in _SIZES or (before and before.bare in _OF):
        return False
    return before is not None or after is None


def _is_by(before: _Chunk | None) -> bool:
    """Whether somebody is told next; "for a new one" is about things."""
    return before is not None and before.bare in _OF - {"for", "with", "from"}


def _is_ours(match: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", match.group())
    return is_own(digits) and Barcode(digits).kind is Kind.ARTICLE


def _stranger(match: re.Match[str]) -> Stranger:
    text = match.group()
    inner = text.strip(_MARKS) or text
    begins = match.start() + text.index(inner)
    return Stranger(begins, begins + len(inner))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("’", "'")  # noqa: RUF001


def _said_of(entry: CategoryEntry) -> Iterator[str]:
    yield from (entry.name, entry.name_en, entry.check_advice, entry.check_advice_en, *entry.parts)
    for fault in entry.faults:
        yield from (fault.word, fault.word_en)
    for attribute in entry.attributes:
        yield from (attribute.label, attribute.label_en)
        for choice in attribute.choices:
            yield from (choice.word, choice.word_en)
