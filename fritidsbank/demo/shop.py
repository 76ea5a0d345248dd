"""What the parts of the year share: the shelves, the ledger, and what is going to happen when."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from fritidsbank.demo.borrowers import Borrowers
from fritidsbank.demo.days import LENGTH, Days
from fritidsbank.demo.ledger import Ledger, Spot
from fritidsbank.demo.moments import HOUR
from fritidsbank.demo.premises import Site
from fritidsbank.demo.sending import Sendings
from fritidsbank.demo.staffing import Staff
from fritidsbank.demo.writing import Row
from fritidsbank.loans.models import Ending
from fritidsbank.stock.rules import PlaceKind, Reason

Event = Callable[[int], None]
"""Something that will happen; it is told on which day."""
End = tuple[int, int, int, Site, Ending]
"""The end of a loan: at what moment, of which article and loan, in which branch, and how."""


@dataclass
class Shop:
    """The shop while its year goes by."""

    rng: Random
    days: Days
    sites: list[Site]
    staff: Staff
    ledger: Ledger
    borrowers: Borrowers
    visits: list[Row] = field(default_factory=list)
    loans: list[Row] = field(default_factory=list)
    checks: list[Row] = field(default_factory=list)
    sendings: Sendings = field(default_factory=Sendings)
    ends: list[list[End]] = field(default_factory=lambda: [[] for _ in range(LENGTH)])
    still_out: list[tuple[int, str]] = field(default_factory=list)
    agenda: list[list[Event]] = field(default_factory=lambda: [[] for _ in range(LENGTH)])

    def later(self, site: Site, day: int, event: Event) -> None:
        """The event happens on that day, or the next one when the door of the branch is open."""
        day = site.door.open_from(day)
        if day < LENGTH:
            self.agenda[day].append(event)

    def working_hour(self, day: int) -> int | None:
        """A moment when somebody works behind the counter; None when it is still to come today."""
        at = self.days.midnights[day] + 9 * HOUR + int(self.rng.random() * 6 * HOUR)
        return at if at <= self.days.latest else None

    def somebody(self) -> int:
        """The account of whoever stands at the counter."""
        counter = self.staff.counter
        return counter[int(self.rng.random() * len(counter))]

    def home_in(self, site: Site, article: int) -> Spot:
        """The shelf where an article belongs: its own, or the common one of a foreign branch."""
        home = self.ledger.homes[article]
        return home if home[2] == site.id else site.spots[PlaceKind.SHELF]

    def shelve(
        self,
        at: int,
        article: int,
        site: Site,
        reason: Reason,
        account: int,
        loan: int | None = None,
    ) -> None:
        """Put it on its shelf; from tomorrow on it may be lent."""
        self.ledger.move(at, article, self.home_in(site, article), reason, account, loan)
        site.on_shelf[self.ledger.sorts[article].id].append(article)

    def take_any(self, site: Site) -> int | None:
        """Some article from some shelf, if there is one."""
        shelves = [shelf for shelf in site.on_shelf.values() if shelf]
        if not shelves:
            return None
        return self.take(shelves[int(self.rng.random() * len(shelves))])

    def take(self, shelf: list[int]) -> int:
        """Any article of a shelf that is not empty."""
        place = int(self.rng.random() * len(shelf))
        shelf[place], shelf[-1] = shelf[-1], shelf[place]
        return shelf.pop()
