"""From the counter to the bench and back to the shelf."""

from collections.abc import Callable

import pytest

from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.rules import RepairState
from tests import make

Look = Callable[[str], Thing]
RepairOf = Callable[[str], Repair | None]
SARA = {"name": "Sara", "mobile": "070-174 06 07"}


def test_a_scan_opens_the_repair_with_the_fault_said_at_the_counter(
    bench: make.Tablet, at_bench: str, repair_of: RepairOf
) -> None:
    assert bench.says("bench_scan", article=at_bench)["outcome"] == "repair_open"
    repair = repair_of(at_bench)
    assert repair is not None
    assert (repair.state, repair.fault) == (RepairState.IN_REPAIR, "blunt")


def test_what_is_mended_stands_on_its_shelf_at_once(
    bench: make.Tablet, at_bench: str, look: Look, repair_of: RepairOf
) -> None:
    bench.says("bench_scan", article=at_bench)
    assert bench.says("repair_end", article=at_bench, to="shelf")["outcome"] == "mended"
    assert look(at_bench).spot.kind is PlaceKind.SHELF
    assert repair_of(at_bench) is None


def test_whoever_finishes_second_is_told_where_it_stands(bench: make.Tablet, at_bench: str) -> None:
    bench.says("repair_end", article=at_bench, to="shelf")
    assert bench.says("repair_end", article=at_bench, to="scrap")["outcome"] == "not_at_bench"


@pytest.mark.parametrize("to", ["shelf", "season_store", "scrap"])
def test_a_repair_that_was_ended_too_soon_is_opened_again_as_it_was(
    bench: make.Tablet, at_bench: str, look: Look, repair_of: RepairOf, to: str
) -> None:
    bench.says("repair_note", article=at_bench, minutes=15)
    bench.says("repair_end", article=at_bench, to=to)
    assert bench.says("repair_reopen", article=at_bench)["outcome"] == "repair_reopened"
    repair = repair_of(at_bench)
    assert look(at_bench).spot.kind is PlaceKind.WORKSHOP
    assert repair is not None
    assert repair.minutes == 15


def test_what_is_lent_cannot_be_mended(bench: make.Tablet, disk: make.Tablet, skates: str) -> None:
    disk.says("check_out", article=skates, borrower=SARA)
    assert bench.says("bench_take_in", article=skates)["outcome"] == "out_on_loan"


def test_what_lies_on_the_bench_cannot_be_lent(
    bench: make.Tablet, disk: make.Tablet, at_bench: str
) -> None:
    bench.says("bench_scan", article=at_bench)
    lent = disk.says("check_out", article=at_bench, borrower=SARA)
    assert lent["outcome"] == "in_workshop"


def test_the_manager_lets_it_out_and_says_why(
    office: make.Tablet, disk: make.Tablet, at_bench: str
) -> None:
    assert office.says("repair_release", article=at_bench, because="lätt slö")["outcome"] == (
        "released"
    )
    lent = disk.says("check_out", article=at_bench, borrower=SARA)
    assert lent["outcome"] == "lent"


def test_a_thing_from_the_shelf_is_taken_in_and_opened(
    bench: make.Tablet, skates: str, look: Look
) -> None:
    assert bench.says("bench_scan", article=skates)["outcome"] == "not_at_bench"
    assert bench.says("bench_take_in", article=skates, fault="blunt")["outcome"] == "taken_in"
    assert look(skates).spot.kind is PlaceKind.WORKSHOP


def test_a_repair_whose_article_was_carried_away_is_no_open_repair(
    bench: make.Tablet, disk: make.Tablet, at_bench: str, repair_of: RepairOf
) -> None:
    bench.says("bench_scan", article=at_bench)
    disk.says("check_in", article=at_bench)  # nothing happens: it is not lent
    assert repair_of(at_bench) is not None
