"""What is sent by hand, what went astray, the words of a branch, and the dry run."""

import csv
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from io import StringIO

import pytest
from flask import Flask
from sqlalchemy import update

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.clock import local_day
from fritidsbank.people.actions import note_call
from fritidsbank.reminders.models import Reminder
from fritidsbank.reminders.rules import Became, Channel
from tests import make
from tests.counter.conftest import counting
from tests.hands import hands_of_the_clock
from tests.reminders.conftest import Desk

pytestmark = pytest.mark.one_database

LATE = 15


@pytest.fixture
def disken(app: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> make.Visitor:
    """The browser at the counter of a shop that has a gateway."""
    hands_of_the_clock(monkeypatch, desk.now)
    here = app.extensions["fritidsbank.settings"]
    app.extensions["fritidsbank.settings"] = replace(here, sms=desk.broker.address())
    shop = desk.shop
    return make.signed_in(app, shop.store, shop.account, shop.branch, now=desk.now)


@pytest.fixture
def astrid(app: Flask, desk: Desk, disken: make.Visitor) -> make.Visitor:
    """The browser of who is in charge of everything."""
    del disken
    return make.signed_in(app, desk.shop.store, desk.shop.admin, desk.shop.branch, now=desk.now)


def loans_on(page: str) -> list[str]:
    return re.findall(r'name="loan"\s+value="(\d+)"', page)


def test_whoever_is_due_stands_on_the_page(desk: Desk, disken: make.Visitor) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    page = disken.client.get("/reminders").text
    assert ("Sara" in page, "070-174 06 05" in page, "Går av sig självt" in page) == (True,) * 3


def test_whoever_asked_for_peace_does_not(desk: Desk, disken: make.Visitor) -> None:
    sara = desk.meets("Sara")
    desk.lends("Hjälm", sara, days_ago=LATE)
    with desk.writing() as db:
        note_call(db, sara, notes="", do_not_remind=True, on=local_day(desk.now))
    assert "Sara" not in disken.client.get("/reminders").text


def test_whoever_has_a_landline_is_to_be_rung(desk: Desk, disken: make.Visitor) -> None:
    desk.lends("Hjälm", desk.meets("Sara", "018-12 34 56"), days_ago=LATE)
    assert "1 kan inte få sms: ring." in disken.client.get("/reminders").text


def test_what_is_told_by_hand_is_not_sent(desk: Desk, disken: make.Visitor) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    disken.sends_form("/reminders/by-hand", loan=loans_on(disken.client.get("/reminders").text))
    desk.ticks()
    assert ([one.channel for one in desk.reminders()], desk.broker.requests) == (
        [Channel.BY_HAND],
        [],
    )


def test_a_loan_with_a_number_that_is_none_is_nobodys(desk: Desk, disken: make.Visitor) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    answer = disken.sends_form("/reminders/by-hand", loan=["9" * 5_000, "²", "-1", ""])
    assert (answer.status_code, desk.reminders()) == (303, [])


def test_told_by_hand_twice_is_told_once(desk: Desk, disken: make.Visitor) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    loans = loans_on(disken.client.get("/reminders").text)
    for _ in range(2):
        assert disken.sends_form("/reminders/by-hand", loan=loans).status_code == 303
    assert len(desk.reminders()) == 1


def test_what_was_lent_since_the_page_was_opened_is_not_told(
    desk: Desk, disken: make.Visitor
) -> None:
    sara = desk.meets("Sara")
    desk.lends("Hjälm", sara, days_ago=LATE)
    loans = loans_on(disken.client.get("/reminders").text)
    desk.lends("Skidor", sara, days_ago=LATE)
    disken.sends_form("/reminders/by-hand", loan=loans)
    desk.ticks()
    assert ["Skidor" in got.text and "Hjälm" not in got.text for got in desk.broker.sent] == [True]


def test_the_table_has_numbers_and_texts_and_no_names(desk: Desk, disken: make.Visitor) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    file = disken.client.get("/reminders.csv").data.decode("utf-8-sig")
    rows = [*csv.reader(StringIO(file), delimiter=";")]
    assert (rows[1][0], "Hjälm" in rows[1][1], "Sara" in file) == ("0046701740605", True, False)


def test_what_went_astray_is_rung_about(desk: Desk, disken: make.Visitor) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.broker.moods.append("500")
    now, desk.now = desk.now, desk.now - timedelta(minutes=10)
    desk.ticks()
    desk.now = now
    page = disken.client.get("/reminders").text
    assert "Ingen vet om det kom fram" in page
    (errand,) = desk.errands()
    disken.sends_form(f"/reminders/{errand.id}/told")
    assert [one.became for one in desk.reminders()] == [Became.SENT]


def test_another_branch_does_not_take_it_off_the_list(
    app: Flask, desk: Desk, disken: make.Visitor
) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.broker.moods.append("500")
    desk.ticks()
    with desk.writing() as db:
        other = make.branch(db, "Norr")
    there = make.signed_in(app, desk.shop.store, desk.shop.admin, other, now=desk.now)
    there.sends_form(f"/reminders/{desk.errands()[0].id}/told")
    assert [one.became for one in desk.reminders()] == [Became.UNHEARD]
    del disken


def test_what_went_lately_stands_there_without_names(desk: Desk, disken: make.Visitor) -> None:
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.ticks()
    page = disken.client.get("/reminders").text
    assert ("Hjälm" in page, "Dagen efter" in page, "Sara" in page) == (True, True, False)


def test_a_page_of_more_people_asks_no_more(desk: Desk, disken: make.Visitor) -> None:
    asked = []
    for people in (1, 8):
        for number in range(people):
            desk.lends("Hjälm", desk.meets(f"Sara {number}"), days_ago=LATE)
        with counting(desk.shop.store) as statements:
            disken.client.get("/reminders")
        asked.append(len(statements))
    assert asked[0] == asked[1]


def dry(page: str) -> list[str]:
    """The figures of the dry run."""
    found = re.findall(r"<dd.*?>(.*?)</dd>", page, re.DOTALL)
    return [" ".join(unescape(one).split()) for one in found]


@pytest.mark.parametrize(("lent", "cost"), [(0, "ungefär 0 kr"), (1, "ungefär 1 kr")])
def test_only_nothing_costs_nothing(desk: Desk, astrid: make.Visitor, lent: int, cost: str) -> None:
    for _ in range(lent):
        desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    assert cost in astrid.client.get("/reminders/settings").text


def test_the_dry_run_says_how_many_and_what_it_costs(desk: Desk, astrid: make.Visitor) -> None:
    for number in range(3):
        desk.lends("Hjälm", desk.meets(f"Sara {number}"), days_ago=LATE)
    desk.lends("Hjälm", desk.meets("Bo", "018-12 34 56"), days_ago=LATE)
    figures = dry(astrid.client.get("/reminders/settings").text)
    assert figures == ["3", "6", "ungefär 2 kr", "1", "0"]


def test_it_begins_when_somebody_has_read_the_dry_run(desk: Desk, astrid: make.Visitor) -> None:
    desk.chooses(remind=False)
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    astrid.sends_form("/reminders/settings/begin", seen="1")
    with desk.shop.store.reading() as db:
        assert settings_of_operator(db)["remind"] is True


@pytest.mark.parametrize("seen", ["", "0", "2", "en"])
def test_it_does_not_begin_on_other_figures(desk: Desk, astrid: make.Visitor, seen: str) -> None:
    desk.chooses(remind=False)
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    assert astrid.sends_form("/reminders/settings/begin", seen=seen).status_code == 409


def test_it_does_not_begin_without_a_gateway(app: Flask, desk: Desk, astrid: make.Visitor) -> None:
    desk.chooses(remind=False)
    here = app.extensions["fritidsbank.settings"]
    app.extensions["fritidsbank.settings"] = replace(here, sms="")
    assert astrid.sends_form("/reminders/settings/begin", seen="0").status_code == 409


def test_neither_secret_nor_address_of_the_gateway_is_shown(
    desk: Desk, astrid: make.Visitor
) -> None:
    pages = [astrid.client.get(f"/reminders{path}").text for path in ("", "/settings")]
    assert not any(word in page for page in pages for word in ("s@cret", "s%40cret", "46elks"))
    del desk


def saves(browser: make.Visitor, before: str, manner: str = "easy", edition: str = "0") -> int:
    after = "Kom till {branch}: {articles}"
    form = {"text_before": before, "text_after": after, "manner": manner, "edition": edition}
    return browser.sends_form("/reminders/settings/words", **form).status_code


def test_a_branch_sends_its_own_words(desk: Desk, astrid: make.Visitor) -> None:
    saves(astrid, "Snart: {articles} till {branch}")
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.ticks()
    assert [got.text for got in desk.broker.sent] == ["Kom till Hamnen: Hjälm"]


def test_words_about_fees_are_not_saved(desk: Desk, astrid: make.Visitor) -> None:
    assert saves(astrid, "{articles} till {branch}, annars en avgift") == 422
    del desk


def test_who_read_older_words_is_told(desk: Desk, astrid: make.Visitor) -> None:
    saves(astrid, "Snart: {articles} till {branch}")
    assert saves(astrid, "Strax: {articles} till {branch}") == 422
    del desk


def test_another_manner_is_used_when_it_is_saved(desk: Desk, astrid: make.Visitor) -> None:
    saves(astrid, "Soon: {articles} to {branch} {day}", "english")
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=13)
    desk.ticks()
    assert [got.text for got in desk.broker.sent] == ["Soon: Hjälm to Hamnen Tuesday 3 March"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("remind_from", "0"),
        ("remind_from", "6"),
        ("remind_until", "24"),
        ("remind_weeks", "99"),
        ("remind_after", "0"),
        ("remind_ore", "-1"),
    ],
)
def test_nobody_is_woken_by_a_setting(
    desk: Desk, astrid: make.Visitor, field: str, value: str
) -> None:
    form = dict.fromkeys(("remind_before", "remind_after", "remind_weeks"), "1")
    form |= {"remind_from": "9", "remind_until": "20", "remind_ore": "35", field: value}
    assert astrid.sends_form("/reminders/settings/days", **form).status_code == 422
    del desk


def test_a_loan_that_was_put_right_is_on_no_list(desk: Desk, disken: make.Visitor) -> None:
    """A reminder about an older due day is no trouble of the new one."""
    desk.lends("Hjälm", desk.meets("Sara"), days_ago=LATE)
    desk.broker.moods.append("400")
    desk.ticks()
    with desk.writing() as db:
        old = desk.now.date() - timedelta(days=90)
        db.execute(update(Reminder).values(due_on=old, sent_at=desk.now - timedelta(days=90)))
    assert "Numret tar inte emot sms" not in disken.client.get("/reminders").text.split("<table")[0]
