"""What is free of a category on each day of a month, and which promises cannot be kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from fritidsbank.bookings.availability import Kind, Whereabouts, kinds_of
from fritidsbank.bookings.rules import AHEAD
from fritidsbank.bookings.supply import ANY
from fritidsbank.branches.queries import calendar_of
from fritidsbank.stock.models import Category


@dataclass(frozen=True)
class Day:
    """One day; when the door is closed nobody fetches anything, so nothing is said of it."""

    day: date
    is_open: bool
    free: Sequence[int]  # in all, and of each size


@dataclass(frozen=True)
class Month:
    """The days of a month from today on."""

    first: date
    sizes: tuple[str, ...]
    days: tuple[Day, ...]
    where: Mapping[Whereabouts, int]

    @property
    def earlier(self) -> date:
        """The month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def later(self) -> date:
        """The next month."""
        return _next(self.first)


def month_of(db: Session, branch: int, category: Category, first: date, today: date) -> Month:
    """Three statements, whatever the category has and whatever is promised of it."""
    calendar = calendar_of(db, branch, today)
    kind = kinds_of(db, branch, [category.id], calendar=calendar, today=today)[category.id]
    sizes = _in_order(kind, category.sizes)
    days = []
    day, last = max(first, today), _next(first)
    changed = kind.supply.free_from(day, last, sizes)
    free: Sequence[int] = ()
    while day < last:
        free = changed.get(day, free)
        days.append(Day(day, calendar.is_open(day), free))
        day += timedelta(days=1)
    return Month(first, sizes, tuple(days), kind.where)


@dataclass(frozen=True)
class Short:
    """So many promises of a category cannot be kept from a day on."""

    category: int
    day: date
    count: int


def shorts(db: Session, branch: int, categories: Iterable[int], today: date) -> list[Short]:
    """What broke, is late or was moved away since it was promised: the first day of each kind."""
    calendar = calendar_of(db, branch, today)
    found = []
    wanted = sorted(set(categories))
    kinds = kinds_of(db, branch, wanted, calendar=calendar, today=today)
    for category, kind in kinds.items():
        for day in sorted(kind.supply.turns(today, today + 2 * AHEAD)):
            if short := kind.supply.short_on(day):
                found.append(Short(category, day, short))
                break
    return sorted(found, key=lambda one: (one.day, one.category))


def _in_order(kind: Kind, named: list[str]) -> tuple[str, ...]:
    there = kind.sizes | {promise.size for promise in kind.supply.promises}
    known = [size for size in named if size in there]
    return (*known, *sorted(there - {*known, ANY}))


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
