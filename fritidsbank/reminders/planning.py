"""An errand for each borrower who should hear something, and none while one is waiting."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.people.rules import gets_texts
from fritidsbank.reminders.due import Schedule
from fritidsbank.reminders.queries import due_loans
from fritidsbank.web.outbox import promise_many, waiting

KIND = "reminder"


def plan(db: Session, settings: Mapping[str, object], *, now: datetime) -> int:
    """Promise what is due, for the next moment at which people may be disturbed. How many."""
    if not settings["remind"]:
        return 0
    schedule = Schedule.of(settings)
    at = schedule.next_sending(now)
    planned = {(about.get("branch"), about.get("borrower")) for about in waiting(db, KIND)}
    wanted = dict.fromkeys(
        (one.branch, one.borrower)
        for one in due_loans(db, schedule, local_day(at))
        if not one.in_peace and gets_texts(one.mobile)
    )
    fresh = [
        {"branch": branch, "borrower": borrower}
        for branch, borrower in wanted
        if (branch, borrower) not in planned
    ]
    promise_many(db, KIND, fresh, now=now, not_before=at)
    return len(fresh)
