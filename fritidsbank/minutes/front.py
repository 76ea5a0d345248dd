"""What a secretary meets first: the next meetings, what waits, and what is due now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.minutes.deadlines import Reminder, of_minutes, of_notice
from fritidsbank.minutes.meetings import NEWEST_MINUTES, Listed, listed, start_of
from fritidsbank.minutes.models import Group, Meeting, Minutes
from fritidsbank.minutes.rules import MeetingState, MinutesState, Profile
from fritidsbank.minutes.writing.formal import stand_of

MOST_COMING = 8
MOST_WAITING = 20
_WAITS = (MinutesState.DRAFT, MinutesState.REVIEW, MinutesState.APPROVED)
_LONG_AGO = timedelta(days=90)
"""Formal meetings without minutes are not asked about for ever."""


@dataclass(frozen=True)
class Due:
    """Something that a meeting waits for."""

    reminder: Reminder
    meeting: int
    day: date
    group: str


@dataclass(frozen=True)
class Waiting:
    """Minutes that are not published yet."""

    meeting: int
    day: date
    group: str
    state: MinutesState


@dataclass(frozen=True)
class Front:
    """All of it."""

    coming: list[Listed]
    waiting: list[Waiting]
    due: list[Due]


def front(db: Session, *, now: datetime) -> Front:
    """What to look at now, by three statements."""
    today = local_day(now)
    coming = listed(
        db, Meeting.starts_at >= start_of(today), order=Meeting.starts_at.asc(), most=MOST_COMING
    )
    rows = _held(db, today)
    waiting = [
        Waiting(meeting.id, local_day(meeting.starts_at), group.name, minutes.state)
        for group, meeting, minutes in rows
        if minutes is not None and minutes.state in _WAITS
    ]
    due = [*_notices(coming, today), *_minutes(rows, today)]
    return Front(
        coming,
        waiting[:MOST_WAITING],
        sorted(due, key=lambda each: (each.reminder.by, each.meeting)),
    )


def _held(db: Session, today: date) -> list[tuple[Group, Meeting, Minutes | None]]:
    """Meetings with minutes that wait, and those of formal groups of which something is due."""
    recent = Meeting.starts_at >= start_of(today - _LONG_AGO)
    formal = (Group.profile == Profile.FORMAL) & (Meeting.state == MeetingState.PLANNED) & recent
    found = db.execute(
        select(Group, Meeting, Minutes)
        .join(Meeting, Meeting.group_id == Group.id)
        .outerjoin(Minutes, NEWEST_MINUTES)
        .where(Minutes.state.in_(_WAITS) | (formal & (Meeting.starts_at < start_of(_after(today)))))
        .order_by(Meeting.starts_at.desc(), Meeting.id)
    )
    return [(group, meeting, minutes) for group, meeting, minutes in found]


def _after(today: date) -> date:
    return today + timedelta(days=1)


def _notices(coming: list[Listed], today: date) -> list[Due]:
    return [
        Due(reminder, each.id, each.day, each.group)
        for each in coming
        if each.state is MeetingState.PLANNED
        and (reminder := of_notice(each.day, is_out=each.is_called, today=today)) is not None
    ]


def _minutes(rows: list[tuple[Group, Meeting, Minutes | None]], today: date) -> list[Due]:
    due = []
    for group, meeting, minutes in rows:
        day = local_day(meeting.starts_at)
        reminder = of_minutes(day, stand_of(minutes), today=today)
        if group.profile is Profile.FORMAL and reminder is not None:
            due.append(Due(reminder, meeting.id, day, group.name))
    return due
