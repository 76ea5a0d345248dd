"""What can be chosen on the pages of the stock, in the words of whoever reads them."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from fritidsbank.search_keys import sort_key
from fritidsbank.stock.models import Category, Place
from fritidsbank.web.context import g
from fritidsbank.web.language import say

E = TypeVar("E", bound=StrEnum)
Options = list[tuple[str, str]]


def said(words: Mapping[E, str]) -> Options:
    """Words of an enum with what people call them."""
    return [(word.value, say(msgid, g.language)) for word, msgid in words.items()]


def name_of(category: Category) -> str:
    """What a category is called."""
    return category.name_en if g.language == "en" else category.name


def category_groups(tree: list[Category]) -> list[tuple[str, Options]]:
    """The categories by number under their parents."""
    return _groups(tree, lambda category: str(category.id))


def category_groups_by_code(tree: list[Category]) -> list[tuple[str, Options]]:
    """The same by code, as addresses name them."""
    return _groups(tree, lambda category: category.code)


def place_options(places: list[Place]) -> Options:
    """Places by number, as their labels call them."""
    ordered = sorted(places, key=lambda place: (place.kind.value, sort_key(place.name)))
    return [(str(place.id), place.name) for place in ordered]


def _groups(tree: list[Category], value: Callable[[Category], str]) -> list[tuple[str, Options]]:
    return [
        (name_of(parent), [(value(c), name_of(c)) for c in tree if c.parent_id == parent.id])
        for parent in tree
        if parent.parent_id is None
    ]
