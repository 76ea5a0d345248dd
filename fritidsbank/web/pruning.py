"""Throwing away what only mattered for a while: old operations and finished errands."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_
from sqlalchemy.orm import Session

from fritidsbank.schema import rows_changed
from fritidsbank.web.models import Errand, Operation

KEPT = timedelta(days=90)
"""A tablet may resend for thirty days; what waits to be reviewed stays until somebody has."""


def settled_operation(before: datetime) -> ColumnElement[bool]:
    """What makes an operation one that nobody asks for any more."""
    return and_(
        Operation.received_at < before,
        or_(Operation.review.is_(None), Operation.reviewed_at.is_not(None)),
    )


def finished_errand(before: datetime) -> ColumnElement[bool]:
    """What makes an errand one that was carried out, or given up, long ago."""
    return or_(Errand.done_at < before, Errand.given_up_at < before)


def prune(db: Session, *, now: datetime) -> int:
    """Delete what is older than ninety days. How many operations it were."""
    pruned = db.execute(
        delete(Operation).where(settled_operation(now - KEPT)),
        execution_options={"synchronize_session": False},
    )
    db.execute(
        delete(Errand).where(finished_errand(now - KEPT)),
        execution_options={"synchronize_session": False},
    )
    return rows_changed(pruned)
