"""The log of who looked at which borrower: a line for each look, without a name."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Integer, exists, func, insert, literal, select
from sqlalchemy.orm import Session

from fritidsbank.people.models import BorrowerDetails
from fritidsbank.privacy.models import LookedAt
from fritidsbank.privacy.rules import Look
from fritidsbank.schema import Instant
from fritidsbank.staff.models import Account

ONE_LOOK = timedelta(minutes=10)
"""Whoever opens the same page again within this time is looking still."""


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


def note_page(
    db: Session, borrower: str, *, account: int, branch: int | None, now: datetime
) -> None:
    """The same for a borrower's page, which is opened again and again: once in ten minutes."""
    _note_once(db, Look.PAGE, [borrower], account=account, branch=branch, now=now)


def note_shown(
    db: Session, borrowers: list[str], *, account: int, branch: int | None, now: datetime
) -> None:
    """The same for all whom an answer showed at once, by one statement."""
    _note_once(db, Look.SHOWN, borrowers, account=account, branch=branch, now=now)


def _note_once(
    db: Session,
    what: Look,
    borrowers: list[str],
    *,
    account: int,
    branch: int | None,
    now: datetime,
) -> None:
    lately = exists().where(
        LookedAt.borrower_id == BorrowerDetails.borrower_id,
        LookedAt.account_id == account,
        LookedAt.what == what,
        LookedAt.at > now - ONE_LOOK,
    )
    looks = select(
        BorrowerDetails.borrower_id,
        literal(account, Integer),
        literal(branch, Integer),
        literal(what, LookedAt.what.type),
        literal(now, Instant),
    ).where(BorrowerDetails.borrower_id.in_(borrowers), ~lately)
    columns = ["borrower_id", "account_id", "branch_id", "what", "at"]
    db.execute(insert(LookedAt).from_select(columns, looks))


@dataclass(frozen=True)
class Looked:
    """A line of the log. `is_known`: the borrower has not been forgotten since."""

    at: datetime
    by: str
    account: int
    what: Look
    borrower: str | None
    is_known: bool


def looks(
    db: Session, *, account: int | None, borrower: str | None, skip: int, most: int
) -> list[Looked]:
    """The newest first, of an account or about a borrower if one is named."""
    rows = db.execute(
        select(
            LookedAt.at,
            Account.name,
            LookedAt.account_id,
            LookedAt.what,
            LookedAt.borrower_id,
            BorrowerDetails.borrower_id.is_not(None),
        )
        .join(Account, Account.id == LookedAt.account_id)
        .outerjoin(BorrowerDetails, BorrowerDetails.borrower_id == LookedAt.borrower_id)
        .where(*_of(account, borrower))
        .order_by(LookedAt.at.desc(), LookedAt.id.desc())
        .offset(skip)
        .limit(most)
    )
    return [Looked(*row) for row in rows]


def count_looks(db: Session, *, account: int | None, borrower: str | None) -> int:
    """How many lines the log has."""
    counted = select(func.count()).select_from(LookedAt).where(*_of(account, borrower))
    return db.scalar(counted) or 0


def who_looked(db: Session) -> list[tuple[int, str]]:
    """The accounts in the log."""
    rows = db.execute(
        select(Account.id, Account.name)
        .where(Account.id.in_(select(LookedAt.account_id)))
        .order_by(Account.name)
    )
    return [(row.id, row.name) for row in rows]


def _of(account: int | None, borrower: str | None) -> list[ColumnElement[bool]]:
    by = [] if account is None else [LookedAt.account_id == account]
    return by + ([] if borrower is None else [LookedAt.borrower_id == borrower])
