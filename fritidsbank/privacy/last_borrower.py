"""Who had an article last: for lost property, or a binding that broke."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from fritidsbank.loans.models import Ending, Loan
from fritidsbank.people.queries import BorrowerEntry, names_of


@dataclass(frozen=True)
class LastLoan:
    """The latest loan of an article. No `person`: nobody knows any more, or it is not told."""

    lent_at: datetime
    ended_at: datetime | None
    borrower: str | None
    person: BorrowerEntry | None


def last_loan(db: Session, article: int) -> LastLoan | None:
    """The latest loan of an article that was one, with whoever had it."""
    loan = db.scalar(
        select(Loan)
        .where(Loan.article_id == article, or_(Loan.ending.is_(None), Loan.ending != Ending.UNDONE))
        .order_by(Loan.lent_at.desc(), Loan.id.desc())
        .limit(1)
    )
    if loan is None:
        return None
    person = names_of(db, [loan.borrower_id]).get(loan.borrower_id) if loan.borrower_id else None
    return LastLoan(loan.lent_at, loan.ended_at, loan.borrower_id, person)


def is_lately(loan: LastLoan, days: int, *, now: datetime) -> bool:
    """Whether it is out still, or came back so few days ago that the counter may ask."""
    return loan.ended_at is None or now - loan.ended_at <= timedelta(days=days)
