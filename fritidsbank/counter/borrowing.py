"""What borrowers have out, and when it is due: as pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.loans.models import Ending, Loan, Visit
from fritidsbank.loans.queries import OpenLoan, open_loans
from fritidsbank.stock.queries import Thing, things_of


@dataclass(frozen=True)
class Held:
    """One article in somebody's hands. `days_late` is 0 until the day after `due_on`."""

    loan: int
    thing: Thing
    visit: str
    borrower: str | None
    lent_at: datetime
    due_on: date
    days_late: int
    extensions: int

    @property
    def shown(self) -> str:
        """What it is, as people say it: Slalomskidor 150."""
        return f"{self.thing.name} {self.thing.size}".strip()


def held_on(db: Session, loans: list[OpenLoan], *, today: date) -> list[Held]:
    """The articles of these loans, in the same order."""
    things = things_of(db, [loan.article for loan in loans])
    return [
        Held(
            loan=loan.id,
            thing=things[loan.article],
            visit=loan.visit,
            borrower=loan.borrower,
            lent_at=loan.lent_at,
            due_on=loan.due_on,
            days_late=max(0, (today - loan.due_on).days),
            extensions=loan.extensions,
        )
        for loan in loans
    ]


def held_by(db: Session, borrower: str, *, today: date) -> list[Held]:
    """All that a borrower has out, what is due first on top."""
    held = held_on(db, open_loans(db, borrower=borrower), today=today)
    return sorted(held, key=lambda one: (one.due_on, one.loan))


def slip_codes(db: Session, visits: Iterable[str]) -> dict[str, str]:
    """The number on the slip of each visit."""
    rows = db.execute(select(Visit.id, Visit.code).where(Visit.id.in_(set(visits))))
    return {row.id: row.code for row in rows}


def times_here(db: Session, borrower: str) -> tuple[int, int]:
    """How many visits there were, and how many articles came of them: numbers, not which."""
    visits = select(func.count()).select_from(Visit).where(Visit.borrower_id == borrower)
    loans = (
        select(func.count())
        .select_from(Loan)
        .where(Loan.borrower_id == borrower)
        .where(Loan.ending.is_(None) | (Loan.ending != Ending.UNDONE))
    )
    row = db.execute(select(visits.scalar_subquery(), loans.scalar_subquery())).one()
    return row[0], row[1]
