"""The tally: who came in and borrowed nothing, as big buttons count them."""

from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from fritidsbank.counter.models import Tally
from fritidsbank.counter.rules import Visitor
from fritidsbank.schema import rows_changed
from fritidsbank.stock.ledger import booking, closed_until, refuse_closed
from fritidsbank.web.models import Operation


def count(db: Session, id_: str, visitor: Visitor, *, branch: int, at: datetime) -> None:
    """One more, under the id of its operation, on the day when it was tapped or an open one."""
    came_on, _ = booking(at, closed_until(db))
    db.add(Tally(id=id_, branch_id=branch, visitor=visitor, came_on=came_on, at=at))
    db.flush()


def uncount(db: Session, id_: str) -> bool:
    """Nobody came after all; whether it was there to be taken back. Raises WeekClosed."""
    refuse_closed(db, db.scalar(select(Tally.came_on).where(Tally.id == id_)))
    return rows_changed(db.execute(delete(Tally).where(Tally.id == id_))) == 1


def tallied(db: Session, first: date, last: date, branch: int | None = None) -> dict[Visitor, int]:
    """How many came in these days without borrowing; every kind is there, with 0 for nobody."""
    counted = select(Tally.visitor, func.count()).where(Tally.came_on.between(first, last))
    if branch is not None:
        counted = counted.where(Tally.branch_id == branch)
    found = {row[0]: row[1] for row in db.execute(counted.group_by(Tally.visitor))}
    return {visitor: found.get(visitor, 0) for visitor in Visitor}


def last_tap(db: Session, day: date, branch: int) -> Tally | None:
    """The latest of a day that can be taken back."""
    return db.scalar(
        select(Tally)
        .join(Operation, Operation.id == Tally.id)
        .where(Tally.branch_id == branch, Tally.came_on == day)
        .order_by(Tally.at.desc(), Tally.id.desc())
        .limit(1)
    )
