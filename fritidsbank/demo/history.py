"""A shop with a long past, to measure with: many loans that have ended, and two extremes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from itertools import chain
from random import Random

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from fritidsbank.barcodes import Kind, own
from fritidsbank.branches.models import Branch
from fritidsbank.clock import local_moment
from fritidsbank.db import Store
from fritidsbank.demo.articles import ARTICLE, CODE
from fritidsbank.demo.borrowers import BORROWER, DETAILS, Borrowers, uuid_at
from fritidsbank.demo.days import Days, midnight_of
from fritidsbank.demo.ledger import LINE
from fritidsbank.demo.lending import LOAN, VISIT
from fritidsbank.demo.moments import DAY, written
from fritidsbank.demo.premises import found
from fritidsbank.demo.rounds import PAST, Place, Round, day_of
from fritidsbank.demo.sizes import PLANS, Size
from fritidsbank.demo.writing import Row, go_on_counting, pour, without_indexes
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.people.models import Borrower, BorrowerDetails
from fritidsbank.search_keys import search_key, sort_key
from fritidsbank.staff.models import Account
from fritidsbank.stock.catalogue import LOAN_DAYS
from fritidsbank.stock.checks import keep_due
from fritidsbank.stock.ledger import count_anew
from fritidsbank.stock.models import Article, ArticleCode, Category, Move, Serial
from fritidsbank.stock.queries import category_coded, standard_place
from fritidsbank.stock.rules import CodeKind, PlaceKind, Reason

_BASKET = 4
_BIG_BASKET = 50
_CATEGORIES = ("SKR", "SLP", "LGS")
"""Their articles ask for nothing: no check when they come back, no guardian."""


@dataclass(frozen=True)
class _Extent:
    loans: int
    articles: int
    borrowers: int
    loans_of_one: int
    open_loans: int


@dataclass(frozen=True)
class History:
    """What to measure with: a branch, own numbers of articles, the id of a borrower.

    What stands on the `shelf` may be lent, and so may `much_lent`. `out` is all that `keeper` has.
    """

    branch: int
    shelf: tuple[str, ...]
    much_lent: str
    out: tuple[str, ...]
    keeper: str


def make_history(
    store: Store,
    *,
    today: date,
    loans: int = 1_000_000,
    articles: int = 20_000,
    borrowers: int = 10_000,
    loans_of_one: int = 1_000,
    open_loans: int = 200,
) -> History:
    """Append ten years of past loans to a shop; an empty register becomes one with demo staff.

    `loans` have ended, of `articles` by turns. One more article has been lent `loans_of_one` times
    (but not more often than all others), one more borrower has `open_loans` out since yesterday.
    One transaction, a unit of work of its own like a migration.
    """
    extent = _Extent(loans, articles, borrowers, min(loans_of_one, loans), open_loans)
    with store.writing() as db, db.begin():
        if db.scalar(select(Branch.id).limit(1)) is None:
            opened_at = local_moment(today - timedelta(days=4_000), time(8))
            found(db, PLANS[Size.TYPICAL].doors, Days(today, None), now=opened_at)
        past = _Past(db, extent, today)
        past.write(db)
    return past.history()


class _Past:
    """All rows of it, each computed when it is written: a million loans would not fit."""

    def __init__(self, db: Session, extent: _Extent, today: date) -> None:
        self._begin = midnight_of(today) - PAST - DAY
        self._yesterday = midnight_of(today) - DAY // 2
        self._categories = [category_coded(db, code) for code in _CATEGORIES]
        self._where = _place(db, self._categories)
        self._label, self._slip = _serial(db, Kind.ARTICLE), _serial(db, Kind.SLIP)
        # Alike each time, and other ids when there is a past already.
        self._rng = rng = Random(self._label)  # noqa: S311 - nothing secret

        article, loan = _free_id(db, Article), _free_id(db, Loan)
        many = Round(loan, article, extent.articles, extent.loans, self._begin, _BASKET)
        one = Round(
            loan + many.loans, article + many.articles, 1, extent.loans_of_one, self._begin, 1
        )
        self._rounds = (many, one)
        self._first_open = one.first_loan + one.loans
        self._kept = range(one.first_article + 1, one.first_article + 1 + extent.open_loans)
        self._articles = range(article, self._kept.stop)

        self._people = Borrowers(rng)
        for _ in range(extent.borrowers + 1):
            self._people.newcomer(self._begin, 0)
        *borrowers, self._keeper = self._people.ids
        self._visits: list[list[Row]] = []
        slip = self._slip
        for each in self._rounds:
            self._visits.append(each.visits(borrowers, slip, self._where, rng))
            slip += len(self._visits[-1])
        self._visits.append(self._baskets(slip))

    def history(self) -> History:
        """What is worth knowing of it."""
        labels = [code for code, _ in self._codes()]
        one = self._rounds[1].first_article - self._articles.start
        return History(
            self._where.branch,
            tuple(labels[:one]),
            labels[one],
            tuple(labels[one + 1 :]),
            self._keeper,
        )

    def write(self, db: Session) -> None:
        """Every table after those that it refers to."""
        bare, details, _ = self._people.rows([day_of(self._begin).isoformat()])
        begin = written(self._begin)
        tables = (Article, ArticleCode, Borrower, BorrowerDetails, Visit, Loan, Move)
        with without_indexes(db, tables):
            pour(db, Article, ARTICLE, self._article_rows())
            codes = ((code, article, CodeKind.OWN.value, begin) for code, article in self._codes())
            pour(db, ArticleCode, CODE, codes)
            pour(db, Borrower, BORROWER, bare)
            pour(db, BorrowerDetails, DETAILS, details)
            pour(db, Visit, VISIT, chain.from_iterable(self._visits))
            pour(db, Loan, LOAN, self._loan_rows())
            pour(db, Move, LINE, self._lines())
        count_anew(db)
        keep_due(db, select(Article.id))
        go_on_counting(db, (Article, Loan))
        _count_on(db, Kind.ARTICLE, self._label + len(self._articles))
        _count_on(db, Kind.SLIP, self._slip + sum(map(len, self._visits)))

    def _codes(self) -> Iterator[tuple[str, int]]:
        for number, article in enumerate(self._articles, self._label):
            yield own(Kind.ARTICLE, number).digits, article

    def _baskets(self, slip: int) -> list[Row]:
        at, branch = self._yesterday, self._where.branch
        return [
            (
                uuid_at(at, self._rng), own(Kind.SLIP, slip + number).digits, branch, self._keeper,
                written(at), 0,
            )
            for number in range(-(-len(self._kept) // _BIG_BASKET))
        ]  # fmt: skip

    def _article_rows(self) -> Iterator[Row]:
        where, begin = self._where, written(self._begin)
        registered_on = day_of(self._begin).isoformat()
        for article in self._articles:
            category = self._categories[article % len(self._categories)]
            size = category.sizes[article // len(self._categories) % len(category.sizes)]
            place, since = (
                where.shelf,
                self._rounds[article >= self._rounds[1].first_article].since(article),
            )
            if article in self._kept:
                place, since = where.out, self._yesterday
            keys = _keys(category.name, size, category.name_en)
            yield (
                article, category.id, category.name, size, "{}", None, "", None, "", where.shelf[1],
                place[1], "", written(since) if since else begin, registered_on, *keys,
            )  # fmt: skip

    def _loan_rows(self) -> Iterator[Row]:
        where = self._where
        for each, visits in zip(self._rounds, self._visits, strict=False):
            yield from each.ended(visits, where)
        at, due_on = written(self._yesterday), day_of(self._yesterday + LOAN_DAYS * DAY).isoformat()
        for number, article in enumerate(self._kept):
            visit = self._visits[-1][number // _BIG_BASKET][0]
            yield (
                self._first_open + number, article, visit, self._keeper, where.branch, at, due_on,
                0, 0, where.account, None, None,
            )  # fmt: skip

    def _lines(self) -> Iterator[Row]:
        where = self._where
        outside = (PlaceKind.OUTSIDE.value, None, where.branch)
        for article in self._articles:
            yield where.line(self._begin, article, outside, where.shelf, Reason.REGISTERED.value)
        for each in self._rounds:
            yield from each.lines(where)
        for loan, article in enumerate(self._kept, self._first_open):
            yield where.line(
                self._yesterday, article, where.shelf, where.out, Reason.LENT.value, loan
            )


def _place(db: Session, categories: list[Category]) -> Place:
    branch = db.scalars(select(Branch.id).order_by(Branch.id).limit(1)).one()
    account = db.scalars(select(Account.id).order_by(Account.id).limit(1)).one()
    shelf, out = (standard_place(db, branch, kind) for kind in (PlaceKind.SHELF, PlaceKind.OUT))
    return Place(
        branch,
        account,
        (shelf.kind.value, shelf.id, branch),
        (out.kind.value, out.id, branch),
        [category.id for category in categories],
    )


def _free_id(db: Session, model: type[Article | Loan]) -> int:
    return (db.scalar(select(func.max(model.id))) or 0) + 1


def _serial(db: Session, kind: Kind) -> int:
    return db.scalars(select(Serial.next).where(Serial.kind == kind.value)).one()


def _count_on(db: Session, kind: Kind, following: int) -> None:
    db.execute(update(Serial).where(Serial.kind == kind.value).values(next=following))


@cache
def _keys(name: str, size: str, name_en: str) -> tuple[str, str]:
    return search_key(f"{name} {size} {name} {name_en}"), sort_key(f"{name} {size}")
