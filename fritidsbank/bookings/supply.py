"""What can be promised: how many of each size are there on a day, and how many are wanted.

Pure arithmetic. Bookings are of one category at a time, in a size or in any size, so whoever wants
something is content with one size or with all: the sets of what would do lie inside each other.
Hall's condition then need not be asked of every set of wishes. Serve the sizes first, each from
its own; nobody else can be harmed by that but whoever takes any size, and they take what is left,
whatever it is. What stays unserved is the least that can stay unserved.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fritidsbank.branches.rules import OpeningCalendar

ANY = ""
"""The size of a wish that every article of the category fulfils."""


@dataclass(frozen=True)
class Piece:
    """So many articles of a size that are there from a day on, until their next safety check.

    A negative count takes articles away for these days.
    """

    size: str
    from_on: date
    until_on: date | None = None
    count: int = 1


@dataclass(frozen=True)
class Promise:
    """So many of a size for somebody; from `free_on` on others can have them."""

    size: str
    count: int
    from_on: date
    free_on: date


@dataclass(frozen=True)
class Supply:
    """What a branch has of one category, and what it has promised of it."""

    pieces: tuple[Piece, ...] = ()
    promises: tuple[Promise, ...] = ()

    def also(self, *changes: Piece | Promise) -> "Supply":
        """The same with more (or, by a negative count, with less)."""
        pieces = tuple(one for one in changes if isinstance(one, Piece))
        promises = tuple(one for one in changes if isinstance(one, Promise))
        return Supply(self.pieces + pieces, self.promises + promises)

    def ready(self, day: date) -> dict[str, int]:
        """How many of each size are there."""
        found: dict[str, int] = {}
        for piece in self.pieces:
            if piece.from_on <= day and (piece.until_on is None or day < piece.until_on):
                found[piece.size] = found.get(piece.size, 0) + piece.count
        return found

    def wanted(self, day: date) -> dict[str, int]:
        """How many of each size are promised; ANY is a size of its own here."""
        found: dict[str, int] = {}
        for promise in self.promises:
            if promise.from_on <= day < promise.free_on:
                found[promise.size] = found.get(promise.size, 0) + promise.count
        return found

    def short_on(self, day: date) -> int:
        """How many of the promises of a day cannot be kept. None, unless something went wrong."""
        return short_by(self.ready(day), self.wanted(day))

    def free_on(self, day: date, size: str = ANY) -> int:
        """How many more of a size, or of any size, could be promised for a day."""
        return free_of(self.ready(day), self.wanted(day), size)

    def free_from(
        self, first: date, last: date, sizes: Sequence[str]
    ) -> dict[date, tuple[int, ...]]:
        """The same of any and of each of these sizes, on the days before `last` when it changes."""
        changes: dict[date, list[tuple[str, int]]] = {first: []}
        for size, count, since, until in self._comings_and_goings(last):
            if first < until and since < until:
                changes.setdefault(max(since, first), []).append((size, count))
                changes.setdefault(until, []).append((size, -count))
        left: Counter[str] = Counter()
        found = {}
        for day in sorted(day for day in changes if day < last):
            for size, count in changes[day]:
                left[size] += count
            spare = left[ANY] + sum(left[size] for size in left if size and left[size] > 0)
            found[day] = (max(0, spare), *(max(0, min(spare, left[size])) for size in sizes))
        return found

    def _comings_and_goings(self, last: date) -> Iterator[tuple[str, int, date, date]]:
        for piece in self.pieces:
            yield piece.size, piece.count, piece.from_on, piece.until_on or last
        for promise in self.promises:
            yield promise.size, -promise.count, promise.from_on, promise.free_on

    def turns(self, first: date, last: date) -> set[date]:
        """The days from the first until before the last on which something changes."""
        days = {first}
        for piece in self.pieces:
            days.add(piece.from_on)
            if piece.until_on is not None:
                days.add(piece.until_on)
        for promise in self.promises:
            days |= {promise.from_on, promise.free_on}
        return {day for day in days if first <= day < last}


def short_by(ready: Mapping[str, int], wanted: Mapping[str, int]) -> int:
    """How many wishes stay unserved at best."""
    short, spare = 0, max(0, ready.get(ANY, 0))
    for size in {*ready, *wanted} - {ANY}:
        left = max(0, ready.get(size, 0)) - wanted.get(size, 0)
        short += max(0, -left)
        spare += max(0, left)
    return short + max(0, wanted.get(ANY, 0) - spare)


def free_of(ready: Mapping[str, int], wanted: Mapping[str, int], size: str = ANY) -> int:
    """How many more wishes for a size can be served beside the others."""
    left, spare = _left(ready, wanted)
    return max(0, spare if size == ANY else min(spare, left.get(size, 0)))


def _left(ready: Mapping[str, int], wanted: Mapping[str, int]) -> tuple[dict[str, int], int]:
    """What each size leaves, and what is left for whoever takes any."""
    left = {each: ready.get(each, 0) - wanted.get(each, 0) for each in {*ready, *wanted} - {ANY}}
    spare = ready.get(ANY, 0) + sum(max(0, many) for many in left.values()) - wanted.get(ANY, 0)
    return left, spare


def first_worse(before: Supply, after: Supply, first: date, last: date) -> date | None:
    """The first day from `first` until before `last` on which a promise more would be broken."""
    for day in sorted(before.turns(first, last) | after.turns(first, last)):
        if after.short_on(day) > before.short_on(day):
            return day
    return None


def least_free(supply: Supply, size: str, first: date, last: date) -> tuple[int, date]:
    """How many of a size are free on all of these days, and on which day so few."""
    return min((supply.free_on(day, size), day) for day in supply.turns(first, last))


def free_again(day: date, calendar: OpeningCalendar) -> date:
    """When something that comes back on a day can go out anew: it is turned round first."""
    return calendar.open_day_from(day + timedelta(days=1))


def longest_stay(wanted_on: date, calendar: OpeningCalendar, *, not_before: date) -> date | None:
    """The last open day on which it can come back, so that it is free again when it is wanted."""
    day = wanted_on - timedelta(days=1)
    while day >= not_before:
        if calendar.is_open(day) and free_again(day, calendar) <= wanted_on:
            return day
        day -= timedelta(days=1)
    return None


def without(size: str, first: date, last: date) -> Piece:
    """One article of a size that is not there on these days."""
    return Piece(size, first, last, -1)
