"""A scanner that acts as a keyboard is understood wherever the focus is, and nothing else is."""

import pytest
from playwright.sync_api import Locator, expect

from fritidsbank.stock.queries import Thing
from tests.browser.desk import Desk
from tests.browser.keyboard import ENTER, NOTHING, TAB

# Two thousand keys by hand of the page itself: through the browser's own line they take seconds.
FLOOD = """() => {
  for (const code of [...Array(2000).fill("Digit9"), "Enter"]) {
    document.body.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true }));
  }
}"""


@pytest.fixture
def boots(desk: Desk) -> Thing:
    """Boots that are out."""
    made = desk.register.article()
    desk.register.lends(made, desk.register.borrower("Ronja"))
    return made


@pytest.fixture
def no_focus(desk: Desk) -> Desk:
    """A counter where no field has the focus."""
    desk.page.evaluate("document.activeElement.blur()")
    return desk


@pytest.fixture
def name_field(desk: Desk) -> Locator:
    """The name of somebody new, half written."""
    desk.presses("New borrower")
    name = desk.page.locator("#new-name")
    name.focus()
    desk.keyboard.writes("Sar")
    return name


@pytest.mark.parametrize("suffix", [ENTER, TAB, NOTHING])
def test_a_scan_needs_no_focus(no_focus: Desk, boots: Thing, suffix: str) -> None:
    no_focus.scans(boots, suffix)
    no_focus.is_back(boots)


@pytest.mark.parametrize("suffix", [ENTER, TAB, NOTHING])
def test_a_scan_in_the_scan_field_leaves_nothing_in_it(
    desk: Desk, boots: Thing, suffix: str
) -> None:
    desk.scans(boots, suffix)
    desk.is_back(boots)
    expect(desk.page.locator("#scan")).to_have_value("")
    expect(desk.page.locator("#scan")).to_be_focused()


@pytest.mark.parametrize("suffix", [ENTER, TAB, NOTHING])
def test_a_scan_into_a_name_is_taken_out_of_it(
    desk: Desk, boots: Thing, name_field: Locator, suffix: str
) -> None:
    desk.scans(boots, suffix)
    desk.is_back(boots)
    expect(name_field).to_have_value("Sar")
    expect(name_field).to_be_focused()


def test_a_name_goes_on_after_a_scan_as_if_nothing_had_been(
    desk: Desk, boots: Thing, name_field: Locator
) -> None:
    desk.scans(boots)
    desk.is_back(boots)
    desk.keyboard.writes("a Berg")
    expect(name_field).to_have_value("Sara Berg")


def test_a_scan_into_the_middle_of_a_name_leaves_the_caret_there(
    desk: Desk, boots: Thing, name_field: Locator
) -> None:
    name_field.press("ArrowLeft")
    desk.scans(boots)
    desk.is_back(boots)
    desk.keyboard.writes("t")
    expect(name_field).to_have_value("Satr")


def test_a_password_is_never_taken_for_a_scan(desk: Desk, boots: Thing) -> None:
    desk.page.evaluate(
        """() => {
            const field = document.createElement("input");
            field.type = "password";
            field.id = "password";
            document.querySelector("main").append(field);
            field.focus();
        }"""
    )
    desk.scans(boots, NOTHING)
    expect(desk.page.locator("#password")).to_have_value(boots.code)
    assert desk.register.holder_of(boots) == "Ronja"


@pytest.mark.parametrize(("path", "field"), [("/login", "#password"), ("/me", "#current")])
def test_the_pages_with_passwords_leave_them_alone(
    desk: Desk, boots: Thing, path: str, field: str
) -> None:
    desk.page.goto(path)
    desk.page.locator(field).focus()
    desk.scans(boots, NOTHING)
    expect(desk.page.locator(field)).to_have_value(boots.code)


def test_digits_written_by_hand_into_a_name_stay_there(
    desk: Desk, boots: Thing, name_field: Locator
) -> None:
    desk.keyboard.writes(boots.code)
    expect(name_field).to_have_value(f"Sar{boots.code}")
    assert desk.register.holder_of(boots) == "Ronja"


def test_a_number_written_by_hand_into_the_scan_field_is_found_with_enter(
    desk: Desk, boots: Thing
) -> None:
    desk.types(boots.code)
    desk.is_back(boots)


def test_what_is_written_with_no_field_focused_goes_into_the_scan_field(no_focus: Desk) -> None:
    no_focus.keyboard.writes("amina")
    expect(no_focus.page.locator("#scan")).to_have_value("amina")


def test_a_held_key_is_no_scan(no_focus: Desk) -> None:
    before = no_focus.changes()
    for _ in range(12):
        no_focus.page.keyboard.down("2")
    no_focus.page.keyboard.up("2")
    expect(no_focus.page.locator("#rows > li")).to_have_count(0)
    assert no_focus.changes() == before


def test_the_shops_own_address_is_the_number_in_it(desk: Desk, boots: Thing) -> None:
    desk.scans(address(desk, boots))
    desk.is_back(boots)


def test_the_address_survives_a_swedish_keyboard_in_between(desk: Desk, boots: Thing) -> None:
    desk.keyboard.scans_into_swedish(address(desk, boots))
    desk.is_back(boots)


def test_the_address_survives_a_scanner_that_names_no_keys(desk: Desk, boots: Thing) -> None:
    desk.keyboard.scans_without_keys(address(desk, boots))
    desk.is_back(boots)


def test_two_scans_in_a_row_are_two(desk: Desk) -> None:
    first, second = desk.register.articles(2)
    desk.scans(first, NOTHING)
    desk.lies_ready(first)
    desk.scans(second, NOTHING)
    desk.lies_ready(second)


@pytest.mark.parametrize("nonsense", ["{code}{code}", "https://example.se/i/{code}"])
@pytest.mark.parametrize("focus", ["#scan", "body"])
def test_what_only_looks_like_a_number_is_answered_calmly_and_changes_nothing(
    desk: Desk, boots: Thing, nonsense: str, focus: str
) -> None:
    before = desk.changes()
    desk.page.evaluate("document.activeElement.blur()")
    desk.page.locator(focus).focus()
    desk.scans(nonsense.format(code=boots.code))
    expect(desk.page.locator("#rows > li .outcome-word")).to_contain_text(desk.say("Not read"))
    assert desk.changes() == before


def test_a_flood_of_signs_is_answered_calmly_and_changes_nothing(no_focus: Desk) -> None:
    before = no_focus.changes()
    no_focus.page.evaluate(FLOOD)
    word = no_focus.page.locator("#rows > li .outcome-word")
    expect(word).to_contain_text(no_focus.say("Not read"))
    assert no_focus.changes() == before


@pytest.mark.parametrize(
    "text",
    ["2000\x1d0043", "20\u202e000043", "٢٠٠٠٠٠٤٣", "２００００１４０", "\u200b20000043\ufeff"],
)
def test_strange_signs_are_answered_calmly_and_change_nothing(desk: Desk, text: str) -> None:
    before = desk.changes()
    desk.page.locator("#scan").focus()
    desk.page.keyboard.insert_text(text)
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#rows > li .outcome-word, #found:not([hidden])")).to_be_visible()
    assert desk.changes() == before


def address(desk: Desk, thing: Thing) -> str:
    """What the QR code on a label of this shop says."""
    return f"{desk.page.url.split('/counter')[0]}/i/{thing.code}"
