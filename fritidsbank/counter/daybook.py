"""One day at the counter: what went out, what came in, what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from fritidsbank.branches.queries import branches, calendar_of
from fritidsbank.branches.rules import OpeningCalendar
from fritidsbank.counter.borrowing import Held, held_on
from fritidsbank.loans import queries
from fritidsbank.loans.models import Loan
from fritidsbank.people.queries import BorrowerEntry, names_of
from fritidsbank.stock.ledger import HOLDS
from fritidsbank.stock.models import Move
from fritidsbank.stock.queries import Thing, things_of
from fritidsbank.stock.rules import Reason

NEXT_OPEN_DAYS = 3
MOST_SHOWN = 100


@dataclass(frozen=True)
class Figures:
    """The day of one branch in numbers. `due` is what is still out of what is due that day."""

    branch: int
    name: str
    lent: int = 0
    returned: int = 0
    registered: int = 0
    due: int = 0
    overdue: int = 0


@dataclass(frozen=True)
class Moved:
    """What went out, or came in: how many articles, and the latest of them."""

    count: int
    shown: tuple[Thing, ...]

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.count > len(self.shown)


@dataclass(frozen=True)
class Expected:
    """One borrower whose articles are due on a day."""

    borrower: BorrowerEntry | None
    held: tuple[Held, ...]

    @property
    def articles(self) -> str:
        """All of them in one line."""
        return ", ".join(one.shown for one in self.held)


@dataclass(frozen=True)
class DueDay:
    """Who is expected on a day."""

    day: date
    count: int
    expected: tuple[Expected, ...]


def figures(db: Session, today: date) -> list[Figures]:
    """The day of every branch, by the branch's name."""
    moves = _counts(
        db,
        select(Move.to_branch_id, Move.reason, func.count())
        .where(_on(today, (Reason.LENT, Reason.RETURNED, Reason.REGISTERED)))
        .group_by(Move.to_branch_id, Move.reason),
    )
    is_due_today = (Loan.due_on == today).label("is_due_today")
    out = _counts(
        db,
        select(Loan.branch_id, is_due_today, func.count())
        .where(Loan.ended_at.is_(None), Loan.due_on <= today)
        .group_by(Loan.branch_id, is_due_today),
    )
    return [
        Figures(
            branch=branch.id,
            name=branch.name,
            lent=moves.get((branch.id, Reason.LENT), 0),
            returned=moves.get((branch.id, Reason.RETURNED), 0),
            registered=moves.get((branch.id, Reason.REGISTERED), 0),
            due=out.get((branch.id, True), 0),
            overdue=out.get((branch.id, False), 0),
        )
        for branch in branches(db)
    ]


def _counts(db: Session, counted: Select[*tuple[Any, ...]]) -> dict[tuple[int, object], int]:
    return {(branch, what): count for branch, what, count in db.execute(counted)}


def moved(db: Session, branch: int, today: date, reason: Reason) -> Moved:
    """What moved in the branch for that reason, the latest first."""
    rows = db.execute(
        select(Move.article_id, func.count().over().label("whole"))
        .where(_on(today, (reason,)), Move.to_branch_id == branch)
        .order_by(Move.seq.desc())
        .limit(MOST_SHOWN)
    ).all()
    things = things_of(db, [row.article_id for row in rows])
    return Moved(rows[0].whole if rows else 0, tuple(things[row.article_id] for row in rows))


def due_days(db: Session, branch: int, today: date) -> list[DueDay]:
    """Today and the next open days, and who is expected on each."""
    days = open_days(calendar_of(db, branch, today), today)
    held = held_on(db, queries.due_between(db, branch, today, days[-1]), today=today)
    people = names_of(db, [one.borrower for one in held if one.borrower])
    # Opening hours may have changed since something was lent, so a closed day may be due, too.
    all_days = sorted({*days, *(one.due_on for one in held)})
    return [_due_day(day, [one for one in held if one.due_on == day], people) for day in all_days]


def open_days(calendar: OpeningCalendar, today: date) -> list[date]:
    """Today, and the next days on which the door is open."""
    days = [today]
    for _ in range(NEXT_OPEN_DAYS):
        days.append(calendar.open_day_from(days[-1] + timedelta(days=1)))
    return days


def _due_day(day: date, held: list[Held], people: dict[str, BorrowerEntry]) -> DueDay:
    rows: dict[str, list[Held]] = {}
    for one in held:
        rows.setdefault(one.borrower or one.visit, []).append(one)
    expected = tuple(Expected(people.get(who), tuple(mine)) for who, mine in rows.items())
    return DueDay(day, len(held), expected)


def _on(today: date, reasons: Iterable[Reason]) -> ColumnElement[bool]:
    """Lines of that day that nobody has undone."""
    return and_(HOLDS, Move.booked_on == today, Move.reason.in_(reasons))
