"""Written off ("avskriven"): what never came back leaves the stock, and nobody is asked for it."""

from sqlalchemy.orm import Session

from fritidsbank.counter.actions import end
from fritidsbank.loans.models import Ending
from fritidsbank.loans.queries import NoSuchLoan, loan_with
from fritidsbank.stock.actions import Signature, move
from fritidsbank.stock.queries import Thing, standard_place, thing_of
from fritidsbank.stock.rules import PlaceKind, Reason


def write_off(db: Session, loan: int, *, branch: int, signed: Signature) -> Thing:
    """An open loan of the branch ends, and its article is gone until somebody scans it again.

    Raises NoSuchLoan, NotThere.
    """
    lent = loan_with(db, loan)
    if lent.branch != branch:
        raise NoSuchLoan
    thing = thing_of(db, lent.article)
    end(db, lent.id, Ending.WRITTEN_OFF, at=max(signed.at, thing.since))
    gone = standard_place(db, branch, PlaceKind.GONE)
    return move(db, thing, gone, reason=Reason.NEVER_RETURNED, signed=signed, loan=lent.id)
