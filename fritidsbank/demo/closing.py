"""When the year is over: what is blocked, what is noted about things on their way and calls."""

from bisect import bisect

from fritidsbank.demo.goods import BLOCKS
from fritidsbank.demo.moments import HOUR, written
from fritidsbank.demo.shop import Shop
from fritidsbank.demo.writing import Row
from fritidsbank.stock.rules import PlaceKind

BLOCK = (
    "article_id",
    "reason",
    "since_at",
    "account_id",
    "lifted_at",
    "lifted_by_id",
    "lifted_because",
)

_BLOCKED = 0.004
_ONCE_BLOCKED = 0.004
_TELEPHONED = 0.5


def blocks(shop: Shop) -> list[Row]:
    """Some of what stands on the shelves is blocked, or was, since it came there last."""
    random, manager, days = shop.rng.random, shop.staff.manager, shop.days
    rows: list[Row] = []
    for article, spot in enumerate(shop.ledger.spots):
        chance = random()
        first = bisect(days.midnights, shop.ledger.since[article])
        # Two days at least: the one when it was blocked, and the one when it was seen to be whole.
        if spot[0] != PlaceKind.SHELF or chance > _BLOCKED + _ONCE_BLOCKED or first > days.last - 2:
            continue
        reason = BLOCKS[int(random() * len(BLOCKS))]
        day = first + int(random() * (days.last - 1 - first))
        since = written(days.midnights[day] + 10 * HOUR)
        if chance < _BLOCKED:
            rows.append((article, reason, since, manager, None, None, ""))
        else:
            lifted = written(days.midnights[day + 1] + 11 * HOUR)
            rows.append((article, reason, since, manager, lifted, manager, "Kontrollerad, hel."))
    return rows


def notes(shop: Shop) -> dict[int, str]:
    """What stands beside the place of some things: where the car goes."""
    signs = {site.id: site.name for site in shop.sites}
    return {article: f"→ {signs[to]}" for article, to in shop.sendings.under_way().items()}


def note_calls(shop: Shop) -> None:
    """Whoever has kept something for more than a week too long has been telephoned, mostly."""
    week_ago = shop.days.texts[-8]
    late = dict.fromkeys(borrower for borrower, due_on in shop.still_out if due_on < week_ago)
    for borrower in late:
        if shop.rng.random() < _TELEPHONED:
            shop.borrowers.telephoned(borrower)
