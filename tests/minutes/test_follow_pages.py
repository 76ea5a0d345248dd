"""Sanna follows matters, actions and proposals in her browser, and everybody reads the answers."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from fritidsbank import clock
from fritidsbank.minutes.following.matters import Told, begin_matter
from fritidsbank.minutes.models import FollowUp, Matter, MatterEvent, RosterPerson
from fritidsbank.minutes.privacy.glancing import glance
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import newest
from fritidsbank.minutes.rules import MatterState, OutcomeKind, PublishedKind
from tests import make
from tests.minutes.conftest import Secretary, leading_group, meeting_of, minutes_of
from tests.minutes.released import outcome, released

pytestmark = pytest.mark.one_database

KIM = "Kim Karlsson har telefon 070-174 06 05"


@pytest.fixture
def browser(app: Flask, sanna: Secretary) -> make.Visitor:
    """Sanna's browser."""
    shop = sanna.shop
    return make.signed_in(app, shop.store, sanna.account, shop.branch, now=clock.now())


@pytest.fixture
def proposed(sanna: Secretary) -> tuple[str, str]:
    """A proposal and an action of published minutes; their keys."""
    with sanna.shop.store.writing() as db:
        now = sanna.shop.now
        meeting = meeting_of(db, leading_group(db, now=now), now=now)
        minutes = minutes_of(db, meeting, ("Lokalen", ""), now=now)
        proposal = outcome(db, minutes, OutcomeKind.PROPOSAL, "Fler bord")
        action = outcome(db, minutes, OutcomeKind.ACTION, "Ring Ria", due_on=date(2017, 5, 1))
        released(db, minutes, now=now)
        db.commit()
    return proposal, action


def matter_of(sanna: Secretary) -> int:
    """The Fritidsbank, which everybody can follow."""
    with sanna.shop.store.writing() as db:
        told = Told("Fritidsbank", "", MatterState.OPEN)
        made = begin_matter(db, told, now=sanna.shop.now).id
        db.commit()
    return made


def mark_in(page: str) -> str:
    """The value of the box that says that somebody has looked."""
    found = re.search(r'name="looked"\s+value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_a_matter_is_begun_and_everybody_can_read_it(
    browser: make.Visitor, sanna: Secretary
) -> None:
    form = {"title": "Fritidsbank på Söder", "state": "waiting", "awaited": "Budget"}
    answer = browser.sends_form("/minutes/matters/new", **form, public="yes")
    assert answer.status_code == 303
    assert "Budget" in browser.client.get("/minutes/matters").text
    with sanna.shop.store.reading() as db:
        assert newest(db, PublishedKind.MATTER, "fritidsbank-pa-soder") is not None


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"state": "lost"}, {"awaited_on": "2017-02-30"}, {"title": "!"}]
)
def test_what_cannot_be_used_is_said_and_kept(
    browser: make.Visitor, sanna: Secretary, wrong: dict[str, str]
) -> None:
    form = {"title": "Fritidsbank", "state": "open", "about": "Gratis"} | wrong
    answer = browser.sends_form("/minutes/matters/new", **form)
    assert answer.status_code == 422
    assert "Gratis" in answer.text
    with sanna.shop.store.reading() as db:
        assert db.scalars(select(Matter)).all() == []


def test_what_looks_private_is_published_when_somebody_says_so(
    browser: make.Visitor, sanna: Secretary
) -> None:
    matter = matter_of(sanna)
    path = f"/minutes/matters/{matter}/events"
    asked = browser.sends_form(path, text=KIM)
    said = browser.sends_form(path, text=KIM, looked=mark_in(asked.text))
    assert (asked.status_code, said.status_code) == (422, 303)
    assert "070-174 06 05" in asked.text


def test_a_tick_holds_for_the_words_that_were_looked_at(
    browser: make.Visitor, sanna: Secretary
) -> None:
    path = f"/minutes/matters/{matter_of(sanna)}/events"
    mark = mark_in(browser.sends_form(path, text=KIM).text)
    answer = browser.sends_form(path, text="Ring 070-174 06 99", looked=mark)
    assert answer.status_code == 422


def test_a_line_of_the_story_is_added_and_taken_away(
    browser: make.Visitor, sanna: Secretary
) -> None:
    matter = matter_of(sanna)
    browser.sends_form(f"/minutes/matters/{matter}/events", text="Vi har nycklar", on="2017-05-01")
    there = browser.client.get(f"/minutes/matters/{matter}").text
    with sanna.shop.store.reading() as db:
        line = db.scalars(select(MatterEvent.id)).one()
    browser.sends_form(f"/minutes/matters/{matter}/events/{line}/remove")
    gone = browser.client.get(f"/minutes/matters/{matter}").text
    assert ("Vi har nycklar" in there, "Vi har nycklar" in gone) == (True, False)


def test_two_who_change_a_matter_at_once_do_not_overrule_each_other(
    browser: make.Visitor, sanna: Secretary
) -> None:
    path = f"/minutes/matters/{matter_of(sanna)}"
    form = {"title": "Fritidsbank", "state": "open", "edition": "1"}
    first = browser.sends_form(path, **form, about="Det första")
    second = browser.sends_form(path, **form, about="Det andra")
    assert (first.status_code, second.status_code) == (303, 409)
    assert "Det andra" in second.text


def test_what_is_late_stands_first(browser: make.Visitor, proposed: tuple[str, str]) -> None:
    page = browser.client.get("/minutes/follow").text
    assert page.index("Ring Ria") < page.index("Fler bord")


def test_the_front_page_says_how_much_is_late(
    browser: make.Visitor, proposed: tuple[str, str]
) -> None:
    before = browser.client.get("/minutes").text
    for key in proposed:
        browser.sends_form(f"/minutes/follow/{key}", state="done", note="Klart")
    late = "2 åtgärder har passerat sin dag"
    assert (late in before, late in browser.client.get("/minutes").text) == (True, False)


def test_an_answer_is_read_by_everybody_at_once(
    browser: make.Visitor, sanna: Secretary, proposed: tuple[str, str]
) -> None:
    key = proposed[0]
    answer = browser.sends_form(f"/minutes/follow/{key}", state="done", note="De är köpta")
    assert answer.status_code == 303
    assert "De är köpta" in browser.client.get(f"/minutes/follow/{key}").text
    with sanna.shop.store.reading() as db:
        row = newest(db, PublishedKind.PROPOSAL, key)
        assert row is not None
        assert row.document["answers"][0]["note"] == "De är köpta"


def test_an_answer_that_was_wrong_is_put_right_and_shown_as_corrected(
    browser: make.Visitor, sanna: Secretary, proposed: tuple[str, str]
) -> None:
    path = f"/minutes/follow/{proposed[0]}"
    browser.sends_form(path, state="dropped", note="Det finns inga pengar")
    browser.sends_form(path, state="open", note="Vi frågar igen")
    with sanna.shop.store.reading() as db:
        wrong = min(db.scalars(select(FollowUp.id)))
    asked = browser.client.get(f"{path}?corrects={wrong}").text
    form = {"corrects": str(wrong), "state": "open", "note": "Budgeten är inte klar"}
    assert browser.sends_form(path, **form).status_code == 303
    page = browser.client.get(f"/moten/forslag/{proposed[0]}").text
    assert "Det finns inga pengar</textarea>" in asked
    assert "Det finns inga pengar" not in page
    assert page.index("Vi frågar igen") < page.index("Budgeten är inte klar")
    assert "Rättat" in page[page.index("Budgeten är inte klar") :]
    with sanna.shop.store.reading() as db:
        out = select(Published.document).where(Published.kind == PublishedKind.PROPOSAL)
        assert "inga pengar" not in str(db.scalars(out).all())


def test_putting_a_former_answer_right_does_not_close_what_is_open(
    browser: make.Visitor, sanna: Secretary, proposed: tuple[str, str]
) -> None:
    path = f"/minutes/follow/{proposed[0]}"
    browser.sends_form(path, state="dropped", note="Nej")
    browser.sends_form(path, state="open", note="Vi frågar igen")
    with sanna.shop.store.reading() as db:
        wrong = min(db.scalars(select(FollowUp.id)))
    browser.sends_form(path, corrects=str(wrong), state="dropped", note="Inte i år")
    assert "Fler bord" in browser.client.get("/minutes/follow").text


@pytest.mark.parametrize("number", ["999", "x", "-1"])
def test_nothing_is_put_right_that_was_never_said(
    browser: make.Visitor, proposed: tuple[str, str], number: str
) -> None:
    path = f"/minutes/follow/{proposed[0]}"
    answer = browser.sends_form(path, corrects=number, state="done", note="Ja")
    assert answer.status_code == 404


def test_an_answer_that_looks_private_waits(
    browser: make.Visitor, sanna: Secretary, proposed: tuple[str, str]
) -> None:
    answer = browser.sends_form(f"/minutes/follow/{proposed[0]}", state="done", note=KIM)
    assert answer.status_code == 422
    with sanna.shop.store.reading() as db:
        assert db.scalars(select(FollowUp)).all() == []


@pytest.mark.parametrize(
    "form",
    [
        {"state": "open"},
        {"state": "open", "promised_on": "2017-05-01"},
        {"state": "gone", "note": "x"},
        {},
    ],
    ids=["nothing", "a day that has passed", "no such state", "empty"],
)
def test_a_proposal_is_not_put_off_with_nothing(
    browser: make.Visitor, proposed: tuple[str, str], form: dict[str, str]
) -> None:
    assert browser.sends_form(f"/minutes/follow/{proposed[0]}", **form).status_code == 422


def test_a_promised_day_is_shown(browser: make.Visitor, proposed: tuple[str, str]) -> None:
    day = (clock.local_day(clock.now()) + timedelta(days=9)).isoformat()
    path = f"/minutes/follow/{proposed[0]}"
    assert browser.sends_form(path, state="open", promised_on=day).status_code == 303
    assert f'value="{day}"' in browser.client.get(path).text


def test_an_action_that_is_done_leaves_the_list_and_publishes_nothing(
    browser: make.Visitor, sanna: Secretary, proposed: tuple[str, str]
) -> None:
    browser.sends_form(f"/minutes/follow/{proposed[1]}", state="done")
    assert "Ring Ria" not in browser.client.get("/minutes/follow").text
    assert "Ring Ria" in browser.client.get("/minutes/follow?all=yes").text
    with sanna.shop.store.reading() as db:
        kinds = set(db.scalars(select(Published.kind)))
    assert kinds == {PublishedKind.MINUTES}


@pytest.mark.parametrize("path", ["/minutes/matters/99", "/minutes/follow/no-such-key"])
def test_what_is_not_there_is_said_kindly(browser: make.Visitor, path: str) -> None:
    assert browser.client.get(path).status_code == 404


def test_an_answer_that_names_somebody_whom_a_group_knows_is_looked_at_first(
    sanna: Secretary,
) -> None:
    with sanna.shop.store.writing() as db:
        group = leading_group(db, now=sanna.shop.now)
        db.add(RosterPerson(group_id=group.id, name="Xhqwe Vorbz"))
        db.flush()
        assert glance(db, ["Xhqwe svarar i maj"]).words == ("Xhqwe",)
