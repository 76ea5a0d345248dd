"""Days as people write them in Swedish notices and minutes, the year often left out.

A year that is not said follows from the weekday, if there is one: of the years around, only one in
five or six has the 16th of March on a Monday.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_MONTHS = [
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
]  # fmt: skip
_WEEKDAYS = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]
_SHORT = {month[:3]: number for number, month in enumerate(_MONTHS, start=1)}
_DAY = re.compile(
    r"""
    (?<![\w-])
    (?:(?P<weekday>måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|mån|tis|ons|tors?|fre|lör|sön)
       (?:en)?\.?,?\s+)?
    (?:den\s+)?
    (?:
      (?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})
      | (?P<day>\d{1,2})(?::?e)?\.?\s*
        (?P<month>januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november
                 |december|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\.?
        (?:,?\s+(?P<year>(?:19|20)\d\d))?
      | (?P<slash_day>\d{1,2})/(?P<slash_month>\d{1,2})(?:[\s-]+(?P<slash_year>(?:19|20)\d\d))?
    )
    (?![\w/]|-\d|\.\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)


class Doubt(StrEnum):
    """Why somebody must look at a day before it is believed."""

    NO_SUCH_DAY = "no_such_day"
    OTHER_WEEKDAY = "other_weekday"
    YEAR_GUESSED = "year_guessed"


@dataclass(frozen=True)
class SaidDay:
    """A day that a text names: where it stands, and what is doubtful about it."""

    day: date | None
    start: int
    end: int
    doubt: Doubt | None = None


def days_in(text: str, near: date, *, ahead: bool = True) -> list[SaidDay]:
    """Every day that a text names, in its order.

    A year that is not said is that of the weekday among the years around `near`; without a weekday
    it is the next such day from `near` on, or with `ahead` off the last one until then. A day that
    does not exist, or whose weekday is another one, is given back with its doubt and never mended.
    """
    return [_said(found, near, ahead=ahead) for found in _DAY.finditer(text)]


def _said(found: re.Match[str], near: date, *, ahead: bool) -> SaidDay:
    parts = found.groupdict()
    day = int(parts["iso_day"] or parts["day"] or parts["slash_day"])
    month, weekday = _month(parts), _weekday(parts["weekday"])
    year = parts["iso_year"] or parts["year"] or parts["slash_year"]
    years = [int(year)] if year else [near.year + apart for apart in (-1, 0, 1)]
    there = [known for one in years if (known := _date(one, month, day)) is not None]
    chosen, doubt = _chosen(there, weekday, near, ahead=ahead, sure=year is not None)
    return SaidDay(chosen, found.start(), found.end(), doubt)


def _chosen(
    there: list[date], weekday: int | None, near: date, *, ahead: bool, sure: bool
) -> tuple[date | None, Doubt | None]:
    if not there:
        return None, Doubt.NO_SUCH_DAY
    if weekday is not None:
        fitting = [one for one in there if one.weekday() == weekday]
        return _nearest(fitting or there, near), None if fitting else Doubt.OTHER_WEEKDAY
    if sure:
        return there[0], None
    if ahead:
        later = [one for one in there if one >= near]
        return min(later, default=max(there)), Doubt.YEAR_GUESSED
    earlier = [one for one in there if one <= near]
    return max(earlier, default=min(there)), Doubt.YEAR_GUESSED


def _month(parts: dict[str, str | None]) -> int:
    named = parts["month"]
    if named is not None:
        return _SHORT[named.lower()[:3]]
    return int(parts["iso_month"] or parts["slash_month"] or 0)


def _weekday(written: str | None) -> int | None:
    if written is None:
        return None
    short = written.lower()[:3]
    return next(number for number, name in enumerate(_WEEKDAYS) if name.startswith(short))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(days: list[date], near: date) -> date:
    return min(days, key=lambda day: (abs(day - near), day))
