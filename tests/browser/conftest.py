"""A real server, a real browser, and what a scanner and a strict reader do with a page."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    WebError,
    sync_playwright,
)

from fritidsbank.db import Store
from fritidsbank.settings import Settings
from tests.browser.chromium import FLAGS, chromium

HERE = Path(__file__).resolve().parent
TABLET = (1024, 768)
PATIENCE = 20.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies in this folder drives a browser."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Server:
    """The program as a process of its own; tests look into its database through `store`."""

    url: str
    settings: Settings
    store: Store
    process: subprocess.Popen[bytes]
    log: Path


@pytest.fixture
def server(settings: Settings, store: Store, tmp_path: Path) -> Iterator[Server]:
    """The program at work on this test's own database; ask for `shop` to have it furnished."""
    port = _free_port()
    url = f"http://localhost:{port}"
    log = tmp_path / "server.log"
    own = {
        "FRITIDSBANK_DATA": str(settings.data),
        "FRITIDSBANK_DATABASE": settings.database,
        "FRITIDSBANK_URL": url,
        "PORT": str(port),
    }
    outside = {k: v for k, v in os.environ.items() if not k.startswith("FRITIDSBANK_")}
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "fritidsbank.cli", "serve"],
            env=outside | own,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_for(process, port, log)
        yield Server(url, settings, store, process, log)
    finally:
        _kill(process)


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
    context.set_default_timeout(10_000)

    def read_console(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
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
    """An empty page; `page.goto("/")` opens the shop."""
    return context.new_page()


@pytest.fixture
def scan() -> Callable[[Page, str], None]:
    """A scanner that acts as a keyboard: digits by their place on it, as fast as it can, and Enter.

    Use it as `scan(page, "2000 0186")`; spaces are for people and are not sent.
    """

    def press(page: Page, code: str) -> None:
        for sign in code.replace(" ", ""):
            page.keyboard.press(f"Digit{sign}" if sign.isdecimal() else sign)
        page.keyboard.press("Enter")

    return press


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """A reader with every need there is: `axe(page)` accepts no violation."""
    reader = Axe()

    def read(page: Page) -> None:
        results = reader.run(page)
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return read


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until and process.poll() is None:
        try:
            connection = HTTPConnection("localhost", port, timeout=2)
            connection.request("GET", "/")
            connection.getresponse().read()
        except (OSError, HTTPException):
            sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise AssertionError(f"the server did not start:\n{log.read_text(errors='replace')}")


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the server with its workers, however it feels about that."""
    with suppress(ProcessLookupError):  # it may have ended by itself
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
