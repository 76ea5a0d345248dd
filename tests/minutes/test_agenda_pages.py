"""What comes onto an agenda by itself, and what Sanna makes of it."""

import pytest
from sqlalchemy import select

from fritidsbank.minutes.models import AgendaPoint, Item, Matter, Meeting
from tests import make
from tests.minutes.calls import MARCH, agenda, browser, hands, home, planned, stored
from tests.minutes.conftest import Secretary, minutes_of
from tests.minutes.pages import opens, refused, text_of

__all__ = ["browser", "hands", "home"]
pytestmark = pytest.mark.one_database


def test_left_over_points_and_open_matters_come_along(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    before = planned(browser, home, "2017-03-15")
    for title in ("Lokalen", "Budget"):
        opens(browser, f"{before}/agenda").sends(title_new=title)
    with sanna.shop.store.writing() as db:
        points = {each.title: each for each in db.scalars(select(AgendaPoint))}
        matters = [Matter(slug=each, title=each, created_at=MARCH) for each in ("Hiss", "Cykel")]
        db.add_all(matters)
        db.flush()
        meeting = db.get_one(Meeting, stored(sanna, before).id)
        items = minutes_of(db, meeting, ("Budget", ""), ("Hissen", ""), now=MARCH)
        held = list(db.scalars(select(Item).where(Item.minutes_id == items.id).order_by(Item.id)))
        held[0].agenda_point_id, held[1].matter_id = points["Budget"].id, matters[0].id
        db.commit()
    after = planned(browser, home)
    assert agenda(sanna, after) == ["Laget runt", "Lokalen", "Hiss", "Nästa möte"]
    with sanna.shop.store.reading() as db:
        carried = db.scalars(select(AgendaPoint).where(AgendaPoint.title == "Lokalen")).all()
    assert [each.carried_from_id for each in carried] == [None, points["Lokalen"].id]


def test_what_was_taken_off_can_be_put_on_again(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    before = planned(browser, home, "2017-03-15")
    opens(browser, f"{before}/agenda").sends(title_new="Lokalen")
    opens(browser, f"{before}/cancel").sends(reason="Snö")
    after = planned(browser, home)
    assert agenda(sanna, after) == ["Laget runt", "Lokalen", "Nästa möte"]
    with sanna.shop.store.reading() as db:
        lokalen = db.scalars(select(AgendaPoint).where(AgendaPoint.title == "Lokalen")).all()
    opens(browser, f"{after}/agenda").sends(f"remove-{lokalen[1].id}")
    assert "Lokalen" not in agenda(sanna, after)
    opens(browser, f"{after}/agenda").sends(f"carry-p{lokalen[0].id}")
    assert agenda(sanna, after) == ["Laget runt", "Nästa möte", "Lokalen"]


def test_points_are_moved_by_buttons_and_what_is_written_meanwhile_is_saved(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    meeting = planned(browser, home)
    sheet = opens(browser, f"{meeting}/agenda")
    first, last = sheet.fields["row"][:2]
    answer = sheet.sends(f"up-{last}", **{f"title-{first}": "Runda"})
    assert agenda(sanna, meeting) == ["Nästa möte", "Runda"]
    page = browser.client.get(str(answer.location)).text
    assert f'value="up-{last}"' in page.split("autofocus")[0].rpartition("<button")[2]


def test_a_point_without_a_heading_is_said_and_nothing_is_lost(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    meeting = planned(browser, home)
    sheet = opens(browser, f"{meeting}/agenda")
    key = sheet.fields["row"][0]
    answer = sheet.sends(**{f"title-{key}": "", f"text-{key}": "Alla säger något"})
    assert (answer.status_code, "Alla säger något" in answer.text) == (422, True)
    assert agenda(sanna, meeting) == ["Laget runt", "Nästa möte"]


def test_a_point_that_was_dealt_with_stays_on_the_agenda(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    meeting = planned(browser, home)
    with sanna.shop.store.writing() as db:
        point = db.scalars(select(AgendaPoint).order_by(AgendaPoint.id)).first()
        minutes = minutes_of(
            db, db.get_one(Meeting, stored(sanna, meeting).id), ("Val", ""), now=MARCH
        )
        assert point is not None
        item = db.scalars(select(Item).where(Item.minutes_id == minutes.id)).one()
        item.agenda_point_id = point.id
        db.commit()
    sheet = opens(browser, f"{meeting}/agenda")
    assert sheet.sends(f"remove-{sheet.fields['row'][0]}").status_code == 409


def test_two_who_say_differently_what_a_point_is_read_the_word_that_the_other_chose(
    browser: make.Visitor, home: str
) -> None:
    meeting = planned(browser, home)
    mine, theirs = opens(browser, f"{meeting}/agenda"), opens(browser, f"{meeting}/agenda")
    first = mine.fields["row"][0]
    theirs.sends(**{f"kind-{first}": "decision"})
    assert "”Beslut”" in text_of(mine.sends(**{f"kind-{first}": "discussion"}))


def test_two_who_write_one_agenda_lose_nothing(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    meeting = planned(browser, home)
    mine, theirs = opens(browser, f"{meeting}/agenda"), opens(browser, f"{meeting}/agenda")
    first, last = mine.fields["row"][:2]
    theirs.sends(f"remove-{last}", title_new="Från Lena", **{f"title-{first}": "Lenas runda"})
    answer = mine.sends(title_new="Från mig", **{f"title-{first}": "Min runda"})
    assert answer.status_code == 409
    assert "Lenas runda" in text_of(answer)
    assert refused(browser, answer, f"{meeting}/agenda").sends().status_code == 303
    assert agenda(sanna, meeting) == ["Min runda", "Från Lena", "Från mig"]
