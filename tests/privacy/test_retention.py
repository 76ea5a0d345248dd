"""Retention: each rule takes what is due and nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from fritidsbank import clock
from fritidsbank.bookings.models import Booking
from fritidsbank.bookings.rules import BookingState
from fritidsbank.branches.actions import choose
from fritidsbank.clock import local_day
from fritidsbank.doctor import findings
from fritidsbank.loans.models import Loan
from fritidsbank.people.actions import note_call
from fritidsbank.people.queries import person_with
from fritidsbank.privacy.erasing import erase
from fritidsbank.privacy.looking import note_look
from fritidsbank.privacy.models import Erasure, LookedAt
from fritidsbank.privacy.rules import Cause, Look
from fritidsbank.reminders.models import Reminder
from fritidsbank.reminders.rules import Became, Channel, Step
from fritidsbank.web.models import Errand, Operation
from fritidsbank.web.outbox import promise
from tests import make
from tests.privacy.lent import Lent


def test_a_visit_is_unlinked_thirty_days_after_the_last_of_it_is_back(lent: Lent) -> None:
    lent.takes_back(lent.skis)
    lent.later(days=20)
    lent.takes_back(lent.boots)
    lent.later(days=30, seconds=1)
    lent.retains()
    assert [*lent.whose(lent.skis, lent.boots), lent.visit_of()] == [None, None, None]


def test_until_then_it_is_linked_all_of_it(lent: Lent) -> None:
    lent.takes_back(lent.skis)
    lent.later(days=20)
    lent.takes_back(lent.boots)
    lent.later(days=30)
    lent.retains()
    assert [*lent.whose(lent.skis, lent.boots), lent.visit_of()] == [lent.sara] * 3


def test_while_something_is_out_nothing_of_its_visit_is_unlinked(lent: Lent) -> None:
    lent.takes_back(lent.skis)
    lent.later(days=300)
    lent.retains()
    assert lent.whose(lent.skis, lent.boots) == [lent.sara] * 2


def test_what_was_written_off_is_linked_longer_than_the_rest_of_its_visit(lent: Lent) -> None:
    lent.takes_back(lent.skis)
    lent.writes_off(lent.boots)
    lent.later(days=90)
    lent.retains()
    assert [*lent.whose(lent.skis, lent.boots), lent.visit_of()] == [None, lent.sara, None]


def test_it_is_unlinked_ninety_days_after_it_was_written_off(lent: Lent) -> None:
    lent.takes_back(lent.skis)
    lent.writes_off(lent.boots)
    lent.later(days=90, seconds=1)
    lent.retains()
    assert lent.whose(lent.boots) == [None]


def test_it_is_unlinked_then_although_the_rest_of_its_visit_is_still_out(lent: Lent) -> None:
    lent.writes_off(lent.boots)
    lent.later(days=90, seconds=1)
    lent.retains()
    assert lent.whose(lent.skis, lent.boots) == [lent.sara, None]


@pytest.mark.parametrize("days", [31, 91, 400])
def test_the_doctor_is_content_at_each_step(lent: Lent, days: int) -> None:
    lent.takes_back(lent.skis)
    lent.writes_off(lent.boots)
    lent.later(days=days)
    lent.retains()
    with lent.shop.store.reading() as db:
        assert list(findings(db)) == []


def test_a_borrower_is_erased_twelve_months_after_the_last_visit(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    lent.later(days=367)
    lent.retains()
    with lent.shop.store.reading() as db:
        erased = db.get_one(Erasure, lent.sara)
    assert (lent.is_known(lent.sara), erased.cause) == (False, Cause.RETENTION)


def test_until_then_the_borrower_is_known(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    lent.later(days=365)
    lent.retains()
    assert lent.is_known(lent.sara)


def test_whoever_has_something_out_is_not_erased(lent: Lent) -> None:
    lent.later(days=800)
    lent.retains()
    assert lent.is_known(lent.sara)


def booked(lent: Lent, state: BookingState) -> str:
    """A booking of Sara's."""
    day = local_day(lent.now)
    with lent.shop.store.writing() as db:
        made = Booking(
            id=make.uid(),
            code="30000014",
            branch_id=lent.shop.branch,
            borrower_id=lent.sara,
            from_on=day,
            until_on=day,
            expires_on=day,
            state=state,
            created_at=lent.now,
            ended_at=None if state is BookingState.BOOKED else lent.now,
        )
        db.add(made)
        db.commit()
    return made.id


def whose_booking(lent: Lent, booking: str) -> str | None:
    with lent.shop.store.reading() as db:
        return db.get_one(Booking, booking).borrower_id


def test_whoever_has_booked_is_not_erased(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    booked(lent, BookingState.BOOKED)
    lent.later(days=800)
    lent.retains()
    assert lent.is_known(lent.sara)


def test_a_booking_that_is_over_is_unlinked_like_a_visit(lent: Lent) -> None:
    booking = booked(lent, BookingState.EXPIRED)
    lent.later(days=30)
    lent.retains()
    kept = whose_booking(lent, booking)
    lent.later(seconds=1)
    lent.retains()
    assert (kept, whose_booking(lent, booking)) == (lent.sara, None)


def test_whoever_is_erased_comes_for_no_booking(lent: Lent) -> None:
    lent.takes_back(lent.skis, lent.boots)
    booking = booked(lent, BookingState.BOOKED)
    with lent.shop.store.writing() as db:
        erase(db, lent.sara, now=lent.now)
        db.commit()
    with lent.shop.store.reading() as db:
        over = db.get_one(Booking, booking)
        assert list(findings(db)) == []
    assert (over.state, over.borrower_id) == (BookingState.CANCELLED, None)


@pytest.mark.parametrize(("days", "left"), [(30, "Ringer på fredag."), (31, "")])
def test_notes_of_a_call_are_kept_for_thirty_days(lent: Lent, days: int, left: str) -> None:
    with lent.shop.store.writing() as db:
        today = local_day(lent.now)
        note_call(db, lent.sara, notes="Ringer på fredag.", do_not_remind=True, on=today)
        db.commit()
    lent.later(days=days)
    lent.retains()
    with lent.shop.store.reading() as db:
        kept = person_with(db, lent.sara)
    assert (kept.call_notes, kept.do_not_remind) == (left, True)


def test_who_looked_is_known_for_ninety_days(lent: Lent) -> None:
    with lent.shop.store.writing() as db:
        for at in (lent.now, lent.now + timedelta(days=1)):
            note_look(
                db, lent.sara, Look.PAGE, account=lent.shop.account, branch=lent.shop.branch, now=at
            )
        db.commit()
    lent.later(days=90, seconds=1)
    lent.retains()
    with lent.shop.store.reading() as db:
        assert len(db.scalars(select(LookedAt)).all()) == 1


def test_operations_are_kept_for_as_long_as_the_setting_says(lent: Lent) -> None:
    with lent.shop.store.writing() as db:
        choose(db, "operation_days", 40)
        db.commit()
    lent.later(days=40)
    lent.takes_back(lent.skis)
    lent.later(seconds=1)
    lent.retains()
    with lent.shop.store.reading() as db:
        assert [one.kind for one in db.scalars(select(Operation))] == ["check_in"]


def test_an_old_errand_goes_though_nobody_sent_it(lent: Lent) -> None:
    with lent.shop.store.writing() as db:
        promise(db, "sms", {"loan": 1}, now=lent.now)
        db.commit()
    lent.later(days=90, seconds=1)
    lent.retains()
    with lent.shop.store.reading() as db:
        assert db.scalars(select(Errand)).all() == []


def reminded(lent: Lent) -> None:
    """Sara was reminded of the skis."""
    with lent.shop.store.writing() as db:
        loan = db.scalars(select(Loan).where(Loan.article_id == lent.skis.id)).one()
        db.add(
            Reminder(
                loan_id=loan.id,
                due_on=loan.due_on,
                step=Step.BEFORE,
                channel=Channel.SMS,
                became=Became.SENT,
                sent_at=lent.now,
            )
        )
        db.commit()


def reminders(lent: Lent) -> int:
    with lent.shop.store.reading() as db:
        return len(db.scalars(select(Reminder)).all())


def test_an_old_reminder_goes_when_the_thing_is_back(lent: Lent) -> None:
    reminded(lent)
    lent.takes_back(lent.skis)
    lent.later(days=91)
    lent.retains()
    assert reminders(lent) == 0


def test_while_it_is_out_its_reminders_say_how_often_somebody_was_reminded(lent: Lent) -> None:
    reminded(lent)
    lent.later(days=91)
    lent.retains()
    assert reminders(lent) == 1


@pytest.mark.one_database
def test_a_copy_left_by_an_upgrade_is_deleted_in_the_end(lent: Lent) -> None:
    copy = lent.folder / "fritidsbank-before-0012-20260101-120000.db"
    copy.write_text("Sara")
    lent.now = clock.now() + timedelta(days=29)
    lent.retains()
    assert copy.exists()
    lent.later(days=2)
    lent.retains()
    assert not copy.exists()
