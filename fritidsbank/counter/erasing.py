"""Forgetting: borrowers are taken off their loans, and all that is personal is deleted.

Figures stay as they are, since none of them needs the person.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, aliased

from fritidsbank.db import Store
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.loans.queries import count_open
from fritidsbank.people.actions import forget
from fritidsbank.people.models import Borrower, BorrowerDetails
from fritidsbank.people.queries import NoSuchBorrower, is_known
from fritidsbank.refusals import N_, Refusal
from fritidsbank.schema import rows_changed


@dataclass(eq=False)
class StillOut(Refusal):
    """Something is lent to the borrower: without a name it could not be asked for."""

    articles: int

    message = N_(
        "This borrower still has articles out ({articles}). Take them back first, "
        "or keep an alias instead of the name until they are back."
    )


def erase(db: Session, borrower: str) -> None:
    """Unlink all loans and visits, and delete name, number, notes and cards.

    `sweep` must follow once this is committed. Raises NoSuchBorrower, StillOut.
    """
    if not is_known(db, borrower):
        raise NoSuchBorrower
    if out := count_open(db, [borrower]).get(borrower, 0):
        raise StillOut(out)
    for model in (Loan, Visit):
        db.execute(
            update(model).where(model.borrower_id == borrower).values(borrower_id=None),
            execution_options={"synchronize_session": False},
        )
    forget(db, borrower)


def unlink(db: Session, *, ended_before: datetime) -> int:
    """Take borrowers off visits of which everything had ended by then. How many visits it were."""
    loan = aliased(Loan)
    lasting = exists().where(
        loan.visit_id == Visit.id, loan.ended_at.is_(None) | (loan.ended_at >= ended_before)
    )
    done = db.execute(
        update(Visit)
        .where(Visit.borrower_id.is_not(None), Visit.opened_at < ended_before, ~lasting)
        .values(borrower_id=None),
        execution_options={"synchronize_session": False},
    )
    unlinked = exists().where(Visit.id == Loan.visit_id, Visit.borrower_id.is_(None))
    db.execute(
        update(Loan).where(Loan.borrower_id.is_not(None), unlinked).values(borrower_id=None),
        execution_options={"synchronize_session": False},
    )
    return rows_changed(done)


def long_unseen(db: Session, *, last_seen_before: date) -> list[str]:
    """Borrowers to be erased: here last before that day, with nothing out."""
    out = exists().where(Loan.borrower_id == Borrower.id, Loan.ended_at.is_(None))
    return list(
        db.scalars(
            select(Borrower.id)
            .join(BorrowerDetails, BorrowerDetails.borrower_id == Borrower.id)
            .where(Borrower.last_seen_on < last_seen_before, ~out)
            .order_by(Borrower.id)
        )
    )


def sweep(store: Store) -> bool:
    """Clear what was deleted from the files, too. False when others were in the way for too long.

    A write-ahead log keeps the old pages until it is emptied; PostgreSQL keeps dead rows.
    """
    try:
        return _empty_log(store) if store.is_sqlite else _vacuum(store)
    except (store.engine.dialect.loaded_dbapi.Error, DBAPIError):
        return False


def _empty_log(store: Store) -> bool:
    # Not through a session: the log cannot be emptied from inside a transaction.
    connection = store.engine.raw_connection()
    try:
        busy = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.close()
    return not busy


def _vacuum(store: Store) -> bool:
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM borrower_details, card"))
    return True
