"""Twice a year the shelves are dressed anew: to the season store in bulk, and back."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from fritidsbank.stock.actions import Signature, move_many
from fritidsbank.stock.models import Article, Category, Place
from fritidsbank.stock.queries import Spot, Thing, standard_place, things_of
from fritidsbank.stock.rules import PlaceKind, Reason

A_BATCH = 1_000
"""So many articles are read at a time."""


class Way(StrEnum):
    """Into the season store, or out of it."""

    STORE = "store"
    FETCH = "fetch"

    @property
    def leaves(self) -> PlaceKind:
        """Where what goes that way stands before."""
        return PlaceKind.SHELF if self is Way.STORE else PlaceKind.SEASON_STORE


@dataclass(frozen=True)
class Sort:
    """A category, and how many of its articles could go one way."""

    category: Category
    count: int


def sorts(db: Session, branch: int, way: Way) -> list[Sort]:
    """What could go that way in a branch, in the order of the catalogue."""
    rows = db.execute(
        _standing(select(Article.category_id, func.count()), branch, way).group_by(
            Article.category_id
        )
    )
    counts = {row[0]: row[1] for row in rows}
    known = db.scalars(select(Category).order_by(Category.position, Category.id))
    return [Sort(category, counts[category.id]) for category in known if category.id in counts]


def change_over(
    db: Session, branch: int, way: Way, categories: list[int], *, signed: Signature
) -> int:
    """All articles of these categories go that way, each back to its own shelf; how many.

    Raises NotThere.
    """
    which = _standing(select(Article.id), branch, way).where(Article.category_id.in_(categories))
    ids = list(db.scalars(which.order_by(Article.id)))
    to = PlaceKind.SEASON_STORE if way is Way.STORE else PlaceKind.SHELF
    usual = standard_place(db, branch, to)
    ways = [(thing, _end(thing, usual)) for thing in _read(db, ids)]
    move_many(db, ways, reason=Reason.MOVED, signed=signed)
    return len(ways)


def _end(thing: Thing, usual: Spot) -> Spot:
    is_home = usual.kind is PlaceKind.SHELF and thing.shelf.branch == usual.branch
    return thing.shelf if is_home and thing.shelf.kind is PlaceKind.SHELF else usual


def _read(db: Session, ids: list[int]) -> Iterator[Thing]:
    for first in range(0, len(ids), A_BATCH):
        yield from things_of(db, ids[first : first + A_BATCH]).values()


def _standing(asked: Select[*tuple[int, ...]], branch: int, way: Way) -> Select[*tuple[int, ...]]:
    return asked.join(Place, Place.id == Article.place_id).where(
        Place.branch_id == branch, Place.kind == way.leaves
    )
