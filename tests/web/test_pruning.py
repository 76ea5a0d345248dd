"""What only mattered for a while is thrown away, and nothing that somebody still waits for."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.web.models import Errand, Operation
from fritidsbank.web.outbox import promise
from fritidsbank.web.pruning import KEPT, prune
from tests import make
from tests.conftest import Shop


@pytest.fixture
def sent(shop: Shop) -> str:
    """An operation of the present moment."""
    disken = make.tablet(shop.store, shop.branch, shop.account, now=shop.now)
    disken.says("check_in", article="no such code")
    return disken.last


def operations(db: Session) -> list[str]:
    return list(db.scalars(select(Operation.id)))


def test_after_ninety_days_an_operation_is_thrown_away(
    sent: str, db: Session, now: datetime
) -> None:
    prune(db, now=now + KEPT + timedelta(seconds=1))
    assert operations(db) == []


def test_until_then_it_can_be_sent_again(sent: str, db: Session, now: datetime) -> None:
    prune(db, now=now + KEPT)
    assert operations(db) == [sent]


def test_what_waits_for_review_stays(sent: str, db: Session, now: datetime) -> None:
    db.get_one(Operation, sent).review = "unknown_code"
    db.flush()
    prune(db, now=now + 2 * KEPT)
    assert operations(db) == [sent]


def test_what_was_reviewed_goes(sent: str, db: Session, now: datetime) -> None:
    operation = db.get_one(Operation, sent)
    operation.review, operation.reviewed_at = "unknown_code", now
    db.flush()
    assert prune(db, now=now + 2 * KEPT) == 1


def test_a_finished_errand_goes_and_an_unfinished_one_stays(
    shop: Shop, db: Session, now: datetime
) -> None:
    done, open_one = (promise(db, "print", {"loan": number}, now=now) for number in (1, 2))
    done.done_at = now
    db.flush()
    prune(db, now=now + 2 * KEPT)
    assert list(db.scalars(select(Errand.id))) == [open_one.id]
