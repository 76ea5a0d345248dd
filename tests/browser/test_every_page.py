"""Every page, in both languages, can be read and used by everybody, on a phone and on a wall."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from fritidsbank.staff.actions import start_session
from fritidsbank.web.access import Role
from tests import make
from tests.browser import states
from tests.browser.conftest import SESSION, forget, tablet
from tests.browser.desk import Desk
from tests.browser.pages import SECRETIVE, Furnished, furnish, rules
from tests.browser.reading import AXE, SHOWS_FOCUS, troubles_of
from tests.browser.register import Register
from tests.browser.serving import Server
from tests.browser.states import STATES

VARIANTS = [
    "/articles?q=slalom",
    "/articles?q=ingenting+heter+så",
    "/articles/new?category=SLS",
    "/borrowers?q=ström",
    "/borrowers/{borrower}/merge?double={double}",
    "/check?done={operation}",
    "/loans/{loan}/move?q=ström",
    "/overdue?text=en",
    "/slip/{visit}?paper=80",
    "/staff/{account}?done=saved",
]


@pytest.fixture(scope="module")
def furnished(register: Register) -> Furnished:
    """A small shop with something of everything."""
    return furnish(register)


@dataclass(frozen=True)
class Boss:
    """Somebody who may do everything, signed in; the cookie that says so."""

    account: int
    language: str
    cookie: dict[str, str]


@pytest.fixture(scope="module", params=["sv", "en"])
def boss(request: pytest.FixtureRequest, register: Register, server: Server) -> Boss:
    """One for each language; a colleague is signed in on the same tablet."""
    now, branch, language = register.now, register.shop.branch, request.param
    with register.store.writing() as db:
        device = make.device(db, branch, now=now)
        account = make.account(db, "Chefen", [(Role.ADMIN, None)], language=language, now=now)
        for whom in (register.shop.account, account):
            token = start_session(db, whom, device, branch=branch, now=now)
        db.commit()
    return Boss(account, language, {"name": SESSION, "value": token, "url": server.url})


@pytest.fixture(scope="module")
def reader(boss: Boss, browser: Browser, server: Server, complaints: list[str]) -> Iterator[Page]:
    """A window in which the boss is signed in."""
    context = tablet(browser, server, complaints)
    context.add_cookies([boss.cookie])  # type: ignore[list-item]
    context.add_init_script(AXE)

    def note(answer: Response) -> None:
        if answer.status >= 400:
            complaints.append(f"{answer.status} {answer.url}")

    page = context.new_page()
    page.on("response", note)
    yield page
    context.close()


@pytest.fixture
def reader_at_the_counter(
    reader: Page, boss: Boss, register: Register, complaints: list[str]
) -> Iterator[Desk]:
    """The counter, empty, at the size of a tablet."""
    reader.context.add_cookies([boss.cookie])  # type: ignore[list-item]
    reader.set_viewport_size({"width": 1024, "height": 768})
    yield Desk(reader, register, boss.language).opens()
    reader.context.set_offline(False)
    forget(reader)
    complaints.clear()


@pytest.mark.parametrize("rule", [*rules(), *VARIANTS])
def test_a_page_can_be_read_and_used_by_everybody(
    reader: Page, furnished: Furnished, rule: str
) -> None:
    reader.goto(furnished.path(rule))
    expect(reader.locator("button:empty")).to_have_count(0)  # the counter draws its own
    assert troubles_of(reader, smallest=44) == []
    assert SECRETIVE not in reader.title()
    assert reader.title().strip(" ·")


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_the_counter_can_be_read_and_used_by_everybody_whatever_is_on_it(
    reader_at_the_counter: Desk, state: Callable[[Desk], None]
) -> None:
    state(reader_at_the_counter)
    assert troubles_of(reader_at_the_counter.page, smallest=48) == []


def test_a_code_that_a_stranger_scans_says_where_the_thing_belongs(
    fresh_page: Page, furnished: Furnished
) -> None:
    fresh_page.goto(furnished.path("/i/<code>"))
    assert troubles_of(fresh_page, smallest=44) == []


def test_a_page_that_is_not_there_is_calm_as_well(reader: Page, complaints: list[str]) -> None:
    reader.goto("/articles/999999")
    assert troubles_of(reader, smallest=44) == []
    complaints.clear()


def test_a_form_that_was_not_understood_says_so_to_everybody(
    reader: Page, complaints: list[str]
) -> None:
    reader.goto("/staff/new")
    reader.locator("main [type=submit]").last.tap()
    expect(reader.locator(".error-summary")).to_be_visible()
    assert troubles_of(reader, smallest=44) == []
    complaints.clear()


def test_in_forced_colours_focus_and_tones_are_still_seen(reader_at_the_counter: Desk) -> None:
    desk = reader_at_the_counter
    desk.page.emulate_media(forced_colors="active")
    states.rows_of_every_tone(desk)
    assert troubles_of(desk.page, smallest=48, widths=(1024,)) == []
    row = desk.page.locator("#rows > li").first
    assert row.evaluate("(row) => getComputedStyle(row).borderTopStyle") == "solid"
    assert desk.page.locator("#scan").evaluate(SHOWS_FOCUS)
    desk.page.emulate_media(forced_colors="none")


def test_with_reduced_motion_nothing_moves(reader_at_the_counter: Desk) -> None:
    desk = reader_at_the_counter
    desk.page.emulate_media(reduced_motion="reduce")
    states.rows_of_every_tone(desk)
    assert desk.page.evaluate("document.getAnimations().length") == 0
    desk.page.emulate_media(reduced_motion="no-preference")
