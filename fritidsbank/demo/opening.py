"""When the demo's branches are open: few hours, odd ones, and many days unlike others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache

from fritidsbank.branches.red_days import easter_day, first_from

Span = tuple[time, time]
Weekly = Mapping[int, tuple[Span, ...]]


@dataclass(frozen=True)
class UnlikeDay:
    """A day that is not like its weekday: no span means closed."""

    span: Span | None
    reason: str


def span(opens: int, closes: int) -> Span:
    """From a full hour to a full hour."""
    return time(opens), time(closes)


AFTERNOONS: Weekly = {
    0: (span(15, 18),),
    1: (span(11, 13),),
    2: (span(15, 18),),
    3: (span(11, 13),),
    4: (span(15, 18),),
}
WORKDAYS: Weekly = {
    0: (span(12, 18),),
    1: (span(10, 12), span(13, 17)),
    2: (span(12, 18),),
    3: (span(12, 19),),
    4: (span(10, 15),),
}
ALL_WEEK: Weekly = {
    0: (span(10, 18),),
    1: (span(10, 18),),
    2: (span(10, 18),),
    3: (span(10, 19),),
    4: (span(10, 16),),
    5: (span(10, 14),),
}
TWO_DAYS: Weekly = {1: (span(15, 18),), 3: (span(14, 19),)}

SPORTLOV = 8
HOSTLOV = 44
_SUMMER_CLOSING = (29, 30)


def exceptions_between(
    first: date, last: date, weekly: Weekly, *, open_in_summer: bool
) -> dict[date, UnlikeDay]:
    """Every day in that time that is not like its weekday."""
    found = {}
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        exception = _exception(day, open_in_summer=open_in_summer)
        # A holiday on a day that is closed anyway needs no sign at the door.
        if exception and (exception.span or day.weekday() in weekly):
            found[day] = exception
    return found


def _exception(day: date, *, open_in_summer: bool) -> UnlikeDay | None:
    week = day.isocalendar().week
    if reason := _holidays(day.year).get(day):
        return UnlikeDay(None, reason)
    if week in _SUMMER_CLOSING and not open_in_summer:
        return UnlikeDay(None, "Sommarstängt")
    if week in {SPORTLOV, HOSTLOV} and day.weekday() < 6:
        # There is no school: families come in the middle of the day.
        hours = span(10, 17) if day.weekday() < 5 else span(10, 14)
        return UnlikeDay(hours, "Sportlov" if week == SPORTLOV else "Höstlov")
    return _now_and_then(day)


def _now_and_then(day: date) -> UnlikeDay | None:
    if day.weekday() == 5 and day.day <= 7 and day.month in {10, 11, 12, 1, 2, 3}:
        return UnlikeDay(span(10, 13), "Lördagsöppet första lördagen i månaden")
    if day.weekday() == 2 and 8 <= day.day <= 14 and day.month in {1, 8}:
        return UnlikeDay(None, "Planeringsdag")
    return None


@cache
def _holidays(year: int) -> dict[date, str]:
    return dict(_fixed(year)) | dict(_movable(year))


def _fixed(year: int) -> Iterator[tuple[date, str]]:
    yield date(year, 1, 1), "Nyårsdagen"
    yield date(year, 1, 6), "Trettondedag jul"
    yield date(year, 5, 1), "Första maj"
    yield date(year, 6, 6), "Sveriges nationaldag"
    yield date(year, 12, 24), "Julafton"
    yield date(year, 12, 25), "Juldagen"
    yield date(year, 12, 26), "Annandag jul"
    yield date(year, 12, 31), "Nyårsafton"


def _movable(year: int) -> Iterator[tuple[date, str]]:
    easter = easter_day(year)
    yield easter - timedelta(days=2), "Långfredagen"
    yield easter - timedelta(days=1), "Påskafton"
    yield easter + timedelta(days=1), "Annandag påsk"
    yield easter + timedelta(days=39), "Kristi himmelsfärdsdag"
    yield easter + timedelta(days=40), "Klämdag"
    midsummer = first_from(date(year, 6, 19), 4)  # the Friday
    yield midsummer, "Midsommarafton"
    yield midsummer + timedelta(days=1), "Midsommardagen"
