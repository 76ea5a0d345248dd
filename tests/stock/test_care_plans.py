"""Care that is due by itself, and when a safety check is due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fritidsbank.stock.care_plans import SEASONS, Plan, care_due, is_before_season
from fritidsbank.stock.catalogue import CategoryEntry, load
from fritidsbank.stock.rules import is_old_helmet
from fritidsbank.stock.upkeep import is_check_due, next_check_lent, next_check_on
from fritidsbank.workshop.work import work_in

pytestmark = pytest.mark.one_database

SHARPEN = Plan("sharpen", "Slipas", "Sharpen", 10, fault="blunt")
WAX = Plan("wax", "Vallas", "Wax", before="winter")
TODAY = date(2026, 3, 2)
IN_JULY = date(2026, 7, 1)
PLANNED = [entry for entry in load() if entry.plans]
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize("entry", PLANNED, ids=lambda entry: entry.code)
def test_each_plan_is_a_work_that_the_bench_offers(entry: CategoryEntry) -> None:
    assert {plan.code for plan in entry.plans} <= {work.code for work in work_in(entry.code)}


@pytest.mark.parametrize(
    ("times_lent", "cared", "attributes", "loans"),
    [
        (9, {}, {}, None),
        (10, {}, {}, 10),
        (19, {"sharpen": [10, "2026-01-01"]}, {}, None),
        (20, {"sharpen": [10, "2026-01-01"]}, {}, 10),
        (25, {"sharpen": [10, "2026-01-01"]}, {}, 15),
        (4, {}, {"sharpen_interval": 4}, 4),
        (12, {}, {"sharpen_interval": 20}, None),
        (9, {"sharpen": [10, "2026-01-01"]}, {}, None),  # a loan was undone since
    ],
)
def test_skates_are_sharpened_after_so_many_loans(
    times_lent: int,
    cared: dict[str, list[object]],
    attributes: dict[str, object],
    loans: int | None,
) -> None:
    due = care_due([SHARPEN], attributes, cared, times_lent=times_lent, today=IN_JULY)
    assert [care.loans for care in due] == ([] if loans is None else [loans])


@pytest.mark.parametrize(
    ("season", "today", "done_on", "due"),
    [
        ("winter", date(2025, 10, 19), "", False),
        ("winter", date(2025, 10, 20), "", True),
        ("winter", date(2026, 1, 15), "", True),
        ("winter", date(2026, 3, 31), "", True),
        ("winter", date(2026, 4, 1), "", False),
        ("winter", date(2025, 11, 1), "2025-10-25", False),
        ("winter", date(2025, 11, 1), "2025-03-31", True),
        ("winter", date(2025, 11, 1), "2025-04-01", False),
        ("winter", date(2026, 2, 1), "2025-11-20", False),
        ("summer", date(2026, 3, 19), "", False),
        ("summer", date(2026, 3, 20), "", True),
        ("summer", date(2026, 8, 31), "", True),
        ("summer", date(2026, 9, 1), "", False),
        ("summer", date(2026, 4, 1), "2025-09-01", False),
        ("summer", date(2026, 4, 1), "2025-08-31", True),
    ],
)
def test_before_a_season_means_six_weeks_and_once(
    season: str, today: date, done_on: str, *, due: bool
) -> None:
    assert is_before_season(season, today, done_on=done_on) is due


@given(today=days, season=st.sampled_from(sorted(SEASONS)))
def test_what_is_done_today_is_not_due_until_the_season_is_over(today: date, season: str) -> None:
    done = today.isoformat()
    assert not any(
        is_before_season(season, today + timedelta(days=later), done_on=done)
        for later in range(0, 120, 7)
        if is_before_season(season, today, done_on="")
        and is_before_season(season, today + timedelta(days=later), done_on="")
    )


@given(times=st.integers(0, 200), since=st.integers(0, 200), today=days)
def test_care_is_never_due_right_after_it_was_done(times: int, since: int, today: date) -> None:
    cared = {"sharpen": [times, today.isoformat()], "wax": [times, today.isoformat()]}
    due = care_due([SHARPEN, WAX], {}, cared, times_lent=times + since % 10, today=today)
    assert due == ()


@pytest.mark.parametrize(
    ("attributes", "every", "looked_at", "due"),
    [
        ({}, None, date(2026, 1, 1), None),
        ({}, 365, date(2026, 1, 1), date(2027, 1, 1)),
        ({"service_due_on": "2026-05-01"}, None, date(2026, 1, 1), date(2026, 5, 1)),
        ({"service_due_on": "2026-05-01"}, 365, date(2026, 1, 1), date(2026, 5, 1)),
        ({"service_due_on": "2028-05-01"}, 365, date(2026, 1, 1), date(2027, 1, 1)),
        ({"inflatable": True}, None, date(2026, 1, 1), date(2025, 6, 1)),
        ({"inflatable": False}, None, date(2026, 1, 1), None),
        ({"inflatable": True, "service_due_on": "2026-05-01"}, None, TODAY, date(2026, 5, 1)),
    ],
)
def test_the_next_check_follows_from_the_last_one_and_from_its_service_day(
    attributes: dict[str, object], every: int | None, looked_at: date, due: date | None
) -> None:
    from_on = date(2025, 6, 1)
    assert next_check_on(attributes, every, looked_at_on=looked_at, from_on=from_on) == due


@pytest.mark.parametrize(
    ("before", "every", "looked_at", "due"),
    [
        (None, None, False, None),
        (12, None, True, None),
        (None, 10, False, 17),
        (12, 10, False, 12),
        (12, 10, True, 17),
    ],
)
def test_loans_are_counted_from_the_last_check(
    before: int | None, every: int | None, *, looked_at: bool, due: int | None
) -> None:
    found = next_check_lent(before, every_loans=every, times_lent=7, looked_at=looked_at)
    assert found == due


@pytest.mark.parametrize(
    ("due_on", "due_lent", "due"),
    [
        (None, None, False),
        (TODAY + timedelta(days=1), None, False),
        (TODAY, None, True),
        (TODAY - timedelta(days=1), None, True),
        (None, 8, False),
        (None, 7, True),
        (TODAY + timedelta(days=1), 7, True),
    ],
)
def test_a_check_is_due_on_its_day_and_at_its_loan(
    due_on: date | None, due_lent: int | None, *, due: bool
) -> None:
    assert is_check_due(due_on, due_lent, times_lent=7, today=TODAY) is due


@pytest.mark.parametrize(
    ("category", "made", "old"),
    [
        ("HJA", 2015, True),
        ("HJS", 2015, True),
        ("HJA", 2016, False),
        ("HJA", None, False),
        ("SLS", 1999, False),
    ],
)
def test_a_helmet_is_called_old_by_its_year(category: str, made: int | None, *, old: bool) -> None:
    assert is_old_helmet(category, made, oldest=2016) is old
