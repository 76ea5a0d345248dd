"""Clearing the write-ahead log beside people who read and write."""

from contextlib import ExitStack

import pytest
from sqlalchemy import text

from fritidsbank import sweeping
from fritidsbank.db import Store
from fritidsbank.sweeping import sweep
from tests.conftest import Shop

pytestmark = pytest.mark.one_database


def takes_a_turn(store: Store) -> None:
    """Somebody at the counter writes."""
    with store.writing() as db:
        db.execute(text("UPDATE article SET note = note"))
        db.commit()


def test_while_somebody_reads_others_write_and_the_log_is_emptied_later(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ExitStack() as readers:
        slow = readers.enter_context(shop.store.reading())
        slow.execute(text("SELECT count(*) FROM article"))
        takes_a_turn(shop.store)

        def meanwhile(_: float) -> None:
            takes_a_turn(shop.store)
            readers.close()

        monkeypatch.setattr(sweeping, "sleep", meanwhile)
        assert sweep(shop.store)


def test_the_log_is_empty_when_nobody_reads(shop: Shop) -> None:
    takes_a_turn(shop.store)
    assert sweep(shop.store)
