"""The words of a stocktake, what a scan says, and what follows from it in the end."""

from dataclasses import dataclass
from enum import StrEnum

from fritidsbank.stock.rules import PlaceKind


class Scope(StrEnum):
    """What is counted: what stands in one place, what is of one category, or the whole branch."""

    PLACE = "place"
    CATEGORY = "category"
    BRANCH = "branch"


class Finish(StrEnum):
    """How a stocktake ended."""

    CLOSED = "closed"
    CANCELLED = "cancelled"


class Sighting(StrEnum):
    """What the register said of an article in the moment when it was scanned."""

    RIGHT = "right"
    ELSEWHERE = "elsewhere"
    OTHER_BRANCH = "other_branch"
    OUT = "out"
    WORKSHOP = "workshop"
    CHECK = "check"
    IN_TRANSIT = "in_transit"
    MISSING = "missing"
    GONE = "gone"


class Remedy(StrEnum):
    """What closing does about an article, or why it does nothing."""

    NONE = "none"
    MISSING = "missing"
    FOUND = "found"
    MOVED = "moved"
    RETURNED = "returned"
    BY_HAND = "by_hand"  # somebody must decide: it waits for a check, is on its way, was scrapped
    MEANWHILE = "meanwhile"  # it has moved since, so somebody has had it in their hands


CORRECTIONS = (Remedy.MISSING, Remedy.FOUND, Remedy.MOVED, Remedy.RETURNED)

IN_THE_HOUSE = (
    PlaceKind.SHELF,
    PlaceKind.SEASON_STORE,
    PlaceKind.CHECK,
    PlaceKind.WORKSHOP,
)
"""Where a scanner can meet a thing. What is lent or on its way is not expected to be seen."""

_AWAY = {
    PlaceKind.OUT: Sighting.OUT,
    PlaceKind.IN_TRANSIT: Sighting.IN_TRANSIT,
    PlaceKind.MISSING: Sighting.MISSING,
    PlaceKind.GONE: Sighting.GONE,
}
_FOLLOWS = {
    Sighting.OUT: Remedy.RETURNED,
    Sighting.MISSING: Remedy.FOUND,
    Sighting.GONE: Remedy.FOUND,
    Sighting.CHECK: Remedy.BY_HAND,
    Sighting.IN_TRANSIT: Remedy.BY_HAND,
}


def is_sweeping(missing: int, expected: int) -> bool:
    """Whether so much would be noted as missing that most likely not everything was counted."""
    return missing > 5 and missing * 3 > expected


@dataclass(frozen=True)
class Stand:
    """A place as far as counting needs to know it."""

    place: int
    branch: int
    kind: PlaceKind


def sighting_of(registered: Stand, *, branch: int, here: int | None) -> Sighting:
    """What the register says of a thing that is seen in a branch, at the place `here` if known."""
    if registered.kind in _AWAY:
        return _AWAY[registered.kind]
    if registered.branch == branch and here in {None, registered.place}:
        return Sighting.RIGHT
    if registered.kind is PlaceKind.CHECK:
        return Sighting.CHECK
    if registered.branch != branch:
        return Sighting.OTHER_BRANCH
    return Sighting.WORKSHOP if registered.kind is PlaceKind.WORKSHOP else Sighting.ELSEWHERE


@dataclass(frozen=True)
class Evidence:
    """All that is known about one article when a stocktake is closed.

    `unmoved`: it stands where it stood when it was scanned (or, unseen, when it was expected), and
    the ledger has no line about it since.
    """

    sighting: Sighting | None
    unmoved: bool
    seen_by_others: bool
    scrapped: bool


def remedy_of(known: Evidence) -> Remedy:
    """What closing does about an article: only what is still true."""
    if known.sighting is Sighting.RIGHT:
        return Remedy.NONE
    if not known.unmoved or (known.sighting is None and known.seen_by_others):
        return Remedy.MEANWHILE
    if known.sighting is None:
        return Remedy.MISSING
    if known.scrapped:
        return Remedy.BY_HAND
    return _FOLLOWS.get(known.sighting, Remedy.MOVED)
