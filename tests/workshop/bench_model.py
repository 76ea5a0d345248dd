"""A plain model of what ought to be while counter, bench and stock have their random days.

What moved a thing and still holds is its story; an undo takes the last chapter away. A repair
belongs to the chapter that brought its thing to the bench.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant
from sqlalchemy import select

from fritidsbank.clock import local_day
from fritidsbank.db import Store
from fritidsbank.doctor import articles, findings, ledger, loans, repairs
from fritidsbank.loans.models import Loan
from fritidsbank.stock.ledger import closed_until
from fritidsbank.stock.queries import thing_with
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.part_queries import part_with
from fritidsbank.workshop.queries import ALIVE
from tests import make
from tests.conftest import Shop

CATEGORIES = ("SKR", "SLP", "HJA", "TLT")
PLAIN = ("SKR", "SLP", "STV")
"""Between these a thing may be recategorised: they ask for no check."""
GOES = {"shelf": "shelf", "season_store": "season_store", "scrap": "gone"}
STOPS = {"check": "needs_check", "workshop": "in_workshop", "missing": "missing", "gone": "gone"}
ENDED = {"shelf": "mended", "season_store": "mended", "scrap": "scrapped"}

AT_EACH_STEP = (
    *repairs.CHECKS,
    loans.out_without_loan,
    loans.loan_without_out,
    ledger.ends_elsewhere,
    ledger.broken_chain,
    articles.times_lent,
)
"""What an act at the bench could put in disorder; the whole doctor takes his time."""

abouts = st.integers(0, len(CATEGORIES) - 1)
on_bench = st.integers(0, 5 * len(CATEGORIES) - 1)
"""Mostly something that lies on the bench; see `picked`."""
people = st.integers(0, 1)
tablets = st.sampled_from([0, 0, 0, 0, 1, 2])
drawers = st.integers(0, 2)


@dataclass(frozen=True)
class Thing:
    """Where an article is, as the model believes it."""

    code: str
    points: tuple[str, ...]
    branch: int
    place: str = "shelf"
    holder: str = ""
    arrival: str = ""
    story: tuple[str, ...] = ()


@dataclass
class Act:
    """What may be undone, and how the thing stood before."""

    tablet: int
    day: date
    booked_on: date
    about: int = -1
    before: Thing | None = None
    instead: str = ""
    undone: bool = False


@dataclass
class End:
    """How a repair ended; `story` is what held before."""

    repair: int
    act: str
    at: datetime
    before: Thing
    place: str
    undone: bool = False


@dataclass
class Bench:
    """What is known at the bench of one article: its repairs by the chapter they belong to."""

    alive: dict[str, int] = field(default_factory=dict)
    ends: list[End] = field(default_factory=list)


@dataclass
class Drawer:
    """A kind of part."""

    number: int
    branch: int
    count: int


@dataclass(frozen=True)
class Scene:
    """A few things, two people, three drawers, two tablets and one in a second branch."""

    store: Store
    shop: Shop
    things: list[Thing]
    people: list[str]
    tablets: list[make.Tablet]
    drawers: list[Drawer]
    shelves: list[str]


class BenchModel(RuleBasedStateMachine):
    """What is believed of the things, their repairs and the drawers, and what holds always."""

    doctor_every = 8
    """After so many acts the whole doctor is asked; after each of them those checks that matter."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.scene, self.now, self.store = scene, scene.shop.now, scene.store
        self.things = [*scene.things]
        self.benches = [Bench() for _ in scene.things]
        self.drawers = [replace(drawer) for drawer in scene.drawers]
        self.took: dict[tuple[int, int], int] = {}
        self.gave: dict[tuple[int, int], int] = {}
        self.acts: dict[str, Act] = {}
        self.steps = 0
        with self.store.reading() as db:
            self.closed = closed_until(db) or date.min

    def says(self, tablet: int, kind: str, about: int = -1, **fields: Any) -> dict[str, Any]:  # noqa: ANN401
        """One act; its answer."""
        here = self.scene.tablets[tablet]
        here.now = self.now
        if about >= 0:
            fields["article"] = self.things[about].code
        answer = here.says(kind, **fields)
        self.acts[here.last] = self.act(tablet, about)
        return answer

    def act(self, tablet: int, about: int, before: Thing | None = None) -> Act:
        """Something is done now, and booked on a day that is open still."""
        day = local_day(self.now)
        open_on = day if day > self.closed else self.closed + timedelta(days=1)
        return Act(tablet, day, open_on, about, before)

    def becomes(self, about: int, place: str, branch: int, **more: Any) -> None:  # noqa: ANN401
        """The last act has moved a thing."""
        act = next(reversed(self.acts))
        thing = self.things[about]
        self.acts[act].before = thing
        self.chapter(about, act, place, branch, **more)

    def chapter(self, about: int, name: str, place: str, branch: int, holder: str = "") -> None:
        thing = self.things[about]
        self.things[about] = replace(
            thing,
            place=place,
            branch=branch,
            holder=holder,
            arrival=name if place == "workshop" else thing.arrival,
            story=(*thing.story, name),
        )

    def picked(self, tablet: int, pick: int) -> int:
        """Mostly one of the things on the bench of that branch, else just one."""
        here = self.branch_of(tablet)
        there = [
            about
            for about, thing in enumerate(self.things)
            if (thing.place, thing.branch) == ("workshop", here)
        ]
        return self._mostly(there, pick)

    def ended(self, tablet: int, pick: int) -> int:
        """Mostly one of the things whose repair was ended in that branch, else just one."""
        here = self.branch_of(tablet)
        there = [
            about
            for about, bench in enumerate(self.benches)
            if bench.ends and bench.ends[-1].before.branch == here
        ]
        return self._mostly(there, pick)

    def _mostly(self, there: list[int], pick: int) -> int:
        unusual, rest = divmod(pick, len(self.things))
        return rest if unusual == 4 or not there else there[rest % len(there)]

    def branch_of(self, tablet: int) -> int:
        """In which branch a tablet stands."""
        return self.scene.tablets[tablet].sender.branch

    def elsewhere(self, tablet: int, thing: Thing) -> str:
        """Why something cannot be mended there; empty when it lies on that bench."""
        lies = {"out": "out_on_loan", "missing": "was_missing", "gone": "has_left"}
        if thing.place in lies:
            return lies[thing.place]
        if thing.branch != self.branch_of(tablet):
            return "at_other_bench"
        return "" if thing.place == "workshop" else "not_at_bench"

    def opened(self, about: int, answer: dict[str, Any]) -> int:
        """The repair of what lies on the bench is the one that it ought to be."""
        thing, bench, repair = self.things[about], self.benches[about], int(answer["repair"])
        if thing.arrival in bench.alive:
            assert repair == bench.alive[thing.arrival]
            return repair
        last = bench.ends[-1] if bench.ends else None
        if last and last.undone and thing.story == last.before.story[: len(thing.story)]:
            assert repair == last.repair
            bench.ends.pop()
        else:
            known = {end.repair for each in self.benches for end in each.ends}
            assert repair not in known | {n for each in self.benches for n in each.alive.values()}
        bench.alive = {thing.arrival: repair}
        return repair

    # --------------------------------------------------------------------- what holds always

    @invariant()
    def the_doctor_finds_nothing(self) -> None:
        self.steps += 1
        with self.store.reading() as db:
            found = [
                *(finding for each in AT_EACH_STEP for finding in each.findings(db)),
                *(findings(db) if self.steps % self.doctor_every == 0 else ()),
            ]
        assert [str(finding) for finding in found] == []

    @invariant()
    def nothing_is_both_at_the_bench_and_lendable(self) -> None:
        today = local_day(self.now)
        with self.store.reading() as db:
            mended = set(db.scalars(select(Repair.article_id).where(ALIVE)))
            for thing in self.things:
                found = thing_with(db, thing.code)
                stops = found.verdicts(at_branch=found.spot.branch, today=today).stops
                at_bench = found.id in mended or thing.place == "workshop"
                assert not at_bench or stops

    @invariant()
    def everything_is_where_it_ought_to_be(self) -> None:
        with self.store.reading() as db:
            holders = {
                loan.article_id: loan.borrower_id
                for loan in db.scalars(select(Loan).where(Loan.ended_at.is_(None)))
            }
            for thing, bench in zip(self.things, self.benches, strict=True):
                found = thing_with(db, thing.code)
                assert (found.spot.kind.value, found.spot.branch) == (thing.place, thing.branch)
                assert holders.get(found.id, "") == thing.holder
                alive = bench.alive.get(thing.arrival) if thing.place == "workshop" else None
                of_it = select(Repair.id).where(Repair.article_id == found.id, ALIVE)
                assert db.scalar(of_it) == alive
            for drawer in self.drawers:
                assert part_with(db, drawer.number, drawer.branch).count == drawer.count

    def teardown(self) -> None:
        """Nothing is found at the end, either."""
        with self.store.reading() as db:
            assert [str(finding) for finding in findings(db)] == []

    def last_act(self) -> Act:
        return self.acts[next(reversed(self.acts))]
