"""A frozen report of the shop is pinned to an item, as a copy, from a file or a trusted address."""

import json
import re
import socket
from collections.abc import Iterator
from datetime import date
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from fritidsbank import clock
from fritidsbank.minutes.figures import fetching
from fritidsbank.minutes.figures.fetching import NotAllowedThere, NothingThere, fetch, may_ask
from fritidsbank.minutes.figures.pinning import (
    MOST_BYTES,
    Found,
    FoundNoMoreFigures,
    NoReport,
    NotFrozenYet,
    ReportTooLarge,
    read_report,
)
from fritidsbank.minutes.models import Figure, Item
from fritidsbank.minutes.rules import MinutesState
from fritidsbank.reports.as_json import as_json
from fritidsbank.reports.figures import CategoryRow, Headline, Report, Waiting
from fritidsbank.reports.rules import Books, period
from fritidsbank.settings import BadSetting, Settings
from tests import make
from tests.conftest import NOW
from tests.minutes.conftest import Secretary, leading_group, meeting_of, minutes_of

pytestmark = pytest.mark.one_database

REPORT: dict[str, Any] = {
    "week": "2026-W08",
    "from": "2026-02-16",
    "to": "2026-02-22",
    "branch": "Hamnen",
    "is_over": True,
    "frozen_at": "2026-02-23T06:00:00.000Z",
    "articles_lent": 1391,
    "closing": 4012,
    "by_category": [
        {"category": "Slalomskidor", "articles_lent": 42},
        {"category": "Snowboard", "articles_lent": 4},
    ],
}
KEY = b"a key of the tests"


def packed(**other: object) -> bytes:
    """The report as a file, with something else in it."""
    return json.dumps(REPORT | other).encode()


def test_what_the_shop_writes_is_what_is_read_here() -> None:
    report = Report(
        period=period("2026-W08", "week"),
        branch="Hamnen",
        headline=Headline(articles_lent=7, visits=5),
        before=Headline(),
        year_before=None,
        categories=(CategoryRow("Skridskor", Books(opening=30), 6, 2),),
        days=(),
        places={"out": 3},
        repaired={},
        scrapped={},
        late={},
        waiting=Waiting(),
        frozen_at=NOW,
    )
    found = read_report(json.dumps(as_json(report)).encode(), "vecka.json")
    assert (found.title, found.as_of) == ("Vecka 2026-W08: Hamnen", date(2026, 2, 22))
    said = dict(found.lines)
    assert (said["Utlånade artiklar"], said["Utlånat: Skridskor"]) == ("7", "6")


def test_few_loans_of_a_category_are_not_offered() -> None:
    lines = dict(read_report(packed(), "vecka.json").lines)
    assert [word for word in lines if "Slalomskidor" in word or "Snowboard" in word] == [
        "Utlånat: Slalomskidor"
    ]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", NoReport),
        (b"%PDF-1.7", NoReport),
        (b"[1, 2]", NoReport),
        (b"[" * 100_000, NoReport),
        (b"\xff\xfe", NoReport),
        (b'{"week": 8}', NoReport),
        (packed(to="yesterday"), NoReport),
        (packed(branch="\u202e"), NoReport),
        (packed(branch="x" * 81), NoReport),
        (packed(articles_lent="many", closing=-1, by_category=7), NoReport),
        (packed(frozen_at=None), NotFrozenYet),
        (packed(is_over=False), NotFrozenYet),
        (b" " * (MOST_BYTES + 1), ReportTooLarge),
    ],
    ids=range(13),
)
def test_what_is_no_frozen_report_is_refused(content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_report(content, "fil.json")


@pytest.mark.parametrize("change", ["391", "vecka.json", "0"])
def test_figures_that_were_changed_on_the_way_are_not_taken(change: str) -> None:
    carried = read_report(packed(), "vecka.json").sealed(KEY, 1)
    assert Found.unsealed(carried, KEY, 1).as_of == date(2026, 2, 22)
    with pytest.raises(FoundNoMoreFigures):
        Found.unsealed(carried.replace(change, "9", 1), KEY, 1)
    with pytest.raises(FoundNoMoreFigures):
        Found.unsealed(carried, KEY, 2)


HOME = ["https://disk.example.se", "http://intern:8080/reports/"]


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("https://disk.example.se/reports/week/2026-W08.json", True),
        ("https://disk.example.se:443/x", True),
        ("http://intern:8080/reports/week/2026-W08.json", True),
        ("http://disk.example.se/x", False),
        ("https://disk.example.se:8443/x", False),
        ("https://disk.example.se.evil.example/x", False),
        ("https://disk.example.se@evil.example/x", False),
        ("https://evil.example/?https://disk.example.se/", False),
        ("http://intern:8080/admin", False),
        ("http://intern:8080/reports/../admin", False),
        ("http://intern:8080/reports/%2e%2e/admin", False),
        ("http://169.254.169.254/latest/meta-data", False),
        ("http://127.0.0.1:8080/", False),
        ("http://[::1]/", False),
        ("file:///etc/passwd", False),
        ("ftp://disk.example.se/x", False),
        ("https://disk.example.se/x\r\nHost: evil", False),
        ("https://dısk.example.se/x", False),
        ("https://disk.example.se:x/", False),
        ("", False),
    ],
)
def test_only_trusted_addresses_are_asked(address: str, *, may: bool) -> None:
    assert may_ask(address, HOME) is may


class Answers(BaseHTTPRequestHandler):
    """What a server may say."""

    def do_GET(self) -> None:
        """Each path in its own way."""
        status, body = {
            "/good": (200, packed()),
            "/long": (200, b" " * (MOST_BYTES * 2)),
            "/away": (302, b""),
            "/none": (404, b"{}"),
        }.get(self.path, (500, b""))
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/good")
        self.end_headers()
        try:
            for _ in range(600 if self.path == "/slow" else 0):
                self.wfile.write(b" ")
                self.wfile.flush()
            self.wfile.write(body)
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    """A server on this machine; its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as listening:
        thread = Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


def test_a_report_is_fetched_from_a_listed_address(server: str) -> None:
    assert read_report(fetch(f"{server}/good", [server]), server).title == "Vecka 2026-W08: Hamnen"


@pytest.mark.parametrize(
    ("path", "refusal"),
    [("/away", NothingThere), ("/none", NothingThere), ("/long", ReportTooLarge)],
)
def test_another_answer_is_not_followed(server: str, path: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        fetch(server + path, [server])


def test_nobody_else_is_asked(server: str) -> None:
    with pytest.raises(NotAllowedThere):
        fetch(f"{server}/good", ["https://disk.example.se"])
    with pytest.raises(NothingThere):
        fetch("http://127.0.0.1:9/good", ["http://127.0.0.1:9"])


def test_a_server_that_never_ends_is_left_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(NothingThere):
            fetch(f"{address}/", [address])


def test_an_address_in_the_settings_is_one_of_the_web() -> None:
    listed = "https://disk.example.se http://intern:8080/"
    read = Settings.from_environment({"FRITIDSBANK_FIGURES_FROM": listed})
    assert read.figures_from == tuple(listed.split())
    with pytest.raises(BadSetting):
        Settings.from_environment({"FRITIDSBANK_FIGURES_FROM": "disk.example.se"})


@pytest.fixture
def browser(app: Flask, sanna: Secretary) -> make.Visitor:
    """Sanna's browser."""
    shop = sanna.shop
    return make.signed_in(app, shop.store, sanna.account, shop.branch, now=clock.now())


def item_of(sanna: Secretary, state: MinutesState = MinutesState.DRAFT) -> int:
    """An item of minutes in that state."""
    with sanna.shop.store.writing() as db:
        meeting = meeting_of(db, leading_group(db, now=NOW), now=NOW)
        minutes = minutes_of(db, meeting, ("Hur det går", ""), now=NOW)
        minutes.state = state
        db.commit()
        return db.scalars(select(Item.id)).one()


def pinned(sanna: Secretary) -> list[Figure]:
    """What is pinned."""
    with sanna.shop.store.reading() as db:
        return list(db.scalars(select(Figure)))


def carried_in(page: str) -> str:
    """What the choosing form carries."""
    found = re.search(r'name="found" value="([^"]*)"', page)
    assert found is not None
    return unescape(found[1])


def test_chosen_lines_are_pinned_and_taken_away(browser: make.Visitor, sanna: Secretary) -> None:
    path = f"/minutes/items/{item_of(sanna)}/figures"
    page = browser.sends_file(path, packed(), "vecka8.json").text
    chosen: dict[str, str | list[str]] = {
        "found": carried_in(page),
        "title": "Vecka 8",
        "line": ["0", "1"],
    }
    assert browser.sends_form(f"{path}/pin", **chosen).status_code == 303
    (figure,) = pinned(sanna)
    assert (figure.title, figure.source, figure.as_of) == (
        "Vecka 8",
        "vecka8.json",
        date(2026, 2, 22),
    )
    assert [line["value"] for line in figure.lines] == ["1\xa0391", "4\xa0012"]
    browser.sends_form(f"{path}/{figure.id}/remove")
    assert pinned(sanna) == []


@pytest.mark.parametrize(
    "wrong", [{"line": []}, {"line": ["99", "x"]}, {"title": ""}], ids=["none", "no such", "title"]
)
def test_what_was_not_chosen_is_said(
    browser: make.Visitor, sanna: Secretary, wrong: dict[str, str | list[str]]
) -> None:
    path = f"/minutes/items/{item_of(sanna)}/figures"
    carried = carried_in(browser.sends_file(path, packed(), "vecka8.json").text)
    form: dict[str, str | list[str]] = {"found": carried, "title": "Vecka 8", "line": ["0"]}
    answer = browser.sends_form(f"{path}/pin", **(form | wrong))
    assert (answer.status_code, pinned(sanna)) == (422, [])
    assert "Slalomskidor" in answer.text


def test_nothing_chosen_or_an_address_elsewhere_is_said(
    browser: make.Visitor, sanna: Secretary
) -> None:
    path = f"/minutes/items/{item_of(sanna)}/figures"
    for form in ({}, {"address": "http://169.254.169.254/latest"}):
        assert browser.sends_form(path, **form).status_code == 422


def test_approved_minutes_get_no_figures(browser: make.Visitor, sanna: Secretary) -> None:
    path = f"/minutes/items/{item_of(sanna, MinutesState.APPROVED)}/figures"
    assert browser.client.get(path).status_code == 200
    carried = read_report(packed(), "x").sealed(
        browser.client.application.extensions["fritidsbank.secret"], 1
    )
    answer = browser.sends_form(f"{path}/pin", found=carried, title="x", line=["0"])
    assert (answer.status_code, pinned(sanna)) == (409, [])


def test_an_item_that_is_not_there_has_no_figures(browser: make.Visitor, sanna: Secretary) -> None:
    assert browser.client.get("/minutes/items/99/figures").status_code == 404
