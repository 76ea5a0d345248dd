"""Wishes: somebody asked for what was not there ("fanns inte"), in one tap and without a name."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from fritidsbank.refusals import Malformed, N_
from fritidsbank.schema import rows_changed
from fritidsbank.stock.ledger import booking, closed_until, refuse_closed
from fritidsbank.stock.models import Category, Wish
from fritidsbank.stock.queries import NoSuchCategory
from fritidsbank.web.models import Operation


@dataclass(eq=False)
class NoSuchSize(Malformed):
    """Sizes are chosen, never written: a text could hold a name."""

    size: str

    message = N_("There is no size {size} in that category.")


@dataclass(frozen=True)
class Wished:
    """One wish as it is listed."""

    id: str
    category: int
    size: str
    at: datetime
    can_be_undone: bool


def wish(
    db: Session, id_: str, category: Category, size: str, *, branch: int, at: datetime
) -> None:
    """Note a wish under the id of its operation; an empty size is one that nobody knows.

    Raises NoSuchCategory for a parent, NoSuchSize.
    """
    if category.parent_id is None:
        raise NoSuchCategory
    if size and size not in category.sizes:
        raise NoSuchSize(size[:20])
    db.add(
        Wish(
            id=id_,
            branch_id=branch,
            category_id=category.id,
            size=size,
            wished_on=booking(at, closed_until(db))[0],
            at=at,
        )
    )
    db.flush()


def unwish(db: Session, id_: str) -> bool:
    """Nobody asked for it after all; whether it was there to be taken back. Raises WeekClosed."""
    refuse_closed(db, db.scalar(select(Wish.wished_on).where(Wish.id == id_)))
    return rows_changed(db.execute(delete(Wish).where(Wish.id == id_))) == 1


def wishes_between(db: Session, first: date, last: date, branch: int, *, most: int) -> list[Wished]:
    """What was asked for in a branch, the latest first."""
    rows = db.execute(
        select(Wish.id, Wish.category_id, Wish.size, Wish.at, Operation.id.is_not(None))
        .outerjoin(Operation, Operation.id == Wish.id)
        .where(Wish.branch_id == branch, Wish.wished_on.between(first, last))
        .order_by(Wish.at.desc(), Wish.id)
        .limit(most)
    )
    return [Wished(*row) for row in rows]


def unmet_wishes(
    db: Session, first: date, last: date, branch: int | None = None
) -> list[tuple[int, str, int]]:
    """Category, size and how often it was asked for in these days, the most wanted first."""
    times = func.count()
    asked = select(Wish.category_id, Wish.size, times).where(Wish.wished_on.between(first, last))
    if branch is not None:
        asked = asked.where(Wish.branch_id == branch)
    grouped = asked.group_by(Wish.category_id, Wish.size)
    rows = db.execute(grouped.order_by(times.desc(), Wish.category_id, Wish.size))
    return [(row[0], row[1], row[2]) for row in rows]
