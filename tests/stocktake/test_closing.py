"""Closing puts right in the ledger what differs, and only what is still true then."""

from datetime import timedelta

import pytest

from fritidsbank.stock.actions import Signature
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.stocktake.actions import HasEnded
from fritidsbank.stocktake.closing import CountedMeanwhile
from fritidsbank.stocktake.rules import Remedy, Scope
from tests import make
from tests.stocktake.conftest import FREE, Count


def test_what_nobody_has_seen_is_missing(count: Count) -> None:
    boots, seen = count.registers(), count.registers("Stavar")
    count.begins()
    count.scans(seen)

    operation = count.closes()

    assert count.lines_of(operation) == [(boots.id, Reason.MISSING)]
    assert count.sees(boots).spot.kind is PlaceKind.MISSING
    assert count.is_healthy()


def test_what_was_missing_and_is_here_is_found_where_it_was_seen(count: Count) -> None:
    boots, shelf = count.registers(), count.shelf("Fack A1")
    count.stands(boots, PlaceKind.MISSING)
    count.begins()
    count.scans(boots, shelf)

    operation = count.closes()

    assert count.lines_of(operation)[0] == (boots.id, Reason.FOUND)
    assert count.sees(boots).spot == shelf
    assert count.is_healthy()


def test_a_helmet_that_was_missing_is_checked_before_it_stands_on_a_shelf(count: Count) -> None:
    helmet, shelf = count.registers("Hjälm", category="HJA"), count.shelf("Fack A1")
    count.stands(helmet, PlaceKind.MISSING)
    count.begins()
    count.scans(helmet, shelf)

    count.closes()

    assert count.sees(helmet).spot.kind is PlaceKind.CHECK
    assert count.is_healthy()


def test_what_stands_on_another_shelf_is_moved_and_belongs_there_from_now_on(count: Count) -> None:
    boots, shelf = count.registers(), count.shelf("Fack A1")
    count.begins(Scope.PLACE, shelf)
    count.scans(boots)

    operation = count.closes()

    moved = count.sees(boots)
    assert count.lines_of(operation) == [(boots.id, Reason.MOVED)]
    assert (moved.spot, moved.shelf) == (shelf, shelf)
    assert count.is_healthy()


def test_what_stands_in_the_season_store_keeps_its_shelf(count: Count) -> None:
    boots, store = count.registers(), count.standard(PlaceKind.SEASON_STORE)
    count.begins(Scope.PLACE, store)
    count.scans(boots)

    count.closes()

    moved = count.sees(boots)
    assert (moved.spot, moved.shelf) == (store, boots.shelf)


@pytest.mark.parametrize("stands_at_a_shelf", [True, False])
def test_what_is_lent_in_the_register_and_here_is_taken_back(
    count: Count,
    stands_at_a_shelf: bool,  # noqa: FBT001
) -> None:
    boots, shelf = count.registers(), count.shelf("Fack A1")
    count.lends(boots)
    count.begins()
    count.scans(boots, shelf if stands_at_a_shelf else None)

    operation = count.closes()

    assert count.lines_of(operation)[0] == (boots.id, Reason.RETURNED)
    assert count.sees(boots).spot == (shelf if stands_at_a_shelf else boots.shelf)
    assert count.is_healthy()


@pytest.mark.parametrize("stands_at_a_shelf", [True, False])
def test_what_belongs_to_another_branch_stands_in_this_one_from_now_on(
    count: Count,
    stands_at_a_shelf: bool,  # noqa: FBT001
) -> None:
    with count.store.writing() as db:
        soder = make.branch(db, "Söder")
        db.commit()
    boots, shelf = count.registers(branch=soder), count.shelf("Fack A1")
    count.begins()
    count.scans(boots, shelf if stands_at_a_shelf else None)

    operation = count.closes()

    moved = count.sees(boots)
    assert count.lines_of(operation) == [(boots.id, Reason.MOVED)]
    assert moved.spot == moved.shelf
    assert moved.spot == (shelf if stands_at_a_shelf else count.standard(PlaceKind.SHELF))
    assert count.is_healthy()


@pytest.mark.parametrize("kind", [PlaceKind.CHECK, PlaceKind.IN_TRANSIT, PlaceKind.GONE])
def test_what_somebody_must_decide_is_left_as_it_is(count: Count, kind: PlaceKind) -> None:
    boots, shelf = count.registers(), count.shelf("Fack A1")
    count.stands(boots, kind)
    count.begins(Scope.PLACE, shelf)
    count.scans(boots)

    operation = count.closes()

    assert count.lines_of(operation) == []
    assert count.report()[boots.id].remedy is Remedy.BY_HAND


def test_what_was_lent_since_it_was_expected_is_not_missing(count: Count) -> None:
    boots = count.registers()
    count.begins()
    count.lends(boots)

    assert count.lines_of(count.closes()) == []
    assert count.report()[boots.id].remedy is Remedy.MEANWHILE


def test_what_was_lent_and_came_back_meanwhile_is_not_missing(count: Count) -> None:
    boots = count.registers()
    count.begins()
    count.lends(boots)
    count.takes_back(boots)

    assert count.lines_of(count.closes()) == []


@pytest.mark.parametrize("kind", [PlaceKind.WORKSHOP, PlaceKind.GONE, PlaceKind.SEASON_STORE])
def test_what_was_moved_or_scrapped_meanwhile_is_not_missing(count: Count, kind: PlaceKind) -> None:
    boots = count.registers()
    count.begins()
    count.stands(boots, kind)

    assert count.lines_of(count.closes()) == []
    assert count.sees(boots).spot.kind is kind


def test_what_was_registered_meanwhile_is_neither_missing_nor_wrong(count: Count) -> None:
    count.begins()
    scanned, unseen = count.registers(), count.registers("Stavar")
    count.scans(scanned)

    assert count.lines_of(count.closes()) == []
    assert count.counts().found == 1
    assert count.sees(unseen).spot.kind is PlaceKind.SHELF


def test_what_was_scanned_and_has_been_lent_since_is_fine(count: Count) -> None:
    boots = count.registers()
    count.begins()
    count.scans(boots)
    count.lends(boots)

    assert count.lines_of(count.closes()) == []
    assert count.report() == {}


def test_what_stood_wrong_and_was_put_right_meanwhile_is_left_alone(count: Count) -> None:
    boots, wrong, right = count.registers(), count.shelf("Fack A1"), count.shelf("Fack A2")
    count.begins()
    count.scans(boots, wrong)
    count.relocates(boots, right)

    assert count.lines_of(count.closes()) == []
    assert count.sees(boots).spot == right


def test_what_was_lent_after_it_was_scanned_without_a_line_stays_lent(count: Count) -> None:
    boots = count.registers()
    count.begins()
    scanned_at = count.now
    count.passes(5)
    count.lends(boots)
    count.tablet.now = scanned_at

    late = count.tablet.says("count", stocktake=count.id, article=boots.code)

    assert late["outcome"] == "counted"
    assert count.lines_of(count.closes()) == []
    assert count.sees(boots).spot.kind is PlaceKind.OUT


def test_what_was_taken_away_again_is_missing(count: Count) -> None:
    boots = count.registers()
    count.begins()
    count.scans(boots)
    count.takes_away(boots)

    assert count.lines_of(count.closes()) == [(boots.id, Reason.MISSING)]


def test_what_was_lent_and_scanned_and_taken_away_again_stays_lent(count: Count) -> None:
    boots = count.registers()
    count.lends(boots)
    count.begins()
    count.scans(boots)
    count.takes_away(boots)

    assert count.lines_of(count.closes()) == []


def test_what_another_stocktake_has_seen_meanwhile_is_not_missing(count: Count) -> None:
    shelf = count.shelf("Fack A1")
    boots = count.registers(on=shelf)
    one_shelf = count.begins(Scope.PLACE, shelf)
    count.begins(Scope.BRANCH)
    count.scans(boots)
    count.id = one_shelf

    assert count.lines_of(count.closes()) == []


def test_nothing_changes_until_it_is_closed(count: Count) -> None:
    boots, shelf = count.registers(), count.shelf("Fack A1")
    count.begins()
    count.scans(boots, shelf)
    count.registers("Stavar")

    assert count.plan()[boots.id] is Remedy.MOVED
    assert count.sees(boots) == boots


def test_a_stocktake_that_is_given_up_changes_nothing(count: Count) -> None:
    boots, shelf = count.registers(), count.shelf("Fack A1")
    count.begins()
    count.scans(boots, shelf)

    count.cancels()

    assert count.sees(boots) == boots
    assert count.scans(boots)["outcome"] == "stocktake_ended"
    assert count.is_healthy()


def test_whoever_closes_second_is_told(count: Count) -> None:
    count.begins()
    count.closes()

    with pytest.raises(HasEnded):
        count.closes()


def test_pressed_twice_it_is_closed_once(count: Count) -> None:
    boots = count.registers()
    count.begins()
    signed = Signature(count.now, count.shop.account, make.uid())
    version = count.counts().version
    count.closes(signed=signed)

    count.closes(signed=signed, version=version)

    assert count.lines_of(str(signed.operation)) == [(boots.id, Reason.MISSING)]


def test_what_was_counted_meanwhile_is_looked_at_before_closing(count: Count) -> None:
    boots = count.registers()
    count.begins()
    read = count.counts().version
    count.scans(boots)

    with pytest.raises(CountedMeanwhile):
        count.closes(version=read)


def test_a_scan_that_comes_after_closing_is_kept_and_changes_nothing(count: Count) -> None:
    boots = count.registers()
    count.begins()
    scanned_at = count.now
    count.passes()
    count.closes()
    count.tablet.now = scanned_at

    late = count.tablet.says("count", stocktake=count.id, article=boots.code)
    free = count.tablet.says("count", stocktake=count.id, article=FREE)
    again = count.tablet.says("count", stocktake=count.id, article=FREE)

    assert {late["outcome"], free["outcome"], again["outcome"]} == {"stocktake_ended"}
    assert count.sees(boots).spot.kind is PlaceKind.MISSING
    assert count.is_healthy()


def test_what_a_later_stocktake_sees_is_found_again(count: Count) -> None:
    boots = count.registers()
    count.begins()
    count.closes()
    count.begins()
    count.scans(boots)

    assert count.lines_of(count.closes()) == [(boots.id, Reason.FOUND)]


def test_it_is_gone_on_with_on_another_day(count: Count) -> None:
    boots, poles = count.registers(), count.registers("Stavar")
    count.begins()
    count.scans(boots)
    count.passes(int(timedelta(days=3).total_seconds()) // 60)
    count.scans(poles)

    assert count.lines_of(count.closes()) == []
