"""The figures of a period: from the day figures, or counted once more in the ledger."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from fritidsbank.reports.rules import Flow, Period, Stood
from fritidsbank.stock.ledger import HOLDS
from fritidsbank.stock.models import Balance, Category, ClosedWeek, DayFigure, Move
from fritidsbank.stock.rules import PlaceKind, Reason


@dataclass(frozen=True)
class Source:
    """Where to count: the same columns, whichever table has them."""

    day: InstrumentedAttribute[date]
    category: InstrumentedAttribute[int]
    reason: InstrumentedAttribute[Reason]
    from_kind: InstrumentedAttribute[PlaceKind]
    from_branch: InstrumentedAttribute[int]
    to_kind: InstrumentedAttribute[PlaceKind]
    to_branch: InstrumentedAttribute[int]
    many: ColumnElement[int]
    holds: ColumnElement[bool]
    begins_with_balance: bool


FIGURES = Source(
    DayFigure.day,
    DayFigure.category_id,
    DayFigure.reason,
    DayFigure.from_kind,
    DayFigure.from_branch_id,
    DayFigure.to_kind,
    DayFigure.to_branch_id,
    func.sum(DayFigure.count),
    true(),
    begins_with_balance=True,
)
"""Kept with every line: quick."""

LEDGER = Source(
    Move.booked_on,
    Move.to_category_id,
    Move.reason,
    Move.from_kind,
    Move.from_branch_id,
    Move.to_kind,
    Move.to_branch_id,
    func.count(),
    HOLDS,
    begins_with_balance=False,
)
"""The lines themselves: slow, and what the figures must agree with."""


def flows_of(db: Session, asked: Period, source: Source = FIGURES) -> list[Flow]:
    """What went where in a period."""
    way = (
        source.category,
        source.reason,
        source.from_kind,
        source.from_branch,
        source.to_kind,
        source.to_branch,
    )
    counted = select(*way, source.many).where(source.holds)
    within = counted.where(source.day >= asked.first, source.day <= asked.last)
    return [Flow(*row) for row in db.execute(within.group_by(*way)) if row[-1]]


def stood_before(db: Session, day: date, source: Source = FIGURES) -> Stood:
    """What stood where when a day began."""
    stood: Counter[tuple[int, int, PlaceKind]] = Counter()
    since = _last_balance(db, day) if source.begins_with_balance else None
    if since is not None:
        rows = select(Balance.branch_id, Balance.category_id, Balance.kind, Balance.count)
        for branch, category, kind, count in db.execute(rows.where(Balance.last_on == since)):
            stood[branch, category, kind] += count
    for sign, of, place in (
        (1, source.to_branch, source.to_kind),
        (-1, source.from_branch, source.from_kind),
    ):
        moved = select(of, source.category, place, source.many)
        moved = moved.where(source.holds, source.day < day)
        if since is not None:
            moved = moved.where(source.day > since)
        for branch, category, kind, count in db.execute(moved.group_by(of, source.category, place)):
            stood[branch, category, kind] += sign * count
    return {key: many for key, many in stood.items() if key[2] is not PlaceKind.OUTSIDE}


def by_day(
    db: Session, asked: Period, branch: int | None, source: Source = FIGURES
) -> dict[tuple[date, Reason], int]:
    """What was lent and returned on each day of a period."""
    counted = select(source.day, source.reason, source.many).where(
        source.holds,
        source.day >= asked.first,
        source.day <= asked.last,
        source.reason.in_([Reason.LENT, Reason.RETURNED]),
    )
    if branch is not None:
        counted = counted.where(source.to_branch == branch)
    rows = db.execute(counted.group_by(source.day, source.reason))
    return {(day, reason): count for day, reason, count in rows}


def booked_late(db: Session, asked: Period, branch: int | None) -> int:
    """How many lines of a period happened in a week that was closed already."""
    late = select(func.count()).select_from(Move)
    late = late.where(HOLDS, Move.booked_on >= asked.first, Move.booked_on <= asked.last)
    if branch is not None:
        late = late.where(Move.to_branch_id == branch)
    return db.scalar(late.where(Move.booked_late)) or 0


def category_codes(db: Session) -> dict[int, str]:
    """The code of each category, such as SLP."""
    return {row[0]: row[1] for row in db.execute(select(Category.id, Category.code))}


def _last_balance(db: Session, day: date) -> date | None:
    before = select(func.max(ClosedWeek.last_on)).where(ClosedWeek.last_on < day)
    return db.scalar(before)


def day_after(asked: Period, today: date) -> date:
    """The day on which a period is over; of one that is not, tomorrow."""
    return min(asked.last, today) + timedelta(days=1)


def began_on(db: Session) -> date | None:
    """The first day on which anything was booked."""
    return db.scalar(select(func.min(DayFigure.day)))
