"""What happens at the bench: scanned, taken in, noted, ended, opened again; parts in and out."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from fritidsbank.workshop.rules import REOPENED_WITHIN
from tests.workshop.bench_beside import BesideTheBench
from tests.workshop.bench_model import ENDED, GOES, End, abouts, drawers, on_bench, tablets


class BenchDays(BesideTheBench):
    """Acts at the counter, at the bench, and on the pages of the staff."""

    # ----------------------------------------------------------------------------- bench

    @rule(tablet=tablets, pick=on_bench)
    def scan_at_the_bench(self, tablet: int, pick: int) -> None:
        about = self.picked(tablet, pick)
        answer = self.says(tablet, "bench_scan", about)
        where = self.elsewhere(tablet, self.things[about])
        assert answer["outcome"] == (where or "repair_open")
        if not where:
            self.opened(about, answer)

    @rule(tablet=tablets, about=abouts)
    def take_in(self, tablet: int, about: int) -> None:
        answer = self.says(tablet, "bench_take_in", about, fault="other")
        where = self.elsewhere(tablet, self.things[about])
        if where in {"not_at_bench", "was_missing"}:
            assert answer["outcome"] == "taken_in"
            self.becomes(about, "workshop", self.branch_of(tablet))
        else:
            assert answer["outcome"] == (where or "repair_open")
            if where:
                return
        self.opened(about, answer)

    @rule(tablet=tablets, pick=on_bench, what=st.sampled_from(["note", "wait", "go_on", "lay"]))
    def say_something(self, tablet: int, pick: int, what: str) -> None:
        about = self.picked(tablet, pick)
        said: dict[str, tuple[str, dict[str, Any]]] = {
            "note": ("repair_note", {"minutes": 15, "fault": "other"}),
            "wait": ("repair_wait", {"waits_for": "rem", "orders": "manager"}),
            "go_on": ("repair_go_on", {}),
            "lay": ("repair_go_on", {"state": "assess"}),
        }
        kind, fields = said[what]
        answer = self.says(tablet, kind, about, **fields)
        where = self.elsewhere(tablet, self.things[about])
        assert answer["outcome"] == (
            where or ("repair_waits" if what == "wait" else "repair_noted")
        )
        if not where:
            self.opened(about, answer)
            self.last_act().instead = "bench_instead"

    @rule(
        tablet=tablets,
        pick=on_bench,
        to=st.sampled_from([*GOES, "scrap"]),
        over=st.sampled_from([False, False, True]),
        drawer=drawers,
        harvest=st.integers(0, 2),
    )
    def end(
        self, *, tablet: int, pick: int, to: str, over: bool, drawer: int, harvest: int
    ) -> None:
        about = self.picked(tablet, pick)
        thing, part = self.things[about], self.drawers[drawer]
        fields: dict[str, Any] = {"to": to, "done": over}
        taken = harvest if to == "scrap" and part.branch == self.branch_of(tablet) else 0
        if taken:
            fields["harvest"] = [{"part": part.number, "how_many": taken}]
        if thing.points and to != "scrap":
            fields["seen"] = [*thing.points]
        answer = self.says(tablet, "repair_end", about, **fields)
        where = self.elsewhere(tablet, thing)
        if where and not (over and where in {"not_at_bench", "was_missing"}):
            assert answer["outcome"] == where
            return
        assert answer["outcome"] == ENDED[to]
        act = next(reversed(self.acts))
        if where:
            self.chapter(about, f"{act} in", "workshop", self.branch_of(tablet))
        repair = self.opened(about, answer)
        self._ends(about, repair, GOES[to])
        if taken:
            part.count += taken
            self.gave[repair, drawer] = self.gave.get((repair, drawer), 0) + taken

    @rule(tablet=tablets, pick=on_bench)
    def release(self, tablet: int, pick: int) -> None:
        about = self.picked(tablet, pick)
        answer = self.says(tablet, "repair_release", about, because="rem")
        where = self.elsewhere(tablet, self.things[about])
        assert answer["outcome"] == (where or "released")
        if not where:
            self._ends(about, self.opened(about, answer), "shelf")

    @rule(tablet=tablets, pick=on_bench)
    def reopen(self, tablet: int, pick: int) -> None:
        about = self.ended(tablet, pick)
        thing, bench = self.things[about], self.benches[about]
        answer = self.says(tablet, "repair_reopen", about)
        if not self.elsewhere(tablet, thing):
            assert answer["outcome"] == "repair_open"
            self.opened(about, answer)
            return
        assert answer["outcome"] == self._said_of_reopening(tablet, about)
        if answer["outcome"] != "repair_reopened":
            return
        act, last = next(reversed(self.acts)), bench.ends.pop()
        assert answer["repair"] == last.repair
        self.acts[act].instead = "bench_instead"
        self.acts[last.act].undone = True
        if self.acts[last.act].booked_on <= self.closed:
            self.chapter(about, act, "workshop", last.before.branch)
        else:
            self.things[about] = last.before
        bench.alive = {self.things[about].arrival: last.repair}
        for drawer, part in enumerate(self.drawers):
            part.count -= self.gave.pop((last.repair, drawer), 0)

    def _said_of_reopening(self, tablet: int, about: int) -> str:
        thing, bench = self.things[about], self.benches[about]
        if thing.branch != self.branch_of(tablet):
            return "at_other_bench"
        last = bench.ends[-1] if bench.ends else None
        if last is None or last.undone or self.now - last.at > REOPENED_WITHIN:
            return "nothing_to_reopen"
        if thing.story[-1:] != (last.act,):
            return "moved_since"
        used = any(
            part.count < self.gave.get((last.repair, drawer), 0)
            for drawer, part in enumerate(self.drawers)
        )
        return "parts_used_since" if used else "repair_reopened"

    def _ends(self, about: int, repair: int, place: str) -> None:
        thing, act = self.things[about], next(reversed(self.acts))
        bench = self.benches[about]
        bench.alive = {}
        bench.ends.append(End(repair, act, self.now, thing, place))
        self.chapter(about, act, place, thing.branch)
        self.acts[act].before, self.acts[act].instead = thing, "reopen_instead"

    # ----------------------------------------------------------------------------- parts

    @rule(tablet=tablets, pick=on_bench, drawer=drawers, how_many=st.integers(1, 2))
    def use_a_part(self, tablet: int, pick: int, drawer: int, how_many: int) -> None:
        about = self.picked(tablet, pick)
        part = self.drawers[drawer]
        answer = self.says(tablet, "part_use", about, part=part.number, how_many=how_many)
        if part.branch != self.branch_of(tablet):
            assert answer["outcome"] == "no_such_part"
        elif where := self.elsewhere(tablet, self.things[about]):
            assert answer["outcome"] == where
        else:
            repair = self.opened(about, answer)
            enough = part.count >= how_many
            assert answer["outcome"] == ("part_used" if enough else "part_not_there")
            if enough:
                part.count -= how_many
                self.took[repair, drawer] = self.took.get((repair, drawer), 0) + how_many
                self.last_act().instead = "bench_instead"

    @rule(tablet=tablets, pick=on_bench, drawer=drawers)
    def put_a_part_back(self, tablet: int, pick: int, drawer: int) -> None:
        about = self.picked(tablet, pick)
        part = self.drawers[drawer]
        if part.branch != self.branch_of(tablet) or self.elsewhere(tablet, self.things[about]):
            return
        fields = {"part": part.number, "why": "put_back", "how_many": 1}
        known = self.benches[about].alive.get(self.things[about].arrival, -1)
        answer = self.says(tablet, "part_change", about, **fields)
        if not self.took.get((known, drawer)):
            assert answer["outcome"] == "part_not_used"
            return
        self.opened(about, answer)
        self.took[known, drawer] -= 1
        part.count += 1
        self.last_act().instead = "bench_instead"

    @rule(tablet=tablets, drawer=drawers, count=st.integers(0, 3))
    def count_a_drawer(self, tablet: int, drawer: int, count: int) -> None:
        part = self.drawers[drawer]
        answer = self.says(tablet, "part_change", part=part.number, why="counted", how_many=count)
        if part.branch != self.branch_of(tablet):
            assert answer["outcome"] == "no_such_part"
            return
        assert answer["outcome"] == "part_changed"
        part.count = count
        self.last_act().instead = "bench_instead"

    @rule(tablet=tablets, pick=on_bench, drawer=drawers)
    def take_a_part_out_of_it(self, tablet: int, pick: int, drawer: int) -> None:
        about = self.ended(tablet, pick)
        part, thing, ends = self.drawers[drawer], self.things[about], self.benches[about].ends
        if part.branch != self.branch_of(tablet):
            return
        answer = self.says(tablet, "part_harvest", about, harvest=[{"part": part.number}])
        if thing.branch != self.branch_of(tablet):
            assert answer["outcome"] == "at_other_bench"
        elif thing.place != "gone" or not ends or ends[-1].place != "gone":
            assert answer["outcome"] == "not_scrapped"
        else:
            assert answer["outcome"] == "parts_taken"
            key = (ends[-1].repair, drawer)
            self.gave[key] = self.gave.get(key, 0) + 1
            part.count += 1
            self.last_act().instead = "bench_instead"
