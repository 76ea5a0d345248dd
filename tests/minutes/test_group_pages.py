"""Sanna starts a group, says who belongs to it, and publishes its page."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from fritidsbank import clock
from fritidsbank.clock import local_day
from fritidsbank.minutes.models import Group, Membership, RosterPerson
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.rendition import GroupPage, from_json
from fritidsbank.minutes.rules import GroupStatus, PublishedKind
from tests import make
from tests.minutes.conftest import Secretary
from tests.minutes.pages import Sheet, opens, refused, text_of

pytestmark = pytest.mark.one_database

NEW = "/minutes/groups/new"
NAME = "Ledningsgrupp för utveckling"


@pytest.fixture
def browser(app: Flask, sanna: Secretary) -> make.Visitor:
    """Sanna's browser."""
    shop = sanna.shop
    return make.signed_in(app, shop.store, sanna.account, shop.branch, now=clock.now())


@pytest.fixture
def home(browser: make.Visitor) -> str:
    """The page of a group that she has just started."""
    return started(browser)


def started(browser: make.Visitor, name: str = NAME, **fields: str) -> str:
    answer = opens(browser, NEW).sends(name=name, **fields)
    assert answer.status_code == 303, text_of(answer)
    return str(answer.location).split("?")[0]


def group_of(sanna: Secretary, home: str) -> Group:
    with sanna.shop.store.reading() as db:
        return db.get_one(Group, int(home.rpartition("/")[2]))


def out(sanna: Secretary) -> list[Published]:
    """Every version of every group's page that ever was out."""
    with sanna.shop.store.reading() as db:
        kind = Published.kind == PublishedKind.GROUP
        return list(db.scalars(select(Published).where(kind).order_by(Published.id)))


def ticked(sheet: Sheet, answer: TestResponse) -> Sheet:
    """The same form with every box ticked that the answer asks about."""
    sheet.fields |= {name: ["yes"] for name in re.findall(r'name="(ok-\w+)"', answer.text)}
    return sheet


def published(browser: make.Visitor, home: str) -> TestResponse:
    return opens(browser, f"{home}/publish").sends()


def test_a_group_gets_its_address_from_its_name(sanna: Secretary, home: str) -> None:
    assert group_of(sanna, home).slug == "ledningsgrupp-for-utveckling"


@pytest.mark.parametrize("name", ["", "Sök", "!!!", NAME])
def test_a_name_that_gives_no_address_is_said_beside_the_field(
    browser: make.Visitor, home: str, name: str
) -> None:
    answer = opens(browser, NEW).sends(name=name, purpose="Vi samordnar")
    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text
    assert "Vi samordnar" in answer.text


def test_a_group_that_does_not_meet_says_why_and_since_when(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    sheet = opens(browser, f"{home}/edit")
    assert sheet.sends(status="dormant").status_code == 422
    sheet.sends(status="dormant", status_reason="Ingen samordnare")
    group = group_of(sanna, home)
    assert (group.status, group.status_reason) == (GroupStatus.DORMANT, "Ingen samordnare")
    assert group.status_on == local_day(clock.now())


def test_minutes_are_erased_by_decision_only(browser: make.Visitor, home: str) -> None:
    sheet = opens(browser, f"{home}/edit")
    assert sheet.sends(keep_years="3").status_code == 422
    assert sheet.sends(keep_years="3", keep_decision="KS 2026/114").status_code == 303


def test_nobody_outside_sees_a_group_before_it_is_published(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    assert out(sanna) == []
    published(browser, home)
    assert [one.key for one in out(sanna)] == ["ledningsgrupp-for-utveckling"]


def test_a_change_is_out_when_somebody_has_seen_what_it_changes(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    published(browser, home)
    opens(browser, f"{home}/edit").sends(time_rule="En torsdag i månaden")
    assert len(out(sanna)) == 1
    assert "En torsdag i månaden" in text_of(browser.client.get(f"{home}/publish"))
    published(browser, home)
    said = [from_json(GroupPage, one.document).time_rule for one in out(sanna)]
    assert said == ["", "En torsdag i månaden"]


def test_the_address_stays_once_it_is_published(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    opens(browser, f"{home}/edit").sends(name="Ledningen")
    assert group_of(sanna, home).slug == "ledningen"
    published(browser, home)
    opens(browser, f"{home}/edit").sends(name="Samordningsgruppen")
    assert group_of(sanna, home).slug == "ledningen"


def test_an_address_that_was_published_once_is_no_other_groups(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    published(browser, home)
    opens(browser, f"{home}/edit").sends(name="Ledningen")
    assert opens(browser, NEW).sends(name=NAME).status_code == 422


def test_what_was_changed_since_it_was_read_is_not_published(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    sheet = opens(browser, f"{home}/publish")
    opens(browser, f"{home}/edit").sends(purpose="Något helt annat")
    answer = sheet.sends()
    assert answer.status_code == 409
    assert out(sanna) == []


def test_a_phone_number_is_published_when_somebody_has_ticked_it_and_asked_once(
    browser: make.Visitor, sanna: Secretary
) -> None:
    home = started(browser, contact="Samordnaren, 070-174 06 05")
    sheet = opens(browser, f"{home}/publish")
    answer = sheet.sends()
    assert (answer.status_code, out(sanna)) == (422, [])
    assert "070-174 06 05" in text_of(answer)
    assert ticked(sheet, answer).sends().status_code == 303
    opens(browser, f"{home}/edit").sends(purpose="Vi samordnar")
    assert published(browser, home).status_code == 303


def test_organisations_come_and_go_with_their_days(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    for name in ("Ria", "Fontänhuset"):
        opens(browser, f"{home}/members").sends(organisation_new=name)
    sheet = opens(browser, f"{home}/members")
    assert sheet.fields["row"] == ["2", "1", "new"]
    sheet.sends(until_1="2017-01-01")
    published(browser, home)
    assert from_json(GroupPage, out(sanna)[0].document).members == ("Fontänhuset",)


def test_an_organisation_does_not_leave_before_it_came(browser: make.Visitor, home: str) -> None:
    sheet = opens(browser, f"{home}/members")
    answer = sheet.sends(organisation_new="Ria", since_new="2017-02-01", until_new="2017-01-01")
    assert (answer.status_code, "until-new-error" in answer.text) == (422, True)


def test_a_row_is_taken_away_by_its_button(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    opens(browser, f"{home}/members").sends(organisation_new="Ria")
    opens(browser, f"{home}/members").sends("remove-1")
    with sanna.shop.store.reading() as db:
        assert db.scalars(select(Membership)).all() == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"official-new": "yes", "agreed-new": "2017-01-01"}, 303),
        ({"official-new": "yes"}, 422),
        ({"agreed-new": "2017-01-01"}, 422),
        ({}, 303),
    ],
)
def test_an_official_is_named_with_the_day_when_they_agreed(
    browser: make.Visitor, sanna: Secretary, home: str, fields: dict[str, str], status: int
) -> None:
    answer = opens(browser, f"{home}/people").sends(name_new="Lena Alm", **fields)
    assert answer.status_code == status
    with sanna.shop.store.reading() as db:
        agreed = [each.agreed_on for each in db.scalars(select(RosterPerson))]
    day = fields.get("agreed-new")
    wanted = [date.fromisoformat(day) if day else None] if status == 303 else []
    assert agreed == wanted


def test_the_front_page_leads_nowhere_where_she_may_not_go(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    page = browser.client.get("/minutes").text
    assert home in page
    assert "/minutes/site" not in page


def test_the_group_is_told_to_nobody_by_name(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    opens(browser, f"{home}/people").sends(name_new="Lena Alm", function_new="samordnare")
    published(browser, home)
    assert "Alm" not in str(out(sanna)[0].document)


def test_two_who_change_different_fields_keep_both(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    mine, theirs = opens(browser, f"{home}/edit"), opens(browser, f"{home}/edit")
    theirs.sends(place_rule="På Ria")
    assert mine.sends(time_rule="Torsdagar").status_code == 303
    group = group_of(sanna, home)
    assert (group.place_rule, group.time_rule) == ("På Ria", "Torsdagar")


def test_two_who_change_the_same_field_see_both_and_one_decides(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    mine, theirs = opens(browser, f"{home}/edit"), opens(browser, f"{home}/edit")
    theirs.sends(place_rule="På Ria")
    answer = mine.sends(place_rule="På Fontänhuset", time_rule="Torsdagar")
    page = text_of(answer)
    assert answer.status_code == 409
    assert "På Ria" in page
    again = refused(browser, answer, f"{home}/edit")
    assert again.fields["place_rule"] == ["På Fontänhuset"]
    assert group_of(sanna, home).place_rule == "På Ria"
    assert again.sends().status_code == 303
    group = group_of(sanna, home)
    assert (group.place_rule, group.time_rule) == ("På Fontänhuset", "Torsdagar")


def test_two_who_choose_differently_read_the_word_that_the_other_chose(
    browser: make.Visitor, home: str
) -> None:
    mine, theirs = opens(browser, f"{home}/edit"), opens(browser, f"{home}/edit")
    theirs.sends(status="dormant", status_reason="Vilar i vinter")
    answer = mine.sends(status="ended", status_reason="Klart")
    assert "”Vilande”" in text_of(answer)


def test_two_who_add_an_organisation_each_have_both_on_the_list(
    browser: make.Visitor, sanna: Secretary, home: str
) -> None:
    mine, theirs = opens(browser, f"{home}/members"), opens(browser, f"{home}/members")
    theirs.sends(organisation_new="Ria")
    mine.sends(organisation_new="Fontänhuset")
    with sanna.shop.store.reading() as db:
        names = {each.organisation for each in db.scalars(select(Membership))}
    assert names == {"Ria", "Fontänhuset"}
