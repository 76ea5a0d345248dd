"""A page asks the same number of questions, however much there is to show."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select

from fritidsbank.clock import local_day
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.people.models import Borrower, BorrowerDetails, BorrowerKind
from fritidsbank.schema import Base, table_of
from fritidsbank.stock.models import Article, ArticleCode, Category, Move, Place
from fritidsbank.stock.rules import CodeKind, PlaceKind, Reason
from fritidsbank.web.models import Operation
from tests import make
from tests.counter.conftest import OpenCounter, counting

Rows = dict[type[Base], list[dict[str, object]]]
"""Rows of each table, in an order in which they may be written."""

FEW, MANY = 10, 1000


PAGES = [
    "/today",
    "/overdue",
    "/overdue.csv",
    "/check",
    "/review",
    "/borrowers?q=sara",
    "/borrowers/{sara}",
    "/borrowers/{sara}/merge?q=sara",
    "/loans/1/move?q=sara",
    "/slip/{visit}",
    "/paper",
]


@dataclass(frozen=True)
class Numbers:
    """What rows refer to."""

    branch: int
    account: int
    category: int
    shelf: int
    out: int
    check: int


def fill(counter: OpenCounter, numbers: range, sara: str, visit: str) -> None:
    """So many more borrowers with something overdue, and so many articles with Sara."""
    with counter.shop.store.writing() as db:
        known = Numbers(
            counter.shop.branch,
            counter.shop.account,
            db.scalars(select(Category.id).where(Category.code == "HJA")).one(),
            *(
                db.scalars(select(Place.id).where(Place.kind == kind)).one()
                for kind in (PlaceKind.SHELF, PlaceKind.OUT, PlaceKind.CHECK)
            ),
        )
        rows: Rows = {}
        for number in numbers:
            awaited = a_borrower(rows, known, number, counter.now)
            an_article_out(rows, known, number * 3, awaited, counter.now)
            an_article_out(rows, known, number * 3 + 1, (sara, visit), counter.now)
            an_article_to_check(rows, known, number * 3 + 2, counter.now)
            an_act_to_review(rows, known, counter.now)
        for model, made in rows.items():
            db.execute(insert(table_of(model)), made)
        db.commit()


def a_borrower(rows: Rows, known: Numbers, number: int, now: datetime) -> tuple[str, str]:
    """A borrower and a visit."""
    borrower, visit, today = make.uid(), make.uid(), local_day(now)
    key = {"search_key": f"sara {number}", "sort_key": f"sara {number:06}"}
    add(rows, Borrower, id=borrower, kind=BorrowerKind.PERSON, created_on=today, last_seen_on=today)
    add(rows, BorrowerDetails, borrower_id=borrower, name=f"Sara {number}", **key)
    code = f"79{number:06}"
    opened = {"branch_id": known.branch, "borrower_id": borrower, "opened_at": now}
    add(rows, Visit, id=visit, code=code, **opened)
    return borrower, visit


def an_article_out(
    rows: Rows, known: Numbers, number: int, who: tuple[str, str], now: datetime
) -> None:
    """Lent, and due since yesterday or on one of the next days."""
    article = an_article(rows, known, number, known.out, now)
    lent = {"account_id": known.account, "branch_id": known.branch, "lent_at": now}
    due_on = local_day(now) + timedelta(days=number % 3 - 1)
    add(rows, Loan, article_id=article, borrower_id=who[0], visit_id=who[1], due_on=due_on, **lent)
    ends = {
        f"{end}_{what}": value
        for end, place, kind in (
            ("from", known.shelf, PlaceKind.SHELF),
            ("to", known.out, PlaceKind.OUT),
        )
        for what, value in (
            ("kind", kind),
            ("place_id", place),
            ("branch_id", known.branch),
            ("category_id", known.category),
        )
    }
    booked = {"at": now, "booked_on": local_day(now), "account_id": known.account}
    add(rows, Move, article_id=article, reason=Reason.LENT, **ends, **booked)


def an_article_to_check(rows: Rows, known: Numbers, number: int, now: datetime) -> None:
    """On the check table."""
    an_article(rows, known, number, known.check, now)


def an_article(rows: Rows, known: Numbers, number: int, place: int, now: datetime) -> int:
    """Somewhere."""
    stands = {"shelf_id": known.shelf, "place_id": place, "place_since_at": now}
    what = {"category_id": known.category, "name": "Hjälm", "registered_on": local_day(now)}
    article = 1_000_000 + number
    add(rows, Article, id=article, **what, **stands)
    add(rows, ArticleCode, code=f"X {number}", article_id=article, kind=CodeKind.OWN, added_at=now)
    return article


def an_act_to_review(rows: Rows, known: Numbers, now: datetime) -> None:
    """Done offline against the rules."""
    act = {
        "id": make.uid(),
        "kind": "check_in",
        "v": 1,
        "answer": {"outcome": "misread"},
        "review": "unknown_code",
    }
    when = {"at": now, "sent_at": now, "received_at": now, "seal": b""}
    add(rows, Operation, account_id=known.account, branch_id=known.branch, **act, **when)


def add(rows: Rows, model: type[Base], **values: object) -> None:
    """One row."""
    rows.setdefault(model, []).append(values)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_with_a_thousand_rows_asks_no_more_than_one_with_ten(
    counter: OpenCounter, path: str
) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Pjäxor"), sara)
    with counter.shop.store.reading() as db:
        visit = db.scalars(select(Visit.id)).one()
    address = path.format(sara=sara, visit=visit)
    questions = []
    for numbers in (range(FEW), range(FEW, MANY)):
        fill(counter, numbers, sara, visit)
        with counting(counter.shop.store) as sent:
            assert counter.disken.client.get(address).status_code == 200
        questions.append(len(sent))
    assert questions[0] == questions[1]
