"""Which page is for whom: every door of these rooms, tried by everybody who works here."""

import pytest
from flask import Flask

from fritidsbank.branches.actions import choose
from fritidsbank.staff.actions import trust
from fritidsbank.staff.queries import account_called
from tests import make
from tests.staff.crew import Crew

pytestmark = pytest.mark.one_database

EVERYBODY = ("vera", "disken", "olle", "lena", "astrid")
"""Workshop, counter, manager of the other branch, manager of this one, administrator."""
COUNTER = {"disken", "olle", "lena", "astrid"}
HERE = {"disken", "lena", "astrid"}
MANAGERS = {"olle", "lena", "astrid"}
OURS = {"lena", "astrid"}
ADMIN = {"astrid"}
BENCH = {"vera", "olle", "lena", "astrid"}
FITTERS = {"vera", "disken", "lena", "astrid"}
"""Who lends or mends in this branch."""
SETTERS: set[str] = {"vera"}
"""Who is trusted with release values, which no role brings along."""

PAGES = {
    "/articles": set(EVERYBODY),
    "/articles/1": set(EVERYBODY),
    "/articles/new": COUNTER,
    "/articles/new?category=SKR": COUNTER,
    "/articles/1/edit": HERE,
    "/articles/1/codes": HERE,
    "/articles/1/move": HERE,
    "/articles/1/workshop": HERE,
    "/articles/1/missing": HERE,
    "/articles/1/block": HERE,
    "/articles/1/scrap": OURS,
    "/articles/1/blocks/1/lift": OURS,
    "/workshop": BENCH,
    "/workshop/list": BENCH,
    "/workshop/1": BENCH,
    "/workshop/parts": BENCH,
    "/workshop/1/scrap": BENCH,
    "/workshop/1/wait": BENCH,
    "/workshop/1/release": MANAGERS,
    "/workshop/words": MANAGERS,
    "/workshop/open-data": MANAGERS,
    "/workshop/open-data/repairs.csv": MANAGERS,
    "/workshop/open-data/unpowered.csv": MANAGERS,
    "/photos/1.jpg": set(EVERYBODY),
    "/photos/1/small.jpg": set(EVERYBODY),
    "/stock": COUNTER,
    "/recalls": COUNTER,
    "/recalls/new": MANAGERS,
    "/recalls/1": COUNTER,
    "/sets": COUNTER,
    "/sets/slalom": COUNTER,
    "/move": COUNTER,
    "/care": BENCH,
    "/season": COUNTER,
    "/season/confirm": COUNTER,
    "/transfers": COUNTER,
    "/transfers/1": COUNTER,
    "/visits": COUNTER,
    "/register": COUNTER,
    "/register?category=SKR": COUNTER,
    "/categories": MANAGERS,
    "/categories/2": ADMIN,
    "/branches": ADMIN,
    "/branches/new": ADMIN,
    "/branches/1": ADMIN,
    "/branches/1/hours": OURS,
    "/branches/1/places": OURS,
    "/branches/1/places/1": OURS,
    "/branches/1/places/labels": OURS,
    "/settings": MANAGERS,
    "/settings/operator": ADMIN,
    "/privacy/retention": MANAGERS,
    "/privacy/retention/times": ADMIN,
    "/privacy/extract": MANAGERS,
    "/privacy/looks": MANAGERS,
    "/privacy/register": MANAGERS,
    "/privacy/information.pdf": COUNTER,
    "/reminders": COUNTER,
    "/reminders.csv": COUNTER,
    "/reminders/settings": MANAGERS,
    "/minutes/site": ADMIN,
    "/staff": ADMIN,
    "/staff/new": ADMIN,
    "/staff/1": ADMIN,
    "/devices": ADMIN,
    "/devices/{device}": ADMIN,
    "/me": set(EVERYBODY),
    "/minutes": MANAGERS,
    "/minutes/groups/new": MANAGERS,
    "/minutes/matters": MANAGERS,
    "/minutes/matters/new": MANAGERS,
    "/minutes/follow": MANAGERS,
    "/minutes/archive": MANAGERS,
    "/minutes/read-in": MANAGERS,
    "/workshop/bindings/2": set(EVERYBODY),
    "/workshop/bindings/2/card.pdf": set(EVERYBODY),
}
WRITING = (
    *("begin", "items", "items/1", "frame", "attendance", "state"),
    *("paper", "correct", "throw-away", "withdraw", "undo"),
)
"""What may be done with the minutes of a meeting."""
DEEDS = {
    "/articles/new": COUNTER,
    "/register": COUNTER,
    "/articles/1/edit": HERE,
    "/articles/1/codes": HERE,
    "/articles/1/codes/remove": HERE,
    "/articles/1/photos": COUNTER,
    "/articles/1/photos/1/remove": HERE,
    "/articles/1/move": HERE,
    "/articles/1/workshop": HERE,
    "/articles/1/missing": HERE,
    "/articles/1/found": COUNTER,
    "/articles/1/block": HERE,
    "/articles/1/scrap": OURS,
    "/articles/1/unscrap": OURS,
    "/articles/1/blocks/1/lift": OURS,
    "/workshop": BENCH,
    "/workshop/1/take-in": BENCH,
    "/workshop/1/note": BENCH,
    "/workshop/1/go-on": BENCH,
    "/workshop/1/use": BENCH,
    "/workshop/1/put-back": BENCH,
    "/workshop/parts": BENCH,
    "/workshop/parts/change": BENCH,
    "/workshop/parts/put-away": BENCH,
    "/workshop/1/end": BENCH,
    "/workshop/1/reopen": BENCH,
    "/workshop/1/photos": BENCH,
    "/workshop/1/scrap": BENCH,
    "/workshop/1/wait": BENCH,
    "/workshop/1/release": MANAGERS,
    "/recalls/preview": MANAGERS,
    "/recalls/new": MANAGERS,
    "/recalls/1/end": MANAGERS,
    "/workshop/words": MANAGERS,
    "/workshop/words/remove": MANAGERS,
    "/minutes/read-in": MANAGERS,
    "/minutes/matters/new": MANAGERS,
    **dict.fromkeys((f"/minutes/meetings/1/write/{what}" for what in WRITING), MANAGERS),
    "/minutes/meetings/1/sign": set(EVERYBODY),
    "/sets/slalom": COUNTER,
    "/move": COUNTER,
    "/season": COUNTER,
    "/transfers": COUNTER,
    "/transfers/receive": COUNTER,
    "/transfers/1": COUNTER,
    "/transfers/1/keep": COUNTER,
    "/visits": COUNTER,
    "/visits/wishes": COUNTER,
    "/undo": COUNTER,
    "/categories/2": ADMIN,
    "/categories/2/usual": ADMIN,
    "/branches/new": ADMIN,
    "/branches/1": ADMIN,
    "/minutes/site": ADMIN,
    "/branches/1/hours": OURS,
    "/branches/1/exceptions": OURS,
    "/branches/1/exceptions/remove": OURS,
    "/branches/1/places": OURS,
    "/branches/1/places/1": OURS,
    "/reminders/by-hand": COUNTER,
    "/reminders/1/told": COUNTER,
    "/reminders/settings/words": MANAGERS,
    "/reminders/settings/days": ADMIN,
    "/reminders/settings/begin": ADMIN,
    "/reminders/settings/stop": ADMIN,
    "/settings/operator": ADMIN,
    "/articles/1/last-borrower": COUNTER,
    "/privacy/retention": MANAGERS,
    "/privacy/retention/times": ADMIN,
    "/privacy/extract": MANAGERS,
    "/privacy/register": MANAGERS,
    "/staff/new": ADMIN,
    "/staff/1/name": ADMIN,
    "/staff/1/roles": ADMIN,
    "/staff/1/password": ADMIN,
    "/staff/1/authorities": ADMIN,
    "/staff/1/authorities/remove": ADMIN,
    "/staff/1/close": ADMIN,
    "/staff/1/reopen": ADMIN,
    "/devices/{device}": ADMIN,
    "/devices/{device}/revoke": ADMIN,
    "/me/branch": set(EVERYBODY),
    "/me/password": set(EVERYBODY),
    "/me/sign-out": set(EVERYBODY),
    "/workshop/bindings/2": SETTERS,
    "/workshop/bindings/2/sole": FITTERS,
    "/workshop/bindings/2/set": SETTERS,
    "/workshop/bindings/2/card": FITTERS,
}
ROOMS = {
    "branches",
    "hours",
    "articles",
    "descriptions",
    "pictures",
    "registering",
    "moves",
    "carrying",
    "season",
    "between",
    "visits",
    "undoing",
    "categories",
    "caring",
    "places",
    "recall_register",
    "picking",
    "accounts",
    "own",
    "bench",
    "bench_forms",
    "drawers",
    "bindings",
    "bench_words",
    "repair_data",
    "retention",
    "last_borrower",
}
"""The rooms whose doors stand above."""
PUBLIC = {"/i/<code>", "/I/<code>"}


@pytest.fixture
def furnished(crew: Crew) -> Crew:
    """With article 1, blocked, in Hamnen, a photo of it, and today's load from there to Söder.

    Article 2 is a pair of skis whose binding was fitted, in a shop that sets release values.
    """
    crew.disken.sends_form("/transfers", branch=str(crew.soder))
    skates = crew.registers()
    with crew.store.writing() as db:
        make.photo(db, skates, by=crew.shop.account, now=crew.now)
        db.commit()
    crew.disken.sends_form(f"/articles/{skates.id}/block", reason="Återkallad")
    with crew.store.writing() as db:
        make.recall(db, by=crew.shop.admin, now=crew.now)
        db.commit()
    skis = crew.registers("Slalomskidor", category="SLS")
    with crew.store.writing() as db:
        choose(db, "binding_mode", "table")
        trust(db, account_called(db, "Vera"), "set_bindings")
        db.commit()
    crew.vera.sends_form(f"/workshop/bindings/{skis.id}/sole", sole="300")
    assert (skates.id, skis.id) == (1, 2)
    return crew


def device_of(browser: make.Visitor) -> str:
    """The tablet that a browser is."""
    return str((browser.client.get("/api/session").json or {}).get("device", ""))


def test_a_page_is_for_those_it_is_for(furnished: Crew) -> None:
    let_in: dict[str, set[str]] = {path: set() for path in PAGES}
    for path in PAGES:
        for name in EVERYBODY:
            browser: make.Visitor = getattr(furnished, name)
            answer = browser.client.get(path.format(device=device_of(browser)))
            assert answer.status_code in {200, 403}, (path, name)
            if answer.status_code == 200:
                let_in[path].add(name)
    assert let_in == PAGES


@pytest.mark.parametrize("path", DEEDS)
def test_a_deed_is_for_those_it_is_for(furnished: Crew, path: str) -> None:
    # An empty form: whoever may is told what is missing, or does it; whoever may not is refused.
    let_in = set()
    for name in EVERYBODY:
        browser: make.Visitor = getattr(furnished, name)
        answer = browser.sends_form(path.format(device=device_of(furnished.disken)))
        assert answer.status_code < 500
        if answer.status_code != 403:
            let_in.add(name)
    assert let_in == DEEDS[path]


def test_whoever_is_not_signed_in_is_asked_to_and_comes_back(furnished: Crew) -> None:
    device = device_of(furnished.disken)
    asked = {
        path: furnished.nobody.client.get(path.format(device=device)).headers.get("Location", "")
        for path in PAGES
    }
    assert [path for path, where in asked.items() if not where.startswith("/login?next=/")] == []


def test_whoever_is_not_signed_in_changes_nothing(furnished: Crew) -> None:
    furnished.nobody.client.get("/login")
    device = device_of(furnished.disken)
    answers = {
        path: furnished.nobody.sends_form(path.format(device=device)).status_code for path in DEEDS
    }
    assert {path for path, status in answers.items() if status not in {302, 303, 401, 403}} == set()


def test_a_form_without_its_token_changes_nothing(furnished: Crew) -> None:
    device = device_of(furnished.disken)
    answers = {
        path: furnished.astrid.client.post(path.format(device=device)).status_code for path in DEEDS
    }
    assert set(answers.values()) == {403}


def test_no_door_of_these_rooms_is_left_out(app: Flask) -> None:
    told = {
        (method, path.split("?")[0].replace("{device}", "0"))
        for method, paths in (("GET", PAGES), ("POST", DEEDS))
        for path in paths
    }
    adapter = app.url_map.bind("localhost")
    reached = {
        adapter.match(path.replace("/0", "/00000000-0000-4000-8000-000000000000"), method)[0]
        for method, path in told
    }
    doors = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in ROOMS and rule.rule not in PUBLIC
    }
    assert doors <= reached
