"""What the list counts is what the one rule about leaving the house says, article by article."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.db import Store
from fritidsbank.loans.models import Loan
from fritidsbank.search_keys import search_key
from fritidsbank.stock.finding import every_thing
from fritidsbank.stock.models import Block
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import STANDARD_PLACES, Condition, PlaceKind, may_go_out
from fritidsbank.stocklist import queries
from fritidsbank.stocklist.rules import Standing, Tally, standing_of
from tests.demo.conftest import TODAY, demo_in

EVERYTHING = 1_000_000
Counted = dict[tuple[object, ...], Tally]


@pytest.fixture
def db(store: Store) -> Iterator[Session]:
    """A small shop after a year; some of what is lent has been recalled meanwhile."""
    demo_in(store)
    with store.writing() as db:
        out = db.scalars(select(Loan).where(Loan.ended_at.is_(None)).limit(3)).all()
        for loan in out:
            block = Block(
                article_id=loan.article_id,
                reason="återkallad",
                since_at=loan.lent_at,
                account_id=loan.account_id,
            )
            db.add(block)
        db.commit()
    with store.reading() as db:
        yield db


def told_one_by_one(db: Session) -> list[tuple[Thing, Tally]]:
    """Each article as the rule sees it; what has no standing is left out."""
    due: dict[int, date] = {
        loan.article_id: loan.due_on
        for loan in db.scalars(select(Loan).where(Loan.ended_at.is_(None)))
    }
    told = []
    for thing in every_thing(db, most=EVERYTHING):
        standing = standing_of(thing.condition_on(TODAY))
        if standing is not None:
            day = due[thing.id] if standing is Standing.LENT else None
            told.append((thing, Tally(**{standing.value: 1}, due_on=day)))
    return told


def added(told: Iterable[tuple[tuple[object, ...], Tally]]) -> Counted:
    """By key."""
    sums: Counted = defaultdict(Tally)
    for key, tally in told:
        sums[key] += tally
    return dict(sums)


def bare(tally: Tally) -> Tally:
    """Without the due day."""
    return Tally(tally.available, tally.lent, tally.resting)


def test_the_database_counts_what_the_rule_says_of_each_article(db: Session) -> None:
    told = told_one_by_one(db)
    branches = {thing.spot.branch for thing, _ in told}
    categories = {thing.category_id for thing, _ in told}

    lines = [
        ((branch, line.category, line.name, line.size), line.tally)
        for branch in branches
        for category in categories
        for line in queries.lines_of(db, branch, category, today=TODAY)
    ]
    assert dict(lines) == added(
        [((t.spot.branch, t.category_id, t.name, t.size), tally) for t, tally in told]
    )
    by_category = added([((t.spot.branch, t.category_id), bare(tally)) for t, tally in told])
    assert by_category == {
        (branch, category): tally
        for branch in branches
        for category, tally in queries.tallies_by_category(db, branch, today=TODAY).items()
    }
    by_size = added([((t.spot.branch, t.category_id, t.size), bare(y)) for t, y in told])
    assert by_size == {
        (branch, line.category, line.size): line.tally
        for branch, line in queries.every_line(db, today=TODAY)
    }
    everything = added([((t.spot.branch,), bare(tally)) for t, tally in told])
    assert everything == {
        (k,): y for k, y in queries.tallies_by_branch(db, "", today=TODAY).items()
    }
    assert all(sum((y for _, y in told), Tally()).__dict__.values())  # something of everything


def test_a_search_counts_alike(db: Session) -> None:
    found = queries.lines_like(db, 1, "finns skridskor 38?", today=TODAY)
    told = [
        ((t.category_id, t.name, t.size), tally)
        for t, tally in told_one_by_one(db)
        if t.size == "38" and "skridskor" in search_key(f"{t.name} {t.category}")
    ]
    assert found
    assert {(line.category, line.name, line.size): line.tally for line in found} == added(told)


@pytest.mark.parametrize("blocks", [(), ("sprucken",)])
@pytest.mark.parametrize("kind", STANDARD_PLACES)
def test_only_what_may_go_out_is_available(kind: PlaceKind, blocks: tuple[str, ...]) -> None:
    thing = Condition(kind, 1, blocks, guardian_under_18=True)
    may = not may_go_out(thing, at_branch=1).stops
    assert may == (standing_of(thing) in {Standing.AVAILABLE, Standing.RESTING})
