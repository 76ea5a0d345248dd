"""The whole counter by keyboard alone, and it is always seen where the keyboard is."""

import pytest
from playwright.sync_api import Page, expect

from fritidsbank.stock.rules import PlaceKind
from tests.browser.desk import Desk
from tests.browser.reading import SHOWS_FOCUS

# Where the focus is: what it is called, whether it is seen there and not under something else.
_WHERE = f"""() => {{
  const at = document.activeElement;
  if (at === document.body) {{
    return null;
  }}
  const showsFocus = {SHOWS_FOCUS};
  const box = at.getBoundingClientRect();
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const isSeen = over !== null && (at.contains(over) || over.contains(at) || at.labels?.[0]?.contains(over));
  return [at.id || at.dataset.focus || at.textContent.trim(), showsFocus(at) && isSeen];
}}"""


def begin_at_the_top(page: Page) -> None:
    """Whatever had the focus before, the next Tab comes from above the page."""
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")


def stops(page: Page) -> dict[str, bool]:
    """Everything that Tab leads to from the top of the page, and whether it is seen there."""
    begin_at_the_top(page)
    found: dict[str, bool] = {}
    for _ in range(60):
        page.keyboard.press("Tab")
        where = page.evaluate(_WHERE)
        if where is None or where[0] in found:
            break
        found[where[0]] = where[1]
    return found


def tab_to(desk: Desk, name: str) -> None:
    """Press Tab until a button with that name has the focus."""
    for _ in range(60):
        desk.page.keyboard.press("Tab")
        if desk.page.evaluate("document.activeElement.textContent.trim()") == desk.say(name):
            return
    raise AssertionError(f"Tab never came to {name}")


def test_a_whole_check_out_needs_no_mouse(desk: Desk) -> None:
    boots, register = desk.register.article(), desk.register
    register.borrower("Astrid Alm")
    register.borrower("Astrid Ask")
    desk.keyboard.writes("Astrid A")
    expect(desk.page.locator("#found [role=option]")).to_have_count(3)
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    desk.has_turn("Astrid Ask")
    desk.types(boots.code)
    desk.is_lent(boots)
    tab_to(desk, "Extend")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#rows > li").first).to_contain_text(desk.say("Extended"))
    tab_to(desk, "Done")
    desk.page.keyboard.press("Enter")
    desk.is_free()
    assert desk.pressed() == 0
    assert register.holder_of(boots) == "Astrid Ask"


def test_a_new_borrower_needs_no_mouse(desk: Desk) -> None:
    tab_to(desk, "New borrower")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#new-mobile")).to_be_focused()
    desk.keyboard.writes("070-174 06 98\nEbba Ek\n")
    desk.has_turn("Ebba Ek")
    expect(desk.page.locator("#scan")).to_be_focused()
    assert desk.pressed() == 0


def test_a_whole_return_needs_no_mouse(desk: Desk) -> None:
    boots, register = desk.register.article(), desk.register
    register.lends(boots, register.borrower("Leo"))
    desk.types(boots.code)
    desk.is_back(boots)
    tab_to(desk, "To the workshop")
    desk.page.keyboard.press("Enter")
    expect(desk.row(boots).get_by_role("button", name="spänne")).to_be_focused()
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Space")
    desk.shows("To the workshop", "look", boots)
    assert desk.pressed() == 0
    assert register.place_of(boots) is PlaceKind.WORKSHOP


def test_escape_closes_the_suggestions(desk: Desk) -> None:
    desk.keyboard.writes("Le")
    expect(desk.page.locator("#found")).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator("#found")).to_be_hidden()
    expect(desk.page.locator("#scan")).to_have_value("")


def test_escape_closes_the_form_of_somebody_new(desk: Desk) -> None:
    desk.presses("New borrower")
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator("#new-name")).to_have_count(0)
    expect(desk.page.locator("#scan")).to_be_focused()


def test_escape_closes_the_menu_and_leaves_the_focus_at_its_button(desk: Desk) -> None:
    desk.page.locator("#who").focus()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#menu")).to_be_visible()
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Escape")
    expect(desk.page.locator("#menu")).to_be_hidden()
    expect(desk.page.locator("#who")).to_be_focused()


def test_the_first_tab_skips_to_the_scan_field(desk: Desk) -> None:
    begin_at_the_top(desk.page)
    desk.page.keyboard.press("Tab")
    expect(desk.page.locator(".skip-link")).to_be_focused()
    expect(desk.page.locator(".skip-link")).to_be_in_viewport(ratio=1)
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#scan")).to_be_focused()


def test_the_first_tab_of_other_pages_skips_to_the_content(desk: Desk) -> None:
    desk.page.goto("/today")
    desk.page.keyboard.press("Tab")
    expect(desk.page.locator(".skip-link")).to_be_in_viewport(ratio=1)
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#main")).to_be_focused()


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A counter with a turn and a returned thing under it."""
    boots, register = desk.register.article(), desk.register
    register.lends(boots, register.borrower("Leo"))
    desk.scans(boots)
    desk.is_back(boots)
    desk.chooses(register.borrower("Sara"))
    poles = register.article("Stavar", "STV")
    desk.scans(poles)
    desk.is_lent(poles)
    return desk


def test_at_the_counter_it_is_always_seen_where_the_keyboard_is(busy: Desk) -> None:
    found = stops(busy.page)
    assert {"scan", "who", "under18", "done", "undo"} <= set(found)
    assert [name for name, seen in found.items() if not seen] == []


@pytest.mark.parametrize("path", ["/login", "/today", "/articles", "/overdue", "/me"])
def test_on_other_pages_it_is_always_seen_where_the_keyboard_is(desk: Desk, path: str) -> None:
    desk.page.goto(path)
    found = stops(desk.page)
    assert len(found) > 5
    assert [name for name, seen in found.items() if not seen] == []


def test_a_button_that_is_used_keeps_the_focus(busy: Desk) -> None:
    busy.page.locator("[data-focus=under18]").focus()
    busy.page.keyboard.press("Space")
    expect(busy.page.locator("[data-focus=under18]")).to_be_checked()
    expect(busy.page.locator("[data-focus=under18]")).to_be_focused()
