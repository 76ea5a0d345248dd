"""Taking borrowers off what has ended: visits, what was written off, bookings.

A visit is one thing: when the last of it is back for long enough, all of it is unlinked, but for
what was written off, which has a time of its own.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from fritidsbank.bookings.models import Booking
from fritidsbank.bookings.rules import PROMISED
from fritidsbank.loans.models import Ending, Loan, Visit
from fritidsbank.privacy.retention import Found, Key, Reach, Work
from fritidsbank.schema import Base, rows_changed

_WRITTEN_OFF = Loan.ending == Ending.WRITTEN_OFF


def after(column: InstrumentedAttribute[Any], position: Key | None) -> ColumnElement[bool]:
    """From a position on, or from the beginning."""
    return column.is_not(None) if position is None else column > position


def found(db: Session, statement: Select[*tuple[Any, ...]], size: int) -> Found:
    """The next of a statement that is in order."""
    return [(row[0], row[-1]) for row in db.execute(statement.limit(size))]


def counted(db: Session, model: type[Base], *which: ColumnElement[bool]) -> int:
    """How many rows those are."""
    return db.scalar(select(func.count()).select_from(model).where(*which)) or 0


def _lasting(visit: ColumnElement[str] | InstrumentedAttribute[str], reach: Reach) -> Any:  # noqa: ANN401 - an exists
    """Something of the visit is out, or was until lately."""
    loan = aliased(Loan)
    lately = or_(loan.ended_at.is_(None), loan.ended_at >= reach.before)
    return exists().where(loan.visit_id == visit, lately)


def _visit_is_over(reach: Reach) -> tuple[ColumnElement[bool], ...]:
    linked = Visit.borrower_id.is_not(None)
    return linked, Visit.opened_at < reach.before, ~_lasting(Visit.id, reach)


def _count_visits(db: Session, reach: Reach) -> int:
    return counted(db, Visit, *_visit_is_over(reach))


def _find_by_loans(db: Session, reach: Reach, position: Key | None, size: int) -> Found:
    # In the order of the loans, which is that of the file: visits have their ids from tablets, and
    # each batch would touch pages everywhere.
    statement = (
        select(Loan.id, Loan.visit_id)
        .where(
            after(Loan.id, position),
            Loan.borrower_id.is_not(None),
            ~_WRITTEN_OFF,
            Loan.ended_at < reach.before,
            ~_lasting(Loan.visit_id, reach),
        )
        .order_by(Loan.id)
    )
    return found(db, statement, size)


def _find_visits(db: Session, reach: Reach, position: Key | None, size: int) -> Found:
    statement = select(Visit.id).where(after(Visit.id, position), *_visit_is_over(reach))
    return found(db, statement.order_by(Visit.id), size)


def _unlink_visits(db: Session, reach: Reach, visits: list[Key]) -> int:
    over = select(Visit.id).where(Visit.id.in_({*visits}), ~_lasting(Visit.id, reach))
    due = list(db.scalars(over))
    theirs = update(Visit).where(Visit.id.in_(due), Visit.borrower_id.is_not(None))
    lent = update(Loan).where(Loan.visit_id.in_(due), Loan.borrower_id.is_not(None), ~_WRITTEN_OFF)
    unlinked = _without_borrower(db, theirs)
    _without_borrower(db, lent)
    return unlinked


def _is_written_off(reach: Reach) -> tuple[ColumnElement[bool], ...]:
    return Loan.borrower_id.is_not(None), _WRITTEN_OFF, Loan.ended_at < reach.before


def _count_written_off(db: Session, reach: Reach) -> int:
    return counted(db, Loan, *_is_written_off(reach))


def _find_written_off(db: Session, reach: Reach, position: Key | None, size: int) -> Found:
    statement = select(Loan.id).where(after(Loan.id, position), *_is_written_off(reach))
    return found(db, statement.order_by(Loan.id), size)


def _unlink_written_off(db: Session, reach: Reach, loans: list[Key]) -> int:
    return _without_borrower(db, update(Loan).where(Loan.id.in_(loans), *_is_written_off(reach)))


def _booking_is_over(reach: Reach) -> tuple[ColumnElement[bool], ...]:
    fetched = exists().where(Visit.id == Booking.visit_id, Visit.borrower_id.is_not(None))
    return (
        Booking.borrower_id.is_not(None),
        Booking.state.not_in(PROMISED),
        func.coalesce(Booking.ended_at, Booking.created_at) < reach.before,
        ~fetched,
    )


def _count_bookings(db: Session, reach: Reach) -> int:
    return counted(db, Booking, *_booking_is_over(reach))


def _find_bookings(db: Session, reach: Reach, position: Key | None, size: int) -> Found:
    statement = select(Booking.id).where(after(Booking.id, position), *_booking_is_over(reach))
    return found(db, statement.order_by(Booking.id), size)


def _unlink_bookings(db: Session, reach: Reach, bookings: list[Key]) -> int:
    over = update(Booking).where(Booking.id.in_(bookings), *_booking_is_over(reach))
    return _without_borrower(db, over)


def _without_borrower(db: Session, statement: Any) -> int:  # noqa: ANN401 - an UPDATE of any table
    unlinked = db.execute(
        statement.values(borrower_id=None), execution_options={"synchronize_session": False}
    )
    return rows_changed(unlinked)


def _no_more(db: Session, reach: Reach) -> int:
    del db, reach
    return 0


VISITS = (
    Work(_count_visits, _find_by_loans, _unlink_visits),
    # What has no loan at all, or only such as were written off; counted with the others.
    Work(_no_more, _find_visits, _unlink_visits),
)
WRITTEN_OFF = (Work(_count_written_off, _find_written_off, _unlink_written_off),)
BOOKINGS = (Work(_count_bookings, _find_bookings, _unlink_bookings),)
