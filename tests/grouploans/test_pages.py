"""The pages of a group loan: a list is typed, filled without script, and printed."""

from datetime import timedelta

from sqlalchemy import select

from fritidsbank.bookings.models import Booking
from fritidsbank.branches.actions import except_day
from tests import make
from tests.bookings.conftest import Desk


def ordered(desk: Desk, browser: make.Visitor, school: str, wish: str) -> str:
    """The address of the group loan that a wish list became."""
    days = {"from_on": desk.day(0), "until_on": desk.day(3)}
    answer = browser.sends_form("/grouploans/new", borrower=school, wish=wish, book="yes", **days)
    assert answer.status_code == 303
    return str(answer.location)


def test_a_list_that_is_typed_becomes_a_booking(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    desk.boots("34")
    desk.boots("36")
    path = ordered(desk, browser, school, "2 skridskor: 1 x 34, 1 x 36")
    page = browser.client.get(path).text
    assert "0 av 1" in page
    assert "Björkskolan" in browser.client.get("/grouploans").text


def test_a_line_that_is_not_understood_is_shown_with_what_it_may_mean(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    days = {"from_on": desk.day(0), "until_on": desk.day(3)}
    answer = browser.sends_form(
        "/grouploans/new", borrower=school, wish="1 skridskor 34\n2 sridskor", book="yes", **days
    )
    assert answer.status_code == 422
    assert "Menade du: Skridskor?" in answer.text
    assert "1 skridskor 34" not in answer.text
    with desk.store.reading() as db:
        assert db.scalars(select(Booking)).all() == []


def test_what_is_read_into_rows_promises_nothing_yet(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    answer = browser.sends_form(
        "/grouploans/new", borrower=school, wish="2 skridskor 34", read="yes"
    )
    assert answer.status_code == 200
    assert 'value="34"' in answer.text
    with desk.store.reading() as db:
        assert db.scalars(select(Booking)).all() == []


def test_more_than_150_articles_are_refused(desk: Desk, browser: make.Visitor, school: str) -> None:
    days = {"from_on": desk.day(0), "until_on": desk.day(3)}
    answer = browser.sends_form(
        "/grouploans/new", borrower=school, wish="skridskor 34: 151", book="yes", **days
    )
    assert answer.status_code == 422
    assert "150" in answer.text


def test_an_amina_books_at_the_bookings_and_not_as_a_group(
    desk: Desk, browser: make.Visitor, amina: str
) -> None:
    days = {"from_on": desk.day(0), "until_on": desk.day(3)}
    answer = browser.sends_form(
        "/grouploans/new", borrower=amina, wish="1 skridskor 34", book="yes", **days
    )
    assert answer.status_code == 422


def test_without_script_it_is_filled_handed_over_and_what_is_missing_is_listed(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    boots = [desk.boots("34"), desk.boots("34")]
    path = ordered(desk, browser, school, "2 skridskor 34")
    pick = browser.client.get(f"{path}/pick").text
    assert all(f"{code[:4]} {code[4:]}" in pick.replace("\u00a0", " ") for code in boots)
    for code in boots:
        browser.sends_form(f"{path}/scan", operation=make.uid(), article=code)
    assert "2 av 2" in browser.client.get(path).text
    browser.sends_form(f"{path}/hand-over", operation=make.uid())
    desk.tablet.says("check_in", article=boots[0])
    page = browser.client.get(path).text
    assert "1 av 2" in page
    missing = browser.client.get(f"{path}/missing").text.replace("\u00a0", " ")
    assert f"{boots[1][:4]} {boots[1][4:]}" in missing
    assert f"{boots[0][:4]} {boots[0][4:]}" not in missing


def test_a_scan_that_the_list_has_no_room_for_is_offered_a_place(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    desk.boots("34")
    wrong = desk.boots("36")
    path = ordered(desk, browser, school, "1 skridskor 34")
    answer = browser.sends_form(f"{path}/scan", operation=make.uid(), article=wrong)
    page = browser.client.get(str(answer.location)).text
    assert "Ta den ändå, som en extra" in page
    assert "I stället för en Skridskor 34" in page


def test_all_that_is_out_gets_another_day(desk: Desk, browser: make.Visitor, school: str) -> None:
    boots = desk.boots("34")
    path = ordered(desk, browser, school, "1 skridskor 34")
    browser.sends_form(f"{path}/scan", operation=make.uid(), article=boots)
    browser.sends_form(f"{path}/hand-over", operation=make.uid())
    day = desk.today + timedelta(days=7)
    answer = browser.sends_form(f"{path}/until", operation=make.uid(), due_on=day.isoformat())
    assert answer.status_code == 303
    assert f"{day.day} mars" in browser.client.get(f"{path}/missing").text


def test_a_day_that_was_moved_to_the_next_open_one_is_said(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    desk.boots("34")
    with desk.store.writing() as db:
        except_day(db, desk.shop.branch, desk.today + timedelta(days=1), None, "Stängt")
        db.commit()
    rows = {"wish": "1 skridskor 34", "from_on": desk.day(1), "until_on": desk.day(3)}
    answer = browser.sends_form("/grouploans/new", borrower=school, book="yes", **rows)
    page = browser.client.get(str(answer.location)).text
    assert "så det blir nästa öppna dag" in page


def test_a_number_without_a_category_is_not_dropped(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    desk.boots("34")
    rows = {"wish": "1 x 34 skridskor", "from_on": desk.day(1), "until_on": desk.day(3)}
    answer = browser.sends_form(
        "/grouploans/new", borrower=school, book="yes", **rows, **{"count-3": "5"}
    )
    assert answer.status_code == 422
    assert 'id="category-3-error"' in answer.text


def test_a_form_that_is_sent_twice_is_one_group_loan(
    desk: Desk, browser: make.Visitor, school: str
) -> None:
    desk.boots("34")
    desk.boots("34")
    page = browser.client.get(f"/grouploans/new?borrower={school}").text
    form = {"page": page.split('name="page" value="')[1].split('"')[0], "wish": "1 skridskor 34"}
    days = {"from_on": desk.day(1), "until_on": desk.day(3)}
    once, twice = (
        browser.sends_form("/grouploans/new", borrower=school, book="yes", **form, **days)
        for _ in range(2)
    )
    assert once.location == twice.location
