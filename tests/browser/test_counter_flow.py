"""The main job of the counter: things on their way home with somebody, and back again."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.desk import DONE, Desk
from tests.browser.register import Register, fresh_card, fresh_mobile


def test_three_articles_go_to_somebody_new_with_four_actions(desk: Desk) -> None:
    things = desk.register.articles(3)
    desk.types(f"{fresh_mobile()}\nAmina Ali")
    desk.has_turn("Amina Ali")
    for thing in things:
        desk.scans(thing)
    for thing in things:
        desk.is_lent(thing)
    assert len(desk.actions) == 4
    assert desk.pressed() == 0
    assert {desk.register.holder_of(thing) for thing in things} == {"Amina Ali"}


def test_what_is_scanned_before_a_slow_line_has_found_nobody_is_theirs_all_the_same(
    desk: Desk,
) -> None:
    boots, held = desk.register.article(), []

    def hold(question: Route) -> None:
        held.append(question)

    desk.page.route("**/api/find*", hold)
    desk.types(f"{fresh_mobile()}\nUlla Ur")
    desk.scans(boots)
    desk.lies_ready(boots)
    held[0].continue_()
    desk.has_turn("Ulla Ur")
    desk.is_lent(boots)
    desk.page.unroute_all()


def test_a_new_borrower_may_be_written_with_a_look_at_the_page_in_between(desk: Desk) -> None:
    boots = desk.register.article()
    desk.types(fresh_mobile())
    expect(desk.page.locator("#new-name")).to_be_focused()
    desk.types("Bo Ek")
    desk.scans(boots)
    desk.is_lent(boots)
    assert desk.register.holder_of(boots) == "Bo Ek"


def test_five_articles_of_mixed_families_come_back_with_five_scans(desk: Desk) -> None:
    things, register = desk.register.articles(5), desk.register
    people = [register.borrower("Eva"), register.borrower("Leo")]
    for number, thing in enumerate(things):
        register.lends(thing, people[number % 2], register.now - timedelta(days=3))
    for thing in things:
        desk.scans(thing)
    for thing in things:
        desk.is_back(thing)
    assert len(desk.actions) == 5
    assert desk.pressed() == 0
    assert not any(register.holder_of(thing) for thing in things)


def test_a_borrower_is_chosen_by_name(desk: Desk) -> None:
    desk.register.borrower("Xerxes Öberg")
    desk.types("xerx")
    desk.has_turn("Xerxes Öberg")


def test_a_borrower_is_chosen_by_mobile(desk: Desk) -> None:
    mia = desk.register.borrower("Mia Mobil")
    desk.types(mia.mobile)
    desk.has_turn("Mia Mobil")


def test_a_borrower_is_chosen_by_card(desk: Desk) -> None:
    kim = desk.register.borrower("Kim Kort")
    desk.scans(kim.card)
    desk.has_turn("Kim Kort")


def test_a_card_that_is_new_goes_to_whoever_is_registered_with_it(desk: Desk) -> None:
    boots, card = desk.register.article(), fresh_card()
    desk.scans(card)
    expect(desk.page.locator("#new-mobile")).to_be_focused()
    desk.types(f"{fresh_mobile()}\nNina Ny")
    desk.has_turn("Nina Ny")
    desk.scans(boots)
    desk.is_lent(boots)
    desk.scans(DONE)
    desk.scans(card)
    desk.has_turn("Nina Ny")


def test_what_comes_back_twice_is_plainly_back_already(desk: Desk) -> None:
    boots = desk.register.article()
    desk.register.lends(boots, desk.register.borrower("Ella"))
    desk.scans(boots)
    desk.is_back(boots)
    desk.scans(boots)
    desk.shows("Already back", "look", boots)
    assert desk.register.loans_of(boots) == 1


@pytest.fixture
def ready(desk: Desk) -> Desk:
    """A counter where two pairs of boots lie in the tray."""
    return lay_two_ready(desk)


def lay_two_ready(desk: Desk) -> Desk:
    """Scan two things while nobody is chosen."""
    for boots in desk.register.articles(2):
        desk.scans(boots)
        desk.lies_ready(boots)
    return desk


def test_what_was_scanned_first_is_lent_to_whoever_is_chosen_then(ready: Desk) -> None:
    ready.chooses(ready.register.borrower("Tora"))
    expect(ready.page.locator("#rows > li.outcome-out")).to_have_count(2)
    expect(ready.page.locator("#tray")).to_be_hidden()


def test_nothing_in_the_tray_is_lent_yet(ready: Desk) -> None:
    expect(ready.page.locator("#rows > li")).to_have_count(0)


def test_the_tray_is_emptied_by_the_command_done(ready: Desk) -> None:
    ready.scans(DONE)
    expect(ready.page.locator("#tray")).to_be_hidden()
    expect(ready.page.locator("#rows > li")).to_contain_text(ready.say("The tray is empty"))


def test_the_tray_is_emptied_by_its_button(ready: Desk) -> None:
    ready.presses("Empty the tray")
    expect(ready.page.locator("#tray")).to_be_hidden()


def test_one_thing_is_taken_out_of_the_tray(ready: Desk) -> None:
    ready.page.locator("#tray-list .laid-out").first.tap()
    expect(ready.page.locator("#tray-list li")).to_have_count(1)


def test_the_tray_empties_itself_after_two_minutes_and_says_so(slow_desk: Desk) -> None:
    lay_two_ready(slow_desk)
    slow_desk.page.clock.fast_forward("01:50")
    expect(slow_desk.page.locator("#tray")).to_be_visible()
    slow_desk.page.clock.fast_forward("00:11")
    expect(slow_desk.page.locator("#tray")).to_be_hidden()
    slow_desk.has_said("The tray is empty")


def test_what_somebody_else_has_goes_over_with_one_tap(desk: Desk) -> None:
    boots = desk.register.article()
    desk.register.lends(boots, desk.register.borrower("Zlatan Hemlig"))
    desk.chooses(desk.register.borrower("Ida"))
    desk.scans(boots)
    desk.shows("Lent to somebody else", "look", boots)
    desk.presses("Take back and lend to {name}", within=desk.row(boots), name="Ida")
    desk.is_lent(boots)
    assert desk.register.holder_of(boots) == "Ida"


def test_nobody_is_told_who_else_has_it(desk: Desk) -> None:
    boots = desk.register.article()
    desk.register.lends(boots, desk.register.borrower("Zlatan Hemlig"))
    desk.chooses(desk.register.borrower("Isa"))
    with desk.page.expect_response("**/api/operations") as heard:
        desk.scans(boots)
    desk.shows("Lent to somebody else", "look", boots)
    desk.presses("Take back and lend to {name}", within=desk.row(boots), name="Isa")
    desk.is_lent(boots)
    assert "Zlatan" not in heard.value.text() + desk.page.content()


def test_what_the_borrower_has_already_is_said_plainly(desk: Desk) -> None:
    boots, register = desk.register.article(), desk.register
    ture = register.borrower("Ture")
    register.lends(boots, ture)
    desk.chooses(ture)
    desk.scans(boots)
    desk.shows("Already theirs", "look", boots)
    assert register.loans_of(boots) == 1


def test_a_helmet_from_somebody_else_is_looked_at_before_it_goes_out_again(desk: Desk) -> None:
    helmet, register = desk.register.article("Hjälm", "HJA", "52-56"), desk.register
    register.lends(helmet, register.borrower("Hanna"))
    desk.chooses(register.borrower("Hugo"))
    desk.scans(helmet)
    desk.presses("Take back and lend to {name}", within=desk.row(helmet), name="Hugo")
    desk.shows("Back, to be checked", "back", helmet)
    desk.presses("Everything is right", within=desk.row(helmet))
    desk.presses("Lend to {name}", within=desk.row(helmet), name="Hugo")
    desk.is_lent(helmet)
    assert register.holder_of(helmet) == "Hugo"


def test_the_latest_eight_outcomes_stay_on_screen(desk: Desk) -> None:
    things = desk.register.articles(9)
    desk.chooses(desk.register.borrower("Åtta"))
    for thing in things:
        desk.scans(thing)
    desk.is_lent(things[-1])
    expect(desk.page.locator("#rows > li")).to_have_count(8)
    expect(desk.row(things[0])).to_have_count(0)


def test_the_page_speaks_english_with_whoever_reads_english(english_desk: Desk) -> None:
    boots = english_desk.register.article()
    english_desk.chooses(english_desk.register.borrower("Mary"))
    english_desk.scans(boots)
    english_desk.is_lent(boots)


def test_two_counters_in_the_same_second_lend_it_once(
    desk: Desk, register: Register, fresh_page: Page, open_desk: Callable[[Page], Desk]
) -> None:
    boots = register.article()
    beside = open_desk(fresh_page)
    desk.chooses(register.borrower("Här"))
    beside.chooses(register.borrower("Där"))
    desk.scans(boots)
    beside.scans(boots)
    for window in (desk, beside):
        expect(window.row(boots)).to_have_class(re.compile("outcome-(out|look)"))
    assert register.loans_of(boots) == 1
