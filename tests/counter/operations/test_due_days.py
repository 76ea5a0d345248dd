"""Another loan time, or another day, for one article, a visit, or all that somebody has out."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest

from fritidsbank.barcodes import Kind, own
from fritidsbank.branches.actions import except_day, set_hours
from tests import make
from tests.conftest import Shop
from tests.snapshots import STATE, snapshot

Due = Callable[[], dict[int, date]]


@pytest.fixture
def due(shop: Shop) -> Due:
    """The due day of each loan."""
    return lambda: {row[0]: row[6] for row in snapshot(shop.store, "loan")["loan"]}


def test_an_article_is_extended_by_its_loan_time_from_its_due_day(
    disk: make.Tablet, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)

    answer = disk.says("extend", article=boots)

    assert (answer["outcome"], answer["due_on"]) == ("extended", "2026-03-30")


def test_what_is_overdue_is_extended_from_today(disk: make.Tablet, boots: str, amina: str) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.now += timedelta(days=20)

    assert disk.says("extend", article=boots)["due_on"] == "2026-04-05"


def test_everything_of_a_borrower_is_extended_at_once(
    disk: make.Tablet, boots: str, poles: str, amina: str, due: Due
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.now += timedelta(days=1)
    disk.says("check_out", article=poles, borrower=amina)

    answer = disk.says("extend", borrower=amina)

    assert answer["due_on"] == "2026-03-31"
    assert due() == {1: date(2026, 3, 30), 2: date(2026, 3, 31)}


def test_a_visit_is_extended_without_what_else_is_out(
    disk: make.Tablet, boots: str, poles: str, amina: str, due: Due
) -> None:
    visit = disk.says("check_out", article=boots, borrower=amina)["visit"]
    disk.now += timedelta(days=1)
    disk.says("check_out", article=poles, borrower=amina)

    disk.says("extend", visit=visit)

    assert due() == {1: date(2026, 3, 30), 2: date(2026, 3, 17)}


def test_what_has_come_back_from_a_visit_stays_as_it_was(
    disk: make.Tablet, boots: str, poles: str, amina: str, due: Due
) -> None:
    visit = disk.says("check_out", article=boots, borrower=amina)["visit"]
    disk.says("check_out", article=poles, borrower=amina)
    disk.says("check_in", article=boots)

    disk.says("extend", visit=visit)

    assert due() == {1: date(2026, 3, 16), 2: date(2026, 3, 30)}


def test_a_card_extends_all_that_its_borrower_has(
    disk: make.Tablet, shop: Shop, boots: str
) -> None:
    with shop.store.writing() as db:
        sara = make.borrower(db, "Sara", card="10000119", now=shop.now)
        db.commit()
    disk.says("check_out", article=boots, borrower=sara)

    assert disk.says("extend", borrower="10000119")["outcome"] == "extended"


def test_another_day_is_set_and_counts_as_no_extension(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)

    answer = disk.says("set_due", article=boots, due_on="2026-03-05")

    assert (answer["outcome"], answer["due_on"]) == ("due_set", "2026-03-05")
    assert snapshot(shop.store, "loan")["loan"][0][7] == 0


@pytest.mark.parametrize("kind", ["extend", "set_due"])
def test_no_new_day_falls_on_a_closed_one(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, kind: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    with shop.store.writing() as db:
        set_hours(db, shop.branch, {0: [(time(15), time(18))]})
        except_day(db, shop.branch, date(2026, 3, 30), None, "påsklov")
        db.commit()

    assert disk.says(kind, article=boots, due_on="2026-03-24")["due_on"] == "2026-04-06"


@pytest.mark.parametrize("day", ["2026-03-01", "2029-01-01"])
def test_a_day_in_the_past_or_far_away_is_refused(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, day: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    before = snapshot(shop.store, *STATE)

    assert disk.says("set_due", article=boots, due_on=day)["outcome"] == "bad_due_day"
    assert snapshot(shop.store, *STATE) == before


@pytest.mark.parametrize("kind", ["extend", "set_due"])
def test_where_nothing_is_out_there_is_no_day_to_change(
    disk: make.Tablet, boots: str, poles: str, amina: str, bo: str, kind: str
) -> None:
    visit = disk.says("check_out", article=poles, borrower=amina)["visit"]
    disk.says("check_in", article=poles)

    for meant in ({"article": boots}, {"borrower": bo}, {"visit": visit}):
        answer = disk.says(kind, due_on="2026-03-24", **meant)
        assert answer["outcome"] == "nothing_out"


@pytest.mark.parametrize("kind", ["extend", "set_due"])
def test_what_leads_to_no_article_is_said_so(disk: make.Tablet, kind: str) -> None:
    unused = own(Kind.ARTICLE, 99_000).digits

    outcomes = [
        disk.says(kind, article=code, due_on="2026-03-24")["outcome"]
        for code in (unused, "4006381333931", "2001")
    ]

    assert outcomes == ["unknown_code", "not_our_code", "misread"]


@pytest.mark.parametrize("kind", ["extend", "set_due"])
def test_a_visit_that_nobody_knows_is_refused(disk: make.Tablet, kind: str) -> None:
    answer = disk.says(kind, visit=make.uid(), due_on="2026-03-24")

    assert (answer["outcome"], answer["status"]) == ("no_such_visit", 404)


def test_without_saying_what_nothing_is_extended(disk: make.Tablet) -> None:
    answer = disk.says("extend")

    assert (answer["outcome"], answer["field"]) == ("field_missing", "article")


def test_asking_for_somebody_new_s_loans_registers_nobody(disk: make.Tablet, shop: Shop) -> None:
    answer = disk.says("extend", borrower={"name": "Sara", "mobile": "070-174 06 07"})

    assert answer["outcome"] == "nothing_out"
    assert snapshot(shop.store, "borrower") == {"borrower": []}


def test_the_switch_of_a_visit_is_noted(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    visit = disk.says("check_out", article=boots, borrower=amina)["visit"]

    answer = disk.says("under_18", visit=visit, under_18=True)

    assert (answer["outcome"], answer["under_18"]) == ("switched", True)
    assert snapshot(shop.store, "visit")["visit"][0][5] is True


def test_a_visit_that_nobody_knows_has_no_switch(disk: make.Tablet) -> None:
    answer = disk.says("under_18", visit=make.uid(), under_18=True)

    assert (answer["outcome"], answer["status"]) == ("no_such_visit", 404)
