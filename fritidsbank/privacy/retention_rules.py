"""Every rule of retention, in the order in which they run."""

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from fritidsbank.bookings.models import Booking
from fritidsbank.bookings.rules import PROMISED
from fritidsbank.clock import local_day
from fritidsbank.loans.models import Loan
from fritidsbank.people.models import Borrower, BorrowerDetails
from fritidsbank.privacy.erasing import blank_answers, erase_rows
from fritidsbank.privacy.models import Erasure
from fritidsbank.privacy.outdated import MESSAGES, NOTES, OLD_COPIES, OPERATIONS
from fritidsbank.privacy.retention import Found, Key, Reach, Rule, Work
from fritidsbank.privacy.rules import Cause
from fritidsbank.privacy.unlinking import BOOKINGS, VISITS, WRITTEN_OFF, after, counted, found
from fritidsbank.refusals import N_
from fritidsbank.web.models import Operation


def _is_long_unseen(reach: Reach) -> tuple[ColumnElement[bool], ...]:
    """Here last before that day, with nothing out and nothing booked."""
    return (
        Borrower.last_seen_on < local_day(reach.before),
        exists().where(BorrowerDetails.borrower_id == Borrower.id),
        ~exists().where(Loan.borrower_id == Borrower.id, Loan.ended_at.is_(None)),
        ~exists().where(Booking.borrower_id == Borrower.id, Booking.state.in_(PROMISED)),
    )


def _count_unseen(db: Session, reach: Reach) -> int:
    return counted(db, Borrower, *_is_long_unseen(reach))


def _find_unseen(db: Session, reach: Reach, position: Key | None, size: int) -> Found:
    statement = select(Borrower.id).where(after(Borrower.id, position), *_is_long_unseen(reach))
    return found(db, statement.order_by(Borrower.id), size)


def _erase_unseen(db: Session, reach: Reach, borrowers: list[Key]) -> int:
    due = select(Borrower.id).where(Borrower.id.in_(borrowers), *_is_long_unseen(reach))
    gone = list(db.scalars(due))
    erase_rows(db, gone, now=reach.now, cause=Cause.RETENTION, decision=reach.decision)
    return len(gone)


def _no_more(db: Session, reach: Reach) -> int:
    del db, reach
    return 0


def _find_answers(db: Session, reach: Reach, position: Key | None, size: int) -> Found:
    del reach
    # Read through beside the writer: nothing leads from a borrower to what was answered.
    about = exists().where(Erasure.borrower_id == Operation.answer["borrower"].as_string())
    statement = select(Operation.id).where(after(Operation.id, position), about)
    return found(db, statement.order_by(Operation.id), size)


def _blank_answers(db: Session, reach: Reach, operations: list[Key]) -> int:
    del reach
    blank_answers(db, map(str, operations))
    return 0


RULES = (
    Rule(
        "unlink",
        "unlink_days",
        N_("Loans forget their borrower after the last of the visit is back"),
        (*VISITS, *BOOKINGS),
    ),
    Rule(
        "written_off",
        "written_off_days",
        N_("What was written off forgets its borrower"),
        WRITTEN_OFF,
    ),
    Rule(
        "erase",
        "erase_months",
        N_("Borrowers are erased after their last visit"),
        (
            Work(_count_unseen, _find_unseen, _erase_unseen),
            Work(_no_more, _find_answers, _blank_answers),
        ),
        in_months=True,
    ),
    Rule("notes", "note_days", N_("Notes of telephone calls are deleted"), NOTES),
    Rule(
        "messages",
        "message_days",
        N_("Messages and reminders are deleted after they were sent"),
        MESSAGES,
    ),
    Rule(
        "operations",
        "operation_days",
        N_("What was done at the counter, and who looked at whom, is deleted"),
        OPERATIONS,
    ),
    Rule(
        "copies", "copy_days", N_("Copies left by upgrading and restoring are deleted"), OLD_COPIES
    ),
)
