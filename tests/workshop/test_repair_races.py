"""Two people at the bench in the same moment: one of them does it, the other is told."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from fritidsbank.doctor import findings
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.workshop.models import Repair, SparePart
from tests import make
from tests.at_once import at_once, saying
from tests.conftest import Shop

ROUNDS = 8
SARA = {"name": "Sara", "mobile": "070-174 06 07"}


@pytest.fixture
def other(bench: make.Tablet, shop: Shop) -> make.Tablet:
    """A second screen at the same bench."""
    return make.tablet(shop.store, shop.branch, bench.sender.account, now=shop.now)


@pytest.fixture
def brought(bench: make.Tablet, registered: Callable[..., str]) -> Callable[[], str]:
    """One more thing lies on the bench; its number."""

    def bring() -> str:
        code = registered("SKR")
        bench.says("bench_take_in", article=code)
        return code

    return bring


@pytest.fixture(autouse=True)
def _healthy(shop: Shop) -> object:
    yield
    with shop.store.reading() as db:
        assert findings(db) == []


def test_of_two_who_finish_the_same_repair_one_is_told_where_it_is(
    bench: make.Tablet, other: make.Tablet, brought: Callable[[], str], look: Callable[[str], Thing]
) -> None:
    for _ in range(ROUNDS):
        code = brought()

        said = at_once(
            saying(bench, "repair_end", article=code, to="shelf"),
            saying(other, "repair_end", article=code, to="scrap"),
        )

        assert (*said, look(code).spot.kind) in {
            ("mended", "not_at_bench", PlaceKind.SHELF),
            ("has_left", "scrapped", PlaceKind.GONE),
        }


def test_two_who_scan_the_same_thing_open_one_repair(
    bench: make.Tablet,
    other: make.Tablet,
    disk: make.Tablet,
    registered: Callable[..., str],
    shop: Shop,
) -> None:
    for done in range(ROUNDS):
        code = registered("SKR")
        disk.says("mark", article=code, mark="workshop")

        said = at_once(*(saying(screen, "bench_scan", article=code) for screen in (bench, other)))

        assert said == ["repair_open", "repair_open"]
        with shop.store.reading() as db:
            assert db.scalar(select(func.count()).select_from(Repair)) == done + 1


def test_of_two_who_need_the_last_part_one_gets_it(
    bench: make.Tablet, other: make.Tablet, brought: Callable[[], str], shop: Shop
) -> None:
    part = bench.says("part_add", name="Snören")["part"]
    for _ in range(ROUNDS):
        bench.says("part_change", part=part, why="counted", how_many=1)
        one, two = brought(), brought()

        said = at_once(
            saying(bench, "part_use", article=one, part=part),
            saying(other, "part_use", article=two, part=part),
        )

        assert sorted(map(str, said)) == ["part_not_there", "part_used"]
        with shop.store.reading() as db:
            assert db.get_one(SparePart, part).count == 0


def test_a_part_that_is_used_while_somebody_counts_is_not_lost(
    bench: make.Tablet, other: make.Tablet, brought: Callable[[], str], shop: Shop
) -> None:
    part = bench.says("part_add", name="Snören", how_many=3)["part"]
    code = brought()
    for _ in range(ROUNDS):
        bench.says("part_change", part=part, why="counted", how_many=3)

        said = at_once(
            saying(bench, "part_change", part=part, why="counted", how_many=5),
            saying(other, "part_use", article=code, part=part),
        )

        assert said == ["part_changed", "part_used"]
        with shop.store.reading() as db:
            assert db.get_one(SparePart, part).count in {4, 5}


def test_of_two_who_open_it_again_the_second_finds_it_open(
    bench: make.Tablet, other: make.Tablet, brought: Callable[[], str]
) -> None:
    for _ in range(ROUNDS):
        code = brought()
        bench.says("repair_end", article=code, to="scrap", harvest=[{"name": "Skena"}])

        said = at_once(
            *(saying(screen, "repair_reopen", article=code) for screen in (bench, other))
        )

        assert sorted(map(str, said)) == ["repair_open", "repair_reopened"]


def test_what_is_lent_while_somebody_opens_it_again_is_either_lent_or_on_the_bench(
    bench: make.Tablet, disk: make.Tablet, brought: Callable[[], str], look: Callable[[str], Thing]
) -> None:
    for _ in range(ROUNDS):
        code = brought()
        bench.says("repair_end", article=code, to="shelf")

        said = at_once(
            saying(disk, "check_out", article=code, borrower=SARA),
            saying(bench, "repair_reopen", article=code),
        )

        assert (*said, look(code).spot.kind) in {
            ("lent", "moved_since", PlaceKind.OUT),
            ("in_workshop", "repair_reopened", PlaceKind.WORKSHOP),
        }
