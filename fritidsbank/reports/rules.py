"""Periods that a report is about, and the books that must balance in each."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, timedelta

from fritidsbank.refusals import Malformed, N_

_WEEK = re.compile(r"(\d{4})-?[Ww](\d{1,2})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"(\d{4})")


@dataclass(eq=False)
class NotAPeriod(Malformed):
    """It is neither a week nor a month nor a year."""

    period: str

    message = N_("{period} is no week, month or year. Write 2026-W08, 2026-02 or 2026.")


@dataclass(eq=False)
class NoSuchWeek(Malformed):
    """ISO 8601 gives most years 52 weeks, and some 53."""

    year: str
    weeks: int

    message = N_("{year} has {weeks} weeks.")


@dataclass(frozen=True)
class Period:
    """Whole days, the first and the last included; `name` is how it is written."""

    name: str
    first: date
    last: date


def period(name: str, unit: str = "") -> Period:
    """An ISO week (2026-W08), a month (2026-02) or a year (2026); `unit` asks for one of them.

    Raises NotAPeriod, NoSuchWeek.
    """
    text = name.strip()
    for kind, pattern, read in _READERS:
        if unit in {"", kind} and (found := pattern.fullmatch(text)):
            try:
                return read(*map(int, found.groups()))
            except (ValueError, OverflowError):
                break
    raise NotAPeriod(text[:20])


def week_of(day: date) -> Period:
    """The ISO week of a day: 2024-12-30 is in 2025-W01."""
    year, week, _ = day.isocalendar()
    return _week(year, week)


def _week(year: int, week: int) -> Period:
    # 28 December is always in the last week of its ISO year.
    weeks = date(year, 12, 28).isocalendar().week
    if not 1 <= week <= weeks:
        raise NoSuchWeek(f"{year:04d}", weeks)
    monday = date.fromisocalendar(year, week, 1)
    return Period(f"{year:04d}-W{week:02d}", monday, monday + timedelta(days=6))


def _month(year: int, month: int) -> Period:
    last = calendar.monthrange(year, month)[1]
    return Period(f"{year:04d}-{month:02d}", date(year, month, 1), date(year, month, last))


def _year(year: int) -> Period:
    return Period(f"{year:04d}", date(year, 1, 1), date(year, 12, 31))


_READERS: tuple[tuple[str, re.Pattern[str], Callable[..., Period]], ...] = (
    ("week", _WEEK, _week),
    ("month", _MONTH, _month),
    ("year", _YEAR, _year),
)


@dataclass(frozen=True)
class Books:
    """How many articles there were, what came to them and what left them, and how many there are.

    Missing articles have left the stock; what comes back, from wherever, is found. Moved in and
    out is to and from another branch or category.
    """

    opening: int = 0
    registered: int = 0
    moved_in: int = 0
    found: int = 0
    moved_out: int = 0
    scrapped: int = 0
    written_off: int = 0
    missing: int = 0

    @property
    def closing(self) -> int:
        """How many there are in the end."""
        came = self.registered + self.moved_in + self.found
        left = self.moved_out + self.scrapped + self.written_off + self.missing
        return self.opening + came - left

    def __add__(self, other: "Books") -> "Books":
        """Both together."""
        names = [one.name for one in fields(self)]
        return Books(**{name: getattr(self, name) + getattr(other, name) for name in names})
