"""A ski binding is set with a finger: the table is asked, the value stored, nothing else stays."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from fritidsbank.branches.actions import choose
from fritidsbank.staff.actions import trust
from fritidsbank.staff.queries import account_with
from fritidsbank.stock.queries import Thing
from tests import make
from tests.browser.conftest import Boss
from tests.browser.reading import troubles_of
from tests.browser.register import Register

SARA = {"weight": "70,5", "height": "170", "age": "30"}


@pytest.fixture
def skis(register: Register, boss: Boss) -> Thing:
    """A pair in a shop where the boss is trusted with release values."""
    known = {"bsl_range": [260, 340], "z_range": [2, 10], "norm": "ISO 5355"}
    with register.store.writing() as db:
        choose(db, "binding_mode", "table")
        trust(db, account_with(db, boss.account), "set_bindings")
        made, _ = (
            make.article(
                db,
                category,
                "Ett par med ett ganska långt namn",
                branch=register.shop.branch,
                by=register.shop.account,
                now=register.now,
                **attributes,
            )
            for category, attributes in (("SLS", known), ("SLP", {"bsl": 315}))
        )
        db.commit()
    return made


def test_a_binding_is_set_and_the_measures_are_gone(reader: Page, skis: Thing) -> None:
    reader.goto(f"/workshop/bindings/{skis.id}")
    assert troubles_of(reader, smallest=44) == []
    for field, value in SARA.items():
        reader.locator(f"#{field}").fill(value)
    reader.locator("#sole").fill("31,5")
    reader.keyboard.press("Enter")
    expect(reader.locator(".error-summary li")).to_have_count(2)
    reader.locator("#sole").fill("315")
    reader.locator("[name=type][value=II]").check()
    reader.keyboard.press("Enter")
    expect(reader.locator("#answer strong")).to_have_text(re.compile("6[,.]0"))
    assert troubles_of(reader, smallest=44) == []
    reader.locator("form[action$='/set'] [type=submit]").tap()
    expect(reader.locator(".binding-values")).to_be_visible()
    for value in SARA.values():
        assert value not in urlsplit(reader.url).query
    for field in SARA:
        expect(reader.locator(f"#{field}")).to_have_value("")
