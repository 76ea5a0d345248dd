"""A shop with a bench: the post Verkstaden at it, Disken at the counter, a pair of skates."""

from collections.abc import Callable
from typing import Any

import pytest

from fritidsbank.founding import workshop_post
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import Thing, category_coded, thing_with
from fritidsbank.stock.registering import Description, add_shelf, describe
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.web.access import Role
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.queries import open_repair
from tests import make
from tests.conftest import Shop


@pytest.fixture
def disk(shop: Shop) -> make.Tablet:
    """The tablet on the counter, signed in as Disken."""
    return make.tablet(shop.store, shop.branch, shop.account, now=shop.now)


@pytest.fixture
def bench(shop: Shop) -> make.Tablet:
    """The screen at the bench, signed in as the post Verkstaden."""
    with shop.store.writing() as db:
        post = workshop_post(db, now=shop.now).id
        db.commit()
    return make.tablet(shop.store, shop.branch, post, now=shop.now)


@pytest.fixture
def office(shop: Shop) -> make.Tablet:
    """The computer of Lena, who manages the branch."""
    with shop.store.writing() as db:
        roles = [(Role.MANAGER, shop.branch)]
        lena = make.account(db, "Lena", roles, now=shop.now)
        db.commit()
    return make.tablet(shop.store, shop.branch, lena, now=shop.now)


@pytest.fixture
def registered(shop: Shop) -> Callable[..., str]:
    """Register an article of a category on the shelf; its number."""

    def register(category: str, name: str = "", size: str = "", **known: Any) -> str:  # noqa: ANN401 - attributes
        with shop.store.writing() as db:
            made = make.article(
                db,
                category,
                name or category,
                size=size,
                branch=shop.branch,
                by=shop.account,
                now=shop.now,
                **known,
            )
            db.commit()
        return made.code

    return register


@pytest.fixture
def skates(registered: Callable[..., str]) -> str:
    """The number of a pair of skates on the shelf."""
    return registered("SKR", "Skridskor", "38")


@pytest.fixture
def look(shop: Shop) -> Callable[[str], Thing]:
    """The article with a number as it is now."""

    def read(code: str) -> Thing:
        with shop.store.reading() as db:
            return thing_with(db, code)

    return read


@pytest.fixture
def repair_of(shop: Shop) -> Callable[[str], Repair | None]:
    """The open repair of the article with a number, if there is one."""

    def read(code: str) -> Repair | None:
        with shop.store.reading() as db:
            return open_repair(db, thing_with(db, code).id)

    return read


@pytest.fixture
def at_bench(disk: make.Tablet, skates: str) -> str:
    """The same pair, sent to the workshop at the counter since it is blunt."""
    sent = disk.says("mark", article=skates, mark="workshop", fault="blunt")
    assert sent["article"]["place"] == PlaceKind.WORKSHOP.value
    return skates


@pytest.fixture
def shelf(shop: Shop) -> str:
    """The number on the label of a shelf of its own."""
    with shop.store.writing() as db:
        code = add_shelf(db, shop.branch, "Hylla 7").code
        db.commit()
    return code


@pytest.fixture
def recategorise(shop: Shop) -> Callable[[str, str], None]:
    """On its page an article gets another category."""

    def change(code: str, category: str) -> None:
        with shop.store.writing() as db:
            article = db.get_one(Article, thing_with(db, code).id)
            other = Description(category_coded(db, category).id, article.name)
            describe(db, article, other, signed=Signature(shop.now, shop.admin))
            db.commit()

    return change
