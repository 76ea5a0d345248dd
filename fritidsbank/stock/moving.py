"""What staff do with an article that is in the house: move it, miss it, find it, scrap it."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from fritidsbank.refusals import N_, Refusal
from fritidsbank.stock.actions import Signature, move, scrap, take_in
from fritidsbank.stock.ledger import closed_until
from fritidsbank.stock.models import Article, Move
from fritidsbank.stock.queries import Spot, Thing, last_reason, place_with, standard_place
from fritidsbank.stock.reversing import reverse
from fritidsbank.stock.rules import SCRAPPED, PlaceKind, Reason

ON_A_SHELF = frozenset({PlaceKind.SHELF, PlaceKind.SEASON_STORE})
IN_THE_HOUSE = ON_A_SHELF | {PlaceKind.CHECK, PlaceKind.WORKSHOP}


@dataclass(eq=False)
class OutNow(Refusal):
    """Somebody has borrowed it."""

    article: str

    message = N_("{article} is lent. Take it back at the counter first.")


@dataclass(eq=False)
class WaitsForCheck(Refusal):
    """Nobody has looked at it yet, so it does not go to a shelf."""

    article: str

    message = N_("{article} waits to be checked. That is done on the page To be checked.")


@dataclass(eq=False)
class NotInTheHouse(Refusal):
    """It is missing, gone or on its way: that comes first."""

    article: str

    message = N_("{article} is not in the house. Say first that it is here again.")


@dataclass(eq=False)
class NotLost(Refusal):
    """It is neither missing nor written off."""

    article: str

    message = N_("{article} is not missing. Look at the page again.")


@dataclass(eq=False)
class NotScrapped(Refusal):
    """Only what was scrapped can be brought back that way."""

    article: str

    message = N_("{article} has not been scrapped. Look at the page again.")


@dataclass(eq=False)
class OtherBranch(Refusal):
    """A place of another branch: things go there in transit, not by a note."""

    message = N_("Choose a place in the branch where it stands.")


def relocate(db: Session, thing: Thing, to: Spot, *, signed: Signature) -> Thing:
    """To another shelf, which is its own from now on, or to the season store.

    Raises OutNow, WaitsForCheck, NotInTheHouse, OtherBranch, NotThere.
    """
    _refuse_away(thing)
    if thing.spot.kind is PlaceKind.CHECK:
        raise WaitsForCheck(thing.name)
    if to.branch != thing.spot.branch or to.kind not in ON_A_SHELF:
        raise OtherBranch
    if to.kind is PlaceKind.SHELF:
        rehome(db, thing.id, to.id)
    if to.id == thing.spot.id:
        return thing
    return move(db, thing, to, reason=Reason.MOVED, signed=signed)


def rehome(db: Session, article: int, shelf: int) -> None:
    """Another shelf is its own from now on; it need not stand there."""
    db.execute(
        update(Article).where(Article.id == article).values(shelf_id=shelf),
        execution_options={"synchronize_session": False},
    )


def to_workshop(db: Session, thing: Thing, fault: str, *, signed: Signature) -> Thing:
    """Something is wrong with it; `fault` is one of its category's codes.

    Raises OutNow, NotInTheHouse, NotThere.
    """
    _refuse_away(thing)
    bench = standard_place(db, thing.spot.branch, PlaceKind.WORKSHOP)
    if thing.spot.kind is PlaceKind.WORKSHOP:
        return thing
    reason, note = Reason.TO_WORKSHOP, thing.note  # a missing part is missing there, too
    return move(db, thing, bench, reason=reason, signed=signed, fault=fault, note=note)


def note_missing(db: Session, thing: Thing, *, signed: Signature) -> Thing:
    """Nobody finds it. Raises OutNow, NotInTheHouse, NotThere."""
    _refuse_away(thing)
    missing = standard_place(db, thing.spot.branch, PlaceKind.MISSING)
    return move(db, thing, missing, reason=Reason.MISSING, signed=signed)


def find_again(db: Session, thing: Thing, *, branch: int, signed: Signature) -> Thing:
    """It was missing or written off, and is here. Raises NotLost, NotThere."""
    if not is_lost(thing, last_reason(db, thing.id)):
        raise NotLost(thing.name)
    return take_in(db, thing, branch=branch, reason=Reason.FOUND, signed=signed)


def discard(
    db: Session, thing: Thing, reason: Reason, *, signed: Signature, weight_g: int | None = None
) -> Thing:
    """It leaves the stock for good. Raises OutNow, NotInTheHouse, NotThere."""
    _refuse_away(thing)
    here = thing.spot.branch
    return scrap(db, thing, reason, branch=here, signed=signed, weight_g=weight_g)


def unscrap(db: Session, thing: Thing, *, signed: Signature) -> None:
    """It was scrapped by mistake and stands where it stood before; no figure counts either.

    What a closed week has counted stays: then it is found. Raises NotScrapped, and the refusals of
    `reverse`.
    """
    last = _last_line(db, thing)
    if last is None or last.from_place_id is None or not is_scrapped(thing, last.reason):
        raise NotScrapped(thing.name)
    closed = closed_until(db)
    if closed is not None and last.booked_on <= closed:
        stood = place_with(db, last.from_place_id)
        move(db, thing, stood, reason=Reason.FOUND, signed=signed)
        return
    reverse(db, [last], note="", since=max(signed.at, last.at), signed=signed)


def is_scrapped(thing: Thing, last: Reason | None) -> bool:
    """Whether its last line in the ledger took it out of the stock on purpose."""
    return thing.spot.kind is PlaceKind.GONE and last in SCRAPPED


def is_lost(thing: Thing, last: Reason | None) -> bool:
    """Whether nobody knew where it was: whatever comes back then is found.

    `last` is the last reason that holds; one whose registration was undone has none.
    """
    if thing.spot.kind is PlaceKind.GONE:
        return last is not None and not is_scrapped(thing, last)
    return thing.spot.kind is PlaceKind.MISSING


def _refuse_away(thing: Thing) -> None:
    if thing.spot.kind is PlaceKind.OUT:
        raise OutNow(thing.name)
    if thing.spot.kind not in IN_THE_HOUSE:
        raise NotInTheHouse(thing.name)


def _last_line(db: Session, thing: Thing) -> Move | None:
    return db.scalar(
        select(Move).where(Move.article_id == thing.id).order_by(Move.seq.desc()).limit(1)
    )
