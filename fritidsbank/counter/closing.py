"""A day that is closed after all: what was due then is due on the next open day."""

from datetime import date

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from fritidsbank.branches.queries import calendar_of
from fritidsbank.loans.models import Loan
from fritidsbank.schema import rows_changed, table_of

_loan = table_of(Loan)
_OPEN_HERE = (_loan.c.branch_id == bindparam("branch"), _loan.c.ended_at.is_(None))
_DUE_DAYS = (
    select(_loan.c.due_on).where(*_OPEN_HERE, _loan.c.due_on >= bindparam("today")).distinct()
)
_PUT_OFF = (
    update(_loan)
    .where(*_OPEN_HERE, _loan.c.due_on == bindparam("closed"))
    .values(due_on=bindparam("next_open"))
)


def put_off(db: Session, branch: int, today: date) -> int:
    """No loan of the branch is due on a closed day any more; how many have moved.

    What is late already stays so, and a longer time that nobody asked for is no extension.
    """
    calendar = calendar_of(db, branch, today)
    moved = 0
    for day in db.scalars(_DUE_DAYS, {"branch": branch, "today": today}).all():
        next_open = calendar.open_day_from(day)
        if next_open != day:
            put = db.execute(_PUT_OFF, {"branch": branch, "closed": day, "next_open": next_open})
            moved += rows_changed(put)
    return moved
