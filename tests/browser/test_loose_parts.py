"""A tent comes back without its pegs, and that is told with a finger."""

import re

from playwright.sync_api import Page, expect

from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from tests.browser.desk import Desk


def returned_tent(desk: Desk) -> Thing:
    """A tent that has just been scanned."""
    tent = desk.register.article("Kupoltält", "TLT", "3")
    desk.register.lends(tent, desk.register.borrower("Leo"))
    desk.scans(tent)
    desk.is_back(tent)
    return tent


def test_a_tent_without_its_pegs_is_returned_with_two_taps(desk: Desk) -> None:
    tent = returned_tent(desk)
    desk.row(tent).get_by_role("checkbox", name="pinnar").tap()
    desk.presses("Missing: {parts}", within=desk.row(tent), parts="pinnar")
    row = desk.shows("Part missing", "look", tent)
    expect(row).to_contain_text("Saknas: pinnar")
    assert desk.pressed() == 2
    assert desk.register.place_of(tent) is PlaceKind.CHECK
    assert desk.register.looks_at(tent).note == "Saknas: pinnar"
    assert desk.register.holder_of(tent) is None


def test_a_tent_that_is_whole_needs_no_tap(desk: Desk) -> None:
    tent = returned_tent(desk)
    ticks = desk.row(tent).get_by_role("checkbox")
    expect(ticks).to_have_count(6)
    for tick in ticks.all():
        expect(tick).to_be_checked()
    assert desk.register.place_of(tent) is PlaceKind.SHELF


def test_several_parts_are_told_at_once_and_taken_back_at_once(desk: Desk) -> None:
    tent = returned_tent(desk)
    for part in ("linor", "påse", "pinnar"):
        desk.row(tent).get_by_role("checkbox", name=part).tap()
    desk.row(tent).get_by_role("checkbox", name="linor").tap()
    desk.presses("Missing: {parts}", within=desk.row(tent), parts="påse, pinnar")
    desk.shows("Part missing", "look", tent)
    assert desk.register.looks_at(tent).note == "Saknas: pinnar, påse"
    desk.undoes(tent)
    desk.is_back(tent)
    assert desk.register.looks_at(tent).note == ""
    expect(desk.row(tent).get_by_role("checkbox", checked=True)).to_have_count(6)


def test_a_part_is_told_with_the_keyboard_alone(desk: Desk) -> None:
    tent = returned_tent(desk)
    pegs = desk.row(tent).get_by_role("checkbox", name="pinnar")
    pegs.focus()
    desk.page.keyboard.press(" ")
    expect(pegs).not_to_be_checked()
    expect(pegs).to_be_focused()


def test_without_a_line_it_is_told_when_the_line_is_back(desk: Desk) -> None:
    tent = returned_tent(desk)
    desk.page.context.set_offline(True)
    desk.row(tent).get_by_role("checkbox", name="pinnar").tap()
    desk.presses("Missing: {parts}", within=desk.row(tent), parts="pinnar")
    expect(desk.row(tent)).to_have_class(re.compile("outcome-wait"))
    desk.page.context.set_offline(False)
    desk.shows("Part missing", "look", tent)
    assert desk.register.looks_at(tent).note == "Saknas: pinnar"


def test_what_is_missing_stands_on_the_check_table(desk: Desk) -> None:
    tent = returned_tent(desk)
    desk.row(tent).get_by_role("checkbox", name="pinnar").tap()
    desk.presses("Missing: {parts}", within=desk.row(tent), parts="pinnar")
    desk.shows("Part missing", "look", tent)
    page: Page = desk.page
    page.goto("/check")
    expect(page.locator(".list > li").filter(has_text=tent.code[4:])).to_contain_text(
        "Saknas: pinnar"
    )
