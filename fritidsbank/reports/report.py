"""The stock report of a period: every figure that its page, its papers and its files show."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch
from fritidsbank.branches.queries import branch_called
from fritidsbank.refusals import N_, Refusal
from fritidsbank.reports.queries import (
    Lending,
    books_of,
    category_codes,
    lending_of,
    overdue_at_end,
    standing,
)
from fritidsbank.reports.rules import Books, Period
from fritidsbank.stock.rules import PlaceKind


@dataclass(eq=False)
class NotBegun(Refusal):
    """Nothing can be said of what has not begun."""

    period: str
    first: date

    message = N_("{period} begins on {first}. There is nothing to report yet.")


@dataclass(frozen=True)
class Report:
    """The figures of one branch, or of all where `branch` is empty. `books` go by category code."""

    period: Period
    branch: str
    books: dict[str, Books]
    lending: Lending
    places: dict[PlaceKind, int]
    overdue: int

    @property
    def total(self) -> Books:
        """The books of all categories together."""
        return sum(self.books.values(), Books())

    def as_json(self) -> dict[str, Any]:
        """For machines. Days are ISO 8601; `from` and `to` belong to the period."""
        return {
            "week": self.period.name,
            "from": self.period.first.isoformat(),
            "to": self.period.last.isoformat(),
            "branch": self.branch or None,
            **_books(self.total),
            "articles_lent": self.lending.articles,
            "loan_events": self.lending.events,
            "returned": self.lending.returned,
            "visits": self.lending.visits,
            "on_loan": self.places.get(PlaceKind.OUT, 0),
            "in_workshop": self.places.get(PlaceKind.WORKSHOP, 0),
            "overdue": self.overdue,
            "by_category": [
                {"category": code, **_books(books)} for code, books in self.books.items()
            ],
        }


def report_on(db: Session, asked: Period, branch: str = "", *, today: date) -> Report:
    """Count a period in the ledger. Raises NotBegun, NoSuchBranch."""
    if asked.first > today:
        raise NotBegun(asked.name, asked.first)
    where: Branch | None = branch_called(db, branch) if branch else None
    number = where.id if where else None
    codes = category_codes(db)
    books = books_of(db, asked, number)
    # Of a period that is not over, the end is now.
    last = min(asked.last, today)
    return Report(
        asked,
        branch,
        {codes[category]: books[category] for category in sorted(books, key=codes.__getitem__)},
        lending_of(db, asked, number),
        standing(db, asked, number),
        overdue_at_end(db, last + timedelta(days=1), number),
    )


def _books(books: Books) -> dict[str, int]:
    return asdict(books) | {"closing": books.closing}
