"""Calendars are read by what reads calendars, and follow a meeting wherever it is moved."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Component

from fritidsbank.clock import SWEDEN
from fritidsbank.minutes.formats.calendars import calendar
from fritidsbank.minutes.formats.queries import Called
from fritidsbank.minutes.legible import legible, one_line
from fritidsbank.minutes.rendition import GroupRef
from fritidsbank.minutes.rules import MeetingState, PublishedKind
from tests.conftest import NOW
from tests.minutes.public_world import COMING, COMING_AT, GROUP, HELD_NOTICE, MINUTES
from tests.minutes.reader import Reader, reader

__all__ = ["reader"]
pytestmark = pytest.mark.one_database

OF_GROUP = f"/moten/{GROUP.slug}.ics"
ODD = 'Möte; "A", B\\C\nnästa rad: 😀 \u202eabc'
ADDRESS = "https://disk.example.se"


def events_in(text: str | bytes) -> dict[str, Component]:
    """What a calendar program sees, by UID."""
    read = Calendar.from_ical(text)
    assert read.get("version") == "2.0"
    assert read.errors == []
    return {str(each["uid"]): each for each in read.walk("VEVENT")}


def coming(reader: Reader) -> Component:
    return events_in(reader.says(OF_GROUP))[COMING.uid]


def test_a_calendar_has_all_meetings_of_a_group_and_the_place_and_agenda_of_each(
    reader: Reader,
) -> None:
    found = events_in(reader.says(OF_GROUP))
    event = found[COMING.uid]
    assert found.keys() == {HELD_NOTICE.uid, COMING.uid}
    assert (event["summary"], event["location"]) == (GROUP.name, COMING.place)
    assert event["status"] == "CONFIRMED"
    assert "1. Starten i vecka 44\n2. Ungdomarnas förslag" in str(event["description"])
    assert event["url"] == "http://localhost:8080/moten/ledningsgruppen/2026-03-18"


def test_the_time_is_that_of_sweden_and_the_zone_is_explained(reader: Reader) -> None:
    said = reader.says(OF_GROUP)
    assert "DTSTART;TZID=Europe/Stockholm:20260318T100000" in said
    assert said.count("BEGIN:VTIMEZONE") == 1


@pytest.mark.parametrize("day", [date(2017, 3, 26), date(2026, 7, 1), date(2026, 10, 25)])
def test_the_zone_alone_gives_the_right_moment(day: date) -> None:
    noon = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
    notice = replace(COMING, starts_at=noon, ends_at=noon)
    made = calendar("x", ADDRESS, [Called(notice, "/m", NOW)], [])
    (zone,) = Calendar.from_ical(made.replace(b"Europe/Stockholm", b"Our-Own")).timezones
    shown = noon.astimezone(SWEDEN)
    assert shown.replace(tzinfo=zone.to_tz()).utcoffset() == shown.utcoffset()


def test_a_moved_meeting_is_the_same_meeting_at_another_time(reader: Reader) -> None:
    at = COMING_AT + timedelta(days=1)
    moved = replace(COMING, starts_at=at, ends_at=at, sequence=1, moved_from_at=COMING_AT)
    reader.gets(replace(moved, reason="Lokalen är upptagen."), later=1)
    event = coming(reader)
    assert (event.decoded("dtstart"), event["sequence"]) == (at, 1)
    assert "Mötet är flyttat. Det skulle ha varit 2026-03-18 10.00." in str(event["description"])
    assert event.decoded("last-modified") > event.decoded("dtstamp") - timedelta(seconds=1)


def test_a_cancelled_meeting_stays_and_says_so(reader: Reader) -> None:
    reader.gets(replace(COMING, state=MeetingState.CANCELLED, sequence=2, reason="Snö."))
    event = coming(reader)
    assert (event["status"], event["sequence"]) == ("CANCELLED", 2)
    assert event["summary"] == f"Inställt: {GROUP.name}"
    assert "Mötet är inställt.\nSnö." in str(event["description"])


def test_a_meeting_of_which_only_minutes_are_known_is_there_once(reader: Reader) -> None:
    reader.gets(replace(MINUTES, slug="2026-01-14", uid="gammalt-möte"))
    found = events_in(reader.says("/moten/kalender.ics"))
    assert found.keys() == {HELD_NOTICE.uid, COMING.uid, "gammalt-möte"}


def test_one_meeting_can_be_put_into_a_calendar_by_itself(reader: Reader) -> None:
    assert events_in(reader.says("/moten/ledningsgruppen/2026-03-18.ics")).keys() == {COMING.uid}


def test_what_was_withdrawn_is_in_no_calendar(reader: Reader) -> None:
    reader.loses(PublishedKind.NOTICE, "ledningsgruppen/2026-03-18")
    assert COMING.uid not in reader.says("/moten/kalender.ics")
    assert reader.asks("/moten/ledningsgruppen/2026-03-18.ics").status_code == 410


def test_a_calendar_that_asks_again_is_told_that_nothing_changed(reader: Reader) -> None:
    tag = reader.asks(OF_GROUP).headers["ETag"]
    reader.hands.pass_(seconds=40)
    assert reader.browser.get(OF_GROUP, headers={"If-None-Match": tag}).status_code == 304


@given(st.text(max_size=120))
@example(ODD)
@example("x" * 74 + "å😀" * 20)
def test_any_text_comes_out_of_a_calendar_as_it_went_in(text: str) -> None:
    notice = replace(COMING, place=text, attend=text, group=GroupRef("g", text), reason=text)
    made = calendar(text, ADDRESS, [Called(notice, "/moten/g/d", NOW)], [])
    (event,) = events_in(made).values()
    assert event["summary"] == one_line(text)
    assert str(event.get("location", "")) == legible(text)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
