"""Which reminder is due on which day, and when people are left in peace."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fritidsbank.branches.red_days import is_red
from fritidsbank.branches.rules import OPERATOR_DEFAULTS
from fritidsbank.clock import SWEDEN, local_day
from fritidsbank.reminders.due import LONGEST_PEACE, Schedule, Turn
from fritidsbank.reminders.rules import Step

pytestmark = pytest.mark.one_database

USUAL = Schedule.of(OPERATOR_DEFAULTS)
DUE = date(2026, 3, 4)  # a Wednesday
LONG_AGO = DUE - timedelta(days=14)
BEFORE, AFTER = Turn(Step.BEFORE), Turn(Step.AFTER)


@pytest.mark.parametrize(
    ("days", "turn"),
    [
        (-2, None),
        (-1, BEFORE),
        (0, BEFORE),
        (1, AFTER),
        (7, AFTER),
        (8, Turn(Step.WEEKLY, 1)),
        (14, Turn(Step.WEEKLY, 1)),
        (15, Turn(Step.WEEKLY, 2)),
        (21, Turn(Step.WEEKLY, 2)),
        (22, None),
        (400, None),
    ],
)
def test_a_day_before_a_day_after_then_weekly_twice(days: int, turn: Turn | None) -> None:
    day = DUE + timedelta(days=days)
    assert USUAL.turn_on(day, DUE, lent_on=LONG_AGO) == turn


def test_what_somebody_had_does_not_come_again() -> None:
    day = DUE + timedelta(days=1)
    assert USUAL.turn_on(day, DUE, lent_on=LONG_AGO, had={AFTER}) is None


def test_who_borrowed_it_today_has_just_been_told() -> None:
    day = DUE - timedelta(days=1)
    assert USUAL.turn_on(day, DUE, lent_on=day) is None


def test_before_a_monday_it_comes_on_saturday_since_sunday_is_quiet() -> None:
    monday = date(2026, 3, 9)
    saturday = monday - timedelta(days=2)
    assert USUAL.turn_on(saturday, monday, lent_on=LONG_AGO) == BEFORE


def test_before_what_is_due_after_christmas_it_comes_before_christmas() -> None:
    monday = date(2026, 12, 28)  # 24 to 27 December are red
    before_christmas = date(2026, 12, 23)
    assert USUAL.turn_on(before_christmas, monday, lent_on=LONG_AGO) == BEFORE


@pytest.mark.parametrize(
    "day",
    [
        *("2026-01-01", "2026-01-06", "2026-04-03", "2026-04-05", "2026-04-06", "2026-05-01"),
        *("2026-05-14", "2026-05-24", "2026-06-06", "2026-06-19", "2026-06-20", "2026-10-31"),
        *("2026-12-24", "2026-12-25", "2026-12-26", "2026-12-31", "2027-03-26", "2027-11-06"),
    ],
)
def test_on_a_red_day_nobody_is_disturbed(day: str) -> None:
    assert USUAL.is_quiet(datetime.fromisoformat(f"{day}T12:00+01:00"))


@pytest.mark.parametrize("day", ["2026-04-04", "2026-04-07", "2026-05-15", "2026-11-02"])
def test_between_red_days_messages_go(day: str) -> None:
    assert not USUAL.is_quiet(datetime.fromisoformat(f"{day}T12:00+01:00"))


def test_no_year_has_more_red_days_in_a_row_than_reminders_reach() -> None:
    first = date(2000, 1, 1)
    days = "".join("r" if is_red(first + timedelta(days=n)) else " " for n in range(36_525))
    assert max(map(len, days.split())) == LONGEST_PEACE


def test_a_week_that_follows_on_a_late_one_waits() -> None:
    day = DUE + timedelta(days=8)
    late = day - timedelta(days=1)
    assert USUAL.turn_on(day, DUE, lent_on=LONG_AGO, had={AFTER}, last_on=late) is None


def test_none_before_when_the_operator_wants_none() -> None:
    schedule = Schedule.of({**OPERATOR_DEFAULTS, "remind_before": 0})
    assert schedule.turn_on(DUE, DUE, lent_on=LONG_AGO) is None


FIRST = datetime(2025, 1, 1, tzinfo=UTC)
moments = st.integers(0, 3 * 366 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))


@given(moments)
def test_the_next_moment_is_never_quiet_and_never_earlier(moment: datetime) -> None:
    later = USUAL.next_sending(moment)
    local = later.astimezone(SWEDEN)
    assert later >= moment
    assert 9 <= local.hour < 20
    assert not is_red(local.date())


@given(moments)
def test_nobody_waits_longer_than_christmas_and_two_nights(moment: datetime) -> None:
    assert USUAL.next_sending(moment) - moment <= timedelta(days=LONGEST_PEACE, hours=14)


@pytest.mark.parametrize(
    ("evening", "morning"),
    [
        # Clocks go forward in the night to Sunday 29 March 2026, and back on 25 October.
        ("2026-03-28T20:00+01:00", "2026-03-30T09:00+02:00"),
        ("2026-10-24T20:00+02:00", "2026-10-26T09:00+01:00"),
        ("2026-03-28T19:59+01:00", "2026-03-28T19:59+01:00"),
        ("2026-03-02T08:59+01:00", "2026-03-02T09:00+01:00"),
    ],
)
def test_the_clocks_of_sweden_say_what_night_is(evening: str, morning: str) -> None:
    assert USUAL.next_sending(datetime.fromisoformat(evening)) == datetime.fromisoformat(morning)


@pytest.mark.parametrize(
    ("night", "morning"),
    [
        ("2026-03-29T00:59:59Z", "2026-03-29T07:00Z"),  # 01.59, and the next second is 03.00
        ("2026-03-29T01:00:00Z", "2026-03-29T07:00Z"),
        ("2026-10-25T00:30:00Z", "2026-10-25T08:00Z"),  # 02.30 for the first time
        ("2026-10-25T01:30:00Z", "2026-10-25T08:00Z"),  # and for the second
    ],
)
def test_in_the_night_the_clocks_change_nobody_is_woken(night: str, morning: str) -> None:
    schedule = Schedule.of({**OPERATOR_DEFAULTS, "remind_sundays": True})
    assert schedule.next_sending(datetime.fromisoformat(night)) == datetime.fromisoformat(morning)


@given(st.dates(date(2025, 1, 1), date(2028, 1, 1)), st.integers(0, 7), st.integers(1, 14))
def test_whoever_is_looked_for_is_found(day: date, before: int, after: int) -> None:
    settings = {**OPERATOR_DEFAULTS, "remind_before": before, "remind_after": after}
    schedule = Schedule.of(settings)
    back, ahead = schedule.reach
    for days in range(-60, 60):
        due_on = day + timedelta(days=days)
        if schedule.turn_on(day, due_on, lent_on=date(2020, 1, 1)):
            assert day - back <= due_on <= day + ahead


def test_the_day_is_that_of_sweden() -> None:
    assert local_day(datetime(2026, 3, 2, 23, 30, tzinfo=UTC)) == date(2026, 3, 3)
