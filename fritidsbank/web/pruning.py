"""Throwing away what only mattered for a while: old operations and finished errands."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlalchemy.orm import Session

from fritidsbank.schema import rows_changed
from fritidsbank.web.models import Errand, Operation

KEPT = timedelta(days=90)
"""A tablet may resend for thirty days; what waits to be reviewed stays until somebody has."""


def prune(db: Session, *, now: datetime) -> int:
    """Delete what is older than ninety days. How many operations it were."""
    pruned = db.execute(
        delete(Operation).where(
            Operation.received_at < now - KEPT,
            or_(Operation.review.is_(None), Operation.reviewed_at.is_not(None)),
        ),
        execution_options={"synchronize_session": False},
    )
    db.execute(
        delete(Errand).where(or_(Errand.done_at < now - KEPT, Errand.given_up_at < now - KEPT)),
        execution_options={"synchronize_session": False},
    )
    return rows_changed(pruned)
