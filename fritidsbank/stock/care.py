"""Care that is due by itself: that it was done, and what stands on the shelves and needs it."""

from collections.abc import Iterable

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.schema import table_of
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.care_plans import plans_written
from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import Thing

_article = table_of(Article)


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
