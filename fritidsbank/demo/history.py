"""A shop with a long past, to measure with: many loans that have ended, and a few extremes."""

from collections.abc import Callable, Iterator
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
from fritidsbank.counter.models import Loan, Visit
from fritidsbank.db import Store
from fritidsbank.demo.articles import ARTICLE, CODE
from fritidsbank.demo.borrowers import BORROWER, DETAILS, Borrowers, Row, uuid_at
from fritidsbank.demo.days import Days, midnight_of
from fritidsbank.demo.ledger import LINE, Spot
from fritidsbank.demo.lending import LOAN, VISIT
from fritidsbank.demo.moments import DAY, written
from fritidsbank.demo.premises import found
from fritidsbank.demo.rounds import PAST, Place, Round, day_of
from fritidsbank.demo.sizes import PLANS, Size
from fritidsbank.demo.writing import go_on_counting, pour, without_indexes
from fritidsbank.people.models import Borrower, BorrowerDetails
from fritidsbank.search_keys import search_key, sort_key
from fritidsbank.staff.models import Account
from fritidsbank.stock import models as stock
from fritidsbank.stock.catalogue import LOAN_DAYS
from fritidsbank.stock.rules import CodeKind, PlaceKind, Reason

_BASKET = 4
_BIG_BASKET = 50
_MODELS = (("SKR", "Hockeyskridskor"), ("SLP", "Slalompjäxor"), ("LGS", "Längdskidor"))
"""Articles that ask for nothing: no check when they come back, no guardian."""


@dataclass(frozen=True)
class History:
    """What to measure with: a branch, own numbers of articles, the id of a borrower.

    What stands on the `shelf` may be lent, and `much_lent` as well, which has been often. `out` is
    all that `keeper` has.
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
    seed: int = 1,
) -> History:
    """Append ten years of past loans to a shop; an empty register becomes one, with the demo's staff.

    One more article has been lent `loans_of_one` times, and one more borrower has `open_loans` out
    since yesterday. One transaction, a unit of work of its own like a migration.
    """
    rng = Random(seed)  # noqa: S311 - nothing secret
    with store.writing() as db, db.begin():
        if db.scalar(select(Branch.id).limit(1)) is None:
            opened_at = local_moment(today - timedelta(days=4_000), time(8))
            found(db, PLANS[Size.TYPICAL].doors, Days(today, None), now=opened_at)
        past = _Past(db, midnight_of(today) - PAST - DAY, rng)
        ...
