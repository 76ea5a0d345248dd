"""What the page to register at speed remembers: kinds, brands, shelves, and the last twenty."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import Thing, things_of
from fritidsbank.web.models import Operation

LAST = 20
USUAL = 8
_LATELY = 500
"""So many articles are looked at: what came in last tells best what comes in next."""


@dataclass(frozen=True)
class Registered:
    """One act of registering: what it was, and the numbers that it was given."""

    operation: str
    thing: Thing
    codes: list[str]


@dataclass(frozen=True)
class Habits:
    """How the latest articles of a category were described."""

    brands: list[str]
    shelves: list[int]


def usual_categories(db: Session) -> list[int]:
    """The categories of what was registered lately, the most common first."""
    lately = select(Article.category_id).order_by(Article.id.desc()).limit(_LATELY).subquery()
    counted = select(lately.c.category_id).group_by(lately.c.category_id)
    return list(
        db.scalars(counted.order_by(func.count().desc(), lately.c.category_id).limit(USUAL))
    )


def habits_of(db: Session, category: int) -> Habits:
    """The brands of a category, the most common first, and its shelves, the latest first."""
    rows = db.execute(
        select(Article.brand, Article.shelf_id)
        .where(Article.category_id == category)
        .order_by(Article.id.desc())
        .limit(_LATELY)
    ).all()
    brands = Counter(brand for brand, _ in rows if brand)
    return Habits(
        [brand for brand, _ in brands.most_common(USUAL)],
        list(dict.fromkeys(shelf for _, shelf in rows)),
    )


def registered_lately(db: Session, device: str, *, since: datetime) -> list[Registered]:
    """What was registered on a tablet and not undone, the latest first."""
    acts = db.execute(
        select(Operation.id, Operation.article_id, Operation.answer, Operation.before)
        .where(
            Operation.received_at >= since,
            Operation.device_id == device,
            Operation.kind == "register_article",
            Operation.article_id.is_not(None),
        )
        .order_by(Operation.received_at.desc(), Operation.id.desc())
        .limit(2 * LAST)
    ).all()
    standing = [act for act in acts if "undone_by" not in (act.before or {})][:LAST]
    things = things_of(db, [act.article_id for act in standing])
    return [Registered(act.id, things[act.article_id], act.answer["codes"]) for act in standing]
