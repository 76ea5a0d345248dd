"""The workshop in the report: what came, what left and how, and how long it took."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from fritidsbank.reports.as_json import as_json, from_json
from fritidsbank.reports.facts import facts_of
from fritidsbank.reports.figures import Bench, Mend, Report
from fritidsbank.reports.freezing import freeze_next, read_report
from fritidsbank.reports.report import report_on
from fritidsbank.reports.rules import period, week_of
from fritidsbank.reports.told import tell
from fritidsbank.stock.actions import Signature, put_back
from fritidsbank.stock.queries import thing_with
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.web.access import Role
from tests import make
from tests.conftest import NOW, Shop
from tests.demo.conftest import TODAY

A_DAY = timedelta(days=1)
At = Callable[[int], make.Tablet]
"""The tablet of a manager, so many days after Monday."""


@pytest.fixture
def at(shop: Shop) -> At:
    with shop.store.writing() as db:
        lena = make.account(db, "Lena", [(Role.MANAGER, shop.branch)], now=shop.now)
        db.commit()

    def tablet(days: int) -> make.Tablet:
        return make.tablet(shop.store, shop.branch, lena, now=shop.now + days * A_DAY)

    return tablet


@pytest.fixture
def broken(shop: Shop, at: At) -> Callable[[int], str]:
    """Skates that are sent to the workshop on a day; their number."""

    def send(day: int) -> str:
        with shop.store.writing() as db:
            now = shop.now + day * A_DAY
            code = make.article(db, "SKR", branch=shop.branch, by=shop.admin, now=now).code
            db.commit()
        sent = at(day).says("mark", article=code, mark="workshop", fault="blunt")
        assert sent["article"]["place"] == PlaceKind.WORKSHOP.value
        return code

    return send


def told(shop: Shop, days: int = 6, branch: str = "") -> Report:
    """The report of the week, as it is so many days after Monday."""
    today = shop.now.date()
    with shop.store.reading() as db:
        return report_on(db, week_of(today), branch, today=today + days * A_DAY)


def bench_of(report: Report) -> Bench:
    assert report.bench is not None
    return report.bench


@pytest.mark.one_database
@pytest.mark.parametrize("branch", ["", "Fritidsbanken Tallbo"])
@pytest.mark.parametrize(
    "name", ["2025-W11", "2025-W51", "2025-W52", "2026-W01", "2026-W09", "2026-01", "2025", "2026"]
)
def test_what_came_and_what_left_is_how_many_more_stand_there(
    year: Session, name: str, branch: str
) -> None:
    report = report_on(year, period(name), branch, today=TODAY)
    bench = bench_of(report)
    assert bench.stood + bench.came - bench.left == report.place(PlaceKind.WORKSHOP)
    assert report.waiting.count == report.place(PlaceKind.WORKSHOP)
    assert sum(report.repaired.values()) == bench.left == bench.timed


@pytest.mark.one_database
def test_each_week_begins_with_what_the_one_before_left(year: Session) -> None:
    week = period("2025-W50")
    for _ in range(6):
        before, week = week, week_of(week.last + A_DAY)
        ended = report_on(year, before, today=TODAY).place(PlaceKind.WORKSHOP)
        assert bench_of(report_on(year, week, today=TODAY)).stood == ended


def test_what_left_is_told_by_what_became_of_it(
    shop: Shop, at: At, broken: Callable[[int], str]
) -> None:
    mended, scrapped, released, carried = (broken(0) for _ in range(4))
    lena = at(1)
    lena.says("repair_end", article=mended, to="shelf")
    lena.says("repair_end", article=scrapped, to="scrap")
    lena.says("repair_release", article=released, because="Bara en repa.")
    carry_away(shop, carried)
    report = told(shop)
    assert report.repaired == {"shelf": 1, "scrapped": 1, "released": 1, "unknown": 1}
    assert report.headline.repaired == 1


def carry_away(shop: Shop, code: str) -> None:
    """Somebody puts it on its shelf and says nothing about what was done."""
    with shop.store.writing() as db:
        signed = Signature(shop.now + A_DAY, shop.admin)
        put_back(db, thing_with(db, code), branch=shop.branch, reason=Reason.MOVED, signed=signed)
        db.commit()


def test_days_are_counted_from_coming_to_leaving(
    shop: Shop, at: At, broken: Callable[[int], str]
) -> None:
    for came, left in ((0, 0), (0, 1), (1, 4), (0, 5)):
        at(left).says("repair_end", article=broken(came), to="shelf")
    broken(2)
    bench = bench_of(told(shop))
    assert (bench.timed, bench.median_days, bench.nine_of_ten_days) == (4, 2, 5)
    assert (bench.came, bench.left) == (5, 4)


def test_what_was_opened_again_has_not_left(
    shop: Shop, at: At, broken: Callable[[int], str]
) -> None:
    code = broken(0)
    at(1).says("repair_end", article=code, to="shelf")
    assert at(1).says("repair_reopen", article=code)["outcome"] == "repair_reopened"
    bench = bench_of(told(shop))
    assert (bench.came, bench.left, bench.timed) == (1, 0, 0)


def test_what_waits_for_a_part_is_counted_while_it_waits(
    shop: Shop, at: At, broken: Callable[[int], str]
) -> None:
    code = broken(0)
    at(1).says("repair_wait", article=code, waits_for="rem")
    assert bench_of(told(shop)).wait_for_parts == 1
    at(2).says("repair_end", article=code, to="shelf")
    assert bench_of(told(shop)).wait_for_parts == 0


def test_a_frozen_week_keeps_what_it_said_of_the_bench(
    shop: Shop, at: At, broken: Callable[[int], str]
) -> None:
    code = broken(0)
    monday = shop.now.date() + 7 * A_DAY
    before = told(shop, days=7)
    with shop.store.writing() as db:
        freeze_next(db, now=shop.now + 7 * A_DAY, today=monday)
        db.commit()
    at(8).says("repair_end", article=code, to="shelf")
    with shop.store.reading() as db:
        assert read_report(db, week_of(shop.now.date()), today=monday + A_DAY).bench == before.bench


@pytest.mark.one_database
def test_a_week_frozen_before_there_was_a_bench_says_what_it_said(year: Session) -> None:
    kept = as_json(report_on(year, period("2026-W08"), today=TODAY))
    del kept["workshop"], kept["mend_first"]
    report = from_json(kept, branch="")
    assert (report.bench, report.mend_first) == (None, None)
    words = [row[0] for row in tell(report, "sv", facts_of(year, now=NOW)).tables["bench"].rows]
    assert "Väntar i verkstaden" in words
    assert "Kom till verkstaden" not in words


def test_what_to_mend_first_is_told_while_it_is_news(
    shop: Shop, at: At, broken: Callable[[int], str]
) -> None:
    code = broken(-365)
    at(-365).says("repair_end", article=code, to="shelf")
    with shop.store.writing() as db:
        sara = make.borrower(db, "Sara", now=shop.now)
        db.commit()
    at(-364).says("check_out", article=code, borrower=sara)
    at(-363).says("check_in", article=code)
    at(0).says("mark", article=code, mark="workshop", fault="blunt")
    first = told(shop, days=0).mend_first
    assert first is not None
    assert first.rows == (Mend("SKR", "", 1, 0, 1),)
    assert told(shop, days=21).mend_first is None


@pytest.mark.one_database
def test_figures_of_the_bench_are_written_and_read_alike(year: Session) -> None:
    report = report_on(year, period("2026-W09"), today=TODAY)
    assert from_json(as_json(report), branch="") == report
    assert date(2026, 3, 2) == TODAY
