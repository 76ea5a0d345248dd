"""Pages for anybody read what was published and nothing else: the database itself says no."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from fritidsbank.db import Store
from tests.minutes import public_world as world
from tests.minutes.citizen import Citizen, citizen
from tests.minutes.test_public_pages import EVERY_PAGE

__all__ = ["citizen"]

pytestmark = pytest.mark.one_database

NOT_THERE = ("/moten/ingen", "/moten/ledningsgruppen/2020-01-01", "/moten/forslag/x")


@contextmanager
def only_what_is_published(store: Store) -> Iterator[None]:
    """Whatever else is read meanwhile is refused by SQLite, table by table."""

    def judge(deed: int, table: str | None, *_: object) -> int:
        reads = deed == sqlite3.SQLITE_READ and table is not None
        if reads and not table.startswith(("published", "sqlite_")):  # type: ignore[union-attr]
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK

    def watch(connection: Any, *_: object) -> None:  # noqa: ANN401 - SQLAlchemy's own
        connection.connection.dbapi_connection.set_authorizer(judge)

    def let_go(connection: Any, *_: object) -> None:  # noqa: ANN401 - SQLAlchemy's own
        connection.set_authorizer(None)

    event.listen(store.engine, "begin", watch)
    event.listen(store.engine, "checkin", let_go)
    try:
        yield
    finally:
        event.remove(store.engine, "begin", watch)
        event.remove(store.engine, "checkin", let_go)


def test_no_page_reads_anything_but_what_was_published(citizen: Citizen) -> None:
    citizen.publishes(*world.EVERYTHING)
    with only_what_is_published(citizen.shop.store):
        for path in (*EVERY_PAGE, "/en/accessibility", "/en/meetings"):
            assert citizen.asks(path).status_code == 200, path
        for path in NOT_THERE:
            assert citizen.asks(path).status_code == 404, path
        assert citizen.asks("/lagersaldo").status_code == 503


def test_no_page_sets_a_cookie_or_runs_a_script(citizen: Citizen) -> None:
    citizen.publishes(*world.EVERYTHING)
    for path in (*EVERY_PAGE, *NOT_THERE):
        answer = citizen.asks(path)
        assert "Set-Cookie" not in answer.headers
        scripts = answer.text.count("<script")
        assert scripts == answer.text.count('<script type="application/ld+json">')
