"""An article goes out to a borrower, or the answer says kindly why not."""

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


def test_an_article_from_the_shelf_is_theirs_for_two_weeks(
    disk: make.Tablet, boots: str, amina: str, look: Look
) -> None:
    answer = disk.says("check_out", article=boots, borrower=amina)

    assert answer["outcome"] == "lent"
    assert answer["due_on"] == "2026-03-16"
    assert answer["borrower"] == amina
    assert look(boots).spot.kind is PlaceKind.OUT


def test_the_answer_names_the_article_and_nobody(disk: make.Tablet, boots: str, amina: str) -> None:
    answer = disk.says("check_out", article=boots, borrower=amina)

    assert answer["article"] | {"id": 0, "code": ""} == {
        "id": 0,
        "code": "",
        "name": "Slalompjäxor",
        "size": "25,5",
        "brand": "",
        "category": "SLP",
        "unit": "pair",
        "place": "out",
        "place_name": "Utlånat",
        "note": "",
        "guardian_under_18": False,
        "check_at_return": False,
        "blocked": False,
    }
    assert "Amina" not in str(answer)


def test_what_they_have_already_stays_theirs(disk: make.Tablet, boots: str, amina: str) -> None:
    first = disk.says("check_out", article=boots, borrower=amina)
    second = disk.says("check_out", article=boots, borrower=amina)

    assert second["outcome"] == "already_theirs"
    assert (second["loan"], second["due_on"]) == (first["loan"], first["due_on"])


def test_what_is_out_to_somebody_else_stays_with_them(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, bo: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    before = snapshot(shop.store, *STATE)

    answer = disk.says("check_out", article=boots, borrower=bo)

    assert answer["outcome"] == "out_to_other"
    assert amina not in str(answer)
    assert snapshot(shop.store, *STATE) == before


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (PlaceKind.CHECK, "needs_check"),
        (PlaceKind.WORKSHOP, "in_workshop"),
        (PlaceKind.IN_TRANSIT, "in_transit"),
        (PlaceKind.MISSING, "missing"),
        (PlaceKind.GONE, "gone"),
    ],
)
def test_what_is_not_on_the_shelf_does_not_go_out(
    disk: make.Tablet,
    shop: Shop,
    boots: str,
    amina: str,
    stands: Stands,
    kind: PlaceKind,
    outcome: str,
) -> None:
    stands(boots, kind)
    before = snapshot(shop.store, *STATE)

    assert disk.says("check_out", article=boots, borrower=amina)["outcome"] == outcome
    assert snapshot(shop.store, *STATE) == before


def test_what_comes_from_the_season_store_goes_out_with_a_notice(
    disk: make.Tablet, boots: str, amina: str, stands: Stands
) -> None:
    stands(boots, PlaceKind.SEASON_STORE)

    answer = disk.says("check_out", article=boots, borrower=amina)

    assert answer["outcome"] == "lent"
    assert answer["notices"] == ["from_season_store"]


def test_what_stands_in_another_branch_goes_out_with_a_notice(
    disk: make.Tablet, shop: Shop, amina: str
) -> None:
    with shop.store.writing() as db:
        harbour = make.branch(db, "Ringstorp")
        sledge = make.article(db, "SKT", branch=harbour, by=shop.account, now=shop.now).code
        db.commit()

    answer = disk.says("check_out", article=sledge, borrower=amina)

    assert answer["outcome"] == "lent"
    assert answer["notices"] == ["from_other_branch"]


def test_what_is_blocked_does_not_go_out_and_says_why(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, look: Look
) -> None:
    with shop.store.writing() as db:
        make.block(db, look(boots), "återkallad", by=shop.account, now=shop.now)
        make.block(db, look(boots), "sliten sula", by=shop.account, now=shop.now)
        db.commit()

    answer = disk.says("check_out", article=boots, borrower=amina)

    assert answer["outcome"] == "blocked"
    assert answer["because"] == "återkallad, sliten sula"
    assert answer["article"]["blocked"] is True


def test_a_block_is_said_before_the_place(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, look: Look, stands: Stands
) -> None:
    stands(boots, PlaceKind.WORKSHOP)
    with shop.store.writing() as db:
        make.block(db, look(boots), "återkallad", by=shop.account, now=shop.now)
        db.commit()

    assert disk.says("check_out", article=boots, borrower=amina)["outcome"] == "blocked"


def test_under_18_a_guardian_is_asked_for(disk: make.Tablet, paddleboard: str, bo: str) -> None:
    asked = disk.says("check_out", article=paddleboard, borrower=bo, under_18=True)
    lent = disk.says("check_out", article=paddleboard, borrower=bo, under_18=True, guardian=True)

    assert asked["outcome"] == "guardian_needed"
    assert lent["outcome"] == "lent"


def test_a_grown_up_is_not_asked_for_a_guardian(
    disk: make.Tablet, paddleboard: str, amina: str
) -> None:
    assert disk.says("check_out", article=paddleboard, borrower=amina)["outcome"] == "lent"


def test_under_18_other_things_go_out_as_ever(disk: make.Tablet, boots: str, bo: str) -> None:
    answer = disk.says("check_out", article=boots, borrower=bo, under_18=True)

    assert answer["outcome"] == "lent"


def test_the_switch_of_a_visit_holds_for_all_that_follows(
    disk: make.Tablet, boots: str, paddleboard: str, bo: str
) -> None:
    visit = make.uid()
    disk.says("check_out", article=boots, borrower=bo, visit=visit, under_18=True)

    asked = disk.says("check_out", article=paddleboard, borrower=bo, visit=visit)

    assert asked["outcome"] == "guardian_needed"


@pytest.mark.parametrize(
    ("scanned", "outcome"),
    [
        (UNUSED, "unknown_code"),
        ("4006381333931", "not_our_code"),
        ("A-1234", "not_our_code"),
        ("20012363", "misread"),
        ("9" * 2_000, "misread"),
        ("\x1b[2J", "misread"),
        ("2001236220012362", "misread"),
        ("пряжка", "misread"),
        ("https://other.example/i/20000044", "misread"),
        ("", "misread"),
    ],
)
def test_what_leads_to_no_article_is_said_so(
    disk: make.Tablet, shop: Shop, amina: str, scanned: str, outcome: str
) -> None:
    before = snapshot(shop.store, *STATE)

    assert disk.says("check_out", article=scanned, borrower=amina)["outcome"] == outcome
    assert snapshot(shop.store, *STATE) == before


def test_an_unknown_number_is_told_as_it_is_printed(disk: make.Tablet, amina: str) -> None:
    answer = disk.says("check_out", article=UNUSED, borrower=amina)

    assert answer["scanned"] == f"{UNUSED[:4]} {UNUSED[4:]}"


@pytest.mark.parametrize("spelt", ["{0} ", "{1} {2}", "http://localhost:8080/i/{0}"])
def test_a_number_leads_to_its_article_however_it_is_written(
    disk: make.Tablet, boots: str, amina: str, spelt: str
) -> None:
    written = spelt.format(boots, boots[:4], boots[4:])

    assert disk.says("check_out", article=written, borrower=amina)["outcome"] == "lent"


@pytest.mark.parametrize("typed", ["FB-17", "fb-17", "  Fb-17 "])
def test_an_older_label_leads_to_its_article(
    disk: make.Tablet, shop: Shop, amina: str, typed: str
) -> None:
    with shop.store.writing() as db:
        make.article(db, code="FB-17", branch=shop.branch, by=shop.account, now=shop.now)
        db.commit()

    assert disk.says("check_out", article=typed, borrower=amina)["outcome"] == "lent"


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
