"""In by the door and out again: signing in, the people of a demo, and nothing left behind."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from fritidsbank.branches.actions import choose
from tests.browser.chromium import launched
from tests.browser.conftest import OpenDesk, tablet
from tests.browser.desk import Desk
from tests.browser.register import Register
from tests.browser.serving import Server
from tests.conftest import PASSWORD


@pytest.fixture
def demo(register: Register) -> Iterator[None]:
    """The shop says that it is a demo."""
    with register.store.writing() as db:
        choose(db, "demo", value=True)
        db.commit()
    yield
    with register.store.writing() as db:
        choose(db, "demo", value=False)
        db.commit()


def test_signing_in_needs_no_mouse(fresh_page: Page, register: Register) -> None:
    fresh_page.goto("/counter")
    fresh_page.locator("#sign-in a").press("Enter")
    expect(fresh_page.locator("#name")).to_be_focused()
    fresh_page.keyboard.type("disken")
    fresh_page.keyboard.press("Tab")
    fresh_page.keyboard.type(PASSWORD)
    fresh_page.keyboard.press("Enter")
    Desk(fresh_page, register).is_ready()


def test_whoever_wanted_a_page_gets_it_after_signing_in(fresh_page: Page) -> None:
    fresh_page.goto("/articles?q=skidor")
    fresh_page.locator("#name").fill("disken")
    fresh_page.locator("#password").fill(PASSWORD)
    fresh_page.keyboard.press("Enter")
    expect(fresh_page).to_have_url(re.compile(r"/articles\?q=skidor$"))


def test_a_wrong_password_is_said_kindly_and_the_name_need_not_be_written_again(
    fresh_page: Page,
) -> None:
    fresh_page.goto("/login")
    fresh_page.locator("#name").fill("disken")
    fresh_page.locator("#password").fill("fel lösenord helt enkelt")
    fresh_page.keyboard.press("Enter")
    expect(fresh_page.get_by_role("alert")).to_be_visible()
    expect(fresh_page.locator("#password")).to_have_value("")


def test_the_page_is_there_in_english(fresh_page: Page) -> None:
    fresh_page.goto("/login")
    fresh_page.get_by_role("link", name="English").tap()
    expect(fresh_page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_demo_shows_who_may_be_tried(demo: None, fresh_page: Page) -> None:
    fresh_page.goto("/login")
    expect(fresh_page.get_by_role("button", name="Amina")).to_be_visible()


def test_a_shop_shows_nobody(fresh_page: Page) -> None:
    fresh_page.goto("/login")
    expect(fresh_page.locator("#name")).to_be_visible()
    expect(fresh_page.get_by_role("button", name="Amina")).to_have_count(0)


def test_whoever_signs_out_is_out(desk: Desk) -> None:
    desk.page.goto("/today")
    desk.presses("Sign out")
    expect(desk.page.locator("#name")).to_be_visible()
    desk.page.goto("/today")
    expect(desk.page.locator("#name")).to_be_visible()


def test_a_copied_cookie_is_dead_after_signing_out(desk: Desk, fresh_page: Page) -> None:
    fresh_page.context.add_cookies(desk.page.context.cookies())  # type: ignore[arg-type]
    fresh_page.goto("/today")
    expect(fresh_page.locator("#name")).to_have_count(0)
    desk.page.goto("/today")
    desk.presses("Sign out")
    expect(desk.page.locator("#name")).to_be_visible()
    fresh_page.goto("/today")
    expect(fresh_page.locator("#name")).to_be_visible()


@pytest.fixture
def remembering(browser: Browser, server: Server, complaints: list[str]) -> Iterator[Page]:
    """A window of a browser that keeps the pages it has left, as those of people do."""
    other = launched(browser.browser_type, ignore_default_args=["--disable-back-forward-cache"])
    yield tablet(other, server, complaints).new_page()
    other.close()


def test_going_back_after_signing_out_shows_nothing_of_who_was_here(
    remembering: Page, open_desk: OpenDesk
) -> None:
    desk = open_desk(remembering)
    sara = desk.register.borrower("Sara Hemlig")
    desk.chooses(sara)
    remembering.evaluate(f"setTimeout(() => location.assign('/borrowers/{sara.id}'))")
    expect(remembering.get_by_role("heading", name="Sara Hemlig")).to_be_visible()
    desk.presses("Sign out")
    expect(remembering).to_have_url(re.compile("/login$"))
    remembering.evaluate("setTimeout(() => history.back())")
    expect(remembering).to_have_url(re.compile("/login.next="))
    expect(remembering.locator("#name")).to_be_visible()
    assert "Hemlig" not in remembering.content()
    remembering.evaluate("setTimeout(() => history.back())")
    expect(remembering.locator("#sign-in")).to_be_visible()
    assert "Hemlig" not in remembering.content()
