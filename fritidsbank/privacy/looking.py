"""The log of who looked at which borrower: a line for each look, without a name."""

from datetime import datetime

from sqlalchemy.orm import Session

from fritidsbank.privacy.models import LookedAt
from fritidsbank.privacy.rules import Look


def note_look(
    db: Session,
    borrower: str | None,
    what: Look,
    *,
    account: int,
    branch: int | None,
    now: datetime,
) -> None:
    """Note that an account looked; no borrower is a look at the whole register."""
    db.add(LookedAt(borrower_id=borrower, account_id=account, branch_id=branch, what=what, at=now))
    db.flush()
