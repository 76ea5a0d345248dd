"""What makers have called back: the register, and the blocks of what the shop has of it."""

from collections.abc import Iterable
from datetime import timedelta

from fritidsbank.demo.articles import ARTICLE
from fritidsbank.demo.closing import BLOCK
from fritidsbank.demo.goods import RECALLS, CalledBack
from fritidsbank.demo.moments import DAY, written
from fritidsbank.demo.shop import Shop
from fritidsbank.demo.writing import Row
from fritidsbank.stock.recall_matching import HITS, Product, Written, likeness
from fritidsbank.stock.recalled import reason_of
from fritidsbank.stock.rules import PlaceKind

RECALL = (
    "id",
    "maker",
    "model",
    "category_id",
    "source",
    "published_on",
    "advice",
    "added_at",
    "account_id",
    "ended_at",
    "ended_by_id",
    "ended_because",
)
RECALL_BLOCK = (*BLOCK, "recall_id")

_ID, _CATEGORY, _NAME, _BRAND, _YEAR = (
    ARTICLE.index(name) for name in ("id", "category_id", "name", "brand", "made_year")
)


def recalls(shop: Shop) -> list[Row]:
    """The register; what goes on was entered a minute ago, so that nothing was lent since."""
    categories = {sort.code: sort.id for sort in shop.ledger.sorts[1:]}
    entered = shop.days.latest
    return [
        (
            number, one.maker, one.model, categories.get(one.category), one.source,
            (shop.days.dates[-1] - timedelta(days=one.days_ago)).isoformat(), one.advice,
            written(entered - one.days_ago * DAY if one.ended else entered), shop.staff.manager,
            *_end(one, entered, shop.staff.manager),
        )
        for number, one in enumerate(RECALLS, 1)
    ]  # fmt: skip


def recall_blocks(shop: Shop, articles: Iterable[Row]) -> list[Row]:
    """Everything of what is called back is blocked, wherever it is; most of it is out on loan."""
    categories = {sort.code: sort.id for sort in shop.ledger.sorts[1:]}
    called = [
        (number, Product(one.maker, one.model, category=categories.get(one.category)), one.advice)
        for number, one in enumerate(RECALLS, 1)
        if not one.ended
    ]
    since, manager = written(shop.days.latest), shop.staff.manager
    return [
        (article[_ID], reason_of(product, advice), since, manager, None, None, "", number)
        for article in articles
        for number, product, advice in called
        if likeness(product, _as_written(article)) in HITS
        and shop.ledger.spots[int(str(article[_ID]))][0] != PlaceKind.GONE
    ]


def _as_written(article: Row) -> Written:
    # Nothing of the demo bears its model in an attribute.
    category, name, brand, year = (article[place] for place in (_CATEGORY, _NAME, _BRAND, _YEAR))
    made_year = None if year is None else int(str(year))
    return Written(int(str(category)), str(name), str(brand), made_year, {})


def _end(one: CalledBack, entered: int, manager: int) -> tuple[str | None, int | None, str]:
    if not one.ended:
        return None, None, ""
    return written(entered - one.days_ago // 2 * DAY), manager, "Återkallelsen är tillbakadragen."
