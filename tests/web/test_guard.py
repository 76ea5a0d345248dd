"""The guard at the door: strict headers on every answer, and nothing inline in any page."""

import re
from datetime import datetime
from html.parser import HTMLParser

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests import make
from tests.conftest import Shop
from tests.hands import hands_of_the_clock

pytestmark = pytest.mark.one_database

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
MAY_BE_KEPT = {
    "/counter",
    "/api/texts/<language>",
    "/api/openapi.json",
    "/static/<path:filename>",
    "/photos/<int:photo>.jpg",
    "/photos/<int:photo>/small.jpg",
    "/lagersaldo",
    "/lagersaldo/<int:branch>",
    "/lagersaldo/<int:branch>/<kind>",
    "/lagersaldo.json",
    "/lagersaldo.csv",
    "/en/stock",
    "/en/stock/<int:branch>",
    "/en/stock/<int:branch>/<kind>",
    "/personuppgifter",
    "/en/privacy",
    "/lagat",
    "/lagat.json",
    "/lagat.csv",
    "/en/repaired",
}
"""What holds no name, so that a browser may keep it."""
PUBLISHED = re.compile(
    r"/(moten|en/meetings|oparl|tillganglighet|en/accessibility|sitemap\.xml|robots\.txt)(?!.*<token>)"
)
"""What was published by somebody's word, names and all."""


NEEDS_NO_TOKEN = re.compile(r"/(moten|en/meetings)/prenumerera")
"""Forms for anybody, where no cookie opens anything (`web.access.BARE`)."""


class Page(HTMLParser):
    """What a strict policy forbids in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.forms_without_token: list[str] = []
        self._form: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look for scripts and styles that stand in the page itself, and for bare forms."""
        given = dict(attrs)
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.inline.append(f"<{tag}>")
        self.inline += [f"{tag} {name}=" for name in given if name == "style" or name[:2] == "on"]
        if "javascript:" in str(given.get("href") or given.get("action")):
            self.inline.append(f"{tag} javascript:")
        if tag == "form" and (given.get("method") or "get").lower() == "post":
            self._form = given.get("action") or "here"
        if given.get("name") == "form_token":
            self._form = None

    def handle_endtag(self, tag: str) -> None:
        """A form that ends without its token."""
        if tag == "form" and self._form is not None:
            self.forms_without_token.append(self._form)
            self._form = None


def policy(answer: TestResponse) -> dict[str, str]:
    """The content security policy, part by part."""
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


def is_strict(answer: TestResponse) -> bool:
    """Whether all the headers are as they must be."""
    return (
        policy(answer) == POLICY
        and answer.headers["X-Content-Type-Options"] == "nosniff"
        and answer.headers["Referrer-Policy"] == "same-origin"
        and answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        and answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        and "microphone=()" in answer.headers["Permissions-Policy"]
        and "Strict-Transport-Security" not in answer.headers
    )


@pytest.fixture
def answers(
    app: Flask, shop: Shop, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> dict[str, TestResponse]:
    """What every page answers to somebody who may do everything."""
    hands_of_the_clock(monkeypatch, now)
    tablet = make.tablet(shop.store, shop.branch, shop.account, now=now)
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.account, now=now)
        amina = make.borrower(db, "Amina <script>alert(1)</script>", now=now)
        register = b"Kategori;Namn\r\nSLP;Slalomskor"
        draft = make.import_draft(db, register, branch=shop.branch, by=shop.account, now=now)
        db.commit()
    lent = tablet.says("check_out", article=boots.code, borrower=amina)
    known = {
        "article": boots.id,
        "borrower": amina,
        "code": boots.code,
        "visit": lent["visit"],
        "operation": tablet.last,
        "batch": make.uid(),
        "device": tablet.sender.device,
        "draft": draft,
        "language": "sv",
        "filename": "icons/mark.svg",
    }
    browser = make.signed_in(app, shop.store, shop.admin, shop.branch, now=now)
    found = {}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()):
            path = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: str(known.get(m[1], 1)), rule.rule)
            name = re.sub(r"^/static/\w+/", "/static/", rule.rule)
            found[name] = browser.client.get(path, buffered=True)
    return found


def test_every_page_has_strict_headers(answers: dict[str, TestResponse]) -> None:
    assert [name for name, answer in answers.items() if not is_strict(answer)] == []


def test_what_may_hold_a_name_is_not_kept_by_the_browser(
    answers: dict[str, TestResponse],
) -> None:
    kept = {
        name
        for name, answer in answers.items()
        if answer.headers.get("Cache-Control") != "no-store"
    }

    assert {name for name in kept if not PUBLISHED.match(name)} <= MAY_BE_KEPT


def test_no_page_has_a_script_or_a_style_in_itself(answers: dict[str, TestResponse]) -> None:
    found = {}
    for name, answer in answers.items():
        if answer.mimetype == "text/html":
            page = Page()
            page.feed(answer.text)
            if page.inline:
                found[name] = page.inline

    assert found == {}


def test_every_form_that_changes_something_bears_its_token(
    answers: dict[str, TestResponse],
) -> None:
    found = {}
    for name, answer in answers.items():
        if answer.mimetype == "text/html":
            page = Page()
            page.feed(answer.text)
            bare = [form for form in page.forms_without_token if not NEEDS_NO_TOKEN.match(form)]
            if bare:
                found[name] = bare

    assert found == {}


def test_a_name_is_never_taken_for_markup(answers: dict[str, TestResponse]) -> None:
    pages = {name: a.text for name, a in answers.items() if a.mimetype == "text/html"}

    assert [name for name, page in pages.items() if "<script>alert" in page] == []
    assert [name for name, page in pages.items() if "&lt;script&gt;alert" in page] != []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/no/such/page", 404),
        ("GET", "/api/no/such/thing", 404),
        ("DELETE", "/login", 302),
        ("OPTIONS", "/login", 200),
        ("HEAD", "/login", 200),
        ("GET", "/today", 302),
        ("GET", "/api/session", 401),
        ("GET", "/static/../secret.key", 404),
        ("GET", "/static/%2e%2e/%2e%2e/pyproject.toml", 404),
    ],
)
def test_answers_without_a_page_are_as_strict(
    app: Flask, shop: Shop, method: str, path: str, status: int
) -> None:
    answer = make.visitor(app).client.open(path, method=method, buffered=True)

    assert is_strict(answer)
    assert answer.status_code == status


def test_what_is_not_allowed_says_what_is(
    app: Flask, shop: Shop, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    hands_of_the_clock(monkeypatch, now)
    browser = make.signed_in(app, shop.store, shop.account, shop.branch, now=now)

    answer = browser.client.delete("/api/session", headers={"X-CSRF-Token": browser.token})

    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert answer.json["code"] == "method_not_allowed"  # type: ignore[index]


@pytest.mark.parametrize("host", ["evil.example", "localhost:8080@evil.example", "[", "a b", ""])
def test_a_strange_host_is_never_repeated(app: Flask, shop: Shop, host: str) -> None:
    answer = make.visitor(app).client.get("/today", headers={"Host": host})

    assert answer.status_code < 500
    assert "evil" not in answer.text + str(answer.headers)
