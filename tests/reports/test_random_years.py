"""Whatever happens to a stock in a year, the books of every week say what stood there."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch
from fritidsbank.doctor import figures as figures_checked
from fritidsbank.refusals import Refusal
from fritidsbank.reports.freezing import freeze_next, read_report
from fritidsbank.reports.queries import LEDGER
from fritidsbank.reports.report import report_on
from fritidsbank.reports.rules import NOT_OURS, week_of
from fritidsbank.stock import moving
from fritidsbank.stock.actions import Signature, move, put_back, take_in
from fritidsbank.stock.models import Article, Category, Move, Place
from fritidsbank.stock.queries import Thing, category_coded, standard_place, thing_of
from fritidsbank.stock.registering import Description, describe
from fritidsbank.stock.reversing import reverse
from fritidsbank.stock.rules import PlaceKind, Reason
from tests import make
from tests.conftest import Shop

CATEGORIES = ("SLP", "STV", "LGS")
Stood = Counter[tuple[int, str]]


@dataclass
class Stock:
    """Two branches, what is in them, and what stood there at the end of each week."""

    db: Session
    shop: Shop
    branches: list[int]
    now: datetime
    articles: list[int] = field(default_factory=list)
    weeks: dict[date, Stood] = field(default_factory=dict)

    @property
    def signed(self) -> Signature:
        return Signature(self.now, self.shop.admin)

    @property
    def today(self) -> date:
        return self.now.date()

    def passes(self, days: int) -> None:
        """So many days go by; each week that is over then is looked at and closed."""
        for _ in range(days):
            if self.today.weekday() == 6:
                self.weeks[self.today] = self.stands()
            self.now += timedelta(days=1)
        freeze = freeze_next
        while freeze(self.db, now=self.now, today=self.today):
            pass

    def stands(self) -> Stood:
        """What the register says is ours, by branch and category."""
        rows = self.db.execute(
            select(Place.branch_id, Category.code)
            .join(Article, Article.place_id == Place.id)
            .join(Category, Category.id == Article.category_id)
            .where(Place.kind.not_in(NOT_OURS))
        )
        return Counter((branch, code) for branch, code in rows)


def registers(stock: Stock, pick: int) -> None:
    made = make.article(
        stock.db,
        CATEGORIES[pick % 3],
        branch=stock.branches[pick % 2],
        by=stock.shop.admin,
        now=stock.now,
    )
    stock.articles.append(made.id)


def on_one(act: Callable[[Stock, Thing, int], object]) -> Callable[[Stock, int], None]:
    """Do it with one of the articles, if that one may."""

    def choose(stock: Stock, pick: int) -> None:
        if stock.articles:
            thing = thing_of(stock.db, stock.articles[pick % len(stock.articles)])
            with suppress(Refusal), stock.db.begin_nested():
                act(stock, thing, pick)

    return choose


def goes_out(stock: Stock, thing: Thing, pick: int) -> None:
    if thing.spot.kind is PlaceKind.SHELF:
        out = standard_place(stock.db, stock.branches[pick % 2], PlaceKind.OUT)
        move(stock.db, thing, out, reason=Reason.LENT, signed=stock.signed)


def comes_back(stock: Stock, thing: Thing, pick: int) -> None:
    if thing.spot.kind is PlaceKind.OUT:
        branch = stock.branches[pick % 2]
        take_in(stock.db, thing, branch=branch, reason=Reason.RETURNED, signed=stock.signed)


def comes_back_late(stock: Stock, thing: Thing, pick: int) -> None:
    """A tablet was offline, perhaps for longer than the week."""
    if thing.spot.kind is PlaceKind.OUT:
        long_ago = Signature(stock.now - timedelta(days=pick % 20), stock.shop.admin)
        branch = stock.branches[pick % 2]
        take_in(stock.db, thing, branch=branch, reason=Reason.RETURNED, signed=long_ago)


def never_comes_back(stock: Stock, thing: Thing, pick: int) -> None:
    if thing.spot.kind is PlaceKind.OUT:
        gone = standard_place(stock.db, thing.spot.branch, PlaceKind.GONE)
        move(stock.db, thing, gone, reason=Reason.NEVER_RETURNED, signed=stock.signed)


def is_sent(stock: Stock, thing: Thing, pick: int) -> None:
    if thing.spot.kind is PlaceKind.SHELF:
        on_its_way = standard_place(stock.db, thing.spot.branch, PlaceKind.IN_TRANSIT)
        move(stock.db, thing, on_its_way, reason=Reason.MOVED, signed=stock.signed)


def arrives(stock: Stock, thing: Thing, pick: int) -> None:
    if thing.spot.kind in {PlaceKind.IN_TRANSIT, PlaceKind.WORKSHOP}:
        branch = stock.branches[pick % 2]
        put_back(stock.db, thing, branch=branch, reason=Reason.MOVED, signed=stock.signed)


def is_something_else(stock: Stock, thing: Thing, pick: int) -> None:
    article = stock.db.get_one(Article, thing.id, populate_existing=True)
    other = category_coded(stock.db, CATEGORIES[pick % 3]).id
    describe(stock.db, article, Description(other, thing.name), signed=stock.signed)


def is_undone(stock: Stock, thing: Thing, pick: int) -> None:
    last = stock.db.scalars(
        select(Move).where(Move.article_id == thing.id).order_by(Move.seq.desc()).limit(1)
    ).one()
    if last.from_place_id is not None and last.reverses is None:
        reverse(stock.db, [last], note="", since=stock.now, signed=stock.signed)


ACTS: dict[str, Callable[[Stock, int], None]] = {
    "registers": registers,
    "days pass": lambda stock, pick: stock.passes(pick % 9),
    **{
        act.__name__: on_one(act)
        for act in (
            goes_out, comes_back, comes_back_late, never_comes_back, is_sent, arrives,
            is_something_else, is_undone,
        )
    },
    "to the workshop": on_one(
        lambda stock, thing, _: moving.to_workshop(stock.db, thing, "", signed=stock.signed)
    ),
    "is missed": on_one(
        lambda stock, thing, _: moving.note_missing(stock.db, thing, signed=stock.signed)
    ),
    "is found": on_one(
        lambda stock, thing, pick: moving.find_again(
            stock.db, thing, branch=stock.branches[pick % 2], signed=stock.signed
        )
    ),
    "is scrapped": on_one(
        lambda stock, thing, _: moving.discard(
            stock.db, thing, Reason.WORN_OUT, signed=stock.signed
        )
    ),
    "was no scrap": on_one(
        lambda stock, thing, _: moving.unscrap(stock.db, thing, signed=stock.signed)
    ),
}  # fmt: skip
Year = list[tuple[str, int]]
YEARS = st.lists(
    st.tuples(st.sampled_from(["registers", "days pass", *ACTS]), st.integers(0, 1000)),
    min_size=10,
    max_size=80,
)


def live(shop: Shop, year: Year) -> None:
    """Live through it, look at every week, and throw it away."""
    with shop.store.writing() as db:
        north = make.branch(db, "Norr")
        stock = Stock(db, shop, [shop.branch, north], shop.now)
        for act, pick in year:
            ACTS[act](stock, pick)
        stock.passes(8)
        names = {row[0]: row[1] for row in db.execute(select(Branch.id, Branch.name))}
        before: dict[str, int] = Counter()
        for sunday, stood in stock.weeks.items():
            for branch, name in names.items():
                told = read_report(db, week_of(sunday), name, today=stock.today)
                closing = {r.category: r.books.closing for r in told.categories if r.books.closing}
                assert closing == {code: n for (of, code), n in stood.items() if of == branch}
                assert told.total.opening == before[name]
                before[name] = told.total.closing
        slow = report_on(db, week_of(stock.today), today=stock.today, source=LEDGER)
        assert report_on(db, week_of(stock.today), today=stock.today) == slow
        for check in figures_checked.CHECKS:
            assert check.findings(db) == []
        db.rollback()


calmly = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25
)


@calmly
@given(year=YEARS)
def test_the_books_of_every_week_are_what_stood_there(shop: Shop, year: Year) -> None:
    live(shop, year)


@pytest.mark.campaign
@settings(calmly, max_examples=2_000)
@given(year=YEARS)
def test_and_so_they_are_two_thousand_times(shop: Shop, year: Year) -> None:
    live(shop, year)
