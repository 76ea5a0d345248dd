"""A return always succeeds; what was not out is told kindly."""

from collections.abc import Callable
from datetime import date, timedelta

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


def test_what_was_out_is_back_on_its_shelf(
    disk: make.Tablet, boots: str, amina: str, look: Look
) -> None:
    lent = disk.says("check_out", article=boots, borrower=amina)

    answer = disk.says("check_in", article=boots)

    assert answer["outcome"] == "returned"
    assert (answer["loan"], answer["was_due_on"]) == (lent["loan"], "2026-03-16")
    assert answer["article"]["place_name"] == "Hyllan"
    assert look(boots).spot.kind is PlaceKind.SHELF


def test_a_return_says_nothing_about_who_had_it(disk: make.Tablet, boots: str, amina: str) -> None:
    disk.says("check_out", article=boots, borrower=amina)

    assert amina not in str(disk.says("check_in", article=boots))


def test_a_pile_of_mixed_families_is_taken_back_one_scan_each(
    disk: make.Tablet, boots: str, poles: str, amina: str, bo: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.says("check_out", article=poles, borrower=bo)

    outcomes = [disk.says("check_in", article=code)["outcome"] for code in (poles, boots)]

    assert outcomes == ["returned", "returned"]


def test_a_helmet_waits_for_its_check(
    disk: make.Tablet, helmet: str, amina: str, look: Look
) -> None:
    disk.says("check_out", article=helmet, borrower=amina)

    assert disk.says("check_in", article=helmet)["outcome"] == "to_check"
    assert look(helmet).spot.kind is PlaceKind.CHECK


@pytest.mark.parametrize("minutes", [0, 1, 10])
def test_scanned_again_within_ten_minutes_it_is_already_back(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, minutes: int
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.says("check_in", article=boots)
    before = snapshot(shop.store, *STATE)
    disk.now += timedelta(minutes=minutes)

    assert disk.says("check_in", article=boots)["outcome"] == "already_back"
    assert snapshot(shop.store, *STATE) == before


def test_scanned_again_after_eleven_minutes_it_was_not_out(
    disk: make.Tablet, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.says("check_in", article=boots)
    disk.now += timedelta(minutes=11)

    assert disk.says("check_in", article=boots)["outcome"] == "was_not_out"


def test_what_lies_on_the_shelf_was_not_out_and_may_be_lent(
    disk: make.Tablet, shop: Shop, boots: str
) -> None:
    before = snapshot(shop.store, *STATE)

    answer = disk.says("check_in", article=boots)

    assert (answer["outcome"], answer["lendable"]) == ("was_not_out", True)
    assert snapshot(shop.store, *STATE) == before


@pytest.mark.parametrize(
    ("kind", "lendable"),
    [
        (PlaceKind.SEASON_STORE, True),
        (PlaceKind.CHECK, False),
        (PlaceKind.WORKSHOP, False),
        (PlaceKind.IN_TRANSIT, False),
    ],
)
def test_what_stands_elsewhere_was_not_out_and_says_whether_it_may_be_lent(
    disk: make.Tablet, boots: str, stands: Stands, kind: PlaceKind, *, lendable: bool
) -> None:
    stands(boots, kind)

    answer = disk.says("check_in", article=boots)

    assert (answer["outcome"], answer["lendable"]) == ("was_not_out", lendable)
    assert answer["article"]["place"] == kind.value


def test_what_is_blocked_comes_back_and_stays_blocked(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, look: Look
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    with shop.store.writing() as db:
        make.block(db, look(boots), "återkallad", by=shop.account, now=shop.now)
        db.commit()

    answer = disk.says("check_in", article=boots)

    assert (answer["outcome"], answer["because"]) == ("put_aside", "återkallad")
    assert answer["article"]["blocked"] is True


def test_what_was_missing_is_found(
    disk: make.Tablet, boots: str, stands: Stands, look: Look
) -> None:
    stands(boots, PlaceKind.MISSING)

    assert disk.says("check_in", article=boots)["outcome"] == "found"
    assert look(boots).spot.kind is PlaceKind.SHELF


def test_a_missing_helmet_that_is_found_waits_for_its_check(
    disk: make.Tablet, helmet: str, stands: Stands, look: Look
) -> None:
    stands(helmet, PlaceKind.MISSING)

    assert disk.says("check_in", article=helmet)["outcome"] == "found"
    assert look(helmet).spot.kind is PlaceKind.CHECK


def test_what_was_scrapped_does_not_come_back_by_itself(
    disk: make.Tablet, shop: Shop, boots: str, stands: Stands
) -> None:
    stands(boots, PlaceKind.GONE)
    before = snapshot(shop.store, *STATE)

    assert disk.says("check_in", article=boots)["outcome"] == "scrapped_before"
    assert snapshot(shop.store, *STATE) == before


@pytest.mark.parametrize(
    ("scanned", "outcome"),
    [(UNUSED, "unknown_code"), ("4006381333931", "not_our_code"), ("2001", "misread")],
)
def test_what_leads_to_no_article_is_said_so(
    disk: make.Tablet, shop: Shop, scanned: str, outcome: str
) -> None:
    assert disk.says("check_in", article=scanned)["outcome"] == outcome


def test_what_comes_back_to_another_branch_stays_there(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, look: Look
) -> None:
    with shop.store.writing() as db:
        other = make.branch(db, "Ringstorp")
        db.commit()
    ringstorp = make.tablet(shop.store, other, shop.account, now=shop.now)
    disk.says("check_out", article=boots, borrower=amina)

    assert ringstorp.says("check_in", article=boots)["outcome"] == "returned"
    assert look(boots).spot.branch == other


def test_what_was_in_the_drop_box_came_back_on_the_day_of_the_box(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.now += timedelta(days=16)

    disk.says("check_in", article=boots, returned_on="2026-03-16")

    with shop.store.reading() as db:
        [lent, returned] = [
            line for line in snapshot(shop.store, "move")["move"] if line[-2] == shop.account
        ][-2:]
        assert db.is_active
    assert (lent[2], returned[2]) == (date(2026, 3, 2), date(2026, 3, 16))


def test_the_drop_box_never_has_something_before_it_was_lent(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)

    answer = disk.says("check_in", article=boots, returned_on="2026-02-01")

    assert answer["outcome"] == "returned"
    [loan] = snapshot(shop.store, "loan")["loan"]
    assert loan[5] == loan[10]


def test_a_double_scan_at_the_drop_box_is_already_back(
    disk: make.Tablet, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.now += timedelta(days=16)
    disk.says("check_in", article=boots, returned_on="2026-03-16")

    again = disk.says("check_in", article=boots, returned_on="2026-03-16")

    assert again["outcome"] == "already_back"


def test_a_day_for_the_drop_box_that_is_no_day_is_refused(disk: make.Tablet, boots: str) -> None:
    answer = disk.says("check_in", article=boots, returned_on="yesterday")

    assert (answer["outcome"], answer["field"]) == ("field_wrong", "returned_on")


@pytest.mark.parametrize("day", ["2026-03-03", "2026-01-30", "0001-01-01", "9999-12-31"])
def test_nothing_came_back_tomorrow_or_long_ago(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, day: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    before = snapshot(shop.store, *STATE)

    answer = disk.says("check_in", article=boots, returned_on=day)

    assert (answer["outcome"], answer["field"]) == ("field_wrong", "returned_on")
    assert snapshot(shop.store, *STATE) == before
