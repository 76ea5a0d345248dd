"""When a group meets, what must be done by when, and what it is called in addresses."""

from datetime import date, timedelta

import pytest

from fritidsbank.minutes.deadlines import (
    Duty,
    Stand,
    is_short_notice,
    of_minutes,
    of_notice,
    taken_down_on,
)
from fritidsbank.minutes.recurring import LAST, Rule, days_after, is_day_of
from fritidsbank.minutes.rules import MinutesState
from fritidsbank.minutes.slugs import AddressTaken, NameHasNoLetters, free_slug, numbered

MET = date(2017, 4, 19)


def monthly(nth: int, *, every: int = 1, until: date | None = None) -> Rule:
    """A Wednesday of each month, from January 2017 on."""
    return Rule(
        monthly=True, every=every, weekday=2, nth=nth, first_on=date(2017, 1, 1), until_on=until
    )


def weekly(first_on: date, *, every: int = 1, weekday: int = 2) -> Rule:
    """A weekday of each week, or of each second one."""
    return Rule(monthly=False, every=every, weekday=weekday, nth=1, first_on=first_on)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (monthly(1), ["2017-05-03", "2017-06-07", "2017-07-05"]),
        (monthly(3), ["2017-05-17", "2017-06-21", "2017-07-19"]),
        (monthly(LAST), ["2017-04-26", "2017-05-31", "2017-06-28"]),
        (monthly(1, every=3), ["2017-07-05", "2017-10-04", "2018-01-03"]),
        (monthly(1, until=date(2017, 6, 7)), ["2017-05-03", "2017-06-07"]),
        (weekly(date(2017, 1, 1), weekday=0), ["2017-04-24", "2017-05-01", "2017-05-08"]),
        (weekly(date(2017, 4, 19), every=2), ["2017-05-03", "2017-05-17", "2017-05-31"]),
        (weekly(date(2017, 12, 28), every=2), ["2018-01-03", "2018-01-17", "2018-01-31"]),
    ],
)
def test_the_next_days_follow_from_the_rule(rule: Rule, expected: list[str]) -> None:
    assert [str(day) for day in days_after(rule, MET, 3)] == expected


def test_a_rule_knows_its_own_days() -> None:
    assert is_day_of(monthly(3), MET)
    assert not is_day_of(monthly(3), MET + timedelta(days=1))


@pytest.mark.parametrize(
    ("today", "said"),
    [("2017-04-04", False), ("2017-04-05", True), ("2017-04-19", True), ("2017-04-20", False)],
)
def test_a_notice_is_waited_for_from_two_weeks_before_on(today: str, *, said: bool) -> None:
    reminder = of_notice(MET, is_out=False, today=date.fromisoformat(today))
    assert (reminder is not None) == said
    assert of_notice(MET, is_out=True, today=date.fromisoformat(today)) is None


@pytest.mark.parametrize(("today", "late"), [("2017-04-12", False), ("2017-04-13", True)])
def test_less_than_a_week_is_short(today: str, *, late: bool) -> None:
    assert is_short_notice(MET, date.fromisoformat(today)) is late


APPROVED = date(2017, 4, 28)
POSTED = date(2017, 4, 30)


@pytest.mark.parametrize(
    ("stand", "today", "expected"),
    [
        (Stand(None), "2017-04-19", (Duty.APPROVE, "2017-05-03", False)),
        (Stand(MinutesState.DRAFT), "2017-05-03", (Duty.APPROVE, "2017-05-03", False)),
        (Stand(MinutesState.REVIEW), "2017-05-04", (Duty.APPROVE, "2017-05-03", True)),
        (Stand(MinutesState.APPROVED, APPROVED), "2017-04-30", (Duty.POST, "2017-04-30", False)),
        (Stand(MinutesState.APPROVED, APPROVED), "2017-05-01", (Duty.POST, "2017-04-30", True)),
        (Stand(MinutesState.PUBLISHED, APPROVED, POSTED), "2017-05-21", None),
        (Stand(MinutesState.PUBLISHED, APPROVED, POSTED), "2017-05-22",
         (Duty.TAKE_DOWN, "2017-05-22", False)),
        (Stand(MinutesState.PUBLISHED, APPROVED, POSTED), "2017-05-23", None),
        (Stand(MinutesState.PUBLISHED, APPROVED, POSTED, date(2017, 5, 24)), "2017-05-24",
         (Duty.TAKE_DOWN, "2017-05-24", False)),
        (Stand(MinutesState.WITHDRAWN), "2017-05-04", None),
        (Stand(None), "2017-04-18", None),
    ],
)  # fmt: skip
def test_formal_minutes_say_what_they_wait_for(
    stand: Stand, today: str, expected: tuple[Duty, str, bool] | None
) -> None:
    said = of_minutes(MET, stand, today=date.fromisoformat(today))
    assert (said and (said.duty, str(said.by), said.is_late)) == expected


def test_what_is_posted_hangs_three_weeks_and_is_taken_down_the_day_after() -> None:
    assert taken_down_on(date(2017, 4, 20)) == date(2017, 5, 12)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ledningsgrupp för utveckling", "ledningsgrupp-for-utveckling"),
        ("Åsa, Ärla & Öland!", "asa-arla-oland"),
        ("  G7  ", "g7"),
        ("Crème brûlée", "creme-brulee"),
        ("a" * 90, "a" * 60),
        ("Ärendegruppen", "arendegruppen"),
    ],
)
def test_an_address_follows_from_the_name(name: str, slug: str) -> None:
    assert free_slug(name, set()) == slug


@pytest.mark.parametrize("name", ["Sök", "ärenden", "ATOM", "Ria"])
def test_an_address_that_is_taken_is_refused(name: str) -> None:
    with pytest.raises(AddressTaken):
        free_slug(name, {"ria"})


def test_a_name_without_letters_gives_no_address() -> None:
    with pytest.raises(NameHasNoLetters):
        free_slug("!!!", set())


def test_the_second_meeting_of_a_day_is_numbered() -> None:
    day = "2017-04-19"
    assert numbered(day, set()) == day
    assert numbered(day, {day}) == f"{day}-2"
    assert numbered(day, {day, f"{day}-2"}) == f"{day}-3"
