"""A turn at the counter: until when, under 18, the drop box, the slip; its end; who is there."""

from datetime import timedelta
from typing import cast

import pytest
from playwright.sync_api import Page, expect

from fritidsbank.clock import local_day
from fritidsbank.stock.rules import PlaceKind
from tests.browser.conftest import TABLET, OpenDesk
from tests.browser.desk import DONE, EXTEND, TO_WORKSHOP, Desk
from tests.browser.register import Register


@pytest.fixture
def lending(desk: Desk) -> Desk:
    """A counter where it is Sara's turn."""
    desk.chooses(desk.register.borrower("Sara Berg"))
    return desk


def test_the_due_date_stands_in_large_letters(lending: Desk) -> None:
    boots = lending.register.article()
    lending.scans(boots)
    lending.is_lent(boots)
    due = lending.page.locator("#panel-head .due")
    expect(due).to_be_visible()
    assert due.evaluate("(due) => Math.round(parseFloat(getComputedStyle(due).fontSize))") == 32


def test_everything_is_extended_with_one_tap(lending: Desk) -> None:
    boots = lending.register.article()
    lending.scans(boots)
    lending.is_lent(boots)
    until = lending.register.due_on(boots)
    lending.presses("Extend")
    expect(lending.page.locator("#rows > li").first).to_contain_text(lending.say("Extended"))
    assert lending.register.due_on(boots) > until


def test_everything_is_extended_by_a_command(lending: Desk) -> None:
    boots = lending.register.article()
    lending.scans(boots)
    lending.is_lent(boots)
    lending.scans(EXTEND)
    expect(lending.page.locator("#rows > li").first).to_contain_text(lending.say("Extended"))


def test_another_due_date_is_chosen_for_what_has_gone_out(lending: Desk) -> None:
    boots = lending.register.article()
    day = local_day(lending.register.now) + timedelta(days=30)
    lending.scans(boots)
    lending.is_lent(boots)
    lending.presses("Other date")
    lending.page.get_by_label(lending.say("To be back on")).fill(day.isoformat())
    lending.presses("Set the date")
    expect(lending.page.locator("#rows > li").first).to_contain_text(lending.say("New date"))
    assert lending.register.due_on(boots) == day


def test_another_due_date_is_chosen_for_what_will_go_out(lending: Desk) -> None:
    boots = lending.register.article()
    day = local_day(lending.register.now) + timedelta(days=3)
    lending.presses("Other date")
    lending.page.get_by_label(lending.say("To be back on")).fill(day.isoformat())
    lending.presses("Set the date")
    lending.scans(boots)
    lending.is_lent(boots)
    assert lending.register.due_on(boots) == day


def test_under_18_a_guardian_must_say_yes(lending: Desk) -> None:
    board = lending.register.article("SUP-bräda", "VAT")
    lending.page.get_by_role("switch").check()
    lending.scans(board)
    lending.shows("Under 18", "look", board)
    lending.asks(board, "A guardian has said yes").tap()
    lending.is_lent(board)
    assert lending.register.loan_of(board).guardian


def test_nobody_asks_for_a_guardian_of_an_adult(lending: Desk) -> None:
    board = lending.register.article("SUP-bräda", "VAT")
    lending.scans(board)
    lending.is_lent(board)


def test_nobody_asks_for_a_guardian_where_nothing_can_happen(lending: Desk) -> None:
    boots = lending.register.article()
    lending.page.get_by_role("switch").check()
    lending.scans(boots)
    lending.is_lent(boots)


def test_what_lay_in_the_drop_box_came_back_yesterday(desk: Desk) -> None:
    boots, register = desk.register.article(), desk.register
    register.lends(boots, register.borrower("Vera"), register.now - timedelta(days=4))
    desk.presses("Returned today")
    desk.presses("Yesterday")
    desk.scans(boots)
    desk.is_back(boots)
    ended_at = register.loan_of(boots).ended_at
    assert ended_at
    assert local_day(ended_at) == local_day(register.now) - timedelta(days=1)


def test_the_day_of_the_drop_box_stays_in_sight_until_it_is_today_again(desk: Desk) -> None:
    desk.presses("Returned today")
    desk.presses("Yesterday")
    expect(desk.page.locator("#return-day [role=status]")).to_be_visible()
    desk.presses("Today again")
    expect(desk.page.locator("#return-day [role=status]")).to_have_count(0)


def test_the_day_of_the_drop_box_does_not_hold_for_whoever_stands_at_the_counter(
    desk: Desk,
) -> None:
    boots, register = desk.register.article(), desk.register
    vera = register.borrower("Vera")
    register.lends(boots, vera, register.now - timedelta(days=4))
    desk.presses("Returned today")
    desk.presses("Yesterday")
    desk.chooses(vera)
    desk.scans(boots)
    desk.asks(boots, "Take it back").tap()
    desk.is_back(boots)
    ended_at = register.loan_of(boots).ended_at
    assert ended_at
    assert local_day(ended_at) == local_day(register.now)


def test_the_thing_just_taken_back_goes_to_the_workshop_by_a_command(desk: Desk) -> None:
    boots = desk.register.article()
    desk.register.lends(boots, desk.register.borrower("Vera"))
    desk.scans(boots)
    desk.is_back(boots)
    desk.scans(TO_WORKSHOP)
    desk.row(boots).get_by_role("button", name="rem", exact=True).tap()
    desk.shows("To the workshop", "look", boots)
    assert desk.register.place_of(boots) is PlaceKind.WORKSHOP


def test_the_sheet_of_commands_bears_what_the_page_understands(desk: Desk) -> None:
    desk.page.goto("/commands")
    for command in (DONE, EXTEND, TO_WORKSHOP):
        expect(desk.code_of(command)).to_be_visible()


def test_the_slip_opens_beside_the_counter_and_names_nobody(lending: Desk) -> None:
    boots = lending.register.article("Stavar", "STV", "110")
    lending.scans(boots)
    lending.is_lent(boots)
    with lending.page.expect_popup() as opened:
        lending.page.get_by_role("link", name=lending.say("Loan slip")).tap()
    slip = opened.value
    expect(slip.get_by_text("Stavar 110")).to_be_visible()
    assert "Sara" not in slip.content()
    slip.close()


def test_a_very_long_name_leaves_room_for_done(desk: Desk) -> None:
    desk.chooses(desk.register.borrower("Wolfeschlegelsteinhausenbergerdorff" * 2 + "Andersson"))
    done = desk.page.locator(".panel-done").bounding_box()
    panel = desk.page.locator("#panel").bounding_box()
    assert done
    assert panel
    assert panel["x"] + panel["width"] <= TABLET[0]
    assert done["x"] + done["width"] <= panel["x"] + panel["width"]


def test_done_ends_the_turn(lending: Desk) -> None:
    lending.page.locator("#panel-actions").get_by_role("button", name=lending.say("Done")).tap()
    lending.is_free()
    assert "Sara Berg" not in lending.page.inner_text("body")


@pytest.fixture
def left_alone(slow_desk: Desk) -> Desk:
    """A counter that nobody has touched for a minute since Sara got her boots."""
    boots = slow_desk.register.article()
    slow_desk.chooses(slow_desk.register.borrower("Sara Berg"))
    slow_desk.scans(boots)
    slow_desk.is_lent(boots)
    slow_desk.page.clock.fast_forward("00:59")
    slow_desk.has_turn("Sara Berg")
    slow_desk.page.clock.fast_forward("00:02")
    slow_desk.is_free()
    return slow_desk


def test_a_screen_left_alone_for_a_minute_forgets_names_and_numbers(left_alone: Desk) -> None:
    assert "Berg" not in left_alone.page.inner_text("body")
    assert "070-174" not in left_alone.page.inner_text("body")


def test_a_turn_is_taken_up_again_within_ten_minutes(left_alone: Desk) -> None:
    poles = left_alone.register.article("Stavar", "STV")
    left_alone.page.clock.fast_forward("09:30")
    left_alone.presses("Go on with {name}", name="Sara\u00a0B.")
    left_alone.has_turn("Sara Berg")
    left_alone.scans(poles)
    left_alone.is_lent(poles)
    assert left_alone.register.holder_of(poles) == "Sara Berg"


def test_after_ten_minutes_nothing_of_the_borrower_is_left(left_alone: Desk) -> None:
    left_alone.page.clock.fast_forward("10:01")
    expect(left_alone.page.locator(".idle-resume")).to_have_count(0)
    assert "Sara" not in left_alone.page.content()


def test_a_touch_keeps_the_turn(slow_desk: Desk) -> None:
    slow_desk.chooses(slow_desk.register.borrower("Tove Tål"))
    slow_desk.page.clock.fast_forward("00:50")
    slow_desk.page.locator("#outcomes-title").tap()
    slow_desk.page.clock.fast_forward("00:50")
    slow_desk.has_turn("Tove Tål")


def test_one_tap_changes_who_is_at_the_counter(
    page: Page, register: Register, open_desk: OpenDesk
) -> None:
    wen = register.account("Wen")
    open_desk(page, wen)
    desk = open_desk(page)
    boots = register.article()
    desk.presses("Wen")
    expect(page.locator("#who .who-name")).to_have_text("Wen")
    desk.scans(boots)
    desk.lies_ready(boots)
    assert register.signer_of("check_in") == wen


def test_the_language_changes_without_a_reload(
    page: Page, register: Register, open_desk: OpenDesk
) -> None:
    desk = open_desk(page, register.account("Lin"))
    boots = register.article()
    register.lends(boots, register.borrower("Vera"))
    desk.scans(boots)
    desk.is_back(boots)
    page.evaluate("window.isStillHere = true")
    page.get_by_role("button", name="EN: English").tap()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    english = Desk(page, register, "en")
    english.is_back(boots)
    expect(page.get_by_role("button", name="New borrower")).to_be_visible()
    assert cast("bool", page.evaluate("window.isStillHere"))


def test_nothing_said_aloud_stays_in_a_language_that_is_no_longer_spoken(
    page: Page, register: Register, open_desk: OpenDesk
) -> None:
    desk = open_desk(page, register.account("Moa"))
    desk.scans("2000 0044")
    desk.has_said("Not read")
    page.get_by_role("button", name="EN: English").tap()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#said")).to_be_empty()


def test_the_menu_leads_to_the_other_pages(desk: Desk) -> None:
    desk.page.locator("#who").tap()
    desk.page.locator("#menu").get_by_role("link", name=desk.say("Today")).tap()
    expect(desk.page).to_have_url(f"{desk.page.url.split('/counter')[0]}/today")
