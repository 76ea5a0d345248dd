"""The shops that are measured: a big demo year, a million past loans, and an empty one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from sqlalchemy import select, text

from fritidsbank.app import shop_store
from fritidsbank.clock import local_day, now
from fritidsbank.db import Store
from fritidsbank.demo.history import make_history
from fritidsbank.demo.making import make_demo
from fritidsbank.demo.sizes import Size
from fritidsbank.demo.writing import without_indexes
from fritidsbank.migrating import migrate
from fritidsbank.schema import METADATA, Base
from fritidsbank.settings import Settings
from fritidsbank.stock.finding import Wanted, things_like
from fritidsbank.stock.models import Category
from fritidsbank.stock.rules import PlaceKind
from tests import postgres
from tests.bench.table import Line

NEEDED = 800


@dataclass(frozen=True)
class Shop:
    """Own numbers of articles on the shelf, one lent a thousand times, a borrower with 200 out."""

    shelf: list[str]
    worn: list[str]
    heavy_borrower: str


def demo(data: Path) -> list[Line]:
    """A big demo shop in `data`, and what making it and a typical one cost beside bare inserts."""
    typical = data.with_name("typical")
    took = _make(typical, Size.TYPICAL)
    bare = _bare_insert(typical)
    big = _make(data, Size.BIG)
    return [
        Line("demo shop, typical: made", took, "s", "<= 10 s", took <= 10),
        Line("demo shop, typical, beside a bare insert", took, "s", "<= 3", took <= 3 * bare, bare),
        Line("demo shop, big: made", big, "s", "<= 60 s", big <= 60),
    ]


def history(data: Path, *, loans: int, articles: int = 20_000) -> Shop:
    """A shop with so many loans behind it."""
    store = _new_store(data)
    made = make_history(store, today=local_day(now()), loans=loans, articles=articles)
    store.close()
    return Shop(list(made.shelf[:NEEDED]), [made.much_lent], made.keeper)


@contextmanager
def on_postgresql(*, loans: int, articles: int) -> Iterator[Store]:
    """The same on a PostgreSQL of its own."""
    with postgres.running() as url:
        store = shop_store(
            Settings(Path("unused"), url.render_as_string(hide_password=False), "http://localhost")
        )
        migrate(store)
        make_history(store, today=local_day(now()), loans=loans, articles=articles)
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))  # what autovacuum does after some minutes
        yield store
        store.close()


def shelf_of(data: Path) -> list[str]:
    """Own numbers of articles on the first branch's shelves that nothing is asked about."""
    store = opened(data)
    with store.reading() as db:
        easy = db.scalars(
            select(Category.id).where(
                ~Category.check_at_return,
                ~Category.guardian_under_18,
                Category.parent_id.is_not(None),
            )
        ).all()
        found = [
            thing.code
            for category in easy
            for thing in things_like(
                db, Wanted(place=PlaceKind.SHELF, category=category, branch=1), most=40
            )
            if not thing.blocks
        ]
    store.close()
    return found[:100]


def _make(data: Path, size: Size) -> float:
    store = _new_store(data)
    began = perf_counter()
    make_demo(store, size, seed=1, today=local_day(now()), progress=lambda _done, _all: None)
    took = perf_counter() - began
    store.close()
    return took


def _bare_insert(data: Path) -> float:
    """The same rows put into the same schema by the driver alone, indexes after."""
    source, target = opened(data), _new_store(data.with_name("bare"))
    with source.engine.connect() as connection:
        rows = {
            table: connection.exec_driver_sql(f"SELECT * FROM {table.name}").all()
            for table in METADATA.sorted_tables
        }
    models: list[type[Base]] = [mapper.class_ for mapper in Base.registry.mappers]
    with target.writing() as db:
        connection = db.connection()
        began = perf_counter()
        with without_indexes(db, models):
            for table, all_rows in rows.items():
                if all_rows:
                    marks = ", ".join("?" * len(all_rows[0]))
                    connection.exec_driver_sql(
                        f"INSERT INTO {table.name} VALUES ({marks})",
                        [tuple(row) for row in all_rows],
                    )
        db.commit()
        took = perf_counter() - began
    source.close()
    target.close()
    return took


def _new_store(data: Path) -> Store:
    data.mkdir(mode=0o700)
    store = opened(data)
    migrate(store)
    return store


def opened(data: Path) -> Store:
    """The database of a shop that was built."""
    return shop_store(Settings.from_environment({"FRITIDSBANK_DATA": str(data)}))
