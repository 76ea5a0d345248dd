"""Two tablets count the same shop at once: whatever is wrong is found, and put right at the end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from fritidsbank.doctor import findings
from fritidsbank.staff.actions import start_session
from fritidsbank.stock.models import Move, Place
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.registering import add_shelf
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.stocktake.models import Stocktake
from fritidsbank.web.access import Role
from tests import make
from tests.browser.conftest import SESSION, tablet
from tests.browser.desk import _label as grouped
from tests.browser.keyboard import Keyboard
from tests.browser.reading import troubles_of
from tests.browser.register import Register
from tests.browser.serving import Server
from tests.stocktake.conftest import FREE


@dataclass
class Counter:
    """One tablet in a stocktake."""

    page: Page

    def scans(self, label: Thing | str) -> None:
        """One beep."""
        Keyboard(self.page).scans(label if isinstance(label, str) else label.code)

    def hears(self, about: Thing | str, word: str) -> None:
        """The newest line about something says that word."""
        code = about if isinstance(about, str) else about.code
        row = self.page.locator("#rows .outcome").filter(has_text=grouped(code)).first
        expect(row.locator(".outcome-word")).to_contain_text(word)

    def counts(self, name: str, number: int) -> None:
        """A figure, also when the other tablet has counted."""
        expect(self.page.locator(f"[data-figure={name}]")).to_have_text(str(number))


@pytest.fixture
def windows(
    browser: Browser, server: Server, register: Register, complaints: list[str]
) -> Iterator[list[Page]]:
    """Two tablets on which Lena, who manages the shop, is signed in."""
    contexts: list[BrowserContext] = []
    branch, now = register.shop.branch, register.now
    with register.store.writing() as db:
        lena = make.account(db, "Lena", [(Role.MANAGER, branch)], now=now)
        tokens = [
            start_session(db, lena, make.device(db, branch, now=now), branch=branch, now=now)
            for _ in range(2)
        ]
        db.commit()
    for token in tokens:
        context = tablet(browser, server, complaints)
        cookie = {"name": SESSION, "value": token, "url": server.url}
        context.add_cookies([cookie])  # type: ignore[list-item]
        contexts.append(context)
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


@pytest.fixture
def counters(windows: list[Page]) -> list[Counter]:
    """Both of them in the same stocktake of the whole branch."""
    first, second = windows
    first.goto("/stocktakes")
    if first.get_by_role("link", name="Räkna vidare").count():
        first.get_by_role("link", name="Räkna vidare").first.click()
    else:
        first.get_by_label("Hela enheten").check()
        first.get_by_role("button", name="Börja").tap()
    expect(first).to_have_url(re.compile(r"/stocktakes/[0-9a-f-]{36}"))
    second.goto(first.url)
    for page in windows:
        expect(page.locator("form[data-ready]")).to_be_attached()
    return [Counter(page) for page in windows]


@pytest.fixture(scope="module")
def shelf(register: Register) -> Place:
    """One more shelf than the common one."""
    with register.store.writing() as db:
        made = add_shelf(db, register.shop.branch, "Fack A1")
        db.commit()
        db.refresh(made)
        db.expunge(made)
    return made


def under_one_operation(register: Register) -> dict[int, list[Reason]]:
    """What the last closed stocktake wrote in the ledger, by article."""
    with register.store.reading() as db:
        operation = db.scalars(
            select(Stocktake.operation_id).where(Stocktake.operation_id.is_not(None))
        ).one()
        lines = select(Move.article_id, Move.reason).where(Move.operation_id == operation)
        found: dict[int, list[Reason]] = {}
        for article, reason in db.execute(lines.order_by(Move.seq)):
            found.setdefault(article, []).append(reason)
    return found


def test_two_tablets_find_every_mistake_and_closing_puts_it_right(
    register: Register, shelf: Place, request: pytest.FixtureRequest
) -> None:
    right, twice, astray, gone, lost, lent = register.articles(6)
    register.stands(lost, PlaceKind.MISSING)
    register.lends(lent, register.borrower("Amina"))
    one, other = request.getfixturevalue("counters")

    one.scans(right)
    one.hears(right, "På plats")
    other.counts("found", 1)
    other.scans(twice)
    one.counts("found", 2)
    one.scans(twice)
    one.hears(twice, "Redan räknad")
    other.scans(shelf.code)
    expect(other.page.locator("#here")).to_have_value(shelf.code)
    other.scans(astray)
    other.hears(astray, "Fel plats")
    other.scans(lent)
    other.hears(lent, "Utlånad i registret")
    one.scans(lost)
    one.hears(lost, "Var saknad")
    one.scans(FREE)
    one.hears(FREE, "Okänt nummer")
    for figures in (one, other):
        for name, number in {
            "expected": 4,
            "found": 2,
            "left": 1,
            "wrong": 3,
            "unknown": 1,
            "again": 1,
        }.items():
            figures.counts(name, number)
    assert register.looks_at(astray) == astray

    one.page.get_by_role("link", name="Se vad som skiljer och avsluta").click()
    expect(one.page.get_by_role("heading", name="Saknade prylar 1")).to_be_visible()
    one.page.get_by_role("button", name="Rätta och avsluta").tap()
    expect(one.page.get_by_role("heading", name="Rapport från inventeringen")).to_be_visible()
    expect(other.page.locator("#ended")).to_be_visible()

    assert under_one_operation(register) == {
        gone.id: [Reason.MISSING],
        lost.id: [Reason.FOUND],
        astray.id: [Reason.MOVED],
        lent.id: [Reason.RETURNED, Reason.MOVED],
    }
    assert register.place_of(gone) is PlaceKind.MISSING
    assert register.looks_at(astray).spot.id == shelf.id
    assert register.looks_at(lent).spot.id == shelf.id
    assert register.place_of(lost) is PlaceKind.SHELF
    with register.store.reading() as db:
        assert [str(finding) for finding in findings(db)] == []


def test_without_a_line_a_tablet_counts_on_and_tells_later(
    register: Register, counters: list[Counter]
) -> None:
    one, other = counters
    boots = register.article()
    before = int(other.page.locator("[data-figure=found]").inner_text())
    one.page.context.set_offline(True)
    one.scans(boots)
    expect(one.page.locator("#line")).to_contain_text("Inget nät")

    one.page.context.set_offline(False)

    one.hears(boots, "På plats")
    other.counts("found", before + 1)


def test_what_was_not_here_is_taken_away_with_the_keyboard_alone(
    register: Register, counters: list[Counter]
) -> None:
    one, other = counters
    boots = register.article()
    page = one.page
    page.locator("#scan").focus()
    Keyboard(page).writes(f"{boots.code}\n")
    one.hears(boots, "På plats")
    found = int(page.locator("[data-figure=found]").inner_text())

    row = page.locator("#rows .outcome").filter(has_text=grouped(boots.code)).first
    row.get_by_role("button", name="Den var inte här").focus()
    page.keyboard.press("Enter")

    expect(row.locator(".outcome-word")).to_contain_text("Borttagen")
    other.counts("found", found - 1)


def test_a_page_full_of_scans_can_be_read_and_used_by_everybody(
    register: Register, shelf: Place, counters: list[Counter]
) -> None:
    one, _ = counters
    right, lost = register.articles(2)
    register.stands(lost, PlaceKind.MISSING)
    for label in (
        right,
        right,
        lost,
        FREE,
        "12345678",
        shelf.code,
        "https://example.se/a/very/long",
    ):
        one.scans(label)
    expect(one.page.locator("#rows .outcome")).to_have_count(7)

    assert troubles_of(one.page, smallest=44) == []
