"""A week that is over is frozen: what it says stays, whatever is done afterwards."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from fritidsbank.doctor import findings
from fritidsbank.privacy.erasing import erase
from fritidsbank.reports.as_json import as_json, from_json
from fritidsbank.reports.figures import Report
from fritidsbank.reports.freezing import freeze_next, read_report
from fritidsbank.reports.rules import period
from fritidsbank.stock.closing import ClosedAlready, NotOver, close_week
from tests import make
from tests.conftest import Shop

WEEK = period("2026-W10")
MONDAY = date(2026, 3, 9)


@pytest.fixture
def amina(shop: Shop) -> str:
    """She has borrowed one of two pairs of boots in week 10, and brought it back."""
    with shop.store.writing() as db:
        boots = make.article(db, branch=shop.branch, by=shop.admin, now=shop.now)
        make.article(db, branch=shop.branch, by=shop.admin, code="20000140", now=shop.now)
        amina = make.borrower(db, now=shop.now)
        db.commit()
    disk = make.tablet(shop.store, shop.branch, shop.account, now=shop.now)
    disk.says("check_out", article=boots.code, borrower=amina)
    disk.says("check_in", article=boots.code)
    return amina


def at(shop: Shop, day: date) -> datetime:
    return shop.now + (day - shop.now.date())


def freeze(shop: Shop, today: date = MONDAY) -> None:
    with shop.store.writing() as db:
        freeze_next(db, now=at(shop, today), today=today)
        db.commit()


def read(shop: Shop, name: str = "2026-W10", branch: str = "", today: date = MONDAY) -> Report:
    with shop.store.reading() as db:
        return read_report(db, period(name), branch, today=today)


def test_a_frozen_week_says_what_it_said(shop: Shop, amina: str) -> None:
    del amina
    before = read(shop)
    freeze(shop)
    assert read(shop) == before


def test_it_says_when_it_was_frozen(shop: Shop, amina: str) -> None:
    del amina
    freeze(shop)
    assert read(shop).frozen_at == at(shop, MONDAY)


def test_a_week_that_goes_on_is_not_frozen(shop: Shop, amina: str) -> None:
    del amina
    freeze(shop, today=MONDAY - timedelta(days=1))
    assert read(shop).frozen_at is None


def test_what_arrives_late_changes_the_open_week_and_not_the_closed_one(
    shop: Shop, amina: str
) -> None:
    freeze(shop)
    before = as_json(read(shop))
    disk = make.tablet(shop.store, shop.branch, shop.account, now=at(shop, MONDAY))
    body = {"id": make.uid(), "v": 1, "kind": "check_out", "article": "20000140"}
    sunday = (at(shop, MONDAY) - timedelta(days=1)).isoformat()
    assert disk.sends(body | {"borrower": amina, "at": sunday})["outcome"] == "lent"
    assert as_json(read(shop)) == before
    late = read(shop, "2026-W11")
    assert (late.headline.articles_lent, late.booked_late) == (1, 1)


def test_erasing_a_borrower_changes_no_report(shop: Shop, amina: str) -> None:
    freeze(shop)
    before = as_json(read(shop)), as_json(read(shop, "2026"))
    with shop.store.writing() as db:
        erase(db, amina, now=shop.now)
        db.commit()
    assert (as_json(read(shop)), as_json(read(shop, "2026"))) == before


def test_each_branch_has_its_own(shop: Shop, amina: str) -> None:
    del amina
    with shop.store.writing() as db:
        make.branch(db, "Norr")
        db.commit()
    freeze(shop)
    assert read(shop, branch="Hamnen").total.closing == 2
    assert read(shop, branch="Norr").total.closing == 0


def test_a_month_is_frozen_with_the_week_in_which_it_ends(shop: Shop, amina: str) -> None:
    del amina
    first_of_may = date(2026, 5, 4)
    for _ in range(9):
        freeze(shop, today=first_of_may)
    assert read(shop, "2026-03", today=first_of_may).frozen_at is not None
    assert read(shop, "2026-05", today=first_of_may).frozen_at is None


def test_weeks_are_frozen_one_after_the_other_until_now(shop: Shop, amina: str) -> None:
    del amina
    frozen = []
    with shop.store.writing() as db:
        while done := freeze_next(db, now=at(shop, MONDAY), today=MONDAY + timedelta(days=14)):
            frozen.append(done.name)
    assert frozen == ["2026-W10", "2026-W11", "2026-W12"]


def test_nothing_is_left_to_freeze_twice(shop: Shop, amina: str) -> None:
    del amina
    freeze(shop)
    with shop.store.writing() as db, pytest.raises(ClosedAlready):
        close_week(db, MONDAY - timedelta(days=1), account=None, today=MONDAY, now=shop.now)


def test_the_running_week_is_refused(shop: Shop, amina: str) -> None:
    del amina
    with shop.store.writing() as db, pytest.raises(NotOver):
        close_week(db, MONDAY + timedelta(days=6), account=None, today=MONDAY, now=shop.now)


def test_what_is_written_is_read_back(shop: Shop, amina: str) -> None:
    del amina
    told = read(shop)
    assert from_json(as_json(told), branch="") == told


def test_the_doctor_is_content_with_frozen_weeks(shop: Shop, amina: str, db: Session) -> None:
    del amina
    freeze_next(db, now=at(shop, MONDAY), today=MONDAY)
    assert findings(db) == []
