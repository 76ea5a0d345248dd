"""Whatever is undone, in whichever order, however late it was told and whoever moved it since."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import select, update

from fritidsbank.app import shop_store
from fritidsbank.clock import iso, local_day
from fritidsbank.db import Store
from fritidsbank.doctor import findings
from fritidsbank.loans.models import Loan
from fritidsbank.stock.models import Block
from fritidsbank.stock.queries import thing_with
from fritidsbank.stock.rules import PlaceKind
from tests import make
from tests.conftest import Shop, installation

CATEGORIES = ("SLP", "STV", "HJA")
MARKS = {"whole": "", "workshop": "workshop", "part_missing": "check", "scrap": "gone"}
VERDICTS = {"ok": "shelf", "to_repair": "workshop", "scrap": "gone"}
STOPS = {"check": "needs_check", "workshop": "in_workshop", "missing": "missing", "gone": "gone"}

things = st.integers(0, len(CATEGORIES) - 1)
people = st.integers(0, 1)
tablets = st.sampled_from([0, 0, 0, 1, 2])
ago = st.sampled_from([timedelta(0)] * 3 + [timedelta(minutes=30), timedelta(hours=30)])


@dataclass(frozen=True)
class Lent:
    """An open loan, as the model believes it."""

    number: int
    holder: str
    due: date


@dataclass(frozen=True)
class Thing:
    """Where an article is, as the model believes it; `story` is what moved it and still holds."""

    code: str
    checked: bool
    place: str = "shelf"
    lent: Lent | None = None
    blocked: bool = False
    story: tuple[str, ...] = ()


@dataclass
class Done:
    """An act that may be undone, and what was before it; `story` belongs to a mere word."""

    tablet: int
    day: date
    about: int = -1
    before: Thing | None = None
    dates: dict[int, tuple[Lent, Lent]] = field(default_factory=dict)
    story: tuple[str, ...] = ()
    changed: str = ""
    undone: bool = False


@dataclass(frozen=True)
class Scene:
    """A shop with a few things, two people and three tablets, one of them in a second branch."""

    shop: Shop
    store: Store
    other: int
    codes: list[str]
    people: list[str]
    tablets: list[make.Tablet]


class Undoing(RuleBasedStateMachine):
    """Acts at three tablets, and beside them what each undo ought to say and do."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.scene, self.now = scene, scene.shop.now
        self.things = [
            Thing(code, checked=category == "HJA")
            for code, category in zip(scene.codes, CATEGORIES, strict=True)
        ]
        self.done: dict[str, Done] = {}

    def says(self, tablet: int, kind: str, ago: timedelta = timedelta(0), **fields: Any) -> Any:  # noqa: ANN401
        """One act, told some time after it was done; its answer."""
        here = self.scene.tablets[tablet]
        here.now = self.now
        answer = here.says(kind, at=iso(self.now - ago), **fields)
        self.done[here.last] = Done(tablet, local_day(self.now - ago))
        return answer

    def moved(self, about: int, place: str, *, lent: Lent | None = None) -> None:
        """The last act has moved a thing."""
        act, thing = next(reversed(self.done)), self.things[about]
        self.done[act].about, self.done[act].before = about, thing
        self.done[act].changed = "moves"
        self.things[about] = replace(thing, place=place, lent=lent, story=(*thing.story, act))

    @rule(hours=st.integers(0, 30))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(
        tablet=tablets, about=things, who=people, ago=ago, again=st.booleans(), over=st.booleans()
    )
    def lend(
        self, *, tablet: int, about: int, who: int, ago: timedelta, again: bool, over: bool
    ) -> None:
        thing, borrower = self.things[about], self.scene.people[who]
        answer = self.says(
            tablet,
            "relend" if again else "check_out",
            ago,
            article=thing.code,
            borrower=borrower,
            visit=make.uid(),
            done=over,
        )
        expected = "relent" if thing.lent else "lent"
        if thing.lent and thing.lent.holder == borrower:
            expected = "already_theirs"
        elif not over and thing.blocked:
            expected = "blocked"
        elif not over and thing.lent and not again:
            expected = "out_to_other"
        elif not over and thing.lent and thing.checked:
            expected = "to_check"
        elif not over:
            expected = STOPS.get(thing.place, expected)
        assert answer["outcome"] == expected
        if expected == "to_check":
            self.moved(about, "check")
        elif expected in {"lent", "relent"}:
            day = local_day(self.now - ago) + timedelta(days=14)
            assert answer["due_on"] == day.isoformat()
            self.moved(about, "out", lent=Lent(answer["loan"], borrower, day))

    @rule(tablet=tablets, about=things, ago=ago, box=st.booleans())
    def take_back(self, *, tablet: int, about: int, ago: timedelta, box: bool) -> None:
        thing = self.things[about]
        yesterday = local_day(self.now - ago) - timedelta(days=1)
        fields = {"returned_on": yesterday.isoformat()} if box else {}
        said = self.says(tablet, "check_in", ago, article=thing.code, **fields)["outcome"]
        home = "check" if thing.checked else "shelf"
        if thing.lent:
            back = "to_check" if thing.checked else "returned"
            assert said == ("put_aside" if thing.blocked else back)
            self.moved(about, home)
        elif thing.place == "missing":
            assert said == ("put_aside" if thing.blocked else "found")
            self.moved(about, home)
        elif thing.place == "gone":
            assert said == "scrapped_before"
        else:
            assert said in {"already_back", "was_not_out"}

    @rule(tablet=tablets, about=things, ago=ago, mark=st.sampled_from([*MARKS, "workshop"]))
    def mark(self, tablet: int, about: int, ago: timedelta, mark: str) -> None:
        thing = self.things[about]
        said = self.says(tablet, "mark", ago, article=thing.code, mark=mark)["outcome"]
        if thing.place not in {"shelf", "check", "season_store"}:
            assert said == "not_here"
        elif mark == "whole":
            act = self.done[next(reversed(self.done))]
            act.changed, act.about, act.story = "word", about, thing.story
        else:
            self.moved(about, MARKS[mark])

    @rule(tablet=tablets, about=things, ago=ago, verdict=st.sampled_from(["ok", *VERDICTS]))
    def look_at(self, tablet: int, about: int, ago: timedelta, verdict: str) -> None:
        thing = self.things[about]
        seen = [*make.SKI_HELMET] if thing.checked else []
        said = self.says(
            tablet, "safety_check", ago, article=thing.code, verdict=verdict, seen=seen
        )
        if thing.place == "check":
            self.moved(about, VERDICTS[verdict])
        else:
            assert said["outcome"] == "not_here"

    @rule(tablet=tablets, who=people, days=st.integers(0, 9))
    def change_dates(self, tablet: int, who: int, days: int) -> None:
        borrower, today = self.scene.people[who], local_day(self.now)
        theirs = {
            about: thing.lent
            for about, thing in enumerate(self.things)
            if thing.lent and thing.lent.holder == borrower
        }
        day = today + timedelta(days=days)
        kind = "extend" if days % 2 else "set_due"
        said = self.says(tablet, kind, borrower=borrower, due_on=day.isoformat())["outcome"]
        assert said == (
            {"extend": "extended", "set_due": "due_set"}[kind] if theirs else "nothing_out"
        )
        act = self.done[next(reversed(self.done))]
        act.changed = "dates" if theirs else ""
        for about, lent in theirs.items():
            due = max(today, lent.due) + timedelta(days=14) if kind == "extend" else day
            self.things[about] = replace(self.things[about], lent=replace(lent, due=due))
            act.dates[about] = (lent, replace(lent, due=due))

    @rule(about=things, kind=st.sampled_from(["season_store", "workshop", "missing", "gone"]))
    def staff_move_it(self, about: int, kind: str) -> None:
        thing = self.things[about]
        if thing.place in {"out", "gone"}:
            return
        shop = self.scene.shop
        with self.scene.store.writing() as db:
            make.stand(
                db, thing.code, PlaceKind(kind), branch=shop.branch, by=shop.admin, now=self.now
            )
            db.commit()
        self.things[about] = replace(thing, place=kind, story=(*thing.story, make.uid()))

    @rule(about=things)
    def block_or_lift(self, about: int) -> None:
        thing, shop = self.things[about], self.scene.shop
        with self.scene.store.writing() as db:
            article = thing_with(db, thing.code)
            if thing.blocked:
                lifted = {"lifted_at": self.now, "lifted_by_id": shop.admin}
                db.execute(update(Block).where(Block.article_id == article.id).values(**lifted))
            else:
                make.block(db, article, "återkallad", by=shop.admin, now=self.now)
            db.commit()
        self.things[about] = replace(thing, blocked=not thing.blocked)

    @precondition(lambda self: self.done)
    @rule(tablet=tablets, back=st.integers(0, 5))
    def undo(self, tablet: int, back: int) -> None:
        operation = list(self.done)[-1 - back % len(self.done)]
        act = self.done[operation]
        expected = self.said_of_undoing(operation, act, tablet)
        assert self.says(tablet, "undo", operation=operation)["outcome"] == expected
        if expected != "undone":
            return
        act.undone = True
        if act.before is not None:
            now = self.things[act.about]
            self.things[act.about] = replace(act.before, blocked=now.blocked, story=now.story[:-1])
        for about, (before, _) in act.dates.items():
            self.things[about] = replace(self.things[about], lent=before)

    def said_of_undoing(self, operation: str, act: Done, tablet: int) -> str:
        """What undoing an act ought to be answered."""
        if act.tablet != tablet:
            return "other_counter"
        if act.day != local_day(self.now):
            return "other_day"
        if not act.changed:
            return "not_undoable"
        if act.undone:
            return "already_undone"
        if act.changed == "moves":
            still_last = self.things[act.about].story[-1:] == (operation,)
        elif act.changed == "word":
            still_last = {*self.things[act.about].story} <= {*act.story}
        else:
            still_last = all(self.things[n].lent == after for n, (_, after) in act.dates.items())
        return "undone" if still_last else "changed_since"

    def teardown(self) -> None:
        with self.scene.store.reading() as db:
            open_loans = {
                loan.id: (loan.article_id, loan.borrower_id, loan.due_on)
                for loan in db.scalars(select(Loan).where(Loan.ended_at.is_(None)))
            }
            believed = {}
            for thing in self.things:
                found = thing_with(db, thing.code)
                assert (found.spot.kind.value, bool(found.blocks)) == (thing.place, thing.blocked)
                if thing.lent:
                    believed[thing.lent.number] = (found.id, thing.lent.holder, thing.lent.due)
            # In a PostgreSQL that several machines share, only what this one knows is compared.
            own = {thing_with(db, thing.code).id for thing in self.things}
            assert {n: loan for n, loan in open_loans.items() if loan[0] in own} == believed
            assert [str(finding) for finding in findings(db)] == []


@contextmanager
def scenes(shop: Shop) -> Iterator[Callable[[], Undoing]]:
    """How a fresh scene is had: the same file laid anew, or new things in the same PostgreSQL."""
    if shop.store.file is None:
        yield lambda: Undoing(_scene(shop, shop.store))
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "fritidsbank.db")
        shop.store.close()
        shutil.copy(shop.store.file, file)
        store = shop_store(installation(file.parent, f"sqlite:///{file}"))
        scene = _scene(shop, store)
        store.close()
        template = shutil.copy(file, Path(folder, "template.db"))

        def fresh() -> Undoing:
            store.close()  # the last one to leave empties the log into the file
            shutil.copy(template, file)
            return Undoing(scene)

        yield fresh
        store.close()


def _scene(shop: Shop, store: Store) -> Scene:
    with store.writing() as db:
        other = make.branch(db, f"Ringstorp {make.uid()}")
        codes = [
            make.article(db, category, branch=shop.branch, by=shop.admin, now=shop.now).code
            for category in CATEGORIES
        ]
        people = [make.borrower(db, name, now=shop.now) for name in ("Amina", "Bo")]
        db.commit()
    tablets = [
        make.tablet(store, branch, shop.account, now=shop.now)
        for branch in (shop.branch, shop.branch, other)
    ]
    return Scene(shop, store, other, codes, people, tablets)


def run(fresh: Callable[[], Undoing], runs: int) -> None:
    """So many random days of forty acts."""
    run_state_machine_as_test(
        fresh,  # type: ignore[arg-type] # anything that makes a machine will do
        settings=settings(
            max_examples=runs,
            stateful_step_count=40,
            suppress_health_check=[*HealthCheck],
            database=None,
            phases=[Phase.generate],
        ),
    )


def test_every_undo_does_and_says_what_it_ought_to(shop: Shop) -> None:
    with scenes(shop) as fresh:
        run(fresh, 80 if shop.store.is_sqlite else 20)


@pytest.mark.campaign
def test_so_do_five_thousand_days_of_undoing(shop: Shop) -> None:
    with scenes(shop) as fresh:
        run(fresh, 5_000)
