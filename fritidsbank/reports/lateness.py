"""Loans that were late when a day began, by how many days."""

from collections import Counter
from datetime import date, time

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_moment
from fritidsbank.loans.models import Loan
from fritidsbank.stock.ledger import HOLDS
from fritidsbank.stock.models import Move
from fritidsbank.stock.rules import Reason

AGES = (("1-7", 7), ("8-30", 30), ("31-90", 90), ("91-", 100_000))
"""Days late, and the last of them; what they are called stands in `tables.py`."""


def late_by_age(db: Session, day: date, branch: int | None) -> dict[str, int]:
    """How many loans were out when `day` began and should have been back before, by age."""
    late: Counter[date] = Counter()
    for counted in (_still_out(day, branch), _back_since(day, branch)):
        for due_on, count in db.execute(counted):
            late[due_on] += count
    ages = dict.fromkeys((name for name, _ in AGES), 0)
    for due_on, count in late.items():
        ages[_age(due_on, day)] += count
    return ages


def _age(due_on: date, day: date) -> str:
    days = (day - due_on).days
    return next(name for name, last in AGES if days <= last)


def _still_out(day: date, branch: int | None) -> Select[date, int]:
    return _due_before(day, branch).where(Loan.ended_at.is_(None))


def _back_since(day: date, branch: int | None) -> Select[date, int]:
    """Those that ended later, by the lines that ended them: few when the day is not long ago."""
    ended = (
        select(Move.loan_id)
        .where(HOLDS, Move.booked_on >= day)
        .where(Move.reason.in_([Reason.RETURNED, Reason.NEVER_RETURNED]))
    )
    moment = local_moment(day, time())
    return _due_before(day, branch).where(Loan.id.in_(ended), Loan.ended_at >= moment)


def _due_before(day: date, branch: int | None) -> Select[date, int]:
    late = select(Loan.due_on, func.count()).where(Loan.due_on < day)
    late = late.where(Loan.lent_at < local_moment(day, time())).group_by(Loan.due_on)
    return late if branch is None else late.where(Loan.branch_id == branch)
