"""Every page, in both languages, can be read and used by everybody, on a phone and on a wall."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Response

from fritidsbank.staff.actions import start_session
from fritidsbank.web.access import Role
from tests import make
from tests.browser.conftest import tablet
from tests.browser.pages import SECRETIVE, Furnished, furnish, rules
from tests.browser.reading import AXE, troubles_of
from tests.browser.register import Register
from tests.browser.serving import Server

VARIANTS = [
    "/articles?q=slalom",
    "/articles?q=ingenting+heter+så",
    "/articles/new?category=SLS",
    "/articles/{blocked_article}",
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


@pytest.fixture(scope="module", params=["sv", "en"])
def reader(
    request: pytest.FixtureRequest,
    browser: Browser,
    server: Server,
    register: Register,
    complaints: list[str],
) -> Iterator[Page]:
    """A window in which somebody who may do everything is signed in, for each language."""
    with register.store.writing() as db:
        boss = make.account(
            db, "Chefen", [(Role.ADMIN, None)], language=request.param, now=register.now
        )
        device = make.device(db, register.shop.branch, now=register.now)
        token = start_session(db, boss, device, branch=register.shop.branch, now=register.now)
        db.commit()
    context = tablet(browser, server, complaints)
    context.add_cookies(
        [{"name": "fritidsbank-session", "value": token, "url": server.url}]
    )
    context.add_init_script(AXE)

    def note(answer: Response) -> None:
        if answer.status >= 400:
            complaints.append(f"{answer.status} {answer.url}")

    page = context.new_page()
    page.on("response", note)
    yield page
    context.close()


@pytest.mark.parametrize("rule", [*rules(), *VARIANTS])
def test_a_page_can_be_read_and_used_by_everybody(
    reader: Page, furnished: Furnished, rule: str
) -> None:
    reader.goto(furnished.path(rule))
    assert troubles_of(reader, smallest=44) == []
    assert SECRETIVE not in reader.title()
    assert reader.title().strip(" ·")
