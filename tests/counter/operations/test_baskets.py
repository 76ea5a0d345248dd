"""Whose the loan is: cards, people known by name, the visit that loans belong to, due days."""

from collections.abc import Callable
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from fritidsbank.barcodes import Kind, own
from fritidsbank.branches.actions import set_hours
from fritidsbank.clock import iso
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from tests import make
from tests.conftest import Shop
from tests.snapshots import STATE, snapshot

UNUSED = own(Kind.ARTICLE, 99_000).digits
Look = Callable[[str], Thing]
Stands = Callable[[str, PlaceKind], None]


def test_a_card_leads_to_its_borrower(disk: make.Tablet, shop: Shop, boots: str) -> None:
    with shop.store.writing() as db:
        sara = make.borrower(db, "Sara", card="10000119", now=shop.now)
        db.commit()

    assert disk.says("check_out", article=boots, borrower="1000 0119")["borrower"] == sara


def test_a_card_that_nobody_has_is_refused(disk: make.Tablet, boots: str) -> None:
    answer = disk.says("check_out", article=boots, borrower="10000119")

    assert (answer["outcome"], answer["status"]) == ("no_such_borrower", 404)


def test_somebody_new_is_registered_by_name_and_mobile(
    disk: make.Tablet, shop: Shop, boots: str, poles: str
) -> None:
    sara = {"name": "Sara Ek", "mobile": "070-174 06 07"}

    first = disk.says("check_out", article=boots, borrower=sara)
    second = disk.says("check_out", article=poles, borrower={**sara, "name": "sara  ek"})

    assert first["borrower"] == second["borrower"]
    assert len(snapshot(shop.store, "borrower")["borrower"]) == 1


def test_a_family_shares_a_mobile_and_not_a_loan(disk: make.Tablet, boots: str, poles: str) -> None:
    mother = {"name": "Sara Ek", "mobile": "070-174 06 07"}
    child = {"name": "Ida Ek", "mobile": "070-174 06 07"}

    first = disk.says("check_out", article=boots, borrower=mother)
    second = disk.says("check_out", article=poles, borrower=child)

    assert first["borrower"] != second["borrower"]


def test_nobody_is_registered_when_nothing_is_lent(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    before = snapshot(shop.store, *STATE)

    sara = {"name": "Sara Ek", "mobile": "070-174 06 07"}
    answer = disk.says("check_out", article=boots, borrower=sara)

    assert answer["outcome"] == "out_to_other"
    assert snapshot(shop.store, *STATE) == before


@pytest.mark.parametrize(
    ("person", "code"),
    [
        ({"name": "Sara", "mobile": "070"}, "not_a_number"),
        ({"name": "", "mobile": "070-174 06 07"}, "name_missing"),
        ({"name": "Sara 19900102-1234", "mobile": "070-174 06 07"}, "looks_like_personnummer"),
        ({"name": "Sara", "mobile": "19900102-1234"}, "looks_like_personnummer"),
        ({"name": "Sara"}, "field_missing"),
        ({}, "field_missing"),
        ({"name": ["Sara"], "mobile": 70}, "field_wrong"),
        ("Sara", "field_wrong"),
        (17, "field_wrong"),
        (None, "field_missing"),
        (str(UUID(int=17)), "no_such_borrower"),
    ],
)
def test_without_a_borrower_nothing_goes_out(
    disk: make.Tablet, shop: Shop, boots: str, person: object, code: str
) -> None:
    before = snapshot(shop.store, *STATE)

    answer = disk.says("check_out", article=boots, borrower=person)

    assert answer["outcome"] == code
    assert answer["refused"] is True
    assert snapshot(shop.store, *STATE) == before


def test_a_day_s_loans_of_a_borrower_are_one_visit(
    disk: make.Tablet, boots: str, poles: str, amina: str
) -> None:
    first = disk.says("check_out", article=boots, borrower=amina)
    disk.now += timedelta(hours=3)
    second = disk.says("check_out", article=poles, borrower=amina)

    assert first["visit"] == second["visit"]


def test_another_day_is_another_visit(
    disk: make.Tablet, boots: str, poles: str, amina: str
) -> None:
    first = disk.says("check_out", article=boots, borrower=amina)
    disk.now += timedelta(days=1)
    second = disk.says("check_out", article=poles, borrower=amina)

    assert first["visit"] != second["visit"]


def test_the_visit_is_the_one_that_the_tablet_has_named(
    disk: make.Tablet, boots: str, amina: str
) -> None:
    visit = make.uid()

    answer = disk.says("check_out", article=boots, borrower=amina, visit=visit)

    assert answer["visit"] == visit


def test_a_visit_of_somebody_else_is_refused(
    disk: make.Tablet, boots: str, poles: str, amina: str, bo: str
) -> None:
    theirs = disk.says("check_out", article=boots, borrower=amina)["visit"]

    answer = disk.says("check_out", article=poles, borrower=bo, visit=theirs)

    assert answer["outcome"] == "visit_of_other"


def test_each_visit_has_a_slip_with_a_number_of_its_own(
    disk: make.Tablet, shop: Shop, boots: str, poles: str, amina: str, bo: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.says("check_out", article=poles, borrower=bo)

    codes = [row[1] for row in snapshot(shop.store, "visit")["visit"]]

    assert len({code for code in codes if code.startswith("7")}) == 2


def test_what_is_refused_or_hindered_opens_no_visit(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, stands: Stands
) -> None:
    stands(boots, PlaceKind.WORKSHOP)
    disk.says("check_out", article=boots, borrower=amina)

    assert snapshot(shop.store, "visit") == {"visit": []}


def test_nothing_is_due_on_a_closed_day(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    with shop.store.writing() as db:
        afternoon = [(time(15), time(18))]
        set_hours(db, shop.branch, {2: afternoon, 4: afternoon})
        db.commit()

    assert disk.says("check_out", article=boots, borrower=amina)["due_on"] == "2026-03-18"


def test_another_due_day_may_be_asked_for(disk: make.Tablet, boots: str, amina: str) -> None:
    answer = disk.says("check_out", article=boots, borrower=amina, due_on="2026-06-12")

    assert answer["due_on"] == "2026-06-12"


@pytest.mark.parametrize("day", ["2026-03-01", "2029-01-01", "1970-01-01", "9999-12-31"])
def test_a_due_day_in_the_past_or_far_away_is_refused(
    disk: make.Tablet, boots: str, amina: str, look: Look, day: str
) -> None:
    answer = disk.says("check_out", article=boots, borrower=amina, due_on=day)

    assert answer["outcome"] == "bad_due_day"
    assert look(boots).spot.kind is PlaceKind.SHELF


def test_a_para_sport_aid_is_lent_for_four_weeks(disk: make.Tablet, shop: Shop, amina: str) -> None:
    with shop.store.writing() as db:
        biski = make.article(
            db, "PAR", "Biski", branch=shop.branch, by=shop.account, now=shop.now
        ).code
        db.commit()

    assert disk.says("check_out", article=biski, borrower=amina)["due_on"] == "2026-03-30"


def test_what_was_lent_an_hour_ago_is_due_from_that_day(
    disk: make.Tablet, boots: str, amina: str
) -> None:
    answer = disk.says(
        "check_out", article=boots, borrower=amina, at=iso(disk.now - timedelta(days=4))
    )

    assert answer["due_on"] == "2026-03-12"


def test_a_borrower_was_last_seen_on_the_day_of_the_latest_visit(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    disk.now += timedelta(days=20)
    disk.says("check_out", article=boots, borrower=amina)

    assert snapshot(shop.store, "borrower")["borrower"][0][3] == date(2026, 3, 22)
