"""What happens to minutes that are out: a correction is a new version; a withdrawal is for all."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from fritidsbank.minutes.following.matters import republish_matters_of
from fritidsbank.minutes.models import (
    Approval,
    Attendance,
    Figure,
    Group,
    Item,
    Meeting,
    Minutes,
    Outcome,
)
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import withdraw
from fritidsbank.minutes.rules import READABLE, MinutesState, PublishedKind
from fritidsbank.minutes.writing.recalling import recall_from_notices
from fritidsbank.minutes.writing.states import NotNow, go_to, refuse_frozen
from fritidsbank.minutes.writing.written import Written, locked, newest_minutes, written
from fritidsbank.refusals import Malformed, N_, Refusal
from fritidsbank.schema import Base, table_of

UNDONE_WITHIN = timedelta(minutes=15)
"""For so long after publishing it can be undone with one press."""
_CORRECTABLE = frozenset({MinutesState.APPROVED, MinutesState.PUBLISHED, MinutesState.WITHDRAWN})


@dataclass(eq=False)
class NoteNeeded(Malformed):
    """A change that nobody explains."""

    message = N_("Write what is changed and why: everybody will be able to read it.")


@dataclass(eq=False)
class ReasonNeeded(Malformed):
    """A withdrawal that nobody explains."""

    message = N_("Write why: whoever looks for the minutes will read it.")


@dataclass(eq=False)
class TooLateToUndo(Refusal):
    """The quarter of an hour has passed."""

    message = N_("More than 15 minutes have passed. Correct the minutes, or withdraw them.")


@dataclass(eq=False)
class BeingCorrected(Refusal):
    """A newer version is being written already."""

    message = N_("A newer version of these minutes is being written already.")


def begin_correction(db: Session, minutes: Minutes, note: str, *, now: datetime) -> Minutes:
    """The next version, a draft that says the same: items keep their keys and anchors.

    What is out stays as it is until the new version is published. What was only approved never
    was out, and is taken back. Raises NoteNeeded, BeingCorrected, NotNow.
    """
    if not note:
        raise NoteNeeded
    minutes = locked(db, minutes)
    if newest_minutes(db, minutes.meeting_id).id != minutes.id:
        raise BeingCorrected
    if minutes.state not in _CORRECTABLE:
        raise NotNow(minutes.state.value, MinutesState.CORRECTED.value)
    text = written(db, minutes)
    made = Minutes(
        meeting_id=minutes.meeting_id,
        version=minutes.version + 1,
        summary=minutes.summary,
        next_dates=minutes.next_dates,
        change_note=note,
        last_anchor=_last_anchor(text),
        created_at=now,
    )
    db.add(made)
    db.flush()
    _copy(db, text, made)
    if minutes.state is MinutesState.APPROVED:
        _take_back(minutes, note, now=now)
    db.flush()
    return made


def throw_away(db: Session, minutes: Minutes) -> None:
    """A correction that is not needed after all. Raises Frozen, NotNow for a first version."""
    minutes = locked(db, minutes)
    refuse_frozen(minutes)
    if minutes.version == 1:
        raise NotNow(minutes.state.value, MinutesState.WITHDRAWN.value)
    items = select(Item.id).where(Item.minutes_id == minutes.id)
    for rows in (
        delete(Figure).where(Figure.item_id.in_(items)),
        delete(Outcome).where(Outcome.item_id.in_(items)),
        delete(Item).where(Item.minutes_id == minutes.id),
        delete(Attendance).where(Attendance.minutes_id == minutes.id),
        delete(Approval).where(Approval.minutes_id == minutes.id),
    ):
        db.execute(rows)
    db.delete(minutes)
    db.flush()


def withdraw_minutes(db: Session, meeting: Meeting, reason: str, *, now: datetime) -> None:
    """Take in every version that is out, and what proposals, notices and matters said of it.

    A page stays that says when and why. What is being written stays. Raises ReasonNeeded, NotNow.
    """
    if not reason:
        raise ReasonNeeded
    rows = select(Minutes).where(Minutes.meeting_id == meeting.id).order_by(Minutes.version)
    out = [each for each in db.scalars(rows.with_for_update()) if each.state in READABLE]
    if not out:
        raise NotNow(newest_minutes(db, meeting.id).state.value, MinutesState.WITHDRAWN.value)
    for each in out:
        _take_back(each, reason, now=now)
    group = db.get_one(Group, meeting.group_id)
    for row in db.scalars(_published(PublishedKind.MINUTES, [f"{group.slug}/{meeting.slug}"])):
        withdraw(db, row, reason, now=now)
    keys = _outcomes_of(db, out)
    for row in db.scalars(_published(PublishedKind.PROPOSAL, keys)):
        withdraw(db, row, reason, now=now)
    recall_from_notices(db, group, keys, reason, now=now)
    republish_matters_of(db, out[-1], now=now)


def undo_publishing(db: Session, meeting: Meeting, reason: str, *, now: datetime) -> None:
    """The same within a quarter of an hour, for what went out by mistake. Raises TooLateToUndo."""
    if not may_be_undone(newest_minutes(db, meeting.id), now=now):
        raise TooLateToUndo
    withdraw_minutes(db, meeting, reason, now=now)


def may_be_undone(minutes: Minutes, *, now: datetime) -> bool:
    """Whether it went out so lately that one press takes it in again."""
    if minutes.state is not MinutesState.PUBLISHED or minutes.published_at is None:
        return False
    return now - minutes.published_at <= UNDONE_WITHIN


def _take_back(minutes: Minutes, reason: str, *, now: datetime) -> None:
    go_to(minutes, MinutesState.WITHDRAWN)
    minutes.withdrawn_at, minutes.withdrawn_reason = now, reason


def _published(kind: PublishedKind, keys: list[str]) -> Select[Published]:
    return select(Published).where(
        Published.kind == kind, Published.key.in_(keys), Published.withdrawn_at.is_(None)
    )


def _outcomes_of(db: Session, versions: list[Minutes]) -> list[str]:
    of_them = Item.minutes_id.in_([each.id for each in versions])
    return [*db.scalars(select(Outcome.key).join(Item, Item.id == Outcome.item_id).where(of_them))]


def _last_anchor(text: Written) -> int:
    return max([text.minutes.last_anchor, *(int(each.item.anchor[1:]) for each in text.items)])


def _copy(db: Session, text: Written, made: Minutes) -> None:
    for each in text.items:
        item = Item(**_columns(each.item) | {"minutes_id": made.id, "edition": 1})
        db.add(item)
        db.flush()
        for row in (*each.outcomes, *each.figures):
            db.add(type(row)(**_columns(row) | {"item_id": item.id}))
    for row in text.attendance:
        db.add(Attendance(**_columns(row) | {"minutes_id": made.id}))


def _columns(row: Base) -> dict[str, Any]:
    names = [column.name for column in table_of(type(row)).columns]
    return {name: getattr(row, name) for name in names if name != "id"}
