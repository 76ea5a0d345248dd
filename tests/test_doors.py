"""Who may go where: every route of the program against every kind of visitor."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from fritidsbank.clock import local_day
from fritidsbank.loans.own_link import own_token
from fritidsbank.loans.queries import visit_with
from fritidsbank.reports.rules import week_of
from fritidsbank.web.access import Role
from tests import make
from tests.conftest import Shop
from tests.hands import hands_of_the_clock
from tests.minutes.behind_doors import behind_doors
from tests.minutes.public_world import EVERYTHING, publish
from tests.public_doors import PUBLIC
from tests.snapshots import snapshot

pytestmark = pytest.mark.one_database

ROOMS_OF = {
    # A role on the left goes through the doors on the right.
    None: {"public", "bare", "signed_in"},
    Role.COUNTER: {"public", "bare", "signed_in", "counter"},
    Role.WORKSHOP: {"public", "bare", "signed_in", "workshop"},
    Role.SECRETARY: {"public", "bare", "signed_in", "secretary"},
    Role.MANAGER: {"public", "bare", "signed_in", "counter", "workshop", "secretary", "manager"},
    Role.ADMIN: {"public", "bare", "signed_in", *Role},
}
SIGN_IN = {"POST /login", "POST /logout", "POST /me/sign-out"}
"""Doors that lead to the page to sign in, also whoever may use them."""
EVERYWHERE = {
    "GET /categories/<int:category>",
    "POST /categories/<int:category>",
    "POST /categories/<int:category>/usual",
    "POST /reports/week/<name>/freeze",
    "GET /minutes/site",
    "POST /minutes/site",
    "GET /reports/readers",
    "POST /reports/readers",
    "POST /reports/readers/<int:reader>/remove",
    "POST /reports/mails/<int:mail>/again",
    "POST /reminders/settings/begin",
    "POST /reminders/settings/days",
    "POST /reminders/settings/stop",
}
"""What concerns all branches, and asks for a role in all of them."""
BY_TRUST = {
    "GET /articles/<int:article>/blocks/<int:blocked>/lift",
    "POST /articles/<int:article>/blocks/<int:blocked>/lift",
}
"""Where a manager may, and of the others whoever is trusted with it."""
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
REFUSED = {401, 403, 404}


@dataclass(frozen=True)
class House:
    """A shop with something behind every door, and browsers for all kinds of visitors."""

    app: Flask
    shop: Shop
    other: int
    ids: dict[str, str]
    enter: Callable[[Role | None, int | None], make.Visitor]

    def rules(self) -> Iterator[tuple[str, Rule]]:
        """Every route with each of its methods; the version in the address of files is left out."""
        for rule in self.app.url_map.iter_rules():
            shown = re.sub(r"^/static/\w+/", "/static/", rule.rule)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield f"{method} {shown}", rule

    def door(self, rule: Rule) -> str:
        """Who may use a route, as the route says; nothing for what stands outside the rooms."""
        return str(self.app.extensions["fritidsbank.doors"].get(rule.endpoint, ""))

    def path(self, rule: Rule, **others: int) -> str:
        """An address behind which there is something."""
        values: dict[str, object] = {
            name: others.get(name, self.ids[name]) for name in rule.arguments
        }
        path = rule.rule
        for name, value in values.items():
            path = re.sub(rf"<(\w+:)?{name}>", str(value), path)
        return path


def asks(browser: make.Visitor, method: str, path: str, token: str) -> TestResponse:
    """Come to a door with an empty form, or with nothing."""
    ask = browser.client.open
    if method == "GET":
        return ask(path, buffered=True)
    if path.startswith("/api/"):
        return ask(path, method=method, json={}, headers={"X-CSRF-Token": token}, buffered=True)
    return ask(path, method=method, data={"form_token": token}, buffered=True)


def is_turned_away(answer: TestResponse) -> bool:
    """Asked to sign in, or told that it is not theirs."""
    to_sign_in = (answer.location or "").startswith(("/login", "/en/login"))
    return answer.status_code in {401, 403} or to_sign_in


@pytest.fixture
def house(app: Flask, shop: Shop, monkeypatch: pytest.MonkeyPatch, now: datetime) -> House:
    """A shop of two branches in which things are lent."""
    hands_of_the_clock(monkeypatch, now)
    store = shop.store
    tablet = make.tablet(store, shop.branch, shop.account, now=now)
    with store.writing() as db:
        other = make.branch(db, "Ringstorp")
        helmet = make.article(db, "HJA", "Hjälm", branch=shop.branch, by=shop.account, now=now)
        amina = make.borrower(db, "Amina", card="10000119", now=now)
        make.block(db, helmet, "sprucken", by=shop.account, now=now)
        boots = make.article(db, branch=shop.branch, by=shop.account, now=now)
        register = b"Kategori;Namn\r\nSLP;Slalomskor"
        draft = make.import_draft(db, register, branch=shop.branch, by=shop.account, now=now)
        counted = make.stocktake(db, branch=shop.branch, by=shop.account, now=now)
        photo = make.photo(db, helmet, by=shop.account, now=now)
        printer, job, agent = make.printing(db, shop.branch, by=shop.account, now=now)
        recall = make.recall(db, by=shop.account, now=now)
        for page in EVERYTHING:
            publish(db, page, now=now)
        make.article(db, branch=shop.branch, by=shop.account, now=now)
        booked = make.booking(db, amina, branch=shop.branch, now=now, begins=30).id
        minutes = behind_doors(db, now=now)
        db.commit()
    lent = tablet.says("check_out", article=boots.code, borrower=amina)
    tablet.says("check_out", article="20000044", borrower=amina, done=True)
    with store.reading() as db:
        slip = visit_with(db, str(lent["visit"])).code
    own = own_token(app.extensions["fritidsbank.secret"], slip)
    ids = {
        "article": str(helmet.id),
        "blocked": "1",
        "account": str(shop.account),
        "agent": agent,
        "booking": booked,
        "borrower": amina,
        "branch": str(shop.branch),
        "category": "2",
        "code": "10000119",
        "day": "2026-02-18",
        "errand": "1",
        "device": str(tablet.sender.device),
        "draft": draft,
        "filename": "icons/mark.svg",
        "form": "pdf",
        "item_name": "a1",
        "job": str(job),
        "kind": "SKR",
        "language": "sv",
        "loan": str(lent["loan"]),
        "group_slug": "ledningsgruppen",
        "matter_slug": "fritidsbanken",
        "proposal_key": make.uid(),
        "name": week_of(local_day(now)).name,
        "photo": str(photo),
        "printer": str(printer),
        "reader": "1",
        "recall": str(recall),
        "mail": "1",
        "transfer": "1",
        "operation": tablet.last,
        "own": own,
        "batch": make.uid(),
        "place": "1",
        "set_code": "slalom",
        "stocktake": counted,
        "unit": "week",
        "version": "1",
        "visit": lent["visit"],
        **{hole: str(what) for hole, what in minutes.items()},
    }
    accounts: dict[tuple[Role | None, int | None], int] = {}

    def enter(role: Role | None, branch: int | None) -> make.Visitor:
        if (role, branch) not in accounts:
            with store.writing() as db:
                roles = [(role, branch)] if role else []
                accounts[role, branch] = make.account(db, f"{role} {branch}", roles, now=now)
                db.commit()
        return make.signed_in(app, store, accounts[role, branch], shop.branch, now=now)

    return House(app, shop, other, ids, enter)


def test_every_route_says_who_may_use_it_and_the_public_ones_are_these(house: House) -> None:
    public = {name for name, rule in house.rules() if house.door(rule) in {"public", "bare", ""}}

    assert public - PUBLIC == set()


@pytest.mark.parametrize("role", ROOMS_OF)
def test_each_role_goes_through_its_own_doors_only(house: House, role: Role | None) -> None:
    browser, wrong = house.enter(role, None), {}
    token = browser.token
    for name, rule in house.rules():
        if name in SIGN_IN:
            continue
        door = house.door(rule)
        answer = asks(browser, name.split()[0], house.path(rule), token)
        may = not door or door in ROOMS_OF[role]
        may = may and (name not in BY_TRUST or "manager" in ROOMS_OF[role])
        if is_turned_away(answer) == may or answer.status_code >= 500:
            wrong[name] = (door, answer.status_code)

    assert wrong == {}


@pytest.mark.parametrize("role", [Role.COUNTER, Role.WORKSHOP, Role.SECRETARY, Role.MANAGER])
def test_a_role_in_this_branch_goes_through_its_doors_here(house: House, role: Role) -> None:
    browser = house.enter(role, house.shop.branch)
    token = browser.token
    turned_away = {
        name
        for name, rule in house.rules()
        if house.door(rule) in ROOMS_OF[role] and name not in SIGN_IN
        if is_turned_away(asks(browser, name.split()[0], house.path(rule), token))
    }

    assert turned_away <= EVERYWHERE | (BY_TRUST if role is Role.COUNTER else set())


@pytest.mark.parametrize("role", Role)
def test_a_role_in_another_branch_opens_no_door_here(house: House, role: Role) -> None:
    browser = house.enter(role, house.other)
    token = browser.token
    opened = {
        name: house.door(rule)
        for name, rule in house.rules()
        if house.door(rule) not in {"", "public", "bare", "signed_in"}
        if not is_turned_away(asks(browser, name.split()[0], house.path(rule), token))
    }

    assert opened == {}


def test_a_manager_of_this_branch_changes_nothing_in_another(house: House) -> None:
    browser = house.enter(Role.MANAGER, house.shop.branch)
    token = browser.token
    opened = {}
    for name, rule in house.rules():
        if "branch" in rule.arguments and name not in PUBLIC:
            answer = asks(browser, name.split()[0], house.path(rule, branch=house.other), token)
            if answer.status_code not in REFUSED:
                opened[name] = answer.status_code

    assert opened == {}


def test_who_has_not_signed_in_comes_to_the_public_doors_only(house: House) -> None:
    wrong = {}
    browser = make.visitor(house.app)
    token = browser.client.get("/login").text.split('name="form_token" value="')[1].split('"')[0]
    for name, rule in house.rules():
        answer = asks(browser, name.split()[0], house.path(rule), token)
        if name not in SIGN_IN and is_turned_away(answer) == (name in PUBLIC):
            wrong[name] = answer.status_code

    assert wrong == {}


def test_programs_are_told_401_and_people_are_shown_where_to_sign_in(house: House) -> None:
    browser = make.visitor(house.app).client

    assert browser.get("/api/session").status_code == 401
    assert browser.get("/api/session").json["code"] == "not_signed_in"  # type: ignore[index]
    assert (browser.get("/today").location or "").startswith("/login?next=")


def test_no_unsafe_route_is_opened_by_a_foreign_page(house: House) -> None:
    admin = house.enter(Role.ADMIN, None)
    own, foreign = admin.token, house.enter(Role.ADMIN, house.shop.branch).token
    before = snapshot(house.shop.store)
    opened = []
    for name, rule in house.rules():
        # What no cookie opens, a foreign page cannot open either: printjobs/test_agent.py.
        if name.split()[0] not in UNSAFE or house.door(rule) in {"agent", "bare"}:
            continue
        path = house.path(rule)
        for headers, form in (
            ({}, {}),
            ({}, {"form_token": foreign}),
            ({"X-CSRF-Token": foreign}, {}),
            ({"X-CSRF-Token": ""}, {"form_token": own}),
            ({"X-CSRF-Token": own[:-1]}, {}),
            ({"X-CSRF-Token": own, "Sec-Fetch-Site": "cross-site"}, {}),
            ({"X-CSRF-Token": own, "Sec-Fetch-Site": "same-site"}, {}),
            ({"Sec-Fetch-Site": "cross-site"}, {"form_token": own}),
        ):
            answer = admin.client.post(path, headers=headers, data=form)
            if answer.status_code != 403:
                opened.append((name, headers, form, answer.status_code))
        in_address = admin.client.post(f"{path}?form_token={own}")
        in_text = admin.client.post(path, data=f"form_token={own}", content_type="text/plain")
        # Where a file is waited for, the token comes beside it; nowhere else is such a form read.
        worth = foreign if rule.endpoint in house.app.extensions["fritidsbank.uploads"] else own
        in_parts = admin.client.post(
            path, data={"form_token": worth}, content_type="multipart/form-data"
        )
        if {in_address.status_code, in_text.status_code, in_parts.status_code} != {403}:
            opened.append((name, {}, {}, 0))

    assert opened == []
    assert snapshot(house.shop.store) == before


def test_the_token_of_a_session_is_worth_nothing_after_it(house: House) -> None:
    admin = house.enter(Role.ADMIN, None)
    token = admin.token
    admin.sends_form("/logout")

    answer = admin.client.post("/logout", headers={"X-CSRF-Token": token})

    assert is_turned_away(answer)


def without_looks(house: House) -> dict[str, Any]:
    """Everything in the register but for the log of who looked."""
    return {name: rows for name, rows in snapshot(house.shop.store).items() if name != "looked_at"}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_looking_changes_nothing_and_breaks_nothing(house: House, language: str) -> None:
    admin = house.enter(Role.ADMIN, None)
    admin.posts("/api/session/language", {"language": language})
    before = without_looks(house)
    broken = {}
    for name, rule in house.rules():
        if name.startswith("GET "):
            answer = admin.client.get(house.path(rule), buffered=True)
            if answer.status_code >= 500:
                broken[name] = answer.status_code

    assert broken == {}
    # That somebody looked at a borrower is the one thing which looking writes.
    assert without_looks(house) == before
