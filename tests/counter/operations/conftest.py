"""A counter with a tablet, a few things on the shelf, and people who want to borrow them."""

from collections.abc import Callable

import pytest

from fritidsbank.stock.queries import Thing, thing_with
from fritidsbank.stock.rules import PlaceKind
from tests import make
from tests.conftest import Shop


@pytest.fixture
def disk(shop: Shop) -> make.Tablet:
    """The tablet on the counter, signed in as Disken."""
    return make.tablet(shop.store, shop.branch, shop.account, now=shop.now)


@pytest.fixture
def boots(shop: Shop) -> str:
    """The number of a pair of ski boots, about which nothing is asked."""
    return _on_the_shelf(shop, "SLP", "Slalompjäxor", "25,5")


@pytest.fixture
def poles(shop: Shop) -> str:
    """The number of a pair of poles."""
    return _on_the_shelf(shop, "STV", "Stavar", "110")


@pytest.fixture
def helmet(shop: Shop) -> str:
    """The number of a helmet, which is looked at each time it comes back."""
    return _on_the_shelf(shop, "HJA", "Hjälm", "52-56")


@pytest.fixture
def paddleboard(shop: Shop) -> str:
    """The number of a board that a guardian must say yes to."""
    return _on_the_shelf(shop, "VAT", "SUP-bräda", "")


@pytest.fixture
def amina(shop: Shop) -> str:
    """Amina, who has borrowed before."""
    return _known(shop, "Amina", "070-174 06 05")


@pytest.fixture
def bo(shop: Shop) -> str:
    """Bo, who stands behind her in the queue."""
    return _known(shop, "Bo", "070-174 06 06")


@pytest.fixture
def stands(shop: Shop) -> Callable[[str, PlaceKind], None]:
    """Move an article by its number, as staff do."""

    def move(code: str, kind: PlaceKind) -> None:
        with shop.store.writing() as db:
            make.stand(db, code, kind, branch=shop.branch, by=shop.account, now=shop.now)
            db.commit()

    return move


@pytest.fixture
def look(shop: Shop) -> Callable[[str], Thing]:
    """The article with a number as it is now."""

    def read(code: str) -> Thing:
        with shop.store.reading() as db:
            return thing_with(db, code)

    return read


def _on_the_shelf(shop: Shop, category: str, name: str, size: str) -> str:
    with shop.store.writing() as db:
        made = make.article(
            db, category, name, size=size, branch=shop.branch, by=shop.account, now=shop.now
        )
        db.commit()
    return made.code


def _known(shop: Shop, name: str, mobile: str) -> str:
    with shop.store.writing() as db:
        borrower = make.borrower(db, name, mobile, now=shop.now)
        db.commit()
    return borrower
