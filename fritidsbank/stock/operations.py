"""The kinds of operation about the stock itself: what was sent, what was done, what is answered."""

from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.branches.queries import branch_with
from fritidsbank.refusals import N_
from fritidsbank.stock import carrying, outcomes, transfers, wishes
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.models import Place
from fritidsbank.stock.moving import rehome
from fritidsbank.stock.queries import Thing, category_coded, place_with
from fritidsbank.stock.reversing import newest_line
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.stock.scanned import sent_thing
from fritidsbank.web.fields import Fields, FieldWrong
from fritidsbank.web.operations import Act, Answer, OperationKind

DONE = {
    "carry": N_("Moved"),
    "send": N_("Sent to another branch"),
    "receive": N_("Taken in"),
    "wish": N_("Wished for"),
}
"""What the list of acts to look at calls them."""


def carry(db: Session, act: Act, fields: Fields) -> Answer:
    """The article was put on a shelf or into the season store."""
    place = carrying.labelled(db, fields.text("to"), branch=act.branch, home=act.home)
    if place is None:
        raise FieldWrong("to")
    thing = sent_thing(db, act, fields)
    if isinstance(thing, Answer):
        return thing
    done = carrying.carry(db, thing, place_with(db, place.id), signed=_signed(act))
    facts = {"article": done.thing.shown()}
    if done.thing is not thing:
        return Answer(done.outcome, facts, _before(thing))
    if done.outcome == "already_there" and _is_rehomed(thing, place):
        return Answer(done.outcome, facts, _before(thing) | {"line": newest_line(db, thing.id)})
    return Answer(done.outcome, facts)


def send(db: Session, act: Act, fields: Fields) -> Answer:
    """The article goes to another branch, in the load of today."""
    thing = sent_thing(db, act, fields)
    if isinstance(thing, Answer):
        return thing
    receiver = branch_with(db, _number(fields, "to_branch"))
    load = transfers.begin(db, act.branch, receiver.id, on=act.day, account=act.account)
    done = transfers.send(db, load, thing, signed=_signed(act))
    facts = {"article": done.thing.shown(), "branch": receiver.name}
    return Answer(done.outcome, facts, _changed(thing, done, "sent"))


def receive(db: Session, act: Act, fields: Fields) -> Answer:
    """The article has come to this branch."""
    thing = sent_thing(db, act, fields)
    if isinstance(thing, Answer):
        return thing
    known = transfers.under_way(db, thing.id)
    meant = branch_with(db, known.receiver).name if known else ""
    done = transfers.receive(db, thing, branch=act.branch, signed=_signed(act))
    facts = {"article": done.thing.shown(), "branch": meant}
    return Answer(done.outcome, facts, _changed(thing, done, "received"))


def wish(db: Session, act: Act, fields: Fields) -> Answer:
    """Somebody asked for what was not there."""
    category, size = category_coded(db, fields.text("category")), fields.text("size", "")
    wishes.wish(db, act.id, category, size, branch=act.branch, at=act.at)
    return Answer("wished", {"category": category.code, "size": size}, {})


KINDS = (
    OperationKind("carry", carry, outcomes.CARRIED),
    OperationKind("send", send, outcomes.SENT),
    OperationKind("receive", receive, outcomes.RECEIVED),
    OperationKind("wish", wish, outcomes.WISHED),
)


def put_right(db: Session, article: int, before: dict[str, Any]) -> None:
    """What an undo restores beside the place: its own shelf, and the line of its transfer."""
    if "shelf" in before:
        rehome(db, article, before["shelf"])
    if "sent" in before:
        transfers.unsend(db, before["sent"])
    if "received" in before:
        transfers.unreceive(db, before["received"])


def _signed(act: Act) -> Signature:
    return Signature(act.at, act.account, act.id)


def _before(thing: Thing) -> dict[str, Any]:
    return {"note": thing.note, "since": thing.since.isoformat(), "shelf": thing.shelf.id}


def _changed(thing: Thing, done: transfers.Sent, end: str) -> dict[str, Any] | None:
    if done.thing is thing:
        return None
    line = {} if done.line is None else {end: done.line}
    return _before(thing) | line


def _is_rehomed(thing: Thing, place: Place) -> bool:
    return place.kind is PlaceKind.SHELF and thing.shelf.id != place.id


def _number(fields: Fields, name: str) -> int:
    written = fields.text(name)
    if not (written.isascii() and written.isdecimal() and len(written) < 10):
        raise FieldWrong(name)
    return int(written)
