"""Reminders: each of its kind once for a loan and a due day."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.doctor.finding import Facts, check, rows
from fritidsbank.refusals import N_
from fritidsbank.reminders.models import Reminder


@check(N_("Loan {loan} was reminded of {times} times for the same thing."))
def reminded_twice(db: Session) -> Facts:
    """No loan has had the same step twice for the same due day."""
    same = (Reminder.loan_id, Reminder.due_on, Reminder.step, Reminder.number)
    return rows(
        db,
        select(Reminder.loan_id.label("loan"), func.count().label("times"))
        .group_by(*same)
        .having(func.count() > 1),
    )


CHECKS = (reminded_twice,)
