"""Nothing is due on a day when the door is closed, also when that is decided afterwards."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from fritidsbank.clock import local_day
from fritidsbank.loans.models import Loan
from fritidsbank.loans.queries import open_loan_of
from fritidsbank.stock.queries import Thing
from tests import make
from tests.counter.conftest import OpenCounter, counting

WEEKDAYS = range(7)


@pytest.fixture
def boots(counter: OpenCounter) -> Thing:
    """Boots that are out with Sara for another ten days."""
    boots = counter.registers("Pjäxor")
    counter.lends(boots, counter.meets("Sara"))
    put(counter, boots, in_days(counter, 10))
    return boots


def in_days(counter: OpenCounter, days: int) -> date:
    """A day from today on."""
    return local_day(counter.now) + timedelta(days=days)


def put(counter: OpenCounter, thing: Thing, due: date) -> None:
    """Its loan is due on that day."""
    with counter.shop.store.writing() as db:
        db.execute(update(Loan).where(Loan.article_id == thing.id).values(due_on=due))
        db.commit()


def due_day(counter: OpenCounter, thing: Thing) -> date:
    """When it is due."""
    with counter.shop.store.reading() as db:
        loan = open_loan_of(db, thing.id)
        assert loan
        return loan.due_on


def closes(counter: OpenCounter, day: date, **hours: str) -> str:
    """Astrid adds a day that is not like the others; what she is told."""
    path = f"/branches/{counter.shop.branch}/exceptions"
    fields = {"opens": "", "closes": ""} | hours
    answer = counter.astrid.sends_form(path, day=day.isoformat(), **fields)
    return counter.astrid.client.get(answer.headers["Location"]).text


def opens_on(counter: OpenCounter, *weekdays: int) -> None:
    """Astrid writes the usual week."""
    fields = {
        f"{which}-{weekday}-{place}": hour if weekday in weekdays and place == 0 else ""
        for which, hour in (("opens", "10:00"), ("closes", "18:00"))
        for weekday in WEEKDAYS
        for place in range(2)
    }
    path = f"/branches/{counter.shop.branch}/hours"
    assert counter.astrid.sends_form(path, **fields).status_code == 303


def test_what_is_due_on_a_day_that_is_closed_later_is_due_on_the_next_open_one(
    counter: OpenCounter, boots: Thing
) -> None:
    closes(counter, in_days(counter, 11))
    closes(counter, in_days(counter, 10))

    assert due_day(counter, boots) == in_days(counter, 12)


def test_whoever_closes_a_day_is_told_how_many_loans_have_moved(
    counter: OpenCounter, boots: Thing
) -> None:
    assert "1 lån som skulle tillbaka" in closes(counter, in_days(counter, 10))


def test_where_nothing_was_due_nothing_is_told(counter: OpenCounter, boots: Thing) -> None:
    assert "skulle tillbaka" not in closes(counter, in_days(counter, 9))


def test_other_hours_move_nothing(counter: OpenCounter, boots: Thing) -> None:
    closes(counter, in_days(counter, 10), opens="10:00", closes="12:00")

    assert due_day(counter, boots) == in_days(counter, 10)


def test_a_weekday_that_is_closed_from_now_on_moves_what_is_due_on_it(
    counter: OpenCounter, boots: Thing
) -> None:
    closed = in_days(counter, 10).weekday()
    opens_on(counter, *(weekday for weekday in WEEKDAYS if weekday != closed))

    assert due_day(counter, boots) == in_days(counter, 11)


def test_an_open_day_that_is_taken_away_again_moves_what_is_due_on_it(
    counter: OpenCounter, boots: Thing
) -> None:
    day = in_days(counter, 10)
    opens_on(counter, in_days(counter, 8).weekday(), in_days(counter, 13).weekday())
    closes(counter, day, opens="10:00", closes="12:00")
    put(counter, boots, day)

    path = f"/branches/{counter.shop.branch}/exceptions/remove"
    counter.astrid.sends_form(path, day=day.isoformat())

    assert due_day(counter, boots) == in_days(counter, 13)


def test_what_is_late_already_stays_late(counter: OpenCounter, boots: Thing) -> None:
    put(counter, boots, in_days(counter, -1))
    yesterday = in_days(counter, -1).weekday()
    opens_on(counter, *(weekday for weekday in WEEKDAYS if weekday != yesterday))

    assert due_day(counter, boots) == in_days(counter, -1)


def test_what_another_branch_has_lent_stays(counter: OpenCounter, boots: Thing) -> None:
    with counter.shop.store.writing() as db:
        other = make.branch(db, "Norr")
        db.execute(update(Loan).values(branch_id=other))
        db.commit()

    closes(counter, in_days(counter, 10))

    assert due_day(counter, boots) == in_days(counter, 10)


def test_a_longer_time_is_no_extension(counter: OpenCounter, boots: Thing) -> None:
    closes(counter, in_days(counter, 10))

    with counter.shop.store.reading() as db:
        loan = open_loan_of(db, boots.id)
        assert loan
        assert loan.extensions == 0


def test_many_loans_move_in_as_many_statements_as_one(counter: OpenCounter, boots: Thing) -> None:
    with counting(counter.shop.store) as one:
        closes(counter, in_days(counter, 10))
    school = counter.meets("Skolan", "070-174 06 06")
    for number in range(9):
        skis = counter.registers(f"Skidor {number}")
        counter.lends(skis, school)
        put(counter, skis, in_days(counter, 12))

    with counting(counter.shop.store) as many:
        closes(counter, in_days(counter, 12))

    assert len(many) == len(one)
