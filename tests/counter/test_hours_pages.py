"""When a branch is open, and what follows for due days."""

from datetime import date, time, timedelta

import pytest

from fritidsbank.branches.queries import calendar_of
from fritidsbank.branches.rules import OpeningCalendar
from fritidsbank.clock import local_day
from fritidsbank.web.language import shown_day
from tests.staff.crew import Crew, invalid_fields, text_of, value_of

pytestmark = pytest.mark.one_database

MONDAY, SATURDAY, SUNDAY = 0, 5, 6


def week(*opens: tuple[str, str]) -> dict[str, str]:
    """A form in which only these fields are filled in."""
    fields = {
        f"{which}-{weekday}-{place}": ""
        for which in ("opens", "closes")
        for weekday in range(7)
        for place in range(2)
    }
    return fields | dict(opens)


def calendar(crew: Crew) -> OpeningCalendar:
    """The calendar of Hamnen."""
    with crew.store.reading() as db:
        return calendar_of(db, crew.hamnen, date(2026, 1, 1))


def path(crew: Crew, what: str = "hours") -> str:
    """The page of Hamnen's hours."""
    return f"/branches/{crew.hamnen}/{what}"


def test_a_day_may_be_open_before_and_after_lunch(crew: Crew) -> None:
    fields = week(
        ("opens-0-0", "10:00"),
        ("closes-0-0", "12.00"),
        ("opens-0-1", "13"),
        ("closes-0-1", "18:00"),
    )
    fields["opens-0-1"] = "13:00"
    crew.lena.sends_form(path(crew), **fields)
    assert calendar(crew).weekly == {
        MONDAY: ((time(10), time(12)), (time(13), time(18))),
    }


def test_the_week_that_holds_stands_in_the_form(crew: Crew) -> None:
    crew.lena.sends_form(path(crew), **week(("opens-5-0", "10:00"), ("closes-5-0", "14:00")))
    page = crew.lena.client.get(path(crew))
    assert (value_of(page, "opens-5-0"), value_of(page, "closes-5-0")) == ("10:00", "14:00")


def test_an_empty_week_counts_every_day_as_open(crew: Crew) -> None:
    crew.lena.sends_form(path(crew), **week(("opens-5-0", "10:00"), ("closes-5-0", "14:00")))
    crew.lena.sends_form(path(crew), **week())
    assert calendar(crew).is_open(date(2026, 3, 3))


@pytest.mark.parametrize(
    ("opens", "closes", "field"),
    [
        ("18:00", "10:00", "opens-0-0"),
        ("10:00", "", "closes-0-0"),
        ("", "10:00", "opens-0-0"),
        ("25:00", "26:00", "opens-0-0"),
        ("förmiddag", "10:00", "opens-0-0"),
    ],
)
def test_hours_that_cannot_be_are_named_by_their_day(
    crew: Crew, opens: str, closes: str, field: str
) -> None:
    fields = week(("opens-0-0", opens), ("closes-0-0", closes))
    answer = crew.lena.sends_form(path(crew), **fields)
    assert answer.status_code == 422
    assert field in invalid_fields(answer)
    assert calendar(crew).weekly == {}


def test_spans_of_a_day_do_not_overlap(crew: Crew) -> None:
    fields = week(
        ("opens-2-0", "10:00"),
        ("closes-2-0", "14:00"),
        ("opens-2-1", "13:00"),
        ("closes-2-1", "18:00"),
    )
    assert invalid_fields(crew.lena.sends_form(path(crew), **fields)) == {"opens-2-0"}


def test_the_page_says_when_things_borrowed_today_are_due(crew: Crew) -> None:
    today = local_day(crew.now)
    due = today + timedelta(days=14)
    crew.lena.sends_form(path(crew, "exceptions"), day=due.isoformat(), opens="", closes="")
    page = text_of(crew.lena.client.get(path(crew)))
    assert shown_day(due + timedelta(days=1), "sv") in page


def test_a_day_is_closed_or_open_at_other_hours(crew: Crew) -> None:
    first = local_day(crew.now) + timedelta(days=3)
    second = first + timedelta(days=1)
    exceptions = path(crew, "exceptions")
    crew.lena.sends_form(exceptions, day=first.isoformat(), opens="", closes="", reason="Midsommar")
    crew.lena.sends_form(exceptions, day=second.isoformat(), opens="10:00", closes="12:00")
    known = calendar(crew).exceptions
    assert (known[first], known[second]) == ((), ((time(10), time(12)),))
    page = text_of(crew.lena.client.get(path(crew)))
    assert "Midsommar" in page
    assert "10:00\u201312:00" in page


def test_a_day_is_as_its_weekday_again(crew: Crew) -> None:
    day = (local_day(crew.now) + timedelta(days=3)).isoformat()
    crew.lena.sends_form(path(crew, "exceptions"), day=day, opens="", closes="")
    crew.lena.sends_form(path(crew, "exceptions/remove"), day=day)
    assert calendar(crew).exceptions == {}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": ""}, "day"),
        ({"day": "2020-01-01"}, "day"),
        ({"day": "imorgon"}, "day"),
        ({"opens": "12:00", "closes": "10:00"}, "opens"),
        ({"opens": "12:00"}, "closes"),
        ({"reason": "x" * 81}, "reason"),
    ],
)
def test_a_day_that_cannot_be_is_refused(crew: Crew, wrong: dict[str, str], field: str) -> None:
    day = (local_day(crew.now) + timedelta(days=3)).isoformat()
    fields = {"day": day, "opens": "", "closes": "", "reason": ""} | wrong
    answer = crew.lena.sends_form(path(crew, "exceptions"), **fields)
    assert (answer.status_code, invalid_fields(answer)) == (422, {field})
    assert calendar(crew).exceptions == {}


def test_a_refused_day_leaves_the_week_in_its_fields(crew: Crew) -> None:
    crew.lena.sends_form(path(crew), **week(("opens-5-0", "10:00"), ("closes-5-0", "14:00")))
    answer = crew.lena.sends_form(path(crew, "exceptions"), day="imorgon", opens="", closes="")
    assert value_of(answer, "opens-5-0") == "10:00"
    assert value_of(answer, "day") == "imorgon"


@pytest.mark.parametrize("day", ["", "imorgon", "2026-13-01"])
def test_a_forged_day_to_take_away_is_refused(crew: Crew, day: str) -> None:
    assert crew.lena.sends_form(path(crew, "exceptions/remove"), day=day).status_code == 422


@pytest.mark.parametrize("what", ["hours", "exceptions", "exceptions/remove"])
def test_a_manager_arranges_their_own_branch_only(crew: Crew, what: str) -> None:
    day = local_day(crew.now).isoformat()
    answer = crew.olle.sends_form(path(crew, what), day=day, opens="", closes="")
    assert answer.status_code == 403
