"""Closing a stocktake: what differs is put right in the ledger, all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from fritidsbank.refusals import N_, Refusal
from fritidsbank.schema import table_of
from fritidsbank.stock.actions import Signature, move, put_back, take_in
from fritidsbank.stock.homes import make_home
from fritidsbank.stock.models import Article
from fritidsbank.stock.moving import note_missing
from fritidsbank.stock.queries import Spot, Thing, place_with
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.stocktake.actions import HasEnded, end
from fritidsbank.stocktake.differing import Difference, plan_of, things_in
from fritidsbank.stocktake.models import StocktakeLine
from fritidsbank.stocktake.queries import Taken, stocktake_with
from fritidsbank.stocktake.rules import CORRECTIONS, Finish, Remedy

TakeBack = Callable[[Session, Thing, int, Signature], Thing]
"""How the counter takes back, in a branch, what is lent in the register and was seen in the house.

The rooms do not know each other, so whoever puts the house together brings it along.
"""


@dataclass(eq=False)
class CountedMeanwhile(Refusal):
    """A tablet has counted on since the manager read what closing would do."""

    message = N_(
        "Something was counted while you read this. Look once more at what will happen, then close."
    )


_line = table_of(StocktakeLine)
_SETTLE = (
    update(_line)
    .where(_line.c.stocktake_id == bindparam("of"), _line.c.article_id == bindparam("about"))
    .values(remedy=bindparam("done"))
)


def close(
    db: Session, stocktake: str, version: int, take_back: TakeBack, *, signed: Signature
) -> None:
    """Put right what differs from what was seen, as long as it is still true; then it is over.

    Pressed twice, it is done once. Raises HasEnded, CountedMeanwhile, NoSuchStocktake.
    """
    taken = stocktake_with(db, stocktake, hold=True)
    if taken.finish is not None:
        if taken.operation == signed.operation:
            return
        raise HasEnded
    if taken.counts.version != version:
        raise CountedMeanwhile
    _hold_articles(db, taken)
    plan = plan_of(db, taken.id)
    things = things_in(db, (one.article for one in plan if one.remedy in CORRECTIONS))
    for one in plan:
        if one.remedy in CORRECTIONS:
            _put_right(db, taken, things[one.article], one, take_back, signed)
    _remember(db, taken, plan)
    end(db, taken.id, Finish.CLOSED, signed=signed)


def _hold_articles(db: Session, taken: Taken) -> None:
    """Nobody moves what is in the stocktake until it is closed. SQLite has one writer anyway."""
    if db.get_bind().dialect.name == "postgresql":
        inside = select(StocktakeLine.article_id).where(StocktakeLine.stocktake_id == taken.id)
        held = select(Article.id).where(Article.id.in_(inside))
        db.execute(held.order_by(Article.id).with_for_update())


def _put_right(
    db: Session,
    taken: Taken,
    thing: Thing,
    one: Difference,
    take_back: TakeBack,
    signed: Signature,
) -> None:
    here = place_with(db, one.seen_place) if one.seen_place is not None else None
    match one.remedy:
        case Remedy.MISSING:
            note_missing(db, thing, signed=signed)
        case Remedy.FOUND:
            back = take_in(db, thing, branch=taken.branch, reason=Reason.FOUND, signed=signed)
            _to_where_it_was_seen(db, back, here, signed)
        case Remedy.RETURNED:
            back = take_back(db, thing, taken.branch, signed)
            _to_where_it_was_seen(db, back, here, signed)
        case _:
            _to_where_it_was_seen(db, _into_branch(db, thing, taken, here, signed), here, signed)


def _into_branch(
    db: Session, thing: Thing, taken: Taken, here: Spot | None, signed: Signature
) -> Thing:
    """Of another branch, seen nobody knows where in this one: it stands on the common shelf."""
    if here is not None:
        return thing
    shelved = put_back(db, thing, branch=taken.branch, reason=Reason.MOVED, signed=signed)
    make_home(db, shelved, shelved.spot)
    return shelved


def _to_where_it_was_seen(db: Session, thing: Thing, here: Spot | None, signed: Signature) -> None:
    """That shelf is its own from now on. What has come in to be checked waits for that first."""
    came_in_to_be_checked = thing.spot.kind is PlaceKind.CHECK
    if here is None or here.id == thing.spot.id or came_in_to_be_checked:
        return
    moved = move(db, thing, here, reason=Reason.MOVED, signed=signed)
    if here.kind is PlaceKind.SHELF:
        make_home(db, moved, here)


def _remember(db: Session, taken: Taken, plan: list[Difference]) -> None:
    db.execute(update(_line).where(_line.c.stocktake_id == taken.id).values(remedy=Remedy.NONE))
    if plan:
        db.execute(
            _SETTLE,
            [{"of": taken.id, "about": one.article, "done": one.remedy} for one in plan],
        )
