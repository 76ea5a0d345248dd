"""A day on paper, entered afterwards: dated to that day, line by line, once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from fritidsbank.clock import local_day
from fritidsbank.loans.models import Loan
from fritidsbank.people.models import Borrower
from tests import make
from tests.counter.conftest import OpenCounter

pytestmark = pytest.mark.one_database

THREE_DAYS = timedelta(days=3)


def sheet(counter: OpenCounter, **fields: str) -> dict[str, str]:
    """A sheet of three days ago."""
    day = (local_day(counter.now) - THREE_DAYS).isoformat()
    return {"sheet": make.uid(), "step": "enter", "day": day, "way": "out", **fields}


def test_what_was_lent_on_paper_is_due_from_that_day(counter: OpenCounter) -> None:
    sara, boots = counter.meets("Sara"), counter.registers("Pjäxor")
    counter.disken.sends_form("/paper", **sheet(counter, borrower=sara, codes=boots.code))
    with counter.shop.store.reading() as db:
        due_on = db.scalars(select(Loan.due_on)).one()
    assert due_on == local_day(counter.now) + timedelta(days=14) - THREE_DAYS


def test_what_came_back_on_paper_came_back_that_day(counter: OpenCounter) -> None:
    boots = counter.registers("Pjäxor")
    counter.lends(boots, counter.meets("Sara"), counter.now - timedelta(days=10))
    counter.disken.sends_form("/paper", **sheet(counter, way="back", codes=boots.code))
    with counter.shop.store.reading() as db:
        ended_at = db.scalars(select(Loan.ended_at)).one()
    assert ended_at
    assert local_day(ended_at) == local_day(counter.now) - THREE_DAYS


def test_a_new_borrower_is_made_once_for_all_lines(counter: OpenCounter) -> None:
    codes = "\n".join(counter.registers(name).code for name in ("Pjäxor", "Skidor"))
    who = {"name": "Amina", "mobile": "070-174 06 07"}
    counter.disken.sends_form("/paper", **sheet(counter, codes=codes, **who))
    with counter.shop.store.reading() as db:
        people = db.scalar(select(func.count()).select_from(Borrower))
        loans = db.scalar(select(func.count()).select_from(Loan))
    assert (people, loans) == (1, 2)


def test_a_sheet_sent_twice_is_entered_once(counter: OpenCounter) -> None:
    sara, boots = counter.meets("Sara"), counter.registers("Pjäxor")
    fields = sheet(counter, borrower=sara, codes=boots.code)
    first = counter.disken.sends_form("/paper", **fields)
    second = counter.disken.sends_form("/paper", **fields)
    assert first.headers["Location"] == second.headers["Location"]


def test_each_line_is_answered(counter: OpenCounter) -> None:
    sara, boots = counter.meets("Sara"), counter.registers("Pjäxor")
    fields = sheet(counter, borrower=sara, codes=f"{boots.code}\n\n???\n{boots.code}")
    sent = counter.disken.sends_form("/paper", **fields)
    page = counter.disken.client.get(sent.headers["Location"]).text
    assert page.count('<th scope="row"') == 3


def test_a_line_that_cannot_be_read_does_not_undo_the_others(counter: OpenCounter) -> None:
    sara, boots = counter.meets("Sara"), counter.registers("Pjäxor")
    counter.disken.sends_form("/paper", **sheet(counter, borrower=sara, codes=f"{boots.code}\n???"))
    with counter.shop.store.reading() as db:
        assert db.scalar(select(func.count()).select_from(Loan)) == 1


def test_a_borrower_is_looked_for_before_anything_is_entered(counter: OpenCounter) -> None:
    sara = counter.meets("Sara")
    boots = counter.registers("Pjäxor")
    fields = sheet(counter, step="find", who="sar", codes=boots.code)
    page = counter.disken.sends_form("/paper", **fields)
    assert f'value="{sara}"' in page.text
    assert boots.code in page.text


def test_nothing_is_entered_for_nobody(counter: OpenCounter) -> None:
    boots = counter.registers("Pjäxor")
    answer = counter.disken.sends_form("/paper", **sheet(counter, codes=boots.code))
    assert answer.status_code == 422


def test_a_day_of_another_season_is_not_entered(counter: OpenCounter) -> None:
    day = (local_day(counter.now) - timedelta(days=31)).isoformat()
    boots = counter.registers("Pjäxor")
    fields = sheet(counter, way="back", day=day, codes=boots.code)
    assert counter.disken.sends_form("/paper", **fields).status_code == 422


def test_a_morning_on_paper_is_entered_on_the_same_day(counter: OpenCounter) -> None:
    sara, boots = counter.meets("Sara"), counter.registers("Pjäxor")
    fields = sheet(counter, borrower=sara, codes=boots.code)
    fields["day"] = local_day(counter.now).isoformat()
    assert counter.disken.sends_form("/paper", **fields).status_code == 303
