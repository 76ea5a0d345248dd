"""safety_check: somebody has looked at an article, and says what they saw."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.stock.actions import Signature
from fritidsbank.stock.checks import (
    check_safety,
    is_to_be_looked_at,
    lacks_signature,
    why_not_ok,
)
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import READY_AT, PlaceKind
from fritidsbank.stock.scanned import sent_thing
from fritidsbank.stock.ticked import left_of, sent_seen
from fritidsbank.stock.upkeep import SERVICE_DUE
from fritidsbank.web.fields import Fields
from fritidsbank.web.operations import Act, Answer


def look_at(db: Session, act: Act, fields: Fields) -> Answer:
    """safety_check: what is in order and what is not, point by point, and the verdict."""
    thing = sent_thing(db, act, fields)
    if isinstance(thing, Answer):
        return thing
    came_back_since = act.done and act.at < thing.since
    if came_back_since or not is_to_be_looked_at(thing, act.day):
        review = "not_here" if act.done else None
        return Answer("not_here", {"article": thing.shown()}, review=review)
    seen = sent_seen(fields, thing)
    why_not = why_not_ok(db, thing, seen, account=act.account, today=act.day)
    facts = {"article": thing.shown()} | to_look_at(thing) | left_of(thing, seen)
    if why_not and not act.done:
        return Answer(why_not, facts)
    if lacks_signature(db, thing, seen, account=act.account, today=act.day):
        return Answer("needs_signature", facts, review="needs_signature")
    signed = Signature(act.at, act.account, act.id)
    checked = check_safety(db, thing, seen, branch=act.branch, signed=signed)
    before = {"note": thing.note, "since": thing.since.isoformat()}
    if seen.next_service_on is not None:
        before["service"] = str(thing.upkeep.known.get(SERVICE_DUE, ""))
    outcome = f"checked_{seen.verdict.value}"
    return Answer(outcome, {"article": checked.shown()}, before, review=why_not)


def to_look_at(thing: Thing) -> dict[str, Any]:
    """The points to look at, as a fact, where an article waits for its check."""
    points = thing.upkeep.points
    waits = thing.spot.kind in READY_AT | {PlaceKind.CHECK}
    return {"points": [point.code for point in points]} if points and waits else {}


def care_of(thing: Thing, today: date) -> dict[str, Any]:
    """The care that is due, as a fact: what, and how many loans ago it was done."""
    due = [{"code": care.plan.code, "loans": care.loans} for care in thing.upkeep.care(today)]
    return {"care": due} if due else {}


def is_looked_at_on_return(thing: Thing, today: date) -> bool:
    """Whether it goes to the check table when it comes back."""
    return thing.check_at_return or thing.upkeep.is_due(today)
