"""The days of the year by number (0 is the first), and when each branch is open on them."""

from datetime import date, datetime, time, timedelta
from functools import cached_property

from fritidsbank.branches.rules import OpeningCalendar, due_on
from fritidsbank.clock import local_moment
from fritidsbank.demo.moments import DAY, HOUR, MINUTE, seconds_of

LENGTH = 365
AHEAD = 150
"""So many days after today have their holidays written down."""

Stretch = tuple[int, int]


class Days:
    """A year that ends today, or at the moment `until` of today."""

    def __init__(self, today: date, until: datetime | None) -> None:
        self.first = today - timedelta(days=LENGTH - 1)
        self.last = LENGTH - 1
        self.dates = [self.first + timedelta(days=number) for number in range(LENGTH)]
        self.texts = [day.isoformat() for day in self.dates]
        # From noon, since the night before may have lost an hour.
        self.midnights = [midnight_of(day) for day in self.dates]
        self.latest = seconds_of(until) - MINUTE if until else self.midnights[-1] + DAY - MINUTE

    def cut(self, number: int, stretches: list[Stretch]) -> list[Stretch]:
        """The open hours of a day: today's until now, or the last two hours if there are none."""
        if number != self.last:
            return stretches
        end = self.latest - HOUR // 4
        left = [(start, min(stop, end)) for start, stop in stretches if start + HOUR // 2 <= end]
        if not left:
            midnight = seconds_of(local_moment(self.dates[number], time.min))
            left = [(max(midnight, end - 2 * HOUR), end)]
        return [(start, stop) for start, stop in left if start < stop]


class DoorDays:
    """The same days at the door of one branch."""

    def __init__(self, days: Days, calendar: OpeningCalendar) -> None:
        self._days = days
        self._calendar = calendar
        self._due: dict[tuple[int, int], tuple[int, str]] = {}

    @cached_property
    def hours(self) -> list[list[Stretch]]:
        """The stretches of each day when the door is open."""
        return [self._hours(number) for number in range(LENGTH)]

    @cached_property
    def open_for(self) -> list[int]:
        """How many seconds that is, each day."""
        return [sum(stop - start for start, stop in stretches) for stretches in self.hours]

    @cached_property
    def _next_open(self) -> list[int]:
        coming, following = [0] * LENGTH, LENGTH
        for number in reversed(range(LENGTH)):
            if self.hours[number]:
                following = number
            coming[number] = following
        return coming

    def open_from(self, number: int) -> int:
        """That day, or the next one when the door is open; beyond the last one it is not known."""
        return self._next_open[number] if number < LENGTH else LENGTH

    def due(self, number: int, loan_days: int) -> tuple[int, str]:
        """When a loan of that many days must be back: the day's number and its date."""
        known = self._due.get((number, loan_days))
        if known is None:
            day = due_on(self._days.first + timedelta(days=number), loan_days, self._calendar)
            known = ((day - self._days.first).days, day.isoformat())
            self._due[number, loan_days] = known
        return known

    def moment(self, number: int, part: float) -> int:
        """The moment when that part of the day's open hours is over."""
        hours = self.hours[number]
        after = int(part * self.open_for[number])
        for start, stop in hours:
            if after < stop - start:
                return start + after
            after -= stop - start
        return hours[-1][1]

    def _hours(self, number: int) -> list[Stretch]:
        midnight = self._days.midnights[number]
        spans = self._calendar.hours(self._days.dates[number])
        stretches = [
            (midnight + _seconds(opens), midnight + _seconds(closes)) for opens, closes in spans
        ]
        return self._days.cut(number, stretches) if stretches else []


def midnight_of(day: date) -> int:
    """The beginning of a Swedish day, twelve hours before its noon."""
    return seconds_of(local_moment(day, time(12))) - 12 * HOUR


def _seconds(at: time) -> int:
    return at.hour * HOUR + at.minute * MINUTE
