"""The desk of the demo: who comes, what they take along, and when it is going to be back."""

from bisect import bisect
from itertools import accumulate

from fritidsbank.barcodes import Kind, own
from fritidsbank.branches.rules import OPERATOR_DEFAULTS
from fritidsbank.demo.borrowers import uuid_at
from fritidsbank.demo.days import LENGTH
from fritidsbank.demo.moments import written
from fritidsbank.demo.premises import Site
from fritidsbank.demo.seasons import ACTIVITIES, Activity
from fritidsbank.demo.shop import Shop
from fritidsbank.loans.models import Ending
from fritidsbank.stock.catalogue import LOAN_DAYS
from fritidsbank.stock.rules import PlaceKind, Reason

VISIT = ("id", "code", "branch_id", "borrower_id", "opened_at", "under_18")
LOAN = (
    "id",
    "article_id",
    "visit_id",
    "borrower_id",
    "branch_id",
    "lent_at",
    "due_on",
    "extensions",
    "guardian",
    "account_id",
    "ended_at",
    "ending",
)
Back = tuple[int, int, Site]
"""On which day something comes back, at what moment, to which branch."""
Fate = tuple[str, int, Back | None, Ending]
"""The due day, the extensions, the end if it has come, and how."""

_A_SCAN = 5
"""Seconds from one scan to the next."""
_UNLINK_DAYS = int(str(OPERATOR_DEFAULTS["unlink_days"]))

_WORDS = {ending: ending.value for ending in Ending}

_UNDER_18 = 0.11
_EXTENDED = 0.07
_ON_ITS_OWN = 0.07
"""How often an article comes back another day than the rest of its basket."""
_NEVER_BACK = 0.009
_TO_OTHER_BRANCH = 0.03
_ANOTHER_WISH = 0.4
_ROUNDS = 12
"""So often somebody looks for something else when the shelves are empty."""


class Wishes:
    """What people want to do, by month."""

    def __init__(self, activities: tuple[Activity, ...]) -> None:
        self._activities = [activity.categories for activity in activities]
        self._weights = [
            list(accumulate(activity.weight(month) for activity in activities))
            for month in range(1, 13)
        ]

    def wish(self, month: int, chance: float) -> tuple[str, ...]:
        """The categories that somebody asks for; `chance` is between 0 and 1."""
        weights = self._weights[month - 1]
        return self._activities[bisect(weights, chance * weights[-1])]


class Desk:
    """Everything that leaves the house."""

    def __init__(self, shop: Shop, *, newcomers: float) -> None:
        """`newcomers` is the part of all visitors that has not been here before."""
        self._shop = shop
        self._newcomers = newcomers
        self._families = Wishes(ACTIVITIES)
        self._groups = Wishes(tuple(one for one in ACTIVITIES if one.for_groups))
        self._ids = {sort.code: sort.id for sort in shop.ledger.sorts}

    def serve(self, site: Site, day: int, baskets: list[int]) -> None:
        """One visit for each basket of so many articles, spread over the hours of a day."""
        random, people = self._shop.rng.random, self._shop.borrowers
        for part, size in zip(sorted(random() for _ in baskets), baskets, strict=True):
            at = site.door.moment(day, part)
            articles = self._pick(site, self._families, day, size)
            if not articles:
                continue
            is_new = random() < self._newcomers
            known = None if is_new else people.back_again(day)
            borrower = people.newcomer(at, day) if known is None else known
            self._lend(site, day, at, borrower, articles)

    def serve_group(self, site: Site, day: int, borrower: int, size: int, keeps: int) -> None:
        """A class or a club fetches what it has asked for, all of one kind of thing."""
        if not site.door.hours[day]:
            return
        if articles := self._pick(site, self._groups, day, size):
            self._shop.borrowers.seen(borrower, day)
            self._lend(site, day, site.door.moment(day, 0), borrower, articles, keeps=keeps)

    def _pick(self, site: Site, wishes: Wishes, day: int, size: int) -> list[int]:
        random, take, shelves = self._shop.rng.random, self._shop.take, site.on_shelf
        month = self._shop.days.dates[day].month
        wish = wishes.wish(month, random())
        picked: list[int] = []
        for _ in range(_ROUNDS if wishes is self._families else size):
            for code in wish:
                if shelf := shelves[self._ids[code]]:
                    picked.append(take(shelf))
                    if len(picked) == size:
                        return picked
            if wishes is self._families and random() < _ANOTHER_WISH:
                wish = wishes.wish(month, random())
        return picked

    def _lend(
        self, site: Site, day: int, at: int, borrower: int, articles: list[int], keeps: int = 0
    ) -> None:
        shop = self._shop
        ledger, account, visit = shop.ledger, shop.somebody(), uuid_at(at, shop.rng)
        under_18 = not keeps and shop.rng.random() < _UNDER_18
        fates = self._fates(site, day, articles, keeps)
        # Whoever has had nothing out for that long is unlinked, as in a real shop.
        linked = any(back is None or back[0] + _UNLINK_DAYS >= LENGTH for _, _, back, _ in fates)
        who = shop.borrowers.ids[borrower] if linked else None

        slip = own(Kind.SLIP, len(shop.visits)).digits
        shop.visits.append((visit, slip, site.id, who, written(at), int(under_18)))
        out, loan = site.spots[PlaceKind.OUT], len(shop.loans)
        for article, (due_on, extensions, back, ending) in zip(articles, fates, strict=True):
            loan += 1
            ledger.move(at, article, out, Reason.LENT, account, loan)
            guardian = int(under_18 and ledger.sorts[article].guardian)
            ended_at = how = None
            if back:
                ended_at, how = written(back[1]), _WORDS[ending]
                shop.ends[back[0]].append((back[1], article, loan, back[2], ending))
            else:
                shop.still_out.append((borrower, due_on))
            shop.loans.append(
                (
                    loan, article, visit, who, site.id, written(at), due_on,
                    extensions, guardian, account, ended_at, how,
                )
            )  # fmt: skip
            at += _A_SCAN

    def _fates(self, site: Site, day: int, articles: list[int], keeps: int) -> list[Fate]:
        """Until when each article is lent, and what becomes of it; most of a basket alike."""
        shop, door, random = self._shop, site.door, self._shop.rng.random
        due, due_on = door.due(day, keeps or LOAN_DAYS)
        extensions = int(not keeps and day + LOAN_DAYS < LENGTH and random() < _EXTENDED)
        if extensions:
            due, due_on = door.due(due, LOAN_DAYS)
        to = self._brought_to(site)
        together = self._back(to, day, due)
        fates: list[Fate] = []
        for article in articles:
            loan_days = shop.ledger.sorts[article].loan_days
            if random() < _NEVER_BACK:
                fates.append((due_on, extensions, self._given_up(site, due), Ending.WRITTEN_OFF))
            elif loan_days > LOAN_DAYS and not keeps:
                later, later_on = door.due(day, loan_days)
                fates.append((later_on, 0, self._back(to, day, later), Ending.RETURNED))
            elif random() < _ON_ITS_OWN:
                fates.append((due_on, extensions, self._back(to, day, due), Ending.RETURNED))
            else:
                if together:
                    together = (together[0], together[1] + _A_SCAN, to)
                fates.append((due_on, extensions, together, Ending.RETURNED))
        return fates

    def _brought_to(self, site: Site) -> Site:
        sites, random = self._shop.sites, self._shop.rng.random
        if len(sites) > 1 and random() < _TO_OTHER_BRANCH:
            return sites[int(random() * len(sites))]
        return site

    def _back(self, site: Site, day: int, due: int) -> Back | None:
        """Most come early or on the day, some a week late, a few when the season is over."""
        random = self._shop.rng.random
        chance = random()
        if chance < 0.44:
            number = day + 1 + int(random() * (due - day - 1))
        elif chance < 0.8:
            number = max(due - int(random() * 2), day + 1)
        elif chance < 0.945:
            number = due + 1 + int(random() * 7)
        elif chance < 0.99:
            number = due + 8 + int(random() * 33)
        else:
            number = due + 41 + int(random() * 60)
        number = site.door.open_from(number)
        return (number, site.door.moment(number, random()), site) if number < LENGTH else None

    def _given_up(self, site: Site, due: int) -> Back | None:
        number = site.door.open_from(due + 100 + int(self._shop.rng.random() * 25))
        at = self._shop.working_hour(number) if number < LENGTH else None
        return (number, at, site) if at else None
