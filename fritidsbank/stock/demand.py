"""What is going to be asked for, from last year's loans and wishes, and what is broken of it.

So the workshop mends first what is missed first: before sportlov, that is not the tents.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from fritidsbank.stock.ledger import HOLDS
from fritidsbank.stock.models import Article, Block, Move, Place
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.stock.wishes import unmet_wishes

HOLIDAYS = ((7, 10), (44, 44))
"""Sportlov and the autumn break: the ISO weeks in which some part of Sweden has them."""
PREPARED_WEEKS = 6
"""So long before a holiday the workshop thinks of it, and not of the weeks in between."""
LOOKED_AHEAD = 4
_SIX_DAYS = timedelta(days=6)


@dataclass(frozen=True)
class Ahead:
    """The days last year that say what is coming, and whether a holiday is why they were chosen."""

    first: date
    last: date
    is_holiday: bool


@dataclass(frozen=True)
class Missed:
    """A size of a category of which more is going to be wanted than stands on the shelves.

    `wanted` are last year's loans and wishes; `at_bench` is what the workshop could add.
    """

    category: int
    size: str
    wanted: int
    on_shelf: int
    at_bench: int

    @property
    def short(self) -> int:
        """How many more are wanted than there are."""
        return self.wanted - self.on_shelf


def ahead_of(today: date) -> Ahead:
    """The next holiday if it is near, else the next four weeks; as the same ISO weeks last year."""
    monday = today - timedelta(days=today.weekday())
    weeks = [monday + timedelta(weeks=number) for number in range(1, LOOKED_AHEAD + 1)]
    holiday = _holiday_from(monday)
    asked = holiday or weeks
    return Ahead(_last_year(asked[0]), _last_year(asked[-1]) + _SIX_DAYS, bool(holiday))


def missed_first(db: Session, ahead: Ahead, branch: int | None = None) -> list[Missed]:
    """What the workshop could add to what is going to be short, most short first.

    Four statements, of which none reads all articles or the whole ledger.
    """
    at_bench = _counted(db.execute(_standing([PlaceKind.WORKSHOP], branch)))
    if not at_bench:
        return []
    categories = {category for category, _ in at_bench}
    ready = [PlaceKind.SHELF, PlaceKind.SEASON_STORE]
    blocked = select(Block.id).where(Block.article_id == Article.id, Block.lifted_at.is_(None))
    may_go = Article.category_id.in_(categories), ~blocked.exists()
    on_shelf = _counted(db.execute(_standing(ready, branch).where(*may_go)))
    # Not only of these categories: asked so, SQLite would read the whole past of their articles.
    wanted = _counted(db.execute(_lent(ahead, branch)))
    wanted.update(
        {(of, size): times for of, size, times in unmet_wishes(db, ahead.first, ahead.last, branch)}
    )
    found = [
        Missed(*what, wanted[what], on_shelf[what], waiting) for what, waiting in at_bench.items()
    ]
    return sorted(
        (one for one in found if one.short > 0),
        key=lambda one: (-one.short, -one.wanted, one.category, one.size),
    )


def _holiday_from(monday: date) -> list[date]:
    """The Mondays of the holiday that runs or begins soon, those that are over left out."""
    for number in range(PREPARED_WEEKS + 1):
        week = (monday + timedelta(weeks=number)).isocalendar().week
        for first, last in HOLIDAYS:
            if first <= week <= last:
                return [monday + timedelta(weeks=number + more) for more in range(last - week + 1)]
    return []


def _last_year(monday: date) -> date:
    """The same ISO week a year earlier; of a year with 52 weeks, week 53 is its last."""
    year, week, _ = monday.isocalendar()
    # 28 December is always in the last week of its ISO year.
    return date.fromisocalendar(year - 1, min(week, date(year - 1, 12, 28).isocalendar().week), 1)


def _standing(kinds: Iterable[PlaceKind], branch: int | None) -> Select[int, str, int]:
    there = select(Place.id).where(Place.kind.in_(kinds))
    if branch is not None:
        there = there.where(Place.branch_id == branch)
    standing = select(Article.category_id, Article.size, func.count())
    standing = standing.where(Article.place_id.in_(there))
    return standing.group_by(Article.category_id, Article.size)


def _lent(ahead: Ahead, branch: int | None) -> Select[int, str, int]:
    lent = select(Article.category_id, Article.size, func.count()).join(
        Move, Move.article_id == Article.id
    )
    lent = lent.where(
        HOLDS, Move.reason == Reason.LENT, Move.booked_on.between(ahead.first, ahead.last)
    )
    if branch is not None:
        lent = lent.where(Move.to_branch_id == branch)
    return lent.group_by(Article.category_id, Article.size)


def _counted(rows: Iterable[Row[int, str, int]]) -> Counter[tuple[int, str]]:
    return Counter({(category, size): count for category, size, count in rows})
