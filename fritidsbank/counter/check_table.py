"""What lies on the check table: articles to be looked at, and those that wait for a part."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.stock.models import Article, ArticleCode, Category, Move, Place
from fritidsbank.stock.queries import Thing, things_of
from fritidsbank.stock.rules import PlaceKind, Reason


@dataclass(frozen=True)
class ToCheck:
    """One article on the table, how to look at it, and a code by which operations know it."""

    thing: Thing
    code: str
    advice: str
    part_missing: bool


def check_table(db: Session, branch: int, *, language: str) -> list[ToCheck]:
    """Everything on the table of the branch, what has lain there longest first."""
    advice = Category.check_advice_en if language == "en" else Category.check_advice
    rows = db.execute(
        select(Article.id, advice.label("advice"))
        .join(Place, Place.id == Article.place_id)
        .join(Category, Category.id == Article.category_id)
        .where(Place.branch_id == branch, Place.kind == PlaceKind.CHECK)
        .order_by(Article.place_since_at, Article.id)
    ).all()
    articles = [row.id for row in rows]
    things, codes = things_of(db, articles), _codes(db, articles)
    waiting = _waiting_for_parts(db, articles)
    return [
        ToCheck(things[row.id], codes.get(row.id, ""), row.advice, row.id in waiting)
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
