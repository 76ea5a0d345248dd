"""What a report says, in typed figures; `as_json.py` writes and reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from fritidsbank.reports.rules import Books, Period
from fritidsbank.stock.rules import PlaceKind


@dataclass(frozen=True)
class Headline:
    """The five figures that are compared with the period before and the year before.

    Articles lent are counted each time one is lent; a loan event is a visit with loans, however
    many articles; visits are those and the ones without a loan.
    """

    articles_lent: int = 0
    loan_events: int = 0
    returned: int = 0
    visits: int = 0
    repaired: int = 0


@dataclass(frozen=True)
class CategoryRow:
    """A category: its books, what was lent of it and came back."""

    category: str
    books: Books
    lent: int
    returned: int


@dataclass(frozen=True)
class Day:
    """What was lent and came back on a day."""

    day: date
    lent: int
    returned: int


@dataclass(frozen=True)
class Waiting:
    """How many articles stood in the workshop, the days of the oldest, and of the middle one."""

    count: int = 0
    oldest_days: int = 0
    median_days: float = 0


@dataclass(frozen=True)
class Gap:
    """A size of a category that was asked for and was not there, and how many there are now."""

    category: str
    size: str
    wished: int
    on_shelf: int


@dataclass(frozen=True)
class Bench:
    """What went through the workshop: what stood there before, came, and left.

    Days are those of what left, from the day when it came; `wait_for_parts` is of the moment when
    the report was counted. Figures of things: nobody's work is counted or timed.
    """

    stood: int = 0
    came: int = 0
    left: int = 0
    wait_for_parts: int = 0
    timed: int = 0
    median_days: float = 0
    nine_of_ten_days: int = 0


@dataclass(frozen=True)
class Mend:
    """A size that is going to be short, and how many of it the workshop has."""

    category: str
    size: str
    wanted: int
    on_shelf: int
    at_bench: int


@dataclass(frozen=True)
class MendFirst:
    """What to mend first, from what was wanted on these days of last year."""

    first: date
    last: date
    is_holiday: bool
    rows: tuple[Mend, ...]


@dataclass(frozen=True)
class Report:
    """The figures of one branch, or of all where `branch` is empty.

    `places` go by kind of place, `repaired` by what became of what left the workshop, `scrapped`
    by reason, `late` by days. `climate_kg` is what ski loans saved, when the operator wants it
    told. Weeks that were frozen before there was a bench have no `bench`.
    """

    period: Period
    branch: str
    headline: Headline
    before: Headline
    year_before: Headline | None
    categories: tuple[CategoryRow, ...]
    days: tuple[Day, ...]
    places: Mapping[str, int]
    repaired: Mapping[str, int]
    scrapped: Mapping[str, int]
    late: Mapping[str, int]
    waiting: Waiting
    gaps: tuple[Gap, ...] = ()
    bench: Bench | None = None
    mend_first: MendFirst | None = None
    booked_late: int = 0
    climate_kg: int | None = None
    is_over: bool = True
    frozen_at: datetime | None = field(default=None, compare=False)

    @property
    def total(self) -> Books:
        """The books of all categories together."""
        return sum((row.books for row in self.categories), Books())

    @property
    def overdue(self) -> int:
        """How many loans were late in the end."""
        return sum(self.late.values())

    def place(self, kind: PlaceKind) -> int:
        """How many articles stood in places of a kind in the end."""
        return self.places.get(kind.value, 0)
