"""How the stock comes in and moves about: donations, the season store, what is not to be found."""

from datetime import date, timedelta
from functools import partial

from fritidsbank.demo.aftermath import BackRoom
from fritidsbank.demo.days import LENGTH, midnight_of
from fritidsbank.demo.moments import HOUR, MINUTE
from fritidsbank.demo.premises import Site
from fritidsbank.demo.seasons import AUTUMN, SPRING, resting
from fritidsbank.demo.shop import Shop
from fritidsbank.stock.catalogue import Season
from fritidsbank.stock.rules import PlaceKind, Reason

BUSY_WEEKS = 8
"""Before it opens a shop registers most of what it has been given."""

_BEFORE_OPENING = 0.82
_OUT_OF_SEASON_STORED = 0.65
_MISSING_A_DAY = 0.00004
"""How much of the stock is found to be missing on a day."""
_FOUND = 0.5
_SENT_A_MONTH = 12
"""So many articles go to a smaller branch each month."""


class StoreRoom:
    """Everything that moves without being lent."""

    def __init__(self, shop: Shop, back_room: BackRoom) -> None:
        self._shop = shop
        self._back_room = back_room
        shares = [site.share for site in shop.sites]
        # By article; place 0 stays empty.
        self._sites = shop.rng.choices(shop.sites, shares, k=len(shop.ledger.sorts))
        self._next = 1

    def fill(self) -> None:
        """Before the first day: weeks of registering, then what is out of season is stored."""
        shop, first = self._shop, self._shop.days.first
        opening = int(len(self._sites) * _BEFORE_OPENING)
        days = [first - timedelta(days=number) for number in range(7 * BUSY_WEEKS, 1, -1)]
        workdays = [day for day in days if day.weekday() < 5]
        for number, day in enumerate(workdays, 1):
            shop.ledger.open_page(day.isoformat())
            many = opening * number // len(workdays) - self._next
            self._register(midnight_of(day) + 9 * HOUR, many, 7 * HOUR)
            shop.ledger.close_page()
        evening = first - timedelta(days=1)
        shop.ledger.open_page(evening.isoformat())
        for site in shop.sites:
            self._store(site, resting(first), midnight_of(evening) + 9 * HOUR)
        shop.ledger.close_page()

    def rearrange(self, day: int) -> None:
        """What is done on an open day between loans."""
        shop, today = self._shop, self._shop.days.dates[day]
        for site in shop.sites:
            if not site.door.hours[day]:
                continue
            if day < shop.days.last:
                self._change_season(site, day)
            if shop.rng.random() < len(self._sites) * site.share * _MISSING_A_DAY:
                self._lose(site, day)
        if today.day == 15 and len(shop.sites) > 1 and day < shop.days.last:
            self._send(day)

    def receive(self, day: int) -> None:
        """What people bring along in the course of the year."""
        hours = self._shop.sites[0].door.hours[day]
        left = len(self._sites) - self._next
        if hours and left:
            many = left / (LENGTH - day) * 1.5
            self._register(
                hours[0][0], min(left, round(many + self._shop.rng.random() - 0.5)), HOUR // 4
            )

    def _register(self, start: int, many: int, within: int) -> None:
        shop = self._shop
        account = shop.somebody()
        for number in range(many):
            article = self._next
            self._next += 1
            site, sort = self._sites[article], shop.ledger.sorts[article]
            at = start + number * within // many
            shop.ledger.register(at, article, site.shelves[sort.code], account)
            site.on_shelf[sort.id].append(article)

    def _change_season(self, site: Site, day: int) -> None:
        at = self._shop.days.midnights[day] + 9 * HOUR
        for month_day, over, coming in (
            (SPRING, Season.WINTER, Season.SUMMER),
            (AUTUMN, Season.SUMMER, Season.WINTER),
        ):
            turn = date(self._shop.days.dates[day].year, *month_day) - self._shop.days.first
            if 0 <= turn.days <= day and site.door.open_from(turn.days) == day:
                self._store(site, over, at)
                self._fetch(site, coming, at + HOUR)

    def _store(self, site: Site, season: Season, at: int) -> None:
        shop, random = self._shop, self._shop.rng.random
        store, account = site.spots[PlaceKind.SEASON_STORE], shop.staff.manager
        for sort in {sort.id: sort for sort in shop.ledger.sorts if sort.season == season}.values():
            kept = []
            for article in site.on_shelf[sort.id]:
                if random() < _OUT_OF_SEASON_STORED:
                    shop.ledger.move(at, article, store, Reason.MOVED, account)
                    site.in_store.append(article)
                    at += 1
                else:
                    kept.append(article)
            site.on_shelf[sort.id] = kept

    def _fetch(self, site: Site, season: Season, at: int) -> None:
        shop, left = self._shop, []
        for article in site.in_store:
            if shop.ledger.sorts[article].season == season:
                shop.shelve(at, article, site, Reason.MOVED, shop.staff.manager)
                at += 1
            else:
                left.append(article)
        site.in_store[:] = left

    def _lose(self, site: Site, day: int) -> None:
        shop = self._shop
        at = shop.working_hour(day)
        article = shop.take_any(site) if at else None
        if at is None or article is None:
            return
        shop.ledger.move(
            at, article, site.spots[PlaceKind.MISSING], Reason.MISSING, shop.somebody()
        )
        if shop.rng.random() < _FOUND:
            found = day + 3 + int(shop.rng.random() * 60)
            shop.later(site, found, partial(self._back_room.find, article, site))

    def _send(self, day: int) -> None:
        """From the largest branch to one of the others; on the way it belongs to the sender."""
        shop = self._shop
        sender, receiver = shop.sites[0], shop.sites[1 + day % (len(shop.sites) - 1)]
        at = shop.working_hour(day)
        if at is None or not sender.door.hours[day]:
            return
        manager = shop.staff.manager
        load = shop.sendings.begin(sender.id, receiver.id, shop.days.texts[day], manager)
        for number in range(_SENT_A_MONTH):
            article = shop.take_any(sender)
            if article is None:
                return
            on_the_way, left = sender.spots[PlaceKind.IN_TRANSIT], at + number * MINUTE
            shop.ledger.move(left, article, on_the_way, Reason.MOVED, manager)
            line = shop.sendings.lay_in(load, article, left)
            shop.later(receiver, day + 1, partial(self._unpack, article, receiver, line))

    def _unpack(self, article: int, receiver: Site, line: int, day: int) -> None:
        shop = self._shop
        if at := shop.working_hour(day):
            shop.sendings.take_out(line, at)
            shop.ledger.homes[article] = receiver.shelves[shop.ledger.sorts[article].code]
            shop.shelve(at, article, receiver, Reason.MOVED, shop.somebody())
