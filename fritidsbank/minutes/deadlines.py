"""What a notice and formal minutes must be ready by, and what is due now. Pure.

The days are those of nämnder, which a formal group follows by its own choice: minutes are approved
("justerade") within 14 days (kommunallagen 5 kap. 69 §), posted at the latest on the second day
after (8 kap. 12 §), and stay posted for the three weeks in which one may appeal, until the day
after (13 kap. 5 §).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fritidsbank.minutes.rules import MinutesState

NOTICE_AHEAD = 7
APPROVED_WITHIN = 14
POSTED_WITHIN = 2
POSTED_FOR = 22
"""Three weeks, and the day after on which it is taken down."""


class Duty(StrEnum):
    """What somebody should do."""

    SEND_NOTICE = "send_notice"
    APPROVE = "approve"
    POST = "post"
    TAKE_DOWN = "take_down"


@dataclass(frozen=True)
class Reminder:
    """A duty with the day by which it should be done; the day may have passed."""

    duty: Duty
    by: date
    today: date

    @property
    def is_late(self) -> bool:
        """Whether the day has passed."""
        return self.by < self.today


@dataclass(frozen=True)
class Stand:
    """How far the minutes of a formal meeting have come."""

    state: MinutesState | None  # None: nothing is written
    approved_on: date | None = None
    posted_on: date | None = None
    posted_until_on: date | None = None


def of_notice(meets_on: date, *, is_out: bool, today: date) -> Reminder | None:
    """A notice should be out a week before. Said from two weeks before on, until the meeting."""
    by = meets_on - timedelta(days=NOTICE_AHEAD)
    if is_out or meets_on < today or today < by - timedelta(days=NOTICE_AHEAD):
        return None
    return Reminder(Duty.SEND_NOTICE, by, today)


def of_minutes(met_on: date, stand: Stand, *, today: date) -> Reminder | None:
    """What formal minutes wait for, when the meeting is over."""
    if met_on > today or stand.state is MinutesState.WITHDRAWN:
        return None
    if stand.approved_on is None:
        return Reminder(Duty.APPROVE, met_on + timedelta(days=APPROVED_WITHIN), today)
    if stand.posted_on is None:
        return Reminder(Duty.POST, stand.approved_on + timedelta(days=POSTED_WITHIN), today)
    until = stand.posted_until_on or taken_down_on(stand.posted_on)
    return Reminder(Duty.TAKE_DOWN, until, today) if until == today else None


def taken_down_on(posted_on: date) -> date:
    """The day on which a posting is taken down."""
    return posted_on + timedelta(days=POSTED_FOR)


def is_short_notice(meets_on: date, today: date) -> bool:
    """Whether people have less than a week to plan for it."""
    return meets_on - timedelta(days=NOTICE_AHEAD) < today
