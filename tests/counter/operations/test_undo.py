"""Undo puts everything back as it was, or says why it cannot."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fritidsbank.doctor import findings
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from tests import make
from tests.conftest import Shop
from tests.snapshots import STATE, as_it_was, snapshot

Look = Callable[[str], Thing]
Stands = Callable[[str, PlaceKind], None]


def test_what_was_lent_is_back_on_its_shelf(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    before = as_it_was(shop.store)
    disk.says("check_out", article=boots, borrower=amina)

    answer = disk.undoes()

    assert answer["outcome"] == "undone"
    assert answer["article"]["place"] == "shelf"
    assert as_it_was(shop.store) == before


def test_what_came_from_the_season_store_stands_there_again(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, stands: Stands, look: Look
) -> None:
    stands(boots, PlaceKind.SEASON_STORE)
    disk.says("check_out", article=boots, borrower=amina)

    disk.undoes()

    assert look(boots).spot.kind is PlaceKind.SEASON_STORE


def test_what_came_back_is_out_again_until_its_day(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.says("extend", article=boots)
    before = snapshot(shop.store, *STATE)
    disk.now += timedelta(hours=1)
    disk.says("check_in", article=boots)

    disk.undoes()

    assert snapshot(shop.store, *STATE) == before


def test_what_came_back_by_the_drop_box_is_out_again(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    before = snapshot(shop.store, *STATE)
    disk.now += timedelta(days=5)
    disk.says("check_in", article=boots, returned_on="2026-03-05")

    disk.undoes()

    assert snapshot(shop.store, *STATE) == before


def test_a_helmet_that_came_back_is_out_again(
    disk: make.Tablet, shop: Shop, helmet: str, amina: str
) -> None:
    disk.says("check_out", article=helmet, borrower=amina)
    before = snapshot(shop.store, *STATE)
    disk.says("check_in", article=helmet)

    disk.undoes()

    assert snapshot(shop.store, *STATE) == before


def test_after_a_relend_the_first_borrower_has_it_again(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, bo: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    before = as_it_was(shop.store)
    disk.now += timedelta(hours=1)
    disk.says("relend", article=boots, borrower=bo)

    disk.undoes()

    assert as_it_was(shop.store) == before


def test_what_was_found_is_missing_again(
    disk: make.Tablet, shop: Shop, boots: str, stands: Stands
) -> None:
    stands(boots, PlaceKind.MISSING)
    before = snapshot(shop.store, *STATE)
    disk.says("check_in", article=boots)

    disk.undoes()

    assert snapshot(shop.store, *STATE) == before


@pytest.mark.parametrize("mark", ["whole", "workshop", "part_missing", "scrap"])
def test_a_mark_is_taken_back(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, mark: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.says("check_in", article=boots)
    before = snapshot(shop.store, *STATE)
    disk.says("mark", article=boots, mark=mark)

    assert disk.undoes()["outcome"] == "undone"
    assert snapshot(shop.store, *STATE) == before


@pytest.mark.parametrize("verdict", ["ok", "to_repair", "scrap"])
def test_a_safety_check_is_taken_back_and_does_not_count(
    disk: make.Tablet, shop: Shop, helmet: str, stands: Stands, verdict: str
) -> None:
    stands(helmet, PlaceKind.CHECK)
    before = snapshot(shop.store, *STATE)
    disk.says("safety_check", article=helmet, verdict=verdict, seen=[*make.SKI_HELMET])

    disk.undoes()

    assert snapshot(shop.store, *STATE) == before
    [check] = snapshot(shop.store, "safety_check")["safety_check"]
    assert check[-1] == disk.now


@pytest.mark.parametrize("kind", ["extend", "set_due"])
def test_the_due_days_of_a_visit_are_what_they_were(
    disk: make.Tablet, shop: Shop, boots: str, poles: str, amina: str, kind: str
) -> None:
    visit = disk.says("check_out", article=boots, borrower=amina)["visit"]
    disk.says("check_out", article=poles, borrower=amina, due_on="2026-03-10")
    before = snapshot(shop.store, *STATE)
    disk.says(kind, visit=visit, due_on="2026-03-24")

    disk.undoes()

    assert snapshot(shop.store, *STATE) == before


def test_the_switch_of_a_visit_is_what_it_was(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    visit = disk.says("check_out", article=boots, borrower=amina, under_18=True)["visit"]
    before = snapshot(shop.store, *STATE)
    disk.says("under_18", visit=visit, under_18=False)

    disk.undoes()

    assert snapshot(shop.store, *STATE) == before


def test_somebody_new_is_in_the_register_no_more(disk: make.Tablet, shop: Shop) -> None:
    before = snapshot(shop.store, *STATE)
    disk.says(
        "register_borrower",
        borrower=make.uid(),
        name="Sara",
        mobile="070-174 06 07",
        card="10000119",
    )

    disk.undoes()

    assert snapshot(shop.store, *STATE) == before


def test_a_loan_that_was_undone_does_not_make_its_article_just_back(
    disk: make.Tablet, boots: str, amina: str
) -> None:
    disk.says("check_out", article=boots, borrower=amina)
    disk.undoes()

    assert disk.says("check_in", article=boots)["outcome"] == "was_not_out"


def test_what_was_scrapped_stays_scrapped_after_a_loan_that_was_undone(
    disk: make.Tablet, boots: str, amina: str, stands: Stands
) -> None:
    stands(boots, PlaceKind.GONE)
    disk.says("check_out", article=boots, borrower=amina, done=True)
    disk.undoes()

    assert disk.says("check_in", article=boots)["outcome"] == "scrapped_before"


def test_after_an_undo_the_same_may_be_done_again(
    disk: make.Tablet, shop: Shop, boots: str, amina: str
) -> None:
    for _ in range(3):
        assert disk.says("check_out", article=boots, borrower=amina)["outcome"] == "lent"
        assert disk.undoes()["outcome"] == "undone"

    with shop.store.reading() as db:
        assert [str(finding) for finding in findings(db)] == []


def test_undone_acts_may_be_undone_one_after_the_other(
    disk: make.Tablet, shop: Shop, boots: str, amina: str, bo: str
) -> None:
    before = as_it_was(shop.store)
    done = []
    for kind, fields in (
        ("check_out", {"borrower": amina}),
        ("extend", {}),
        ("relend", {"borrower": bo}),
        ("check_in", {}),
        ("mark", {"mark": "workshop"}),
    ):
        disk.says(kind, article=boots, **fields)
        done.append(disk.last)

    outcomes = [disk.says("undo", operation=act)["outcome"] for act in reversed(done)]

    assert outcomes == ["undone"] * 5
    assert as_it_was(shop.store) == before
