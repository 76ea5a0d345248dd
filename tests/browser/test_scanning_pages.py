"""Moving by scanning in a browser: a shelf, then one article after another, without a press."""

import pytest
from playwright.sync_api import Locator, expect

from fritidsbank.stock.models import Place
from fritidsbank.stock.registering import add_shelf
from fritidsbank.stock.rules import PlaceKind
from tests.browser.desk import Desk
from tests.browser.keyboard import ENTER, NOTHING
from tests.browser.reading import troubles_of


@pytest.fixture
def shelf(desk: Desk) -> Place:
    """A shelf that was just put up."""
    register = desk.register
    with register.store.writing() as db:
        made = add_shelf(db, register.shop.branch, "Skridskor 1")
        db.commit()
        db.refresh(made)
        db.expunge(made)
    return made


def goes_to(desk: Desk, path: str) -> None:
    """Open one of these pages and wait until its script hears the scanner."""
    desk.page.goto(path)
    expect(desk.page.locator("html[data-scanning=ready]")).to_be_attached()


def row(desk: Desk, code: str) -> Locator:
    """The line about an article among the latest."""
    label = f"{code[:4]} {code[4:]}"
    return desk.page.locator("#fresh-rows li, #fresh-coming li").filter(has_text=label).first


@pytest.mark.parametrize("suffix", [ENTER, NOTHING])
def test_after_a_shelf_everything_that_is_scanned_stands_there(
    desk: Desk, shelf: Place, suffix: str
) -> None:
    things = desk.register.articles(3)
    goes_to(desk, "/move")
    desk.scans(shelf.code, suffix)
    for thing in things:
        desk.scans(thing, suffix)
        expect(row(desk, thing.code)).to_contain_text("Flyttad till Skridskor 1.")
    assert {desk.register.looks_at(thing).spot.id for thing in things} == {shelf.id}
    assert desk.pressed() == 0


def test_another_shelf_goes_on_there(desk: Desk, shelf: Place) -> None:
    thing = desk.register.article()
    with desk.register.store.reading() as db:
        store = db.query(Place).filter_by(kind=PlaceKind.SEASON_STORE, standard=True).first()
    assert store is not None
    goes_to(desk, f"/move?to={shelf.code}")
    desk.scans(thing)
    expect(row(desk, thing.code)).to_contain_text("Skridskor 1")
    desk.scans(store.code)
    desk.scans(thing)
    expect(row(desk, thing.code)).to_contain_text(f"Flyttad till {store.name}.")
    assert desk.register.place_of(thing) is PlaceKind.SEASON_STORE


def test_it_is_undone_with_one_press(desk: Desk, shelf: Place) -> None:
    thing = desk.register.article()
    goes_to(desk, f"/move?to={shelf.code}")
    desk.scans(thing)
    row(desk, thing.code).get_by_role("button").tap()
    expect(row(desk, thing.code)).to_contain_text("Ångrat")
    assert desk.register.looks_at(thing).spot == thing.spot


def test_without_a_shelf_nothing_is_moved(desk: Desk) -> None:
    thing = desk.register.article()
    goes_to(desk, "/move")
    desk.scans(thing)
    expect(desk.page.locator("#fresh-said")).to_contain_text("Skanna eller välj en hylla först.")
    assert desk.register.looks_at(thing).spot == thing.spot


def test_without_a_line_it_waits_and_is_moved_when_the_line_is_back(
    desk: Desk, shelf: Place, troubles: list[str]
) -> None:
    thing = desk.register.article()
    goes_to(desk, f"/move?to={shelf.code}")
    desk.page.context.set_offline(True)
    desk.scans(thing)
    expect(desk.page.locator("#line-down")).to_be_visible()
    expect(desk.page.locator("#line-waiting")).to_have_text("1")
    desk.page.context.set_offline(False)
    expect(row(desk, thing.code)).to_contain_text("Flyttad till Skridskor 1.")
    expect(desk.page.locator("#line-down")).to_be_hidden()
    assert desk.register.looks_at(thing).spot.id == shelf.id
    troubles.clear()


def test_visits_are_counted_at_once_and_taken_back(desk: Desk) -> None:
    goes_to(desk, "/visits")
    desk.page.get_by_role("button", name="Barn").first.tap()
    expect(desk.page.locator("#fresh-child")).to_have_text("1")
    desk.page.get_by_role("button", name="Barn").first.tap()
    expect(desk.page.locator("#fresh-child")).to_have_text("2")
    desk.page.locator("#fresh-sum button").tap()
    expect(desk.page.locator("#fresh-child")).to_have_text("1")


def test_a_wish_is_two_taps(desk: Desk) -> None:
    goes_to(desk, "/visits")
    desk.page.get_by_role("link", name="Slalompjäxor").tap()
    expect(desk.page.locator("html[data-scanning=ready]")).to_be_attached()
    desk.page.get_by_role("button", name="25,5", exact=True).tap()
    expect(desk.page.locator("#fresh-wishes li")).to_contain_text("Slalompjäxor")
    expect(desk.page.locator("#fresh-wishes li")).to_contain_text("25,5")


def test_with_answers_on_it_the_page_can_be_read_by_everybody(desk: Desk, shelf: Place) -> None:
    thing, lent = desk.register.articles(2)
    desk.register.lends(lent, desk.register.borrower("Ronja"))
    goes_to(desk, f"/move?to={shelf.code}")
    for one in (thing, lent):
        desk.scans(one)
        expect(row(desk, one.code)).to_be_visible()
    assert troubles_of(desk.page, smallest=44) == []
