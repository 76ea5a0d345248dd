"""Making a demo: without a contradiction, at any hour, the same each time, and quickly."""

import hashlib
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from time import process_time

import pytest
from sqlalchemy import func, inspect, select, text

from fritidsbank import doctor
from fritidsbank.branches.models import Branch
from fritidsbank.clock import local_day
from fritidsbank.counter.models import Loan, Visit
from fritidsbank.db import Store
from fritidsbank.demo.making import make_demo
from fritidsbank.demo.sizes import Size
from fritidsbank.founding import FirstAccount, FoundedAlready, found_shop
from fritidsbank.schema import METADATA
from fritidsbank.stock.models import Article, ArticleCode, Block, Move, SafetyCheck
from tests import make
from tests.conftest import NOW
from tests.demo.conftest import TODAY, NewStore, demo_in


def rows_of(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a store, as the database keeps it."""
    with store.engine.connect() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(text(f"SELECT * FROM {table.name}"))
            ]
            for table in METADATA.sorted_tables
        }


def digest(store: Store) -> str:
    """A fingerprint of everything in a store."""
    return hashlib.sha256(repr(rows_of(store)).encode()).hexdigest()


@pytest.mark.parametrize("size", list(Size))
def test_the_doctor_finds_nothing_wrong(store: Store, size: Size) -> None:
    demo_in(store, size)
    with store.reading() as db:
        assert [str(finding) for finding in doctor.findings(db)] == []


def test_the_same_seed_makes_the_same_year(new_store: NewStore) -> None:
    one, other = new_store(), new_store()
    demo_in(one)
    demo_in(other)
    assert digest(one) == digest(other)


def test_another_seed_makes_another_year(new_store: NewStore) -> None:
    one, other = new_store(), new_store()
    demo_in(one, seed=1)
    demo_in(other, seed=2)
    assert digest(one) != digest(other)


@pytest.mark.parametrize(
    "until",
    [
        pytest.param(datetime(2026, 3, 2, 15, 30, tzinfo=UTC), id="at the counter"),
        pytest.param(datetime(2026, 3, 3, 6, 40, tzinfo=UTC), id="before the door opens"),
        pytest.param(datetime(2026, 3, 8, 11, 0, tzinfo=UTC), id="on a Sunday"),
        pytest.param(datetime(2026, 12, 24, 10, 0, tzinfo=UTC), id="on Christmas Eve"),
        pytest.param(datetime(2026, 3, 29, 9, 0, tzinfo=UTC), id="when the clocks change"),
        pytest.param(datetime(2026, 2, 18, 14, 0, tzinfo=UTC), id="in sportlov"),
        pytest.param(datetime(2026, 7, 15, 14, 0, tzinfo=UTC), id="when it is closed in summer"),
        pytest.param(datetime(2028, 2, 29, 22, 0, tzinfo=UTC), id="late on a leap day"),
    ],
)
class TestWhenever:
    """A demo may be made at any hour of any day."""

    def test_something_has_happened_today(self, store: Store, until: datetime) -> None:
        demo_in(store, today=local_day(until), until=until)
        with store.reading() as db:
            days = [local_day(at) for at in db.scalars(select(Visit.opened_at))]
        assert days.count(local_day(until)) >= 3

    def test_nothing_happens_in_the_future(self, store: Store, until: datetime) -> None:
        demo_in(store, today=local_day(until), until=until)
        columns = (
            Move.at, Loan.lent_at, Loan.ended_at, Visit.opened_at, SafetyCheck.at,
            Article.place_since_at, ArticleCode.added_at, Block.since_at, Block.lifted_at,
        )  # fmt: skip
        with store.reading() as db:
            latest = {str(c): db.scalars(select(func.max(c))).one() for c in columns}
        assert {name: at for name, at in latest.items() if at is None or at > until} == {}

    def test_it_holds_together(self, store: Store, until: datetime) -> None:
        demo_in(store, today=local_day(until), until=until)
        with store.reading() as db:
            assert [str(finding) for finding in doctor.findings(db)] == []


def test_it_can_be_made_in_the_middle_of_the_night(store: Store) -> None:
    demo_in(store, today=date(2026, 3, 3), until=datetime(2026, 3, 2, 23, 5, tzinfo=UTC))
    with store.reading() as db:
        assert [str(finding) for finding in doctor.findings(db)] == []


def test_a_shop_that_there_is_stays_as_it_is(store: Store) -> None:
    with store.writing() as db:
        found_shop(db, "Hamnen", FirstAccount("Astrid", "astrid", "no password"), now=NOW)
        db.commit()
    before = digest(store)
    with pytest.raises(FoundedAlready):
        demo_in(store)
    assert digest(store) == before


def test_what_breaks_off_leaves_nothing_behind(store: Store) -> None:
    before = digest(store)

    def stop(done: int, steps: int) -> None:
        if done > steps - 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_demo(store, Size.SMALL, seed=1, today=TODAY, progress=stop)
    assert digest(store) == before
    with store.reading() as db:
        assert "index_missing" not in {finding.check for finding in doctor.findings(db)}


def test_progress_goes_on_to_its_end(store: Store) -> None:
    told: list[tuple[int, int]] = []
    make_demo(
        store,
        Size.SMALL,
        seed=1,
        today=TODAY,
        progress=lambda done, steps: told.append((done, steps)),
    )
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_every_index_is_there_again_as_it_was(store: Store) -> None:
    def indexes() -> list[object]:
        looking = inspect(store.engine)
        return [looking.get_indexes(table) for table in sorted(looking.get_table_names())]

    before = indexes()
    demo_in(store)
    assert indexes() == before


def test_new_things_are_numbered_after_those_of_the_demo(store: Store) -> None:
    made = demo_in(store)
    with store.writing() as db:
        branch = db.scalars(select(Branch.id)).one()
        known = set(db.scalars(select(ArticleCode.code)))
        thing = make.article(db, branch=branch, by=1, now=NOW)
        assert thing.id > made.articles
        assert thing.code not in known


def test_things_can_be_lent_after_the_demo(store: Store) -> None:
    demo_in(store)
    with store.writing() as db:
        branch = db.scalars(select(Branch.id)).one()
        sara = make.borrower(db, "Sara", now=NOW)
        thing = make.article(db, branch=branch, by=1, now=NOW)
        db.commit()
    tablet = make.tablet(store, branch, 1, now=NOW)
    assert tablet.says("check_out", article=thing.code, borrower=sara)["outcome"] == "lent"


@pytest.mark.parametrize("size", [Size.SMALL, Size.TYPICAL])
def test_it_takes_at_most_three_times_a_bare_insert(new_store: NewStore, size: Size) -> None:
    figures = sys.stdout.write  # pytest -rP shows them
    demos, inserts = [], []
    for _ in range(3):
        made, bare = new_store(), new_store()
        demos.append(seconds(partial(demo_in, made, size)))
        inserts.append(seconds(partial(insert, bare, rows_of(made))))
    ratio = min(demos) / min(inserts)
    figures(f"{size}: {min(demos):.2f} s, bare insert {min(inserts):.2f} s, ratio {ratio:.2f}\n")
    assert ratio <= 3


def seconds(work: Callable[[], object]) -> float:
    """What something takes of the processor: others use this machine, too."""
    began = process_time()
    work()
    return process_time() - began


def insert(store: Store, rows: dict[str, list[tuple[object, ...]]]) -> None:
    """The same rows by the driver alone, into tables with all their indexes."""
    with store.writing() as db, db.begin():
        driver = db.connection().connection.driver_connection
        assert driver is not None
        for table, each in rows.items():
            if each:
                marks = ", ".join("?" * len(each[0]))
                driver.executemany(f"INSERT INTO {table} VALUES ({marks})", each)
