"""The arithmetic of promises: as many are served as anybody could serve."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fritidsbank.bookings.supply import (
    ANY,
    Piece,
    Promise,
    Supply,
    first_worse,
    free_of,
    longest_stay,
    short_by,
    without,
)
from fritidsbank.branches.rules import OpeningCalendar

pytestmark = pytest.mark.one_database

MONDAY = date(2026, 3, 2)
_sizes = st.sampled_from(["36", "38", "40"])
_there = st.lists(_sizes | st.just(ANY), max_size=8).map(Counter)
_wishes = st.lists(_sizes | st.just(ANY), max_size=8).map(Counter)


def unserved(there: Counter[str], wishes: Counter[str]) -> int:
    """The same by trying every way: augmenting paths between wishes and things."""
    things = list(there.elements())
    taken: dict[int, int] = {}
    wanted = list(wishes.elements())

    def place(wish: int, tried: set[int]) -> bool:
        for thing, size in enumerate(things):
            if thing in tried or wanted[wish] not in {size, ANY}:
                continue
            tried.add(thing)
            if thing not in taken or place(taken[thing], tried):
                taken[thing] = wish
                return True
        return False

    return sum(not place(wish, set()) for wish in range(len(wanted)))


@settings(max_examples=400)
@given(_there, _wishes)
def test_no_other_way_serves_more(there: Counter[str], wishes: Counter[str]) -> None:
    # What has no size is for those only who take any.
    assert short_by(there, wishes) == unserved(there, wishes)


@given(_there, _wishes, _sizes | st.just(ANY))
def test_what_is_free_can_be_promised_and_not_one_more(
    there: Counter[str], wishes: Counter[str], size: str
) -> None:
    short, free = short_by(there, wishes), free_of(there, wishes, size)
    assert short_by(there, wishes + Counter({size: free})) == short
    assert short_by(there, wishes + Counter({size: free + 1})) == short + 1


_days = st.integers(-2, 9).map(lambda days: MONDAY + timedelta(days=days))
_pieces = st.builds(Piece, _sizes | st.just(ANY), _days, st.none() | _days, st.integers(-1, 3))
_promises = st.builds(Promise, _sizes | st.just(ANY), st.integers(1, 3), _days, _days)


@given(st.lists(_pieces, max_size=6), st.lists(_promises, max_size=6))
def test_a_month_that_is_read_in_one_go_says_what_is_free_on_each_day(
    pieces: list[Piece], promises: list[Promise]
) -> None:
    supply, last = Supply(tuple(pieces), tuple(promises)), MONDAY + timedelta(days=8)
    changed = supply.free_from(MONDAY, last, ("36", "38"))
    free: tuple[int, ...] = ()
    for day in (MONDAY + timedelta(days=each) for each in range(8)):
        free = changed.get(day, free)
        assert free == tuple(supply.free_on(day, size) for size in (ANY, "36", "38"))


def test_what_is_taken_away_is_missed_on_the_first_day_of_a_promise() -> None:
    promise = Promise("38", 1, MONDAY + timedelta(days=3), MONDAY + timedelta(days=5))
    supply = Supply((Piece("38", MONDAY),), (promise,))
    away = supply.also(without("38", MONDAY, MONDAY + timedelta(days=9)))
    assert first_worse(supply, away, MONDAY, MONDAY + timedelta(days=9)) == promise.from_on


def test_it_stays_until_the_open_day_before_the_one_when_it_is_turned_round() -> None:
    closed: tuple[()] = ()
    calendar = OpeningCalendar({}, {MONDAY + timedelta(days=each): closed for each in (2, 3)})
    wanted_on = MONDAY + timedelta(days=4)
    assert longest_stay(wanted_on, calendar, not_before=MONDAY) == MONDAY + timedelta(days=1)
