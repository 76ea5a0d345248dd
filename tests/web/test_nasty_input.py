"""Every form, every search and every address, with what nobody should write there."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from flask import Flask

from tests import make
from tests.conftest import Shop
from tests.hands import hands_of_the_clock
from tests.snapshots import snapshot

NASTY = [
    "",
    " ",
    "å" * 3_000,
    "\x00",
    "a\r\nX-Injected: 1",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {x} %s %(x)s",
    "'; DROP TABLE loan; --",
    "99999999999999999999999",
    "-1",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "25:61",
    "19900102-1234",
    "\u202egnp.exe",
    "٣",
]
LONGEST_IN_AN_ADDRESS = 700
"""Each å is six signs there, and the server reads no line of more than 4,094."""
LEAVE_ALONE = {"/logout", "/me/sign-out", "/login", "/language"}
"""After these the visitor would be somebody else."""


@dataclass
class Form:
    """A form of a page: where it is sent, and what stands in it."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """All forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a field in it."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif tag in {"input", "select", "textarea", "button"} and self.found and given.get("name"):
            form = self.found[-1]
            form.fields.setdefault(given["name"], given.get("value", ""))
            if given.get("type") == "hidden":
                form.hidden.add(given["name"])


@dataclass(frozen=True)
class Explorer:
    """Somebody who may do everything, and has seen every page."""

    browser: make.Visitor
    pages: dict[str, str]
    forms: list[Form]


@pytest.fixture
def explorer(app: Flask, shop: Shop, monkeypatch: pytest.MonkeyPatch, now: datetime) -> Explorer:
    """The administrator has opened every page of a shop in which something happened."""
    hands_of_the_clock(monkeypatch, now)
    tablet = make.tablet(shop.store, shop.branch, shop.account, now=now)
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.account, now=now)
        helmet = make.article(db, "HJA", "Hjälm", branch=shop.branch, by=shop.account, now=now)
        make.block(db, boots, "sprucken", by=shop.account, now=now)
        amina = make.borrower(db, card="10000119", now=now)
        register = b"Kategori;Namn\r\nSLP;Slalomskor"
        draft = make.import_draft(db, register, branch=shop.branch, by=shop.account, now=now)
        db.commit()
    lent = tablet.says("check_out", article=helmet.code, borrower=amina)
    known = {
        "borrower": amina,
        "code": boots.code,
        "visit": lent["visit"],
        "operation": tablet.last,
        "batch": make.uid(),
        "device": tablet.sender.device,
        "draft": draft,
        "language": "sv",
        "filename": "icons/mark.svg",
        "kind": "SKR",
    }
    browser = make.signed_in(app, shop.store, shop.admin, shop.branch, now=now)
    pages, forms = {}, {}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and rule.endpoint != "static":
            path = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: str(known.get(m[1], 1)), rule.rule)
            answer = browser.client.get(path, buffered=True)
            pages[path] = rule.rule
            parser = Forms()
            parser.feed(answer.text if answer.mimetype == "text/html" else "")
            for form in parser.found:
                form.action = form.action or path
                forms[form.method, form.action, *form.fields] = form
    return Explorer(browser, pages, list(forms.values()))


def test_there_are_forms_to_fill_in(explorer: Explorer) -> None:
    assert len([form for form in explorer.forms if form.method == "post"]) > 10
    assert len([form for form in explorer.forms if form.method == "get"]) > 2


def test_no_form_breaks_whatever_is_written_in_it(explorer: Explorer) -> None:
    token = explorer.browser.token
    broken = []
    for form in explorer.forms:
        if form.method != "post" or form.action in LEAVE_ALONE:
            continue
        for nasty in NASTY:
            filled = dict.fromkeys(set(form.fields) - form.hidden, nasty)
            for data in (filled, {**form.fields, **filled}, dict.fromkeys(form.fields, nasty)):
                answer = explorer.browser.client.post(
                    form.action, data={**data, "form_token": token}
                )
                if answer.status_code >= 500 or "Injected" in str(answer.headers):
                    broken.append((form.action, nasty[:20], answer.status_code))

    assert broken == []


def test_no_search_breaks_whatever_is_looked_for(explorer: Explorer, shop: Shop) -> None:
    names: dict[str, set[str]] = {
        form.action: set(form.fields) for form in explorer.forms if form.method == "get"
    }
    before = snapshot(shop.store)
    broken = []
    for path in explorer.pages:
        asked = names.get(path, set()) | {"q", "page", "next", "done"}
        for nasty in NASTY:
            query = dict.fromkeys(asked, nasty[:LONGEST_IN_AN_ADDRESS])
            answer = explorer.browser.client.get(path, query_string=query, buffered=True)
            if answer.status_code >= 500 or "Injected" in str(answer.headers):
                broken.append((path, nasty[:20], answer.status_code))

    assert broken == []
    assert snapshot(shop.store) == before


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_address_breaks_whatever_stands_in_it(
    explorer: Explorer, app: Flask, method: str
) -> None:
    token = explorer.browser.token
    broken = []
    nowhere = ["0", "2147483648", "9223372036854775808", "9" * 40, *NASTY[2:7], make.uid()]
    for rule in app.url_map.iter_rules():
        if method not in (rule.methods or set()) or not rule.arguments:
            continue
        for nasty in nowhere:
            path = re.sub(r"<(?:\w+:)?\w+>", quote(nasty, safe=""), rule.rule)
            answer = explorer.browser.client.open(
                path, method=method, headers={"X-CSRF-Token": token}, buffered=True
            )
            if answer.status_code >= 500:
                broken.append((rule.rule, nasty[:20], answer.status_code))

    assert broken == []


@pytest.mark.parametrize("name", ["Referer", "User-Agent", "Cookie", "Accept-Language", "Host",
                                  "Content-Type", "X-Forwarded-For", "If-None-Match"])  # fmt: skip
def test_no_page_breaks_whatever_the_browser_says_of_itself(
    app: Flask, shop: Shop, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    hands_of_the_clock(monkeypatch, shop.now)
    browser = make.signed_in(app, shop.store, shop.admin, shop.branch, now=shop.now)
    pages = ("/today", "/counter", "/login", "/articles", "/no/such/page", "/api/session")
    strange = ("[", "http://[", "å" * 300, "a=b; c", ";;;", "x" * 5_000, "\x7f", "http://a:b")
    broken = []
    for page in pages:
        for said in strange:
            headers = {name: said.encode().decode("latin-1")}
            answer = browser.client.get(page, headers=headers, buffered=True)
            if answer.status_code >= 500:
                broken.append((page, said[:20], answer.status_code))

    assert broken == []
