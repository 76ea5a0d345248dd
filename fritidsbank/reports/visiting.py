"""How many times somebody came to the counter."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.loans.models import Loan
from fritidsbank.reports.rules import Period
from fritidsbank.stock.ledger import HOLDS
from fritidsbank.stock.models import Move
from fritidsbank.stock.rules import Reason


def loan_events(db: Session, asked: Period, branch: int | None) -> int:
    """Visits in which something was lent, however many articles ("lånetillfällen")."""
    events = select(func.count(Loan.visit_id.distinct())).join(Move, Move.loan_id == Loan.id)
    events = events.where(HOLDS, Move.reason == Reason.LENT)
    events = events.where(Move.booked_on >= asked.first, Move.booked_on <= asked.last)
    if branch is not None:
        events = events.where(Move.to_branch_id == branch)
    return db.scalar(events) or 0
