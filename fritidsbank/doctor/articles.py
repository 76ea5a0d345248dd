"""Articles: they are found by what they are called now."""

from functools import cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.doctor.finding import MOST, Facts, check, rows
from fritidsbank.refusals import N_
from fritidsbank.stock.checks import dues
from fritidsbank.stock.ledger import HOLDS
from fritidsbank.stock.models import Article, Category, Move
from fritidsbank.stock.rules import Reason, keys_of


@check(N_("Article {article} cannot be found as typed: the search keys are out of date."))
def article_keys(db: Session) -> Facts:
    """The keys of articles are those of the pure function."""
    # Of many articles there are several alike.
    expected = cache(keys_of)
    found = 0
    for article, name, size, brand, word, word_en, search, sort in db.execute(
        select(
            Article.id,
            Article.name,
            Article.size,
            Article.brand,
            Category.name,
            Category.name_en,
            Article.search_key,
            Article.sort_key,
        ).join(Category, Category.id == Article.category_id)
    ):
        if (search, sort) != expected(name, size, brand, (word, word_en)) and found < MOST:
            found += 1
            yield {"article": str(article)}


@check(
    N_("Article {article} has been lent {counted} times, and is said to have been lent {noted}.")
)
def times_lent(db: Session) -> Facts:
    """How often a thing went out is counted along the way; a recount gives the same."""
    lent = (
        select(Move.article_id, func.count().label("counted"))
        .where(HOLDS, Move.reason == Reason.LENT)
        .group_by(Move.article_id)
        .subquery()
    )
    counted = func.coalesce(lent.c.counted, 0)
    return rows(
        db,
        select(
            Article.id.label("article"), counted.label("counted"), Article.times_lent.label("noted")
        )
        .outerjoin(lent, lent.c.article_id == Article.id)
        .where(counted != Article.times_lent),
    )


@check(N_("Article {article} is looked at again on another day than the rules say: {noted}."))
def check_due_on(db: Session) -> Facts:
    """The day of the next safety check follows from the last one and from its service day."""
    for due in dues(db, select(Article.id)):
        if due.on != due.noted_on:
            yield {"article": str(due.article), "noted": str(due.noted_on)}


@check(N_("Article {article} is looked at again after {noted} loans, which the rules do not say."))
def check_due_lent(db: Session) -> Facts:
    """Where a category counts loans, each article has a number, and no farther than one round."""
    every = Category.check_every_loans
    noted = Article.check_due_lent
    return rows(
        db,
        select(Article.id.label("article"), noted.label("noted"))
        .join(Category, Category.id == Article.category_id)
        .where(
            (every.is_(None) != noted.is_(None))
            | (noted.is_not(None) & (noted > Article.times_lent + every))
        ),
    )


CHECKS = (article_keys, times_lent, check_due_on, check_due_lent)
