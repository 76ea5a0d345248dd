"""A scanner is tried in a browser: its keys, its ending, its layout, and what was read."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk
from tests.browser.keyboard import ENTER, NOTHING, TAB

NUMBER = "90009987"
SLOW = (
    "There is a long pause between two keys. By hand that is as it should be; a scanner should be "
    "set to no delay between signs."
)


@pytest.fixture
def trying(desk: Desk) -> Desk:
    """The page, when its script hears the scanner."""
    desk.page.goto("/printers/scanner")
    expect(desk.page.locator("html[data-scanning=ready]")).to_be_attached()
    return desk


def advice(desk: Desk) -> Locator:
    return desk.page.locator("[data-advice]:visible")


@pytest.mark.parametrize(
    ("suffix", "sentence"),
    [
        (ENTER, "The scanner ends with Enter: just right."),
        (TAB, "The scanner writes Tab instead of Enter: that is fine."),
        (
            NOTHING,
            "The scanner writes no Enter: that is fine, and each scan takes a moment longer.",
        ),
    ],
)
def test_how_a_scan_ends_is_told(trying: Desk, suffix: str, sentence: str) -> None:
    trying.scans(NUMBER, suffix)
    expect(trying.page.locator("#seen-text")).to_have_text(NUMBER)
    expect(advice(trying).first).to_contain_text(trying.say(sentence))
    expect(trying.page.locator("#text")).to_be_focused()


def test_a_scan_needs_no_focus(trying: Desk) -> None:
    trying.page.evaluate("document.activeElement.blur()")
    trying.scans(NUMBER)
    expect(trying.page.locator("#seen-text")).to_have_text(NUMBER)
    assert trying.pressed() == 0


def test_american_keys_into_a_swedish_keyboard_are_told_to_be_fine(trying: Desk) -> None:
    address = f"{trying.page.url.split('/printers')[0]}/i/{NUMBER}"
    trying.keyboard.scans_into_swedish(address)
    expect(trying.page.locator("#seen-text")).to_have_text(address)
    expect(trying.page.locator("#seen-shown")).to_have_text(re.compile(f"^httpÖ--.*-i-{NUMBER}$"))
    said = trying.say("The scanner is set to an American keyboard: that is fine.")
    expect(advice(trying).last).to_contain_text(said)


def test_a_wireless_scanner_that_names_no_keys_is_told_to_be_fine(trying: Desk) -> None:
    trying.keyboard.scans_without_keys(NUMBER)
    said = trying.say("The scanner tells signs and no keys: that is fine.")
    expect(advice(trying).last).to_contain_text(said)


def test_what_it_stands_for_is_told_and_every_key_shown(trying: Desk) -> None:
    thing = trying.register.article("Flytväst")
    trying.scans(thing)
    expect(trying.page.locator("#meaning")).to_contain_text("Flytväst")
    expect(trying.page.locator("#seen-keys tr")).to_have_count(len(thing.code) + 1)


def test_a_number_written_by_hand_is_asked_about_with_the_keyboard_alone(trying: Desk) -> None:
    trying.types(NUMBER)
    expect(trying.page.locator("#meaning")).to_contain_text("9000 9987")
    expect(advice(trying).first).to_contain_text(trying.say(SLOW))


def test_tab_by_itself_still_leads_through_the_page(trying: Desk) -> None:
    trying.page.locator("#text").focus()
    trying.page.keyboard.press("Tab")
    expect(trying.page.get_by_role("button", name=trying.say("What is it?"))).to_be_focused()
