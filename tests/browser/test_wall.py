"""The wall of the workshop as it hangs there: what is sent comes by itself, and all can read it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from fritidsbank.founding import workshop_post
from fritidsbank.staff.actions import start_session
from fritidsbank.stock.finding import Wanted, things_like
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from tests import make
from tests.browser.conftest import SESSION, OpenDesk, tablet
from tests.browser.keyboard import Keyboard
from tests.browser.reading import look
from tests.browser.register import Register
from tests.browser.serving import Server

SIZE = {"width": 1280, "height": 800}
AT_ONCE = 2_000
"""A fault that was tapped at the counter is seen at the bench within so many milliseconds."""
SMALLEST_TEXT, SMALLEST_TARGET = 24, 48

# The smallest letters that anybody sees, with the words that are written so.
SMALL_TEXTS = """(smallest) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent.trim();
    const isSeen = parent.checkVisibility() && !parent.closest(".visually-hidden, .skip-link");
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (words && isSeen && size < smallest) {
      found.push(`${size} px: ${words}`);
    }
  }
  return found;
}"""


@dataclass
class Wall:
    """The screen by the bench."""

    page: Page
    register: Register

    def opens(self) -> "Wall":
        """It is loaded, and asks by itself from now on."""
        self.page.goto("/workshop")
        expect(self.page.locator("html[data-wall=ready]")).to_be_attached()
        return self

    def card(self, thing: Thing) -> Locator:
        """What it shows of a thing."""
        return self.page.locator(f"#card-{thing.id}")

    def column(self, state: str) -> Locator:
        """One of its three lists."""
        return self.page.locator(f"#cards-{state}")

    def troubles(self) -> list[str]:
        """What somebody at two metres, with a finger or without eyes complains of."""
        small = self.page.evaluate(SMALL_TEXTS, SMALLEST_TEXT)
        return [*small, *look(self.page, smallest=SMALLEST_TARGET)]


@pytest.fixture(scope="module")
def screen(
    browser: Browser, server: Server, register: Register, complaints: list[str]
) -> Iterator[Page]:
    """A screen on which the post Verkstaden is signed in."""
    context = tablet(browser, server, complaints)
    with register.store.writing() as db:
        post = workshop_post(db, now=register.now).id
        device = make.device(db, register.shop.branch, "Väggen", now=register.now)
        token = start_session(db, post, device, branch=register.shop.branch, now=register.now)
        db.commit()
    context.add_cookies([{"name": SESSION, "value": token, "url": server.url}])
    page = context.new_page()
    page.set_viewport_size(SIZE)  # type: ignore[arg-type]
    yield page
    context.close()


@pytest.fixture
def wall(screen: Page, register: Register) -> Wall:
    """The wall, open."""
    return Wall(screen, register).opens()


def in_workshop(register: Register) -> list[Thing]:
    """All that stands there."""
    with register.store.reading() as db:
        return things_like(db, Wanted(place=PlaceKind.WORKSHOP), most=500)


@pytest.fixture
def empty(wall: Wall) -> Wall:
    """The same, with nothing on it."""
    for thing in in_workshop(wall.register):
        wall.register.stands(thing, PlaceKind.SHELF)
    return wall.opens()


def broken(register: Register, name: str = "Skridskor", category: str = "SKR") -> Thing:
    """Something that the counter has sent to the workshop."""
    thing = register.article(name, category, "38")
    register.does("mark", article=thing.code, mark="workshop", fault="other")
    return thing


def test_a_fault_tapped_at_the_counter_is_on_the_wall_at_once(
    wall: Wall, page: Page, open_desk: OpenDesk
) -> None:
    desk = open_desk(page)
    skates = wall.register.article("Skridskor", "SKR", "38")
    wall.register.lends(skates, wall.register.borrower("Sara"))
    desk.scans(skates)
    desk.is_back(skates)
    desk.asks(skates, "To the workshop").tap()
    desk.row(skates).get_by_role("button", name="slö", exact=True).tap()

    expect(wall.card(skates)).to_contain_text("slö", timeout=AT_ONCE)
    expect(wall.column("assess")).to_contain_text("Skridskor")


def test_a_scan_anywhere_on_the_wall_opens_the_repair(wall: Wall) -> None:
    skates = broken(wall.register)
    Keyboard(wall.page).scans(skates.code)
    expect(wall.page).to_have_url(re.compile(rf"/workshop/{skates.id}$"))
    wall.opens()
    expect(wall.column("in_repair")).to_contain_text(skates.code[4:])


def test_a_card_that_is_touched_opens_the_repair(wall: Wall) -> None:
    skates = broken(wall.register)
    wall.card(skates).get_by_role("button").tap()
    expect(wall.page).to_have_url(re.compile(rf"/workshop/{skates.id}$"))


def test_a_thing_that_stands_on_its_shelf_leads_to_where_it_is_taken_in(wall: Wall) -> None:
    skates = wall.register.article("Skridskor", "SKR", "38")
    Keyboard(wall.page).scans(skates.code)
    expect(wall.page).to_have_url(re.compile(rf"/workshop/{skates.id}$"))
    assert wall.register.place_of(skates) is PlaceKind.SHELF


def test_a_card_of_a_borrower_is_no_thing_to_mend(wall: Wall) -> None:
    sara = wall.register.borrower("Sara")
    Keyboard(wall.page).scans(sara.card)
    expect(wall.page.locator(".wall-notice:visible")).to_have_text(
        "Skanna etiketten på en pryl här."
    )
    assert wall.troubles() == []


def test_nothing_moves_under_a_finger(empty: Wall) -> None:
    first = broken(empty.register)
    card = empty.card(first).get_by_role("button")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box is not None
    empty.page.mouse.move(box["x"] + 9, box["y"] + 9)
    empty.page.mouse.down()
    with empty.page.expect_response(lambda answer: answer.status == 200):
        helmet = broken(empty.register, "Hjälm", "HJA")
    empty.page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
    assert card.bounding_box() == box
    expect(empty.card(helmet)).not_to_be_attached()
    empty.page.mouse.move(5, 400)
    empty.page.mouse.up()
    expect(empty.card(helmet)).to_be_visible()
    expect(empty.column("assess").locator("li").first).to_have_id(f"card-{helmet.id}")


def test_what_has_not_changed_stays_the_same_element_and_keeps_the_focus(empty: Wall) -> None:
    first = broken(empty.register)
    button = empty.card(first).get_by_role("button")
    button.focus()
    button.evaluate("(element) => { element.dataset.same = 'yes' }")
    broken(empty.register, "Hjälm", "HJA")
    expect(empty.column("assess").locator("li")).to_have_count(2)
    expect(button).to_have_attribute("data-same", "yes")
    expect(button).to_be_focused()


def test_an_empty_wall_teaches_and_can_be_read_by_everybody(empty: Wall) -> None:
    expect(empty.column("in_repair")).to_contain_text("Skanna eller tryck")
    assert empty.troubles() == []


def test_a_full_wall_can_be_read_at_two_metres_and_touched(empty: Wall) -> None:
    register = empty.register
    things = [broken(register, f"Slalomskidor {number}", "SLS") for number in range(24)]
    bench = {"at": register.now - timedelta(minutes=1)}
    for thing in things[:6]:
        register.does("bench_scan", article=thing.code, **bench)
    for thing in things[3:9]:
        register.does("repair_wait", article=thing.code, waits_for="bindning", orders="manager")
    expect(empty.column("waiting").locator("li")).to_have_count(6)
    expect(empty.page.locator("#top-assess")).to_contain_text("15")
    assert empty.troubles() == []
    cards = empty.column("assess").locator("li")
    bottom = empty.page.locator(".wall-foot").bounding_box()
    fourth = cards.nth(3).bounding_box()
    assert bottom is not None
    assert fourth is not None
    assert fourth["y"] + fourth["height"] <= bottom["y"]


def test_a_lost_line_is_said_and_what_was_scanned_waits(wall: Wall, troubles: list[str]) -> None:
    skates = broken(wall.register)
    lost: list[Route] = []

    def lose(route: Route) -> None:
        lost.append(route)
        route.abort()

    wall.page.route("**/*", lose)
    expect(wall.page.locator("#line-down")).to_contain_text("Inget nät. Så här var det klockan")
    Keyboard(wall.page).scans(skates.code)
    expect(wall.page.locator("#line-waiting")).to_have_text("1")
    assert wall.troubles() == []

    wall.page.unroute("**/*")
    expect(wall.page.locator("#line-down")).to_be_hidden()
    assert lost
    troubles.clear()


def test_a_wall_that_was_signed_out_says_so(wall: Wall, troubles: list[str]) -> None:
    kept = wall.page.context.cookies()
    wall.page.context.clear_cookies()
    expect(wall.page.locator("#line-out")).to_be_visible()
    assert wall.troubles() == []
    wall.page.context.add_cookies(kept)  # type: ignore[arg-type]
    troubles.clear()
