"""Stores for demos: as many as a test needs, and one typical year that several look at."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from fritidsbank.app import shop_store
from fritidsbank.db import Store
from fritidsbank.demo.making import DemoCounts, make_demo
from fritidsbank.demo.sizes import Size
from tests.conftest import installation

TODAY = date(2026, 3, 2)
"""A Monday two weeks after sportlov: what went out then is expected back."""

NewStore = Callable[[], Store]


def demo_in(
    store: Store,
    size: Size = Size.SMALL,
    *,
    seed: int = 1,
    today: date = TODAY,
    until: datetime | None = None,
) -> DemoCounts:
    """Make a demo of that size in an empty store."""
    return make_demo(
        store, size, seed=seed, today=today, until=until, progress=lambda _done, _steps: None
    )


@contextmanager
def stores(empty_file: Path, folder: Path) -> Iterator[NewStore]:
    """A maker of SQLite stores, all closed in the end."""
    made: list[Store] = []

    def new() -> Store:
        data = folder / f"data-{len(made)}"
        data.mkdir(mode=0o700)
        file = Path(shutil.copyfile(empty_file, data / "fritidsbank.db"))
        made.append(shop_store(installation(data, f"sqlite:///{file}")))
        return made[-1]

    yield new
    for store in made:
        store.close()


@pytest.fixture
def new_store(empty_file: Path, tmp_path: Path) -> Iterator[NewStore]:
    """Another empty SQLite store, each time it is called."""
    with stores(empty_file, tmp_path) as new:
        yield new


@pytest.fixture(scope="session")
def typical_store(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the typical year that ended on TODAY; several tests look at it."""
    with stores(empty_file, tmp_path_factory.mktemp("typical")) as new:
        store = new()
        demo_in(store, Size.TYPICAL)
        yield store


@pytest.fixture
def year(typical_store: Store) -> Iterator[Session]:
    """The typical year, to look at."""
    with typical_store.reading() as db:
        yield db
