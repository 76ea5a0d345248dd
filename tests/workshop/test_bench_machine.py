"""Whatever happens at counter, bench and stock: nothing is both at the bench and lendable."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from fritidsbank.app import shop_store
from fritidsbank.stock.registering import add_shelf
from tests import make
from tests.conftest import Shop, installation
from tests.workshop.bench_days import BenchDays
from tests.workshop.bench_model import CATEGORIES, Drawer, Scene, Thing

STEPS = 60


def set_the_scene(shop: Shop) -> Scene:
    """Everything that random days at the bench need, in a shop that has opened."""
    with shop.store.writing() as db:
        other = make.branch(db, f"Ringstorp {make.uid()}")
        made = [
            make.article(db, kind, kind, branch=shop.branch, by=shop.admin, now=shop.now)
            for kind in CATEGORIES
        ]
        people = [make.borrower(db, name, now=shop.now) for name in ("Amina", "Bo")]
        branches = (shop.branch, shop.branch, other)
        shelves = [add_shelf(db, branch, f"Hylla {make.uid()}").code for branch in branches]
        db.commit()
    tablets = [make.tablet(shop.store, each, shop.account, now=shop.now) for each in branches]
    drawers = [drawer(tablet, str(size)) for size, tablet in enumerate(tablets)]
    things = [
        Thing(thing.code, tuple(point.code for point in thing.upkeep.points), shop.branch)
        for thing in made
    ]
    return Scene(shop.store, shop, things, people, tablets, drawers, shelves)


def drawer(tablet: make.Tablet, size: str) -> Drawer:
    """A kind of part of which there is one; a PostgreSQL may know it from before."""
    part = tablet.says("part_add", name="rem", size=size)["part"]
    tablet.says("part_change", part=part, why="counted", how_many=1)
    return Drawer(part, tablet.sender.branch, 1)


@contextmanager
def scenes(shop: Shop) -> Iterator[Callable[[], BenchDays]]:
    """How a fresh scene is had: the same file laid anew, or new things in the same PostgreSQL."""
    if shop.store.file is None:
        yield lambda: BenchDays(set_the_scene(shop))
        return
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        file = Path(folder, "fritidsbank.db")
        shop.store.close()
        shutil.copy(shop.store.file, file)
        store = shop_store(installation(file.parent, f"sqlite:///{file}"))
        scene = set_the_scene(replace(shop, store=store))
        store.close()
        template = shutil.copy(file, Path(folder, "template.db"))

        def fresh() -> BenchDays:
            store.close()  # the last one to leave empties the log into the file
            shutil.copy(template, file)
            return BenchDays(scene)

        yield fresh
        store.close()


def run(fresh: Callable[[], BenchDays], runs: int) -> None:
    """So many random days of sixty acts."""
    run_state_machine_as_test(
        fresh,  # type: ignore[arg-type] # anything that makes a machine will do
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=[*HealthCheck],
            database=None,
            # Shrinking a day of sixty acts takes minutes; the day as it was is readable, too.
            phases=[Phase.generate],
            print_blob=True,
        ),
    )


def test_nothing_is_ever_both_at_the_bench_and_lendable(shop: Shop) -> None:
    with scenes(shop) as fresh:
        run(fresh, 8 if shop.store.is_sqlite else 3)


@pytest.mark.campaign
def test_nor_is_it_in_two_thousand_shops(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BenchDays, "doctor_every", 1)
    with scenes(shop) as fresh:
        run(fresh, 2_000)
