"""The days of what is to come: the next meetings, and events that the text speaks of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fritidsbank.minutes.reading import doubts
from fritidsbank.minutes.reading.dating import said_days, says_year
from fritidsbank.minutes.reading.days import Doubt, SaidDay
from fritidsbank.minutes.reading.doubts import Warned
from fritidsbank.minutes.reading.words import longest_first

_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zåäö]*"
_AND = r"(?: ?[-–—] ?| ?och | ?& ?| ?samt | ?, ?)"
_SEVERAL = re.compile(
    rf"(?<![\w./:-])(\d{{1,2}})(?::?e)?{_AND}"
    rf"(?=\d{{1,2}}(?::?e)?(?:{_AND}\d{{1,2}}(?::?e)?){{0,12}} ?({_MONTH})\b)",
    re.IGNORECASE,
)
_PAST = re.compile(rf"\b(?:{longest_first('coming', 'past')})\b", re.IGNORECASE)
_DUE = re.compile(rf"\b(?:{longest_first('coming', 'due')})\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:före|innan|till och med|t\.?o\.?m\.?|från och med|fr\.?o\.?m\.?)(?: den)? $",
    re.IGNORECASE,
)
_FAR = timedelta(days=280)
_MOST = 100
_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-ZÅÄÖ])|\n")


@dataclass(frozen=True)
class Coming:
    """A day to come and the words that name it."""

    day: date
    text: str


def coming_days(
    lists: Iterable[str], texts: Iterable[str], meeting: date
) -> tuple[list[Coming], list[Warned]]:
    """What is to come after the meeting, each day once, the first one first.

    `lists` say that they name what is to come; of `texts` only what reads so is taken.
    """
    found: dict[date, Coming] = {}
    warnings: list[Warned] = []
    for text in lists:
        for said, words in said_days(several(text), meeting):
            if len(found) < _MOST:
                _note(said, words, text, meeting, found, warnings)
    for text in texts:
        for sentence in _SENTENCE.split(several(text)):
            for said, words in said_days(sentence[:5000], meeting):
                if len(found) < _MOST and _is_to_come(said, words, sentence, meeting):
                    _note(said, words, sentence, meeting, found, warnings)
    return sorted(found.values(), key=lambda each: each.day), list(dict.fromkeys(warnings))


def several(text: str) -> str:
    """The text with a month for each of several days: "17 och 18 maj"."""
    return _SEVERAL.sub(r"\1 \2, ", text)


def _is_to_come(said: SaidDay, words: str, sentence: str, meeting: date) -> bool:
    if said.day is None:
        return True
    before = sentence[max(0, said.start - 40) : said.start]
    if _DUE.search(before) or _BEFORE.search(before):
        return False
    if says_year(words):
        return True
    return said.day - meeting <= _FAR and not _PAST.search(sentence[: said.start])


def _note(
    said: SaidDay,
    words: str,
    text: str,
    meeting: date,
    found: dict[date, Coming],
    warnings: list[Warned],
) -> None:
    # That the year of "Hälsodagen 17 maj" is the meeting's own is what everybody means.
    if said.doubt is not None and said.doubt is not Doubt.YEAR_GUESSED:
        warnings.append(doubts.of_day(said.doubt, words, said.day))
    if said.day is not None and said.day > meeting:
        found.setdefault(said.day, Coming(said.day, text[:200].strip()))
