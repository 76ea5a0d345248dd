"""Weeks, months and years as people write them."""

from datetime import date

import pytest

from fritidsbank.reports.rules import NoSuchWeek, NotAPeriod, period, week_of


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-W08", date(2026, 2, 16), date(2026, 2, 22)),
        ("2026w8", date(2026, 2, 16), date(2026, 2, 22)),
        ("2025-W01", date(2024, 12, 30), date(2025, 1, 5)),
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_is_whole_days(written: str, first: date, last: date) -> None:
    found = period(written)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("day", [date(2024, 12, 30), date(2025, 1, 5)])
def test_a_week_belongs_to_the_year_of_its_thursday(day: date) -> None:
    assert week_of(day).name == "2025-W01"


@pytest.mark.parametrize("written", ["2025-W53", "2026-W54", "2026-W00"])
def test_a_week_that_the_year_does_not_have_is_refused(written: str) -> None:
    with pytest.raises(NoSuchWeek):
        period(written)


@pytest.mark.parametrize("written", ["", "W08", "2026-13", "2026-00", "0000", "sportlov", "20260"])
def test_what_is_no_period_is_refused(written: str) -> None:
    with pytest.raises(NotAPeriod):
        period(written)


def test_a_year_is_written_without_a_space_in_it() -> None:
    with pytest.raises(NoSuchWeek, match=r"^2025 has 52 weeks"):
        period("2025-W53")


def test_only_what_was_asked_for_is_read() -> None:
    with pytest.raises(NotAPeriod):
        period("2026-02", "week")
