"""What every test may ask for: an empty store, a shop in it, a session, a moment.

The migrations run once; each test gets a copy. FRITIDSBANK_TEST_DATABASE=postgresql runs the same
tests on a real PostgreSQL.
"""

import gc
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask
from sqlalchemy import URL, Dialect, Engine, create_engine, event, select, text
from sqlalchemy.orm import Session

from fritidsbank.app import create_app, shop_store
from fritidsbank.branches.models import Branch
from fritidsbank.db import Store
from fritidsbank.founding import found_shop
from fritidsbank.migrating import migrate
from fritidsbank.settings import Settings
from fritidsbank.staff.actions import give_roles, open_account
from fritidsbank.staff.first_account import FirstAccount
from fritidsbank.staff.models import AccountKind, SignIn
from fritidsbank.staff.passwords import hashed
from fritidsbank.web.access import Role
from tests import postgres

DATABASE = os.environ.get("FRITIDSBANK_TEST_DATABASE", "sqlite")
NOW = datetime(2026, 3, 2, 14, 5, 9, tzinfo=UTC)
"""A Monday afternoon in sportlov, with a queue at the counter."""
PASSWORD = "en lång vinter med snö"
"""With which the accounts of every test sign in."""

_numbers = count(1)
_MEET_A_DATABASE = {"store", "settings", "told"}
# Those with a test of many seconds. Whose tests share what is slow to build is not among them:
# every worker would build it.
_LONG_FILES = tuple(
    f"test_{one}.py"
    for one in (
        "whole_shop", "kill", "nasty_input", "races", "tick", "undo_machine", "noise",
        "bench_machine", "round_trips_elsewhere", "minutes_machine", "random_plans",
        "random_years", "never_twice", "no_names",
    )
)  # fmt: skip
_FAST = "STRATEGY FILE_COPY"  # 18 ms instead of 45, for so small a template


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest first for every worker, so that one that is left over keeps no core waiting.

    On PostgreSQL only what hangs on the database: the rest has been tested beside SQLite.
    """
    if DATABASE == "postgresql":
        others = [item for item in items if not _hangs_on_the_database(item)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if _hangs_on_the_database(item)]
    if workers := int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "0")):
        items[:] = _shared_out(items, workers)


def pytest_collection_finish() -> None:
    """What was found stays to the end: Python need not look through it for rubbish each time."""
    gc.collect()
    gc.freeze()


def _hangs_on_the_database(item: pytest.Item) -> bool:
    return (
        isinstance(item, pytest.Function)
        and not _MEET_A_DATABASE.isdisjoint(item.fixturenames)
        and item.get_closest_marker("one_database") is None
    )


def _shared_out(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    # xdist gives each worker one piece of the list, from the front to the back.
    longest = [item for item in items if item.path.name in _LONG_FILES]
    others = [item for item in items if item.path.name not in _LONG_FILES]
    longest.sort(key=lambda item: _LONG_FILES.index(item.path.name))
    pieces = [longest[one::workers] for one in range(workers)]
    size, total = len(items) // workers, []
    for piece in pieces:
        enough = size - len(piece)
        total += piece + others[:enough]
        del others[:enough]
    return total + others


# A machine with much to do is slow; that is no fault of the program.
hypothesis.settings.register_profile("shop", deadline=None)
hypothesis.settings.load_profile("shop")


def installation(data: Path, database: str) -> Settings:
    """One installation as people on the same machine reach it."""
    return Settings(data=data, database=database, url="http://localhost:8080")


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database that nobody has written to. Copy it; do not open it."""
    file = tmp_path_factory.mktemp("template") / "fritidsbank.db"
    store = shop_store(installation(file.parent, f"sqlite:///{file}"))
    migrate(store)
    store.close()
    assert not file.with_name(file.name + "-wal").exists(), "the copy would lack what is in the WAL"
    return file


@pytest.fixture(scope="session")
def furnished_file(empty_file: Path, tmp_path_factory: pytest.TempPathFactory, secret: str) -> Path:
    """The same with a shop in it that has just opened."""
    file = tmp_path_factory.mktemp("template") / "fritidsbank.db"
    shutil.copyfile(empty_file, file)
    store = shop_store(installation(file.parent, f"sqlite:///{file}"))
    _open_a_shop(store, secret)
    store.close()
    return file


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory, secret: str) -> Iterator[Engine]:
    """A PostgreSQL of this run, with the databases `empty` and `furnished` to copy."""
    with postgres.running() as url:
        server = create_engine(url, isolation_level="AUTOCOMMIT")
        data = tmp_path_factory.mktemp("data")
        with server.connect() as connection:
            connection.execute(text("CREATE DATABASE empty"))
            store = shop_store(installation(data, _address(url.set(database="empty"))))
            migrate(store)
            store.close()
            connection.execute(text("CREATE DATABASE furnished TEMPLATE empty"))
            store = shop_store(installation(data, _address(url.set(database="furnished"))))
            _open_a_shop(store, secret)
            store.close()
        yield server
        server.dispose()


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of this test's own copy of a database, furnished if it asks for `shop`."""
    file = tmp_path / "data" / "fritidsbank.db"
    file.parent.mkdir(mode=0o700)
    shutil.copyfile(request.getfixturevalue(f"{_template(request)}_file"), file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgresql_url(request: pytest.FixtureRequest, postgres_server: Engine) -> Iterator[str]:
    """The same on PostgreSQL; gone after the test, since each takes ten megabytes."""
    name = f"test_{next(_numbers)}"
    with postgres_server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {_template(request)} {_FAST}"))
        yield _address(postgres_server.url.set(database=name))
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """An installation of this test's own."""
    return installation(tmp_path / "data", str(request.getfixturevalue(f"{DATABASE}_url")))


class SharedEngine:
    """One engine that moves from test to test: what it has compiled, it need not compile again."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._url = URL.create("sqlite")

    def serve(self, store: Store) -> None:
        """From now on it opens the database of this store."""
        self._url = store.url
        if self._engine is None:
            self._engine = store.engine
            event.listen(self._engine, "do_connect", self._aim)
        store.engine = self._engine

    def _aim(self, dialect: Dialect, _: object, args: list[Any], named: dict[str, Any]) -> None:
        args[:], address = dialect.create_connect_args(self._url)
        named.update(address)


_SHARED = SharedEngine()


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    """A migrated database with nothing in it."""
    store = shop_store(settings)
    _SHARED.serve(store)
    yield store
    store.close()


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The whole program, built once since that is slow. Ask for `app`, which has a store."""
    nowhere = installation(tmp_path_factory.mktemp("nowhere"), "sqlite://")
    return create_app(nowhere, shop_store(nowhere))


@pytest.fixture
def app(program: Flask, settings: Settings, store: Store) -> Flask:
    """The whole program on that store; `app.test_client()` is a browser without a screen."""
    program.testing = True
    program.extensions |= {
        "fritidsbank.store": store,
        "fritidsbank.settings": settings,
        "fritidsbank.secret": settings.secret(),
    }
    return program


@dataclass(frozen=True)
class Shop:
    """A branch with its standard places and all categories, and whom to sign in as.

    `account` is the post at the counter ("disken"), `admin` may do everything ("astrid").
    """

    store: Store
    branch: int
    account: int
    admin: int
    now: datetime


@pytest.fixture(scope="session")
def secret() -> str:
    """PASSWORD as an account keeps it, hashed once since that is slow on purpose."""
    return hashed(PASSWORD)


@pytest.fixture
def shop(store: Store) -> Shop:
    """A shop that has opened, with nothing on its shelves yet."""
    with store.reading() as db:
        branch = db.scalars(select(Branch.id)).one()
        whom = {
            name: db.scalars(select(SignIn.account_id).where(SignIn.subject == name)).one()
            for name in ("disken", "astrid")
        }
    return Shop(store, branch, whom["disken"], whom["astrid"], NOW)


@pytest.fixture
def db(request: pytest.FixtureRequest, store: Store) -> Iterator[Session]:
    """A session that may write, in the shop if there is one. What is not committed is thrown away.

    It holds the writer's turn: a test with several writers opens its own sessions from `store`.
    """
    if "shop" in request.fixturenames:
        request.getfixturevalue("shop")  # furnished first, since that wants the turn as well
    with store.writing() as session:
        yield session


def _open_a_shop(store: Store, secret: str) -> None:
    with store.writing() as db:
        branch = found_shop(db, "Hamnen", FirstAccount("Astrid", "astrid", secret), now=NOW)
        post = open_account(
            db, "Disken", sign_in="disken", secret=secret, kind=AccountKind.POST, now=NOW
        )
        give_roles(db, post, [(Role.COUNTER, branch.id)])
        db.commit()


def _template(request: pytest.FixtureRequest) -> str:
    return "furnished" if "shop" in request.fixturenames else "empty"


def _address(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@pytest.fixture
def now() -> datetime:
    """The moment of every test that does not choose another."""
    return NOW
