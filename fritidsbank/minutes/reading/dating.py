"""The day of the meeting, which the title, a label or both of them say, the year often left out."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from fritidsbank.minutes.reading import doubts
from fritidsbank.minutes.reading.days import Doubt, SaidDay, days_in
from fritidsbank.minutes.reading.doubts import Warned, warned

ANY_DAY = date(2017, 1, 1)
"""For who asks only whether a day is named."""
_YEAR = re.compile(r"(?<![\w.,-])(20[0-4]\d)(?![\w-]|[.,]\d)")
_LONGEST = 5_000
"""Nobody writes a paragraph that is longer; what lies behind it would only cost time."""
_SAYS_NUMBER = re.compile(r"\d")
_SAYS_YEAR = re.compile(r"\d{4}")
_WEEKDAY = re.compile(r"(?:mån|tis|ons|tor|fre|lör|sön)", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zåäö]*\.?"
_SPELLED = [
    (re.compile(r"(?<![\w-])(20\d\d)[./](\d{1,2})[./](\d{1,2})(?![\w./-])"), r"\1-\2-\3"),
    (re.compile(r"(?<![\w-])(20\d\d)(0\d|1[0-2])([0-3]\d)(?![\w-])"), r"\1-\2-\3"),
    (re.compile(r"(?<![\w.-])(\d{1,2})[.](\d{1,2})[.](20\d\d)(?![\w.-])"), r"\1/\2 \3"),
    (re.compile(r"(?<![\w.-])(\d{1,2})-(\d{1,2})-(20\d\d)(?![\w.-])"), r"\1/\2 \3"),
    (re.compile(r"(?<![\w/])(\d{1,2}/\d{1,2}) ?[-–—/] ?(20\d\d)(?![\w/-])"), r"\1 \2"),
    (re.compile(r"(?<![\w/])(\d{1,2}/\d{1,2}) ?[-–—/'\u2019] ?(\d\d)(?![\w/:.-])"), r"\1 20\2"),
    (re.compile(rf"(\d (?:{_MONTH})) ?[-–—'\u2019](\d\d)(?![\w:.-])", re.IGNORECASE), r"\1 20\2"),
    (re.compile(rf"(\d (?:{_MONTH}) 20\d\d) års\b", re.IGNORECASE), r"\1"),
]  # fmt: skip
_COMPACT = [
    (re.compile(r"(?<![\w.-])([12]\d)(0\d|1[0-2])([0-3]\d)(?![\w-]|[.:]\d)"), r"20\1-\2-\3"),
    (re.compile(r"(?<![\w.-])([12]\d)-(0\d|1[0-2])-([0-3]\d)(?![\w-]|[.:]\d)"), r"20\1-\2-\3"),
]
_DASHES = re.compile("[\u2010\u2011\u2012–—\u2015−]")
_MISREAD = re.compile(
    rf"(?<!\w)([\dlIiOoSB|]{{1,2}}) ((?:{_MONTH})) ([\dlIiOoSB|]{{4}})(?!\w)", re.IGNORECASE
)
_DIGITS = str.maketrans(
    {"l": "1", "I": "1", "i": "1", "|": "1", "O": "0", "o": "0", "S": "5", "B": "8"}
)


@dataclass(frozen=True)
class MeetingDay:
    """When the meeting was or will be, how sure that is, and what somebody must look at."""

    day: date | None
    confidence: float
    warnings: tuple[Warned, ...] = ()


def spelled(text: str, *, compact: bool = False) -> str:
    """Days as officials and file names write them, in a spelling that `days_in` knows.

    `compact`: also 170419 and 17-04-19, which elsewhere are numbers of other things.
    """
    text = re.sub(r"(?<=\d)[\u2010\u2011\u2012–—\u2015−](?=\d)", "-", text)
    for pattern, mended in [*_SPELLED, *(_COMPACT if compact else [])]:
        text = pattern.sub(mended, text)
    return text


def said_days(
    text: str, near: date, *, ahead: bool = True, compact: bool = False
) -> list[tuple[SaidDay, str]]:
    """Each day that a text names, with the words that name it."""
    if not _SAYS_NUMBER.search(text):
        return []
    text = spelled(text[:_LONGEST], compact=compact)
    return [
        (said, text[said.start : said.end].strip(" .")) for said in days_in(text, near, ahead=ahead)
    ]


def names_day(text: str) -> bool:
    """Whether the beginning of a text names a day."""
    return bool(said_days(text[:300], ANY_DAY))


def names_misread_day(text: str) -> bool:
    """Whether a scan may have taken letters for the digits of a day."""
    return _MISREAD.search(text[:300]) is not None


def says_year(words: str) -> bool:
    """Whether a day was written with its year."""
    return _SAYS_YEAR.search(words) is not None


def says_weekday(words: str) -> bool:
    """Whether a day was written with its weekday."""
    return _WEEKDAY.match(words) is not None


def meeting_day(
    heads: Sequence[str], texts: Sequence[str], near: date, *, ahead: bool
) -> MeetingDay:
    """The day that the head of a document says; `heads` are its places, the likeliest first.

    `texts` is the whole document, whose other days and years tell the year that is not said.
    """
    around, told = _around(heads, texts, near)
    found = [pair for head in heads for pair in said_days(head, around, ahead=ahead, compact=True)]
    if not found:
        return _misread(heads) or MeetingDay(None, 0.0, (warned(doubts.NO_DAY),))
    first = next((pair for pair in found if pair[0].day is not None), None)
    if first is None:
        return MeetingDay(None, 0.0, (_of(*found[0]),))
    said, words = min((pair for pair in found if _same_day(pair[0], first[0])), key=_rank)
    day, confidence, warnings = _believed(said, words, around, texts, told=told)
    others = _others(found, day, words)
    return MeetingDay(day, min(confidence, 0.5) if others else confidence, warnings + others)


def _believed(
    said: SaidDay, words: str, around: date, texts: Sequence[str], *, told: bool
) -> tuple[date, float, tuple[Warned, ...]]:
    assert said.day is not None
    if says_year(words):
        if said.doubt is None:
            return said.day, 1.0, ()
        return said.day, 0.4, (_of(said, words),)
    if said.doubt is None:
        return said.day, 0.85, ()
    if said.doubt is Doubt.OTHER_WEEKDAY:
        fitting = None if told else _fits_all_weekdays(said.day, texts, around)
        if fitting is None:
            return said.day, 0.3, (_of(said, words),)
        facts = {"said": words, "day": fitting.isoformat()}
        return fitting, 0.6, (warned(doubts.YEAR_OF_WEEKDAYS, **facts),)
    day = _nearest_year(said.day, around) if told else said.day
    return day, 0.6 if told else 0.4, (doubts.of_day(Doubt.YEAR_GUESSED, words, day),)


def _same_day(one: SaidDay, other: SaidDay) -> bool:
    if one.day is None or other.day is None:
        return False
    return (one.day.month, one.day.day) == (other.day.month, other.day.day)


def _rank(pair: tuple[SaidDay, str]) -> tuple[bool, bool]:
    return not says_year(pair[1]), not says_weekday(pair[1])


def _others(found: Iterable[tuple[SaidDay, str]], day: date, words: str) -> tuple[Warned, ...]:
    """Other days that the head says; the same day and month without a year is the same day."""
    warnings: list[Warned] = []
    for said, other in found:
        if said.day is None:
            warnings.append(_of(said, other))
        elif (said.day.month, said.day.day) != (day.month, day.day) or (
            says_year(other) and said.day != day
        ):
            facts = {"day": day.isoformat(), "other": said.day.isoformat()}
            warnings.append(warned(doubts.OTHER_DAY, **facts))
        elif other != words and says_weekday(other) and _weekday_of(other) != day.weekday():
            warnings.append(doubts.of_day(Doubt.OTHER_WEEKDAY, other, day))
    return tuple(dict.fromkeys(warnings))


def _of(said: SaidDay, words: str) -> Warned:
    assert said.doubt is not None
    return doubts.of_day(said.doubt, words, said.day)


def _around(heads: Sequence[str], texts: Sequence[str], near: date) -> tuple[date, bool]:
    """A day around which the meeting was, and whether the text itself says so."""
    for places in (heads, texts):
        days = [
            said.day
            for text in places
            for said, words in said_days(text, near)
            if said.day is not None and says_year(words)
        ]
        if days:
            return median_low(days), True
    years = Counter(int(year) for text in texts for year in _YEAR.findall(text[:_LONGEST]))
    if years:
        return date(min(years, key=lambda year: (-years[year], year)), 7, 1), True
    return near, False


def _fits_all_weekdays(day: date, texts: Sequence[str], near: date) -> date | None:
    """That day in the nearest year in which at least two weekdays of the text are right."""
    named = {
        (said.day.month, said.day.day, _weekday_of(words))
        for text in texts
        for said, words in said_days(text, near)
        if said.day is not None and says_weekday(words) and not says_year(words)
    }
    if len({(month, number) for month, number, _ in named}) < 2:
        return None
    for away in sorted(range(-15, 2), key=abs):
        year = near.year + away
        if all(_is(year, *each) for each in named):
            return day.replace(year=year) if _exists(year, day.month, day.day) else None
    return None


def _is(year: int, month: int, day: int, weekday: int) -> bool:
    return _exists(year, month, day) and date(year, month, day).weekday() == weekday


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _weekday_of(words: str) -> int:
    return ["mån", "tis", "ons", "tor", "fre", "lör", "sön"].index(words[:3].casefold())


def _nearest_year(day: date, around: date) -> date:
    years = [year for away in (0, -1, 1) if _exists(year := around.year + away, day.month, day.day)]
    return min((day.replace(year=year) for year in years), key=lambda one: abs(one - around))


def _misread(heads: Iterable[str]) -> MeetingDay | None:
    """A day in which a scan took letters for digits: believed only when looked at."""
    for head in heads:
        for found in _MISREAD.finditer(head[:_LONGEST]):
            mended = f"{found[1].translate(_DIGITS)} {found[2]} {found[3].translate(_DIGITS)}"
            for said in days_in(mended, date(2000, 1, 1)):
                if said.day is not None:
                    facts = {"said": found[0], "day": said.day.isoformat()}
                    return MeetingDay(said.day, 0.3, (warned(doubts.MENDED_DAY, **facts),))
    return None
