"""Who came in without borrowing, and what was asked for and not there, as the tablet counted it."""

from collections import Counter
from datetime import date
from operator import itemgetter
from random import Random

from fritidsbank.counter.rules import Visitor
from fritidsbank.demo.borrowers import uuid_at
from fritidsbank.demo.moments import written
from fritidsbank.demo.seasons import ACTIVITIES
from fritidsbank.demo.shop import Shop
from fritidsbank.demo.writing import Row
from fritidsbank.stock.catalogue import load

TALLY = ("id", "branch_id", "visitor", "came_on", "at")
WISH = ("id", "branch_id", "category_id", "size", "wished_on", "at")

_LOOKED_IN = 0.35
"""So many look in without borrowing for each who borrows."""
_ASKED_IN_VAIN = 0.05
_SIZE_UNKNOWN = 0.2
_VISITORS = tuple(Visitor)
_OFTEN = (46, 20, 31, 3)


def tallies(shop: Shop) -> list[Row]:
    """One row for each who looked in."""
    rng = Random(f"tally {len(shop.loans)}")  # noqa: S311 - nothing secret
    return [
        (uuid_at(at, rng), branch, rng.choices(_VISITORS, _OFTEN)[0].value, day, written(at))
        for branch, day, at in _moments(shop, _LOOKED_IN, rng)
    ]


def wishes(shop: Shop) -> list[Row]:
    """One row for each who asked in vain, for what people want at that time of the year."""
    rng = Random(f"wish {len(shop.loans)}")  # noqa: S311 - nothing secret
    ids = {sort.code: sort.id for sort in shop.ledger.sorts[1:]}
    sizes = {entry.code: entry.sizes for entry in load()}
    rows: list[Row] = []
    for branch, day, at in _moments(shop, _ASKED_IN_VAIN, rng):
        month = date.fromisoformat(day).month
        wanted = rng.choices(ACTIVITIES, [one.weight(month) for one in ACTIVITIES])[0]
        code = rng.choice(wanted.categories)
        usual = sizes[code]
        # Whoever asks in vain is small or tall more often than not.
        size = usual[int(len(usual) * rng.betavariate(0.6, 0.6))] if usual else ""
        said = "" if rng.random() < _SIZE_UNKNOWN else size
        if code in ids:
            rows.append((uuid_at(at, rng), branch, ids[code], said, day, written(at)))
    return rows


def _moments(shop: Shop, part: float, rng: Random) -> list[tuple[int, str, int]]:
    """Branch, day and moment of what happens for that part of all visits, while doors are open."""
    visits = Counter((visit[2], str(visit[4])[:10]) for visit in shop.visits)
    return sorted(
        (
            (site.id, day, site.door.moment(number, rng.random()))
            for site in shop.sites
            for number, day in enumerate(shop.days.texts)
            if site.door.hours[number]
            for _ in range(int(visits[site.id, day] * part + rng.random()))
        ),
        key=itemgetter(2),
    )
