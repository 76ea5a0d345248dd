"""Loans in an endless round, each number of them computed from its place: a past of any length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from fritidsbank.barcodes import Kind, own
from fritidsbank.clock import local_day
from fritidsbank.demo.borrowers import uuid_at
from fritidsbank.demo.ledger import Spot
from fritidsbank.demo.moments import DAY, HOUR, moment_of, written
from fritidsbank.demo.writing import Row
from fritidsbank.loans.models import Ending
from fritidsbank.stock.catalogue import LOAN_DAYS
from fritidsbank.stock.rules import Reason

PAST = 3_650 * DAY
_KEPT = 10 * DAY
_LENT, _RETURNED, _ENDED = Reason.LENT.value, Reason.RETURNED.value, Ending.RETURNED.value


@dataclass(frozen=True)
class Place:
    """Where everything happens, who signs it, and the categories of the articles, by turns."""

    branch: int
    account: int
    shelf: Spot
    out: Spot
    sorts: Sequence[int]

    def sort_of(self, article: int) -> int:
        """The category of an article."""
        return self.sorts[article % len(self.sorts)]

    def line(
        self, at: int, article: int, start: Spot, end: Spot, reason: str, loan: int | None = None
    ) -> Row:
        """A line of the ledger."""
        sort = self.sort_of(article)
        return (
            written(at), day_of(at).isoformat(), 0, article, *start, sort, *end, sort,
            reason, "", None, loan, self.account, None,
        )  # fmt: skip


@dataclass(frozen=True)
class Round:
    """So many loans within ten years: at every step the next article in the round is lent.

    Its articles and loans are numbered from `first_article` and `first_loan` on.
    """

    first_loan: int
    first_article: int
    articles: int
    loans: int
    start: int
    basket: int

    @property
    def step(self) -> int:
        """Seconds from one loan to the next."""
        return (PAST - _KEPT) // max(self.loans, 1)

    @property
    def stay(self) -> int:
        """How long each article is out: it is back before its turn comes again."""
        return min(_KEPT, self.step * self.articles // 2)

    def since(self, article: int) -> int | None:
        """When an article came back from its last loan; None when it has never been lent."""
        place = article - self.first_article
        if place >= self.loans:
            return None
        last = self.loans - 1 - (self.loans - 1 - place) % self.articles
        return self._at(last) + self.stay

    def visits(self, borrowers: Sequence[str], slip: int, where: Place, rng: Random) -> list[Row]:
        """Their visits, a basket each; the slips are numbered from `slip` on."""
        return [
            (
                uuid_at(self._at(loan), rng),
                own(Kind.SLIP, slip + number).digits,
                where.branch,
                borrowers[number * 7_919 % len(borrowers)],
                written(self._at(loan)),
                0,
            )
            for number, loan in enumerate(range(0, self.loans, self.basket))
        ]

    def ended(self, visits: Sequence[Row], where: Place) -> Iterator[Row]:
        """The loans."""
        for number in range(self.loans):
            at, visit = self._at(number), visits[number // self.basket]
            yield (
                self.first_loan + number, self._article(number), visit[0], visit[3], where.branch,
                written(at), day_of(at + LOAN_DAYS * DAY).isoformat(), 0, 0, where.account,
                written(at + self.stay), _ENDED,
            )  # fmt: skip

    def lines(self, where: Place) -> Iterator[Row]:
        """Two lines of the ledger for each loan, in the order of time."""
        # So many steps after it was lent an article comes back.
        later = self.stay // self.step
        for number in range(self.loans + later):
            if number < self.loans:
                at, loan = self._at(number), self.first_loan + number
                yield where.line(at, self._article(number), where.shelf, where.out, _LENT, loan)
            if number >= later:
                back = number - later
                at, loan = self._at(back) + self.stay, self.first_loan + back
                yield where.line(at, self._article(back), where.out, where.shelf, _RETURNED, loan)

    def _at(self, number: int) -> int:
        return self.start + number * self.step

    def _article(self, number: int) -> int:
        return self.first_article + number % self.articles


def day_of(at: int) -> date:
    """The Swedish day of a moment."""
    return _day_of_hour(at // HOUR)


@cache
def _day_of_hour(hour: int) -> date:
    # Swedish days begin at a full hour of UTC.
    return local_day(moment_of(hour * HOUR))
