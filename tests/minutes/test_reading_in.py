"""Sanna reads in old notes, looks them through, and makes notes of them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from fritidsbank import clock
from fritidsbank.minutes.models import (
    AgendaPoint,
    Attendance,
    Group,
    Item,
    Meeting,
    Minutes,
    Outcome,
)
from fritidsbank.minutes.reading.importing import KEPT, prune_readings
from fritidsbank.minutes.rules import MinutesState, OutcomeKind, Part
from tests import make
from tests.minutes.conftest import Secretary, leading_group, meeting_of, minutes_of
from tests.minutes.documents_at_hand import as_pdf, as_word, picture_pdf, word_bomb
from tests.minutes.pages import opens

MEGABYTE = 1024 * 1024
LONG = "Vi pratade om hälsodagen. " * (10 * MEGABYTE // 27)
PASTED = """Minnesanteckningar
Ledningsgrupp för utveckling onsdagen den 19 april 2017
Tid: 10.00-11.30
Plats: Fontänhuset
Ordförande: Anna Ek

Närvarande: Anna Ek, Fontänhuset, Ria, 3 gäster

Hälsodagen
Hälsodagen blir den 17 maj och alla hjälper till med att sprida affischen.

Fritidsbanken
Vi pratade om lokaler som kan passa och vad de kostar.
Beslut: Socialförvaltningen frågar föreningarna.

Nästa möte: 18 maj 2017
"""
KALLELSE = """Kallelse till Ledningsgrupp för utveckling
Tid: onsdagen den 19 april 2017, klockan 10.00-11.30
Plats: Fontänhuset

Dagordning
- Hälsodagen
- Fritidsbanken
"""


class Reader:
    """Sanna's browser on the pages that read in."""

    def __init__(self, app: Flask, sanna: Secretary) -> None:
        shop = sanna.shop
        self.browser = make.signed_in(app, shop.store, sanna.account, shop.branch, now=clock.now())
        self.store = shop.store
        with shop.store.writing() as db:
            self.group = leading_group(db, now=shop.now).id
            db.commit()

    def pastes(self, text: str) -> str:
        """What leads to the page that shows what was understood."""
        return self.browser.sends_form("/minutes/read-in", text=text).location or ""

    def chooses(self, name: str, content: bytes) -> TestResponse:
        return self.browser.sends_file("/minutes/read-in", content, name)

    def sees(self, path: str) -> str:
        return self.browser.client.get(path).get_data(as_text=True)

    def makes(self, path: str, **changes: str) -> TestResponse:
        """Press the button below the fields as they are, but for the changes."""
        answer = self.browser.client.get(path)
        if answer.status_code == 303:
            return self.browser.sends_form(path)
        return opens(self.browser, path).sends(**changes)


@pytest.fixture
def reader(app: Flask, sanna: Secretary) -> Reader:
    return Reader(app, sanna)


def the_minutes(db: Session) -> Minutes:
    return db.scalars(select(Minutes)).one()


def test_from_paste_to_the_page_that_publishes_it_takes_two_presses(reader: Reader) -> None:
    made = reader.makes(reader.pastes(PASTED))
    with reader.store.reading() as db:
        meeting = db.scalars(select(Meeting)).one()
    assert made.location == f"/minutes/meetings/{meeting.id}/publish"
    assert meeting.starts_at == datetime(2017, 4, 19, 8, 0, tzinfo=UTC)
    assert (meeting.slug, meeting.place) == ("2017-04-19", "Fontänhuset")


def test_a_decision_that_was_read_stands_once_in_the_minutes(reader: Reader) -> None:
    reader.makes(reader.pastes(PASTED))
    with reader.store.reading() as db:
        outcome = db.scalars(select(Outcome)).one()
        item = db.get_one(Item, outcome.item_id)
    assert outcome.text == "Socialförvaltningen frågar föreningarna."
    assert item.text == "Vi pratade om lokaler som kan passa och vad de kostar."


@pytest.mark.one_database
def test_a_decision_that_nobody_kept_stays_in_the_text(reader: Reader) -> None:
    reader.makes(reader.pastes(PASTED), **{"ok-2-1": ""})
    with reader.store.reading() as db:
        assert db.scalars(select(Outcome)).all() == []
        texts = db.scalars(select(Item.text)).all()
    assert any("Beslut: Socialförvaltningen" in text for text in texts)


def test_what_was_understood_becomes_a_draft_with_items_people_and_days(reader: Reader) -> None:
    reader.makes(reader.pastes(PASTED))
    with reader.store.reading() as db:
        minutes = the_minutes(db)
        titles = list(db.scalars(select(Item.title).order_by(Item.position)))
        there = select(Attendance.name, Attendance.organisation, Attendance.guests, Attendance.part)
        people = [tuple(row) for row in db.execute(there.order_by(Attendance.position))]
        came = [tuple(row) for row in db.execute(select(Outcome.kind, Outcome.text))]
    assert minutes.state is MinutesState.DRAFT
    assert titles == ["Hälsodagen", "Fritidsbanken"]
    assert minutes.next_dates == ["2017-05-17", "2017-05-18"]
    assert ("Anna Ek", "Fontänhuset", 0, Part.CHAIR) in people
    assert ("", "Ria", 0, Part.OTHER) in people
    assert ("", "", 3, Part.OTHER) in people
    assert came == [(OutcomeKind.DECISION, "Socialförvaltningen frågar föreningarna.")]


def test_pressed_twice_it_is_made_once(reader: Reader) -> None:
    path = reader.pastes(PASTED)
    first, second = reader.makes(path), reader.makes(path)
    with reader.store.reading() as db:
        assert db.scalar(select(func.count(Minutes.id))) == 1
    assert first.location == second.location


def test_the_same_document_twice_is_kept_once_until_it_is_made(reader: Reader) -> None:
    assert reader.pastes(PASTED) == reader.pastes(PASTED)


def test_a_document_of_which_notes_were_made_is_known_again(reader: Reader) -> None:
    reader.makes(reader.pastes(PASTED))
    assert "lästes in tidigare" in reader.sees(reader.pastes(PASTED))


def test_the_original_is_kept_as_it_came(reader: Reader) -> None:
    pdf = as_pdf()
    path = reader.chooses("minnesanteckningar.pdf", pdf).location or ""
    assert reader.browser.client.get(f"{path}/original").data == pdf


@pytest.mark.one_database
def test_the_original_stands_beside_the_fields_with_the_doubts_in_words(reader: Reader) -> None:
    page = reader.sees(reader.pastes(PASTED.replace("onsdagen", "torsdagen")))
    assert "Minnesanteckningar\nLedningsgrupp för utveckling torsdagen" in page
    assert "annan veckodag" in page
    assert "Osäkert" in page


@pytest.mark.one_database
def test_what_a_person_changes_stands(reader: Reader) -> None:
    changes = {"day": "2017-04-20", "place": "Ria", "title_1": "Hälsa", "keep_2": ""}
    reader.makes(reader.pastes(PASTED), **changes)
    with reader.store.reading() as db:
        meeting = db.scalars(select(Meeting)).one()
        assert (meeting.slug, meeting.place) == ("2017-04-20", "Ria")
        assert list(db.scalars(select(Item.title))) == ["Hälsa"]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("group", "", "Välj något i listan."),
        ("day", "", "Fyll i fältet."),
        ("starts", "", "Skriv när det börjar"),
        ("title_1", " ", "Fyll i fältet."),
        ("next_dates", "nästa vecka", "Skriv dagen så här"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(
    reader: Reader, field: str, value: str, said: str
) -> None:
    answer = reader.makes(reader.pastes(PASTED), **{field: value})
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    with reader.store.reading() as db:
        assert db.scalar(select(func.count(Meeting.id))) == 0


def planned(reader: Reader, *, hours: int = 0, written: bool = False) -> int:
    """A meeting that the group has on that day already."""
    now = datetime(2017, 4, 1, tzinfo=UTC)
    with reader.store.writing() as db:
        home = db.get_one(Group, reader.group)
        at = datetime(2017, 4, 19, 8, 0, tzinfo=UTC) + timedelta(hours=hours)
        if hours:
            db.scalars(select(Meeting)).one().slug += "-morgon"
            db.flush()
        meeting = meeting_of(db, home, now=now, at=at)
        if written:
            minutes_of(db, meeting, ("Något annat", ""), now=now)
        db.commit()
        return meeting.id


def test_a_meeting_that_was_planned_for_the_day_gets_the_notes(reader: Reader) -> None:
    meeting = planned(reader)
    made = reader.makes(reader.pastes(PASTED))
    assert made.location == f"/minutes/meetings/{meeting}/publish"


@pytest.mark.parametrize("has_notes", [True, False])
def test_of_two_meetings_on_a_day_somebody_says_which(reader: Reader, has_notes: bool) -> None:  # noqa: FBT001
    planned(reader, written=has_notes)
    second = planned(reader, hours=4) if not has_notes else 0
    path = reader.pastes(PASTED)
    asked = reader.makes(path)
    assert asked.status_code == 422
    assert "Ett annat möte den dagen" in asked.get_data(as_text=True)
    made = reader.makes(path, which=str(second or "another"))
    with reader.store.reading() as db:
        minutes = db.scalars(select(Minutes).order_by(Minutes.id.desc())).first()
        assert minutes is not None
        meeting = db.get_one(Meeting, minutes.meeting_id)
    assert made.location == f"/minutes/meetings/{meeting.id}/publish"
    assert meeting.slug == ("2017-04-19" if second else "2017-04-19-2")


def test_notes_are_never_laid_over_others(reader: Reader) -> None:
    meeting = planned(reader, written=True)
    assert reader.makes(reader.pastes(PASTED), which=str(meeting)).status_code == 422


def test_a_notice_becomes_a_meeting_with_its_agenda(reader: Reader) -> None:
    made = reader.makes(reader.pastes(KALLELSE))
    with reader.store.reading() as db:
        meeting = db.scalars(select(Meeting)).one()
        points = list(db.scalars(select(AgendaPoint.title).order_by(AgendaPoint.position)))
        assert db.scalar(select(func.count(Minutes.id))) == 0
    assert points == ["Hälsodagen", "Fritidsbanken"]
    assert made.location == f"/minutes/meetings/{meeting.id}"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("made", "said"),
    [
        (picture_pdf, "det är en bild av en text"),
        (lambda: as_pdf(password="hemligt"), "låst med ett lösenord"),
        (word_bomb, "Uppackat skulle dokumentet bli alldeles för stort"),
        (LONG.encode, "Läs in ett möte i taget"),
        (lambda: bytes(11 * MEGABYTE), "större än 10 megabyte"),
    ],
    ids=["a scan", "a locked file", "a bomb", "a book", "too large a file"],
)
def test_a_document_that_cannot_be_read_says_why_on_the_page(
    reader: Reader, made: Callable[[], bytes], said: str
) -> None:
    answer = reader.chooses("protokoll.pdf", made())
    assert (answer.status_code, said in answer.get_data(as_text=True)) == (422, True)


@pytest.mark.one_database
def test_a_book_that_is_pasted_is_refused_on_the_page(reader: Reader) -> None:
    answer = reader.browser.sends_form("/minutes/read-in", text=LONG)
    assert (answer.status_code, "Läs in ett möte i taget" in answer.text) == (422, True)


@pytest.mark.one_database
def test_a_word_file_that_is_called_a_pdf_is_looked_through_as_what_it_is(reader: Reader) -> None:
    page = reader.sees(reader.chooses("protokoll.pdf", as_word()).location or "")
    assert 'value="Fritidsbanken"' in page


@pytest.mark.one_database
def test_nothing_chosen_is_asked_for(reader: Reader) -> None:
    answer = reader.browser.sends_form("/minutes/read-in")
    assert "Välj en fil, eller klistra in texten." in answer.get_data(as_text=True)


def test_what_nobody_looks_through_is_gone_after_a_month(reader: Reader) -> None:
    made, waiting = reader.pastes(PASTED), reader.pastes(KALLELSE)
    reader.makes(made)
    with reader.store.writing() as db:
        prune_readings(db, now=clock.now() + KEPT + timedelta(days=1))
        db.commit()
    assert reader.browser.client.get(waiting).status_code == 404
    assert reader.browser.client.get(made).status_code == 303


def test_the_wrong_document_is_thrown_away(reader: Reader) -> None:
    path = reader.pastes(KALLELSE)
    reader.browser.sends_form(f"{path}/discard")
    assert reader.browser.client.get(path).status_code == 404


@pytest.mark.one_database
def test_a_name_of_a_script_in_a_document_is_only_text(reader: Reader) -> None:
    page = reader.sees(reader.pastes(PASTED.replace("Hälsodagen", "<script>alert(1)</script>")))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
