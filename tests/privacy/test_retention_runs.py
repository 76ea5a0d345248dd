"""A run of retention: its dry run, its log, its settings, and a clock that is wrong."""

from datetime import date

import pytest
from sqlalchemy import select

from fritidsbank.bookings.rules import BookingState
from fritidsbank.branches.actions import SettingWrong, choose
from fritidsbank.branches.models import Setting
from fritidsbank.clock import local_day
from fritidsbank.on_duty import alone
from fritidsbank.people.actions import seen
from fritidsbank.privacy.models import RetentionRun
from fritidsbank.privacy.retaining import retain
from fritidsbank.privacy.rules import months_before
from tests.privacy.lent import Lent
from tests.privacy.test_retention import booked


@pytest.mark.parametrize("rule", ["unlink", "written_off", "erase"])
def test_the_dry_run_counts_what_the_run_does(lent: Lent, rule: str) -> None:
    lent.takes_back(lent.skis)
    lent.writes_off(lent.boots)
    booked(lent, BookingState.CANCELLED)
    lent.later(days=400)
    expected = {"unlink": 2, "written_off": 1, "erase": 1}[rule]
    assert (lent.would(rule), lent.retains().counts[rule]) == (expected, expected)


def test_the_dry_run_changes_nothing(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    lent.later(days=400)
    lent.would("erase")
    assert (lent.is_known(lent.sara), lent.visit_of()) == (True, lent.sara)


def test_a_second_run_finds_nothing_to_do(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    lent.later(days=400)
    lent.retains()
    assert set(lent.retains().counts.values()) == {0}


def test_by_itself_a_rule_runs_once_a_day(lent: Lent) -> None:
    lent.retains(by_hand=False)
    lent.takes_back(lent.skis, lent.boots)
    lent.later(minutes=10)
    assert lent.retains(by_hand=False).counts == {}


def test_the_log_says_which_rule_by_which_decision_and_how_many(lent: Lent) -> None:
    with lent.shop.store.writing() as db:
        choose(db, "unlink_decision", "KFN 2026/17")
        db.commit()
    lent.takes_back(lent.skis, lent.boots)
    lent.later(days=31)
    lent.retains()
    with lent.shop.store.reading() as db:
        line = db.scalars(select(RetentionRun).where(RetentionRun.rule == "unlink")).one()
    assert (line.decision, line.days, line.count) == ("KFN 2026/17", 30, 1)
    assert line.ended_at


def test_a_run_that_was_broken_off_goes_on_under_its_own_line(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    with lent.shop.store.writing() as db:
        begun = RetentionRun(rule="unlink", days=30, count=7, began_at=lent.now)
        db.add(begun)
        db.commit()
    lent.later(days=31)
    lent.retains(by_hand=False)
    with lent.shop.store.reading() as db:
        lines = db.scalars(select(RetentionRun).where(RetentionRun.rule == "unlink")).all()
    assert [(line.id, line.count) for line in lines] == [(begun.id, 8)]


@pytest.mark.parametrize("days", [0, -1, 36_500, 366, "30", True, None, 30.5])
def test_no_such_time_can_be_chosen(lent: Lent, days: object) -> None:
    with lent.shop.store.writing() as db, pytest.raises(SettingWrong):
        choose(db, "unlink_days", days)


@pytest.mark.parametrize("days", [0, -1, 36_500, "30"])
def test_a_time_that_cannot_be_deletes_nothing_and_is_said(lent: Lent, days: object) -> None:
    lent.takes_back(lent.skis, lent.boots)
    with lent.shop.store.writing() as db:
        db.add(Setting(name="unlink_days", value=days))
        db.commit()
    lent.later(days=100)
    ran = lent.retains()
    assert (ran.broken, lent.visit_of()) == (("unlink",), lent.sara)


def test_a_clock_that_leaps_for_years_erases_nobody_that_day(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    lent.retains(by_hand=False)
    lent.later(days=3650)
    assert lent.retains(by_hand=False).leapt
    lent.later(hours=1)
    assert lent.retains(by_hand=False).leapt
    assert lent.is_known(lent.sara)


def test_a_clock_that_goes_right_after_all_is_believed_the_next_day(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    lent.retains(by_hand=False)
    lent.later(days=3650)
    lent.retains(by_hand=False)
    lent.later(days=1)
    assert lent.retains(by_hand=False).counts["erase"] == 1


def test_a_person_may_say_that_the_clock_is_right(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    lent.retains(by_hand=False)
    lent.later(days=3650)
    assert lent.retains().counts["erase"] == 1


def test_a_clock_that_goes_back_deletes_nothing_more(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    lent.later(days=40)
    lent.retains(by_hand=False)
    lent.later(days=-35)
    assert set(lent.retains(by_hand=False).counts.values()) == {0}


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2026-01-15", 1, "2025-12-15"),
    ],
)
def test_months_are_those_of_the_calendar(day: str, months: int, before: str) -> None:
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(before)


def test_two_at_once_do_not_run(lent: Lent) -> None:
    with alone(lent.folder, "retention.lock"):
        assert lent.retains().elsewhere


def test_after_so_many_seconds_it_stops_and_goes_on_next_time(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    now = lent.later(days=400)
    assert retain(lent.shop.store, lent.folder, now=now, by_hand=True, for_seconds=0).unfinished
    assert lent.retains(by_hand=False).counts["erase"] == 1


def test_somebody_who_comes_back_meanwhile_is_not_erased(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    lent.later(days=400)
    with lent.shop.store.writing() as db:
        seen(db, lent.sara, local_day(lent.now))
        db.commit()
    lent.retains()
    assert lent.is_known(lent.sara)
