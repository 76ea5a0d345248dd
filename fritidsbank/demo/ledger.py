"""Where each article stands while the year goes by, and every line that says how it came there."""

from dataclasses import dataclass
from operator import itemgetter

from fritidsbank.demo.moments import written
from fritidsbank.stock.rules import PlaceKind, Reason

Spot = tuple[str, int | None, int]
"""A kind of place, the place, its branch: one end of a line."""

Line = tuple[str, str, int, int, *tuple[object, ...]]

LINE = (
    "at",
    "booked_on",
    "booked_late",
    "article_id",
    "from_kind",
    "from_place_id",
    "from_branch_id",
    "from_category_id",
    "to_kind",
    "to_place_id",
    "to_branch_id",
    "to_category_id",
    "reason",
    "fault",
    "operation_id",
    "loan_id",
    "account_id",
    "reverses",
)
_AT = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Sort:
    """A category as the year needs it."""

    id: int
    code: str
    loan_days: int
    guardian: bool
    checked: bool
    winter: bool
    summer: bool
    faults: tuple[str, ...]


class Ledger:
    """The present place of every article by its id, and the lines in the order of time."""

    def __init__(self, sorts: list[Sort]) -> None:
        """`sorts` are those of the articles; ids begin with 1."""
        self.sorts = sorts
        self.spots: list[Spot] = [("", None, 0)] * len(sorts)
        self.since = [0] * len(sorts)
        self.homes: list[Spot] = [("", None, 0)] * len(sorts)
        self.lines: list[Line] = []
        self._page: list[Line] = []
        self._day = ""

    def open_page(self, day: str) -> None:
        """What follows happens on that day."""
        self._day = day

    def close_page(self) -> None:
        """The day is over: its lines are put in the order in which things happened."""
        self._page.sort(key=_AT)
        self.lines += self._page
        self._page.clear()

    def register(self, at: int, article: int, home: Spot, account: int) -> None:
        """An article comes into the house."""
        self.homes[article] = home
        self.spots[article] = (PlaceKind.OUTSIDE.value, None, home[2])
        self.move(at, article, home, Reason.REGISTERED, account)

    def move(
        self,
        at: int,
        article: int,
        to: Spot,
        reason: Reason,
        account: int,
        loan: int | None = None,
        fault: str = "",
    ) -> None:
        """An article leaves the place where it stands for another one."""
        sort = self.sorts[article].id
        self._page.append(
            (
                written(at), self._day, 0, article,
                *self.spots[article], sort, *to, sort,
                reason.value, fault, None, loan, account, None,
            )
        )  # fmt: skip
        self.spots[article] = to
        self.since[article] = at
