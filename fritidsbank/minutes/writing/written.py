"""The minutes of a meeting as they are written now: one version with all that stands in it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from fritidsbank.minutes.meanwhile import SavedAtOnce
from fritidsbank.minutes.models import Attendance, Figure, Item, Meeting, Minutes, Outcome
from fritidsbank.refusals import N_, NotFound

T = TypeVar("T", Outcome, Figure)


@dataclass(eq=False)
class NotWritten(NotFound):
    """Nobody has begun to write the minutes of this meeting."""

    message = N_("There are no minutes of this meeting yet.")


@dataclass(frozen=True)
class WrittenItem:
    """An item with what came of it and what is pinned to it, in their order."""

    item: Item
    outcomes: tuple[Outcome, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Written:
    """One version of the minutes, its items and attendance in their order.

    `held` is when and where: as the meeting says now, and from approval on as it said then.
    """

    minutes: Minutes
    held: tuple[str, ...]
    items: tuple[WrittenItem, ...]
    attendance: tuple[Attendance, ...]


def newest_minutes(db: Session, meeting: int) -> Minutes:
    """The version that is written on, or the last that was. Raises NotWritten."""
    found = db.scalar(
        select(Minutes)
        .where(Minutes.meeting_id == meeting)
        .order_by(Minutes.version.desc())
        .limit(1)
    )
    if found is None:
        raise NotWritten
    return found


def versions_of(db: Session, meeting: int) -> list[Minutes]:
    """Every version, the newest first."""
    return [
        *db.scalars(
            select(Minutes).where(Minutes.meeting_id == meeting).order_by(Minutes.version.desc())
        )
    ]


def written(db: Session, minutes: Minutes) -> Written:
    """All that stands in a version."""
    items = [*db.scalars(items_of(minutes))]
    ids = [item.id for item in items]
    outcomes = _by_item(
        db.scalars(
            select(Outcome)
            .where(Outcome.item_id.in_(ids))
            .order_by(Outcome.position, Outcome.id)
            .execution_options(populate_existing=True)
        )
    )
    figures = _by_item(
        db.scalars(
            select(Figure).where(Figure.item_id.in_(ids)).order_by(Figure.position, Figure.id)
        )
    )
    return Written(
        minutes,
        tuple(minutes.held) or _held(db, minutes),
        tuple(
            WrittenItem(item, tuple(outcomes[item.id]), tuple(figures[item.id])) for item in items
        ),
        tuple(
            db.scalars(
                select(Attendance)
                .where(Attendance.minutes_id == minutes.id)
                .order_by(Attendance.position, Attendance.id)
            )
        ),
    )


def items_of(minutes: Minutes) -> Select[Item]:
    """The items of a version in their order, as the database has them now."""
    return (
        select(Item)
        .where(Item.minutes_id == minutes.id)
        .order_by(Item.position, Item.id)
        .execution_options(populate_existing=True)
    )


def locked(db: Session, minutes: Minutes) -> Minutes:
    """The same as it is now, and nobody else changes it before this unit of work has ended.

    Raises SavedAtOnce when somebody has just thrown it away.
    """
    known = db.scalar(
        select(Minutes)
        .where(Minutes.id == minutes.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if known is None:
        raise SavedAtOnce
    return known


def meeting_of(db: Session, minutes: Minutes) -> Meeting:
    """The meeting that these are the minutes of."""
    return db.scalars(select(Meeting).where(Meeting.id == minutes.meeting_id)).one()


def _held(db: Session, minutes: Minutes) -> tuple[str, ...]:
    # Columns, not the row: another page may have moved the meeting since this one read it.
    said = select(Meeting.starts_at, Meeting.ends_at, Meeting.place)
    starts_at, ends_at, place = db.execute(said.where(Meeting.id == minutes.meeting_id)).one()
    return (starts_at.isoformat(), ends_at.isoformat(), place)


def _by_item(rows: Iterable[T]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row)
    return found
