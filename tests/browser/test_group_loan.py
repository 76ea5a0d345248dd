"""A school fetches eighty pairs of skates, and brings them back in three goes."""

import re

import pytest
from playwright.sync_api import expect

from fritidsbank.clock import local_day
from fritidsbank.people.models import BorrowerKind
from fritidsbank.stock.queries import Thing
from tests import make
from tests.browser.desk import Desk

SIZES = ("34", "35", "36", "37")
EACH = 20


@pytest.fixture
def skates(desk: Desk) -> list[Thing]:
    """Twenty pairs in each of four sizes."""
    register = desk.register
    with register.store.writing() as db:
        made = [
            make.article(
                db,
                "SKR",
                "Skridskor",
                size=size,
                branch=register.shop.branch,
                by=register.shop.account,
                now=register.now,
            )
            for size in SIZES
            for _ in range(EACH)
        ]
        db.commit()
    return made


@pytest.fixture
def school(desk: Desk) -> str:
    """Björkskolan."""
    register = desk.register
    with register.store.writing() as db:
        made = make.borrower(
            db, "Björkskolan", "070-174 06 44", kind=BorrowerKind.ORGANISATION, now=register.now
        )
        db.commit()
    return made


def test_eighty_pairs_are_scanned_go_out_at_once_and_come_back_in_three_goes(
    desk: Desk, school: str, skates: list[Thing]
) -> None:
    page, today = desk.page, local_day(desk.register.now).isoformat()
    page.goto(f"/grouploans/new?borrower={school}")
    page.locator("#from_on").fill(today)
    page.locator("#until_on").fill(today)
    page.locator("#wish").fill("80 par skridskor: 20 x 34, 20 x 35, 20 x 36\nskridskor 37: 20")
    page.get_by_role("button", name="Boka").click()
    # The sum does not fit the sizes, so nothing is promised yet.
    expect(page.locator("#unclear")).to_contain_text("60")
    page.locator("#wish").fill("60 par skridskor: 20 x 34, 20 x 35, 20 x 36")
    page.get_by_role("button", name="Boka").click()
    page.wait_for_url(re.compile(r"/grouploans/[0-9a-f-]{36}"))
    path = page.url
    page.goto(f"{path}/pick")
    expect(page.locator("main li")).to_have_count(len(SIZES))
    page.goto(path)
    expect(page.locator("html[data-scanning=ready]")).to_be_attached()
    for pair in skates:
        desk.scans(pair)
    done = page.locator("#fresh-lines tbody tr").filter(has_text="20 av 20")
    expect(done).to_have_count(len(SIZES))
    page.get_by_role("button", name="Lämna ut allt").click()
    expect(page.locator("#fresh-said")).to_contain_text("80 st")
    for first, last in ((0, 30), (30, 55), (55, 77)):
        desk.opens()
        for pair in skates[first:last]:
            desk.scans(pair)
        desk.is_back(skates[last - 1])
        page.goto(path)
        left = page.locator("#still-out ~ ul > li")
        expect(left).to_have_count(len(skates) - last)
    expect(page.locator("#fresh-back")).to_contain_text("17 av 20")
    page.goto(f"{path}/missing")
    expect(page.locator("main tbody tr")).to_have_count(3)
    for pair in skates[77:]:
        expect(page.locator("main tbody")).to_contain_text(f"{pair.code[:4]} {pair.code[4:]}")
