"""Nobody who has not signed in learns anything about a borrower, wherever they look."""

import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from sqlalchemy import event, update

from fritidsbank.db import Store
from fritidsbank.people.models import BorrowerDetails
from fritidsbank.stock.models import Article
from tests import make
from tests.stocklist.conftest import Demo, Street

pytestmark = pytest.mark.one_database

PERSONAL = {"borrower", "borrower_details", "card", "visit", "operation", "session", "account"}
LOAN_COLUMNS = {"article_id", "due_on", "ended_at"}
"""All that the list may know about a loan: that there is one, and until when."""
NEEDED_TO_SIGN_IN = {"/login", "/en/login"}
"""The page to sign in sets the cookie that its form is signed with, and nothing else."""
NAME, NUMBER = "Sara Överström", "070-174 06 05"
BYNAMES = ("överström", "070-174 06 05", "0701740605", "+46701740605", "701740605", "174 06 05")


@contextmanager
def reading(store: Store) -> Iterator[tuple[set[str], set[str]]]:
    """The tables that are read meanwhile, and the columns of loans."""
    tables: set[str] = set()
    columns: set[str] = set()

    def note(*about: Any) -> None:  # noqa: ANN401 - an event's arguments
        statement = str(about[2])
        tables.update(re.findall(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)', statement))
        columns.update(re.findall(r"\bloan\.(\w+)", statement))

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield tables, columns
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def public_paths(app: Flask, ids: dict[str, str]) -> list[str]:
    """Where every public route leads."""
    doors = app.extensions["fritidsbank.doors"]
    return [
        re.sub(r"<(?:\w+:)?(\w+)>", lambda hole: ids[hole[1]], rule.rule)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.endpoint != "static"
        and doors.get(rule.endpoint) in {"public", None}
    ]


def links_of(page: str, html: str) -> set[str]:
    """The pages of ours that a page leads to."""
    found = {urljoin(page, link) for link in re.findall(r'href="([^"]+)"', html)}
    return {
        urlsplit(link)._replace(fragment="").geturl()
        for link in found
        if not urlsplit(link).netloc and "/static/" not in link and ":" not in link
    }


def crawl(app: Flask, start: list[str]) -> dict[str, tuple[bytes, list[str]]]:
    """Everything that somebody comes to who follows every link: what it says, its cookies."""
    seen: dict[str, tuple[bytes, list[str]]] = {}
    waiting = deque(start)
    while waiting:
        path = waiting.popleft()
        if path in seen:
            continue
        answer = app.test_client().get(path, buffered=True)
        assert answer.status_code < 500, path
        seen[path] = (answer.data, answer.headers.getlist("Set-Cookie"))
        if answer.mimetype == "text/html":
            waiting.extend(sorted(links_of(path, answer.text) - seen.keys()))
    return seen


@pytest.fixture
def lent(street: Street) -> Street:
    """Sara has borrowed skates, and somebody wrote her name where it does not belong."""
    crew = street.crew
    sizes = [crew.registers(size=size) for size in ("38", "39")]
    tablet = make.tablet(crew.store, crew.hamnen, crew.shop.account, now=crew.now)
    with crew.store.writing() as db:
        sara = make.borrower(db, NAME, NUMBER, card="10000119", now=crew.now)
        notes = update(Article).values(note=f"till {NAME}", place_note=f"{NAME} {NUMBER}")
        db.execute(notes)
        db.execute(update(BorrowerDetails).values(contact=NAME, call_notes=NUMBER))
        db.commit()
    for thing, days in zip(sizes, (30, 2), strict=True):
        tablet.now = crew.now - timedelta(days=days)
        assert tablet.says("check_out", article=thing.code, borrower=sara)["outcome"] == "lent"
    return street


def test_no_public_page_reads_or_says_anything_about_a_borrower(app: Flask, lent: Street) -> None:
    ids = {"branch": "1", "kind": "SKR", "code": "10000119", "language": "sv"}
    ids |= {"group_slug": "ledningsgruppen", "day": "2026-02-18", "version": "1"}
    ids |= {"matter_slug": "fritidsbanken", "proposal_key": "1c0f2c55"}
    ids |= {"form": "txt", "item_name": "a1"}
    ids |= {"own": "none"}
    ids |= {"subscriber": "1", "token": "none", "says": "yes"}
    searches = [f"/lagersaldo/1?q={word}" for word in ("Sara", "överström", NUMBER, "10000119")]
    with reading(lent.crew.store) as (tables, columns):
        seen = crawl(app, [*public_paths(app, ids), *searches, "/lagersaldo?q=Sara"])
    assert {"article", "loan", "/lagersaldo/1/SKR", "/en/stock/2"} <= tables | seen.keys()
    assert tables & PERSONAL == set()
    assert columns == LOAN_COLUMNS
    told = {
        path: name
        for path, (body, _) in seen.items()
        for name in BYNAMES
        # A search says again what was typed, to whoever typed it.
        if name in body.decode().lower() and "?q=" not in path
    }
    assert told == {}
    found = [path for path in searches if b'class="sizes"' in seen[path][0]]
    assert found == []
    with_cookies = {path for path, (_, cookies) in seen.items() if cookies}
    assert {urlsplit(path).path for path in with_cookies} <= NEEDED_TO_SIGN_IN


def test_not_even_the_session_of_whoever_is_signed_in_is_looked_up(street: Street) -> None:
    with reading(street.crew.store) as (tables, _):
        answer = street.crew.astrid.client.get("/lagersaldo/1")
    assert answer.status_code == 200
    assert tables & PERSONAL == set()
    assert "device" not in tables


def test_every_link_of_a_whole_shop_leads_somewhere(demo: Demo) -> None:
    client = demo.phone
    seen = crawl(demo.app, ["/lagersaldo", "/en/stock"])
    of_the_list = {path for path in seen if "lagersaldo" in path or "/en/stock" in path}
    assert len(of_the_list) > 60
    assert {client.get(path).status_code for path in of_the_list} == {200}
