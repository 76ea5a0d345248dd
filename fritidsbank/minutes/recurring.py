"""On which days a group meets as a rule: each n-th week, or the nth weekday of a month. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice

LAST = -1
"""In place of 1 to 4: the last such weekday of the month."""
_YEARS_AHEAD = 20


@dataclass(frozen=True)
class Rule:
    """`every` counts weeks or months from `first_on` on; `weekday` is 0 for Monday."""

    monthly: bool
    every: int
    weekday: int
    nth: int
    first_on: date
    until_on: date | None = None


def days_after(rule: Rule, after: date, most: int) -> list[date]:
    """The next days of the rule behind a day, at most so many."""
    return list(islice((day for day in _days(rule) if day > after), most))


def is_day_of(rule: Rule, day: date) -> bool:
    """Whether the group meets on that day as a rule."""
    return days_after(rule, day - timedelta(days=1), 1) == [day]


def _days(rule: Rule) -> Iterator[date]:
    every = _months(rule) if rule.monthly else _weeks(rule)
    end = rule.until_on or date(rule.first_on.year + _YEARS_AHEAD, 12, 31)
    for day in every:
        if day > end:
            return
        if day >= rule.first_on:
            yield day


def _weeks(rule: Rule) -> Iterator[date]:
    first = rule.first_on + timedelta(days=(rule.weekday - rule.first_on.weekday()) % 7)
    return (first + timedelta(weeks=number * rule.every) for number in count())


def _months(rule: Rule) -> Iterator[date]:
    for number in count(0, rule.every):
        months = rule.first_on.month - 1 + number
        year, month = rule.first_on.year + months // 12, months % 12 + 1
        yield (
            _last_of(year, month, rule.weekday)
            if rule.nth == LAST
            else _nth_of(date(year, month, 1), rule.weekday, rule.nth)
        )


def _nth_of(first: date, weekday: int, nth: int) -> date:
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _last_of(year: int, month: int, weekday: int) -> date:
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)
