"""Sanna plans meetings, calls them, moves them and calls them off."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from fritidsbank.clock import SWEDEN
from fritidsbank.minutes.models import Group, Meeting
from fritidsbank.minutes.rules import MeetingState, OutcomeKind
from fritidsbank.minutes.writing.approving import approve
from fritidsbank.minutes.writing.correcting import begin_correction
from tests import make
from tests.hands import Hands
from tests.minutes.calls import (
    MARCH,
    agenda,
    browser,
    called,
    hands,
    home,
    notices,
    planned,
    stored,
)
from tests.minutes.conftest import Secretary, leading_group, meeting_of, minutes_of
from tests.minutes.pages import opens, refused, text_of
from tests.minutes.released import outcome, released

__all__ = ["browser", "hands", "home"]
pytestmark = pytest.mark.one_database


def test_a_meeting_is_at_its_hour_in_summer_and_in_winter(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    days = [stored(sanna, planned(browser, home, day)) for day in ("2017-03-22", "2017-03-29")]
    assert [each.starts_at.hour for each in days] == [9, 8]


def test_two_meetings_on_one_day_have_two_addresses(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    slugs = [stored(sanna, planned(browser, home)).slug for _ in range(3)]
    assert slugs == ["2017-04-19", "2017-04-19-2", "2017-04-19-3"]


@pytest.mark.parametrize(
    ("field", "written"),
    [("day", ""), ("day", "2017-02-30"), ("day", "0017-02-01"), ("ends", "09:00"), ("starts", "")],
)
def test_a_time_that_cannot_be_is_said_beside_its_field(
    browser: make.Visitor, home: str, field: str, written: str
) -> None:
    fields: dict[str, Any] = {"day": "2017-04-19"} | {field: written}
    answer = opens(browser, f"{home}/meetings/new").sends(**fields)
    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)


def test_the_address_follows_the_day_until_the_meeting_is_called(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    meeting = planned(browser, home)
    opens(browser, f"{meeting}/edit").sends(day="2017-04-20")
    assert stored(sanna, meeting).slug == "2017-04-20"
    called(browser, meeting)
    opens(browser, f"{meeting}/move").sends(day="2017-04-27", reason="Lokalen är upptagen")
    assert stored(sanna, meeting).slug == "2017-04-20"


def test_the_address_stays_when_the_minutes_are_out_and_no_notice_ever_was(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    meeting = planned(browser, home)
    with sanna.shop.store.writing() as db:
        number = int(meeting.rpartition("/")[2])
        minutes = minutes_of(db, db.get_one(Meeting, number), ("Lokal", ""), now=MARCH)
        released(db, minutes, now=MARCH)
        begin_correction(db, minutes, "Mötet var dagen efter", now=MARCH)
        db.commit()
    assert opens(browser, f"{meeting}/edit").sends(day="2017-04-20").status_code == 303
    assert stored(sanna, meeting).slug == "2017-04-19"


def test_what_was_approved_says_when_and_where_the_meeting_was(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    meeting = planned(browser, home)
    with sanna.shop.store.writing() as db:
        number = int(meeting.rpartition("/")[2])
        minutes = minutes_of(db, db.get_one(Meeting, number), ("Lokal", ""), now=MARCH)
        approve(db, minutes, now=MARCH)
        db.commit()
    assert opens(browser, f"{meeting}/edit").sends(place="G7").status_code == 409
    assert stored(sanna, meeting).place == "Ria"


def test_a_meeting_that_is_moved_once_its_day_has_passed_has_an_agenda_for_its_new_day(
    browser: make.Visitor, sanna: Secretary, home: str, hands: Hands
) -> None:
    meeting = planned(browser, home, "2017-03-01", starts="10:30", ends="11:30")
    called(browser, meeting)
    hands.pass_(hours=1)
    opens(browser, f"{meeting}/move").sends(day="2017-03-15", reason="Ingen kom")
    opens(browser, f"{meeting}/agenda").sends(title_new="Lokal")
    called(browser, meeting, "Flyttat")
    assert "Lokal" in [line.title for line in notices(sanna)[-1][1].agenda]


def test_a_meeting_that_is_moved_stays_the_same_in_calendars(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    meeting = planned(browser, home)
    called(browser, meeting)
    opens(browser, f"{meeting}/move").sends(day="2017-04-26", reason="Sjukdom")
    opens(browser, f"{meeting}/move").sends(day="2017-04-27", reason="Sjukdom")
    assert len(notices(sanna)) == 1
    called(browser, meeting, "Mötet är flyttat")
    (_, first), (row, second) = notices(sanna)
    assert (second.uid, second.sequence) == (first.uid, first.sequence + 1)
    assert (second.moved_from_at, second.reason) == (first.starts_at, "Sjukdom")
    assert (row.version, row.change_note, row.path) == (
        2,
        "Mötet är flyttat",
        "/moten/ledningsgruppen/2017-04-19",
    )


def test_a_meeting_that_is_called_off_keeps_its_page_and_says_why(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    meeting = planned(browser, home)
    called(browser, meeting)
    assert opens(browser, f"{meeting}/cancel").sends().status_code == 422
    opens(browser, f"{meeting}/cancel").sends(reason="För få kan komma")
    called(browser, meeting)
    said = notices(sanna)[-1][1]
    assert (said.state, said.reason) == (MeetingState.CANCELLED, "För få kan komma")
    assert said.sequence == 1


def test_a_meeting_that_was_called_off_takes_place_after_all(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    meeting = planned(browser, home)
    called(browser, meeting)
    opens(browser, f"{meeting}/cancel").sends(reason="För få")
    called(browser, meeting)
    opens(browser, f"{meeting}/move").sends(day="2017-05-03", reason="Nu kan fler")
    called(browser, meeting)
    said = notices(sanna)[-1][1]
    assert (said.state, said.sequence) == (MeetingState.PLANNED, 2)


def test_another_place_is_news_in_calendars_too(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    meeting = planned(browser, home)
    called(browser, meeting)
    opens(browser, f"{meeting}/edit").sends(place="Fontänhuset")
    called(browser, meeting)
    assert [said.sequence for _, said in notices(sanna)] == [0, 1]


def test_a_meeting_that_people_know_of_is_not_taken_away(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    known, unknown = planned(browser, home), planned(browser, home)
    called(browser, known)
    assert browser.sends_form(f"{known}/remove").status_code == 409
    assert browser.sends_form(f"{unknown}/remove").status_code == 303
    assert browser.client.get(unknown).status_code == 404


def test_a_meeting_with_minutes_was_when_it_was(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    meeting = planned(browser, home)
    with sanna.shop.store.writing() as db:
        minutes_of(db, db.get_one(Meeting, stored(sanna, meeting).id), ("Val", ""), now=MARCH)
        db.commit()
    assert opens(browser, f"{meeting}/move").sends(reason="Oj").status_code == 409
    assert opens(browser, f"{meeting}/cancel").sends(reason="Oj").status_code == 409


def test_a_notice_waits_for_the_page_of_its_group(browser: make.Visitor, sanna: Secretary) -> None:
    with sanna.shop.store.writing() as db:
        home = f"/minutes/groups/{leading_group(db, now=MARCH).id}"
        db.commit()
    meeting = planned(browser, home)
    assert "Publicera gruppens sida först" in text_of(browser.client.get(f"{meeting}/notice"))
    assert browser.sends_form(f"{meeting}/notice").status_code in {409, 422}
    assert notices(sanna) == []


@pytest.mark.parametrize(("day", "short"), [("2017-03-07", True), ("2017-03-08", False)])
def test_less_than_a_week_is_said_and_forbids_nothing(
    browser: make.Visitor, sanna: Secretary, home: str, day: str, *, short: bool
) -> None:
    meeting = planned(browser, home, day)
    page = text_of(browser.client.get(f"{meeting}/notice"))
    assert ("mindre än en vecka" in page) is short
    called(browser, meeting)
    assert len(notices(sanna)) == 1


def test_a_change_says_what_has_changed(browser: make.Visitor, home: str) -> None:
    meeting = planned(browser, home)
    called(browser, meeting)
    opens(browser, f"{meeting}/edit").sends(place="Fontänhuset")
    sheet = opens(browser, f"{meeting}/notice")
    assert sheet.fields["note"] == ["Mötet är på en annan plats."]
    assert sheet.sends(note="").status_code == 422


def test_somebody_named_in_what_has_changed_is_asked_about_first(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    meeting = planned(browser, home)
    called(browser, meeting)
    opens(browser, f"{meeting}/move").sends(day="2017-04-26", reason="Sjukdom")
    answer = opens(browser, f"{meeting}/notice").sends(note="Ring Kim på 070-174 06 05.")
    assert (answer.status_code, len(notices(sanna))) == (422, 1)
    boxes = dict.fromkeys(re.findall(r'name="(ok-[^"]+)"', answer.text), "yes")
    again = refused(browser, answer, f"{meeting}/notice").sends(**boxes)
    assert (again.status_code, len(notices(sanna))) == (303, 2)


def test_as_called_stays_as_called_once_the_meeting_has_begun(
    browser: make.Visitor, sanna: Secretary, home: str, hands: Hands
) -> None:
    meeting = planned(browser, home, "2017-03-01", starts="10:30", ends="11:30")
    called(browser, meeting)
    hands.pass_(hours=1)
    opens(browser, f"{meeting}/agenda").sends(title_new="Efterklok")
    opens(browser, f"{meeting}/edit").sends(place="Fontänhuset")
    called(browser, meeting)
    assert [len(said.agenda) for _, said in notices(sanna)] == [2, 2]


def test_what_is_still_to_do_stands_on_the_notice(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    with sanna.shop.store.writing() as db:
        group = db.scalars(select(Group)).one()
        before = minutes_of(
            db,
            meeting_of(db, group, now=MARCH, at=MARCH - timedelta(days=20)),
            ("Val", ""),
            now=MARCH,
        )
        outcome(db, before, OutcomeKind.ACTION, "Ring Ria om nycklarna")
        released(db, before, now=MARCH)
        db.commit()
    called(browser, planned(browser, home))
    assert [line.text for line in notices(sanna)[0][1].actions] == ["Ring Ria om nycklarna"]


def test_the_next_meeting_is_drafted_in_one_tap(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    sheet = opens(browser, home, "/minutes/series/1/draft")
    assert sheet.fields["day"] == ["2017-03-15", "2017-04-19", "2017-05-17"]
    meeting = str(sheet.sends(day="2017-03-15").location).split("?")[0]
    assert agenda(sanna, meeting) == ["Laget runt", "Nästa möte"]
    again = opens(browser, home, "/minutes/series/1/draft")
    assert again.fields["day"] == ["2017-04-19", "2017-05-17", "2017-06-21"]
    assert sheet.sends(day="2017-03-15").status_code == 409


def test_a_new_rule_reaches_what_nobody_knows_of_and_leaves_what_was_chosen_by_hand(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    draft = opens(browser, home, "/minutes/series/1/draft")
    days = ("2017-03-15", "2017-04-19", "2017-05-17")
    known, free, by_hand = [str(draft.sends(day=day).location).split("?")[0] for day in days]
    called(browser, known)
    opens(browser, f"{by_hand}/edit").sends(starts="09:00", place="Ria")
    opens(browser, "/minutes/series/1").sends(nth="4", starts="13:00", ends="14:00", place="G7")
    found = [
        (f"{each.starts_at.astimezone(SWEDEN):%Y-%m-%d %H}", each.place, each.slug)
        for each in (stored(sanna, meeting) for meeting in (known, free, by_hand))
    ]
    assert found == [
        ("2017-03-15 10", "Fontänhuset", "2017-03-15"),
        ("2017-04-26 13", "G7", "2017-04-26"),
        ("2017-05-24 09", "Ria", "2017-05-24"),
    ]


def test_a_series_moved_by_a_week_gives_each_meeting_the_address_of_its_day(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    opens(browser, f"{home}/series").sends(rhythm="weekly", weekday="3", first="2017-03-01")
    draft = opens(browser, home, "/minutes/series/2/draft")
    made = [
        str(draft.sends(day=day).location).split("?")[0] for day in ("2017-03-02", "2017-03-09")
    ]
    opens(browser, "/minutes/series/2").sends(first="2017-03-08")
    assert [stored(sanna, each).slug for each in made] == ["2017-03-16", "2017-03-09"]
