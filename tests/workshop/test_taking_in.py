"""What comes to the bench, from wherever it stood, and what is told of what cannot."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fritidsbank.doctor import findings
from fritidsbank.stock.queries import Thing, last_reason, thing_with
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.rules import RepairState
from tests import make
from tests.conftest import Shop

Look = Callable[[str], Thing]
RepairOf = Callable[[str], Repair | None]
SARA = {"name": "Sara", "mobile": "070-174 06 07"}


@pytest.fixture
def stands(shop: Shop) -> Callable[[str, PlaceKind], None]:
    """Staff move a thing to a place of the branch on its page."""

    def put(code: str, kind: PlaceKind) -> None:
        with shop.store.writing() as db:
            make.stand(db, code, kind, branch=shop.branch, by=shop.admin, now=shop.now)
            db.commit()

    return put


def test_what_was_missing_is_found_by_taking_it_in(
    bench: make.Tablet,
    skates: str,
    stands: Callable[[str, PlaceKind], None],
    look: Look,
    shop: Shop,
) -> None:
    stands(skates, PlaceKind.MISSING)
    assert bench.says("bench_scan", article=skates)["outcome"] == "was_missing"
    assert bench.says("bench_take_in", article=skates, fault="blunt")["outcome"] == "taken_in"
    assert look(skates).spot.kind is PlaceKind.WORKSHOP
    with shop.store.reading() as db:
        assert last_reason(db, look(skates).id) is Reason.FOUND
        assert findings(db) == []


def test_the_fault_of_what_was_found_stands_in_its_repair(
    bench: make.Tablet,
    skates: str,
    stands: Callable[[str, PlaceKind], None],
    repair_of: RepairOf,
) -> None:
    stands(skates, PlaceKind.MISSING)
    bench.says("bench_take_in", article=skates, fault="blunt")
    repair = repair_of(skates)
    assert repair is not None
    assert repair.fault == "blunt"


def test_what_was_scrapped_stays_scrapped(
    bench: make.Tablet, disk: make.Tablet, skates: str
) -> None:
    disk.says("mark", article=skates, mark="scrap")
    assert bench.says("bench_take_in", article=skates)["outcome"] == "has_left"


def test_what_waits_for_its_check_is_taken_in_and_checked_by_mending(
    bench: make.Tablet, disk: make.Tablet, registered: Callable[..., str], look: Look
) -> None:
    helmet = registered("HJA")
    disk.says("check_out", article=helmet, borrower=SARA)
    disk.says("check_in", article=helmet)
    assert bench.says("bench_take_in", article=helmet)["outcome"] == "taken_in"
    assert look(helmet).spot.kind is PlaceKind.WORKSHOP


def test_what_stands_in_another_branch_is_not_taken_in_here(
    bench: make.Tablet, skates: str, shop: Shop
) -> None:
    with shop.store.writing() as db:
        berget = make.branch(db, "Berget")
        db.commit()
    theirs = make.tablet(shop.store, berget, bench.sender.account, now=shop.now)
    assert theirs.says("bench_take_in", article=skates)["outcome"] == "at_other_bench"
    bench.says("bench_take_in", article=skates)
    assert theirs.says("repair_end", article=skates, to="shelf")["outcome"] == "at_other_bench"


def test_what_is_blocked_is_mended_and_stays_blocked(
    bench: make.Tablet, disk: make.Tablet, at_bench: str, shop: Shop
) -> None:
    with shop.store.writing() as db:
        make.block(db, thing_with(db, at_bench), "återkallad", by=shop.admin, now=shop.now)
        db.commit()
    said = bench.says("repair_end", article=at_bench, to="shelf")
    assert (said["outcome"], said["because"]) == ("mended_blocked", "återkallad")
    assert disk.says("check_out", article=at_bench, borrower=SARA)["outcome"] == "blocked"


def test_taking_in_is_undone_and_everything_stands_as_before(
    bench: make.Tablet,
    skates: str,
    look: Look,
    repair_of: RepairOf,
) -> None:
    before = look(skates)
    bench.says("bench_take_in", article=skates)
    bench.says("repair_note", article=skates, minutes=5)
    assert bench.says("undo", operation=bench.sent[0]["id"])["outcome"] == "undone"
    assert look(skates) == before
    assert repair_of(skates) is None


def test_what_was_taken_in_by_mistake_may_be_taken_in_again(
    bench: make.Tablet, skates: str, repair_of: RepairOf, shop: Shop
) -> None:
    bench.says("bench_take_in", article=skates)
    bench.undoes()
    assert bench.says("bench_take_in", article=skates)["outcome"] == "taken_in"
    assert repair_of(skates) is not None
    with shop.store.reading() as db:
        assert findings(db) == []


def test_what_was_carried_away_and_came_back_by_undo_is_the_same_repair(
    bench: make.Tablet, disk: make.Tablet, at_bench: str, repair_of: RepairOf, shelf: str
) -> None:
    bench.says("repair_note", article=at_bench, minutes=15)
    disk.says("carry", article=at_bench, to=shelf)
    assert repair_of(at_bench) is None
    disk.undoes()
    repair = repair_of(at_bench)
    assert repair is not None
    assert repair.minutes == 15


def test_what_was_carried_away_without_a_word_ended_when_it_left(
    bench: make.Tablet, disk: make.Tablet, at_bench: str, shelf: str, shop: Shop
) -> None:
    first = bench.says("bench_scan", article=at_bench)["repair"]
    disk.says("carry", article=at_bench, to=shelf)
    left = disk.now
    bench.now += timedelta(hours=3)
    again = bench.says("bench_take_in", article=at_bench)
    assert again["repair"] != first
    with shop.store.reading() as db:
        repair = db.get_one(Repair, first)
        assert (repair.state, repair.ended_at) == (RepairState.LEFT, left)


def test_a_repair_lives_on_when_its_thing_gets_another_category(
    bench: make.Tablet,
    at_bench: str,
    recategorise: Callable[[str, str], None],
    repair_of: RepairOf,
) -> None:
    bench.says("repair_note", article=at_bench, minutes=30)
    recategorise(at_bench, "SLP")
    bench.says("repair_note", article=at_bench, fault="buckle")
    repair = repair_of(at_bench)
    assert repair is not None
    assert (repair.minutes, repair.fault) == (30, "buckle")
    assert bench.says("repair_end", article=at_bench, to="season_store")["outcome"] == "mended"
