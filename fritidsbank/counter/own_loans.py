"""What somebody sees of their own loans by the link on the slip, and a longer time by one press."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch
from fritidsbank.branches.queries import branch_with, calendar_of
from fritidsbank.counter.actions import extend
from fritidsbank.counter.borrowing import held_on
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.loans.queries import OpenLoan, open_loans
from fritidsbank.refusals import N_, Refusal
from fritidsbank.stock.queries import Thing


@dataclass(eq=False)
class LongerAlready(Refusal):
    """By the link each thing is extended once; after that somebody talks to the shop."""

    message = N_("You have got a longer time already. Do you need more? Talk to us.")


@dataclass(frozen=True)
class OwnDay:
    """What is due on one day, and when the door is open then."""

    due_on: date
    hours: tuple[tuple[time, time], ...]
    is_late: bool
    things: tuple[Thing, ...]


@dataclass(frozen=True)
class OwnLoans:
    """What is still out of a visit. Nothing here tells who borrowed it."""

    branch: Branch
    days: tuple[OwnDay, ...]
    may_extend: bool


def own_loans_of(db: Session, visit: Visit, today: date) -> OwnLoans:
    """As the page shows them: what is due first on top."""
    calendar = calendar_of(db, visit.branch_id, today)
    held = held_on(db, open_loans(db, visit=visit.id), today=today)
    by_day: dict[date, list[Thing]] = {}
    for each in sorted(held, key=lambda one: (one.due_on, one.loan)):
        by_day.setdefault(each.due_on, []).append(each.thing)
    return OwnLoans(
        branch=branch_with(db, visit.branch_id),
        days=tuple(
            OwnDay(day, tuple(sorted(calendar.hours(day))), day < today, tuple(things))
            for day, things in by_day.items()
        ),
        may_extend=any(not each.extensions for each in held),
    )


def extend_own(db: Session, visit: Visit, today: date) -> bool:
    """Once, what was not extended before and nobody waits for; whether that was all of it.

    Raises LongerAlready, WaitedFor.
    """
    # Two presses at once wait for each other here, so that the second finds it done.
    db.execute(select(Loan.id).where(Loan.visit_id == visit.id).with_for_update())
    loans: list[OpenLoan] = [loan for loan in open_loans(db, visit=visit.id) if not loan.extensions]
    if not loans:
        raise LongerAlready
    return len(extend(db, loans, branch=visit.branch_id, today=today)) == len(loans)
