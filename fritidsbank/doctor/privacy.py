"""The forgotten: nothing leads to them, and nothing is known of them."""

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from fritidsbank.bookings.models import Booking
from fritidsbank.doctor.finding import Facts, check, rows
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.people.models import BorrowerDetails
from fritidsbank.privacy.erasure_ledger import is_known_again
from fritidsbank.privacy.models import Erasure, RegisterRelease
from fritidsbank.refusals import N_


@check(
    N_(
        "Borrower {borrower} was erased and is known again, as after a restore. "
        "Run: fritidsbank tick"
    )
)
def forgotten_and_known(db: Session) -> Facts:
    """Nobody who was forgotten has a name, a number, notes or a card."""
    return rows(db, select(Erasure.borrower_id.label("borrower")).where(is_known_again()))


@check(N_("Borrower {borrower} was erased, and a loan or a booking still leads there."))
def forgotten_and_linked(db: Session) -> Facts:
    """Nothing that is over leads to a borrower who was forgotten.

    After a restore something may be out again: its visit is linked until it is back.
    """
    out = exists().where(Loan.borrower_id == Erasure.borrower_id, Loan.ended_at.is_(None))
    linked = or_(
        *(
            exists().where(model.borrower_id == Erasure.borrower_id)
            for model in (Loan, Visit, Booking)
        )
    )
    entry = exists().where(BorrowerDetails.borrower_id == Erasure.borrower_id)
    return rows(db, select(Erasure.borrower_id.label("borrower")).where(linked, ~out, ~entry))


@check(N_("The register was given out ({release}) without the number of a matter."))
def given_out_without_number(db: Session) -> Facts:
    """Each release says under which number it was asked for, and how many rows it had."""
    unclear = or_(RegisterRelease.reference == "", RegisterRelease.count < 0)
    return rows(db, select(RegisterRelease.id.label("release")).where(unclear))


CHECKS = (forgotten_and_known, forgotten_and_linked, given_out_without_number)
