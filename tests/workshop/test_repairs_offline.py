"""What was done at the bench without a line: never refused, and looked at where it does not fit."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fritidsbank.clock import iso
from fritidsbank.counter.reviewing import BECAUSE, DONE, to_review
from fritidsbank.doctor import findings
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.workshop.operations import KINDS
from tests import make
from tests.conftest import Shop

Look = Callable[[str], Thing]
SARA = {"name": "Sara", "mobile": "070-174 06 07"}


@pytest.fixture
def reviewed(shop: Shop) -> Callable[[], list[str]]:
    """Why acts are to be looked at."""

    def read() -> list[str]:
        with shop.store.reading() as db:
            assert findings(db) == []
            return [waiting.because for waiting in to_review(db, shop.branch)]

    return read


def test_what_was_mended_though_it_stood_on_the_shelf_is_mended_and_looked_at(
    bench: make.Tablet, skates: str, look: Look, reviewed: Callable[[], list[str]]
) -> None:
    said = bench.says("repair_end", article=skates, to="season_store", done=True)
    assert said["outcome"] == "mended"
    assert look(skates).spot.kind is PlaceKind.SEASON_STORE
    assert reviewed() == [BECAUSE["not_at_bench"]]


def test_what_was_missing_and_scrapped_without_a_line_is_found_and_gone(
    bench: make.Tablet, skates: str, look: Look, shop: Shop, reviewed: Callable[[], list[str]]
) -> None:
    with shop.store.writing() as db:
        make.stand(db, skates, PlaceKind.MISSING, branch=shop.branch, by=shop.admin, now=shop.now)
        db.commit()
    said = bench.says("repair_end", article=skates, to="scrap", done=True)
    assert (said["outcome"], look(skates).spot.kind) == ("scrapped", PlaceKind.GONE)
    assert reviewed() == [BECAUSE["was_missing"]]


def test_opened_again_it_lies_on_the_bench_though_it_had_been_taken_in_by_the_same_act(
    bench: make.Tablet, skates: str, look: Look, reviewed: Callable[[], list[str]]
) -> None:
    bench.says("repair_end", article=skates, to="shelf", done=True)
    assert bench.says("repair_reopen", article=skates)["outcome"] == "repair_reopened"
    assert look(skates).spot.kind is PlaceKind.WORKSHOP
    assert len(reviewed()) == 1


def test_what_has_moved_since_stays_where_it_is(
    bench: make.Tablet,
    disk: make.Tablet,
    at_bench: str,
    look: Look,
    shelf: str,
    reviewed: Callable[[], list[str]],
) -> None:
    earlier = iso(bench.now)
    bench.now += timedelta(hours=2)
    disk.now += timedelta(hours=1)
    disk.says("carry", article=at_bench, to=shelf)
    said = bench.says("repair_end", article=at_bench, to="scrap", done=True, at=earlier)
    assert (said["outcome"], look(at_bench).spot.kind) == ("not_at_bench", PlaceKind.SHELF)
    assert reviewed() == [BECAUSE["not_at_bench"]]


def test_what_is_lent_stays_lent(
    bench: make.Tablet, disk: make.Tablet, skates: str, reviewed: Callable[[], list[str]]
) -> None:
    disk.says("check_out", article=skates, borrower=SARA)
    said = bench.says("repair_end", article=skates, to="shelf", done=True)
    assert said["outcome"] == "out_on_loan"
    assert reviewed() == [BECAUSE["out_on_loan"]]


def test_what_was_taken_in_before_it_moved_stays_where_it_is(
    bench: make.Tablet, disk: make.Tablet, skates: str, look: Look, shelf: str
) -> None:
    earlier = iso(bench.now + timedelta(minutes=5))
    for tablet in (bench, disk):
        tablet.now += timedelta(hours=1)
    disk.says("carry", article=skates, to=shelf)
    said = bench.says("bench_take_in", article=skates, done=True, at=earlier)
    assert (said["outcome"], look(skates).spot.kind) == ("not_at_bench", PlaceKind.SHELF)


def test_an_end_is_not_taken_back_by_what_was_said_before_it(
    bench: make.Tablet, at_bench: str, look: Look, reviewed: Callable[[], list[str]]
) -> None:
    earlier = iso(bench.now + timedelta(minutes=5))
    bench.now += timedelta(hours=1)
    bench.says("repair_end", article=at_bench, to="shelf")
    said = bench.says("repair_reopen", article=at_bench, done=True, at=earlier)
    assert (said["outcome"], look(at_bench).spot.kind) == ("moved_since", PlaceKind.SHELF)
    assert len(reviewed()) == 1


def test_what_was_only_scanned_at_the_bench_is_undone(
    bench: make.Tablet, skates: str, look: Look, reviewed: Callable[[], list[str]]
) -> None:
    bench.says("bench_scan", article=skates, done=True)
    assert look(skates).spot.kind is PlaceKind.WORKSHOP
    assert bench.undoes()["outcome"] == "undone"
    assert look(skates).spot.kind is PlaceKind.SHELF
    assert reviewed() == [BECAUSE["not_at_bench"]]


@pytest.mark.parametrize(("kind", "said"), [("repair_end", {"to": "shelf"}), ("repair_note", {})])
def test_what_was_said_of_an_earlier_stay_does_nothing_to_the_next_one(
    bench: make.Tablet,
    disk: make.Tablet,
    at_bench: str,
    look: Look,
    reviewed: Callable[[], list[str]],
    kind: str,
    said: dict[str, str],
) -> None:
    earlier = iso(bench.now + timedelta(minutes=5))
    for tablet in (bench, disk):
        tablet.now += timedelta(hours=1)
    bench.says("repair_end", article=at_bench, to="shelf")
    disk.says("check_out", article=at_bench, borrower=SARA)
    disk.says("check_in", article=at_bench)
    disk.says("mark", article=at_bench, mark="workshop", fault="blunt")
    answer = bench.says(kind, article=at_bench, done=True, at=earlier, **said)
    assert (answer["outcome"], look(at_bench).spot.kind) == ("back_at_bench", PlaceKind.WORKSHOP)
    assert reviewed() == [BECAUSE["back_at_bench"]]


def test_what_could_not_be_read_is_looked_at(
    bench: make.Tablet, at_bench: str, reviewed: Callable[[], list[str]]
) -> None:
    bench.says("repair_note", article=at_bench, fault="no such fault", done=True)
    assert len(reviewed()) == 1


@pytest.mark.one_database
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_list_says_what_was_done_in_words(kind: object) -> None:
    assert getattr(kind, "name", "") in DONE
