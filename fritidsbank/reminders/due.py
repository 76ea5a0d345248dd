"""Which reminder of a loan is due on a day. Nothing here asks a database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fritidsbank.branches.red_days import is_red
from fritidsbank.clock import SWEDEN, local_day, local_moment
from fritidsbank.reminders.rules import Step

LONGEST_PEACE = 4
"""So many red days may follow on each other: Christmas with a Sunday before or after it."""
LEAST_PAUSE = timedelta(days=6)
"""Between two for the same loan, when an earlier one went late."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Turn:
    """One reminder of a loan: a day before, a day after, or the nth week."""

    step: Step
    number: int = 1


@dataclass(frozen=True)
class Schedule:
    """What the operator has chosen: on which days, how often, and between which hours."""

    before: int
    after: int
    weeks: int
    opens: int
    closes: int
    sundays: bool

    @classmethod
    def of(cls, settings: Mapping[str, object]) -> "Schedule":
        """The schedule of the operator's settings."""
        before, after, weeks, opens, closes = (
            int(str(settings[f"remind_{name}"]))
            for name in ("before", "after", "weeks", "from", "until")
        )
        return cls(before, after, weeks, opens, closes, bool(settings["remind_sundays"]))

    @property
    def reach(self) -> tuple[timedelta, timedelta]:
        """How long before today, and after it, a loan may be due that has a reminder today."""
        return timedelta(days=self.after + 7 * (self.weeks + 1)), timedelta(
            days=self.before + LONGEST_PEACE
        )

    def sends_on(self, day: date) -> bool:
        """Whether that is a day on which we disturb anybody."""
        return self.sundays or not is_red(day)

    def is_quiet(self, moment: datetime) -> bool:
        """Whether people are left in peace then, as their clocks in Sweden say."""
        local = moment.astimezone(SWEDEN)
        return not (self.opens <= local.hour < self.closes and self.sends_on(local.date()))

    def next_sending(self, moment: datetime) -> datetime:
        """That moment, or the next one that is not quiet."""
        if not self.is_quiet(moment):
            return moment
        day = local_day(moment)
        if moment >= local_moment(day, time(self.opens)):
            day += A_DAY
        while not self.sends_on(day):
            day += A_DAY
        return local_moment(day, time(self.opens))

    def turn_on(
        self,
        day: date,
        due_on: date,
        *,
        lent_on: date,
        had: Collection[Turn] = (),
        last_on: date | None = None,
    ) -> Turn | None:
        """The reminder that is due that day, unless they `had` it: the last of them on `last_on`.

        What was missed long ago is not made up for: the next step takes its place.
        """
        turn = self._turn(day, due_on)
        if turn is None or turn in had or day <= lent_on:
            return None  # who borrowed it today has just been told
        if turn.step is Step.WEEKLY and last_on is not None and day - last_on < LEAST_PAUSE:
            return None
        return turn

    def _turn(self, day: date, due_on: date) -> Turn | None:
        if day <= due_on:
            return Turn(Step.BEFORE) if self.before and day >= self._first(due_on) else None
        late = (day - due_on).days - self.after
        week = late // 7
        if late < 0 or week > self.weeks:
            return None
        return Turn(Step.WEEKLY, week) if week else Turn(Step.AFTER)

    def _first(self, due_on: date) -> date:
        """The day before, or the last one before that on which something is sent."""
        day = due_on - timedelta(days=self.before)
        while not self.sends_on(day):
            day -= A_DAY
        return day
