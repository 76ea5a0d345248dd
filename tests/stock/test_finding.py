"""Asking for articles by words, sizes and numbers."""

from collections.abc import Callable
from typing import Any

import pytest

from fritidsbank.stock.finding import Wanted, count_like, things_like
from fritidsbank.stock.rules import PlaceKind
from tests import make
from tests.conftest import Shop

Registers = Callable[..., str]


@pytest.fixture
def registers(shop: Shop) -> Registers:
    """Registers an article of that name and size; its number."""

    def register(name: str, size: str = "", stands: PlaceKind | None = None) -> str:
        at: dict[str, Any] = {"branch": shop.branch, "by": shop.admin, "now": shop.now}
        with shop.store.writing() as db:
            made = make.article(db, name=name, size=size, **at)
            if stands is not None:
                make.stand(db, made.code, stands, **at)
            db.commit()
        return made.code

    return register


def found(shop: Shop, typed: str, place: PlaceKind | None = None) -> list[str]:
    """Names and sizes of what is found; as many as are counted."""
    wanted = Wanted(typed, place=place)
    with shop.store.reading() as db:
        things = things_like(db, wanted)
        assert count_like(db, wanted) == len(things)
    return [f"{thing.name} {thing.size}".strip() for thing in things]


@pytest.mark.parametrize("size", ["38", "38-41", "36/38", "38 2/3", "38 EU"])
def test_a_size_is_found_by_its_number(shop: Shop, registers: Registers, size: str) -> None:
    registers("Jagpjäxor", size)
    assert found(shop, "finns 38?") == [f"Jagpjäxor {size}"]


@pytest.mark.parametrize("size", ["138", "380", "38,5"])
def test_a_number_is_no_part_of_another(shop: Shop, registers: Registers, size: str) -> None:
    registers("Jagpjäxor", size)
    assert found(shop, "38") == []


def test_a_word_may_be_a_part_of_a_longer_one(shop: Shop, registers: Registers) -> None:
    registers("Slalomskidor", "150")
    assert found(shop, "skidor 150") == ["Slalomskidor 150"]


def test_what_was_scrapped_is_not_offered(shop: Shop, registers: Registers) -> None:
    registers("Jagpjäxor", "40", PlaceKind.GONE)
    assert found(shop, "jagpjäxor") == []


def test_what_was_scrapped_is_found_by_its_number(shop: Shop, registers: Registers) -> None:
    number = registers("Jagpjäxor", "40", PlaceKind.GONE)
    assert found(shop, number) == ["Jagpjäxor 40"]


def test_what_was_scrapped_is_shown_to_whoever_asks_for_it(
    shop: Shop, registers: Registers
) -> None:
    registers("Jagpjäxor", "40", PlaceKind.GONE)
    assert found(shop, "jagpjäxor", PlaceKind.GONE) == ["Jagpjäxor 40"]


def test_nothing_asked_is_nothing_found(shop: Shop, registers: Registers) -> None:
    registers("Jagpjäxor")
    with shop.store.reading() as db:
        assert things_like(db, Wanted("  ")) == []
