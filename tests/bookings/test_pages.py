"""The pages of bookings: for whom, what, how many; what is free; the hold shelf."""

from datetime import timedelta

import pytest
from flask import Flask

from fritidsbank.bookings.closing import move_bookings_on
from fritidsbank.bookings.queries import booking_coded
from fritidsbank.branches.actions import except_day
from fritidsbank.counter.closing import put_off
from fritidsbank.stock.queries import category_coded, thing_with
from fritidsbank.web.access import Role
from tests import make
from tests.bookings.conftest import Desk
from tests.hands import hands_of_the_clock


@pytest.fixture
def browser(app: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> make.Visitor:
    """Somebody at the counter."""
    now, branch = desk.tablet.now, desk.shop.branch
    hands_of_the_clock(monkeypatch, now)
    bo = desk.does(lambda db: make.account(db, "Bo", [(Role.COUNTER, branch)], now=now))
    return make.signed_in(app, desk.store, bo, branch, now=now)


def test_a_school_books_and_what_is_scanned_is_put_aside(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    skates = desk.boots()
    category = desk.does(lambda db: category_coded(db, "SKR").id)
    row = {"category-0": str(category), "size-0": "38", "count-0": "1"}
    days = {"from_on": desk.day(1), "until_on": desk.day(3)}
    answer = browser.sends_form("/bookings/new", borrower=school, **row, **days)
    path = str(answer.location).split("?")[0]
    browser.sends_form(f"{path}/aside", scanned=skates)
    assert desk.waits(skates)
    listed = browser.client.get("/bookings").text
    assert "Björkskolan" in listed
    assert "Allt är undanställt" in listed


def test_what_cannot_be_promised_is_said_beside_what_was_written(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    desk.boots()
    category = desk.does(lambda db: category_coded(db, "SKR").id)
    row = {"category-0": str(category), "size-0": "38", "count-0": "7"}
    days = {"from_on": desk.day(1), "until_on": desk.day(3)}
    answer = browser.sends_form("/bookings/new", borrower=school, **row, **days)
    assert answer.status_code == 422
    assert "1 är lediga" in answer.text
    assert 'value="7"' in answer.text


def test_a_booking_across_closed_weeks_is_refused_with_the_day_when_the_door_opens(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    desk.boots()

    with desk.store.writing() as db:
        for number in range(5, 20):
            except_day(db, desk.shop.branch, desk.today + timedelta(days=number), None, "Stängt")
        db.commit()
    category = desk.does(lambda db: category_coded(db, "SKR").id)
    row = {"category-0": str(category), "size-0": "38", "count-0": "1"}
    days = {"from_on": desk.day(1), "until_on": desk.day(7)}
    answer = browser.sends_form("/bookings/new", borrower=school, **row, **days)
    assert answer.status_code == 422
    assert "22 mars" in answer.text.split('id="until_on-error"')[1].split("</p>")[0]
    days["until_on"] = desk.day(20)
    assert browser.sends_form("/bookings/new", borrower=school, **row, **days).status_code == 303


def test_the_slip_has_a_number_and_no_name(desk: Desk, browser: make.Visitor, school: str) -> None:
    desk.boots()
    booked = desk.books(school, 1)
    slip = browser.client.get(f"/bookings/{booked[0]}/slip").text
    assert f"{booked[1][:4]} {booked[1][4:]}" in slip.replace("\u00a0", " ")
    assert "Björk" not in slip


def test_the_number_on_a_slip_leads_to_its_booking(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    desk.boots()
    booked = desk.books(school, 1)
    answer = browser.client.get(f"/bookings?slip={booked[1]}")
    assert str(answer.location).endswith(booked[0])


def test_what_is_held_is_not_available_to_the_public(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    skates = desk.boots()
    booked = desk.books(school, 1)
    before = browser.client.get("/lagersaldo.json").text
    desk.puts_aside(booked, skates)
    assert booked[1] not in browser.client.get("/lagersaldo.json").text
    assert before


def test_the_page_of_what_is_put_aside_does_not_say_that_it_stands_on_its_shelf(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    skates = desk.boots()
    booked = desk.books(school, 1)
    listed = f"/articles?q={skates}"
    assert "Undanställt" not in browser.client.get(listed).text
    desk.puts_aside(booked, skates)
    assert "Undanställt" in browser.client.get(listed).text
    article = desk.does(lambda db: thing_with(db, skates).id)
    assert f'href="/bookings/{booked[0]}"' in browser.client.get(f"/articles/{article}").text


def test_the_month_says_how_many_are_free_and_when_the_door_is_closed(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    desk.boots("36")
    desk.boots("38")
    desk.books(school, 1, "38", begins=2)
    day = desk.today + timedelta(days=4)
    desk.does(lambda db: except_day(db, desk.shop.branch, day, None, "Stängt"))
    page = browser.client.get("/bookings/free?category=SKR&month=2026-03").text
    assert "Stängt" in page
    assert browser.client.get("/bookings/free?category=SKR&month=x").status_code == 200


def test_a_booking_moves_on_with_the_days_that_are_closed_after_all(
    desk: Desk, school: str, amina: str
) -> None:
    desk.lends(desk.boots(), amina, due_on=desk.day(2))
    booked = desk.books(school, 1, begins=3)
    day = desk.today + timedelta(days=2)
    desk.does(lambda db: except_day(db, desk.shop.branch, day, None, "Stängt"))
    desk.does(lambda db: put_off(db, desk.shop.branch, desk.today))
    assert desk.does(lambda db: move_bookings_on(db, desk.shop.branch, desk.today)) == 1
    with desk.store.reading() as db:
        found = booking_coded(db, booked[1])
        assert (found.from_on, found.moved_from) == (
            desk.today + timedelta(days=4),
            desk.today + timedelta(days=3),
        )


def test_a_number_without_a_category_is_asked_for_and_not_dropped(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    desk.boots()
    category = desk.does(lambda db: category_coded(db, "SKR").id)
    rows = {"category-0": str(category), "size-0": "38", "count-0": "1", "count-1": "5"}
    days = {"from_on": desk.day(1), "until_on": desk.day(3)}
    answer = browser.sends_form("/bookings/new", borrower=school, **rows, **days)
    assert answer.status_code == 422
    assert 'id="category-1-error"' in answer.text


def test_a_scan_for_a_booking_that_was_cancelled_meanwhile_is_told_so(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    skates = desk.boots()
    booked = desk.books(school, 1)
    desk.cancels(booked)
    answer = browser.sends_form(f"/bookings/{booked[0]}/aside", scanned=skates)
    assert answer.status_code == 409
    assert "Den bokningen är avslutad." in answer.text


def test_a_change_of_what_somebody_else_has_changed_is_a_clash(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    desk.boots()
    booked = desk.books(school, 1)
    desk.changes(booked, 1, begins=1, days=2)
    category = desk.does(lambda db: category_coded(db, "SKR").id)
    rows = {"category-0": str(category), "size-0": "38", "count-0": "1", "edition": "1"}
    days = {"from_on": desk.day(1), "until_on": desk.day(3)}
    answer = browser.sends_form(f"/bookings/{booked[0]}/change", **rows, **days)
    assert answer.status_code == 409
    assert "Någon annan har ändrat bokningen" in answer.text


def test_a_number_that_is_no_article_is_put_back_from_nowhere(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    desk.boots()
    booked = desk.books(school, 1)
    answer = browser.sends_form(f"/bookings/{booked[0]}/back", article="9" * 30)
    assert answer.status_code == 303


def test_a_form_that_is_sent_twice_is_one_booking_and_with_other_numbers_another(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    for _ in range(4):
        desk.boots()
    category = desk.does(lambda db: category_coded(db, "SKR").id)
    page = browser.client.get(f"/bookings/new?borrower={school}").text
    form = {
        "borrower": school,
        "page": page.split('name="page" value="')[1].split('"')[0],
        "category-0": str(category),
        "from_on": desk.day(1),
        "until_on": desk.day(3),
    }
    answers = [browser.sends_form("/bookings/new", **form, **{"count-0": n}) for n in "112"]
    once, twice, other = (answer.location for answer in answers)
    assert once == twice
    assert other not in {once, None}


def test_what_was_cancelled_can_be_booked_anew_from_the_page_before(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    desk.boots()
    category = desk.does(lambda db: category_coded(db, "SKR").id)
    form = {"borrower": school, "page": "x", "category-0": str(category), "count-0": "1"}
    days = {"from_on": desk.day(1), "until_on": desk.day(3)}
    first = str(browser.sends_form("/bookings/new", **form, **days).location).split("?")[0]
    browser.sends_form(f"{first}/cancel")
    second = str(browser.sends_form("/bookings/new", **form, **days).location).split("?")[0]
    assert "Bokat" in browser.client.get(second).text
    assert second != first
