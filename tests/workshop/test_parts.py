"""The drawers of the workshop: what lies there, what is used, what comes out of scrapped things."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from fritidsbank.doctor import findings
from fritidsbank.stock.queries import category_coded, last_reason, thing_with
from fritidsbank.stock.rules import Reason
from fritidsbank.workshop.models import PartMove, Repair
from fritidsbank.workshop.part_queries import (
    low_parts,
    part_with,
    parts_fitting,
    parts_of,
    parts_used,
    waited_for,
)
from fritidsbank.workshop.rules import Orderer
from tests import make
from tests.conftest import Shop

Count = Callable[[int], int]


@pytest.fixture
def count(shop: Shop) -> Count:
    """How many of a kind of part there are, which is the sum of its moves."""

    def counted(part: int) -> int:
        with shop.store.reading() as db:
            assert findings(db) == []
            there = part_with(db, part, shop.branch).count
            moved = db.scalar(select(func.sum(PartMove.change)).where(PartMove.part_id == part))
        assert there == (moved or 0)
        return there

    return counted


@pytest.fixture
def laces(bench: make.Tablet) -> int:
    """Two pairs of laces in their drawer; one is few."""
    added = bench.says("part_add", name="Snören", category="SKR", size="180", low=1, how_many=2)
    assert added["outcome"] == "part_added"
    return int(added["part"])


def test_a_kind_of_part_gets_one_drawer_however_it_is_spelt(bench: make.Tablet, laces: int) -> None:
    again = bench.says("part_add", name="SNÖREN", category="SKR", size="180")
    assert (again["outcome"], again["part"]) == ("part_known", laces)


def test_a_part_without_a_name_has_no_drawer(bench: make.Tablet) -> None:
    assert bench.says("part_add", name="  ")["outcome"] == "part_name_missing"


def test_what_is_used_is_taken_from_its_drawer_and_stands_in_the_repair(
    bench: make.Tablet, at_bench: str, laces: int, count: Count, shop: Shop
) -> None:
    used = bench.says("part_use", article=at_bench, part=laces)
    assert (used["outcome"], used["count"]) == ("part_used_low", 1)
    assert count(laces) == 1
    with shop.store.reading() as db:
        assert parts_used(db, used["repair"]) == {laces: 1}


def test_what_is_not_there_is_not_used(
    bench: make.Tablet, at_bench: str, laces: int, count: Count
) -> None:
    said = bench.says("part_use", article=at_bench, part=laces, how_many=3)
    assert (said["outcome"], said["count"]) == ("part_not_there", 2)
    assert count(laces) == 2


def test_what_was_used_without_a_line_and_is_not_there_is_looked_at(
    bench: make.Tablet, at_bench: str, laces: int, count: Count
) -> None:
    said = bench.says("part_use", article=at_bench, part=laces, how_many=3, done=True)
    assert said["outcome"] == "part_not_there"
    assert count(laces) == 2


def test_a_part_is_used_in_what_lies_on_the_bench_only(
    bench: make.Tablet, skates: str, laces: int, count: Count
) -> None:
    assert bench.says("part_use", article=skates, part=laces)["outcome"] == "not_at_bench"
    assert count(laces) == 2


def test_what_was_not_needed_goes_back_and_no_more_than_that(
    bench: make.Tablet, at_bench: str, laces: int, count: Count
) -> None:
    bench.says("part_use", article=at_bench, part=laces)
    back = {"part": laces, "why": "put_back", "how_many": 1, "article": at_bench}
    assert bench.says("part_change", **back)["outcome"] == "part_changed"
    assert bench.says("part_change", **back)["outcome"] == "part_not_used"
    assert count(laces) == 2


@pytest.mark.parametrize(
    ("why", "how_many", "there"), [("bought", 5, 7), ("counted", 0, 0), ("put_back", 1, 3)]
)
def test_a_drawer_is_filled_and_counted(
    bench: make.Tablet, laces: int, count: Count, why: str, how_many: int, there: int
) -> None:
    bench.says("part_change", part=laces, why=why, how_many=how_many)
    assert count(laces) == there


@pytest.mark.parametrize(
    "wrong",
    [
        {"why": "used", "how_many": 1},
        {"why": "harvested", "how_many": 1},
        {"why": "bought", "how_many": 0},
        {"why": "bought", "how_many": 1.5},
        {"why": "bought", "how_many": "-3"},
        {"why": "counted", "how_many": 1_000},
        {"low": -1},
        {"kept": "no"},
    ],
)
def test_nonsense_changes_no_drawer(
    bench: make.Tablet, laces: int, count: Count, wrong: dict[str, Any]
) -> None:
    assert bench.says("part_change", part=laces, **wrong)["outcome"] == "field_wrong"
    assert count(laces) == 2


def test_the_parts_of_another_workshop_are_not_ours(
    bench: make.Tablet, at_bench: str, laces: int, shop: Shop
) -> None:
    with shop.store.writing() as db:
        berget = make.branch(db, "Berget")
        db.commit()
    theirs = make.tablet(shop.store, berget, shop.account, now=shop.now)
    assert theirs.says("part_change", part=laces, why="bought", how_many=1)["outcome"] == (
        "no_such_part"
    )


def test_what_is_not_kept_any_more_leaves_the_list_when_its_drawer_is_empty(
    bench: make.Tablet, laces: int, shop: Shop
) -> None:
    assert bench.says("part_change", part=laces, kept=False)["outcome"] == "parts_left"
    bench.says("part_change", part=laces, why="counted", how_many=0, kept=False)
    with shop.store.reading() as db:
        assert parts_of(db, shop.branch) == []
    assert bench.says("part_add", name="Snören", category="SKR", size="180")["part"] == laces
    with shop.store.reading() as db:
        assert [part.id for part in parts_of(db, shop.branch)] == [laces]


def test_parts_come_out_of_what_is_scrapped_in_the_same_act(
    bench: make.Tablet, at_bench: str, laces: int, count: Count, shop: Shop
) -> None:
    harvest = [{"part": laces}, {"name": "Skena", "size": "38", "how_many": 2}]
    said = bench.says("repair_end", article=at_bench, to="scrap", harvest=harvest)
    assert said["outcome"] == "scrapped"
    assert [(part["part_name"], part["count"]) for part in said["parts"]] == [
        ("Snören 180", 3),
        ("Skena 38", 2),
    ]
    assert count(laces) == 3
    with shop.store.reading() as db:
        assert last_reason(db, said["article"]["id"]) is Reason.PARTS_TAKEN


def test_parts_come_out_of_what_was_scrapped_before(
    bench: make.Tablet, at_bench: str, laces: int, count: Count
) -> None:
    taking = {"article": at_bench, "harvest": [{"part": laces, "how_many": 2}]}
    assert bench.says("part_harvest", **taking)["outcome"] == "not_scrapped"
    bench.says("repair_end", article=at_bench, to="scrap")
    assert bench.says("part_harvest", **taking)["outcome"] == "parts_taken"
    assert count(laces) == 4


@pytest.mark.parametrize(
    "harvest", ["laces", [7], [{}], [{"part": "x"}], [{"name": 3}], [{"name": "x"}] * 21]
)
def test_a_harvest_of_nonsense_scraps_nothing(
    bench: make.Tablet, at_bench: str, harvest: object
) -> None:
    said = bench.says("repair_end", article=at_bench, to="scrap", harvest=harvest)
    assert said["outcome"] in {"field_wrong", "field_missing"}
    assert bench.says("bench_scan", article=at_bench)["outcome"] == "repair_open"


def test_what_is_mended_has_nothing_taken_out(
    bench: make.Tablet, at_bench: str, laces: int
) -> None:
    said = bench.says("repair_end", article=at_bench, to="shelf", harvest=[{"part": laces}])
    assert said["outcome"] == "field_wrong"


def test_opened_again_it_has_its_parts_back(
    bench: make.Tablet, at_bench: str, laces: int, count: Count
) -> None:
    bench.says("repair_end", article=at_bench, to="scrap", harvest=[{"part": laces}])
    assert bench.says("repair_reopen", article=at_bench)["outcome"] == "repair_reopened"
    assert count(laces) == 2


def test_what_gave_a_part_that_is_used_by_now_stays_scrapped(
    bench: make.Tablet, at_bench: str, registered: Callable[..., str], count: Count
) -> None:
    harvest = [{"name": "Skena"}]
    ended = bench.says("repair_end", article=at_bench, to="scrap", harvest=harvest)
    other = registered("SKR")
    bench.says("bench_take_in", article=other)
    blade = ended["parts"][0]["part"]
    bench.says("part_use", article=other, part=blade)
    refused = bench.says("repair_reopen", article=at_bench)
    assert (refused["outcome"], refused["part_name"]) == ("parts_used_since", "Skena")
    assert bench.says("bench_scan", article=at_bench)["outcome"] == "has_left"
    assert count(blade) == 0


def test_what_is_waited_for_says_who_gets_it_and_who_waits(
    bench: make.Tablet, at_bench: str, laces: int, shop: Shop
) -> None:
    bench.says("part_change", part=laces, why="counted", how_many=0)
    said = bench.says("repair_wait", article=at_bench, part=laces, orders="manager")
    assert (said["outcome"], said["waits_for"]) == ("repair_waits", "Snören")
    with shop.store.reading() as db:
        (waiting,) = waited_for(db, shop.branch)
        assert (waiting.thing.code, waiting.part, waiting.orders) == (
            at_bench,
            laces,
            Orderer.MANAGER,
        )
        assert [part.id for part in low_parts(db, shop.branch)] == [laces]
    came = bench.says("part_change", part=laces, why="bought", how_many=5)
    assert (came["outcome"], came["waiting"]) == ("part_came", 1)
    bench.says("repair_go_on", article=at_bench)
    with shop.store.reading() as db:
        assert (waited_for(db, shop.branch), low_parts(db, shop.branch)) == ([], [])


def test_nothing_waits_for_nothing(bench: make.Tablet, at_bench: str) -> None:
    assert bench.says("repair_wait", article=at_bench)["outcome"] == "field_missing"


def test_what_fits_a_category_comes_before_what_fits_anything(
    bench: make.Tablet, laces: int, shop: Shop
) -> None:
    bench.says("part_add", name="Buntband")
    bench.says("part_add", name="Spänne", category="SLP")
    with shop.store.reading() as db:
        fitting = parts_fitting(db, shop.branch, category_coded(db, "SKR").id)
    assert [part.called for part in fitting] == ["Snören 180", "Buntband"]


@pytest.mark.parametrize("kind", ["part_use", "repair_note"])
def test_what_is_tapped_at_the_bench_is_put_right_there(
    bench: make.Tablet, at_bench: str, laces: int, kind: str
) -> None:
    bench.says(kind, article=at_bench, part=laces, minutes=5)
    assert bench.undoes()["outcome"] == "bench_instead"


def test_a_part_knows_the_repair_it_went_into(
    bench: make.Tablet, at_bench: str, laces: int, shop: Shop
) -> None:
    bench.says("part_use", article=at_bench, part=laces)
    with shop.store.reading() as db:
        repair = select(Repair.id).where(Repair.article_id == thing_with(db, at_bench).id)
        assert db.scalar(select(PartMove.repair_id).where(PartMove.change < 0)) == db.scalar(repair)
