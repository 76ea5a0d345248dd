"""Locked, full, read-only or away: "try again", nothing half done, and sent again it works."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.pool import ConnectionPoolEntry

from fritidsbank.clock import iso
from fritidsbank.db import Store
from fritidsbank.doctor import findings
from tests import make
from tests.conftest import Shop
from tests.hands import hands_of_the_clock
from tests.snapshots import snapshot

Trouble = Callable[[Store], AbstractContextManager[None]]


@contextmanager
def on_every_connection(store: Store, *statements: str) -> Iterator[None]:
    """Something that holds for every connection until the end."""

    def prepare(connection: Any, _: ConnectionPoolEntry) -> None:  # noqa: ANN401 - a driver's own
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        cursor.close()
        connection.commit()

    store.engine.dispose()
    event.listen(store.engine, "connect", prepare)
    try:
        yield
    finally:
        event.remove(store.engine, "connect", prepare)
        store.engine.dispose()


def elsewhere(store: Store) -> Engine:
    """The database as another program sees it.

    It must be the same SQLite: of two libraries in one process neither sees the locks of the other.
    """
    return create_engine(store.url, module=store.engine.dialect.loaded_dbapi)


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Another program writes, and does not end; nobody here waits for long."""
    lock = "BEGIN IMMEDIATE" if store.is_sqlite else "LOCK TABLE article IN EXCLUSIVE MODE"
    hurry = "PRAGMA busy_timeout = 20" if store.is_sqlite else "SET lock_timeout = 20"
    other = elsewhere(store)
    with on_every_connection(store, hurry), other.connect() as connection:
        connection.exec_driver_sql(lock)
        yield
        connection.rollback()
    other.dispose()


@contextmanager
def read_only(store: Store) -> Iterator[None]:
    """Nothing can be written."""
    sqlite, postgresql = "PRAGMA query_only = 1", "SET default_transaction_read_only = on"
    with on_every_connection(store, sqlite if store.is_sqlite else postgresql):
        yield


@contextmanager
def away(store: Store) -> Iterator[None]:
    """The database is not where it was."""
    store.engine.dispose()
    if store.file:
        moved = store.file.parent.rename(store.file.parent.with_name("away"))
        yield
        store.engine.dispose()
        moved.rename(store.file.parent)
        return
    name = store.url.database
    server = create_engine(store.url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} RENAME TO {name}_away"))
        try:
            yield
        finally:
            connection.execute(text(f"ALTER DATABASE {name}_away RENAME TO {name}"))
    server.dispose()


TROUBLES = [locked, read_only, away]


@pytest.fixture
def browser(app: Flask, shop: Shop, monkeypatch: pytest.MonkeyPatch, now: datetime) -> make.Visitor:
    """The counter's page, where Disken is signed in."""
    hands_of_the_clock(monkeypatch, now)
    return make.signed_in(app, shop.store, shop.account, shop.branch, now=now)


@pytest.fixture
def lend(shop: Shop) -> dict[str, Any]:
    """A check-out, not sent yet."""
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.account, now=shop.now).code
        amina = make.borrower(db, now=shop.now)
        db.commit()
    act = {"id": make.uid(), "kind": "check_out", "at": iso(shop.now)}
    body = {**act, "article": boots, "borrower": amina}
    return {"sent_at": iso(shop.now), "operations": [body]}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_an_act_is_neither_done_nor_kept_and_may_be_sent_again(
    browser: make.Visitor, shop: Shop, lend: dict[str, Any], trouble: Trouble
) -> None:
    token = {"X-CSRF-Token": browser.token}
    before = snapshot(shop.store)
    with trouble(shop.store):
        answer = browser.client.post("/api/operations", json=lend, headers=token)
    assert snapshot(shop.store) == before

    again = browser.client.post("/api/operations", json=lend, headers=token)

    assert (answer.status_code, answer.json["code"]) == (503, "busy")  # type: ignore[index]
    assert answer.headers["Retry-After"] == "2"
    assert again.json["answers"][0]["outcome"] == "lent"  # type: ignore[index]
    assert len(snapshot(shop.store, "loan")["loan"]) == 1


@pytest.mark.parametrize("trouble", [away])
@pytest.mark.parametrize("page", ["/login", "/today", "/articles", "/api/session"])
def test_a_page_says_so_calmly(
    browser: make.Visitor, shop: Shop, trouble: Trouble, page: str
) -> None:
    with trouble(shop.store):
        answer = browser.client.get(page)

    assert answer.status_code == 503
    assert "Traceback" not in answer.text
    assert browser.client.get(page).status_code == 200


@pytest.mark.parametrize("trouble", [locked, read_only])
def test_looking_goes_on_while_nobody_can_write(
    browser: make.Visitor, shop: Shop, lend: dict[str, Any], trouble: Trouble
) -> None:
    article = lend["operations"][0]["article"]
    with trouble(shop.store):
        assert browser.client.get(f"/api/find?q={article}").status_code == 200
        assert browser.client.get("/today").status_code == 200


def test_when_the_disk_is_full_what_was_acknowledged_is_there_and_the_rest_is_not(
    browser: make.Visitor, shop: Shop
) -> None:
    """On SQLite a database that may not grow; PostgreSQL has no such switch, and is read-only."""
    token = {"X-CSRF-Token": browser.token}
    full = partial(on_every_connection, shop.store)
    said = {}
    with full("PRAGMA max_page_count = 1") if shop.store.is_sqlite else read_only(shop.store):
        for number in range(60):
            sara = {"borrower": make.uid(), "name": f"Sara {number}", "mobile": "070-174 06 07"}
            act = {"id": make.uid(), "kind": "register_borrower", "at": iso(shop.now), **sara}
            body = {"sent_at": iso(shop.now), "operations": [act]}
            answer = browser.client.post("/api/operations", json=body, headers=token)
            said[sara["borrower"]] = answer.status_code

    kept = {row[0] for row in snapshot(shop.store, "borrower")["borrower"]}
    assert set(said.values()) <= {200, 503}
    assert 503 in said.values()
    assert kept == {borrower for borrower, status in said.items() if status == 200}
    with shop.store.reading() as db:
        assert [str(finding) for finding in findings(db)] == []
