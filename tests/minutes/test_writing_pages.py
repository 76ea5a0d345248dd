"""The editor's pages without a script: saved by buttons, told what others wrote, nothing lost."""

import re
from dataclasses import dataclass
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from fritidsbank.minutes.models import Adjuster, Group, Item, Meeting, Minutes, RosterPerson
from fritidsbank.minutes.rules import MinutesState, Profile
from fritidsbank.minutes.writing.attending import attendance_of
from fritidsbank.minutes.writing.items import text_of_item
from fritidsbank.minutes.writing.written import items_of, newest_minutes
from tests import make
from tests.conftest import NOW
from tests.counter.conftest import counting
from tests.hands import hands_of_the_clock
from tests.minutes.conftest import Secretary, leading_group, meeting_of, minutes_of
from tests.minutes.released import released

pytestmark = pytest.mark.one_database

JSON = {"Accept": "application/json"}


@dataclass(frozen=True)
class Desk:
    """Sanna's browser at a meeting with two items."""

    sanna: Secretary
    browser: make.Visitor
    meeting: int
    keys: tuple[str, ...]

    @property
    def home(self) -> str:
        return f"/minutes/meetings/{self.meeting}/write"

    def writes(self, place: int, edition: int = 1, **fields: str | list[str]) -> TestResponse:
        """Send the form of an item as the page has it."""
        usual: dict[str, str | list[str]] = {"title": "Punkt", "kind": "information"}
        form = {**usual, "edition": str(edition), **fields}
        return self.browser.sends_form(f"{self.home}/items/{self.keys[place]}", **form)

    def does(self, what: str, **fields: str | list[str]) -> TestResponse:
        return self.browser.sends_form(f"{self.home}/{what}", **fields)

    def titles(self) -> list[str]:
        with self.sanna.shop.store.reading() as db:
            return [each.title for each in db.scalars(items_of(newest_minutes(db, self.meeting)))]

    def state(self) -> MinutesState:
        with self.sanna.shop.store.reading() as db:
            return newest_minutes(db, self.meeting).state


@pytest.fixture
def desk(app: Flask, sanna: Secretary, monkeypatch: pytest.MonkeyPatch) -> Desk:
    hands_of_the_clock(monkeypatch, NOW)
    with sanna.shop.store.writing() as db:
        meeting = meeting_of(db, leading_group(db, now=NOW), now=NOW)
        minutes = minutes_of(db, meeting, ("Lokal", "Söder"), ("OCN", ""), now=NOW)
        keys = tuple(item.key for item in db.scalars(items_of(minutes)))
        db.commit()
        number = meeting.id
    browser = make.signed_in(app, sanna.shop.store, sanna.account, sanna.shop.branch, now=NOW)
    return Desk(sanna, browser, number, keys)


def formal(desk: Desk) -> None:
    with desk.sanna.shop.store.writing() as db:
        db.scalars(select(Group)).one().profile = Profile.FORMAL
        db.commit()


def chosen(desk: Desk, name: str, account: int | None = None) -> None:
    """The meeting wants somebody to approve."""
    with desk.sanna.shop.store.writing() as db:
        db.add(Adjuster(meeting_id=desk.meeting, account_id=account, name=name))
        db.commit()


def test_minutes_are_begun_by_one_button(desk: Desk) -> None:
    with desk.sanna.shop.store.writing() as db:
        group = db.scalars(select(Group)).one()
        other = meeting_of(db, group, now=NOW, at=NOW)
        db.commit()
        home = f"/minutes/meetings/{other.id}/write"
    assert "Börja skriva" in desk.browser.client.get(home).text
    for _ in range(2):
        assert desk.browser.sends_form(f"{home}/begin").status_code == 303
    assert "Lägg till punkten" in desk.browser.client.get(home).text


def test_an_item_is_saved_whole_by_its_button(desk: Desk) -> None:
    key = str(uuid4())
    answer = desk.writes(
        0,
        title="Lokalen",
        text="Rad ett\r\n\r\n- två",
        hidden="yes",
        outcome_key=[key, str(uuid4())],
        outcome_kind=["action", "decision"],
        outcome_text=["Ringa", ""],
        outcome_owner=["Samordnaren", ""],
        outcome_due=["2026-04-01", ""],
    )
    assert (answer.status_code, answer.location) == (
        303,
        f"{desk.home}?done=saved&settled=i/{desk.keys[0]}#p1",
    )
    with desk.sanna.shop.store.reading() as db:
        item = db.scalars(select(Item).where(Item.key == desk.keys[0])).one()
        said = text_of_item(db, item)
    assert (said.title, said.text, said.hidden) == ("Lokalen", "Rad ett\n\n- två", True)
    assert [(one.key, one.text, one.owner, str(one.due_on)) for one in said.outcomes] == [
        (key, "Ringa", "Samordnaren", "2026-04-01")
    ]


def test_what_cannot_be_saved_stays_in_its_fields(desk: Desk) -> None:
    answer = desk.writes(0, title="", text="Det här ska finnas kvar")
    assert answer.status_code == 422
    assert "Det här ska finnas kvar" in answer.text


def test_the_script_is_answered_with_the_next_edition_and_what_it_looks_like(desk: Desk) -> None:
    form = {"title": "Lokal", "kind": "information", "text": "**Norr**", "edition": "1"}
    answer = desk.browser.client.post(
        f"{desk.home}/items/{desk.keys[0]}",
        data={**form, "form_token": desk.browser.token},
        headers=JSON,
    )
    assert answer.json == {"edition": 2, "saved": "15.05", "html": "<p><strong>Norr</strong></p>"}


def test_who_saves_second_sees_both_texts_and_joins_them(desk: Desk) -> None:
    desk.writes(0, text="Gemensamt\n\nSannas rad")
    page = desk.writes(0, text="Gemensamt\n\nOlles rad")
    assert page.status_code == 409
    assert "Sannas rad" in page.text
    assert "Olles rad" in page.text
    edition = int(re.findall(r'name="edition" value="(\d+)"', page.text)[0])
    desk.writes(0, edition, text="Gemensamt\n\nOlles rad", take="join")
    with desk.sanna.shop.store.reading() as db:
        text = db.scalars(select(Item.text).where(Item.key == desk.keys[0])).one()
    assert text == "Gemensamt\n\nSannas rad\n\nOlles rad"


def test_what_was_written_in_a_point_that_is_gone_comes_back_as_a_new_one(desk: Desk) -> None:
    desk.writes(0, then="remove")
    page = desk.writes(0, title="Lokalen", text="Min text")
    assert page.status_code == 409
    assert "Min text" in page.text
    desk.does("items", title="Lokalen", kind="information", text="Min text")
    assert desk.titles() == ["OCN", "Lokalen"]


def test_what_was_written_in_approved_minutes_is_shown_to_be_copied(desk: Desk) -> None:
    with desk.sanna.shop.store.writing() as db:
        db.scalars(select(Minutes)).one().state = MinutesState.APPROVED
        db.commit()
    page = desk.writes(0, text="För sent")
    assert page.status_code == 409
    assert "För sent" in page.text


def test_points_are_moved_saved_and_removed_by_buttons(desk: Desk) -> None:
    desk.writes(1, title="OCN-moduler", then="up")
    desk.does("items", new_title="Övrigt")
    desk.writes(0, then="remove")
    assert desk.titles() == ["OCN-moduler", "Övrigt"]


def test_somebody_of_the_roster_is_there_by_one_press_and_guests_by_another(desk: Desk) -> None:
    with desk.sanna.shop.store.writing() as db:
        group = db.scalars(select(Group.id)).one()
        db.add(RosterPerson(group_id=group, name="Eva Ek", organisation="Ria"))
        db.commit()
        person = db.scalars(select(RosterPerson.id)).one()
    desk.does("attendance", edition="1", add=str(person))
    row = {"name": "Eva Ek", "organisation": "Ria", "as": "chair", "person": str(person)}
    desk.does("attendance", edition="2", **row, came="10.15", add="guests", more_guests="3")
    with desk.sanna.shop.store.reading() as db:
        lines = attendance_of(db, newest_minutes(db, desk.meeting))
    assert [(line.name, line.part.value, str(line.came), line.guests) for line in lines] == [
        ("Eva Ek", "chair", "10:15:00", 0),
        ("", "other", "None", 3),
    ]


def test_the_attendance_of_two_secretaries_is_joined(desk: Desk) -> None:
    desk.does("attendance", edition="1", organisation="Ria")
    page = desk.does("attendance", edition="1", organisation="G7")
    assert page.status_code == 409
    desk.does("attendance", edition="2", organisation="G7", take="join")
    with desk.sanna.shop.store.reading() as db:
        lines = attendance_of(db, newest_minutes(db, desk.meeting))
    assert [line.organisation for line in lines] == ["Ria", "G7"]


def test_summary_and_days_are_saved_beside_the_points(desk: Desk) -> None:
    desk.does("frame", edition="1", summary="Kort.", next=["2026-05-17", "", "2026-04-16"])
    page = desk.does("frame", edition="1", summary="Annat.", next=["2026-06-01"])
    assert page.status_code == 409
    with desk.sanna.shop.store.reading() as db:
        assert newest_minutes(db, desk.meeting).next_dates == ["2026-04-16", "2026-05-17"]


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("frame", {"edition": "1", "next": "31 april"}),
        ("attendance", {"edition": "1", "name": "Eva", "came": "11:00", "left": "10:00"}),
        ("attendance", {"edition": "1", "name": "Eva", "came": "kvart över"}),
        ("items", {"new_title": " "}),
        ("items", {"title": "x", "kind": "rocket"}),
        ("paper", {"on": ""}),
        ("state", {"to": "published"}),
    ],
)
def test_bad_input_is_said_and_nothing_is_done(
    desk: Desk, what: str, fields: dict[str, str]
) -> None:
    assert desk.does(what, **fields).status_code == 422


def test_somebody_chosen_reads_and_approves_and_nobody_else(app: Flask, desk: Desk) -> None:
    formal(desk)
    shop = desk.sanna.shop
    with shop.store.writing() as db:
        jonas, olga = (make.account(db, name, now=NOW) for name in ("Jonas", "Olga"))
        db.commit()
    his, hers = (
        make.signed_in(app, shop.store, one, shop.branch, now=NOW) for one in (jonas, olga)
    )
    chosen(desk, "Jonas", jonas)
    desk.does("state", to="review")
    place = f"/minutes/meetings/{desk.meeting}/sign"
    page = his.client.get(place).text
    sha256 = re.findall(r'name="sha256" value="(\w+)"', page)[0]
    refused = [
        hers.client.get(place).status_code,
        hers.sends_form(place, sha256=sha256).status_code,
    ]
    his.sends_form(place, sha256=sha256)
    assert (refused, desk.state()) == ([409, 409], MinutesState.APPROVED)


def test_who_approves_reads_when_and_where_it_was(desk: Desk) -> None:
    formal(desk)
    with desk.sanna.shop.store.writing() as db:
        db.get_one(Meeting, desk.meeting).place = "Fontänhuset"
        db.commit()
    page = desk.browser.client.get(f"/minutes/meetings/{desk.meeting}/sign").text
    assert re.search(r"\d\d\.\d\d–\d\d\.\d\d</span>\s+Fontänhuset", page)


def test_paper_that_was_signed_is_noted_with_its_day(desk: Desk) -> None:
    formal(desk)
    chosen(desk, "Eva Ek")
    desk.does("state", to="review")
    assert desk.does("paper", on="2026-03-03").status_code == 422
    desk.does("paper", on="2026-03-02")
    assert desk.state() is MinutesState.APPROVED


def test_what_is_out_is_corrected_and_withdrawn_from_its_page(desk: Desk) -> None:
    with desk.sanna.shop.store.writing() as db:
        minutes = db.scalars(select(Minutes)).one()
        minutes.state, minutes.published_at = MinutesState.PUBLISHED, NOW
        db.commit()
    page = desk.browser.client.get(desk.home).text
    assert "Ångra publiceringen" in page
    assert desk.does("correct", note="").status_code == 422
    desk.does("correct", note="Fel lokal")
    assert desk.state() is MinutesState.DRAFT
    desk.does("throw-away")
    assert desk.does("withdraw", reason="").status_code == 422
    desk.does("withdraw", reason="Ett namn")
    assert "Ett namn" in desk.browser.client.get(desk.home).text


def test_a_name_in_why_something_is_withdrawn_is_asked_about_first(desk: Desk) -> None:
    with desk.sanna.shop.store.writing() as db:
        minutes = db.scalars(select(Minutes)).one()
        minutes.state, minutes.published_at = MinutesState.PUBLISHED, NOW
        db.commit()
    why = "Anna Lindqvist ville det"
    answer = desk.does("withdraw", reason=why)
    assert (answer.status_code, desk.state()) == (422, MinutesState.PUBLISHED)
    looked = re.findall(r'name="looked"[^>]*value="(\w+)"', answer.text)
    desk.does("withdraw", reason=why, looked=looked)
    assert desk.state() is MinutesState.WITHDRAWN


def test_what_is_out_is_withdrawn_while_its_correction_is_written(desk: Desk) -> None:
    with desk.sanna.shop.store.writing() as db:
        minutes = db.scalars(select(Minutes)).one()
        minutes.state, minutes.published_at = MinutesState.PUBLISHED, NOW
        db.commit()
    desk.does("correct", note="Ett namn")
    assert "/write/withdraw" in desk.browser.client.get(desk.home).text
    desk.does("withdraw", reason="Ett namn")
    with desk.sanna.shop.store.reading() as db:
        states = [*db.scalars(select(Minutes.state).order_by(Minutes.version))]
    assert states == [MinutesState.WITHDRAWN, MinutesState.DRAFT]


@pytest.mark.parametrize(("press", "fields"), [("withdraw", {"reason": "Ett namn"}), ("undo", {})])
def test_what_is_taken_back_is_gone_at_once_although_its_page_was_kept(
    app: Flask, desk: Desk, press: str, fields: dict[str, str]
) -> None:
    with desk.sanna.shop.store.writing() as db:
        out = released(db, db.scalars(select(Minutes)).one(), now=NOW).path
        db.scalars(select(Minutes)).one().published_at = NOW
        db.commit()
    anybody = app.test_client()
    assert anybody.get(out).status_code == 200
    desk.does(press, **fields)
    assert anybody.get(out).status_code == 410


def test_publishing_is_undone_by_one_press(desk: Desk) -> None:
    with desk.sanna.shop.store.writing() as db:
        minutes = db.scalars(select(Minutes)).one()
        minutes.state, minutes.published_at = MinutesState.PUBLISHED, NOW
        db.commit()
    desk.does("undo")
    assert desk.state() is MinutesState.WITHDRAWN


def test_a_meeting_that_is_not_there_is_said_not_to_be(desk: Desk) -> None:
    assert desk.browser.client.get("/minutes/meetings/99/write").status_code == 404


def test_the_page_asks_as_much_of_the_database_however_long_the_minutes_are(desk: Desk) -> None:
    asked = []
    for number in range(2):
        with counting(desk.sanna.shop.store) as statements:
            desk.browser.client.get(desk.home)
        asked.append(len(statements))
        desk.does("items", new_title=f"Punkt {number}")
    assert asked[0] == asked[1]
