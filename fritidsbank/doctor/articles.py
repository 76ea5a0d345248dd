"""Articles: they are found by what they are called now."""

from functools import cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.doctor.finding import MOST, Facts, check, rows
from fritidsbank.refusals import N_
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


CHECKS = (article_keys, times_lent)
