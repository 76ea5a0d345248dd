"""Forgetting one borrower: all that is personal is deleted, and nothing leads to them any more.

Figures stay as they are, since none of them needs the person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from fritidsbank.bookings.actions import cancel
from fritidsbank.bookings.models import Booking
from fritidsbank.counter.correcting import merge
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.loans.queries import count_open
from fritidsbank.people.actions import forget
from fritidsbank.people.queries import NoSuchBorrower, is_known
from fritidsbank.privacy.models import Erasure
from fritidsbank.privacy.rules import Cause
from fritidsbank.refusals import N_, Refusal
from fritidsbank.web.models import Operation

_AS_IT_IS = {"synchronize_session": False}


@dataclass(eq=False)
class StillOut(Refusal):
    """Something is lent to the borrower: without a name it could not be asked for."""

    articles: int

    message = N_(
        "This borrower still has articles out ({articles}). Take them back first, "
        "or keep an alias instead of the name until they are back."
    )


def erase(
    db: Session,
    borrower: str,
    *,
    now: datetime,
    cause: Cause = Cause.REQUEST,
    decision: str = "",
) -> None:
    """Forget a borrower wherever they stand, stored answers among them.

    Once this is committed `erasure_ledger.write_down` and `sweep` must follow.
    Raises NoSuchBorrower, StillOut.
    """
    if not is_known(db, borrower):
        raise NoSuchBorrower
    if out := count_open(db, [borrower]).get(borrower, 0):
        raise StillOut(out)
    erase_rows(db, [borrower], now=now, cause=cause, decision=decision)
    blank_answers(db, answers_about(db, [borrower]))


def erase_rows(
    db: Session, borrowers: list[str], *, now: datetime, cause: Cause, decision: str = ""
) -> None:
    """The same without the answers, and whatever is out: for a caller who has seen to both."""
    for model in (Loan, Visit):
        db.execute(
            update(model).where(model.borrower_id.in_(borrowers)).values(borrower_id=None),
            execution_options=_AS_IT_IS,
        )
    _give_up_bookings(db, borrowers, now=now)
    forget(db, *borrowers)
    note_erasures(db, borrowers, now=now, cause=cause, decision=decision)


def forget_double(db: Session, double: str, *, into: str, now: datetime) -> None:
    """Two entries of one person become one, also in a copy in which they are still two.

    Once this is committed `erasure_ledger.settle` must follow. Raises SameBorrower, NoSuchBorrower.
    """
    merge(db, double, into=into)
    note_erasures(db, [double], now=now, cause=Cause.MERGED, into=into)


def note_erasures(
    db: Session,
    borrowers: list[str],
    *,
    now: datetime,
    cause: Cause,
    decision: str = "",
    into: str | None = None,
) -> None:
    """Lines in the ledger of the forgotten; whoever stands there already stands there once."""
    known = set(db.scalars(select(Erasure.borrower_id).where(Erasure.borrower_id.in_(borrowers))))
    db.add_all(
        Erasure(borrower_id=borrower, cause=cause, decision=decision, into_id=into, at=now)
        for borrower in borrowers
        if borrower not in known
    )
    db.flush()


def answers_about(db: Session, borrowers: list[str]) -> list[str]:
    """Operations whose stored answer names one of these borrowers, by id."""
    named = Operation.answer["borrower"].as_string()
    return list(db.scalars(select(Operation.id).where(named.in_(borrowers))))


def blank_answers(db: Session, operations: Iterable[str]) -> None:
    """A resend is answered as before, but for whom it was about."""
    for operation in operations:
        done = db.get(Operation, operation)
        if done is not None:
            done.answer = {**done.answer, "borrower": None}
    db.flush()


def _give_up_bookings(db: Session, borrowers: list[str], *, now: datetime) -> None:
    """Nobody will come for what they booked; what is over has only to forget them."""
    theirs = Booking.borrower_id.in_(borrowers)
    for booking in db.scalars(select(Booking).where(theirs, Booking.ended_at.is_(None))).all():
        cancel(db, booking, now=now)
    db.execute(update(Booking).where(theirs).values(borrower_id=None), execution_options=_AS_IT_IS)
