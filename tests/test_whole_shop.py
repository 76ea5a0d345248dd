"""Everything that can happen at two counters and a second branch, in any order, for days."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from fritidsbank.app import shop_store
from fritidsbank.clock import local_day
from fritidsbank.db import Store
from fritidsbank.doctor import findings
from fritidsbank.loans.models import Loan
from fritidsbank.settings import Settings
from fritidsbank.stock.closing import close_week, weeks_to_close
from fritidsbank.stock.parts import missing_note
from fritidsbank.stock.queries import things_of
from fritidsbank.stock.registering import add_shelf
from fritidsbank.web.operations import Sender
from tests import make
from tests.conftest import DATABASE, Shop

RUNS = 500 if DATABASE == "sqlite" else 40
STEPS = 50
CATEGORIES = ("SLP", "SLP", "SKR", "HJA", "SLS", "SNB", "TLT")
PARTS = ("pinnar", "linor")
TURNS_BACK = {
    "article_registered",
    "lent",
    "relent",
    "returned",
    "to_check",
    "marked_workshop",
    "marked_part_missing",
}
STOPPED = {"check": "needs_check", "workshop": "in_workshop", "gone": "gone"}

articles = st.integers(0, len(CATEGORIES) - 1)
people = st.integers(0, 2)
tablets = st.integers(0, 2)
earlier = st.integers(0, 30)


@dataclass(frozen=True)
class Known:
    """What the model believes of an article."""

    article: int
    code: str
    checked: bool
    guarded: bool
    parts: tuple[str, ...]
    points: tuple[str, ...]
    place: str = "shelf"
    missing: tuple[str, ...] = ()
    holder: str | None = None


@dataclass(frozen=True)
class Furnished:
    """A shop with articles, borrowers, two counters, and a counter in a second branch."""

    store: Store
    now: datetime
    people: list[str]
    things: list[Known]
    senders: list[Sender]
    shelf: str


def furnish(shop: Shop) -> Furnished:
    """Everything that a random day needs, in a shop that has opened."""
    with shop.store.writing() as db:
        second = make.branch(db, f"Norr {token_hex(8)}")
        made = [
            make.article(db, kind, kind, branch=shop.branch, by=shop.admin, now=shop.now)
            for kind in CATEGORIES
        ]
        people = [make.borrower(db, name, now=shop.now) for name in ("Amina", "Bo", "Sara")]
        shelf = add_shelf(db, shop.branch, "Hylla 7").code
        db.commit()
    things = [
        Known(
            thing.id,
            thing.code,
            thing.check_at_return,
            thing.guardian_under_18,
            thing.parts,
            tuple(point.code for point in thing.upkeep.points),
        )
        for thing in made
    ]
    senders = [
        make.tablet(shop.store, branch, shop.account, now=shop.now).sender
        for branch in (shop.branch, shop.branch, second)
    ]
    return Furnished(shop.store, shop.now, people, things, senders, shelf)


class WholeShop(RuleBasedStateMachine):
    """The counters, and beside them a small model of where things are and who has them."""

    def __init__(self, furnished: Furnished) -> None:
        super().__init__()
        self.store, self.now = furnished.store, furnished.now
        self.people, self.known = furnished.people, [*furnished.things]
        self.shelf = furnished.shelf
        self.tablets = [
            make.Tablet(furnished.store, sender, furnished.now) for sender in furnished.senders
        ]
        self.done: list[tuple[int, dict[str, Any], dict[str, Any], Known | None]] = []

    def says(self, tablet: int, kind: str, about: int | None = None, **fields: Any) -> str:  # noqa: ANN401
        """One operation; its outcome, or the code of its refusal."""
        at = self.tablets[tablet]
        at.now = self.now
        if about is not None:
            fields["article"] = self.known[about].code
        answer = at.says(kind, **fields)
        before = None if about is None else self.known[about]
        self.done.append((tablet, at.sent[-1], answer, before))
        return str(answer["outcome"])

    def becomes(
        self,
        about: int,
        place: str,
        holder: str | None = None,
        missing: tuple[str, ...] = (),
    ) -> None:
        """The model learns where an article is, and without which of its parts."""
        now = {"place": place, "holder": holder, "missing": missing}
        self.known[about] = replace(self.known[about], **now)  # type: ignore[arg-type]

    def stopped(self, about: int, *, under_18: bool, guardian: bool) -> str | None:
        """Why an article that is in cannot go out."""
        thing = self.known[about]
        if thing.place in STOPPED:
            return STOPPED[thing.place]
        return "guardian_needed" if under_18 and thing.guarded and not guardian else None

    @rule(minutes=st.integers(0, 15))
    def minutes_pass(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(days=st.integers(1, 20))
    def days_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule()
    def weeks_are_closed(self) -> None:
        today = local_day(self.now)
        with self.store.writing() as db:
            for sunday in weeks_to_close(db, today=today):
                close_week(db, sunday, account=None, today=today, now=self.now)
            db.commit()

    @rule(tablet=tablets, kind=st.sampled_from(["tally", "wish"]))
    def tap(self, tablet: int, kind: str) -> None:
        said = self.says(tablet, kind, visitor="child", category="SKR", size="")
        assert said == {"tally": "tallied", "wish": "wished"}[kind]

    @rule(tablet=st.integers(0, 1), about=articles)
    def carry(self, tablet: int, about: int) -> None:
        stands = {"out": "still_lent", "check": "needs_check", "gone": "scrapped_before"}
        refused = stands.get(self.known[about].place)
        said = self.says(tablet, "carry", about, to=self.shelf)
        assert said in ({refused} if refused else {"carried", "already_there"}) | {
            "of_other_branch"
        }
        if said == "carried":
            self.becomes(about, "shelf")

    @rule(
        tablet=tablets, about=articles, who=people, under_18=st.booleans(), guardian=st.booleans()
    )
    def check_out(
        self, *, tablet: int, about: int, who: int, under_18: bool, guardian: bool
    ) -> None:
        thing, borrower = self.known[about], self.people[who]
        expected = self.stopped(about, under_18=under_18, guardian=guardian) or "lent"
        if thing.place == "out":
            expected = "already_theirs" if thing.holder == borrower else "out_to_other"
        said = self.says(
            tablet,
            "check_out",
            about,
            borrower=borrower,
            visit=make.uid(),
            under_18=under_18,
            guardian=guardian,
        )
        assert said == expected
        if said == "lent":
            self.becomes(about, "out", borrower)

    @rule(tablet=tablets, about=articles, who=people, under_18=st.booleans())
    def relend(self, *, tablet: int, about: int, who: int, under_18: bool) -> None:
        thing, borrower = self.known[about], self.people[who]
        was_out = thing.place == "out"
        expected = self.stopped(about, under_18=under_18, guardian=False)
        if was_out and thing.holder == borrower:
            expected = "already_theirs"
        elif expected is None:
            expected = ("to_check" if thing.checked else "relent") if was_out else "lent"
        said = self.says(
            tablet, "relend", about, borrower=borrower, visit=make.uid(), under_18=under_18
        )
        assert said == expected
        if said in {"lent", "relent"}:
            self.becomes(about, "out", borrower)
        elif said == "to_check":
            self.becomes(about, "check")

    @rule(tablet=tablets, about=articles, days_ago=st.integers(0, 2))
    def check_in(self, tablet: int, about: int, days_ago: int) -> None:
        thing = self.known[about]
        expected = {"already_back", "was_not_out"}
        if thing.place == "out":
            expected = {"to_check" if thing.checked else "returned"}
        elif thing.place == "gone":
            expected = {"scrapped_before"}
        box = (local_day(self.now) - timedelta(days=days_ago)).isoformat()
        assert self.says(tablet, "check_in", about, returned_on=box) in expected
        if thing.place == "out":
            self.becomes(about, "check" if thing.checked else "shelf")

    @rule(tablet=tablets, about=articles, who=people)
    def hand_over_without_a_line(self, tablet: int, about: int, who: int) -> None:
        borrower = self.people[who]
        theirs = self.known[about].holder == borrower
        said = self.says(tablet, "check_out", about, borrower=borrower, done=True)
        assert said in ({"already_theirs"} if theirs else {"lent", "relent"})
        self.becomes(about, "out", borrower)

    @rule(
        tablet=tablets,
        about=articles,
        mark=st.sampled_from(["whole", "workshop", "part_missing", "scrap"]),
        parts=st.lists(st.sampled_from(PARTS), max_size=2, unique=True),
    )
    def mark(self, *, tablet: int, about: int, mark: str, parts: list[str]) -> None:
        thing = self.known[about]
        said = self.says(tablet, "mark", about, mark=mark, fault="other", parts=parts)
        if thing.place not in {"shelf", "check"}:
            assert said == "not_here"
        elif mark == "part_missing" and not {*parts} <= {*thing.parts}:
            assert said == "field_wrong"
        else:
            assert said == f"marked_{mark}"
            self.is_marked(about, mark, tuple(part for part in thing.parts if part in parts))

    def is_marked(self, about: int, mark: str, parts: tuple[str, ...]) -> None:
        """Where an article goes, and what follows it there as missing."""
        if mark == "workshop":
            self.becomes(about, "workshop", missing=self.known[about].missing)
        elif mark == "part_missing":
            self.becomes(about, "check", missing=parts)
        elif mark == "scrap":
            self.becomes(about, "gone")

    @rule(
        tablet=tablets,
        about=articles,
        verdict=st.sampled_from(["ok", "ok", "to_repair", "scrap"]),
        left=st.sampled_from([0, 0, 1]),
    )
    def look_at(self, tablet: int, about: int, verdict: str, left: int) -> None:
        seen = [*self.known[about].points][left:]
        said = self.says(tablet, "safety_check", about, verdict=verdict, seen=seen)
        if self.known[about].place != "check":
            assert said == "not_here"
            return
        if verdict == "ok" and len(seen) < len(self.known[about].points):
            assert said == "points_left"
            return
        assert said == f"checked_{verdict}"
        missing = self.known[about].missing if verdict == "to_repair" else ()
        goes = {"ok": "shelf", "to_repair": "workshop", "scrap": "gone"}
        self.becomes(about, goes[verdict], missing=missing)

    @rule(tablet=tablets, copies=st.integers(1, 3))
    def register(self, tablet: int, copies: int) -> None:
        said = self.says(tablet, "register_article", category="PUL", copies=copies)
        assert said == "article_registered"

    @rule(tablet=tablets, who=people, days=st.integers(-1, 30))
    def change_dates(self, tablet: int, who: int, days: int) -> None:
        borrower = self.people[who]
        something = any(thing.holder == borrower for thing in self.known)
        if days % 2:
            said = self.says(tablet, "extend", borrower=borrower)
            assert said == ("extended" if something else "nothing_out")
            return
        day = local_day(self.now) + timedelta(days=days)
        said = self.says(tablet, "set_due", borrower=borrower, due_on=day.isoformat())
        assert said == ("due_set" if something else "nothing_out")

    @precondition(lambda self: self.done)
    @rule(back=earlier)
    def send_again(self, back: int) -> None:
        tablet, body, answer, _ = self.done[-1 - back % len(self.done)]
        again = self.tablets[tablet].sends(body, sent_at=datetime.fromisoformat(body["at"]))
        assert again == answer

    @precondition(lambda self: self.done)
    @rule(back=earlier)
    def undo(self, back: int) -> None:
        newest = back % len(self.done) == 0
        tablet, body, answer, before = self.done[-1 - back % len(self.done)]
        said = self.says(tablet, "undo", operation=body["id"])
        same_day = local_day(datetime.fromisoformat(body["at"])) == local_day(self.now)
        if newest and same_day and answer["outcome"] in TURNS_BACK:
            assert said == "undone"
        if said == "undone" and before is not None:
            self.known[[thing.article for thing in self.known].index(before.article)] = before

    @rule(tablet=tablets, text=st.text(max_size=60))
    def scan_nonsense(self, tablet: int, text: str) -> None:
        said = self.says(tablet, "check_in", article=text.replace("\x00", ""))
        assert said in {"misread", "not_our_code", "unknown_code"}

    def teardown(self) -> None:
        with self.store.reading() as db:
            things = things_of(db, [thing.article for thing in self.known])
            rows = db.execute(
                select(Loan.article_id, Loan.borrower_id).where(Loan.ended_at.is_(None))
            )
            holders = {row[0]: row[1] for row in rows}
            for thing in self.known:
                assert things[thing.article].spot.kind.value == thing.place
                assert holders.get(thing.article) == thing.holder
                assert things[thing.article].note == missing_note([*thing.missing])
            assert findings(db) == []


def run(fresh: Callable[[], WholeShop], runs: int) -> None:
    """So many random shops of fifty steps."""
    run_state_machine_as_test(
        fresh,  # type: ignore[arg-type] # anything that makes a machine will do
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=[*HealthCheck],
            database=None,
            # Shrinking a day of fifty acts takes minutes; the day as it was is readable, too.
            phases=[Phase.generate],
            print_blob=True,
        ),
    )


@contextmanager
def shops(shop: Shop) -> Iterator[Callable[[], WholeShop]]:
    """How a fresh shop is had: the same file laid anew, or new articles in the same PostgreSQL."""
    if shop.store.file is None:
        yield lambda: WholeShop(furnish(shop))
        return
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        file = Path(folder) / "fritidsbank.db"
        shop.store.close()
        shutil.copy(shop.store.file, file)
        store = shop_store(Settings.from_environment({"FRITIDSBANK_DATA": folder}))
        furnished = furnish(replace(shop, store=store))
        store.close()
        template = shutil.copy(file, Path(folder) / "template.db")

        def fresh() -> WholeShop:
            store.close()  # the last one to leave empties the log into the file
            shutil.copy(template, file)
            return WholeShop(furnished)

        yield fresh
        store.close()


@pytest.mark.parametrize("half", ["one half", "the other"])
def test_whatever_happens_at_the_counters_the_books_agree(shop: Shop, half: str) -> None:
    del half  # two tests, so that two cores have something to do
    with shops(shop) as fresh:
        run(fresh, RUNS // 2)


@pytest.mark.campaign
def test_nor_do_ten_times_as_many_shops_disagree(shop: Shop) -> None:
    with shops(shop) as fresh:
        run(fresh, 10 * RUNS)
