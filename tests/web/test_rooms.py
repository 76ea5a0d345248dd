"""A room's routes: nobody comes in who may not, and what is slow holds nobody up."""

from collections.abc import Callable

import pytest
from flask import Flask

from fritidsbank.app import create_app
from fritidsbank.db import Store
from fritidsbank.settings import Settings
from fritidsbank.web.access import PUBLIC, SIGNED_IN, Who
from fritidsbank.web.context import g
from fritidsbank.web.room import Room
from tests import make
from tests.conftest import Shop
from tests.hands import hands_of_the_clock


@pytest.fixture
def app_with(settings: Settings, store: Store) -> Callable[[Room], Flask]:
    """The program with one more room."""

    def build(room: Room) -> Flask:
        app = create_app(settings, store)
        app.register_blueprint(room)
        return app

    return build


def slow_room(who: Who, happened: list[str]) -> Room:
    """A room with a door behind which something slow comes first."""
    room = Room("slow")

    def first() -> None:
        with g.store.writing() as db:  # would wait for ever if this request held the turn
            happened.append("slow" if db.is_active else "")

    @room.does("/slow", who=who, first=first)
    def quick() -> str:
        happened.append("quick")
        return "done"

    return room


def test_what_is_slow_is_not_done_for_a_stranger(
    app_with: Callable[[Room], Flask], shop: Shop
) -> None:
    happened: list[str] = []
    browser = make.visitor(app_with(slow_room(SIGNED_IN, happened)))
    page = browser.client.get("/login").text
    token = page.split('name="form_token" value="')[1].split('"')[0]

    browser.client.post("/slow", data={"form_token": token})

    assert happened == []


@pytest.mark.parametrize("who", [PUBLIC, SIGNED_IN])
def test_what_is_slow_holds_up_no_other_writer(
    app_with: Callable[[Room], Flask], shop: Shop, monkeypatch: pytest.MonkeyPatch, who: Who
) -> None:
    hands_of_the_clock(monkeypatch, shop.now)
    happened: list[str] = []
    app = app_with(slow_room(who, happened))
    browser = make.signed_in(app, shop.store, shop.account, shop.branch, now=shop.now)

    browser.sends_form("/slow")

    assert happened == ["slow", "quick"]


def test_what_only_looks_waits_for_no_writer(
    app_with: Callable[[Room], Flask], shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands_of_the_clock(monkeypatch, shop.now)
    room = Room("asked")

    @room.answers("/asked", who=SIGNED_IN)
    def asked() -> str:
        return "looked up for " + g.actor.name

    browser = make.signed_in(app_with(room), shop.store, shop.account, shop.branch, now=shop.now)
    token = browser.token
    with shop.store.writing():  # somebody else's turn, which does not end
        answer = browser.client.post("/asked", data={"form_token": token})

    assert answer.text == "looked up for Disken"


def test_what_only_looks_is_still_behind_its_door(
    app_with: Callable[[Room], Flask], shop: Shop
) -> None:
    room = Room("asked")

    @room.answers("/asked", who=SIGNED_IN)
    def asked() -> str:
        return "looked up"

    browser = make.visitor(app_with(room))
    page = browser.client.get("/login").text
    token = page.split('name="form_token" value="')[1].split('"')[0]

    assert browser.client.post("/asked", data={"form_token": token}).text != "looked up"


def test_a_route_that_no_room_made_has_no_door(app: Flask) -> None:
    doors = app.extensions["fritidsbank.doors"]

    others = {rule.endpoint for rule in app.url_map.iter_rules()} - set(doors)

    assert others == {"static"}
