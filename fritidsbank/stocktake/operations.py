"""The two kinds of operation in a stocktake: it is here, and it was not here after all."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank import barcodes
from fritidsbank.refusals import Refusal
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.queries import Spot, Thing, UnknownCode, place_with, thing_with
from fritidsbank.stocktake import outcomes
from fritidsbank.stocktake.actions import drop_code, keep_code, keep_late, see, unsee
from fritidsbank.stocktake.queries import (
    Counts,
    NoSuchStocktake,
    Taken,
    place_labelled,
    stocktake_with,
)
from fritidsbank.stocktake.rules import Scope, Sighting
from fritidsbank.web.fields import Fields, FieldWrong
from fritidsbank.web.operations import Act, Answer, OperationKind


@dataclass(frozen=True)
class Free:
    """A number of ours for an article, and none has it yet."""

    code: str
    shown: str


def count(db: Session, act: Act, fields: Fields) -> Answer:
    """It was scanned: what the register says of it is answered, and noted in the stocktake."""
    scanned = _scanned(db, act, fields)
    if isinstance(scanned, Answer):
        return scanned
    taken = _held(db, act, fields)
    here, signed = _here(db, taken, fields), Signature(act.at, act.account, act.id)
    if taken.finish is not None:
        article = scanned.id if isinstance(scanned, Thing) else None
        keep_late(db, taken, _code_of(scanned, fields), article, here, signed=signed)
        return _ended(scanned)
    if isinstance(scanned, Free):
        is_new, counts = keep_code(db, taken, scanned.code, here, signed=signed)
        outcome = outcomes.UNKNOWN if is_new else outcomes.AGAIN
        return Answer(outcome.name, _facts(scanned, counts))
    says, counts = see(db, taken, scanned, here, signed=signed)
    return Answer(_outcome_of(says), _facts(scanned, counts))


def uncount(db: Session, act: Act, fields: Fields) -> Answer:
    """It was not here after all: as if nobody had scanned it."""
    scanned = _scanned(db, act, fields)
    if isinstance(scanned, Answer):
        return scanned
    taken = _held(db, act, fields)
    if taken.finish is not None:
        return _ended(scanned)
    if isinstance(scanned, Free):
        counts = drop_code(db, taken, scanned.code)
    else:
        counts = unsee(db, taken, scanned, signed=Signature(act.at, act.account, act.id))
    outcome = "uncounted" if counts else "not_counted"
    return Answer(outcome, _facts(scanned, counts or taken.counts))


KINDS = (
    OperationKind("count", count, outcomes.COUNTED),
    OperationKind("uncount", uncount, outcomes.UNCOUNTED),
)


def _scanned(db: Session, act: Act, fields: Fields) -> Thing | Free | Answer:
    """The article, a number that is free, or the answer to what is neither.

    The article is not held: closing holds the stocktake first and the articles then.
    """
    text = fields.text("article")
    try:
        return thing_with(db, text, home=act.home)
    except UnknownCode:
        read = barcodes.parse(text, home=act.home)
    except Refusal as unreadable:
        return Answer(unreadable.code)
    if read.kind is not barcodes.Kind.ARTICLE:
        return Answer(outcomes.NOT_AN_ARTICLE.name, {"label": read.grouped})
    return Free(read.digits, read.grouped)


def _held(db: Session, act: Act, fields: Fields) -> Taken:
    """The stocktake, which nobody else counts in meanwhile. Raises NoSuchStocktake."""
    taken = stocktake_with(db, fields.uuid("stocktake"), hold=True)
    if taken.branch != act.branch:
        raise NoSuchStocktake
    return taken


def _here(db: Session, taken: Taken, fields: Fields) -> Spot | None:
    """Where the tablet is: the place that is counted, or the one whose label was scanned last."""
    said = fields.text("place", "")
    there = place_labelled(db, said, taken.branch) if said else None
    if taken.scope is not Scope.PLACE or taken.place is None:
        return there
    if there is not None and there.id != taken.place:
        raise FieldWrong("place")
    return place_with(db, taken.place)


def _outcome_of(says: Sighting | None) -> str:
    return outcomes.AGAIN.name if says is None else outcomes.OF_SIGHTING[says].name


def _code_of(scanned: Thing | Free, fields: Fields) -> str:
    if isinstance(scanned, Free):
        return scanned.code
    return scanned.code or fields.text("article").strip()[: barcodes.LONGEST]


def _facts(scanned: Thing | Free, counts: Counts) -> dict[str, Any]:
    return _about(scanned) | {"counts": counts.shown()}


def _about(scanned: Thing | Free) -> dict[str, Any]:
    if isinstance(scanned, Thing):
        return {"article": scanned.shown()}
    return {"scanned": scanned.shown}


def _ended(scanned: Thing | Free) -> Answer:
    return Answer(outcomes.ENDED.name, _about(scanned))
