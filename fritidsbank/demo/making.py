"""Making a demo shop out of an empty register."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import update
from sqlalchemy.orm import Session

from fritidsbank.barcodes import Kind
from fritidsbank.clock import local_moment
from fritidsbank.counter.models import Tally
from fritidsbank.db import Store
from fritidsbank.demo import (
    aftermath,
    articles,
    asking,
    borrowers,
    closing,
    drawers,
    ledger,
    lending,
    mending,
    recalling,
    sending,
)
from fritidsbank.demo.articles import Stock
from fritidsbank.demo.borrowers import Borrowers
from fritidsbank.demo.closing import note_calls, notes
from fritidsbank.demo.days import LENGTH, Days
from fritidsbank.demo.ledger import Ledger
from fritidsbank.demo.premises import found
from fritidsbank.demo.shop import Shop
from fritidsbank.demo.sizes import PLANS, Size
from fritidsbank.demo.storing import BUSY_WEEKS
from fritidsbank.demo.tending import tend
from fritidsbank.demo.writing import Row, go_on_counting, pour, without_indexes
from fritidsbank.demo.year import live
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.people.models import Borrower, BorrowerDetails, Card
from fritidsbank.schema import Base
from fritidsbank.stock.ledger import count_anew
from fritidsbank.stock.models import (
    Article,
    ArticleCode,
    Block,
    Move,
    Recall,
    SafetyCheck,
    Serial,
    Transfer,
    TransferLine,
    Wish,
)
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.workshop.models import PartMove, Repair, SparePart

Progress = Callable[[int, int], None]
Table = tuple[type[Base], tuple[str, ...], list[Row]]

_TABLES = 19
_A_TABLE = 30
"""Writing a table counts as so many days."""
_STEPS = LENGTH + _TABLES * _A_TABLE


@dataclass(frozen=True)
class DemoCounts:
    """What there is in the shop when the year is over."""

    branches: int
    articles: int
    borrowers: int
    visits: int
    loans: int
    lines: int
    out: int
    overdue: int
    in_workshop: int
    to_check: int


def make_demo(
    store: Store,
    size: Size,
    *,
    seed: int,
    today: date,
    progress: Progress,
    until: datetime | None = None,
) -> DemoCounts:
    """Fill an empty register with a year that ends today, at the moment `until` if it is given.

    The same seed, day and moment make the same rows. One transaction, a unit of work of its own
    like a migration: all of it or nothing. Raises FoundedAlready.
    """
    with store.writing() as db, db.begin():
        plan, rng, days = PLANS[size], Random(seed), Days(today, until)  # noqa: S311 - nothing secret
        opened_at = local_moment(days.first - timedelta(weeks=BUSY_WEEKS), time(8))
        sites, staff = found(db, plan.doors, days, now=opened_at)
        stock = Stock(db, plan.articles, rng)
        shop = Shop(rng, days, sites, staff, Ledger(stock.sorts), Borrowers(rng))
        live(shop, plan, lambda over: progress(over, _STEPS))
        _write(db, shop, stock, progress)
    return _counts(shop)


def _write(db: Session, shop: Shop, stock: Stock, progress: Progress) -> None:
    tables = _tables(shop, stock)
    models = list(dict.fromkeys(model for model, _, _ in tables))
    with without_indexes(db, models):
        for number, (model, columns, rows) in enumerate(tables, 1):
            pour(db, model, columns, rows)
            progress(LENGTH + number * _A_TABLE, _STEPS)
    count_anew(db)
    tend(db, shop.rng, date.fromisoformat(shop.days.texts[-1]))
    mending.as_numbered(db)
    go_on_counting(db, (Article, Loan, Transfer, Repair, SparePart, Recall))
    for kind, used in (
        (Kind.ARTICLE, stock.labels),
        (Kind.CARD, shop.borrowers.cards),
        (Kind.SLIP, len(shop.visits)),
    ):
        db.execute(update(Serial).where(Serial.kind == kind.value).values(next=used))


def _tables(shop: Shop, stock: Stock) -> list[Table]:
    """All rows, each table after those that it refers to."""
    note_calls(shop)
    bare, details, cards = shop.borrowers.rows(shop.days.texts)
    things = stock.rows(shop.ledger, notes(shop), shop.days)
    bench = mending.Bench(shop)
    return [
        (Article, articles.ARTICLE, things),
        (ArticleCode, articles.CODE, stock.codes(shop.ledger)),
        (Borrower, borrowers.BORROWER, bare),
        (BorrowerDetails, borrowers.DETAILS, details),
        (Card, borrowers.CARD, cards),
        (Visit, lending.VISIT, shop.visits),
        (Loan, lending.LOAN, shop.loans),
        (Move, ledger.LINE, shop.ledger.lines),
        (SafetyCheck, aftermath.CHECK, shop.checks),
        (Block, closing.BLOCK, closing.blocks(shop)),
        (Recall, recalling.RECALL, recalling.recalls(shop)),
        (Block, recalling.RECALL_BLOCK, recalling.recall_blocks(shop, things)),
        (SparePart, drawers.PART, bench.drawers.rows()),
        (Repair, mending.REPAIR, bench.repairs),
        (PartMove, drawers.MOVE, bench.drawers.moves),
        (Transfer, sending.TRANSFER, shop.sendings.transfers),
        (TransferLine, sending.LINE, shop.sendings.lines()),
        (Tally, asking.TALLY, asking.tallies(shop)),
        (Wish, asking.WISH, asking.wishes(shop)),
    ]


def _counts(shop: Shop) -> DemoCounts:
    standing = Counter(kind for kind, _, _ in shop.ledger.spots[1:])
    today = shop.days.texts[-1]
    return DemoCounts(
        branches=len(shop.sites),
        articles=standing.total() - standing[PlaceKind.GONE],
        borrowers=len(shop.borrowers.ids),
        visits=len(shop.visits),
        loans=len(shop.loans),
        lines=len(shop.ledger.lines),
        out=standing[PlaceKind.OUT],
        overdue=sum(due_on < today for _, due_on in shop.still_out),
        in_workshop=standing[PlaceKind.WORKSHOP],
        to_check=standing[PlaceKind.CHECK],
    )
