"""Sanna's browser in March 2017, a group that is published, and what she does with its meetings."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from fritidsbank.minutes.models import AgendaPoint, Meeting
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.rendition import NoticePage, from_json
from fritidsbank.minutes.rules import PublishedKind
from tests import make
from tests.hands import Hands, hands_of_the_clock
from tests.minutes.conftest import Secretary, each_wednesday, leading_group
from tests.minutes.pages import opens, text_of

MARCH = datetime(2017, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """The clock on her wall: ten in the morning, in March 2017."""
    return hands_of_the_clock(monkeypatch, MARCH)


@pytest.fixture
def browser(app: Flask, sanna: Secretary, hands: Hands) -> make.Visitor:
    """Sanna's browser."""
    shop = sanna.shop
    return make.signed_in(app, shop.store, sanna.account, shop.branch, now=MARCH)


@pytest.fixture
def home(browser: make.Visitor, sanna: Secretary) -> str:
    """The page of a group that is published, with two points of every meeting."""
    with sanna.shop.store.writing() as db:
        group = leading_group(db, now=MARCH)
        group.agenda = [{"title": "Laget runt"}, {"title": "Nästa möte", "last": True}]
        each_wednesday(db, group)
        db.commit()
        home = f"/minutes/groups/{group.id}"
    assert opens(browser, f"{home}/publish").sends().status_code == 303
    return home


def planned(browser: make.Visitor, home: str, day: str = "2017-04-19", **fields: str) -> str:
    """A meeting at 10 o'clock; its page."""
    answer = opens(browser, f"{home}/meetings/new").sends(day=day, place="Ria", **fields)
    assert answer.status_code == 303, text_of(answer)
    return str(answer.location).split("?")[0]


def called(browser: make.Visitor, meeting: str, note: str = "Nytt") -> None:
    """Its notice is out."""
    sheet = opens(browser, f"{meeting}/notice")
    answer = sheet.sends(note=note) if "note" in sheet.fields else sheet.sends()
    assert answer.status_code == 303, text_of(answer)


def stored(sanna: Secretary, meeting: str) -> Meeting:
    with sanna.shop.store.reading() as db:
        return db.get_one(Meeting, int(meeting.rpartition("/")[2]))


def agenda(sanna: Secretary, meeting: str) -> list[str]:
    with sanna.shop.store.reading() as db:
        mine = AgendaPoint.meeting_id == int(meeting.rpartition("/")[2])
        found = select(AgendaPoint.title).where(mine).order_by(AgendaPoint.position)
        return list(db.scalars(found))


def notices(sanna: Secretary) -> list[tuple[Published, NoticePage]]:
    with sanna.shop.store.reading() as db:
        kind = Published.kind == PublishedKind.NOTICE
        rows = list(db.scalars(select(Published).where(kind).order_by(Published.id)))
    return [(row, from_json(NoticePage, row.document)) for row in rows]
