"""Taking jobs out of a queue: one at a time for each printer, by whoever holds its lease."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session, aliased

from fritidsbank.printjobs.models import PrintJob, ShopPrinter
from fritidsbank.printjobs.queries import is_at, is_lost
from fritidsbank.printjobs.rules import (
    AFTER,
    KEPT,
    LEASE,
    PATIENCE,
    JobState,
    Why,
)
from fritidsbank.schema import rows_changed

_APART = {"synchronize_session": False}
_waiting, _other = aliased(PrintJob), aliased(PrintJob)
# Built once, and few: others are lending, and wait for this turn to end. Whoever holds the row of
# the printer is alone with its queue; the others come again.
_LOADED = (
    select(ShopPrinter.medium)
    .where(ShopPrinter.id == bindparam("printer"), ShopPrinter.removed_at.is_(None))
    .with_for_update(skip_locked=True)
)
_BUSY = select(_other.id).where(
    _other.printer_id == bindparam("printer"),
    _other.ended_at.is_(None),
    _other.state == JobState.SENDING,
)
_OLDEST = select(func.min(_waiting.id)).where(
    _waiting.printer_id == bindparam("printer"),
    _waiting.ended_at.is_(None),
    _waiting.state == JobState.QUEUED,
    _waiting.created_at > bindparam("not_before"),
    ~_BUSY.exists(),
)
_TAKE = (
    update(PrintJob)
    .where(PrintJob.id == _OLDEST.scalar_subquery(), PrintJob.state == JobState.QUEUED)
    .values(
        state=JobState.SENDING,
        taken_at=bindparam("now"),
        lease_until_at=bindparam("until"),
        worker=bindparam("by"),
        medium=bindparam("loaded"),
    )
    .returning(PrintJob)
)


def take(db: Session, printer: int, worker: str, *, now: datetime) -> PrintJob | None:
    """The oldest job of a printer, unless somebody else is printing there. None when idle.

    From here on it is never queued again: it ends, or its lease does.
    """
    medium = db.scalar(_LOADED, {"printer": printer})
    if medium is None:
        return None
    return db.scalar(
        _TAKE,
        {
            "printer": printer,
            "not_before": now - PATIENCE,
            "now": now,
            "until": now + LEASE,
            "by": worker,
            "loaded": medium,
        },
        execution_options={**_APART, "populate_existing": True},
    )


def hold(db: Session, job: int, worker: str, *, seconds: float, now: datetime) -> bool:
    """A fresh lease, by so many seconds longer. False when it is lost already: do not send."""
    held = db.execute(
        update(PrintJob)
        .where(PrintJob.id == job, PrintJob.worker == worker, PrintJob.state == JobState.SENDING)
        .values(lease_until_at=now + LEASE + timedelta(seconds=seconds)),
        execution_options=_APART,
    )
    return rows_changed(held) == 1


def renew(db: Session, worker: str, *, now: datetime) -> int:
    """Whoever lives keeps what it is still at; how many jobs. Who fell over keeps it no longer."""
    renewed = db.execute(
        update(PrintJob)
        .where(PrintJob.ended_at.is_(None), is_at(worker))
        .values(lease_until_at=now + LEASE),
        execution_options=_APART,
    )
    return rows_changed(renewed)


def ended(
    db: Session,
    job: int,
    worker: str,
    state: JobState,
    trouble: str | None = None,
    *,
    now: datetime,
) -> bool:
    """How it went, from whoever took it. False when that cannot follow, or was told before."""
    before = [known for known, after in AFTER.items() if state in after]
    done = db.execute(
        update(PrintJob)
        .where(PrintJob.id == job, PrintJob.worker == worker, PrintJob.state.in_(before))
        .values(state=state, trouble=trouble, ended_at=now, lease_until_at=None),
        execution_options=_APART,
    )
    return rows_changed(done) == 1


def follow_up(
    db: Session, job: PrintJob, state: JobState, trouble: str | None, *, now: datetime
) -> None:
    """What the end of a job means for its printer, and for what waits behind it."""
    came_to_grief = state in {JobState.FAILED, JobState.UNKNOWN}
    note_printer(db, job.printer_id, trouble if came_to_grief else None, now=now)
    if came_to_grief:
        give_up_waiting(db, job.printer_id, trouble, now=now)


def note_printer(db: Session, printer: int, trouble: str | None, *, now: datetime) -> None:
    """How a printer was last seen: in trouble, or at work."""
    seen = {"trouble_at": now} if trouble else {"heard_at": now}
    db.execute(
        update(ShopPrinter).where(ShopPrinter.id == printer).values(trouble=trouble, **seen),
        execution_options=_APART,
    )


def give_up_waiting(db: Session, printer: int, trouble: str | None, *, now: datetime) -> int:
    """What waits behind a job that came to grief ends with the same words; how many jobs.

    Nothing of them has left. Each would only wait its five seconds for the same printer; people
    print them again by one tap when the printer is well (`reprint_failed`).
    """
    given_up = db.execute(
        update(PrintJob)
        .where(
            PrintJob.printer_id == printer,
            PrintJob.ended_at.is_(None),
            PrintJob.state == JobState.QUEUED,
            PrintJob.created_at <= now,
        )
        .values(state=JobState.FAILED, trouble=trouble, ended_at=now),
        execution_options=_APART,
    )
    return rows_changed(given_up)


def lay_down(db: Session, worker: str, *, now: datetime) -> int:
    """Whoever ends leaves no lease behind: what is not over yet is unknown; how many jobs."""
    left = db.execute(
        update(PrintJob)
        .where(PrintJob.ended_at.is_(None), is_at(worker))
        .values(state=JobState.UNKNOWN, trouble=Why.LOST, ended_at=now, lease_until_at=None),
        execution_options=_APART,
    )
    return rows_changed(left)


def put_away(db: Session, *, now: datetime) -> int:
    """What nobody has told the end of is unknown; what nobody came for is cancelled. How many."""
    lost = db.execute(
        update(PrintJob)
        .where(PrintJob.ended_at.is_(None), is_lost(now))
        .values(state=JobState.UNKNOWN, trouble=Why.LOST, ended_at=now, lease_until_at=None),
        execution_options=_APART,
    )
    stale = db.execute(
        update(PrintJob)
        .where(
            PrintJob.ended_at.is_(None),
            PrintJob.state == JobState.QUEUED,
            PrintJob.created_at <= now - PATIENCE,
        )
        .values(state=JobState.CANCELLED, trouble=Why.WAITED_TOO_LONG, ended_at=now),
        execution_options=_APART,
    )
    return rows_changed(lost) + rows_changed(stale)


def prune_jobs(db: Session, *, now: datetime) -> int:
    """Throw away jobs that ended more than thirty days ago; how many."""
    old = PrintJob.ended_at < now - KEPT
    gone = select(PrintJob.id).where(old)
    db.execute(
        update(PrintJob).where(PrintJob.reprints_id.in_(gone)).values(reprints_id=None),
        execution_options=_APART,
    )
    return rows_changed(db.execute(delete(PrintJob).where(old), execution_options=_APART))
