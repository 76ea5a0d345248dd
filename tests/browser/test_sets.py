"""Picking a set for somebody, with a finger and on paper."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from fritidsbank import clock
from fritidsbank.stock.queries import Thing
from tests import make
from tests.browser.reading import troubles_of
from tests.browser.register import Register

PLAIN: dict[str, Any] = {"bsl_range": [260, 340], "norm": "ISO 5355"}


@pytest.fixture(scope="module")
def shelf(register: Register) -> dict[str, Thing]:
    """Skis, boots of two norms, poles and a helmet."""
    made = {}
    with register.store.writing() as db:
        for name, category, size, known in (
            ("skis", "SLS", "150", PLAIN),
            ("boots", "SLP", "26,5", {"bsl": 307, "norm": "ISO 5355"}),
            ("grippy", "SLP", "27", {"bsl": 307, "norm": "GripWalk"}),
            ("poles", "STV", "115", {"type": "alpin"}),
            ("helmet", "HJA", "60-64", {}),
        ):
            made[name] = make.article(
                db,
                category,
                f"{name} med ett ganska långt namn",
                branch=register.shop.branch,
                by=register.shop.account,
                size=size,
                now=clock.now(),
                **known,
            )
        db.commit()
    return made


def asks(page: Page) -> None:
    """Fill in what Sara says about herself."""
    page.goto("/sets/slalom")
    for field, value in (("height", "172"), ("shoe", "42"), ("head", "57")):
        page.locator(f"#{field}").fill(value)
    page.keyboard.press("Enter")
    expect(page.locator(".set-piece")).to_have_count(4)


def picks(page: Page, thing: Thing) -> None:
    """Tap the line of an article."""
    page.locator(".set-choice").filter(has_text=f"{thing.code[:4]} {thing.code[4:]}").tap()


def test_a_set_is_picked_and_its_list_made(reader: Page, shelf: dict[str, Thing]) -> None:
    asks(reader)
    assert troubles_of(reader, smallest=44) == []
    picks(reader, shelf["skis"])
    reader.locator("[type=submit]:not([name])").last.tap()
    expect(reader.locator(".set-choice .badge-back")).to_have_count(1)
    assert "172" not in urlsplit(reader.url).query
    picks(reader, shelf["boots"])
    assert troubles_of(reader, smallest=44) == []
    reader.locator("[name=list]").last.tap()
    expect(reader.locator("tbody tr")).to_have_count(2)
    assert troubles_of(reader, smallest=44) == []
    expect(reader.locator("main")).not_to_contain_text("172")


def test_a_measure_that_cannot_be_is_said_to_everybody(reader: Page) -> None:
    reader.goto("/sets/langd")
    reader.locator("#height").fill("1720")
    reader.keyboard.press("Enter")
    expect(reader.locator(".error-summary")).to_be_visible()
    assert troubles_of(reader, smallest=44) == []


def test_it_works_without_script(
    reader: Page, shelf: dict[str, Thing], troubles: list[str]
) -> None:
    browser = reader.context.browser
    assert browser is not None
    context = browser.new_context(
        java_script_enabled=False, base_url=reader.url.split("/sets")[0], has_touch=True
    )
    context.add_cookies(reader.context.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    asks(page)
    picks(page, shelf["skis"])
    page.locator("[name=list]").last.tap()
    expect(page.locator("tbody tr")).to_have_count(1)
    context.close()
