"""How the database goes about a report: it never reads all loans, nor the whole ledger."""

import pytest
from sqlalchemy import select

from fritidsbank.reports.queries import LEDGER, Source
from fritidsbank.reports.report import report_on
from fritidsbank.reports.rules import period
from fritidsbank.stock.models import Move
from tests.bench.plans import listen, plans
from tests.conftest import Shop

pytestmark = pytest.mark.one_database
OPEN_LOANS = ("uq_loan_open", "ix_loan_open_due", "ix_loan_open_borrower")
"""Indexes of the loans that are open now: few, however long the past."""


def is_slow(step: str) -> bool:
    """A table read whole, a ledger read from its beginning, or every line that is no undo.

    Of the last, "reverses IS NULL", SQLite thinks that there are few; it once took ten minutes.
    """
    table = step.split()[1]
    if step.startswith("SCAN") and table in {"loan", "move", "visit", "day_figure", "article"}:
        return not any(index in step for index in OPEN_LOANS)
    of_undone = "INDEX sqlite_autoindex_move_1" in step and "COVERING" not in step
    return of_undone or "ix_move_booked_on (booked_on<?)" in step


def slow_steps(shop: Shop, name: str, branch: str = "", **source: Source) -> list[str]:
    heard = listen(shop.store)
    with shop.store.reading() as db:
        report_on(db, period(name), branch, today=shop.now.date(), **source)
    return [step for step, _ in plans(shop.store, heard) if is_slow(step)]


@pytest.mark.parametrize("branch", ["", "Hamnen"])
@pytest.mark.parametrize("name", ["2026-W10", "2026-W02", "2026-02", "2025"])
def test_a_report_searches(shop: Shop, name: str, branch: str) -> None:
    assert slow_steps(shop, name, branch) == []


def test_counting_the_ledger_once_more_is_slow(shop: Shop) -> None:
    assert slow_steps(shop, "2026-W10", source=LEDGER) != []


def test_asking_what_undoes_nothing_is_slow(shop: Shop) -> None:
    heard = listen(shop.store)
    with shop.store.reading() as db:
        db.execute(select(Move.fault).where(Move.reverses.is_(None)))
    assert [step for step, _ in plans(shop.store, heard) if is_slow(step)] != []
