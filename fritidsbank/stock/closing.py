"""Closing a week: nothing is booked on its days any more, and what stood where is carried on."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from fritidsbank.refusals import N_, Refusal
from fritidsbank.schema import table_of
from fritidsbank.stock.ledger import closed_until
from fritidsbank.stock.models import Balance, ClosedWeek, DayFigure
from fritidsbank.stock.rules import PlaceKind

Stood = tuple[int, int, PlaceKind]
"""A branch, a category and a kind of place."""


@dataclass(eq=False)
class NotOver(Refusal):
    """The week still goes on, so there is more to come."""

    last_on: date

    message = N_("That week ends on {last_on}. Its books can be closed the day after.")


@dataclass(eq=False)
class ClosedAlready(Refusal):
    """Somebody was first; what is closed stays."""

    message = N_("The books of that week are closed already.")


@dataclass(eq=False)
class WeekBeforeOpen(Refusal):
    """Weeks are closed one after the other."""

    message = N_("Close the books of the week before first.")


def weeks_to_close(db: Session, *, today: date) -> list[date]:
    """The Sundays of all weeks that are over and not closed, the first one first."""
    closed = closed_until(db)
    first = closed + timedelta(days=1) if closed else db.scalar(select(func.min(DayFigure.day)))
    if first is None:
        return []
    sunday, sundays = first + timedelta(days=6 - first.weekday()), []
    while sunday < today:
        sundays.append(sunday)
        sunday += timedelta(days=7)
    return sundays


def close_week(
    db: Session, last_on: date, *, account: int | None, today: date, now: datetime
) -> None:
    """Close the week that ends on a Sunday, after all weeks before it.

    Raises NotOver, ClosedAlready, WeekBeforeOpen.
    """
    if last_on >= today:
        raise NotOver(last_on)
    _let_writers_finish(db)
    closed = closed_until(db)
    if closed is not None and last_on <= closed:
        raise ClosedAlready
    if last_on not in weeks_to_close(db, today=last_on + timedelta(days=1))[:1]:
        raise WeekBeforeOpen
    stood = _carried(db, closed, last_on)
    db.add(ClosedWeek(last_on=last_on, closed_at=now, account_id=account))
    db.flush()
    if stood:
        db.execute(
            insert(table_of(Balance)),
            [
                {"last_on": last_on, **dict(zip(_STOOD, key, strict=True)), "count": count}
                for key, count in stood.items()
            ],
        )


_STOOD = ("branch_id", "category_id", "kind")


def _let_writers_finish(db: Session) -> None:
    # Whoever has counted a line on that week commits first; whoever comes later finds it closed.
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("LOCK TABLE day_figure IN SHARE ROW EXCLUSIVE MODE"))


def _carried(db: Session, closed: date | None, last_on: date) -> dict[Stood, int]:
    """What the balance before says, and all that moved since."""
    stood: Counter[Stood] = Counter()
    before = select(Balance.branch_id, Balance.category_id, Balance.kind, Balance.count)
    for branch, category, kind, count in db.execute(before.where(Balance.last_on == closed)):
        stood[branch, category, kind] += count
    for sign, of, place in (
        (1, DayFigure.to_branch_id, DayFigure.to_kind),
        (-1, DayFigure.from_branch_id, DayFigure.from_kind),
    ):
        moved = select(of, DayFigure.category_id, place, func.sum(DayFigure.count))
        moved = moved.where(DayFigure.day <= last_on).group_by(of, DayFigure.category_id, place)
        if closed is not None:
            moved = moved.where(DayFigure.day > closed)
        for branch, category, kind, count in db.execute(moved):
            stood[branch, category, kind] += sign * count
    return {key: count for key, count in stood.items() if count and key[2] != PlaceKind.OUTSIDE}
