"""From the counter to the bench and back to the shelf, in a browser each."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from fritidsbank.founding import workshop_post
from fritidsbank.staff.actions import start_session
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.web.access import Role
from tests import make
from tests.browser.conftest import SESSION, tablet
from tests.browser.desk import Desk
from tests.browser.reading import troubles_of
from tests.browser.register import Register
from tests.browser.serving import Server
from tests.browser.workbench import SCREEN, Workbench

WITHOUT_RELOADING = 2_000
"""So soon, in milliseconds, the wall shows what was sent to it at the counter."""
WIDTHS = (390, SCREEN[0])


@pytest.fixture
def bench(
    browser: Browser, server: Server, register: Register, complaints: list[str]
) -> Iterator[Workbench]:
    """The screen in the workshop, beside the counter."""
    with register.store.writing() as db:
        device = make.device(db, register.shop.branch, now=register.now)
        post = workshop_post(db, now=register.now).id
        token = start_session(db, post, device, branch=register.shop.branch, now=register.now)
        db.commit()
    context = tablet(browser, server, complaints)
    context.add_cookies([{"name": SESSION, "value": token, "url": server.url}])
    page = context.new_page()
    page.set_viewport_size({"width": SCREEN[0], "height": SCREEN[1]})
    yield Workbench(page, register)
    context.close()


@pytest.fixture
def office(bench: Workbench, server: Server, register: Register) -> Workbench:
    """The same screen with Lena signed in, who manages the branch."""
    with register.store.writing() as db:
        roles = [(Role.MANAGER, register.shop.branch)]
        lena = make.account(db, "Lena", roles, now=register.now)
        device = make.device(db, register.shop.branch, now=register.now)
        token = start_session(db, lena, device, branch=register.shop.branch, now=register.now)
        db.commit()
    cookie = {"name": SESSION, "value": token, "url": server.url}
    bench.page.context.add_cookies([cookie])  # type: ignore[list-item]
    return bench


@pytest.fixture
def skates(register: Register) -> Thing:
    """A pair that is out with Leo."""
    thing = register.article("Hockeyskridskor", "SKR", "38")
    register.lends(thing, register.borrower("Leo"))
    return thing


def at_bench(register: Register, category: str = "SKR", fault: str = "") -> Thing:
    """One more thing, sent to the workshop at another counter."""
    thing = register.article(f"Pryl {category}", category)
    register.does("mark", article=thing.code, mark="workshop", fault=fault or None)
    return thing


def test_from_the_counter_to_the_bench_to_the_shelf_and_lent_again(
    desk: Desk, bench: Workbench, skates: Thing
) -> None:
    bench.shows_the_wall()
    desk.scans(skates)
    desk.is_back(skates)
    desk.asks(skates, "To the workshop").tap()
    desk.row(skates).get_by_role("button", name="slö", exact=True).tap()
    at_the_counter = ["tap", "tile"]
    expect(bench.card(skates)).to_be_visible(timeout=WITHOUT_RELOADING)
    bench.scans(skates)
    expect(bench.tile("fault-blunt")).to_have_attribute("aria-pressed", "true")
    bench.taps("work-sharpen")
    bench.presses("Hyllan")
    bench.is_wall()
    expect(bench.page.locator("#fresh-said")).to_contain_text("Lagad")
    assert [*at_the_counter, *bench.hands] == ["tap", "tile", "scan", "tile", "tap"]
    assert desk.register.place_of(skates) is PlaceKind.SHELF
    desk.chooses(desk.register.borrower("Sara"))
    desk.scans(skates)
    desk.is_lent(skates)


def test_scrapped_with_a_part_taken_that_lies_in_its_drawer(
    bench: Workbench, register: Register
) -> None:
    boots = at_bench(register, "SLP", "shell")
    bench.shows_the_wall().scans(boots)
    bench.presses("Kassera")
    for choice in ("Utsliten eller trasig", "Det finns inga delar till den", "innersko"):
        bench.page.locator("label.tile").filter(has_text=choice).tap()
    bench.page.locator("form.bench-form button").last.tap()
    bench.is_wall()
    assert register.place_of(boots) is PlaceKind.GONE
    bench.page.goto("/workshop/parts")
    drawer = bench.page.locator(".bench-used").filter(has_text="innersko")
    expect(drawer.locator(".bench-count")).to_have_text("1")
    drawer.get_by_role("button", name="En till").tap()
    expect(drawer.locator(".bench-count")).to_have_text("2")


def test_what_was_ended_too_soon_is_opened_again_on_the_wall(
    bench: Workbench, register: Register
) -> None:
    thing = at_bench(register)
    bench.opens(thing)
    bench.taps("work-wash")
    bench.presses("Hyllan")
    bench.is_wall()
    bench.presses("Öppna igen")
    bench.is_open(thing)
    expect(bench.tile("work-wash")).to_have_attribute("aria-pressed", "true")


def test_a_scan_opens_another_article_whichever_is_open(
    bench: Workbench, register: Register
) -> None:
    one, other = at_bench(register), register.article("Tält", "TLT")
    bench.opens(one)
    bench.scans(other)
    expect(bench.page.locator("#where")).to_contain_text("Den är inte i verkstaden")
    bench.page.get_by_role("button", name="dragkedja").tap()
    bench.is_open(other)
    expect(bench.tile("fault-zip")).to_have_attribute("aria-pressed", "true")


def test_a_repair_needs_no_mouse_and_the_keyboard_stays_where_it_is(
    bench: Workbench, register: Register
) -> None:
    thing = at_bench(register, fault="blunt")
    bench.opens(thing)
    for tile in ("work-sharpen", "minutes-10"):
        bench.tabs_to(tile)
        bench.page.keyboard.press("Enter")
        expect(bench.tile(tile)).to_have_attribute("aria-pressed", "true")
        expect(bench.tile(tile)).to_be_focused()
    bench.tabs_to("shelf")
    bench.page.keyboard.press("Enter")
    bench.is_wall()
    assert register.place_of(thing) is PlaceKind.SHELF


def test_a_tile_is_taken_back_by_the_same_tile(bench: Workbench, register: Register) -> None:
    bench.opens(at_bench(register))
    bench.taps("work-wash")
    bench.tile("work-wash").tap()
    expect(bench.tile("work-wash")).to_have_attribute("aria-pressed", "false")


def lies_on_the_shelf(bench: Workbench) -> None:
    """It can be taken in."""
    bench.opens(bench.register.article("Stavar", "STV"))


def is_lent(bench: Workbench) -> None:
    """It has to come back first."""
    thing = bench.register.article()
    bench.register.lends(thing, bench.register.borrower("Leo"))
    bench.opens(thing)


def is_being_mended(bench: Workbench) -> None:
    """With a part used, and everything that is folded away."""
    skates = at_bench(bench.register)
    bench.register.does("part_add", name="snören", category="SKR", how_many=3, low=3)
    bench.opens(skates)
    bench.taps("work-laces")
    bench.page.locator(".bench-parts summary").tap()
    bench.page.locator(".tiles-parts button").first.tap()
    expect(bench.page.locator("#fresh-used .bench-count")).to_have_text("1")
    for folded in ("#note", "#photos"):
        bench.page.locator(f"{folded} > summary").tap()


def waits_for_a_part(bench: Workbench) -> None:
    """With who orders it."""
    boots = at_bench(bench.register, "SLP")
    bench.opens(boots, "/wait")
    bench.page.locator("#waits_for").fill("spänne")
    bench.presses("Den väntar")
    expect(bench.page.locator("#waits")).to_contain_text("spänne")


def is_looked_at(bench: Workbench) -> None:
    """A helmet with something that is not in order."""
    bench.opens(at_bench(bench.register, "HJA"))
    bench.taps("point-buckle")


def is_about_to_be_scrapped(bench: Workbench) -> None:
    """Nothing was chosen, which is said."""
    bench.opens(at_bench(bench.register), "/scrap")
    bench.page.locator("form.bench-form button").last.tap()
    expect(bench.page.locator(".error-summary")).to_be_visible()


def is_open_again(bench: Workbench) -> None:
    """After it was ended."""
    thing = at_bench(bench.register)
    bench.register.does("repair_end", article=thing.code, to="season_store")
    bench.opens(thing)
    bench.presses("Öppna igen")
    bench.is_open(thing)


def is_let_out(bench: Workbench) -> None:
    """Somebody manages, and says why."""
    bench.opens(at_bench(bench.register), "/release")
    bench.page.locator("label.tile").first.tap()


def drawers(bench: Workbench) -> None:
    """One of them low, and one that is waited for."""
    waits_for_a_part(bench)
    bench.register.does("part_add", name="bromskloss", category="CYK", how_many=0, low=2)
    bench.page.goto("/workshop/parts")


STATES = [
    lies_on_the_shelf,
    is_lent,
    is_being_mended,
    waits_for_a_part,
    is_looked_at,
    is_about_to_be_scrapped,
    is_open_again,
    is_let_out,
    drawers,
]


def test_a_note_with_a_name_in_it_says_so_where_somebody_looks(
    bench: Workbench, register: Register
) -> None:
    skis = at_bench(register)
    bench.opens(skis)
    bench.page.locator("#note summary").tap()
    bench.page.locator("#note-text").fill("Slipad av Selam, klar")
    bench.page.locator("#note button").tap()
    notice = bench.page.locator("#fresh-said .notice")
    expect(notice).to_contain_text("Selam")
    expect(notice).to_be_in_viewport(ratio=1)
    chosen = "(at) => at.value.slice(at.selectionStart, at.selectionEnd)"
    assert bench.page.locator("#note-text:focus").evaluate(chosen) == "Selam"


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_the_bench_can_be_read_and_used_by_everybody_whatever_lies_there(
    office: Workbench, state: Callable[[Workbench], None]
) -> None:
    state(office)
    assert troubles_of(office.page, smallest=48, widths=WIDTHS) == []
