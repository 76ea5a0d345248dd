"""A real server, a real browser, and what a scanner and a strict reader do with a page.

Server and browser are slow to start, so the tests of a file share one shop: each brings articles
and people of its own.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    WebError,
    expect,
    sync_playwright,
)

from fritidsbank import clock
from fritidsbank.app import shop_store
from fritidsbank.db import Store
from fritidsbank.settings import Settings
from fritidsbank.staff.actions import start_session
from tests import make
from tests.browser.chromium import FLAGS, chromium
from tests.browser.desk import Desk
from tests.browser.register import Register
from tests.browser.serving import Server, free_port
from tests.conftest import Shop

HERE = Path(__file__).resolve().parent
TABLET = (1024, 768)
# A machine with much to do is slow; what does not come at all is found all the same.
PATIENCE = 10_000
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies in this folder drives a browser."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def settings(furnished_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An installation of this file's own, with a shop in it that has just opened."""
    data = tmp_path_factory.mktemp("data")
    file = data / "fritidsbank.db"
    shutil.copyfile(furnished_file, file)
    return Settings(data, f"sqlite:///{file}", f"http://localhost:{free_port()}")


@pytest.fixture(scope="module")
def store(settings: Settings) -> Iterator[Store]:
    """Its database, read and changed while the server runs."""
    store = shop_store(settings)
    yield store
    store.close()


@pytest.fixture(scope="module")
def server(settings: Settings, store: Store) -> Iterator[Server]:
    """The program at work on that shop."""
    server = Server(settings, store, settings.data / "server.log")
    try:
        server.start()
        yield server
    finally:
        server.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, started once."""
    program = chromium()
    assert program is not None, "no Chromium here: sudo apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def troubles() -> list[str]:
    """What the browser complained of. A test that provokes a complaint empties the list itself."""
    return []


@pytest.fixture
def context(browser: Browser, server: Server, troubles: list[str]) -> Iterator[BrowserContext]:
    """A browser that nobody has used, of a Swedish tablet; its pages may have no faults."""
    width, height = TABLET
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": height},
        has_touch=True,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
    )
    context.set_default_timeout(PATIENCE)

    def read_console(message: ConsoleMessage) -> None:
        # A refusal is an answer with a status of its own, which the browser reports as well.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            troubles.append(message.text)

    def note_error(error: WebError) -> None:
        troubles.append(f"uncaught: {error.error}")

    context.on("console", read_console)
    context.on("weberror", note_error)
    yield context
    context.close()
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page; `page.goto("/counter")` opens the shop."""
    return context.new_page()


@pytest.fixture
def register(shop: Shop, server: Server) -> Register:
    """What stands behind the pages; its own tablet is another counter of the shop."""
    other = make.tablet(shop.store, shop.branch, shop.account, now=clock.now(), home=server.url)
    return Register(shop, other)


@pytest.fixture
def desk(page: Page, register: Register, signs_in: Callable[[int], None]) -> Desk:
    """The counter's page, open, with Disken signed in."""
    signs_in(register.shop.account)
    return Desk(page, register).opens()


@pytest.fixture
def page_with_a_clock(page: Page) -> None:
    """Ask for it before `desk`: `page.clock` then turns the time of the page on."""
    page.clock.install()


@pytest.fixture
def open_beside(context: BrowserContext, register: Register) -> Callable[[], Desk]:
    """Open the counter once more, in a second window of the same tablet."""

    def open_window() -> Desk:
        return Desk(context.new_page(), register).opens()

    return open_window


@pytest.fixture
def english_desk(page: Page, register: Register, signs_in: Callable[[int], None]) -> Desk:
    """The same for somebody who reads English."""
    signs_in(register.account("John", "en"))
    return Desk(page, register, "en").opens()


@pytest.fixture
def signs_in(context: BrowserContext, shop: Shop, server: Server) -> Callable[[int], None]:
    """Sign an account in without its slow password, on a tablet that is new to the shop."""
    with shop.store.writing() as db:
        device = make.device(db, shop.branch, now=clock.now())
        db.commit()

    def sign_in(account: int) -> None:
        with shop.store.writing() as db:
            token = start_session(db, account, device, branch=shop.branch, now=clock.now())
            db.commit()
        context.add_cookies([{"name": "fritidsbank-session", "value": token, "url": server.url}])

    return sign_in


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """A reader with every need there is: `axe(page)` accepts no violation."""
    reader = Axe()

    def read(page: Page) -> None:
        results = reader.run(page)
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return read
