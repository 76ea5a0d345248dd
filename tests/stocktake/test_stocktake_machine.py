"""Random stocktakes: a shelf in disorder, a shop that goes on lending, two tablets, and the end.

A plain model knows where each thing really is. After a complete count the register knows it, too:
every mistake that was there is found, and whatever moved meanwhile is left alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fritidsbank.clock import iso
from fritidsbank.stock.moving import relocate
from fritidsbank.stock.queries import Spot, Thing, thing_of
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.stocktake.rules import Scope
from tests import make
from tests.conftest import DATABASE
from tests.stocktake.conftest import Count

THINGS = 5
HERE, THERE, OUT, LOST = "here", "there", "out", "lost"
"""Where a thing really is: on the shelf that is counted, on another, with a borrower, nowhere."""

REGISTERED = st.sampled_from([HERE, THERE, OUT, "missing", "workshop"])
REALLY = st.sampled_from([HERE, HERE, LOST])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("scan", "scan", "scan offline", "line is back", "scan in error", "take away"),
                *("lend", "bring back", "move"),
            ]
        ),
        st.integers(0, THINGS - 1),
        st.booleans(),
    ),
    max_size=14,
)


@dataclass
class Shelf:
    """One shelf that is counted, and what is really where."""

    count: Count
    here: Spot
    there: Spot
    things: list[Thing]
    really: list[str]
    waiting: list[dict[str, object]] = field(default_factory=list)

    def does(self, step: str, about: int, second: bool) -> None:  # noqa: FBT001 - drawn at random
        """One step of the day, if it can happen at all."""
        thing, where = self.things[about], self.really[about]
        tablet = self.count.other if second else self.count.tablet
        if step == "scan" and where == HERE:
            self.count.scans_on(tablet, thing)
        elif step == "scan offline" and where == HERE:
            self.waiting.append(self.body(thing))
        elif step == "scan in error" and where != HERE:
            self.count.scans_on(tablet, thing)
            self.count.takes_away(thing)
        elif step == "take away" and not self.waiting:
            self.count.takes_away(thing)
        elif step == "lend" and self.can_be_lent(about):
            self.count.lends(thing)
            self.really[about] = OUT
        elif step == "bring back" and where == OUT:
            self.count.takes_back(thing)
            at_home = self.count.sees(thing).spot == self.here
            self.really[about] = HERE if at_home else THERE
        elif step == "move" and where in {HERE, THERE} and self.is_known_here(about):
            self.moves(about, self.there if where == HERE else self.here)
        elif step == "line is back":
            self.delivers()
        self.count.passes()

    def body(self, thing: Thing) -> dict[str, object]:
        """A scan that waits on the second tablet."""
        asked = {"stocktake": self.count.id, "article": thing.code}
        return {"id": make.uid(), "kind": "count", "at": iso(self.count.now), **asked}

    def delivers(self) -> list[str]:
        """What waited is sent; how it was answered."""
        answers = [self.count.other.sends(body) for body in self.waiting]
        self.waiting.clear()
        return [str(answer["outcome"]) for answer in answers]

    def registered(self, about: int) -> PlaceKind:
        """Where the register has it."""
        return self.count.sees(self.things[about]).spot.kind

    def is_known_here(self, about: int) -> bool:
        """Whether the register has it on a shelf, so that staff can move it on its page."""
        return self.registered(about) is PlaceKind.SHELF

    def can_be_lent(self, about: int) -> bool:
        """Somebody has it in their hands, and the counter lets it go."""
        return self.really[about] in {HERE, THERE} and self.is_known_here(about)

    def moves(self, about: int, to: Spot) -> None:
        """Staff carry it to another shelf, and say so."""
        with self.count.store.writing() as db:
            relocate(db, thing_of(db, self.things[about].id), to, signed=self.count.signed())
            db.commit()
        self.really[about] = HERE if to == self.here else THERE

    def is_counted_to_the_end(self) -> None:
        """Whatever really stands here is scanned once more; what waited is sent."""
        self.delivers()
        for about, where in enumerate(self.really):
            if where == HERE:
                self.count.scans(self.things[about])


def begun(count: Count, registered: list[str], really: list[str]) -> Shelf:
    """A shelf on which some things stand that the register has elsewhere, and some do not."""
    here, there = count.shelf(f"Fack {make.uid()}"), count.shelf(f"Fack {make.uid()}")
    things = []
    for where in registered:
        thing = count.registers(on=there if where == THERE else here)
        if where == OUT:
            count.lends(thing)
        elif where in {"missing", "workshop"}:
            count.stands(thing, PlaceKind(where))
        things.append(thing)
    count.begins(Scope.PLACE, here)
    return Shelf(count, here, there, things, [*really])


def check_everything(shelf: Shelf, at_first: list[Spot]) -> None:
    """The register knows where everything is."""
    for about, where in enumerate(shelf.really):
        stands = shelf.count.sees(shelf.things[about]).spot
        if where == HERE:
            assert stands == shelf.here
        elif where == THERE:
            assert stands == shelf.there
        elif where == OUT:
            assert stands.kind is PlaceKind.OUT
        elif at_first[about] == shelf.here:
            assert stands.kind is PlaceKind.MISSING
        else:
            assert stands == at_first[about]


def random_stocktakes(count: Count, examples: int) -> Callable[[], None]:
    """So many of them, one after another in the same shop."""

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[*HealthCheck],
    )
    @given(
        registered=st.lists(REGISTERED, min_size=THINGS, max_size=THINGS),
        really=st.lists(REALLY, min_size=THINGS, max_size=THINGS),
        steps=STEPS,
    )
    def one(registered: list[str], really: list[str], steps: list[tuple[str, int, bool]]) -> None:
        shelf = begun(count, registered, really)
        at_first = [count.sees(thing).spot for thing in shelf.things]
        for step in steps:
            shelf.does(*step)
        shelf.is_counted_to_the_end()
        still_waits = [shelf.body(thing) for thing in shelf.things]
        count.passes()
        count.closes()
        check_everything(shelf, at_first)
        shelf.waiting = still_waits
        assert set(shelf.delivers()) == {"stocktake_ended"}
        check_everything(shelf, at_first)

    return one


def test_after_a_complete_count_the_register_knows_where_everything_is(count: Count) -> None:
    random_stocktakes(count, 30 if DATABASE == "sqlite" else 10)()

    assert count.is_healthy()


@pytest.mark.campaign
def test_so_it_is_after_two_thousand_of_them(count: Count) -> None:
    random_stocktakes(count, 2_000)()

    assert count.is_healthy()
