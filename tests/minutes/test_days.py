"""Days as minutes write them: the year follows from the weekday, and a doubt is never hidden."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fritidsbank.minutes.reading.days import Doubt, SaidDay, days_in

APRIL_2017 = date(2017, 4, 19)
MONTHS = [
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
]  # fmt: skip
WEEKDAYS = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]


def only(text: str, near: date = APRIL_2017, *, ahead: bool = True) -> SaidDay:
    """The one day that a text names."""
    (said,) = days_in(text, near, ahead=ahead)
    return said


@pytest.mark.parametrize(
    "written",
    ["19 april 2017", "2017-04-19", "19/4 2017", "19/4-2017", "onsdagen den 19 april 2017",
     "Onsdag 19 april, 2017", "ons 19 apr 2017", "ONSDAG DEN 19:E APRIL 2017"],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written: str) -> None:
    said = only(written)
    assert (said.day, said.doubt) == (APRIL_2017, None)


def test_the_weekday_says_which_year_is_meant() -> None:
    said = only("måndagen den 16 mars, klockan 13:30-15:30", date(2019, 12, 1))
    assert (said.day, said.doubt) == (date(2020, 3, 16), None)


def test_a_weekday_that_fits_no_year_around_is_a_doubt() -> None:
    assert only("lördagen den 19 april").doubt is Doubt.OTHER_WEEKDAY


def test_a_weekday_that_contradicts_the_year_changes_no_day() -> None:
    said = only("fredag 20 april 2017")
    assert (said.day, said.doubt) == (date(2017, 4, 20), Doubt.OTHER_WEEKDAY)


def test_what_is_to_come_is_the_next_such_day() -> None:
    assert only("Hälsodagen 17 maj").day == date(2017, 5, 17)


def test_what_has_been_is_the_last_such_day() -> None:
    assert only("Minnesanteckningar 17 maj", ahead=False).day == date(2016, 5, 17)


def test_a_year_that_is_not_said_is_a_doubt() -> None:
    assert only("Hälsodagen 17 maj").doubt is Doubt.YEAR_GUESSED


@pytest.mark.parametrize("written", ["31 april 2017", "2017-02-29", "30 februari", "0/13", "32/1"])
def test_a_day_that_does_not_exist_is_no_other_day(written: str) -> None:
    said = only(written)
    assert (said.day, said.doubt) == (None, Doubt.NO_SUCH_DAY)


def test_a_leap_day_is_found_in_the_year_around_that_has_one() -> None:
    assert only("29 februari", date(2019, 11, 1)).day == date(2020, 2, 29)


@pytest.mark.parametrize(
    "written",
    ["070-174 06 05", "kl. 13.30-15.30", "§ 36", "version 1.2.3", "sida 2 (17)", "3-5 st"],
)
def test_numbers_that_are_no_day_are_left_alone(written: str) -> None:
    assert days_in(written, APRIL_2017) == []


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_whole_date_is_read_as_it_is_written(day: date) -> None:
    weekday = WEEKDAYS[day.weekday()]
    written = f"{weekday}en den {day.day} {MONTHS[day.month - 1]} {day.year}"
    assert only(f"Nästa möte: {written} i Arena.") == SaidDay(day, 12, 12 + len(written))


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)), st.integers(-180, 180))
def test_a_weekday_finds_the_year_of_a_meeting_half_a_year_away(day: date, away: int) -> None:
    near = date.fromordinal(day.toordinal() + away)
    said = only(f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}", near)
    assert (said.day, said.doubt) == (day, None)


@given(st.text(max_size=200))
def test_no_text_makes_it_stumble(text: str) -> None:
    for said in days_in(text, APRIL_2017):
        assert 0 <= said.start < said.end <= len(text)
