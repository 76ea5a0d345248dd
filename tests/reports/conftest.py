"""A small made-up year that ended on a Monday, as several tests report on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from fritidsbank.db import Store
from tests.demo.conftest import demo_in, stores


@pytest.fixture(scope="session")
def demo_store(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the small year that ended on 2 March 2026."""
    with stores(empty_file, tmp_path_factory.mktemp("small")) as new:
        store = new()
        demo_in(store)
        yield store


@pytest.fixture
def year(demo_store: Store) -> Iterator[Session]:
    """The year, to look at."""
    with demo_store.reading() as db:
        yield db
