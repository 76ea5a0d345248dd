"""Visits without a loan and wishes that were not met, in the report."""

import pytest

from fritidsbank.reports.figures import Gap, Report
from fritidsbank.reports.report import report_on
from fritidsbank.reports.rules import week_of
from tests import make
from tests.conftest import Shop


@pytest.fixture
def disken(shop: Shop) -> make.Tablet:
    """The tablet at the counter."""
    return make.tablet(shop.store, shop.branch, shop.account, now=shop.now)


def this_week(shop: Shop, branch: str = "") -> Report:
    with shop.store.reading() as db:
        today = shop.now.date()
        return report_on(db, week_of(today), branch, today=today)


def test_visits_are_loan_events_and_those_who_borrowed_nothing(
    shop: Shop, disken: make.Tablet
) -> None:
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.admin, now=shop.now)
        amina = make.borrower(db, now=shop.now)
        db.commit()
    disken.says("check_out", article=boots.code, borrower=amina)
    disken.says("tally", visitor="child")
    disken.says("tally", visitor="adult")
    told = this_week(shop, "Hamnen").headline
    assert (told.loan_events, told.visits) == (1, 3)


def test_a_wish_is_a_gap_until_there_is_one_on_the_shelf(shop: Shop, disken: make.Tablet) -> None:
    with shop.store.writing() as db:
        make.article(
            db, "SKR", "Skridskor", branch=shop.branch, by=shop.admin, size="38", now=shop.now
        )
        db.commit()
    for size in ("38", "36", "36", ""):
        disken.says("wish", category="SKR", size=size)
    assert this_week(shop).gaps == (
        Gap("SKR", "36", 2, 0),
        Gap("SKR", "", 1, 1),
        Gap("SKR", "38", 1, 1),
    )
