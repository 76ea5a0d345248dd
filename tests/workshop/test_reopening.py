"""A repair that was ended too soon is opened again, as long as nothing has happened since."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from fritidsbank.clock import local_day
from fritidsbank.doctor import findings
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.closing import close_week, weeks_to_close
from fritidsbank.stock.models import SafetyCheck
from fritidsbank.stock.moving import unscrap
from fritidsbank.stock.queries import Thing, last_reason, thing_with
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.rules import RepairState
from tests import make
from tests.conftest import Shop

Look = Callable[[str], Thing]
RepairOf = Callable[[str], Repair | None]
SARA = {"name": "Sara", "mobile": "070-174 06 07"}
WAYS = ["shelf", "season_store", "scrap"]


@pytest.fixture(autouse=True)
def _healthy(shop: Shop) -> object:
    """Whatever happens, the doctor finds nothing afterwards."""
    yield
    with shop.store.reading() as db:
        assert findings(db) == []


@pytest.mark.parametrize("to", WAYS)
def test_a_day_later_it_is_taken_in_anew(bench: make.Tablet, at_bench: str, to: str) -> None:
    bench.says("repair_end", article=at_bench, to=to)
    bench.now += timedelta(days=1, minutes=1)
    assert bench.says("repair_reopen", article=at_bench)["outcome"] == "nothing_to_reopen"


def test_what_has_been_lent_since_was_mended(
    bench: make.Tablet, disk: make.Tablet, at_bench: str
) -> None:
    bench.says("repair_end", article=at_bench, to="shelf")
    disk.says("check_out", article=at_bench, borrower=SARA)
    assert bench.says("repair_reopen", article=at_bench)["outcome"] == "moved_since"
    disk.says("check_in", article=at_bench)
    assert bench.says("repair_reopen", article=at_bench)["outcome"] == "moved_since"


def test_what_was_lent_by_mistake_is_opened_again(
    bench: make.Tablet, disk: make.Tablet, at_bench: str
) -> None:
    bench.says("repair_end", article=at_bench, to="shelf")
    disk.says("check_out", article=at_bench, borrower=SARA)
    disk.undoes()
    assert bench.says("repair_reopen", article=at_bench)["outcome"] == "repair_reopened"


def test_what_was_released_is_opened_again_and_nobody_released_it(
    office: make.Tablet, bench: make.Tablet, at_bench: str, repair_of: RepairOf
) -> None:
    office.says("repair_release", article=at_bench, because="tävling på lördag")
    assert bench.says("repair_reopen", article=at_bench)["outcome"] == "repair_reopened"
    repair = repair_of(at_bench)
    assert repair is not None
    assert (repair.released_because, repair.released_by_id) == ("", None)


def test_whoever_opens_it_second_finds_it_open(bench: make.Tablet, at_bench: str) -> None:
    ended = bench.says("repair_end", article=at_bench, to="shelf")
    bench.says("repair_reopen", article=at_bench)
    again = bench.says("repair_reopen", article=at_bench)
    assert (again["outcome"], again["repair"]) == ("repair_open", ended["repair"])


def test_what_is_missing_is_missing_again_when_it_is_opened_again(
    bench: make.Tablet, disk: make.Tablet, registered: Callable[..., str], look: Look
) -> None:
    tent = registered("TLT")
    disk.says("mark", article=tent, mark="part_missing", parts=["linor"])
    bench.says("bench_take_in", article=tent)
    bench.says("repair_end", article=tent, to="shelf")
    assert look(tent).note == ""
    bench.says("repair_reopen", article=tent)
    assert look(tent).note == "Saknas: linor"


def test_a_check_that_was_said_too_soon_was_not_said(
    bench: make.Tablet, registered: Callable[..., str], look: Look, shop: Shop
) -> None:
    helmet = registered("HJA")
    bench.says("bench_take_in", article=helmet)
    seen = [point.code for point in look(helmet).upkeep.points]
    assert bench.says("repair_end", article=helmet, to="shelf", seen=seen)["outcome"] == "mended"
    bench.says("repair_reopen", article=helmet)
    with shop.store.reading() as db:
        assert [check.undone_at is None for check in db.scalars(select(SafetyCheck))] == [False]


def test_opened_again_it_has_the_service_day_that_it_had(
    bench: make.Tablet, registered: Callable[..., str], look: Look
) -> None:
    vest = registered("FLY", inflatable=True, service_due_on="2026-04-01")
    bench.says("bench_take_in", article=vest)
    seen = [point.code for point in look(vest).upkeep.points]
    bench.says("repair_end", article=vest, to="shelf", seen=seen, next_service_on="2036-04-01")
    bench.says("repair_reopen", article=vest)
    assert look(vest).upkeep.due_on == date(2026, 4, 1)


def test_opened_again_it_was_not_cared_for(bench: make.Tablet, at_bench: str, look: Look) -> None:
    bench.says("repair_note", article=at_bench, work=["sharpen"])
    bench.says("repair_end", article=at_bench, to="shelf")
    assert "sharpen" in look(at_bench).upkeep.cared_for
    bench.says("repair_reopen", article=at_bench)
    assert look(at_bench).upkeep.cared_for == {}


@pytest.mark.parametrize("to", WAYS)
def test_what_a_closed_week_has_counted_comes_to_the_bench_by_a_line_of_its_own(
    bench: make.Tablet, disk: make.Tablet, at_bench: str, look: Look, shop: Shop, to: str
) -> None:
    bench.now += timedelta(days=6 - bench.now.weekday(), hours=2)  # on Sunday evening
    ended = bench.says("repair_end", article=at_bench, to=to)
    bench.now += timedelta(hours=12)
    with shop.store.writing() as db:
        today = local_day(bench.now)
        for sunday in weeks_to_close(db, today=today):
            close_week(db, sunday, account=None, today=today, now=bench.now)
        db.commit()
    opened = bench.says("repair_reopen", article=at_bench)
    assert (opened["outcome"], opened["repair"]) == ("repair_reopened", ended["repair"])
    assert look(at_bench).spot.kind is PlaceKind.WORKSHOP
    reason = Reason.FOUND if to == "scrap" else Reason.TO_WORKSHOP
    with shop.store.reading() as db:
        assert last_reason(db, look(at_bench).id) is reason


def test_what_was_mended_is_not_undone_but_opened_again(bench: make.Tablet, at_bench: str) -> None:
    bench.says("repair_end", article=at_bench, to="shelf")
    ended = bench.last
    assert bench.undoes()["outcome"] == "reopen_instead"
    bench.says("repair_reopen", article=at_bench)
    assert bench.undoes()["outcome"] == "bench_instead"
    assert bench.says("undo", operation=ended)["outcome"] == "already_undone"


def test_another_branch_opens_nothing_of_ours(
    bench: make.Tablet, at_bench: str, shop: Shop
) -> None:
    with shop.store.writing() as db:
        berget = make.branch(db, "Berget")
        db.commit()
    bench.says("repair_end", article=at_bench, to="shelf")
    theirs = make.tablet(shop.store, berget, bench.sender.account, now=shop.now)
    assert theirs.says("repair_reopen", article=at_bench)["outcome"] == "at_other_bench"


def test_what_was_scrapped_by_mistake_and_brought_back_goes_on_where_it_was(
    bench: make.Tablet, at_bench: str, repair_of: RepairOf, shop: Shop
) -> None:
    bench.says("repair_note", article=at_bench, minutes=45)
    bench.says("repair_end", article=at_bench, to="scrap")
    with shop.store.writing() as db:
        unscrap(db, thing_with(db, at_bench), signed=Signature(shop.now, shop.admin))
        db.commit()
    assert bench.says("bench_scan", article=at_bench)["outcome"] == "repair_open"
    repair = repair_of(at_bench)
    assert repair is not None
    assert (repair.state, repair.minutes) == (RepairState.IN_REPAIR, 45)


def test_an_older_end_is_opened_again_though_it_was_taken_in_by_mistake_since(
    bench: make.Tablet, at_bench: str
) -> None:
    ended = bench.says("repair_end", article=at_bench, to="shelf")
    bench.says("bench_take_in", article=at_bench)
    bench.undoes()
    opened = bench.says("repair_reopen", article=at_bench)
    assert (opened["outcome"], opened["repair"]) == ("repair_reopened", ended["repair"])
    bench.says("repair_end", article=at_bench, to="shelf")
    assert bench.says("repair_reopen", article=at_bench)["outcome"] == "repair_reopened"
