"""Recalls in a test: register what may be called back, call it back, end it."""

from datetime import date
from typing import Any

from fritidsbank.clock import local_day
from fritidsbank.stock import recalls
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.models import Article, Recall
from fritidsbank.stock.queries import Thing, category_coded, standard_place, thing_of
from fritidsbank.stock.recall_matching import Product
from fritidsbank.stock.recalls import Notice
from fritidsbank.stock.registering import Description, describe, register_article
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.web.room import settle
from tests.conftest import Shop

SOURCE = "https://ec.europa.eu/safety-gate-alerts/screen/webReport/alertDetail/10012345"
ADVICE = "Sluta använda hjälmen."


def notice(
    maker: str = "Bauer",
    model: str = "Re-Akt 75",
    *,
    on: date,
    advice: str = "",
    **more: Any,  # noqa: ANN401 - fields of a Product
) -> Notice:
    """A recall as somebody writes it down; `more` are years and a category's number."""
    return Notice(Product(maker, model, **more), SOURCE, on, advice)


def registers(
    shop: Shop,
    name: str = "Hockeyhjälm Re-Akt 75",
    *,
    brand: str = "Bauer",
    year: int | None = None,
    category: str = "HJH",
    **attributes: Any,  # noqa: ANN401 - as the category names them
) -> Thing:
    """A new article on the common shelf."""
    signed = Signature(shop.now, shop.account)
    with shop.store.writing() as db:

        def once() -> int:
            number = category_coded(db, category).id
            described = Description(
                number, name, brand=brand, made_year=year, attributes=attributes
            )
            shelf = standard_place(db, shop.branch, PlaceKind.SHELF)
            return register_article(db, described, shelf, signed=signed).id

        made = settle(db, once)
        return thing_of(db, made)


def describes(shop: Shop, thing: Thing, name: str, *, brand: str = "Bauer") -> None:
    """Somebody corrects what is written about it."""
    with shop.store.writing() as db:
        described = Description(thing.category_id, name, brand=brand)
        article = db.get_one(Article, thing.id)
        describe(db, article, described, signed=Signature(shop.now, shop.account))
        db.commit()


def calls_back(
    shop: Shop,
    maker: str = "Bauer",
    model: str = "Re-Akt 75",
    **more: Any,  # noqa: ANN401 - as `notice` takes it
) -> Recall:
    """Lena writes down a recall, looks at what it hits, and says yes to that."""
    today = local_day(shop.now)
    written = notice(maker, model, on=today, **more)
    with shop.store.writing() as db:

        def once() -> Recall:
            _, reach = recalls.looked_at(db, written, today=today)
            signed = Signature(shop.now, shop.admin)
            return recalls.add(db, written, len(reach.hits), today=today, signed=signed)

        return settle(db, once)


def ends(shop: Shop, recall: int, because: str = "Tillbakadragen av tillverkaren") -> int:
    """Lena ends it; how many blocks that lifted."""
    with shop.store.writing() as db:
        known = recalls.recall_with(db, recall)
        lifted = recalls.end(db, known, because, signed=Signature(shop.now, shop.admin))
        db.commit()
    return lifted


def sees(shop: Shop, thing: Thing) -> Thing:
    """The article as it is now."""
    with shop.store.reading() as db:
        return thing_of(db, thing.id)
