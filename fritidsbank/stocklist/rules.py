"""What the public list counts, in which order sizes stand, and when something is back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from functools import lru_cache

from fritidsbank.branches.rules import OpeningCalendar
from fritidsbank.search_keys import sort_key
from fritidsbank.stock.rules import (
    STANDARD_PLACES,
    Condition,
    Notice,
    PlaceKind,
    Stop,
    may_go_out,
)

AHEAD = 14
"""For so many days the list says when the door is open at other hours than usual."""
MOST_NAMES = 12
"""Where things of one category have more names than that, their sizes are counted together."""
TERSE = 3
"""Letters of a size such as 150 or XXL."""
_LETTERS = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL")


class Standing(StrEnum):
    """How a thing is counted. What is missing, mended, to be checked, blocked or gone has none."""

    AVAILABLE = "available"
    LENT = "lent"
    RESTING = "resting"


def standing_of(thing: Condition) -> Standing | None:
    """How the one rule about leaving the house is told to the public."""
    verdicts = may_go_out(thing, at_branch=thing.place_branch)
    if verdicts.stops:
        return Standing.LENT if verdicts.stops == (Stop.OUT,) else None
    return Standing.RESTING if Notice.FROM_SEASON_STORE in verdicts.notices else Standing.AVAILABLE


def _at(kind: PlaceKind, *, check_due: bool = False) -> Standing | None:
    return standing_of(Condition(kind, 0, (), guardian_under_18=False, check_due=check_due))


PLACES: Mapping[Standing, frozenset[PlaceKind]] = {
    standing: frozenset(kind for kind in STANDARD_PLACES if _at(kind) is standing)
    for standing in Standing
}
"""Where a thing without a block has that standing: so a database can count what the rule says."""
COUNTED = frozenset[PlaceKind]().union(*PLACES.values())
NOT_WHEN_DUE = frozenset(kind for kind in COUNTED if _at(kind, check_due=True) is None)
"""Where a thing has no standing while its safety check is due."""


@dataclass(frozen=True)
class Tally:
    """How many there are. `due_on` is the first day on which one that is lent is due."""

    available: int = 0
    lent: int = 0
    resting: int = 0
    due_on: date | None = None

    def __add__(self, other: "Tally") -> "Tally":
        days = [day for day in (self.due_on, other.due_on) if day]
        return Tally(
            self.available + other.available,
            self.lent + other.lent,
            self.resting + other.resting,
            min(days, default=None),
        )

    @property
    def is_missed(self) -> bool:
        """Whether there is none on the shelf, and one will come back."""
        return not self.available and self.lent > 0

    def back_on(self, today: date) -> date | None:
        """About when one is back; None when it is late, and could be back any day."""
        return self.due_on if self.due_on and self.due_on >= today else None


@dataclass(frozen=True)
class Line:
    """So many of one size of one kind of thing."""

    category: int
    name: str
    size: str
    tally: Tally


@dataclass(frozen=True)
class Rack:
    """Things of one name: a line for each of their sizes, from small to large."""

    name: str
    lines: tuple[Line, ...]

    @property
    def tally(self) -> Tally:
        """All sizes together."""
        return sum((line.tally for line in self.lines), Tally())

    @property
    def has_sizes(self) -> bool:
        """Whether there is more to say than how many there are."""
        return any(line.size for line in self.lines)

    @property
    def is_terse(self) -> bool:
        """Whether every size is so short that its figures find room beside it."""
        return all(len(line.size) <= TERSE and not line.tally.resting for line in self.lines)


@lru_cache(maxsize=2_000)
def size_order(size: str) -> tuple[int, str]:
    """S, M, L after one another; numbers by their value; words as Swedes sort them."""
    if size.upper() in _LETTERS:
        return (2, f"{_LETTERS.index(size.upper()):02}")
    return (1 if size[:1].isdigit() else 3, sort_key(size))


def racks_of(lines: Iterable[Line]) -> list[Rack]:
    """The lines of one category by name; too many names are told as one."""
    by_name: dict[str, list[Line]] = {}
    for line in lines:
        by_name.setdefault(line.name, []).append(line)
    if len(by_name) > MOST_NAMES and any(line.size for each in by_name.values() for line in each):
        by_name = {"": _added([line for each in by_name.values() for line in each])}
    return [
        Rack(name, tuple(sorted(found, key=lambda line: size_order(line.size))))
        for name, found in sorted(by_name.items(), key=lambda item: sort_key(item[0]))
    ]


def _added(lines: list[Line]) -> list[Line]:
    sizes: dict[str, Tally] = {}
    for line in lines:
        sizes[line.size] = sizes.get(line.size, Tally()) + line.tally
    return [Line(lines[0].category, "", size, tally) for size, tally in sizes.items()]


Spans = tuple[tuple[time, time], ...]


@dataclass(frozen=True)
class Door:
    """When a branch is open: today, in a usual week, and on days soon that are not like others."""

    today: date
    calendar: OpeningCalendar
    reasons: Mapping[date, str] = field(default_factory=dict)

    @property
    def has_hours(self) -> bool:
        """Whether anything is written about when the door is open."""
        return bool(self.calendar.weekly) or bool(self.unusual)

    @property
    def now(self) -> Spans:
        """The hours of today."""
        return tuple(sorted(self.calendar.hours(self.today)))

    @property
    def next_day(self) -> date:
        """The next day after today when the door is open."""
        return self.calendar.open_day_from(self.today + timedelta(days=1))

    @property
    def week(self) -> list[tuple[int, Spans]]:
        """Each weekday with its usual hours, Monday (0) first."""
        return [(day, tuple(sorted(self.calendar.weekly.get(day, ())))) for day in range(7)]

    @property
    def unusual(self) -> list[tuple[date, Spans, str]]:
        """The days soon that are not like their weekday: when, which hours, why."""
        last = self.today + timedelta(days=AHEAD)
        return [
            (day, tuple(sorted(spans)), self.reasons.get(day, ""))
            for day, spans in sorted(self.calendar.exceptions.items())
            if self.today <= day <= last
        ]
