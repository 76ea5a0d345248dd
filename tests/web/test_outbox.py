"""The outbox: what was promised is carried out once it is committed, by one worker at a time."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from fritidsbank.db import Store
from fritidsbank.web.models import Errand
from fritidsbank.web.outbox import LEASE, MOST_ATTEMPTS, claim, fail, finish, promise


def taken(db: Session, worker: str, *, now: datetime) -> int | None:
    """The number of the errand that a worker gets, if any."""
    errand = claim(db, worker, ["print"], now=now)
    return errand.id if errand else None


def test_the_oldest_comes_first_and_each_worker_has_its_own(db: Session, now: datetime) -> None:
    first = promise(db, "print", {"loan": 1}, now=now).id
    second = promise(db, "print", {"loan": 2}, now=now + timedelta(seconds=1)).id
    later = now + timedelta(minutes=1)

    assert [taken(db, worker, now=later) for worker in "abc"] == [first, second, None]


def test_what_nobody_asked_for_is_left_to_others(db: Session, now: datetime) -> None:
    promise(db, "mail", {"loan": 1}, now=now)

    assert taken(db, "a", now=now) is None


def test_what_is_for_later_waits(db: Session, now: datetime) -> None:
    promise(db, "print", {"loan": 1}, now=now, not_before=now + timedelta(hours=1))

    assert taken(db, "a", now=now) is None
    assert taken(db, "a", now=now + timedelta(hours=1)) is not None


def test_a_promise_that_was_not_committed_was_never_made(store: Store, now: datetime) -> None:
    with store.writing() as db:
        promise(db, "print", {"loan": 1}, now=now)
    with store.writing() as db:
        assert taken(db, "a", now=now) is None


def test_from_a_worker_that_died_another_takes_over(db: Session, now: datetime) -> None:
    errand = promise(db, "print", {"loan": 1}, now=now).id
    taken(db, "a", now=now)
    later = now + LEASE + timedelta(seconds=1)

    assert taken(db, "b", now=later) == errand
    assert finish(db, errand, "a", now=later) is False
    assert finish(db, errand, "b", now=later) is True
    assert taken(db, "c", now=later + LEASE * 2) is None


def test_what_fails_is_tried_again_each_time_later_and_given_up_at_last(
    db: Session, now: datetime
) -> None:
    errand = promise(db, "print", {"loan": 1}, now=now).id
    waits = []
    for _ in range(MOST_ATTEMPTS):
        started = now
        claimed = claim(db, "a", ["print"], now=now)
        assert claimed is not None
        fail(db, claimed, "a", "no paper", now=now)
        db.expire_all()
        now = max(now, db.get_one(Errand, errand).not_before_at)
        waits.append(now - started)

    assert waits == [*sorted(waits[:-1]), timedelta(0)]
    assert db.get_one(Errand, errand).trouble == "no paper"
    assert taken(db, "a", now=now + timedelta(days=9)) is None
