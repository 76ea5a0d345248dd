"""Never two reminders for the same thing, none for what is back, none in quiet hours."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from fritidsbank.app import shop_store
from fritidsbank.branches.red_days import is_red
from fritidsbank.clock import local_day, parse_moment
from fritidsbank.doctor import findings
from fritidsbank.loans.queries import open_loan_of
from fritidsbank.people.actions import note_call
from fritidsbank.stock.models import Category
from tests import make
from tests.conftest import Shop, installation
from tests.reminders.broker import NOT_TAKEN, REFUSED, TAKEN, UNCLEAR, Broker, Got
from tests.reminders.conftest import Desk

THINGS = ("Pryl 1", "Pryl 2", "Pryl 3")
MOODS = (*TAKEN, *UNCLEAR, *NOT_TAKEN, *REFUSED)
SWEDEN = ZoneInfo("Europe/Stockholm")
# A Saturday before each change of the clocks, and an ordinary Wednesday.
BEGINNINGS = ("2026-03-28T11:00", "2026-10-24T19:30", "2026-03-04T08:00")


class FellOver(BaseException):
    """The process is gone, there and then."""


@dataclass(frozen=True)
class Lent:
    """A loan as the model believes it."""

    loan: int
    holder: int
    due_on: date


class Season:
    """Days at the counter and at the gateway, and what each message may be about."""

    def __init__(
        self,
        desk: Desk,
        codes: list[str],
        people: list[str],
        tablet: make.Tablet,
        beginning: str,
    ) -> None:
        self.desk, self.codes, self.people, self.tablet = desk, codes, people, tablet
        self.lent: dict[int, Lent] = {}
        self.in_peace: set[int] = set()
        self.told: set[tuple[int, date, int]] = set()
        self.wrong: list[str] = []
        self.left: int | None = None
        desk.broker.moods.clear()
        desk.broker.hears = self.hears
        desk.now = parse_moment(beginning)
        for about in range(len(THINGS)):
            self.lend(about)

    def looks_at_the_clock(self) -> datetime:
        """The moment, unless the process falls over instead."""
        if self.left is not None:
            if self.left == 0:
                raise FellOver
            self.left -= 1
        return self.desk.now

    def hears(self, got: Got) -> None:
        """The gateway has it: note what was wrong to send."""
        local = self.desk.now.astimezone(SWEDEN)
        if not 9 <= local.hour < 20 or is_red(local.date()):
            self.wrong.append(f"at {local}")
        for name in re.findall(r"Pryl \d", got.text):
            lent = self.lent.get(THINGS.index(name))
            if lent is None:
                self.wrong.append(f"{name} is back")
            elif lent.holder in self.in_peace:
                self.wrong.append(f"{name} of who asked for peace")
            else:
                late = (local.date() - lent.due_on).days
                step = (lent.loan, lent.due_on, -1 if late <= 0 else (late - 1) // 7)
                if step in self.told:
                    self.wrong.append(f"{name} twice for {lent.due_on}")
                self.told.add(step)

    def says(self, kind: str, **fields: object) -> dict[str, object]:
        self.tablet.now = self.desk.now
        return self.tablet.says(kind, **fields)

    def reads(self, about: int) -> None:
        """What the register says of a thing that was just lent, or may stay longer."""
        with self.desk.shop.store.reading() as db:
            loan = open_loan_of(db, self.desk.articles[about])
            assert loan is not None
            holder = self.people.index(str(loan.borrower))
            self.lent[about] = Lent(loan.id, holder, loan.due_on)

    def lend(self, about: int) -> None:
        if about not in self.lent:
            borrower = self.people[about % 2]
            self.says("check_out", article=self.codes[about], borrower=borrower)
            self.reads(about)

    def take_back(self, about: int) -> None:
        if self.lent.pop(about, None):
            self.says("check_in", article=self.codes[about])

    def take_back_by_mistake(self, about: int) -> None:
        if about in self.lent:
            self.says("check_in", article=self.codes[about])
            self.tablet.undoes()

    def extend(self, about: int) -> None:
        if about in self.lent:
            self.says("extend", article=self.codes[about])
            self.reads(about)

    def ask_for_peace(self, about: int) -> None:
        """Or not to be left in peace any more."""
        self.in_peace ^= {about % 2}
        with self.desk.writing() as db:
            quiet, today = about % 2 in self.in_peace, local_day(self.desk.now)
            note_call(db, self.people[about % 2], notes="", do_not_remind=quiet, on=today)

    def tick(self, moods: list[str], falls_over: int | None) -> None:
        self.desk.broker.moods.clear()
        self.desk.broker.moods.extend(moods)
        self.left = falls_over
        rounds = replace(self.desk.rounds(), now=self.looks_at_the_clock)
        with suppress(FellOver):
            rounds.begin()
        self.left = None

    def goes_by(self, days: "list[Day]") -> None:
        """Each day somebody comes or nobody, and the timer calls twice."""
        for hours, acts, moods, falls_over in days:
            self.desk.now += timedelta(hours=hours)
            for act, about in acts:
                act(self, about)
            self.tick(moods, falls_over)
            self.desk.now += timedelta(minutes=15)
            self.tick([], None)

    def findings(self) -> list[str]:
        """What the doctor says of the register."""
        with self.desk.shop.store.reading() as db:
            return [str(finding) for finding in findings(db)]


@contextmanager
def scenes(shop: Shop, broker: Broker) -> Iterator[Callable[[str], Season]]:
    """How a fresh shop is had: the same file laid anew."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "fritidsbank.db")
        shop.store.close()
        assert shop.store.file is not None
        shutil.copy(shop.store.file, file)
        store = shop_store(installation(file.parent, f"sqlite:///{file}"))
        desk = Desk(replace(shop, store=store), broker, shop.now)
        desk.chooses(remind=True)
        things = [desk.registers(name) for name in THINGS]
        desk.articles = [thing.id for thing in things]
        with desk.writing() as db:
            db.execute(update(Category).values(loan_days=3))
        people = [desk.meets(name) for name in ("Amina", "Bo")]
        tablet = desk.tablet
        store.close()
        template = shutil.copy(file, Path(folder, "template.db"))

        def fresh(beginning: str) -> Season:
            store.close()
            shutil.copy(template, file)
            return Season(desk, [thing.code for thing in things], people, tablet, beginning)

        yield fresh
        store.close()


ACTS = (
    Season.lend,
    Season.lend,
    Season.take_back,
    Season.take_back_by_mistake,
    Season.extend,
    Season.ask_for_peace,
)
Day = tuple[int, list[tuple[Callable[[Season, int], None], int]], list[str], int | None]
acts = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2)), max_size=1)
moods = st.lists(st.sampled_from(("ok", *MOODS)), max_size=2)
falls = st.none() | st.none() | st.integers(0, 14)
days = st.tuples(st.integers(6, 34), acts, moods, falls)


def run(fresh: Callable[[str], Season], runs: int) -> None:
    """So many seasons of three weeks."""

    @settings(
        max_examples=runs,
        suppress_health_check=[*HealthCheck],
        database=None,
        phases=[Phase.generate],
    )
    @given(st.sampled_from(BEGINNINGS), st.lists(days, min_size=18, max_size=18))
    def goes_well(beginning: str, days: list[Day]) -> None:
        season = fresh(beginning)
        season.goes_by(days)
        assert season.wrong == []
        assert season.findings() == []

    goes_well()


@pytest.mark.one_database
def test_never_twice_never_what_is_back_never_at_night(shop: Shop, broker: Broker) -> None:
    with scenes(shop, broker) as fresh:
        run(fresh, 15)


@pytest.mark.campaign
@pytest.mark.one_database
def test_so_it_is_through_two_thousand_seasons(shop: Shop, broker: Broker) -> None:
    with scenes(shop, broker) as fresh:
        run(fresh, 2_000)
