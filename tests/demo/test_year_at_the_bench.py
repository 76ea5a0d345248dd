"""The demo's year at the bench looks like one in a workshop."""

from collections import Counter

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.stock.models import Article, Block, Category, Move, Place, Recall
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.workshop.models import PartMove, Repair, SparePart
from fritidsbank.workshop.queries import ALIVE
from fritidsbank.workshop.rules import Outcome, PartChange, RepairState
from fritidsbank.workshop.wording import strangers

pytestmark = pytest.mark.one_database


def test_there_are_repairs_in_every_state(year: Session) -> None:
    states = Counter(year.scalars(select(Repair.state)))
    assert set(states) == set(RepairState)
    assert states[RepairState.DONE] > 0.8 * states.total()


def test_each_repair_says_what_came_of_it(year: Session) -> None:
    ended = Counter(year.scalars(select(Repair.outcome).where(Repair.ended_at.is_not(None))))
    assert set(ended) == set(Outcome)


def test_what_is_open_stands_at_the_bench(year: Session) -> None:
    kinds = set(
        year.scalars(
            select(Place.kind)
            .join(Article, Article.place_id == Place.id)
            .join(Repair, Repair.article_id == Article.id)
            .where(Repair.ended_at.is_(None))
        )
    )
    assert kinds == {PlaceKind.WORKSHOP}
    assert year.scalar(select(func.count()).where(ALIVE)) == year.scalar(
        select(func.count()).where(Repair.ended_at.is_(None))
    )


def test_what_was_mended_says_so_in_the_ledger(year: Session) -> None:
    left = Counter(year.scalars(select(Move.reason).where(Move.from_kind == PlaceKind.WORKSHOP)))
    states = Counter(year.scalars(select(Repair.state)))
    assert left[Reason.MENDED] == states[RepairState.DONE]
    assert left[Reason.RELEASED] == states[RepairState.RELEASED]


def test_faults_are_words_of_their_category(year: Session) -> None:
    words = {
        one.id: {word["code"] for word in one.faults} for one in year.scalars(select(Category))
    }
    said = year.execute(
        select(Article.category_id, Repair.fault).join(Article, Article.id == Repair.article_id)
    )
    assert [(of, fault) for of, fault in said if fault not in words[of]] == []


def test_every_drawer_holds_what_its_changes_come_to(year: Session) -> None:
    changes: dict[int, list[int]] = {}
    for part, change in year.execute(
        select(PartMove.part_id, PartMove.change).order_by(PartMove.at, PartMove.id)
    ):
        changes.setdefault(part, []).append(change)
    for kind in year.scalars(select(SparePart)):
        assert kind.count == sum(changes[kind.id])
        assert all(sum(changes[kind.id][:many]) >= 0 for many in range(len(changes[kind.id])))


def test_parts_come_and_go_for_every_reason(year: Session) -> None:
    assert set(year.scalars(select(PartMove.why))) == set(PartChange)


def test_what_is_called_back_is_blocked_on_the_shelf_and_out(year: Session) -> None:
    kinds = Counter(
        year.scalars(
            select(Place.kind)
            .join(Article, Article.place_id == Place.id)
            .join(Block, Block.article_id == Article.id)
            .where(Block.recall_id.is_not(None), Block.lifted_at.is_(None))
        )
    )
    assert {PlaceKind.SHELF, PlaceKind.OUT} <= set(kinds)


def test_one_recall_is_over(year: Session) -> None:
    assert Counter(year.scalars(select(Recall.ended_at.is_not(None)))) == {True: 1, False: 2}


def test_what_was_written_at_the_bench_holds_known_words_only(year: Session) -> None:
    of_repairs = select(Repair.note, Repair.waits_for, Repair.released_because)
    of_parts = select(SparePart.name, SparePart.size)
    written = {
        text for rows in (of_repairs, of_parts) for row in year.execute(rows) for text in row
    }
    assert [text for text in written if strangers(text)] == []
