"""Moments are UTC, days are Swedish, also in the nights when the clock is changed."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fritidsbank import clock
from fritidsbank.clock import iso, local_day, local_moment, parse_moment

moments = st.integers(0, 4_102_444_799_999_999).map(
    lambda microseconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
)
days = st.dates(date(1980, 1, 1), date(2099, 12, 31))


def utc(text: str) -> datetime:
    """A moment in UTC, written short."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_now_is_utc_and_counts_in_milliseconds() -> None:
    now = clock.now()

    assert now.utcoffset() == timedelta(0)
    assert now.microsecond % 1000 == 0


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-01T22:59:59", "2026-03-01"),
        ("2026-03-01T23:00:00", "2026-03-02"),
        ("2026-07-01T21:59:59", "2026-07-01"),
        ("2026-07-01T22:00:00", "2026-07-02"),
        ("2026-12-31T23:00:00", "2027-01-01"),
        ("2028-02-28T23:00:00", "2028-02-29"),
        ("2028-02-29T23:00:00", "2028-03-01"),
        # The night when summer time begins has 23 hours, the one when it ends 25.
        ("2026-03-28T23:00:00", "2026-03-29"),
        ("2026-03-29T21:59:59", "2026-03-29"),
        ("2026-03-29T22:00:00", "2026-03-30"),
        ("2026-10-24T22:00:00", "2026-10-25"),
        ("2026-10-25T22:59:59", "2026-10-25"),
        ("2026-10-25T23:00:00", "2026-10-26"),
    ],
)
def test_the_day_changes_at_midnight_in_sweden(moment: str, day: str) -> None:
    assert local_day(utc(moment)) == date.fromisoformat(day)


@given(days, st.times())
def test_a_time_of_a_day_lies_on_that_day(day: date, at: time) -> None:
    assert local_day(local_moment(day, at)) == day


def test_an_hour_that_does_not_exist_is_taken_for_the_next_one() -> None:
    assert local_moment(date(2026, 3, 29), time(2, 30)) == utc("2026-03-29T01:30:00")


def test_an_hour_that_comes_twice_is_the_first_one() -> None:
    assert local_moment(date(2026, 10, 25), time(2, 30)) == utc("2026-10-25T00:30:00")


@given(moments)
def test_what_is_written_for_machines_is_read_again(moment: datetime) -> None:
    kept = moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    assert parse_moment(iso(moment)) == kept


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02T14:05:09.120Z",
        "2026-03-02T15:05:09.120+01:00",
        "2026-03-02T15:05:09.120",
        "2026-03-02 15:05:09.120",
    ],
)
def test_a_moment_without_a_zone_is_meant_in_sweden(text: str) -> None:
    assert parse_moment(text) == utc("2026-03-02T14:05:09.120")


def test_a_day_alone_begins_at_midnight_in_sweden() -> None:
    assert parse_moment("2026-07-02") == utc("2026-07-01T22:00:00")


@pytest.mark.parametrize("text", ["", "now", "yesterday", "2026-13-01", "2026-02-29", "17"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_moment(text)


def test_machines_read_utc_with_milliseconds_and_z() -> None:
    assert iso(utc("2026-03-02T14:05:09.1204")) == "2026-03-02T14:05:09.120Z"
