"""Words that say what stands after them: "Närvarande", "Plats", "Vid pennan", "Nästa möte"."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache, lru_cache

from fritidsbank.minutes.reading.clock_times import only_when
from fritidsbank.minutes.reading.dating import names_day
from fritidsbank.minutes.reading.words import words_of


class Label(StrEnum):
    """What is said after a label."""

    PRESENT = "present"
    ABSENT = "absent"
    CHAIR = "chair"
    SECRETARY = "secretary"
    ADJUSTER = "adjuster"
    PLACE = "place"
    TIME = "time"
    TIME_AND_PLACE = "time_and_place"
    DATE = "date"
    GROUP = "group"
    COMING = "coming"
    AGENDA = "agenda"
    ASIDE = "aside"
    """Said to somebody else than who reads the minutes: contact, annexes, copies."""


PEOPLE = frozenset({Label.PRESENT, Label.ABSENT})
SIGNS = frozenset({Label.CHAIR, Label.SECRETARY, Label.ADJUSTER})
FACTS = frozenset({Label.PLACE, Label.TIME, Label.TIME_AND_PLACE, Label.DATE, Label.GROUP})

_TAIL = re.compile(r" ?\([^()]{0,60}\) ?$")
_NUMBER = re.compile(r"(?:§ ?\d{1,4}[.):]?|\d{1,3} ?[.):]) +")
_DIVIDED = re.compile(r" ?: ?| [-–—] | ?\? ?$")
_SPREAD = frozenset({Label.PLACE, Label.TIME, Label.DATE, Label.TIME_AND_PLACE, *PEOPLE, *SIGNS})
_VERBS = frozenset({"är", "blir", "sker", "hålls", "äger", "ska", "har", "bestäms"})
"""With them it is a sentence, which stays where it stands."""
_LONGEST = 60


@dataclass(frozen=True)
class Labelled:
    """A label, and what stands after it on its line. `sure`: spelled as it should be."""

    label: Label
    rest: str
    sure: bool = True
    colon: bool = False


def folded(words: str) -> str:
    """Words without case and without marks on their letters, as a bad scan may have lost them."""
    apart = unicodedata.normalize("NFD", words.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def label_of(text: str, *, head: bool = False) -> Labelled | None:
    """The label at the beginning of a line; at the head of a document it needs no colon."""
    text = _unnumbered(text)
    begin = text[: _LONGEST + 2]
    divided = _DIVIDED.search(begin)
    words = begin[: divided.start()] if divided else begin if len(text) <= _LONGEST else ""
    words = _TAIL.sub("", words)
    rest = text[divided.end() :].strip() if divided else ""
    found = _found(words.strip(" .*_")) if words else None
    if found is None and words:
        if not divided and (coming := _coming_on(text)):
            return coming
        found = _longer(words, colon=":" in begin)
    if found is not None:
        label, sure = found
        if divided or sure:
            return Labelled(label, rest, sure, bool(divided))
    return _without_colon(text) if head else _two_signs(text)


def _coming_on(text: str) -> Labelled | None:
    """When it is again, said without a colon: "Nästa ggn 9/4", "Nästa möte torsdag 3 maj"."""
    parts = text.split(" ", maxsplit=5)
    for count in (5, 4, 3, 2):
        rest = " ".join(parts[count:])
        said = _said_by().get(folded(" ".join(parts[:count])))
        if not _VERBS.isdisjoint(parts[: count + 1]):
            return None
        if said is Label.COMING and names_day(rest) and only_when(rest):
            return Labelled(Label.COMING, rest)
    return None


def _two_signs(text: str) -> Labelled | None:
    """Two columns for signatures, side by side: "Vid protokollet Justeras"."""
    words = text.split(" ")
    if len(words) > 6:
        return None
    for count in range(1, len(words)):
        label = _said_by().get(folded(" ".join(words[:count])))
        rest = " ".join(words[count:])
        if label in SIGNS and _said_by().get(folded(rest)) in SIGNS:
            return Labelled(label, rest)
    return None


def _unnumbered(text: str) -> str:
    number = _NUMBER.match(text)
    if number and (inside := label_of_people(text[number.end() :])):
        return inside
    return text


def label_of_people(text: str) -> str | None:
    """The text itself, if it begins with who was there: also "1. Närvarande" is no item."""
    first = re.split(r"[:( ]", text, maxsplit=1)[0]
    found = _found(first) if first else None
    rest = text[len(first) :].strip()
    alone = not rest or rest[0] in ":("
    return text if found and found[0] in PEOPLE and alone and found[1] else None


def _without_colon(text: str) -> Labelled | None:
    """Columns that lost the space between them: "Plats Fontänhuset", "Tid 10-11.30"."""
    if len(text) > 200:
        return None
    words = text.split(" ")
    for count in (3, 2, 1):
        name, rest = " ".join(words[:count]), " ".join(words[count:])
        label = _said_by().get(folded(name))
        if label in _SPREAD and rest and name[:1].isupper() and _begins_anew(rest, label):
            return Labelled(label, rest)
    return None


def _begins_anew(rest: str, label: Label) -> bool:
    if label in {Label.TIME, Label.DATE}:
        return bool(re.match(r"\d|kl|mån|tis|ons|tor|fre|lör|sön|den ", rest, re.IGNORECASE))
    return (rest[0].isupper() or rest[0].isdigit()) and not rest.endswith((".", "?", "!"))


def _longer(words: str, *, colon: bool) -> tuple[Label, bool] | None:
    """A label with more said of it: "Kommande möten våren 2018", "Närvarande den 19 april:"."""
    parts = words.split()
    for count in (4, 3, 2, 1):
        label = _said_by().get(folded(" ".join(parts[:count])))
        if count < len(parts) <= 8 and (label is Label.COMING or (colon and label in PEOPLE)):
            return label, True
    return None


def _found(words: str) -> tuple[Label, bool] | None:
    return _known(words) if len(words) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _known(words: str) -> tuple[Label, bool] | None:
    name = folded(words).strip(" .:")
    if name in _said_by():
        return _said_by()[name], True
    if len(name) < 7 or len(name) > 30:
        return None
    squeezed = name.replace(" ", "")
    for known, label in _said_by().items():
        near = abs(len(known) - len(squeezed)) <= 1 and len(known) >= 7 and " " not in known
        if near and known[0] == squeezed[0] and _likeness(known, squeezed) >= 0.88:
            return label, False
    return None


@cache
def _said_by() -> dict[str, Label]:
    return {folded(word): label for label in Label for word in words_of("labels", label)}


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
