"""The kinds of operation of group loans: fill the list by scanning, and hand all of it over."""

from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.bookings import hold_shelf
from fritidsbank.bookings.actions import change
from fritidsbank.bookings.models import Booking
from fritidsbank.bookings.queries import (
    NoSuchBooking,
    Progress,
    booking_held,
    progress_of,
    put_aside_for,
)
from fritidsbank.bookings.rules import Asked, BookingState
from fritidsbank.counter.promises import Promised, said_of
from fritidsbank.grouploans import outcomes
from fritidsbank.grouploans.handing_over import hand_over as lend_all
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.queries import Thing, category_with
from fritidsbank.stock.rules import Stop
from fritidsbank.stock.scanned import sent_thing
from fritidsbank.web.fields import Fields
from fritidsbank.web.operations import Act, Answer, OperationKind

_DONE: dict[str, Any] = {"group": True}
"""What an undo finds: it says where that is put right."""


class Fit(StrEnum):
    """Where an article goes that the list does not ask for."""

    WISHED = "wished"
    EXTRA = "extra"  # one more than the list asks for
    INSTEAD = "instead"  # in place of one of another line


def put_aside(db: Session, act: Act, fields: Fields) -> Answer:
    """An article that was scanned waits for the group; it never waits for two."""
    booking = _sent_booking(db, act, fields)
    thing = sent_thing(db, act, fields)
    if isinstance(thing, Answer):
        return thing
    stops = thing.verdicts(at_branch=act.branch, today=act.day, for_booking=booking.id).stops
    if stops:
        return _stopped(db, thing, stops[0])
    fit = fields.choice("fit", Fit, Fit.WISHED)
    if fit is not Fit.WISHED and thing.held_for is None:
        line = fields.whole("line", 1, 2**31 - 1) if fit is Fit.INSTEAD else None
        _make_room(db, booking, thing, line, act)
    facts: dict[str, Any] = {"article": thing.shown()}
    try:
        line_of = hold_shelf.put_aside(db, booking, thing, signed=_signed(act))
    except hold_shelf.NotWanted:
        lines = progress_of(db, [booking.id])[booking.id]
        has_line = any(_fits(line, thing) for line in lines)
        return Answer("enough_aside" if has_line else "not_on_list", facts)
    return Answer("set_aside", facts | {"held": line_of.held + 1, "count": line_of.count}, _DONE)


def put_back(db: Session, act: Act, fields: Fields) -> Answer:
    """An article waits for the group no longer."""
    booking = _sent_booking(db, act, fields)
    thing = sent_thing(db, act, fields)
    if isinstance(thing, Answer):
        return thing
    facts = {"article": thing.shown()}
    if not hold_shelf.put_back(db, booking, thing.id):
        return Answer("was_not_aside", facts)
    return Answer("no_longer_aside", facts, _DONE)


def hand_over(db: Session, act: Act, fields: Fields) -> Answer:
    """All that is put aside goes out at once."""
    booking = _sent_booking(db, act, fields)
    nothing_more = booking.visit_id is not None and not put_aside_for(db, booking.id)
    if booking.state is BookingState.HANDED_OVER or nothing_more:
        return Answer("handed_over_before", {"booking": booking.id}, visit=booking.visit_id)
    done = lend_all(db, booking, leader=_ticked(fields, "leader"), signed=_signed(act))
    facts: dict[str, Any] = {
        "booking": booking.id,
        "count": done.count,
        "due_on": done.due_on.isoformat(),
        "stayed": len(done.stayed),
        "left": done.left,
        "because": [[thing.id, stop.value] for thing, stop in done.stayed],
    }
    if not done.count:
        return Answer("none_could_go", facts)
    if done.stayed:
        outcome = "handed_over_some"
    else:
        outcome = "handed_over_so_far" if done.left else "handed_over"
    return Answer(outcome, facts | {"visit": done.visit}, _DONE, visit=done.visit)


KINDS = (
    OperationKind("put_aside", put_aside, outcomes.ASIDE),
    OperationKind("put_back", put_back, outcomes.BACK),
    OperationKind("hand_over", hand_over, outcomes.HANDED_OVER),
)


def _sent_booking(db: Session, act: Act, fields: Fields) -> Booking:
    booking = booking_held(db, fields.uuid("booking"))
    if booking.branch_id != act.branch:
        raise NoSuchBooking
    return booking


def _stopped(db: Session, thing: Thing, stop: Stop) -> Answer:
    facts: dict[str, Any] = {"article": thing.shown()}
    if stop is Stop.OUT:
        return Answer("lent_out", facts)
    if stop is Stop.BLOCKED:
        return Answer("blocked", facts | {"because": ", ".join(thing.blocks)})
    outcome, more = said_of(db, stop, thing, Promised())
    return Answer(outcome, facts | more | {"note": thing.note})


def _make_room(db: Session, booking: Booking, thing: Thing, line: int | None, act: Act) -> None:
    """The list asks for one like it from now on; in place of one of a line, where one is named.

    Raises what `change` raises: BookedUp, TooMany, MoreAreReady.
    """
    lines = progress_of(db, [booking.id])[booking.id]
    asked = [Asked(one.category, one.size, one.count - (one.id == line)) for one in lines]
    sizes = category_with(db, thing.category_id).sizes
    asked.append(Asked(thing.category_id, thing.size if thing.size in sizes else "", 1))
    days, edition = (booking.from_on, booking.until_on), booking.edition
    change(db, booking, asked, *days, edition=edition, now=act.at)


def _fits(line: Progress, thing: Thing) -> bool:
    return line.category == thing.category_id and line.size in {thing.size, ""}


def _ticked(fields: Fields, name: str) -> bool:
    """A box: true in JSON, "yes" from a form that a script sent."""
    return fields.body.get(name) == "yes" or fields.flag(name)


def _signed(act: Act) -> Signature:
    return Signature(act.at, act.account, act.id)
