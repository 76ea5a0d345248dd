"""A long past to measure with: as long as was asked for, and without a contradiction."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank import doctor
from fritidsbank.db import Store
from fritidsbank.demo.history import History, make_history
from fritidsbank.loans.models import Loan
from fritidsbank.loans.queries import open_loans
from fritidsbank.stock.queries import thing_with
from fritidsbank.stock.rules import PlaceKind
from tests.conftest import Shop
from tests.demo.conftest import TODAY, demo_in


def past_in(store: Store, *, loans: int = 3_000) -> History:
    """A past of which some articles have much."""
    return make_history(
        store, today=TODAY, loans=loans, articles=60, borrowers=40, loans_of_one=500, open_loans=70
    )


def count(db: Session) -> int:
    """How many loans have ended."""
    return db.scalar(select(func.count()).where(Loan.ended_at.is_not(None))) or 0


@pytest.mark.parametrize("loans", [0, 7, 3_000])
def test_the_doctor_finds_nothing_wrong(store: Store, loans: int) -> None:
    past_in(store, loans=loans)
    with store.reading() as db:
        assert [str(finding) for finding in doctor.findings(db)] == []


def test_there_are_as_many_past_loans_as_were_asked_for(store: Store) -> None:
    past_in(store)
    with store.reading() as db:
        assert count(db) == 3_000 + 500


def test_one_article_was_lent_many_times(store: Store) -> None:
    past = past_in(store)
    with store.reading() as db:
        thing = thing_with(db, past.much_lent)
        assert db.scalar(select(func.count()).where(Loan.article_id == thing.id)) == 500
        assert thing.spot.kind is PlaceKind.SHELF


def test_one_borrower_has_much_out(store: Store) -> None:
    past = past_in(store)
    with store.reading() as db:
        out = {thing_with(db, code).id for code in past.out}
        assert {loan.article for loan in open_loans(db, borrower=past.keeper)} == out
    assert len(out) == 70


def test_what_stands_on_the_shelf_may_go_out(store: Store) -> None:
    past = past_in(store)
    with store.reading() as db:
        things = [thing_with(db, code) for code in past.shelf]
    assert len(things) == 60
    assert all(not thing.verdicts(at_branch=past.branch, today=TODAY).stops for thing in things)


def test_it_goes_on_after_what_there_is(shop: Shop) -> None:
    past_in(shop.store, loans=100)
    past_in(shop.store, loans=100)
    with shop.store.reading() as db:
        assert [str(finding) for finding in doctor.findings(db)] == []


def test_a_demo_may_have_a_long_past(store: Store) -> None:
    made = demo_in(store)
    past_in(store)
    with store.reading() as db:
        assert [str(finding) for finding in doctor.findings(db)] == []
        assert count(db) == made.loans - made.out + 3_000 + 500
