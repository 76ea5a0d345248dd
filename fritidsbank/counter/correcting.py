"""Putting right who borrowed: two entries for one person, a loan in the wrong name."""

from datetime import datetime, time

from sqlalchemy import update
from sqlalchemy.orm import Session

from fritidsbank.bookings.models import Booking
from fritidsbank.clock import local_day, local_moment
from fritidsbank.counter.actions import basket, open_basket
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.loans.queries import loan_with, visit_on
from fritidsbank.people.actions import SameBorrower, absorb, move_cards, remove


def merge(db: Session, double: str, *, into: str) -> None:
    """Loans, visits and cards of the double go over, and the double is removed.

    Raises SameBorrower, NoSuchBorrower.
    """
    move_cards(db, double, into=into)
    absorb(db, double, into=into)
    for model in (Loan, Visit, Booking):
        db.execute(
            update(model).where(model.borrower_id == double).values(borrower_id=into),
            execution_options={"synchronize_session": False},
        )
    remove(db, double)


def move_loan(db: Session, loan: int, *, to: str, now: datetime) -> str | None:
    """A loan on the wrong borrower goes to the right one's visit of today, or to a new one.

    The id of who had it. Raises NoSuchLoan, NoSuchBorrower, SameBorrower.
    """
    lent = loan_with(db, loan)
    if lent.borrower == to:
        raise SameBorrower
    day = local_day(now)
    morning, evening = local_moment(day, time.min), local_moment(day, time.max)
    visit = visit_on(db, to, lent.branch, morning, evening)
    taken = basket(db, to, visit, branch=lent.branch, under_18=None)
    open_basket(db, taken, at=now)
    db.execute(
        update(Loan).where(Loan.id == loan).values(borrower_id=to, visit_id=taken.visit),
        execution_options={"synchronize_session": False},
    )
    return lent.borrower
