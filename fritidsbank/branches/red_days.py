"""Public holidays in Sweden, and the eves on which people are left in peace as on a Sunday.

The holidays are those of lag (1989:253) om allmänna helgdagar; the three eves count as Sundays in
semesterlagen (1977:480), 3 a §.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

_FRIDAY, _SATURDAY, _SUNDAY = 4, 5, 6
_FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))


def is_red(day: date) -> bool:
    """Whether it is a Sunday, a public holiday, or the eve of midsummer, Christmas or New Year."""
    return day.weekday() == _SUNDAY or day in _holidays(day.year)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset((*(date(year, month, day) for month, day in _FIXED), *_movable(year)))


def _movable(year: int) -> Iterator[date]:
    easter = easter_day(year)
    yield from (easter + timedelta(days=days) for days in (-2, 1, 39))  # Pentecost is a Sunday
    midsummer_eve = first_from(date(year, 6, 19), _FRIDAY)
    yield from (midsummer_eve, midsummer_eve + timedelta(days=1))
    yield first_from(date(year, 10, 31), _SATURDAY)  # All Saints' Day


def first_from(day: date, weekday: int) -> date:
    """The first such weekday from a day on; Monday is 0."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def easter_day(year: int) -> date:
    """Easter Sunday of the western churches (the rule of Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, correction = century // 4, (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
