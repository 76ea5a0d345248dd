"""What cannot be lent, and how it came back: a calm sentence, a colour, the right buttons, undo."""

import re

import pytest
from playwright.sync_api import Locator, expect

from fritidsbank.barcodes import Kind, own
from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind, Reason, Verdict
from tests.browser.desk import UNDO, Desk

FREE = own(Kind.ARTICLE, 499_000).digits
"""A number of ours that no article has."""


@pytest.fixture
def lending(desk: Desk) -> Desk:
    """A counter where it is Sara's turn."""
    desk.chooses(desk.register.borrower("Sara"))
    return desk


@pytest.fixture
def boots(desk: Desk) -> Thing:
    """Boots that are out since yesterday."""
    return lent(desk, desk.register.article())


@pytest.fixture
def helmet(desk: Desk) -> Thing:
    """A helmet that is out; it is looked at each time it comes back."""
    return lent(desk, desk.register.article("Hjälm", "HJA", "52-56"))


def lent(desk: Desk, thing: Thing) -> Thing:
    """Lend it at another counter."""
    desk.register.lends(thing, desk.register.borrower("Ronja"))
    return thing


def test_what_is_blocked_stops_with_the_reason(lending: Desk) -> None:
    boots = lending.register.article()
    lending.register.blocks(boots, "återkallad av tillverkaren")
    lending.scans(boots)
    row = lending.shows("Blocked", "stop", boots)
    expect(row).to_contain_text("återkallad av tillverkaren")


def test_what_was_called_back_meanwhile_is_taken_back_and_put_aside(
    desk: Desk, boots: Thing
) -> None:
    desk.register.blocks(boots, "återkallad av tillverkaren")
    desk.scans(boots)
    row = desk.shows("Back: put it aside", "look", boots)
    expect(row).to_contain_text("återkallad av tillverkaren")
    expect(desk.asks(boots, "Whole")).to_have_count(0)
    desk.undoes(boots)
    expect(undone(desk, boots)).to_be_visible()
    assert desk.register.holder_of(boots) == "Ronja"


def test_what_is_blocked_and_lent_is_taken_back_in_one_tap_in_anybodys_turn(
    lending: Desk, boots: Thing
) -> None:
    lending.register.blocks(boots, "återkallad av tillverkaren")
    lending.scans(boots)
    lending.shows("Blocked", "stop", boots)
    lending.asks(boots, "Take it back").tap()
    lending.shows("Back: put it aside", "look", boots)
    assert lending.register.place_of(boots) is PlaceKind.SHELF


@pytest.mark.parametrize(
    ("place", "word", "tone"),
    [
        (PlaceKind.WORKSHOP, "In the workshop", "look"),
        (PlaceKind.CHECK, "To be checked", "look"),
        (PlaceKind.IN_TRANSIT, "On its way", "look"),
        (PlaceKind.MISSING, "Missing", "look"),
        (PlaceKind.GONE, "Left the stock", "stop"),
    ],
)
def test_what_stands_elsewhere_says_where(
    lending: Desk, place: PlaceKind, word: str, tone: str
) -> None:
    boots = lending.register.article()
    lending.register.stands(boots, place)
    lending.scans(boots)
    lending.shows(word, tone, boots)
    assert lending.register.loans_of(boots) == 0


@pytest.mark.parametrize(
    ("code", "word", "tone"),
    [
        (FREE, "Unknown number", "look"),
        ("4006381333931", "Not our label", "look"),
        ("2000 0044", "Not read", "stop"),
    ],
)
def test_what_is_no_article_is_told_apart(desk: Desk, code: str, word: str, tone: str) -> None:
    desk.scans(code)
    desk.shows(word, tone, code)


def test_what_is_no_article_is_told_apart_for_a_borrower_as_well(lending: Desk) -> None:
    lending.scans("2000 0044")
    lending.shows("Not read", "stop", "2000 0044")


def test_an_unknown_number_can_be_registered(desk: Desk) -> None:
    desk.scans(FREE)
    link = desk.row(FREE).get_by_role("link", name=desk.say("Register this number"))
    expect(link).to_have_attribute("href", f"/articles/new?code={FREE}")


def test_what_was_missing_is_found_with_one_tap(lending: Desk) -> None:
    boots = lending.register.article()
    lending.register.stands(boots, PlaceKind.MISSING)
    lending.scans(boots)
    lending.asks(boots, "It is here: found").tap()
    lending.shows("Found", "back", boots)
    assert lending.register.place_of(boots) is PlaceKind.SHELF


def test_what_comes_from_the_season_store_says_so(lending: Desk) -> None:
    boots = lending.register.article()
    lending.register.stands(boots, PlaceKind.SEASON_STORE)
    lending.scans(boots)
    row = lending.is_lent(boots)
    expect(row).to_contain_text(lending.say("It comes from the season store"))


def test_with_nobody_chosen_it_is_said_where_a_thing_stands(desk: Desk) -> None:
    boots = desk.register.article()
    desk.register.stands(boots, PlaceKind.WORKSHOP)
    desk.scans(boots)
    desk.shows("In the workshop", "look", boots)
    desk.has_said("In the workshop")


def test_an_outcome_is_said_aloud_as_it_is_shown(desk: Desk, boots: Thing) -> None:
    desk.scans(boots)
    desk.is_back(boots)
    said = f"{desk.say('Back')}. {boots.name}. {boots.shelf.name}"
    expect(desk.page.locator("#said")).to_have_text(said)


def test_no_press_means_whole(desk: Desk, boots: Thing) -> None:
    desk.scans(boots)
    desk.is_back(boots)
    assert desk.register.place_of(boots) is PlaceKind.SHELF


def test_whole_is_one_tap(desk: Desk, boots: Thing) -> None:
    desk.scans(boots)
    desk.asks(boots, "Whole").tap()
    desk.shows("Back and whole", "back", boots)


def test_to_the_workshop_asks_for_one_word(desk: Desk, boots: Thing) -> None:
    desk.scans(boots)
    desk.asks(boots, "To the workshop").tap()
    desk.row(boots).get_by_role("button", name="spänne").tap()
    desk.shows("To the workshop", "look", boots)
    assert desk.register.place_of(boots) is PlaceKind.WORKSHOP
    assert desk.register.last_move_of(boots).fault == "buckle"


def test_whoever_taps_to_the_workshop_by_mistake_goes_back(desk: Desk, boots: Thing) -> None:
    desk.scans(boots)
    desk.asks(boots, "To the workshop").tap()
    desk.asks(boots, "Cancel").tap()
    expect(desk.asks(boots, "Whole")).to_be_visible()


def test_a_thing_with_a_part_missing_is_put_aside(desk: Desk, boots: Thing) -> None:
    desk.scans(boots)
    desk.asks(boots, "Part missing").tap()
    desk.shows("Part missing", "look", boots)
    assert desk.register.place_of(boots) is PlaceKind.CHECK


def test_scrapping_asks_why(desk: Desk, boots: Thing) -> None:
    desk.scans(boots)
    desk.asks(boots, "Scrap").tap()
    desk.asks(boots, "Not safe").tap()
    desk.shows("Scrapped", "look", boots)
    assert desk.register.last_move_of(boots).reason is Reason.UNSAFE


def test_a_mark_is_undone_on_its_own(desk: Desk, boots: Thing) -> None:
    desk.scans(boots)
    desk.asks(boots, "Part missing").tap()
    desk.shows("Part missing", "look", boots)
    desk.undoes(boots)
    desk.is_back(boots)
    assert desk.register.place_of(boots) is PlaceKind.SHELF


@pytest.mark.parametrize(
    ("button", "word", "tone", "verdict", "place"),
    [
        ("Everything is right", "Checked", "back", Verdict.OK, PlaceKind.SHELF),
        ("To the workshop", "To the workshop", "look", Verdict.TO_REPAIR, PlaceKind.WORKSHOP),
        ("Scrap", "Scrapped", "look", Verdict.SCRAP, PlaceKind.GONE),
    ],
)
def test_what_waits_for_its_check_is_looked_at_from_the_counter(
    lending: Desk, button: str, word: str, tone: str, verdict: Verdict, place: PlaceKind
) -> None:
    helmet = lending.register.article("Hjälm", "HJA", "52-56")
    lending.register.stands(helmet, PlaceKind.CHECK)
    lending.scans(helmet)
    lending.asks(helmet, button).tap()
    lending.shows(word, tone, helmet)
    assert lending.register.verdicts_on(helmet) == [verdict]
    assert lending.register.place_of(helmet) is place


def test_a_helmet_that_comes_back_is_ticked_under_its_row(desk: Desk, helmet: Thing) -> None:
    desk.scans(helmet)
    desk.shows("Back, to be checked", "back", helmet)
    desk.asks(helmet, "Everything is right").tap()
    desk.shows("Checked", "back", helmet)
    assert desk.register.place_of(helmet) is PlaceKind.SHELF


def test_one_point_that_is_wrong_sends_it_to_the_bench(desk: Desk, helmet: Thing) -> None:
    desk.scans(helmet)
    desk.shows("Back, to be checked", "back", helmet)
    point = desk.row(helmet).get_by_role("group").get_by_text("Spännet låser")
    point.tap()
    expect(point).to_have_attribute("aria-pressed", "true")
    desk.row(helmet).locator("[data-focus=wrong]").tap()
    desk.shows("To the workshop", "look", helmet)
    assert desk.register.place_of(helmet) is PlaceKind.WORKSHOP


def test_care_that_is_due_is_one_press_to_the_bench(desk: Desk) -> None:
    skates = desk.register.article("Skridskor", "SKR", "38")
    with desk.register.store.writing() as db:
        db.get_one(Article, skates.id).times_lent = 11
        db.commit()
    lent(desk, skates)
    desk.scans(skates)
    desk.is_back(skates)
    desk.row(skates).locator("[data-focus=sharpen]").tap()
    desk.shows("To the workshop", "look", skates)
    assert desk.register.place_of(skates) is PlaceKind.WORKSHOP


def test_what_is_due_on_its_shelf_is_looked_at_and_lent(lending: Desk) -> None:
    skates = lending.register.article("Inlines", "INL", "38")
    with lending.register.store.writing() as db:
        db.get_one(Article, skates.id).check_due_lent = 0
        db.commit()
    lending.scans(skates)
    lending.shows("To be checked", "look", skates)
    lending.asks(skates, "Everything is right").tap()
    lending.shows("Checked", "back", skates)
    assert lending.register.verdicts_on(skates) == [Verdict.OK]


def test_the_buttons_of_the_fourth_returned_thing_are_folded(desk: Desk) -> None:
    things = [lent(desk, thing) for thing in desk.register.articles(4)]
    for thing in things:
        desk.scans(thing)
        desk.is_back(thing)
    expect(desk.asks(things[0], "Whole")).to_have_count(0)
    desk.asks(things[0], "How was it?").tap()
    expect(desk.asks(things[0], "Whole")).to_be_visible()


def test_a_loan_is_undone(lending: Desk) -> None:
    boots = lending.register.article()
    lending.scans(boots)
    lending.is_lent(boots)
    lending.undoes(boots)
    expect(undone(lending, boots)).to_be_visible()
    expect(lending.page.locator("#panel-loans li")).to_have_count(0)
    assert lending.register.loans_of(boots) == 0
    assert lending.register.place_of(boots) is PlaceKind.SHELF


def test_a_return_is_undone(desk: Desk, boots: Thing) -> None:
    desk.scans(boots)
    desk.is_back(boots)
    desk.undoes(boots)
    expect(undone(desk, boots)).to_be_visible()
    assert desk.register.holder_of(boots) == "Ronja"


def test_the_latest_act_is_undone_by_a_command(desk: Desk, boots: Thing) -> None:
    desk.scans(boots)
    desk.is_back(boots)
    desk.scans(UNDO)
    expect(undone(desk, boots)).to_be_visible()


def test_what_has_changed_since_is_not_undone_and_that_is_said(lending: Desk) -> None:
    boots = lending.register.article()
    lending.scans(boots)
    lending.is_lent(boots)
    lending.register.takes_back(boots)
    lending.undoes(boots)
    expect(lending.row(boots).locator(".outcome-note")).not_to_be_empty()
    expect(lending.row(boots)).to_have_class(re.compile("outcome-out"))


def test_undo_with_nothing_to_undo_is_said(desk: Desk) -> None:
    desk.scans(UNDO)
    expect(desk.page.locator("#rows > li")).to_contain_text(desk.say("There is nothing to undo."))


def undone(desk: Desk, thing: Thing) -> Locator:
    """The row of a thing, once its last act is taken back."""
    return desk.page.locator("#rows > li.is-undone").filter(has=desk.code_of(thing))
