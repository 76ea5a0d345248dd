"""Dates, times and numbers as Swedes write them, and as the English do."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from fritidsbank.web.language import (
    say,
    say_many,
    shown_code,
    shown_count,
    shown_day,
    shown_moment,
)

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("day", "swedish", "english"),
    [
        ("2026-03-02", "måndag 2 mars", "Monday 2 March"),
        ("2026-05-30", "lördag 30 maj", "Saturday 30 May"),
        ("2028-02-29", "tisdag 29 februari", "Tuesday 29 February"),
    ],
)
def test_a_day_is_said_with_its_weekday(day: str, swedish: str, english: str) -> None:
    moment = date.fromisoformat(day)

    assert (shown_day(moment, "sv"), shown_day(moment, "en")) == (swedish, english)


def test_a_year_is_said_when_asked_for() -> None:
    assert shown_day(date(2027, 1, 4), "sv", year=True) == "måndag 4 januari 2027"


@pytest.mark.parametrize(
    ("moment", "swedish"),
    [
        ("2026-03-02T14:05:09", "2026-03-02 15.05"),
        ("2026-07-01T22:30:00", "2026-07-02 00.30"),
        ("2026-10-25T00:30:00", "2026-10-25 02.30"),
        ("2026-10-25T01:30:00", "2026-10-25 02.30"),
    ],
)
def test_a_moment_is_told_by_the_clock_in_sweden(moment: str, swedish: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)

    assert shown_moment(at, "sv") == swedish
    assert shown_moment(at, "en") == swedish.replace(".", ":")


@pytest.mark.parametrize(
    ("number", "swedish", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1391, "1\u00a0391", "1,391"),
        (1_800_000, "1\u00a0800\u00a0000", "1,800,000"),
        (2.5, "2,5", "2.5"),
    ],
)
def test_numbers_have_spaces_and_commas(number: float, swedish: str, english: str) -> None:
    assert (shown_count(number, "sv"), shown_count(number, "en")) == (swedish, english)


def test_facts_are_said_in_the_language_of_the_sentence() -> None:
    facts = {"day": date(2026, 3, 2), "n": 1391, "at": datetime(2026, 3, 2, 14, 5, tzinfo=UTC)}

    said = say("No such sentence: {day}, {n}, {at}", "sv", facts)

    assert said == "No such sentence: måndag 2 mars, 1\u00a0391, 2026-03-02 15.05"


def test_braces_in_a_fact_are_only_braces() -> None:
    assert (
        say("Called {name}", "sv", {"name": "{0} {evil.__class__}"})
        == "Called {0} {evil.__class__}"
    )


def test_one_is_one_and_more_are_more() -> None:
    assert say_many("{n} such thing", "{n} such things", 1, "en") == "1 such thing"
    assert say_many("{n} such thing", "{n} such things", 1391, "en") == "1,391 such things"


def test_our_numbers_are_shown_in_groups_and_others_as_they_are() -> None:
    assert shown_code("20012362") == "2001 2362"
    assert shown_code("FB-17") == "FB-17"


@pytest.mark.parametrize(
    ("day", "week"),
    [("2024-12-30", "1"), ("2021-01-03", "53"), ("2027-01-03", "53"), ("2026-03-02", "10")],
)
def test_weeks_are_counted_as_in_sweden(app: Flask, day: str, week: str) -> None:
    made = app.jinja_env.from_string("{{ day|week }}").render(day=date.fromisoformat(day))

    assert made == week
