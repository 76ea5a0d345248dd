"""What the things of the demo were cared for and looked at last, so that some of it is due."""

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from fritidsbank.schema import table_of
from fritidsbank.stock.care_plans import SEASONS, Plan, read_plans
from fritidsbank.stock.checks import keep_due
from fritidsbank.stock.models import Article, Category

_NEGLECTED = 0.08
"""So many of a hundred the bench has not come to yet."""
_A_DAY_IN_SEASON = timedelta(days=30)


def tend(db: Session, rng: Random, today: date) -> None:
    """Note on each article when its plans were done last, and when it is looked at next."""
    article = table_of(Article)
    cared: list[dict[str, Any]] = []
    rows = db.execute(
        select(Article.id, Article.times_lent, Category.plans)
        .join(Category, Category.id == Article.category_id)
        .order_by(Article.id)
    )
    for row in rows:
        done = {
            plan.code: _last(plan, row.times_lent, rng, today)
            for plan in read_plans(row.plans)
            if rng.random() > _NEGLECTED
        }
        if done:
            cared.append({"which": row.id, "when": done})
    by_id = update(article).where(article.c.id == bindparam("which"))
    db.execute(by_id.values(cared=bindparam("when")), cared)
    keep_due(db, select(Article.id))


def _last(plan: Plan, times_lent: int, rng: Random, today: date) -> list[Any]:
    """So many loans ago, less than would make it due, or at the beginning of the season."""
    every = plan.every_loans or 1
    day = _begun(plan.before, today) if plan.before else today - timedelta(rng.randrange(1, 90))
    return [max(0, times_lent - rng.randrange(every)), day.isoformat()]


def _begun(season: str, today: date) -> date:
    month, day = SEASONS[season][0]
    begun = date(today.year, month, day) - _A_DAY_IN_SEASON
    return begun if begun <= today else date(today.year - 1, month, day) - _A_DAY_IN_SEASON
