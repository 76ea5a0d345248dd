"""Who has something in their hands that was called back: one row each, from this branch."""

import pytest
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from fritidsbank.loans.models import Loan, Visit
from fritidsbank.people.models import BorrowerDetails
from fritidsbank.schema import table_of
from fritidsbank.stock.models import Block
from tests import make
from tests.counter.conftest import OpenCounter, counting
from tests.counter.test_statements_of_pages import FEW, fill
from tests.staff.crew import text_of

pytestmark = pytest.mark.one_database

CALLS = "/recalls/1/calls"


def calls_back(counter: OpenCounter, maker: str = "Bauer", model: str = "Re-Akt 75") -> None:
    """Astrid writes down a recall."""
    with counter.shop.store.writing() as db:
        make.recall(db, maker, model, by=counter.shop.admin, now=counter.now)
        db.commit()


def reads(counter: OpenCounter, path: str = CALLS) -> str:
    """What the call list says."""
    return text_of(counter.disken.client.get(path))


def test_a_borrower_has_one_row_for_all_that_is_called_back(counter: OpenCounter) -> None:
    sara, bo = counter.meets("Sara"), counter.meets("Bo", "070-174 06 06")
    for size in ("S", "M"):
        counter.lends(counter.registers("Hjälm Bauer Re-Akt 75", size=size), sara)
    counter.lends(counter.registers("Hjälm Bauer IMS 5"), bo)
    calls_back(counter)
    page = counter.disken.client.get(CALLS).text
    assert page.count(f'id="{sara}"') == 1
    assert 'href="tel:+46701740605"' in page
    assert "Hjälm Bauer Re-Akt 75 M" in page
    assert "Hjälm Bauer Re-Akt 75 S" in page
    assert "Bo" not in text_of(counter.disken.client.get(CALLS)).split()


def test_the_text_names_the_thing_and_what_the_maker_says_and_not_the_borrower(
    counter: OpenCounter,
) -> None:
    counter.lends(counter.registers("Hjälm Bauer Re-Akt 75"), counter.meets("Sara"))
    calls_back(counter)
    text = counter.disken.client.get(f"{CALLS}?text=en").text.split("<textarea")[1]
    text = text.split("</textarea>")[0]
    assert "Hjälm Bauer Re-Akt 75" in text
    assert "Sluta använda den. Questions?" in text
    assert "Sara" not in text


def test_whoever_wants_no_reminders_is_called_all_the_same(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Hjälm Bauer Re-Akt 75"), sara)
    calls_back(counter)
    counter.disken.sends_form(f"/overdue/{sara}/notes", notes="", do_not_remind="yes")
    page = counter.disken.client.get(CALLS).text
    assert "Sara" in page
    assert "<textarea" in page


def test_a_call_is_noted_with_the_borrower(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Hjälm Bauer Re-Akt 75"), sara)
    calls_back(counter)
    counter.disken.sends_form(f"{CALLS}/{sara}", notes="Kommer i kväll")
    assert "Kommer i kväll" in reads(counter)
    with counter.shop.store.reading() as db:
        assert db.scalars(select(BorrowerDetails.call_notes)).one() == "Kommer i kväll"


def test_a_note_with_a_personal_number_is_refused_where_it_was_written(
    counter: OpenCounter,
) -> None:
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Hjälm Bauer Re-Akt 75"), sara)
    calls_back(counter)
    answer = counter.disken.sends_form(f"{CALLS}/{sara}", notes="19900102-1234")
    assert answer.status_code == 422
    assert 'id="notes-error"' in answer.text


def test_what_has_come_back_is_off_the_list(counter: OpenCounter) -> None:
    helmet = counter.registers("Hjälm Bauer Re-Akt 75")
    counter.lends(helmet, counter.meets("Sara"))
    calls_back(counter)
    assert counter.tablet.says("check_in", article=helmet.code)["outcome"] == "put_aside"
    assert "Ingen har någon sådan härifrån." in reads(counter)


def test_what_is_lent_elsewhere_is_counted_and_nobody_is_named(counter: OpenCounter) -> None:
    shop, sara = counter.shop, counter.meets("Sara")
    with shop.store.writing() as db:
        soder = make.branch(db, "Söder")
        name, by = "Hjälm Bauer Re-Akt 75", shop.account
        helmet = make.article(db, "HJH", name, branch=soder, by=by, now=counter.now)
        db.commit()
    there = make.tablet(shop.store, soder, shop.account, now=counter.now)
    there.says("check_out", article=helmet.code, borrower=sara)
    calls_back(counter)
    assert "1 till är utlånad från en annan enhet." in reads(counter)
    assert "Sara" not in reads(counter)


def test_a_call_list_of_nothing_is_not_found(counter: OpenCounter) -> None:
    assert counter.disken.client.get("/recalls/77/calls").status_code == 404


def test_a_long_call_list_asks_no_more_than_a_short_one(counter: OpenCounter) -> None:
    calls_back(counter)
    sara = counter.meets("Sara")
    counter.lends(counter.registers("Pjäxor"), sara)
    counted = []
    for numbers in (range(FEW), range(FEW, 250)):
        with counter.shop.store.reading() as db:
            visit = db.scalars(select(Visit.id).order_by(Visit.opened_at)).first() or ""
        fill(counter, numbers, sara, visit)
        with counter.shop.store.writing() as db:
            block_whatever_is_lent(db, counter)
            db.commit()
        with counting(counter.shop.store) as sent:
            assert counter.disken.client.get(CALLS).status_code == 200
        counted.append(len(sent))
    assert counted[0] == counted[1]


def block_whatever_is_lent(db: Session, counter: OpenCounter) -> None:
    """All of it, as if the recall were about it."""
    db.execute(delete(Block))
    signed = {"since_at": counter.now, "account_id": counter.shop.admin, "lifted_because": ""}
    rows = [
        {"article_id": article, "recall_id": 1, "reason": "Återkallad", **signed}
        for article in db.scalars(select(Loan.article_id).where(Loan.ended_at.is_(None)))
    ]
    db.execute(insert(table_of(Block)), rows)
