"""Making a demo: without a contradiction, the same each time, all or nothing, and quickly."""

import hashlib

import pytest
from sqlalchemy import inspect, select, text

from fritidsbank import doctor
from fritidsbank.branches.models import Branch
from fritidsbank.db import Store
from fritidsbank.demo.making import make_demo
from fritidsbank.demo.sizes import Size
from fritidsbank.founding import found_shop
from fritidsbank.schema import METADATA
from fritidsbank.staff.first_account import FirstAccount, FoundedAlready
from fritidsbank.stock.models import ArticleCode
from tests import make
from tests.conftest import NOW
from tests.demo.conftest import TODAY, NewStore, demo_in

SIZES = [Size.SMALL, Size.TYPICAL, pytest.param(Size.BIG, marks=pytest.mark.campaign)]


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


@pytest.mark.parametrize("size", SIZES)
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
    def indexes() -> list[str]:
        looking = inspect(store.engine)
        tables = sorted(looking.get_table_names())
        return [
            f"{table} {index['name']} {index['column_names']} {index['unique']} {condition}"
            for table in tables
            for index in looking.get_indexes(table)
            for condition in [[str(one) for one in index.get("dialect_options", {}).values()]]
        ]

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
