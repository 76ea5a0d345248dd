"""The page of one borrower: found, corrected, merged, given back what was written on another."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from fritidsbank.loans.models import Loan, Visit
from fritidsbank.people.models import Borrower, BorrowerDetails, Card
from tests import make
from tests.counter.conftest import OpenCounter

pytestmark = pytest.mark.one_database

CARD = "10000119"


def title_of(page: str) -> str:
    """What stands on the browser's tab, where others may read it."""
    found = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    assert found
    return found.group(1)


def test_a_borrower_is_found_by_the_beginning_of_the_name(counter: OpenCounter) -> None:
    counter.meets("Sara Berg")
    assert "Sara Berg" in counter.disken.client.get("/borrowers?q=ber").text


def test_nobody_is_listed_before_somebody_asks(counter: OpenCounter) -> None:
    counter.meets("Sara Berg")
    assert "Sara Berg" not in counter.disken.client.get("/borrowers").text


def test_the_number_of_a_slip_leads_straight_to_the_borrower(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Pjäxor"), sara)
    with counter.shop.store.reading() as db:
        code = db.scalars(select(Visit.code)).one()
    answer = counter.disken.client.get(f"/borrowers?q={code[:4]}+{code[4:]}")
    assert answer.headers["Location"] == f"/borrowers/{sara}"


def test_the_page_shows_what_is_out(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Slalomskidor", size="150"), sara)
    assert "Slalomskidor" in counter.disken.client.get(f"/borrowers/{sara}").text


def test_no_name_stands_in_a_title(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    assert "Sara" not in title_of(counter.disken.client.get(f"/borrowers/{sara}").text)


def test_another_number_is_kept(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.disken.sends_form(f"/borrowers/{sara}", name="Sara Berg", mobile="070-174 06 99")
    with counter.shop.store.reading() as db:
        assert db.get_one(BorrowerDetails, sara).mobile == "+46701740699"


def test_a_number_that_cannot_be_dialled_changes_nothing(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.disken.sends_form(f"/borrowers/{sara}", name="Sara Berg", mobile="12")
    with counter.shop.store.reading() as db:
        assert db.get_one(BorrowerDetails, sara).name == "Sara"


def test_what_was_written_is_shown_again_when_it_cannot_be_used(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    answer = counter.disken.sends_form(f"/borrowers/{sara}", name="Sara Berg", mobile="12")
    assert (answer.status_code, 'value="Sara Berg"' in answer.text) == (422, True)


def test_a_personnummer_is_not_kept_in_call_notes(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.disken.sends_form(f"/borrowers/{sara}/notes", notes="född 19900102-1234")
    with counter.shop.store.reading() as db:
        assert db.get_one(BorrowerDetails, sara).call_notes == ""


def test_a_card_leads_to_the_borrower_it_was_given_to(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.disken.sends_form(f"/borrowers/{sara}/cards", card="1000 0119")
    answer = counter.disken.client.get(f"/borrowers?q={CARD}")
    assert answer.headers["Location"] == f"/borrowers/{sara}"


def test_the_label_of_an_article_is_no_card(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    label = counter.registers("Pjäxor").code
    answer = counter.disken.sends_form(f"/borrowers/{sara}/cards", card=label)
    with counter.shop.store.reading() as db:
        cards = db.scalar(select(func.count()).select_from(Card))
    assert (answer.status_code, cards) == (422, 0)


def test_a_lost_card_leads_to_nobody(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.disken.sends_form(f"/borrowers/{sara}/cards", card=CARD)
    counter.disken.sends_form(f"/borrowers/{sara}/cards/lost", card=CARD)
    assert "Location" not in counter.disken.client.get(f"/borrowers?q={CARD}").headers


def test_all_that_is_out_is_extended_once_however_often_the_button_is_pressed(
    counter: OpenCounter,
) -> None:
    sara = counter.meets("Sara")
    loan = counter.lends(counter.registers("Pjäxor"), sara, counter.now - timedelta(days=10))
    pressed = make.uid()
    counter.disken.sends_form(f"/borrowers/{sara}/extend", operation=pressed)
    counter.disken.sends_form(f"/borrowers/{sara}/extend", operation=pressed)
    with counter.shop.store.reading() as db:
        assert db.get_one(Loan, loan).extensions == 1


def test_merging_leaves_one_borrower_with_everything(counter: OpenCounter) -> None:
    sara, double = counter.meets("Sara"), counter.meets("Sarah")
    counter.lends(counter.registers("Skidor"), sara)
    counter.lends(counter.registers("Pjäxor"), double)
    counter.disken.sends_form(f"/borrowers/{double}/cards", card=CARD)
    counter.disken.sends_form(f"/borrowers/{sara}/merge", double=double)
    with counter.shop.store.reading() as db:
        owners = {
            *db.scalars(select(Loan.borrower_id)),
            *db.scalars(select(Visit.borrower_id)),
            *db.scalars(select(Card.borrower_id)),
            *db.scalars(select(Borrower.id)),
        }
    assert owners == {sara}


def test_whoever_asked_to_be_left_in_peace_is_so_after_merging(counter: OpenCounter) -> None:
    sara, double = counter.meets("Sara"), counter.meets("Sarah")
    counter.disken.sends_form(f"/borrowers/{double}/notes", notes="", do_not_remind="yes")
    counter.disken.sends_form(f"/borrowers/{sara}/merge", double=double)
    with counter.shop.store.reading() as db:
        assert db.get_one(BorrowerDetails, sara).do_not_remind


def test_a_borrower_is_not_merged_with_itself(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    assert counter.disken.sends_form(f"/borrowers/{sara}/merge", double=sara).status_code == 409


def test_both_are_shown_before_they_are_merged(counter: OpenCounter) -> None:
    sara, double = counter.meets("Sara"), counter.meets("Sarah")
    page = counter.disken.client.get(f"/borrowers/{sara}/merge?double={double}").text
    assert ">Sara<" in page
    assert ">Sarah<" in page


def test_a_moved_loan_stands_in_a_visit_of_the_right_borrower(counter: OpenCounter) -> None:
    sara, bo = counter.meets("Sara"), counter.meets("Bo", "070-174 06 06")
    loan = counter.lends(counter.registers("Pjäxor"), sara)
    counter.disken.sends_form(f"/loans/{loan}/move", to=bo)
    with counter.shop.store.reading() as db:
        moved = db.get_one(Loan, loan)
        assert (moved.borrower_id, db.get_one(Visit, moved.visit_id).borrower_id) == (bo, bo)


def test_a_moved_loan_joins_todays_visit_of_the_right_borrower(counter: OpenCounter) -> None:
    sara, bo = counter.meets("Sara"), counter.meets("Bo", "070-174 06 06")
    theirs = counter.lends(counter.registers("Skidor"), bo)
    loan = counter.lends(counter.registers("Pjäxor"), sara)
    counter.disken.sends_form(f"/loans/{loan}/move", to=bo)
    with counter.shop.store.reading() as db:
        assert db.get_one(Loan, loan).visit_id == db.get_one(Loan, theirs).visit_id


def test_a_loan_that_has_ended_is_not_moved(counter: OpenCounter) -> None:
    sara, bo = counter.meets("Sara"), counter.meets("Bo", "070-174 06 06")
    boots = counter.registers("Pjäxor")
    loan = counter.lends(boots, sara)
    counter.tablet.says("check_in", article=boots.code)
    assert counter.disken.sends_form(f"/loans/{loan}/move", to=bo).status_code == 404
