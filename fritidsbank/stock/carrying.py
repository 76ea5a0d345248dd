"""Carrying: an article is scanned at a place, and stands there from then on."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank import barcodes
from fritidsbank.clock import local_day
from fritidsbank.refusals import N_, Refusal
from fritidsbank.stock.actions import Signature, move, take_in
from fritidsbank.stock.models import Place
from fritidsbank.stock.moving import ON_A_SHELF, is_scrapped, rehome, relocate
from fritidsbank.stock.queries import NoSuchPlace, Spot, Thing, last_reason
from fritidsbank.stock.rules import PlaceKind, Reason

STAYS = {
    PlaceKind.OUT: "still_lent",
    PlaceKind.CHECK: "needs_check",
    PlaceKind.IN_TRANSIT: "under_way",
}
"""What is not carried anywhere before something else has been done, and how that is answered."""
LOST = frozenset({PlaceKind.MISSING, PlaceKind.GONE})


@dataclass(eq=False)
class NoShelf(Refusal):
    """A label of the workshop, say, where the way in is another one."""

    place: str

    message = N_("{place} is no shelf. Scan the label of a shelf or of the season store.")


@dataclass(frozen=True)
class Carried:
    """Where the article stands now, and in one word how it came there, or why it did not."""

    outcome: str
    thing: Thing


def labelled(db: Session, scanned: str, *, branch: int, home: str = "") -> Place | None:
    """The place of the branch whose label it is; None for what is no label of a place.

    Raises NoSuchPlace, NoShelf.
    """
    try:
        code = barcodes.parse(scanned, home=home)
    except Refusal:
        return None
    if code.kind is not barcodes.Kind.PLACE:
        return None
    place = db.scalar(select(Place).where(Place.code == code.digits, Place.branch_id == branch))
    if place is None:
        raise NoSuchPlace(code.grouped)
    if place.kind not in ON_A_SHELF:
        raise NoShelf(place.name)
    return place


def carry(db: Session, thing: Thing, to: Spot, *, signed: Signature) -> Carried:
    """Put it on a shelf, its own from now on, or into the season store. Raises NotThere."""
    if thing.spot.kind in STAYS:
        return Carried(STAYS[thing.spot.kind], thing)
    if thing.spot.kind in LOST:
        return _found(db, thing, to, signed)
    if thing.spot.branch != to.branch:
        return Carried("of_other_branch", thing)
    outcome = "already_there" if thing.spot.id == to.id else "carried"
    return Carried(outcome, relocate(db, thing, to, signed=signed))


def find(db: Session, thing: Thing, *, branch: int, signed: Signature) -> Carried:
    """It was lost, and somebody holds it in their hands, in that branch. Raises NotThere."""
    if is_scrapped(thing, last_reason(db, thing.id)):
        return Carried("scrapped_before", thing)
    here = take_in(db, thing, branch=branch, reason=Reason.FOUND, signed=signed)
    return Carried("found_to_check" if here.spot.kind is PlaceKind.CHECK else "found", here)


def _found(db: Session, thing: Thing, to: Spot, signed: Signature) -> Carried:
    waits = thing.check_at_return or thing.upkeep.is_due(local_day(signed.at))
    if waits or is_scrapped(thing, last_reason(db, thing.id)):
        return find(db, thing, branch=to.branch, signed=signed)
    if to.kind is PlaceKind.SHELF:
        rehome(db, thing.id, to.id)
    return Carried("found", move(db, thing, to, reason=Reason.FOUND, signed=signed))
