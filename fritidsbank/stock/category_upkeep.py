"""How the things of a category are kept in order: tick list, when a check is due, plans of care."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from fritidsbank.refusals import N_, Refusal
from fritidsbank.schema import table_of
from fritidsbank.stock.care_plans import Plan, read_plans
from fritidsbank.stock.catalogue import load
from fritidsbank.stock.checks import keep_due
from fritidsbank.stock.models import Article, Category
from fritidsbank.stock.tick_lists import Point, read_points

_article = table_of(Article)


@dataclass(eq=False)
class NoUsualChecks(Refusal):
    """The catalogue that comes with the program knows nothing of such things."""

    message = N_("There are no usual checks for that category. Write your own.")


@dataclass(frozen=True)
class UpkeepTerms:
    """What may be changed about it."""

    points: tuple[Point, ...] = ()
    every_loans: int | None = None
    every_days: int | None = None
    signed: bool = False
    plans: tuple[Plan, ...] = ()


def upkeep_of(category: Category) -> UpkeepTerms:
    """How it is now."""
    return UpkeepTerms(
        read_points(category.checks),
        category.check_every_loans,
        category.check_every_days,
        category.check_signed,
        read_plans(category.plans),
    )


def usual_upkeep(category: Category) -> UpkeepTerms | None:
    """How the catalogue has it for a new shop; None when it says nothing about such things."""
    for entry in load():
        if entry.code == category.code and (entry.checks or entry.plans):
            return UpkeepTerms(
                entry.checks,
                entry.check_every_loans,
                entry.check_every_days,
                entry.check_signed,
                entry.plans,
            )
    return None


def use_the_usual(db: Session, category: Category) -> None:
    """As a new shop would have it. Raises NoUsualChecks."""
    usual = usual_upkeep(category)
    if usual is None:
        raise NoUsualChecks
    change_upkeep(db, category, usual)


def change_upkeep(db: Session, category: Category, terms: UpkeepTerms) -> None:
    """Other points, another rhythm; its articles are due by that from now on."""
    before = (category.check_every_loans, category.check_every_days)
    category.checks = [point.as_json() for point in terms.points]
    category.plans = [plan.as_json() for plan in terms.plans]
    category.check_signed = terms.signed
    category.check_every_loans, category.check_every_days = terms.every_loans, terms.every_days
    db.flush()
    if before == (terms.every_loans, terms.every_days):
        return
    if before[0] is not None and terms.every_loans is not None:
        # Counted from the last check, as it was.
        more = terms.every_loans - before[0]
        db.execute(
            update(_article)
            .where(_article.c.category_id == category.id, _article.c.check_due_lent.is_not(None))
            .values(check_due_lent=_article.c.check_due_lent + more)
        )
    keep_due(db, select(Article.id).where(Article.category_id == category.id))
