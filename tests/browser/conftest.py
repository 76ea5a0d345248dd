"""A real server, a real browser, and the shop behind them.

Server and browser are slow to start, so the tests of a file share one shop: each brings articles
and people of its own.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    WebError,
    expect,
    sync_playwright,
)
from sqlalchemy import select

from fritidsbank import clock
from fritidsbank.app import shop_store
from fritidsbank.branches.models import Branch
from fritidsbank.db import Store
from fritidsbank.settings import Settings
from fritidsbank.staff.actions import start_session
from fritidsbank.staff.models import SignIn
from fritidsbank.web.access import Role
from tests import make
from tests.browser.chromium import chromium, launched
from tests.browser.desk import COUNT_PRESSES, Desk
from tests.browser.reading import AXE
from tests.browser.register import Register
from tests.browser.serving import Server
from tests.conftest import NOW, Shop
from tests.ports import free_port

OpenDesk = Callable[..., Desk]
HERE = Path(__file__).resolve().parent
SESSION = "fritidsbank-session"
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
    assert chromium() is not None, "no Chromium here: sudo apt-get install chromium"
    with sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def complaints() -> list[str]:
    """What the browser has complained of in any window."""
    return []


@pytest.fixture(autouse=True)
def troubles(complaints: list[str]) -> Iterator[list[str]]:
    """What it complains of in this test. One that provokes a complaint empties the list itself."""
    complaints.clear()
    yield complaints
    assert not complaints, "\n".join(complaints)


@pytest.fixture(scope="module")
def context(browser: Browser, server: Server, complaints: list[str]) -> Iterator[BrowserContext]:
    """The tablet of this file: what does not change between pages, it has to load only once."""
    context = tablet(browser, server, complaints)
    yield context
    context.close()


@pytest.fixture(scope="module")
def page(context: BrowserContext) -> Page:
    """Its one window."""
    return context.new_page()


@pytest.fixture
def fresh_page(browser: Browser, server: Server, complaints: list[str]) -> Iterator[Page]:
    """A window of a tablet that nobody has used, for a test that leaves traces on it."""
    context = tablet(browser, server, complaints)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def shop(store: Store) -> Shop:
    """What stands in that database from the first day."""
    with store.reading() as db:
        branch = db.scalars(select(Branch.id)).one()
        whom = {
            name: db.scalars(select(SignIn.account_id).where(SignIn.subject == name)).one()
            for name in ("disken", "astrid")
        }
    return Shop(store, branch, whom["disken"], whom["astrid"], NOW)


@pytest.fixture(scope="module")
def register(shop: Shop, server: Server) -> Register:
    """What stands behind the pages; its own tablet is another counter of the shop."""
    other = make.tablet(shop.store, shop.branch, shop.account, now=clock.now(), home=server.url)
    return Register(shop, other, server.settings.secret())


@pytest.fixture
def open_desk(register: Register, server: Server) -> Iterator[OpenDesk]:
    """Open the counter in a window, with an account signed in without its slow password."""
    opened = []
    with register.store.writing() as db:
        device = make.device(db, register.shop.branch, now=register.now)
        db.commit()

    def open_on(page: Page, account: int | None = None, language: str = "sv") -> Desk:
        with register.store.writing() as db:
            whom = account or register.shop.account
            token = start_session(db, whom, device, branch=register.shop.branch, now=register.now)
            db.commit()
        cookie = {"name": SESSION, "value": token, "url": server.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        opened.append(page)
        return Desk(page, register, language, device.id).opens()

    yield open_on
    for page in (page for page in opened if not page.is_closed()):
        forget(page)


@pytest.fixture
def desk(page: Page, open_desk: OpenDesk) -> Desk:
    """The counter's page, open, with Disken signed in."""
    return open_desk(page)


@pytest.fixture
def slow_desk(fresh_page: Page, open_desk: OpenDesk) -> Desk:
    """The same with a clock in its page that a test may turn: `desk.page.clock`."""
    fresh_page.clock.install()
    return open_desk(fresh_page)


@pytest.fixture
def english_desk(page: Page, register: Register, open_desk: OpenDesk) -> Desk:
    """The same for somebody who reads English."""
    return open_desk(page, register.account("John", "en"), "en")


@dataclass(frozen=True)
class Boss:
    """Somebody who may do everything, signed in; the cookie that says so."""

    account: int
    language: str
    cookie: dict[str, str]


@pytest.fixture(scope="module", params=["sv", "en"])
def boss(request: pytest.FixtureRequest, register: Register, server: Server) -> Boss:
    """One for each language; a colleague is signed in on the same tablet."""
    now, branch, language = register.now, register.shop.branch, str(request.param)
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

    yield context.new_page()
    context.close()


def forget(page: Page) -> None:
    """Leave the page, and nothing of it on the tablet."""
    origin = page.url.split("/counter")[0]
    page.goto("about:blank")
    line = page.context.new_cdp_session(page)
    everything = {"origin": origin, "storageTypes": "indexeddb,local_storage"}
    line.send("Storage.clearDataForOrigin", everything)
    line.detach()


def tablet(browser: Browser, server: Server, complaints: list[str]) -> BrowserContext:
    """A Swedish tablet that nobody has used."""
    width, height = TABLET
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": height},
        has_touch=True,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(COUNT_PRESSES)

    def read_console(message: ConsoleMessage) -> None:
        # A refusal is an answer with a status of its own, which the browser reports as well.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    def note_error(error: WebError) -> None:
        complaints.append(f"uncaught: {error.error}")

    context.on("console", read_console)
    context.on("weberror", note_error)
    return context
