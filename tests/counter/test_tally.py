"""Who came in without borrowing is counted by big buttons, and by nothing else."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from fritidsbank.clock import iso, local_day, local_moment
from fritidsbank.counter.models import Tally
from fritidsbank.counter.rules import Visitor
from fritidsbank.counter.tally import tallied
from fritidsbank.stock.closing import close_week
from fritidsbank.stock.models import Wish
from tests import make
from tests.counter.conftest import OpenCounter


def came(counter: OpenCounter, first: int = 0, last: int = 0) -> dict[str, int]:
    """Who came in between so many days ago and so many, of those who came at all."""
    today = local_day(counter.now)
    with counter.shop.store.reading() as db:
        found = tallied(
            db, today - timedelta(days=first), today - timedelta(days=last), counter.shop.branch
        )
    assert set(found) == set(Visitor)
    return {visitor.value: many for visitor, many in found.items() if many}


def taps(counter: OpenCounter, visitor: str, at: datetime | None = None) -> dict[str, Any]:
    """One tap; the answer."""
    return counter.tablet.says("tally", visitor=visitor, at=iso(at or counter.now))


def test_each_tap_counts_one(counter: OpenCounter) -> None:
    for visitor in ("child", "child", "group"):
        assert taps(counter, visitor)["outcome"] == "tallied"
    assert came(counter) == {"child": 2, "group": 1}


def test_sent_twice_a_tap_counts_once(counter: OpenCounter) -> None:
    first = taps(counter, "child")
    assert counter.tablet.sends(counter.tablet.sent[-1]) == first
    assert came(counter) == {"child": 1}


def test_taken_back_it_does_not_count(counter: OpenCounter) -> None:
    taps(counter, "child")
    taps(counter, "adult")
    counter.tablet.says("undo", operation=counter.tablet.last)
    assert came(counter) == {"child": 1}


@pytest.mark.parametrize(
    ("kind", "about"), [("tally", {"visitor": "child"}), ("wish", {"category": "SLP", "size": ""})]
)
def test_what_a_closed_week_counts_stays_although_it_was_taken_back_offline(
    counter: OpenCounter, kind: str, about: dict[str, str]
) -> None:
    then = counter.now - timedelta(days=7)
    sunday = local_day(then) + timedelta(days=6 - local_day(then).weekday())
    with counter.shop.store.writing() as db:
        make.article(db, branch=counter.shop.branch, by=counter.shop.admin, now=then)
        db.commit()
    counter.tablet.says(kind, **about, at=iso(then))
    tapped = counter.tablet.last
    with counter.shop.store.writing() as db:
        today = local_day(counter.now)
        close_week(db, sunday, account=None, today=today, now=counter.now)
        db.commit()
    answer = counter.tablet.says("undo", operation=tapped, at=iso(then))
    assert answer["outcome"] == "week_closed"
    with counter.shop.store.reading() as db:
        assert db.get(Tally if kind == "tally" else Wish, tapped)


def test_a_tap_just_before_midnight_belongs_to_the_day_that_ends(counter: OpenCounter) -> None:
    yesterday = local_day(counter.now) - timedelta(days=1)
    taps(counter, "youth", local_moment(yesterday, time(23, 59, 59)))
    taps(counter, "adult", local_moment(yesterday, time(0)))
    assert came(counter) == {}
    assert came(counter, 1, 1) == {"youth": 1, "adult": 1}


def test_other_branches_are_counted_apart_and_all_together(counter: OpenCounter) -> None:
    with counter.shop.store.writing() as db:
        soder = make.branch(db, "Söder")
        db.commit()
    far = make.tablet(counter.shop.store, soder, counter.shop.account, now=counter.now)
    far.says("tally", visitor="adult")
    taps(counter, "adult")
    today = local_day(counter.now)
    with counter.shop.store.reading() as db:
        assert tallied(db, today, today)[Visitor.ADULT] == 2
    assert came(counter) == {"adult": 1}


@pytest.mark.parametrize("visitor", ["", "Amina", None, 7])
def test_nothing_else_is_counted(counter: OpenCounter, visitor: object) -> None:
    assert counter.tablet.says("tally", visitor=visitor)["status"] == 422
    assert came(counter) == {}


def test_a_tally_names_nobody() -> None:
    columns = {"id", "branch_id", "visitor", "came_on", "at"}
    assert set(Tally.__table__.columns.keys()) == columns


@pytest.mark.one_database
def test_the_buttons_work_without_script_and_pressed_twice_count_once(
    counter: OpenCounter,
) -> None:
    act = make.uid()
    for _ in range(2):
        counter.disken.sends_form("/visits", visitor="child", operation=act)
    assert came(counter) == {"child": 1}
    counter.disken.sends_form("/undo", undoes=act, operation=make.uid(), back="/visits")
    assert came(counter) == {}
