"""A town's year at the counter: when its time is over, nobody of them stands anywhere any more."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from fritidsbank.backing_up import back_up
from fritidsbank.branches.actions import choose
from fritidsbank.clock import local_day
from fritidsbank.doctor import findings
from fritidsbank.reports.as_json import as_json
from fritidsbank.reports.report import report_on
from fritidsbank.reports.rules import Period, week_of
from fritidsbank.settings import Settings
from tests.conftest import Shop
from tests.hands import hands_of_the_clock
from tests.postmaster import post_office
from tests.privacy.doors import Doors, LogBook, log_book
from tests.privacy.residents import Traces, residents
from tests.privacy.searching import Hits, in_files, in_tables, in_texts, takes_samples
from tests.privacy.year import Year
from tests.reminders.broker import open_broker

SEED = 7
ONE_STEP = timedelta(days=56)
"""As far as the clock may go between two nights without being doubted."""
AFTER_MONTHS = {3: 2, 12: 8}
"""So many steps are more than the months after which everybody is forgotten."""
OF_THE_MOMENT = ("booked_late", "mend_first")
"""What a report says of the days since, or of the next ones, when it is counted once more."""
Reports = dict[tuple[str, str], object]


@dataclass
class Town:
    """A year, what it said, and what is looked through for its people."""

    year: Year
    book: LogBook
    folder: Path
    traces: Traces
    months: int
    reports: Reports = field(default_factory=dict)
    rows: int = 0

    @property
    def doors(self) -> Doors:
        return self.year.doors

    def lives(self, weeks: range) -> None:
        """These weeks go by; the report of each is read when the week is over."""
        for number in weeks:
            over = week_of(self.year.today)
            self.year.week(number)
            if number:
                self.reports |= self.reads([over])

    def reads(self, weeks: list[Period]) -> Reports:
        """What `fritidsbank report` says of weeks, and what comes when they are counted anew."""
        said: Reports = {}
        with self.doors.shop.store.reading() as db:
            for branch in ("", "Hamnen", "Söder"):
                for week in weeks:
                    named = ("--branch", branch) if branch else ()
                    printed = self.doors.runs("report", "week", week.name, *named)
                    today = local_day(self.doors.hands.now)
                    anew = as_json(report_on(db, week, branch, today=today))
                    for name in OF_THE_MOMENT:
                        anew.pop(name, None)
                    said[week.name, branch] = (printed, anew)
        return said

    def changed(self, until: Period) -> list[tuple[str, str]]:
        """The reports that say something else than when their week was over."""
        weeks = [week_of(self.year.first + timedelta(days=7 * n)) for n in range(self.year.weeks)]
        known = {name for name, _ in self.reports}
        asked = [week for week in weeks if week.name in known and week.last <= until.last]
        return [which for which, told in self.reads(asked).items() if told != self.reports[which]]

    def said(self) -> Hits:
        """Who stands in what the shop said: logs, answers, commands, addresses, exports."""
        doors, traces = self.doors, self.traces
        return (
            in_texts("logs", self.book.lines, traces)
            | in_texts("answers", doors.answers, traces)
            | in_texts("commands", doors.told, traces)
            | in_texts("addresses", doors.addresses, traces)
            | in_texts("mails", doors.mails, traces)
            | in_files(self.folder / "tmp", traces)
            | in_files(doors.exports, traces)
        )

    def in_register(self) -> Hits:
        """Who stands in a table."""
        hits, rows = in_tables(self.doors.shop.store, self.traces)
        self.rows += rows
        return hits

    def anywhere(self) -> Hits:
        """Who stands in a table, in the bytes of a file, or in what was said."""
        data = self.doors.settings.data
        return self.in_register() | in_files(data, self.traces) | self.said()

    def upgrades(self) -> Path:
        """What an upgrade leaves behind in the data folder: the register as it was."""
        now = self.doors.hands.now
        copy = self.doors.settings.data / f"fritidsbank-before-0013-{now:%Y%m%d-%H%M%S}.db"
        back_up(self.doors.shop.store, copy)
        os.utime(copy, (now.timestamp(), now.timestamp()))
        return copy

    def time_passes(self) -> None:
        """A timer calls now and then; nobody comes."""
        for _ in range(AFTER_MONTHS[self.months]):
            self.doors.hands.now += ONE_STEP
            self.doors.runs("tick")

    def figures(self) -> str:
        """What it came to, for whoever ran it."""
        doors = self.doors
        sent = f"{len(doors.broker.sent)} text messages and {len(doors.mails)} mails"
        said = f"{len(doors.answers)} answers, {sent}"
        looked = f"{self.rows} rows, {self.traces.bytes} bytes looked through"
        return f"{self.year.done}; {said}; {len(self.reports)} reports; {looked}"

    def findings(self) -> list[Any]:
        """What the doctor says."""
        with self.doors.shop.store.reading() as db:
            return list(findings(db))


@contextmanager
def town(
    app: Flask,
    shop: Shop,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    *,
    people: int,
    weeks: int,
    months: int,
) -> Iterator[Town]:
    """So many people and weeks, and so many months after which somebody is forgotten."""
    hands = hands_of_the_clock(monkeypatch, shop.now)
    exports, unfinished = folder / "exports", folder / "tmp"
    exports.mkdir()
    unfinished.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(unfinished))
    everybody = residents(people + people // 3 + 20, SEED)
    with open_broker() as broker, post_office() as post, log_book() as book:
        doors = Doors(shop, settings, app, hands, broker, post, exports)
        year = Year(doors, everybody[:people], everybody[people:], weeks, SEED)
        doors.does(lambda db: choose(db, "erase_months", months))
        yield Town(year, book, folder, Traces(everybody), months)


def goes_through(town: Town) -> None:
    """All of it: the year, the months in which it is forgotten, and an old copy that comes back."""
    year, doors, copy = town.year, town.doors, town.folder / "copy"
    middle = year.weeks // 2
    town.lives(range(middle))
    assert town.in_register() == {"borrower_details": year.names}
    assert town.said() == {}
    doors.runs("backup", str(copy))
    left_behind = town.upgrades()
    takes_samples(doors.shop.store)
    copied = week_of(year.today - timedelta(days=7))
    town.lives(range(middle, year.weeks))
    assert town.in_register() == {"borrower_details": year.names}
    assert all(vars(year.done).values()), f"too little has happened: {year.done}"
    ended = week_of(year.today)
    town.time_passes()
    assert (town.anywhere(), left_behind.exists()) == ({}, False)
    assert town.changed(ended) == []
    assert town.findings() == []
    doors.runs("restore", str(copy), "--replace")
    assert town.anywhere() == {}
    assert town.changed(copied) == []
    assert town.findings() == []


@pytest.mark.one_database
def test_eleven_weeks_of_forty_people_leaves_no_name_behind_and_every_figure(
    app: Flask, shop: Shop, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with town(app, shop, settings, monkeypatch, tmp_path, people=40, weeks=11, months=3) as lived:
        goes_through(lived)


@pytest.mark.campaign
def test_nor_does_a_year_of_a_thousand(
    app: Flask,
    shop: Shop,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    many = int(os.environ.get("FRITIDSBANK_TEST_PEOPLE", "1000"))
    with town(
        app, shop, settings, monkeypatch, tmp_path, people=many, weeks=52, months=12
    ) as lived:
        goes_through(lived)
    with capsys.disabled():
        sys.stdout.write(f"\n{lived.figures()}\n")
