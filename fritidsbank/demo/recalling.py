"""What makers have called back: the register, and the blocks of what the shop has of it."""

from collections.abc import Iterable
from datetime import timedelta

from fritidsbank.demo.articles import ARTICLE
from fritidsbank.demo.closing import BLOCK
from fritidsbank.demo.goods import RECALLS, CalledBack
from fritidsbank.demo.moments import DAY, written
from fritidsbank.demo.shop import Shop
from fritidsbank.demo.writing import Row
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
)
RECALL_BLOCK = (*BLOCK, "recall_id")

_ID, _CATEGORY, _NAME, _BRAND = (
    ARTICLE.index(name) for name in ("id", "category_id", "name", "brand")
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
            written(entered - one.days_ago // 2 * DAY) if one.ended else None,
        )
        for number, one in enumerate(RECALLS, 1)
    ]  # fmt: skip


def recall_blocks(shop: Shop, articles: Iterable[Row]) -> list[Row]:
    """Everything of what is called back is blocked, wherever it is; most of it is out on loan."""
    categories = {sort.code: sort.id for sort in shop.ledger.sorts[1:]}
    since, manager = written(shop.days.latest), shop.staff.manager
    return [
        (article[_ID], _said(one), since, manager, None, None, "", number)
        for article in articles
        for number, one in enumerate(RECALLS, 1)
        if not one.ended
        and (article[_BRAND], article[_NAME]) == (one.maker, one.model)
        and article[_CATEGORY] == categories.get(one.category)
        and shop.ledger.spots[int(str(article[_ID]))][0] != PlaceKind.GONE
    ]


def _said(one: CalledBack) -> str:
    return f"Återkallad: {one.maker} {one.model}"
