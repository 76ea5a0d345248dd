"""Periods that a report is about, and the books that must balance in each."""

import calendar
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from fritidsbank.refusals import Malformed, N_
from fritidsbank.stock.rules import SCRAPPED, PlaceKind, Reason

_WEEK = re.compile(r"(\d{4})-?[Ww](\d{1,2})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"(\d{4})")
OLDEST = 1900
"""No calendar reaches back from the year 1, and no shop to the year 1899."""


@dataclass(eq=False)
class NotAPeriod(Malformed):
    """It is neither a week nor a month nor a year."""

    period: str

    message = N_("{period} is no week, month or year. Write 2026-W08, 2026-02 or 2026.")


@dataclass(eq=False)
class NoSuchWeek(Malformed):
    """ISO 8601 gives most years 52 weeks, and some 53."""

    year: str
    weeks: int

    message = N_("{year} has {weeks} weeks.")


@dataclass(frozen=True)
class Period:
    """Whole days, the first and the last included; `name` is how it is written.

    `unit` is week, month or year.
    """

    unit: str
    name: str
    first: date
    last: date

    @property
    def before(self) -> "Period":
        """The week, month or year before."""
        return _AROUND[self.unit](self.first - timedelta(days=1))

    @property
    def year_before(self) -> "Period | None":
        """The week or month of the same number one year earlier; a year has only the one before.

        Week 53 is compared with nothing when the year before had 52.
        """
        if self.unit == "week":
            year, week, _ = self.first.isocalendar()
            try:
                return _week(year - 1, week)
            except NoSuchWeek:
                return None
        if self.unit == "month":
            return _month(self.first.year - 1, self.first.month)
        return None


def period(name: str, unit: str = "") -> Period:
    """An ISO week (2026-W08), a month (2026-02) or a year (2026); `unit` asks for one of them.

    Raises NotAPeriod, NoSuchWeek.
    """
    text = name.strip()
    for kind, pattern, read in _READERS:
        if unit in {"", kind} and (found := pattern.fullmatch(text)):
            try:
                asked = read(*map(int, found.groups()))
            except (ValueError, OverflowError):
                break
            if asked.first.year >= OLDEST:
                return asked
    raise NotAPeriod(text[:20])


def week_of(day: date) -> Period:
    """The ISO week of a day: 2024-12-30 is in 2025-W01."""
    year, week, _ = day.isocalendar()
    return _week(year, week)


def periods_ending(last: date) -> list[Period]:
    """The week that ends on a Sunday, and the months and years that ended within it."""
    days = [last - timedelta(days=number) for number in reversed(range(7))]
    around = [unit_of(day) for day in days for unit_of in (month_of, year_of)]
    return [week_of(last), *dict.fromkeys(one for one in around if one.last in days)]


def month_of(day: date) -> Period:
    """The month of a day."""
    return _month(day.year, day.month)


def year_of(day: date) -> Period:
    """The calendar year of a day."""
    return _year(day.year)


def _week(year: int, week: int) -> Period:
    # 28 December is always in the last week of its ISO year.
    weeks = date(year, 12, 28).isocalendar().week
    if not 1 <= week <= weeks:
        raise NoSuchWeek(f"{year:04d}", weeks)
    monday = date.fromisocalendar(year, week, 1)
    return Period("week", f"{year:04d}-W{week:02d}", monday, monday + timedelta(days=6))


def _month(year: int, month: int) -> Period:
    last = calendar.monthrange(year, month)[1]
    return Period("month", f"{year:04d}-{month:02d}", date(year, month, 1), date(year, month, last))


def _year(year: int) -> Period:
    return Period("year", f"{year:04d}", date(year, 1, 1), date(year, 12, 31))


_READERS: tuple[tuple[str, re.Pattern[str], Callable[..., Period]], ...] = (
    ("week", _WEEK, _week),
    ("month", _MONTH, _month),
    ("year", _YEAR, _year),
)
_AROUND = {"week": week_of, "month": month_of, "year": year_of}


@dataclass(frozen=True)
class Books:
    """How many articles there were, what came to them and what left them, and how many there are.

    Missing articles have left the stock; what comes back, from wherever, is found. Moved in and
    out is to and from another branch or category.
    """

    opening: int = 0
    registered: int = 0
    moved_in: int = 0
    found: int = 0
    moved_out: int = 0
    scrapped: int = 0
    written_off: int = 0
    missing: int = 0

    @property
    def closing(self) -> int:
        """How many there are in the end."""
        came = self.registered + self.moved_in + self.found
        left = self.moved_out + self.scrapped + self.written_off + self.missing
        return self.opening + came - left

    def __add__(self, other: "Books") -> "Books":
        """Both together."""
        names = [one.name for one in fields(self)]
        return Books(**{name: getattr(self, name) + getattr(other, name) for name in names})


@dataclass(frozen=True)
class Flow:
    """So many articles of a category went the same way for the same reason."""

    category: int
    reason: Reason
    from_kind: PlaceKind
    from_branch: int
    to_kind: PlaceKind
    to_branch: int
    count: int


Stood = Mapping[tuple[int, int, PlaceKind], int]
"""How many articles stood where: by branch, category and kind of place."""

NOT_OURS = frozenset({PlaceKind.OUTSIDE, PlaceKind.MISSING, PlaceKind.GONE})
"""What stands there is not counted as stock."""


def books_of(
    opening: Mapping[int, int], flows: Iterable[Flow], branch: int | None
) -> dict[int, Books]:
    """The books of each category, of one branch or of all together, from what there was."""
    books: dict[int, Books] = defaultdict(Books)
    for category, count in opening.items():
        books[category] = Books(opening=count)
    for flow in flows:
        if named := _entry(flow, branch):
            known = books[flow.category]
            books[flow.category] = replace(known, **{named: getattr(known, named) + flow.count})
    return dict(books)


def is_ours(kind: PlaceKind, of: int, branch: int | None) -> bool:
    """Whether what stands there is stock, of that branch if one is asked about."""
    return kind not in NOT_OURS and branch in {None, of}


def _entry(flow: Flow, branch: int | None) -> str:
    """The line of the books on which a flow is counted; none when it stays within them."""
    was = is_ours(flow.from_kind, flow.from_branch, branch)
    is_ = is_ours(flow.to_kind, flow.to_branch, branch)
    if was == is_:
        return ""
    if is_:
        if flow.reason is Reason.REGISTERED:
            return "registered"
        lost = flow.from_kind in {PlaceKind.MISSING, PlaceKind.GONE}
        return "found" if lost else "moved_in"
    if flow.to_kind is PlaceKind.MISSING:
        return "missing"
    if flow.to_kind is PlaceKind.GONE:
        return "scrapped" if flow.reason in SCRAPPED else "written_off"
    return "moved_out"
