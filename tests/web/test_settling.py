"""A unit of work is committed once; whoever lost a race does it again and meets what happened."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Setting
from fritidsbank.db import Store
from fritidsbank.refusals import LostRace
from fritidsbank.web.room import settle


def seen(store: Store) -> dict[str, object]:
    """What others see."""
    with store.reading() as db:
        return {name: value for name, value in db.execute(select(Setting.name, Setting.value))}  # noqa: C416 - rows are no pairs to mypy


def write(db: Session, name: str, value: object) -> None:
    """A row that is written at once."""
    db.add(Setting(name=name, value=value))
    db.flush()


def test_what_is_done_is_kept(store: Store) -> None:
    with store.writing() as db:
        settle(db, lambda: write(db, "theme", "winter"))

    assert seen(store) == {"theme": "winter"}


def test_what_nobody_settles_is_thrown_away(store: Store) -> None:
    with store.writing() as db:
        write(db, "theme", "winter")

    assert seen(store) == {}


@pytest.mark.parametrize("trouble", [LostRace, lambda: IntegrityError("", {}, ValueError())])
@pytest.mark.parametrize("losses", [1, 2, 3])
def test_whoever_lost_a_race_does_it_again_from_the_start(
    store: Store, trouble: Callable[[], Exception], losses: int
) -> None:
    tries: list[int] = []

    def work() -> str:
        tries.append(len(tries))
        write(db, f"try {len(tries)}", 1)
        if len(tries) <= losses:
            raise trouble()
        return "done"

    with store.writing() as db:
        assert settle(db, work) == "done"

    assert seen(store) == {f"try {losses + 1}": 1}


def test_whoever_always_loses_is_told_so_and_nothing_is_kept(store: Store) -> None:
    def work() -> None:
        write(db, "theme", "winter")
        raise LostRace

    with store.writing() as db, pytest.raises(LostRace):
        settle(db, work)

    assert seen(store) == {}


def test_any_other_trouble_is_no_race(store: Store, now: datetime) -> None:
    tries = []

    def work() -> None:
        tries.append(now)
        raise ZeroDivisionError

    with store.writing() as db, pytest.raises(ZeroDivisionError):
        settle(db, work)

    assert len(tries) == 1
