"""What comes after a loan: shelves and checks, the workshop, parts that are missing, the end."""

from functools import partial

from fritidsbank.demo.days import LENGTH
from fritidsbank.demo.moments import MINUTE, written
from fritidsbank.demo.premises import Site
from fritidsbank.demo.seasons import resting
from fritidsbank.demo.shop import End, Shop
from fritidsbank.loans.models import Ending
from fritidsbank.stock.rules import PlaceKind, Reason, Verdict

CHECK = ("article_id", "at", "verdict", "account_id", "operation_id", "undone_at")

_WORDS = {verdict: verdict.value for verdict in Verdict}

_WAITS_TODAY = 0.5
"""What has come back today is not looked at at once: there are people at the counter."""
_WAITS_OVERNIGHT = 0.03
_UNSAFE = 0.006
_TO_REPAIR = 0.06
_WORN_OUT = 0.005
_PART_MISSING = 0.012
_BEYOND_REPAIR = 0.09
_LET_OUT_UNMENDED = 0.012
_CARRIED_AWAY = 0.01
_STORED_WHEN_MENDED = 0.65
_FOUND_LATER = 0.2
_LONGEST_REPAIR = 21


class BackRoom:
    """Everything that is done with what has come back."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._random = shop.rng.random

    def take_back(self, day: int) -> None:
        """The loans that end on a day."""
        for end in self._shop.ends[day]:
            if end[4] is Ending.WRITTEN_OFF:
                self._write_off(end, day)
            else:
                self._take_back(end, day)

    def _take_back(self, end: End, day: int) -> None:
        at, article, loan, site, _ = end
        shop = self._shop
        ledger, account = shop.ledger, shop.somebody()
        if ledger.sorts[article].checked:
            ledger.move(at, article, site.spots[PlaceKind.CHECK], Reason.RETURNED, account, loan)
            self.check(article, site, account, at, day)
            return
        chance = self._random()
        if chance > _TO_REPAIR + _WORN_OUT + _PART_MISSING:
            shop.shelve(at, article, site, Reason.RETURNED, account, loan)
            return
        ledger.move(at, article, shop.home_in(site, article), Reason.RETURNED, account, loan)
        soon = at + 20
        if chance < _TO_REPAIR:
            self._to_bench(soon, article, site, account, day)
        elif chance < _TO_REPAIR + _WORN_OUT:
            ledger.move(soon, article, site.spots[PlaceKind.GONE], Reason.WORN_OUT, account)
        else:
            table = site.spots[PlaceKind.CHECK]
            ledger.move(soon, article, table, Reason.PART_MISSING, account)
            shop.later(
                site, day + 2 + int(self._random() * 9), partial(self._look_again, article, site)
            )

    def check(self, article: int, site: Site, account: int, since: int, day: int) -> None:
        """Somebody looks at what lies on the table, today or when there is time."""
        shop = self._shop
        at = since + 2 * MINUTE + int(self._random() * 50 * MINUTE)
        is_today = day == LENGTH - 1
        if is_today and (at > shop.days.latest or self._random() < _WAITS_TODAY):
            return
        if self._random() < _WAITS_OVERNIGHT:
            shop.later(site, day + 1, partial(self._look_again, article, site))
            return
        self._decide(at, article, site, account, day)

    def _look_again(self, article: int, site: Site, day: int) -> None:
        if at := self._shop.working_hour(day):
            self._decide(at, article, site, self._shop.somebody(), day)

    def _decide(self, at: int, article: int, site: Site, account: int, day: int) -> None:
        chance = self._random()
        verdict = Verdict.OK
        if chance < _UNSAFE:
            verdict = Verdict.SCRAP
            gone = site.spots[PlaceKind.GONE]
            self._shop.ledger.move(at, article, gone, Reason.UNSAFE, account)
        elif chance < _UNSAFE + _TO_REPAIR:
            verdict = Verdict.TO_REPAIR
            self._to_bench(at, article, site, account, day, seen=True)
        else:
            self._shop.shelve(at, article, site, Reason.CHECKED, account)
        self._shop.checks.append((article, written(at), _WORDS[verdict], account, None, None))

    def _to_bench(
        self, at: int, article: int, site: Site, account: int, day: int, *, seen: bool = False
    ) -> None:
        faults = self._shop.ledger.sorts[article].faults
        # A safety check says that it must be repaired; only the counter says what is wrong.
        fault = "" if seen else faults[int(self._random() * len(faults))]
        bench = site.spots[PlaceKind.WORKSHOP]
        self._shop.ledger.move(at, article, bench, Reason.TO_WORKSHOP, account, None, fault)
        ready = day + 1 + int(self._random() * self._random() * _LONGEST_REPAIR)
        self._shop.later(site, ready, partial(self._leave_bench, article, site))

    def _leave_bench(self, article: int, site: Site, day: int) -> None:
        shop, chance = self._shop, self._random()
        at = shop.working_hour(day)
        if at is None:
            return
        if chance < _BEYOND_REPAIR:
            reason = Reason.PARTS_TAKEN if chance < _BEYOND_REPAIR / 2 else Reason.WORN_OUT
            shop.ledger.move(at, article, site.spots[PlaceKind.GONE], reason, shop.staff.bench)
        elif chance < _BEYOND_REPAIR + _LET_OUT_UNMENDED:
            shop.shelve(at, article, site, Reason.RELEASED, shop.staff.manager)
        elif chance < _BEYOND_REPAIR + _LET_OUT_UNMENDED + _CARRIED_AWAY:
            shop.shelve(at, article, site, Reason.MOVED, shop.somebody())
        elif self._rests(article, day) and self._random() < _STORED_WHEN_MENDED:
            store = site.spots[PlaceKind.SEASON_STORE]
            shop.ledger.move(at, article, store, Reason.MENDED, shop.staff.bench)
            site.in_store.append(article)
        else:
            shop.shelve(at, article, site, Reason.MENDED, shop.staff.bench)

    def _rests(self, article: int, day: int) -> bool:
        """Whether nobody asks for such a thing at that time of the year."""
        return self._shop.ledger.sorts[article].season == resting(self._shop.days.dates[day])

    def _write_off(self, end: End, day: int) -> None:
        at, article, loan, site, _ = end
        shop = self._shop
        gone = site.spots[PlaceKind.GONE]
        shop.ledger.move(at, article, gone, Reason.NEVER_RETURNED, shop.staff.manager, loan)
        if self._random() < _FOUND_LATER:
            shop.later(site, day + 5 + int(self._random() * 60), partial(self.find, article, site))

    def find(self, article: int, site: Site, day: int) -> None:
        """What was missing or given up lies on the counter one morning."""
        shop = self._shop
        at, account = shop.working_hour(day), shop.somebody()
        if at is None:
            return
        if shop.ledger.sorts[article].checked:
            shop.ledger.move(at, article, site.spots[PlaceKind.CHECK], Reason.FOUND, account)
            self.check(article, site, account, at, day)
        else:
            shop.shelve(at, article, site, Reason.FOUND, account)
