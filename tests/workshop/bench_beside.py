"""What happens beside the bench: days go by, things are lent, carried, missed, scrapped, undone."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from fritidsbank.clock import local_day
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.closing import close_week, weeks_to_close
from fritidsbank.stock.models import Article
from fritidsbank.stock.moving import discard, note_missing, unscrap
from fritidsbank.stock.queries import category_coded, thing_with
from fritidsbank.stock.registering import Description, describe
from fritidsbank.stock.rules import Reason
from tests import make
from tests.workshop.bench_model import (
    CATEGORIES,
    PLAIN,
    STOPS,
    Act,
    BenchModel,
    abouts,
    people,
    tablets,
)


class BesideTheBench(BenchModel):
    """The counter, the pages of the staff, and undo."""

    # ------------------------------------------------------------------------------ time

    @rule(minutes=st.sampled_from([1, 10, 60, 600, 1500]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def weeks_are_closed(self) -> None:
        today = local_day(self.now)
        with self.store.writing() as db:
            for sunday in weeks_to_close(db, today=today):
                close_week(db, sunday, account=None, today=today, now=self.now)
                self.closed = max(self.closed, sunday)
            db.commit()

    # --------------------------------------------------------------------------- counter

    @rule(tablet=tablets, about=abouts, who=people, over=st.booleans())
    def lend(self, *, tablet: int, about: int, who: int, over: bool) -> None:
        thing, borrower = self.things[about], self.scene.people[who]
        said = self.says(
            tablet, "check_out", about, borrower=borrower, visit=make.uid(), done=over
        )["outcome"]
        if thing.place == "out":
            theirs = thing.holder == borrower
            expected = "already_theirs" if theirs else "relent" if over else "out_to_other"
        else:
            expected = "lent" if over else STOPS.get(thing.place, "lent")
        assert said == expected
        if said in {"lent", "relent"}:
            self.becomes(about, "out", self.branch_of(tablet), holder=borrower)

    @rule(tablet=tablets, about=abouts)
    def take_back(self, tablet: int, about: int) -> None:
        thing = self.things[about]
        said = self.says(tablet, "check_in", about)["outcome"]
        home = "check" if thing.points else "shelf"
        if thing.place == "out":
            assert said == ("to_check" if thing.points else "returned")
            self.becomes(about, home, self.branch_of(tablet))
        elif thing.place == "missing":
            assert said == "found"
            self.becomes(about, home, self.branch_of(tablet))
        else:
            gone = {"scrapped_before"}
            assert said in (gone if thing.place == "gone" else {"already_back", "was_not_out"})

    @rule(tablet=tablets, about=abouts, mark=st.sampled_from(["workshop"] * 3 + ["scrap"]))
    def mark(self, tablet: int, about: int, mark: str) -> None:
        said = self.says(tablet, "mark", about, mark=mark)["outcome"]
        if self.things[about].place not in {"shelf", "check", "season_store"}:
            assert said == "not_here"
            return
        assert said == f"marked_{mark}"
        goes = {"workshop": "workshop", "scrap": "gone"}
        self.becomes(about, goes[mark], self.branch_of(tablet))

    @rule(tablet=tablets, verdict=st.sampled_from(["ok", "to_repair", "scrap"]))
    def look_at_the_helmet(self, tablet: int, verdict: str) -> None:
        about = CATEGORIES.index("HJA")
        thing = self.things[about]
        seen = [*thing.points] if verdict == "ok" else []
        said = self.says(tablet, "safety_check", about, verdict=verdict, seen=seen)["outcome"]
        if thing.place != "check":
            assert said == "not_here"
            return
        assert said == f"checked_{verdict}"
        goes = {"ok": "shelf", "to_repair": "workshop", "scrap": "gone"}
        self.becomes(about, goes[verdict], self.branch_of(tablet))

    @rule(tablet=tablets, about=abouts)
    def carry(self, tablet: int, about: int) -> None:
        thing, here = self.things[about], self.branch_of(tablet)
        said = self.says(tablet, "carry", about, to=self.scene.shelves[tablet])["outcome"]
        stays = {"out": "still_lent", "check": "needs_check", "gone": "scrapped_before"}
        if thing.place in stays:
            assert said == stays[thing.place]
        elif thing.place == "missing":
            assert said == ("found_to_check" if thing.points else "found")
            self.becomes(about, "check" if thing.points else "shelf", here)
        elif thing.branch != here:
            assert said == "of_other_branch"
        elif said == "carried":
            self.becomes(about, "shelf", here)
        else:
            assert (said, thing.place) == ("already_there", "shelf")
            self.acts.pop(next(reversed(self.acts)))  # what its shelf was is another story

    # ------------------------------------------------------------------- pages and undo

    @rule(about=abouts, what=st.sampled_from(["missing", "gone"]))
    def staff_note_it(self, about: int, what: str) -> None:
        thing = self.things[about]
        if thing.place in {"out", "missing", "gone"}:
            return
        signed = Signature(self.now, self.scene.shop.admin)
        with self.store.writing() as db:
            if what == "missing":
                note_missing(db, thing_with(db, thing.code), signed=signed)
            else:
                discard(db, thing_with(db, thing.code), Reason.WORN_OUT, signed=signed)
            db.commit()
        self._by_staff(about, what, thing.branch)

    @rule(about=abouts)
    def staff_bring_it_back(self, about: int) -> None:
        """What was scrapped by mistake stands where it stood before."""
        thing = self.things[about]
        if thing.place != "gone":
            return
        with self.store.writing() as db:
            signed = Signature(self.now, self.scene.shop.admin)
            unscrap(db, thing_with(db, thing.code), signed=signed)
            db.commit()
        name = thing.story[-1]
        scrapping = self.acts[name]
        assert scrapping.before is not None
        if scrapping.booked_on <= self.closed:
            before = scrapping.before
            self._by_staff(about, before.place, before.branch)
            return
        self.things[about], scrapping.undone = scrapping.before, True
        for end in self.benches[about].ends:
            end.undone = end.undone or end.act == name

    @rule(about=abouts, category=st.sampled_from(PLAIN))
    def staff_recategorise_it(self, about: int, category: str) -> None:
        thing = self.things[about]
        if thing.points or thing.place == "gone":
            return
        with self.store.writing() as db:
            article = db.get_one(Article, thing_with(db, thing.code).id)
            other = category_coded(db, category).id
            if article.category_id == other:
                return
            signed = Signature(self.now, self.scene.shop.admin)
            describe(db, article, Description(other, article.name), signed=signed)
            db.commit()
        self.things[about] = replace(thing, story=(*thing.story, make.uid()))

    def _by_staff(self, about: int, place: str, branch: int) -> None:
        name = make.uid()
        self.acts[name] = self.act(-1, about, self.things[about])
        self.chapter(about, name, place, branch)

    @precondition(lambda self: self.acts)
    @rule(tablet=tablets, back=st.integers(0, 4), own=st.sampled_from([True, True, False]))
    def undo(self, *, tablet: int, back: int, own: bool) -> None:
        told = [
            name
            for name, act in self.acts.items()
            if act.tablet == tablet or (act.tablet >= 0 and not own)
        ]
        if not told:
            return
        name = told[-1 - back % len(told)]
        act = self.acts[name]
        said = self.says(tablet, "undo", operation=name)["outcome"]
        assert said == self._said_of_undoing(name, act, tablet)
        if said == "undone":
            assert act.before is not None
            act.undone, self.things[act.about] = True, act.before

    def _said_of_undoing(self, name: str, act: Act, tablet: int) -> str:
        if act.tablet != tablet:
            return "other_counter"
        if act.day != local_day(self.now):
            return "other_day"
        if act.instead or act.before is None:
            reopened = act.instead == "reopen_instead" and self._was_reopened(name)
            return "already_undone" if reopened else act.instead or "not_undoable"
        if act.undone:
            return "already_undone"
        return "undone" if self.things[act.about].story[-1:] == (name,) else "changed_since"

    def _was_reopened(self, name: str) -> bool:
        return all(end.act != name for bench in self.benches for end in bench.ends)
