"""A demo may be made at any hour of any day: it ends at that moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank import doctor
from fritidsbank.clock import local_day
from fritidsbank.loans.models import Loan, Visit
from fritidsbank.stock.models import Article, ArticleCode, Block, Move, SafetyCheck
from fritidsbank.stock.rules import Reason
from tests.demo.conftest import demo_in, stores

MOMENTS = {
    "at the counter": datetime(2026, 3, 2, 15, 30, tzinfo=UTC),
    "before the door opens": datetime(2026, 3, 3, 6, 40, tzinfo=UTC),
    "on a Sunday": datetime(2026, 3, 8, 11, 0, tzinfo=UTC),
    "on Christmas Eve": datetime(2026, 12, 24, 10, 0, tzinfo=UTC),
    "when the clocks change": datetime(2026, 3, 29, 9, 0, tzinfo=UTC),
    "in sportlov": datetime(2026, 2, 18, 14, 0, tzinfo=UTC),
    "when it is closed in summer": datetime(2026, 7, 15, 14, 0, tzinfo=UTC),
    "late on a leap day": datetime(2028, 2, 29, 22, 0, tzinfo=UTC),
}
MIDNIGHT = datetime(2026, 3, 2, 23, 5, tzinfo=UTC)
"""Five past twelve in Sweden: nothing can have happened yet today."""


@dataclass(frozen=True)
class Made:
    """A demo that was made at a moment."""

    db: Session
    at: datetime


@pytest.fixture(scope="module", params=[*MOMENTS.values(), MIDNIGHT], ids=[*MOMENTS, "at midnight"])
def made(
    request: pytest.FixtureRequest, empty_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Made]:
    """One demo for each of these moments, which all tests look at."""
    at: datetime = request.param
    with stores(empty_file, tmp_path_factory.mktemp("hour")) as new:
        store = new()
        demo_in(store, today=local_day(at), until=at)
        with store.reading() as db:
            yield Made(db, at)


def test_the_doctor_finds_nothing_wrong(made: Made) -> None:
    assert [str(finding) for finding in doctor.findings(made.db)] == []


def test_nothing_happens_in_the_future(made: Made) -> None:
    columns = (
        Move.at, Loan.lent_at, Loan.ended_at, Visit.opened_at, SafetyCheck.at,
        Article.place_since_at, ArticleCode.added_at, Block.since_at, Block.lifted_at,
    )  # fmt: skip
    latest = {str(column): made.db.scalars(select(func.max(column))).one() for column in columns}
    assert {name: at for name, at in latest.items() if at is None or at > made.at} == {}


def test_things_have_gone_out_and_come_back_today(made: Made) -> None:
    reasons = set(made.db.scalars(select(Move.reason).where(Move.booked_on == local_day(made.at))))
    if made.at == MIDNIGHT:
        assert reasons == set()
    else:
        assert {Reason.LENT, Reason.RETURNED} <= reasons
