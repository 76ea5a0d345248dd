"""Where what was seen differs from the register: what closing would do, and what it has done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from fritidsbank.staff.models import Account
from fritidsbank.stock.models import Article, ArticleCode, Move, Place
from fritidsbank.stock.queries import Thing, things_of
from fritidsbank.stock.rules import SCRAPPED, PlaceKind
from fritidsbank.stocktake.models import Stocktake, StocktakeCode, StocktakeLine
from fritidsbank.stocktake.rules import Evidence, Remedy, Sighting, remedy_of

_AT_ONCE = 10_000
"""So many ids a statement: a database takes some ten thousand, and not many more."""


@dataclass(frozen=True)
class Difference:
    """One article that is not simply right, and what is or was done about it.

    `stood` is where the register had it when it was scanned or, unseen, expected; `seen` and
    `seen_place` where the tablet was.
    """

    article: int
    remedy: Remedy
    sighting: Sighting | None
    stood: str
    seen: str
    seen_place: int | None
    seen_at: datetime | None
    seen_by: str


@dataclass(frozen=True)
class KeptCode:
    """A code that was kept, and the article that it leads to by now."""

    code: str
    article: int | None
    seen: str
    seen_at: datetime
    seen_by: str


def plan_of(db: Session, stocktake: str) -> list[Difference]:
    """What closing would do now about each article that is not simply right."""
    stands = aliased(Place)
    unsettled = or_(StocktakeLine.sighting.is_(None), StocktakeLine.sighting != Sighting.RIGHT)
    rows = db.execute(
        _differences(stocktake)
        .join(Article, Article.id == StocktakeLine.article_id)
        .join(stands, stands.id == Article.place_id)
        .where(unsettled)
        .add_columns(
            func.coalesce(StocktakeLine.seen_line, StocktakeLine.expected_line).label("then_line"),
            _STOOD.label("then_place"),
            NEWEST_LINE.label("now_line"),
            Article.place_id.label("now_place"),
            _seen_by_others().label("seen_by_others"),
            case((stands.kind == PlaceKind.GONE, _LAST_REASON)).label("last_reason"),
        )
    )
    return [_difference(row, remedy_of(_evidence(row))) for row in rows]


def settled(db: Session, stocktake: str) -> list[Difference]:
    """What closing has done about each article that was not simply right."""
    rows = db.execute(
        _differences(stocktake)
        .where(StocktakeLine.remedy != Remedy.NONE)
        .add_columns(StocktakeLine.remedy)
    )
    return [_difference(row, row.remedy) for row in rows]


def kept_codes(db: Session, stocktake: str, *, late: bool) -> list[KeptCode]:
    """The numbers that no article had; or, `late`, what was scanned after the end."""
    rows = db.execute(
        select(
            StocktakeCode.code,
            func.coalesce(StocktakeCode.article_id, ArticleCode.article_id),
            Place.name,
            StocktakeCode.seen_at,
            Account.name,
        )
        .join(Account, Account.id == StocktakeCode.seen_by_id)
        .outerjoin(Place, Place.id == StocktakeCode.place_id)
        .outerjoin(ArticleCode, ArticleCode.code == StocktakeCode.code)
        .where(StocktakeCode.stocktake_id == stocktake, StocktakeCode.late.is_(late))
        .order_by(StocktakeCode.seen_at, StocktakeCode.id)
    )
    return [KeptCode(code, article, seen or "", at, by) for code, article, seen, at, by in rows]


def things_in(db: Session, articles: Iterable[int]) -> dict[int, Thing]:
    """Many articles by id, however many they are."""
    wanted = sorted(set(articles))
    found: dict[int, Thing] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        found |= things_of(db, wanted[first : first + _AT_ONCE])
    return found


_STOOD: ColumnElement[int] = case(
    (StocktakeLine.sighting.is_(None), StocktakeLine.expected_place_id),
    else_=StocktakeLine.stood_place_id,
)
NEWEST_LINE: ScalarSelect[int] = (
    select(func.max(Move.seq)).where(Move.article_id == Article.id).scalar_subquery()
)
_undoing = aliased(Move)
_LAST_REASON = (
    select(Move.reason)
    .outerjoin(_undoing, _undoing.reverses == Move.seq)
    .where(Move.article_id == Article.id, Move.reverses.is_(None), _undoing.seq.is_(None))
    .order_by(Move.seq.desc())
    .limit(1)
    .scalar_subquery()
)


def _seen_by_others() -> ColumnElement[bool]:
    """Whether another stocktake has seen it since this one began."""
    other, this = aliased(StocktakeLine), aliased(Stocktake)
    return (
        select(other.article_id)
        .join(this, this.id == StocktakeLine.stocktake_id)
        .where(
            other.article_id == StocktakeLine.article_id,
            other.stocktake_id != StocktakeLine.stocktake_id,
            other.seen_at >= this.started_at,
        )
        .correlate(StocktakeLine)
        .exists()
    )


def _differences(stocktake: str) -> Select[*tuple[Any, ...]]:
    stood, seen = aliased(Place), aliased(Place)
    return (
        select(
            StocktakeLine.article_id,
            StocktakeLine.sighting,
            stood.name.label("stood"),
            seen.name.label("seen"),
            StocktakeLine.seen_place_id,
            StocktakeLine.seen_at,
            Account.name.label("seen_by"),
        )
        .join(stood, stood.id == _STOOD)
        .outerjoin(seen, seen.id == StocktakeLine.seen_place_id)
        .outerjoin(Account, Account.id == StocktakeLine.seen_by_id)
        .where(StocktakeLine.stocktake_id == stocktake)
        .order_by(StocktakeLine.article_id)
    )


def _difference(row: Row[Any], remedy: Remedy) -> Difference:
    return Difference(
        article=row.article_id,
        remedy=remedy,
        sighting=row.sighting,
        stood=row.stood,
        seen=row.seen or "",
        seen_place=row.seen_place_id,
        seen_at=row.seen_at,
        seen_by=row.seen_by or "",
    )


def _evidence(row: Row[Any]) -> Evidence:
    return Evidence(
        sighting=row.sighting,
        unmoved=(row.then_line, row.then_place) == (row.now_line, row.now_place),
        seen_by_others=bool(row.seen_by_others),
        scrapped=row.last_reason in SCRAPPED,
    )
