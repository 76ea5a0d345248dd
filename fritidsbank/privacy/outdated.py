"""What only mattered for a while: notes of calls, messages, operations, looks, old copies."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Update, delete, exists, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from fritidsbank.clock import local_day
from fritidsbank.loans.models import Loan
from fritidsbank.people.models import BorrowerDetails
from fritidsbank.privacy.models import LookedAt
from fritidsbank.privacy.retention import Found, Key, Reach, Work
from fritidsbank.privacy.unlinking import after, counted, found
from fritidsbank.reminders.models import Reminder
from fritidsbank.schema import Base, rows_changed
from fritidsbank.web.models import Errand, Operation
from fritidsbank.web.pruning import finished_errand, settled_operation

COPIES = ("fritidsbank-before-*", "fritidsbank.db-restored", ".fritidsbank*.part")
"""What `upgrade` and `restore` leave behind, and what was being written when the power went."""


def _rows_of(
    model: type[Base],
    key: InstrumentedAttribute[Any],
    which: Any,  # noqa: ANN401 - see below
) -> Work:
    """Rows that are deleted when they are old; `which(reach)` says which those are."""

    def count(db: Session, reach: Reach) -> int:
        return counted(db, model, *which(reach))

    def find(db: Session, reach: Reach, position: Key | None, size: int) -> Found:
        return found(db, select(key).where(after(key, position), *which(reach)).order_by(key), size)

    def do(db: Session, reach: Reach, keys: list[Key]) -> int:
        gone = delete(model).where(key.in_(keys), *which(reach))
        return rows_changed(db.execute(gone, execution_options={"synchronize_session": False}))

    return Work(count, find, do)


def _old_errand(reach: Reach) -> tuple[ColumnElement[bool], ...]:
    # What nobody has sent for so long nobody waits for, unless it is being sent just now.
    forsaken = (
        (Errand.created_at < reach.before)
        & (Errand.not_before_at < reach.before)
        & (Errand.leased_until_at.is_(None) | (Errand.leased_until_at < reach.now))
        & Errand.done_at.is_(None)
        & Errand.given_up_at.is_(None)
    )
    return (or_(finished_errand(reach.before), forsaken),)


def _old_reminder(reach: Reach) -> tuple[ColumnElement[bool], ...]:
    # While something is out its reminders say how often somebody was reminded of it.
    ended = exists().where(Loan.id == Reminder.loan_id, Loan.ended_at.is_not(None))
    return Reminder.sent_at < reach.before, ended


def _old_operation(reach: Reach) -> tuple[ColumnElement[bool], ...]:
    return (settled_operation(reach.before),)


def _old_look(reach: Reach) -> tuple[ColumnElement[bool], ...]:
    return (LookedAt.at < reach.before,)


def _is_old_note(reach: Reach) -> tuple[ColumnElement[bool], ...]:
    details, day = BorrowerDetails, local_day(reach.before)
    return details.call_notes != "", or_(details.noted_on.is_(None), details.noted_on < day)


def _count_notes(db: Session, reach: Reach) -> int:
    return counted(db, BorrowerDetails, *_is_old_note(reach))


def _find_notes(db: Session, reach: Reach, position: Key | None, size: int) -> Found:
    whose = BorrowerDetails.borrower_id
    statement = select(whose).where(after(whose, position), *_is_old_note(reach)).order_by(whose)
    return found(db, statement, size)


def _drop_notes(db: Session, reach: Reach, borrowers: list[Key]) -> int:
    old: Update = (
        update(BorrowerDetails)
        .where(BorrowerDetails.borrower_id.in_(borrowers), *_is_old_note(reach))
        .values(call_notes="", noted_on=None)
    )
    return rows_changed(db.execute(old, execution_options={"synchronize_session": False}))


def _old_copies(reach: Reach) -> Iterator[Path]:
    for file in sorted(file for name in COPIES for file in reach.folder.glob(name)):
        if file.is_file() and datetime.fromtimestamp(file.stat().st_mtime, UTC) < reach.before:
            yield file


def _count_copies(db: Session, reach: Reach) -> int:
    del db
    return sum(1 for _ in _old_copies(reach))


def _find_copies(db: Session, reach: Reach, position: Key | None, size: int) -> Found:
    del db
    names = (file.name for file in _old_copies(reach))
    later = (name for name in names if position is None or name > str(position))
    return [(name, name) for name in islice(later, size)]


def _delete_copies(db: Session, reach: Reach, names: list[Key]) -> int:
    del db
    for name in names:
        (reach.folder / str(name)).unlink(missing_ok=True)
    return len(names)


NOTES = (Work(_count_notes, _find_notes, _drop_notes),)
MESSAGES = (
    _rows_of(Errand, Errand.id, _old_errand),
    _rows_of(Reminder, Reminder.id, _old_reminder),
)
OPERATIONS = (
    _rows_of(Operation, Operation.id, _old_operation),
    _rows_of(LookedAt, LookedAt.id, _old_look),
)
OLD_COPIES = (Work(_count_copies, _find_copies, _delete_copies),)
