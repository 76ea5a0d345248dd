"""Whoever is not signed in reads the published tables and no other: the database itself says so.

On SQLite each connection has an authorizer that denies all else, on PostgreSQL a role that may
SELECT from the published tables only. Every public door of the minutes is opened, in all formats
and both languages, and every link is followed.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from fritidsbank.db import Store
from fritidsbank.minutes.following.matters import Told, begin_matter
from fritidsbank.minutes.mails.subscribing import Says
from fritidsbank.minutes.models import Meeting, Minutes
from fritidsbank.minutes.privacy.deciding import hash_of
from fritidsbank.minutes.rooms import ROOMS
from fritidsbank.minutes.rules import Mark, MatterState, OutcomeKind
from fritidsbank.minutes.writing.correcting import begin_correction, withdraw_minutes
from fritidsbank.minutes.writing.minutes_page import item_hash
from fritidsbank.minutes.writing.renditions import publish_minutes
from fritidsbank.minutes.writing.text_hash import hash_of_minutes
from fritidsbank.minutes.writing.written import written
from fritidsbank.settings import Settings
from tests.conftest import NOW, Shop
from tests.minutes.conftest import WEDNESDAY, leading_group, meeting_of, minutes_of
from tests.minutes.public_world import EVERYTHING, GROUP, publish
from tests.minutes.released import about, outcome

READABLE = re.compile(r"published(_item|_file|_search\w*)?|sqlite_\w+|alembic_version")
SECRETS = ("Arslan", "0701740605", "174 06 05", "Hemligheten", "Utkastet")
OURS = re.compile(r"/(moten|en/meetings|oparl|sitemap\.xml|robots\.txt|tillganglighet|en/access)")
LINK = re.compile(r'(?:href|src|action)="([^"]+)"|<loc>([^<]+)</loc>|"(https?://[^"\s]+)"')
MOST_PAGES = 600


@pytest.fixture
def holes(shop: Shop, store: Store) -> dict[str, list[str]]:
    """A world with everything in it; what stands in the holes of the public addresses."""
    with store.writing() as db:
        for page in EVERYTHING:
            publish(db, page, now=NOW)
        key = _meetings(db, shop.admin)
        db.commit()
        rows = db.execute(text("SELECT kind, key, version FROM published")).all()
    keys = {kind: [row.key for row in rows if row.kind == kind] for kind in {r.kind for r in rows}}
    days = sorted({each.split("/")[1] for each in keys["minutes"] + keys["notice"]})
    return {
        "group": keys["group"],
        "day": days,
        "version": ["1", "2"],
        "matter": keys["matter"],
        "proposal": [*keys["proposal"], key],
        "id": [str(number) for number in range(1, 4)],
        "says": [*Says, "1"],
        "form": ["pdf", "docx", "md", "txt", "json"],
    }


def _meetings(db: Session, by: int) -> str:
    """A published meeting that was corrected, a withdrawn one, and a draft."""
    group = leading_group(db, now=NOW, slug="ungdomsgruppen")
    publish(db, replace(GROUP, slug=group.slug), now=NOW)
    matter = begin_matter(db, Told("Hamnen", "", MatterState.OPEN), now=NOW)
    key = ""
    for week in range(3):
        meeting = meeting_of(db, group, now=NOW, at=WEDNESDAY + timedelta(days=7 * week))
        minutes = minutes_of(
            db,
            meeting,
            ("Hamnen", "Zeynep Arslan ringer 070-174 06 05."),
            ("Hemligheten", "Hemligheten är stor."),
            now=NOW,
        )
        key = outcome(db, minutes, OutcomeKind.PROPOSAL, f"Fler bänkar {week}")
        about(db, minutes, matter)
        if week == 2:
            minutes.summary = "Utkastet"
            break
        _publish(db, minutes, by)
        if week == 0:
            _publish(db, begin_correction(db, minutes, "Stavfel", now=NOW), by)
        else:
            withdraw_minutes(db, db.get_one(Meeting, meeting.id), "Fel möte", now=NOW)
    return key


def _publish(db: Session, minutes: Minutes, by: int) -> None:
    all_of_it = written(db, minutes)
    marks = {hash_of(each): Mark.MASK for each in ("Zeynep Arslan", "070-174 06 05")}
    marks[item_hash(all_of_it.items[1].item)] = Mark.HIDE
    publish_minutes(db, minutes, marks, hash_of_minutes(all_of_it), by=by, now=NOW)


@pytest.fixture
def denied() -> list[str]:
    """What was asked for and refused."""
    return []


@pytest.fixture
def anybody(
    app: Flask, settings: Settings, store: Store, holes: object, denied: list[str]
) -> Iterator[FlaskClient]:
    """A browser of somebody who never signed in, on a database that shows what is published."""
    guarded = Store(settings.database, store.metadata, store.migrations)
    if guarded.is_sqlite:
        event.listen(guarded.engine, "connect", _authorizer(denied))
    else:
        with store.writing() as db:
            _make_role(db)
            db.commit()
        event.listen(guarded.engine, "connect", _as_anybody)
    app.extensions["fritidsbank.store"] = guarded
    yield app.test_client()
    app.extensions["fritidsbank.store"] = store
    guarded.close()


def _authorizer(denied: list[str]) -> Callable[[sqlite3.Connection, object], None]:
    looks = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_TRANSACTION}
    looks |= {sqlite3.SQLITE_PRAGMA, sqlite3.SQLITE_RECURSIVE}

    def may(action: int, table: str | None, *more: object) -> int:
        read = action == sqlite3.SQLITE_READ and READABLE.fullmatch(table or "") is not None
        if read or action in looks:
            return sqlite3.SQLITE_OK
        denied.append(f"{action} {table} {more[0]}")
        return sqlite3.SQLITE_DENY

    def watch(connection: sqlite3.Connection, record: object) -> None:
        connection.set_authorizer(may)

    return watch


def _make_role(db: Session) -> None:
    db.execute(text("DROP ROLE IF EXISTS anybody"))
    db.execute(text("CREATE ROLE anybody"))
    db.execute(text("GRANT SELECT ON published, published_item TO anybody"))


def _as_anybody(connection: object, record: object) -> None:
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SET ROLE anybody")
    connection.commit()  # type: ignore[attr-defined]


def doors(app: Flask, holes: dict[str, list[str]]) -> set[str]:
    """Every public page of the minutes by its address."""
    names = {room.name for room in ROOMS}
    told: set[str] = set()
    for rule in app.url_map.iter_rules():
        room = rule.endpoint.split(".")[0]
        public = app.extensions["fritidsbank.doors"].get(rule.endpoint) == "public"
        if room in names and public and "GET" in (rule.methods or ()):
            told |= _filled(rule, holes)
    return told


def _filled(rule: Rule, holes: dict[str, list[str]]) -> set[str]:
    paths = {rule.rule}
    for name in rule.arguments:
        values = next((there for hole, there in holes.items() if name.startswith(hole)), ["1"])
        hole = re.compile(rf"<(?:\w+(?:\([^)]*\))?:)?{name}>")
        paths = {hole.sub(value, path) for path in paths for value in values}
    return paths


def links_in(path: str, page: str) -> set[str]:
    found = set()
    for match in LINK.finditer(page):
        where = urlsplit(
            urljoin(f"http://localhost{path}", unescape(next(filter(None, match.groups()))))
        )
        if OURS.match(where.path):
            found.add(f"{where.path}?{where.query}" if where.query else where.path)
    return found


def test_every_public_door_reads_published_tables_only_and_every_link_leads_somewhere(
    app: Flask, anybody: FlaskClient, holes: dict[str, list[str]], denied: list[str]
) -> None:
    opened: dict[str, int] = {}
    linked: set[str] = {"/moten", "/en/meetings"}
    to_open = linked | doors(app, holes)
    told = []
    while to_open:
        path = to_open.pop()
        before = len(denied)
        answer = anybody.get(path)
        denied[before:] = [f"{path} asks for {each}" for each in denied[before:]]
        opened[path] = answer.status_code
        if not path.partition("?")[0].endswith((".pdf", ".docx")):
            body = answer.get_data(as_text=True)
            told += [f"{secret} in {path}" for secret in SECRETS if secret in body]
            fresh = links_in(path, body)
            linked |= fresh if answer.status_code == 200 else set()
            to_open |= fresh - opened.keys()
        assert len(opened) < MOST_PAGES
    assert denied == []
    assert {path: status for path, status in opened.items() if status not in {200, 404, 410}} == {}
    assert {path for path in linked if opened[path] not in {200, 410}} == set()
    assert told == []
    assert len(opened) > 60


@pytest.mark.parametrize("table", ["minutes_item", "attendance", "account", "minutes_subscriber"])
def test_the_database_denies_anybody_the_written_tables(
    app: Flask, anybody: FlaskClient, table: str
) -> None:
    guarded: Store = app.extensions["fritidsbank.store"]
    with guarded.reading() as db, pytest.raises(DBAPIError, match=r"prohibited|denied"):
        db.execute(text(f"SELECT id FROM {table}")).all()
