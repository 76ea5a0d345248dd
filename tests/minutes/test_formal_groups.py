"""A formal group chooses who approves its minutes, and notes when they are posted."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.db import Store
from fritidsbank.minutes.agendas import TemplatePoint, set_template
from fritidsbank.minutes.meanwhile import SavedAtOnce
from fritidsbank.minutes.models import Adjuster, Group, Meeting, Minutes
from fritidsbank.minutes.next_step import Stage, Step, next_step
from fritidsbank.minutes.rules import MeetingState, MinutesState, OutcomeKind, Profile
from fritidsbank.minutes.writing.approving import approve_on_paper
from fritidsbank.staff.models import Account, AccountKind
from fritidsbank.web.access import Role
from fritidsbank.web.room import settle
from tests import make
from tests.at_once import at_once
from tests.counter.conftest import counting
from tests.minutes.calls import MARCH, browser, called, hands, home, planned
from tests.minutes.conftest import Secretary, leading_group, meeting_of, minutes_of
from tests.minutes.pages import opens, text_of
from tests.minutes.released import outcome, released

__all__ = ["browser", "hands", "home"]


@pytest.fixture
def held(sanna: Secretary, home: str) -> str:
    """A meeting of a formal group, held ten days ago; its page."""
    with sanna.shop.store.writing() as db:
        group = db.scalars(select(Group)).one()
        group.profile = Profile.FORMAL
        meeting = meeting_of(db, group, now=MARCH, at=MARCH - timedelta(days=10))
        db.commit()
        return f"/minutes/meetings/{meeting.id}"


def approved(sanna: Secretary, held: str) -> None:
    """Its minutes were approved this morning."""
    with sanna.shop.store.writing() as db:
        meeting = db.get_one(Meeting, int(held.rpartition("/")[2]))
        minutes = minutes_of(db, meeting, ("Val", ""), now=MARCH)
        minutes.state, minutes.approved_at = MinutesState.APPROVED, MARCH
        db.commit()


def posting(sanna: Secretary) -> tuple[date | None, date | None, str]:
    with sanna.shop.store.reading() as db:
        minutes = db.scalars(select(Minutes)).one()
    return minutes.posted_on, minutes.posted_until_on, minutes.kept_where


@pytest.mark.one_database
def test_the_front_page_says_by_when_minutes_are_approved_and_posted(
    browser: make.Visitor, sanna: Secretary, held: str
) -> None:
    assert "justeras senast söndag 5 mars" in text_of(browser.client.get("/minutes"))
    approved(sanna, held)
    assert "anslås senast fredag 3 mars" in text_of(browser.client.get("/minutes"))
    assert "anslås senast fredag 3 mars" in text_of(browser.client.get(held))


@pytest.mark.one_database
def test_an_open_group_is_not_asked_for_minutes(browser: make.Visitor, home: str) -> None:
    meeting = planned(browser, home, "2017-02-01")
    assert "Att göra nu" not in text_of(browser.client.get("/minutes"))
    assert "klarar sig utan anteckningar" in text_of(browser.client.get(meeting))


@pytest.mark.one_database
def test_a_posting_hangs_for_three_weeks_unless_somebody_says_longer(
    browser: make.Visitor, sanna: Secretary, held: str
) -> None:
    assert browser.sends_form(f"{held}/board", posted="2017-03-01", kept="Hos").status_code == 409
    approved(sanna, held)
    opens(browser, f"{held}/board").sends(until="", kept="Kommunarkivet")
    assert posting(sanna) == (date(2017, 3, 1), date(2017, 3, 23), "Kommunarkivet")
    sheet = opens(browser, f"{held}/board")
    assert sheet.sends(until="2017-02-28").status_code == 422
    sheet.sends(until="2017-03-27")
    assert posting(sanna)[1] == date(2017, 3, 27)


@pytest.mark.one_database
def test_who_approves_is_chosen_by_account_or_by_name(
    browser: make.Visitor, sanna: Secretary, held: str
) -> None:
    page = f"{held}/adjusters"
    opens(browser, page).sends(name_new="Sanna", account_new=str(sanna.account))
    opens(browser, page).sends(name_new="Ordföranden")
    assert opens(browser, page).sends(name_new="X", account_new="99").status_code == 422
    with sanna.shop.store.reading() as db:
        found = [(each.name, each.account_id) for each in db.scalars(select(Adjuster))]
    assert found == [("Sanna", sanna.account), ("Ordföranden", None)]
    assert (
        opens(browser, page).sends(name_new="Igen", account_new=str(sanna.account)).status_code
        == 422
    )


@pytest.mark.one_database
def test_an_account_that_several_share_approves_nothing(
    browser: make.Visitor, sanna: Secretary, held: str
) -> None:
    with sanna.shop.store.writing() as db:
        desk = make.account(db, "Disken", [(Role.COUNTER, None)], now=MARCH)
        db.get_one(Account, desk).kind = AccountKind.POST
        gone = make.account(db, "Rut", now=MARCH)
        db.get_one(Account, gone).closed_at = MARCH
        db.commit()
    page = f"{held}/adjusters"
    shown = browser.client.get(page).text
    for account, name in ((desk, "Disken"), (gone, "Rut")):
        assert f">{name}</option>" not in shown
        sent = opens(browser, page).sends(name_new=name, account_new=str(account))
        assert sent.status_code == 422


@pytest.mark.one_database
def test_whoever_has_signed_stays_who_they_are(
    browser: make.Visitor, sanna: Secretary, held: str
) -> None:
    page = f"{held}/adjusters"
    opens(browser, page).sends(name_new="Ordföranden")
    with sanna.shop.store.writing() as db:
        meeting = db.get_one(Meeting, int(held.rpartition("/")[2]))
        minutes = minutes_of(db, meeting, ("Val", ""), now=MARCH)
        minutes.state = MinutesState.REVIEW
        chosen = db.scalars(select(Adjuster)).one().id
        approve_on_paper(db, minutes, chosen, MARCH.date(), by=sanna.account, now=MARCH)
        db.commit()
    assert opens(browser, page).sends(**{f"name-{chosen}": "Någon annan"}).status_code == 409
    with sanna.shop.store.reading() as db:
        assert db.scalars(select(Adjuster)).one().name == "Ordföranden"


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({}, Step.AGENDA),
        ({"has_points": True}, Step.NOTICE),
        ({"has_points": True, "is_called": True}, Step.MEET),
        ({"has_points": True, "is_called": True, "is_changed": True}, Step.RENEW),
        ({"has_begun": True}, Step.WRITE),
        ({"has_begun": True, "is_called": True, "is_changed": True}, Step.WRITE),
        ({"state": MeetingState.CANCELLED}, Step.NOTHING),
        ({"state": MeetingState.CANCELLED, "is_called": True, "is_changed": True}, Step.RENEW),
        ({"minutes": MinutesState.DRAFT}, Step.GO_ON),
        ({"minutes": MinutesState.APPROVED}, Step.PUBLISH),
        ({"minutes": MinutesState.PUBLISHED}, Step.NOTHING),
        ({"minutes": MinutesState.WITHDRAWN}, Step.NOTHING),
    ],
)
def test_one_thing_comes_next(changes: dict[str, object], step: Step) -> None:
    facts: dict[str, object] = {
        "state": MeetingState.PLANNED,
        "has_begun": False,
        "has_points": False,
        "is_called": False,
        "is_changed": False,
        "minutes": None,
    }
    assert next_step(Stage(**{**facts, **changes})) is step  # type: ignore[arg-type]


def test_no_page_asks_more_of_the_database_when_there_is_more(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    meeting = planned(browser, home)
    called(browser, meeting)
    paths = [
        "/minutes",
        *(f"{home}{tail}" for tail in ("", "/edit", "/members", "/people", "/publish", "/agenda")),
        *(f"{home}{tail}" for tail in ("/meetings", "/series", "/meetings/new")),
        *(f"{meeting}{tail}" for tail in ("", "/edit", "/agenda", "/notice", "/move", "/cancel")),
        *(f"{meeting}{tail}" for tail in ("/adjusters", "/board")),
        "/minutes/series/1",
    ]
    with sanna.shop.store.writing() as db:
        group = db.scalars(select(Group)).one()
        left_to_do(db, group, MARCH - timedelta(days=1))
        db.commit()
    few = cost_of(browser, sanna, paths)
    with sanna.shop.store.writing() as db:
        group = db.scalars(select(Group)).one()
        for days in range(1, 40):
            left_to_do(db, group, MARCH + timedelta(days=days))
            leading_group(db, now=MARCH, slug=f"grupp-{days}")
        db.commit()
    for number in range(5):
        opens(browser, f"{meeting}/agenda").sends(title_new=f"Punkt {number}")
        opens(browser, f"{home}/people").sends(name_new=f"Person {number}")
    assert cost_of(browser, sanna, paths) == few
    assert {path: count for path, count in few.items() if count > 8} == {}


def left_to_do(db: Session, group: Group, at: datetime) -> None:
    """A meeting whose published minutes say what is still to be done."""
    minutes = minutes_of(db, meeting_of(db, group, now=MARCH, at=at), ("Val", ""), now=MARCH)
    outcome(db, minutes, OutcomeKind.ACTION, "Ring Ria om nycklarna")
    released(db, minutes, now=MARCH)


def cost_of(browser: make.Visitor, sanna: Secretary, paths: list[str]) -> dict[str, int]:
    """How many statements each page takes."""
    found = {}
    for path in paths:
        with counting(sanna.shop.store) as sent:
            assert browser.client.get(path).status_code == 200
        found[path] = len(sent)
    return found


def test_of_two_who_save_in_one_moment_the_second_meets_what_the_first_did(
    sanna: Secretary, store: Store
) -> None:
    with store.writing() as db:
        group = leading_group(db, now=MARCH).id
        db.commit()

    def adds(title: str) -> None:
        with store.writing() as db:

            def once() -> None:
                there = db.get_one(Group, group, populate_existing=True)
                points = [TemplatePoint(each["title"]) for each in there.agenda]
                set_template(db, there, [*points, TemplatePoint(title)])

            settle(db, once)

    at_once(*(lambda title=f"Punkt {n}": adds(title) for n in range(4)))
    with store.reading() as db:
        there = db.get_one(Group, group)
        assert {each["title"] for each in there.agenda} == {f"Punkt {n}" for n in range(4)}
        assert there.edition == 5
        assert db.scalar(select(func.count()).select_from(Group)) == 1


def test_an_edition_that_somebody_else_has_taken_is_refused(sanna: Secretary, store: Store) -> None:
    with store.writing() as db:
        group = leading_group(db, now=MARCH).id
        db.commit()
    with store.writing() as db:
        mine = db.get_one(Group, group)
        mine.edition  # noqa: B018 - read before the other one saves
        db.expunge(mine)
        db.get_one(Group, group).edition = 7
        db.flush()
        with pytest.raises(SavedAtOnce):
            set_template(db, mine, [])
