"""The public list on the telephone of somebody in the street: no script, no cookie, no wait."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.reading import troubles_of
from tests.browser.register import Register
from tests.browser.serving import Server

TELEPHONE = (390, 844)
HEAVIEST = 60_000
"""Bytes over the line at a first visit, with all headers."""


@pytest.fixture
def telephone(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A telephone whose browser runs no scripts."""
    width, height = TELEPHONE
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": height},
        has_touch=True,
        java_script_enabled=False,
    )
    yield context
    context.close()


def test_somebody_finds_their_size_without_script_and_without_a_cookie(
    telephone: BrowserContext, register: Register
) -> None:
    register.article("Hockeyskridskor", "SKR", "38")
    page = telephone.new_page()
    page.goto("/lagersaldo")
    page.get_by_label("Vad letar du efter?").fill("finns skridskor 38?")
    page.get_by_role("button", name="Sök").tap()
    expect(page.get_by_role("listitem").filter(has_text="38")).to_contain_text("1 inne")
    page.get_by_role("link", name="Skridskor").tap()
    expect(page.get_by_role("heading", name="Skridskor", exact=True)).to_be_visible()
    page.get_by_role("link", name="English").tap()
    expect(page.get_by_role("heading", name="Skates", exact=True)).to_be_visible()
    page.get_by_role("link", name="Everything you can borrow").tap()
    expect(page.get_by_role("heading", name="What you can borrow")).to_be_visible()
    assert telephone.cookies() == []


@pytest.mark.parametrize("path", ["/lagersaldo", "/lagersaldo/1/SKR"])
def test_a_first_visit_is_a_small_download(telephone: BrowserContext, path: str) -> None:
    page = telephone.new_page()
    line = telephone.new_cdp_session(page)
    line.send("Network.enable")
    received: list[float] = []
    line.on("Network.loadingFinished", lambda done: received.append(done["encodedDataLength"]))
    page.goto(path, wait_until="networkidle")
    assert len(received) > 9
    assert sum(received) <= HEAVIEST


@pytest.mark.parametrize(
    "path", ["/lagersaldo/1?q=slalom", "/lagersaldo/1?q=ingenting+heter+så", "/en/stock/1/XYZ"]
)
def test_what_is_found_and_what_is_not_can_be_read_by_everybody(
    fresh_page: Page, register: Register, path: str
) -> None:
    register.article("Slalompjäxor", "SLP", "25,5")
    fresh_page.goto(path)
    assert troubles_of(fresh_page, smallest=44) == []


def test_the_poster_is_one_sheet(reader: Page) -> None:
    reader.goto("/lagersaldo/poster")
    sheet = reader.pdf(prefer_css_page_size=True)
    assert sheet.count(b"/Type /Page\n") == 1
