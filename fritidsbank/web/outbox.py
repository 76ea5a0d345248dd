"""The outbox: what is carried out beside the database, by one worker at a time."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from fritidsbank.schema import rows_changed
from fritidsbank.web.models import Errand

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 8
LONGEST_PAUSE = timedelta(hours=1)
UNHEARD = "handed over, and no answer was heard"
"""The trouble of an errand that may have been carried out: it is never tried again by itself."""


def promise(
    db: Session,
    kind: str,
    refers_to: dict[str, Any],
    *,
    now: datetime,
    not_before: datetime | None = None,
) -> Errand:
    """Write an errand in the same transaction as its cause. `refers_to` holds ids, no names."""
    errand = Errand(kind=kind, refers_to=refers_to, created_at=now, not_before_at=not_before or now)
    db.add(errand)
    db.flush()
    return errand


def promise_many(
    db: Session, kind: str, refers_to: list[dict[str, Any]], *, now: datetime, not_before: datetime
) -> None:
    """The same of many errands of a kind at once."""
    moments = {"created_at": now, "not_before_at": not_before}
    if refers_to:
        db.execute(
            insert(Errand), [{"kind": kind, "refers_to": one, **moments} for one in refers_to]
        )


def waiting(db: Session, kind: str) -> list[dict[str, Any]]:
    """What the errands of a kind are about that have not come to their end."""
    open_ones = Errand.done_at.is_(None) & Errand.given_up_at.is_(None)
    return list(db.scalars(select(Errand.refers_to).where(open_ones, Errand.kind == kind)))


def latest_trouble(db: Session, kind: str) -> str:
    """Why the last errand of a kind that is still tried did not go, or nothing."""
    open_ones = Errand.done_at.is_(None) & Errand.given_up_at.is_(None)
    tried = select(Errand.trouble).where(open_ones, Errand.kind == kind, Errand.trouble != "")
    return db.scalar(tried.order_by(Errand.not_before_at.desc()).limit(1)) or ""


def claim(db: Session, worker: str, kinds: list[str], *, now: datetime) -> Errand | None:
    """Take the oldest errand that nobody works on; its lease ends by itself. None when idle."""
    free = Errand.leased_until_at.is_(None) | (Errand.leased_until_at < now)
    waiting = (
        Errand.done_at.is_(None) & Errand.given_up_at.is_(None) & Errand.handed_over_at.is_(None)
    )
    found = db.scalar(
        select(Errand.id)
        .where(waiting, free, Errand.not_before_at <= now, Errand.kind.in_(kinds))
        .order_by(Errand.not_before_at, Errand.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if found is None:
        return None
    taken = db.execute(
        update(Errand)
        .where(Errand.id == found, waiting, free)
        .values(leased_until_at=now + LEASE, leased_by=worker, attempts=Errand.attempts + 1),
        execution_options={"synchronize_session": False},
    )
    if rows_changed(taken) != 1:
        return None
    return db.get_one(Errand, found, populate_existing=True)


def hand_over(db: Session, errand: int, worker: str, *, now: datetime) -> bool:
    """Commit this in the last moment before the other side has it; False means: do not.

    If we fall over in between, nobody knows whether it was carried out, and once is enough.
    """
    handed = db.execute(
        update(Errand)
        .where(
            Errand.id == errand,
            Errand.leased_by == worker,
            Errand.leased_until_at > now,
            Errand.handed_over_at.is_(None),
            Errand.done_at.is_(None),
        )
        .values(handed_over_at=now),
        execution_options={"synchronize_session": False},
    )
    return rows_changed(handed) == 1


def take_up_again(db: Session, worker: str, *, now: datetime) -> None:
    """What a worker of this name had begun when it fell over: again, unless it was handed over.

    Only for a worker of which there is one at a time.
    """
    mine = (Errand.leased_by == worker) & Errand.done_at.is_(None) & Errand.given_up_at.is_(None)
    for was_handed_over, values in (
        (Errand.handed_over_at.is_(None), {"leased_until_at": None}),
        (Errand.handed_over_at.is_not(None), {"given_up_at": now, "trouble": UNHEARD}),
    ):
        db.execute(
            update(Errand).where(mine, was_handed_over).values(**values),
            execution_options={"synchronize_session": False},
        )


def finish(db: Session, errand: int, worker: str, *, now: datetime) -> bool:
    """It is done. False when the lease had gone to somebody else meanwhile."""
    return _close(db, errand, worker, done_at=now, leased_until_at=None)


def fail(
    db: Session,
    errand: Errand,
    worker: str,
    trouble: str,
    *,
    now: datetime,
    most: int = MOST_ATTEMPTS,
) -> bool:
    """It did not work: again later, each time later, and given up after so many attempts."""
    if errand.attempts >= most:
        return give_up(db, errand.id, worker, trouble, now=now)
    pause = min(timedelta(seconds=15) * 2 ** min(errand.attempts, 10), LONGEST_PAUSE)
    return _close(
        db,
        errand.id,
        worker,
        not_before_at=now + pause,
        leased_until_at=None,
        handed_over_at=None,
        trouble=trouble[:200],
    )


def put_off(db: Session, errand: int, worker: str, until: datetime) -> bool:
    """Not now: this is no hour for it."""
    return _close(db, errand, worker, not_before_at=until, leased_until_at=None)


def give_up(db: Session, errand: int, worker: str, trouble: str, *, now: datetime) -> bool:
    """It will not work, however often it is tried."""
    return _close(db, errand, worker, given_up_at=now, trouble=trouble[:200])


def _close(db: Session, errand: int, worker: str, **values: Any) -> bool:  # noqa: ANN401 - columns
    closed = db.execute(
        update(Errand)
        .where(Errand.id == errand, Errand.leased_by == worker, Errand.done_at.is_(None))
        .values(**values),
        execution_options={"synchronize_session": False},
    )
    return bool(rows_changed(closed) == 1)
