"""What stands on a label, as the register knows it in the moment when it is drawn."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from fritidsbank.branches.queries import branches, settings_of_operator
from fritidsbank.labels.rules import ArticleFacts, CardFacts, PlaceFacts
from fritidsbank.stock.codes import things_coded
from fritidsbank.stock.moving import ON_A_SHELF
from fritidsbank.stock.queries import Thing, categories, places_of
from fritidsbank.stock.words import KINDS_OF_PLACE
from fritidsbank.web.language import say

OF_THE_SHOP = "sv"
"""A label outlives who printed it, so it speaks the language of the shop, not of an account."""


def facts_of_articles(
    db: Session, codes: Sequence[str], branch: int, *, home: str
) -> list[tuple[ArticleFacts, Thing | None]]:
    """Of each number, and its article if it has one; those that have none shall go to `branch`."""
    things = things_coded(db, codes)
    kinds = {category.code: category.name for category in categories(db)}
    shops = _shops(db)
    return [
        (_facts(code, things.get(code), kinds, shops, branch, home=home), things.get(code))
        for code in codes
    ]


def facts_of_places(db: Session, branch: int, places: Sequence[int] = ()) -> list[PlaceFacts]:
    """Of some of a branch's shelves and stores, or of all."""
    shop = _shops(db).get(branch, "")
    return [
        PlaceFacts(place.code, place.name, say(KINDS_OF_PLACE[place.kind], OF_THE_SHOP), shop)
        for place in places_of(db, branch)
        if place.kind in ON_A_SHELF and (not places or place.id in places)
    ]


def facts_of_cards(db: Session, codes: Sequence[str], branch: int) -> list[CardFacts]:
    """A card says nothing about whose it is."""
    shop = _shops(db).get(branch, "")
    return [CardFacts(code, shop) for code in codes]


def _facts(
    code: str,
    thing: Thing | None,
    kinds: dict[str, str],
    shops: dict[int, str],
    branch: int,
    *,
    home: str,
) -> ArticleFacts:
    if thing is None:
        return ArticleFacts(code, home, shop=shops.get(branch, ""))
    kind = kinds.get(thing.category, "")
    said = "" if kind == thing.name else kind
    return ArticleFacts(code, home, thing.name, thing.size, said, shops.get(thing.shelf.branch, ""))


def _shops(db: Session) -> dict[int, str]:
    """What each branch is called on its labels: Fritidsbanken Hamnen."""
    operator = str(settings_of_operator(db)["operator"])
    return {door.id: _signed(operator, door.name) for door in branches(db)}


def _signed(operator: str, door: str) -> str:
    """With its operator, unless its own name says that already."""
    begins_alike = door.casefold().startswith(operator.casefold().split(" ")[0])
    return door if begins_alike else f"{operator} {door}"
