"""Articles: they are found by what they are called now."""

from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.doctor.finding import MOST, Facts, check
from fritidsbank.refusals import N_
from fritidsbank.stock.models import Article, Category
from fritidsbank.stock.rules import keys_of


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


CHECKS = (article_keys,)
