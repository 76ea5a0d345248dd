"""What retention costs in a shop with a million loans behind it, all of them to be unlinked."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import func, select, text

from fritidsbank.clock import now
from fritidsbank.db import Store
from fritidsbank.loans.models import Loan
from fritidsbank.privacy.retaining import dry_run, retain
from tests.bench import building
from tests.bench.table import Line

MOST_SECONDS, MOST_HELD = 60, 0.100


def figures(data: Path) -> Iterator[Line]:
    """One run over all of it, then one with nothing to do."""
    store = building.opened(data)
    _link_again(store)
    at = now() + timedelta(days=31)
    began = perf_counter()
    with store.reading() as db:
        dry_run(db, data, now=at)
    looked = perf_counter() - began
    held: list[float] = []
    began = perf_counter()
    with _watched(store, held):
        ran = retain(store, data, now=at, by_hand=True)
    took = perf_counter() - began
    with store.reading() as db:
        left = db.scalar(
            select(func.count()).select_from(Loan).where(Loan.borrower_id.is_not(None))
        )
        out = db.scalar(select(func.count()).select_from(Loan).where(Loan.ended_at.is_(None)))
    if not left or not out or left > 20 * out or not ran.counts["unlink"]:
        raise RuntimeError(f"{left} loans are linked, {out} are out, {ran}")
    began = perf_counter()
    retain(store, data, now=at, by_hand=True)
    again = perf_counter() - began
    store.close()
    longest = max(held)
    yield Line("retention over 1,000,000 loans", took, "s", "<= 60 s", took <= MOST_SECONDS)
    yield Line(
        "  the longest time that it held the writer",
        longest * 1000,
        "ms",
        "<= 100 ms",
        longest <= MOST_HELD,
    )
    yield Line("  once more, with nothing to do", again, "s", "<= 5 s", again <= 5)
    yield Line("  its dry run", looked, "s", "<= 5 s", looked <= 5)


def _link_again(store: Store) -> None:
    """As if nobody had ever been unlinked: every visit belongs to one of those who borrow."""
    with store.writing() as db:
        borrowers = list(db.scalars(text("SELECT id FROM borrower ORDER BY id")))
        db.execute(text("CREATE TEMP TABLE one_of (number INTEGER PRIMARY KEY, id TEXT)"))
        db.execute(
            text("INSERT INTO one_of VALUES (:number, :id)"),
            [{"number": number, "id": id_} for number, id_ in enumerate(borrowers)],
        )
        chosen = f"(SELECT id FROM one_of WHERE number = visit.rowid % {len(borrowers)})"
        db.execute(text(f"UPDATE visit SET borrower_id = {chosen} WHERE borrower_id IS NULL"))
        whose = "(SELECT borrower_id FROM visit WHERE visit.id = loan.visit_id)"
        db.execute(text(f"UPDATE loan SET borrower_id = {whose} WHERE borrower_id IS NULL"))
        db.commit()


@contextmanager
def _watched(store: Store, held: list[float]) -> Iterator[None]:
    """Note how long each turn of the writer lasted, the commit and all."""
    turns = store.turn

    @contextmanager
    def turn() -> Iterator[None]:
        with turns():
            began = perf_counter()
            try:
                yield
            finally:
                held.append(perf_counter() - began)

    store.turn = turn  # type: ignore[method-assign]
    try:
        yield
    finally:
        del store.turn
