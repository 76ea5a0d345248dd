"""What lies on the check table: articles to be looked at, and those that wait for a part."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.stock.checks import IS_DUE
from fritidsbank.stock.models import Article, ArticleCode, Category, Move, Place
from fritidsbank.stock.queries import Thing, things_of
from fritidsbank.stock.rules import READY_AT, PlaceKind, Reason, is_old_helmet
from fritidsbank.stock.tick_lists import Point
from fritidsbank.stock.upkeep import asks_service_day, service_day

MOST = 200
"""A longer table is looked through from its beginning."""


@dataclass(frozen=True)
class ToCheck:
    """One article on the table, how to look at it, and a code by which operations know it.

    `made_year` is given where a helmet is older than the operator wants them to be.
    """

    thing: Thing
    code: str
    advice: str
    part_missing: bool
    made_year: int | None = None

    @property
    def is_on_shelf(self) -> bool:
        """Whether it stands where it could be lent, were its check not due."""
        return self.thing.spot.kind in READY_AT

    @property
    def points(self) -> tuple[Point, ...]:
        """What to look at, each by itself."""
        return self.thing.upkeep.points

    @property
    def asks_service_day(self) -> bool:
        """Whether it has to have a day for its next service."""
        return asks_service_day(self.thing.upkeep.known)

    @property
    def service_on(self) -> date | None:
        """The day that is written down."""
        return service_day(self.thing.upkeep.known)


def check_table(db: Session, branch: int, *, language: str, today: date) -> list[ToCheck]:
    """Everything on the table of the branch, and what is due on its shelves.

    What lies on the table comes first, and of that what has lain there longest.
    """
    advice = Category.check_advice_en if language == "en" else Category.check_advice
    rows = db.execute(
        select(Article.id, advice.label("advice"), Article.made_year, Category.code)
        .join(Place, Place.id == Article.place_id)
        .join(Category, Category.id == Article.category_id)
        .where(Place.branch_id == branch)
        .where((Place.kind == PlaceKind.CHECK) | (Place.kind.in_(READY_AT) & IS_DUE))
        .order_by(Place.kind != PlaceKind.CHECK, Article.place_since_at, Article.id)
        .limit(MOST),
        {"today": today},
    ).all()
    articles = [row.id for row in rows]
    things, codes = things_of(db, articles), _codes(db, articles)
    waiting = _waiting_for_parts(db, articles)
    oldest = today.year - int(str(settings_of_operator(db)["helmet_years"]))
    return [
        ToCheck(
            things[row.id],
            codes.get(row.id, ""),
            row.advice,
            row.id in waiting,
            row.made_year if is_old_helmet(row.code, row.made_year, oldest=oldest) else None,
        )
        for row in rows
    ]


def _codes(db: Session, articles: list[int]) -> dict[int, str]:
    # Thing.code is the number we would print; an article may have an older label only.
    rows = db.execute(
        select(ArticleCode.article_id, func.min(ArticleCode.code).label("code"))
        .where(ArticleCode.article_id.in_(articles))
        .group_by(ArticleCode.article_id)
    )
    return {row.article_id: row.code for row in rows}


def _waiting_for_parts(db: Session, articles: list[int]) -> set[int]:
    last = select(func.max(Move.seq)).where(Move.article_id.in_(articles)).group_by(Move.article_id)
    return set(
        db.scalars(
            select(Move.article_id).where(Move.seq.in_(last), Move.reason == Reason.PART_MISSING)
        )
    )
