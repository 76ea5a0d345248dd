"""An act at the bench: what it is about lies there, or it is said where it stands instead."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.stock.actions import Signature
from fritidsbank.stock.moving import is_lost
from fritidsbank.stock.queries import Thing, last_reason
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.stock.scanned import sent_thing
from fritidsbank.web.fields import Fields
from fritidsbank.web.operations import Act, Answer
from fritidsbank.workshop import actions
from fritidsbank.workshop.models import Repair

TAKEN_IN = frozenset({"not_at_bench", "was_missing"})
"""Where else it may stand and be taken in from."""


@dataclass(frozen=True)
class OnBench:
    """What an act at the bench is about: the article that lies there, and its repair."""

    thing: Thing
    repair: Repair

    def facts(self) -> dict[str, Any]:
        """What is answered: the article and its repair, and nothing about people."""
        return {"article": self.thing.shown(), "repair": self.repair.id}


Does = Callable[[OnBench], Answer]


def at_bench(db: Session, act: Act, fields: Fields, does: Does) -> Answer:
    """Do something with what lies on the bench, or answer why that cannot be done.

    What was done without a line lay there, whatever the register says: it is taken in first and
    looked at later, unless it has moved since; also away and back again.
    """
    thing = sent_thing(db, act, fields)
    if isinstance(thing, Answer):
        return thing
    stands = elsewhere(db, thing, act.branch)
    if stands is None:
        if act.done and act.at < thing.since:
            # It was about an earlier stay, and what is wrong with it now nobody has seen then.
            return told(act, thing, "back_at_bench")
        return open_and(db, act, thing, does)
    if act.done and stands in TAKEN_IN and act.at >= thing.since:
        taken = actions.take_in(db, thing, "", branch=act.branch, signed=signed(act))
        answer = open_and(db, act, taken, does)
        answer.review = answer.review or stands
        answer.before = answer.before or stood(thing)
        return answer
    return told(act, thing, stands)


def open_and(db: Session, act: Act, thing: Thing, does: Does) -> Answer:
    """Open the repair of what lies on the bench, and do something with it."""
    repair = actions.begin(db, thing, branch=act.branch, signed=signed(act))
    answer = does(OnBench(thing, repair))
    actions.touch(repair, act.at)
    db.flush()
    return answer


def stood(thing: Thing) -> dict[str, Any]:
    """How it stood before it was taken in, as undo needs to know it."""
    return {"note": thing.note, "since": thing.since.isoformat()}


def told(act: Act, thing: Thing, outcome: str) -> Answer:
    """Nothing is done; somebody looks at it when it has been done without a line."""
    return Answer(outcome, {"article": thing.shown()}, review=outcome if act.done else None)


def elsewhere(db: Session, thing: Thing, branch: int) -> str | None:
    """Where it stands instead, as an outcome; None when it lies on the bench of this branch."""
    stands = thing.spot.kind
    if stands is PlaceKind.OUT:
        return "out_on_loan"
    if stands is PlaceKind.IN_TRANSIT:
        return "between_branches"
    if stands in {PlaceKind.MISSING, PlaceKind.GONE}:
        return "was_missing" if is_lost(thing, last_reason(db, thing.id)) else "has_left"
    if thing.spot.branch != branch:
        return "at_other_bench"
    return None if stands is PlaceKind.WORKSHOP else "not_at_bench"


def signed(act: Act) -> Signature:
    """Whoever acts; at the bench that is the post, not a person."""
    return Signature(act.at, act.account, act.id)
