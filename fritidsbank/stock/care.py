"""Care that is due by itself: that it was done, and what stands on the shelves and needs it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Text, cast, select, update
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.schema import table_of
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.care_plans import DueCare, care_due, plans_written, read_plans
from fritidsbank.stock.models import Article, Category, Place
from fritidsbank.stock.queries import Thing, things_of
from fritidsbank.stock.rules import READY_AT

_article = table_of(Article)
SHOWN = 25
"""So many of a category are listed; fetch these, and the next ones are there."""


@dataclass(frozen=True)
class ToCare:
    """An article that stands ready to go out and needs care first, or soon."""

    thing: Thing
    due: tuple[DueCare, ...]


@dataclass(frozen=True)
class CareOf:
    """What is due in a category: how much in all, and what to fetch first."""

    category: Category
    count: int
    first: tuple[ToCare, ...]


def care_in(db: Session, branch: int, today: date) -> list[CareOf]:
    """What stands on the shelves of a branch and needs care, in the order of the catalogue."""
    rows = db.execute(
        select(
            Article.id, Article.category_id, Article.attributes, Article.cared, Article.times_lent
        )
        .join(Place, Place.id == Article.place_id)
        .join(Category, Category.id == Article.category_id)
        .where(Place.branch_id == branch, Place.kind.in_(READY_AT))
        .where(cast(Category.plans, Text) != "[]")
        .order_by(Article.times_lent.desc(), Article.id)
    ).all()
    known = db.scalars(select(Category).order_by(Category.position, Category.id)).all()
    plans = {category.id: read_plans(category.plans) for category in known}
    due: dict[int, dict[int, tuple[DueCare, ...]]] = {}
    for row in rows:
        needs = care_due(
            plans[row.category_id],
            row.attributes,
            row.cared,
            times_lent=row.times_lent,
            today=today,
        )
        if needs:
            due.setdefault(row.category_id, {})[row.id] = needs
    shown = {category: dict(islice(found.items(), SHOWN)) for category, found in due.items()}
    things = things_of(db, [article for found in shown.values() for article in found])
    return [
        CareOf(
            category,
            len(due[category.id]),
            tuple(ToCare(things[article], needs) for article, needs in shown[category.id].items()),
        )
        for category in known
        if category.id in due
    ]


def note_care(db: Session, thing: Thing, work: Iterable[str], *, signed: Signature) -> None:
    """Of the work that was done, what its category has a plan for: it starts anew from here."""
    planned = {plan.code for plan in plans_written(thing.upkeep.plans)}
    done = sorted(planned & set(work))
    if not done:
        return
    row = db.execute(select(Article.cared, Article.times_lent).where(Article.id == thing.id)).one()
    today = local_day(signed.at).isoformat()
    cared = {**row.cared, **{code: [row.times_lent, today] for code in done}}
    db.execute(update(_article).where(_article.c.id == thing.id).values(cared=cared))


def care_again(db: Session, article: int, cared: Mapping[str, Sequence[Any]]) -> None:
    """It was not cared for after all: what is due is counted as it was."""
    db.execute(update(_article).where(_article.c.id == article).values(cared=cared))
