"""The register as it is given out as a public record: rows without names, numbers and days.

Whoever borrows under a made-up name or without details stands in no row and in no count: that
somebody does is nobody's business. Months are told and no days, and rows stand in an order that
says nothing of when somebody came.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.loans.models import Loan
from fritidsbank.people.models import Borrower, BorrowerDetails, BorrowerKind
from fritidsbank.privacy.models import RegisterRelease

SHOWN = (BorrowerKind.PERSON, BorrowerKind.ORGANISATION)


@dataclass(frozen=True, order=True)
class MaskedRow:
    """One borrower; months as 2026-03."""

    kind: BorrowerKind
    since: str
    last_seen: str
    out: int


def masked_register(db: Session) -> list[MaskedRow]:
    """All rows that are given out."""
    out = (
        select(Loan.borrower_id, func.count().label("many"))
        .where(Loan.ended_at.is_(None))
        .group_by(Loan.borrower_id)
        .subquery()
    )
    rows = db.execute(
        select(Borrower.kind, Borrower.created_on, Borrower.last_seen_on, out.c.many)
        .join(BorrowerDetails, BorrowerDetails.borrower_id == Borrower.id)
        .outerjoin(out, out.c.borrower_id == Borrower.id)
        .where(Borrower.kind.in_(SHOWN))
    )
    return sorted(
        MaskedRow(kind, f"{since:%Y-%m}", f"{seen:%Y-%m}", many or 0)
        for kind, since, seen, many in rows
    )


def counts_of(rows: list[MaskedRow]) -> dict[BorrowerKind, int]:
    """How many of each kind."""
    return dict(Counter(row.kind for row in rows))


def note_release(db: Session, reference: str, count: int, *, account: int, now: datetime) -> None:
    """A line in the log of what was given out."""
    db.add(RegisterRelease(reference=reference, count=count, account_id=account, at=now))
    db.flush()


def releases(db: Session, most: int = 50) -> list[RegisterRelease]:
    """What was given out, the newest first."""
    return list(db.scalars(select(RegisterRelease).order_by(RegisterRelease.id.desc()).limit(most)))
