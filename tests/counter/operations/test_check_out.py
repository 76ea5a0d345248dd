"""An article goes out to a borrower, or the answer says kindly why not."""

from collections.abc import Callable

import pytest

from fritidsbank.barcodes import Kind, own
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
        "parts": [],
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
