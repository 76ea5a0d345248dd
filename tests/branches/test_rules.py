"""Due days follow the door: never a day when nobody can bring anything back."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fritidsbank.branches.rules import LIMITS, OPERATOR_DEFAULTS, OpeningCalendar, due_on

AFTERNOON = ((time(15), time(18)),)
ENKOPING = OpeningCalendar({0: AFTERNOON, 2: AFTERNOON, 4: AFTERNOON, 1: ((time(11), time(13)),)})
"""Monday to Wednesday and Friday, as in a real shop."""

days = st.dates(date(2020, 1, 1), date(2060, 12, 31))
spans = st.sampled_from([(), AFTERNOON, ((time(11), time(13)), (time(15), time(18)))])
calendars = st.builds(
    OpeningCalendar,
    st.dictionaries(st.integers(0, 6), spans),
    st.dictionaries(days, spans, max_size=30),
)


@given(days, st.integers(1, 60), calendars)
def test_nothing_is_due_on_a_closed_day(
    lent_on: date, loan_days: int, calendar: OpeningCalendar
) -> None:
    due = due_on(lent_on, loan_days, calendar)
    first = lent_on + timedelta(days=loan_days)

    closed_all_year = not any(calendar.is_open(first + timedelta(days=n)) for n in range(366))
    assert calendar.is_open(due) or closed_all_year


@given(days, st.integers(1, 60), calendars)
def test_nothing_is_due_before_the_loan_days_are_over(
    lent_on: date, loan_days: int, calendar: OpeningCalendar
) -> None:
    assert due_on(lent_on, loan_days, calendar) >= lent_on + timedelta(days=loan_days)


@given(days, st.integers(1, 60), calendars)
def test_no_open_day_is_passed_over(
    lent_on: date, loan_days: int, calendar: OpeningCalendar
) -> None:
    first = lent_on + timedelta(days=loan_days)
    due = due_on(lent_on, loan_days, calendar)

    between = [first + timedelta(days=n) for n in range((due - first).days)]
    assert not any(calendar.is_open(day) for day in between)


@given(days, st.integers(1, 60))
def test_without_any_hours_every_day_counts_as_open(lent_on: date, loan_days: int) -> None:
    assert due_on(lent_on, loan_days, OpeningCalendar()) == lent_on + timedelta(days=loan_days)


@pytest.mark.parametrize(
    ("lent_on", "due"),
    [
        ("2026-03-02", "2026-03-16"),  # Monday to Monday
        ("2026-03-05", "2026-03-20"),  # Thursday is closed
        ("2026-03-07", "2026-03-23"),  # from the weekend to Monday
        ("2026-12-18", "2027-01-01"),  # over the turn of the year
        ("2027-12-18", "2028-01-03"),
        ("2028-02-15", "2028-02-29"),  # the leap day is a Tuesday
        ("2027-02-15", "2027-03-01"),  # a year without one
        ("2026-03-16", "2026-03-30"),  # the week after summer time begins
        ("2026-10-12", "2026-10-26"),  # and after it ends
    ],
)
def test_two_weeks_end_on_the_next_open_day(lent_on: str, due: str) -> None:
    assert due_on(date.fromisoformat(lent_on), 14, ENKOPING).isoformat() == due


def test_a_holiday_moves_the_due_day_on() -> None:
    easter = OpeningCalendar(ENKOPING.weekly, {date(2026, 4, 6): (), date(2026, 4, 7): ()})

    assert due_on(date(2026, 3, 23), 14, easter) == date(2026, 4, 8)


def test_an_extra_open_day_is_a_day_to_bring_things_back() -> None:
    extra = OpeningCalendar(ENKOPING.weekly, {date(2026, 3, 21): AFTERNOON})

    assert due_on(date(2026, 3, 7), 14, extra) == date(2026, 3, 21)


def test_a_shop_without_hours_may_still_close_for_a_day() -> None:
    calendar = OpeningCalendar({}, {date(2026, 3, 16): ()})

    assert due_on(date(2026, 3, 2), 14, calendar) == date(2026, 3, 17)


def test_a_shop_that_is_closed_all_year_still_names_a_day() -> None:
    closed = OpeningCalendar(dict.fromkeys(range(7), ()))

    assert due_on(date(2026, 3, 2), 14, closed) == date(2026, 3, 16)


def test_every_limit_has_its_default_within() -> None:
    assert all(OPERATOR_DEFAULTS[name] in limit for name, limit in LIMITS.items())
