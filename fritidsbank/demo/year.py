"""The year, day by day: who comes, what goes out, what comes back."""

from collections.abc import Callable
from random import Random
from statistics import median

from fritidsbank.demo.aftermath import BackRoom
from fritidsbank.demo.days import LENGTH
from fritidsbank.demo.lending import Desk
from fritidsbank.demo.names import GROUPS
from fritidsbank.demo.premises import Site
from fritidsbank.demo.seasons import weight_of
from fritidsbank.demo.shop import Shop
from fritidsbank.demo.sizes import Plan
from fritidsbank.demo.storing import StoreRoom

# How many articles a family takes along, and how often.
_BASKETS = (1, 2, 3, 4, 5, 6)
_HOW_OFTEN = (7, 11, 17, 23, 22, 20)
_CLASS = (12, 28)
_BIG_CLASS = (20, 60)
_KEPT = (2, 9)
"""Days for which a class or a club keeps what it has fetched."""
_UNEVEN = 0.25
"""By how much a day may differ from what is usual in its week."""
_TODAY = 4
"""At least so many come today."""


def live(shop: Shop, plan: Plan, progress: Callable[[int], None]) -> None:
    """Let the year go by; `progress` is told how many days are over."""
    back_room = BackRoom(shop)
    store_room = StoreRoom(shop, back_room)
    store_room.fill()
    desk = Desk(shop, newcomers=plan.borrowers / (plan.visits - plan.groups))
    visits = [_visits(shop, site, plan) for site in shop.sites]
    groups = _groups(shop, plan)
    for day in range(LENGTH):
        shop.ledger.open_page(shop.days.texts[day])
        for borrower, size, keeps in groups[day]:
            desk.serve_group(shop.sites[0], day, borrower, size, keeps)
        for site, baskets in zip(shop.sites, visits, strict=True):
            desk.serve(site, day, baskets[day])
        store_room.rearrange(day)
        for event in shop.agenda[day]:
            event(day)
        back_room.take_back(day)
        store_room.receive(day)
        shop.ledger.close_page()
        progress(day + 1)


def _visits(shop: Shop, site: Site, plan: Plan) -> list[list[int]]:
    """For each day how much each visitor takes along."""
    many = round((plan.visits - plan.groups) * site.share)
    baskets = shop.rng.choices(_BASKETS, _HOW_OFTEN, k=many)
    weights, done, sofar = _weights(shop, site), 0, 0.0
    if site is shop.sites[0] and site.door.hours[-1]:
        # Whoever looks at a demo wants to see something happen today.
        weights[-1] = max(weights[-1], _TODAY * sum(weights) / many)
    total = sum(weights)
    days = []
    for weight in weights:
        sofar += weight
        upto = round(many * sofar / total)
        days.append(baskets[done:upto])
        done = upto
    return days


def _weights(shop: Shop, site: Site) -> list[float]:
    """What part of the year's visits falls on each day: the week's, spread over its open hours."""
    weeks = [day.isocalendar()[:2] for day in shop.days.dates]
    in_week: dict[tuple[int, int], int] = {}
    for week, open_for in zip(weeks, site.door.open_for, strict=True):
        in_week[week] = in_week.get(week, 0) + open_for
    usual = median(in_week.values())
    return [
        # In a week with fewer hours than usual, or cut off by the ends of the year, fewer come.
        weight_of(week[1]) * open_for / max(in_week[week], usual) * _uneven(shop.rng)
        for week, open_for in zip(weeks, site.door.open_for, strict=True)
    ]


def _uneven(rng: Random) -> float:
    return 1 + _UNEVEN * (2 * rng.random() - 1)


def _groups(shop: Shop, plan: Plan) -> list[list[tuple[int, int, int]]]:
    """For each day which classes and clubs come, for how much, and how many days they keep it."""
    rng, site = shop.rng, shop.sites[0]
    first = site.door.open_from(0)
    opens = site.door.moment(first, 0)
    known = [
        shop.borrowers.group(opens, first, which) for which in range(min(len(GROUPS), plan.groups))
    ]
    weights = [
        weight * (day.weekday() < 5)
        for day, weight in zip(shop.days.dates, _weights(shop, site), strict=True)
    ]
    days: list[list[tuple[int, int, int]]] = [[] for _ in range(LENGTH)]
    smallest, largest = _BIG_CLASS if plan.articles > 3_000 else _CLASS
    for number, day in enumerate(rng.choices(range(LENGTH), weights, k=plan.groups)):
        size = smallest + int(rng.random() * (largest - smallest))
        keeps = _KEPT[0] + int(rng.random() * (_KEPT[1] - _KEPT[0]))
        days[day].append((known[number % len(known)], size, keeps))
    return days
