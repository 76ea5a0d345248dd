"""When the year is over: what is blocked, what is noted about things and calls."""

from fritidsbank.demo.borrowers import Row
from fritidsbank.demo.goods import BLOCKS, WAITING
from fritidsbank.demo.moments import DAY, HOUR, written
from fritidsbank.demo.shop import Shop
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
_NOTED_AT_BENCH = 0.4
_TELEPHONED = 0.5


def blocks(shop: Shop) -> list[Row]:
    """Some of what stands on the shelves is blocked, or was, since it came there last."""
    random, manager = shop.rng.random, shop.staff.manager
    rows: list[Row] = []
    for article, spot in enumerate(shop.ledger.spots):
        if spot[0] != PlaceKind.SHELF.value:
            continue
        chance, since = random(), shop.ledger.since[article]
        time_since = shop.days.latest - since
        if chance > _BLOCKED + _ONCE_BLOCKED or time_since < 3 * DAY:
            continue
        reason = BLOCKS[int(random() * len(BLOCKS))]
        from_ = since + HOUR + int(random() * (time_since - 2 * DAY))
        if chance < _BLOCKED:
            rows.append((article, reason, written(from_), manager, None, None, ""))
        else:
            lifted = written(from_ + DAY)
            rows.append((article, reason, written(from_), manager, lifted, manager, "Kontrollerad, hel."))
    return rows


def notes_at_bench(shop: Shop) -> dict[int, str]:
    """What the workshop says about some of the things that stand there."""
    random = shop.rng.random
    return {
        article: WAITING[int(random() * len(WAITING))]
        for article, spot in enumerate(shop.ledger.spots)
        if spot[0] == PlaceKind.WORKSHOP.value and random() < _NOTED_AT_BENCH
    }


def note_calls(shop: Shop) -> None:
    """Whoever has kept something for more than a week too long has been telephoned, mostly."""
    week_ago = shop.days.texts[-8]
    late = dict.fromkeys(borrower for borrower, due_on in shop.still_out if due_on < week_ago)
    for borrower in late:
        if shop.rng.random() < _TELEPHONED:
            shop.borrowers.telephoned(borrower)
