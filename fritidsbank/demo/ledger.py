"""Where each article stands while the year goes by, and every line that says how it came there."""

from dataclasses import dataclass
from operator import itemgetter

from fritidsbank.demo.moments import written
from fritidsbank.demo.writing import Row
from fritidsbank.stock.rules import PlaceKind, Reason

Spot = tuple[str, int | None, int]
"""A kind of place, the place, its branch: one end of a line."""

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
_MOMENT = itemgetter(0)
# Asking an enum for its value a hundred thousand times takes longer than all the rest of a line.
_WORDS = {reason: reason.value for reason in Reason}


@dataclass(frozen=True, slots=True)
class Sort:
    """A category as the year needs it."""

    id: int
    code: str
    loan_days: int
    guardian: bool
    checked: bool
    season: str
    faults: tuple[str, ...]


class Ledger:
    """The present place of every article by its id, and the lines in the order of time."""

    def __init__(self, sorts: list[Sort]) -> None:
        """`sorts` are those of the articles; ids begin with 1."""
        self.sorts = sorts
        self.spots: list[Spot] = [("", None, 0)] * len(sorts)
        self.since = [0] * len(sorts)
        self.homes: list[Spot] = [("", None, 0)] * len(sorts)
        # When each was registered, in the order of their ids; place 0 stays empty.
        self.registered: list[tuple[int, str]] = [(0, "")]
        self.lines: list[Row] = []
        self._page: list[Row] = []
        self._day = ""

    def open_page(self, day: str) -> None:
        """What follows happens on that day."""
        self._day = day

    def close_page(self) -> None:
        """The day is over: its lines are put in the order in which things happened."""
        self._page.sort(key=_MOMENT)
        self.lines += self._page
        self._page.clear()

    def register(self, at: int, article: int, home: Spot, account: int) -> None:
        """An article comes into the house; ids come in their order."""
        self.homes[article] = home
        self.registered.append((at, self._day))
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
                _WORDS[reason], fault, None, loan, account, None,
            )
        )  # fmt: skip
        self.spots[article] = to
        self.since[article] = at
