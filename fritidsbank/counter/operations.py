"""The kinds of operation at the counter: from what was sent to an action, and to an answer."""

from collections.abc import Container
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank import barcodes
from fritidsbank.bookings.availability import too_long
from fritidsbank.bookings.hold_shelf import fetch
from fritidsbank.clock import local_moment
from fritidsbank.counter import checking, outcomes
from fritidsbank.counter.actions import (
    check_in,
    check_out,
    due_instead,
    extended_until,
    set_under_18,
    write_due,
)
from fritidsbank.counter.promises import Promised, promised_of, said_of, slip_of, wanted_back
from fritidsbank.counter.rules import Mark, Visitor, asked_due_day, is_just_back
from fritidsbank.counter.sent import (
    sent_basket,
    sent_borrower,
    sent_due_day,
    sent_loans,
)
from fritidsbank.counter.tally import count
from fritidsbank.counter.undoing import undo
from fritidsbank.loans.queries import (
    OpenLoan,
    came_back_at,
    open_loan_of,
    visit_with,
)
from fritidsbank.people.actions import give_card, register
from fritidsbank.people.models import BorrowerKind
from fritidsbank.people.queries import is_known
from fritidsbank.stock.actions import Signature, move, scrap, take_in
from fritidsbank.stock.parts import missing_note
from fritidsbank.stock.queries import (
    Thing,
    fault_codes,
    last_reason,
    standard_place,
    things_of,
)
from fritidsbank.stock.reversing import newest_line
from fritidsbank.stock.rules import SCRAPPED, PlaceKind, Reason, Stop, Verdicts
from fritidsbank.stock.scanned import sent_thing
from fritidsbank.stock.upkeep import Upkeep
from fritidsbank.web.fields import Fields, FieldWrong
from fritidsbank.web.operations import OLDEST, Act, Answer, OperationKind

_WANTED = {"returned": "wanted", "to_check": "to_check_wanted"}
"""The same, with somebody waiting for it."""
_SCRAP_REASONS = {
    reason.value: reason for reason in (Reason.WORN_OUT, Reason.UNSAFE, Reason.PARTS_TAKEN)
}


def register_borrower(db: Session, act: Act, fields: Fields) -> Answer:
    """Somebody new, under the id that the tablet made."""
    borrower = fields.uuid("borrower")
    register(
        db,
        borrower,
        kind=fields.choice("borrower_kind", BorrowerKind, BorrowerKind.PERSON),
        name=fields.text("name", ""),
        mobile=fields.text("mobile", ""),
        contact=fields.text("contact", ""),
        on=act.day,
    )
    if fields.has("card"):
        card = barcodes.parse(fields.text("card"))
        if card.kind is not barcodes.Kind.CARD:
            raise FieldWrong("card")
        give_card(db, borrower, card.digits, on=act.day)
    return Answer("registered", {"borrower": borrower})


def lend(db: Session, act: Act, fields: Fields) -> Answer:
    """check_out: the article goes out to the borrower, or the answer says why not."""
    return _lend(db, act, fields, take_back=act.done)


def relend(db: Session, act: Act, fields: Fields) -> Answer:
    """Take it back from whoever has it, and lend it again."""
    return _lend(db, act, fields, take_back=True)


def take_back(db: Session, act: Act, fields: Fields) -> Answer:
    """check_in: a return always succeeds; what was not out is told kindly."""
    thing = sent_thing(db, act, fields)
    if isinstance(thing, Answer):
        return thing
    signed = _signed_on(act, fields)
    loan = open_loan_of(db, thing.id)
    if loan is not None and act.done and act.at < loan.lent_at:
        # Came back on a tablet without a line, and went out again before we heard of it.
        return Answer("already_back", {"article": thing.shown()}, review="older_than_loan")
    if loan is not None:
        return _taken_back(db, act, thing, loan, signed)
    return _not_out(db, act, thing, signed)


def mark(db: Session, act: Act, fields: Fields) -> Answer:
    """How it came back: whole, to the workshop, a part missing, or to be scrapped."""
    thing = sent_thing(db, act, fields)
    if isinstance(thing, Answer):
        return thing
    said = fields.choice("mark", Mark)
    if thing.spot.kind not in {PlaceKind.SHELF, PlaceKind.CHECK, PlaceKind.SEASON_STORE}:
        review = "not_here" if act.done else None
        return Answer("not_here", {"article": thing.shown()}, review=review)
    before = _before(thing)
    if said is Mark.WHOLE:
        # It writes no line, so undo must know after which one it was said.
        before["line"] = newest_line(db, thing.id)
    moved = _marked(db, act, fields, thing, said)
    return Answer(f"marked_{said.value}", {"article": moved.shown()}, before)


def prolong(db: Session, act: Act, fields: Fields) -> Answer:
    """extend: another loan time for one article, a visit, or all that a borrower has."""
    loans = sent_loans(db, act, fields)
    if isinstance(loans, Answer):
        return loans
    new = extended_until(db, loans, branch=act.branch, today=act.day)
    return _redated(db, act, loans, new, "extended")


def change_due(db: Session, act: Act, fields: Fields) -> Answer:
    """set_due: another day for one article, a visit, or all that a borrower has."""
    day = asked_due_day(fields.day("due_on"), act.day)
    loans = sent_loans(db, act, fields)
    if isinstance(loans, Answer):
        return loans
    new = due_instead(db, loans, day, branch=act.branch, today=act.day)
    return _redated(db, act, loans, new, "due_set")


def switch_under_18(db: Session, _: Act, fields: Fields) -> Answer:
    """The one switch of a visit."""
    visit = visit_with(db, fields.uuid("visit"))
    before = {"under_18": visit.under_18}
    flag = fields.flag("under_18")
    set_under_18(db, visit.id, under_18=flag)
    return Answer("switched", {"visit": visit.id, "under_18": flag}, before, visit=visit.id)


def count_visitor(db: Session, act: Act, fields: Fields) -> Answer:
    """tally: somebody came in and borrowed nothing."""
    visitor = fields.choice("visitor", Visitor)
    count(db, act.id, visitor, branch=act.branch, at=act.at)
    return Answer("tallied", {"visitor": visitor.value}, {})


def take_back_act(db: Session, act: Act, fields: Fields) -> Answer:
    """undo: everything as it was before another operation."""
    return undo(db, act, fields.uuid("operation"))


KINDS = (
    OperationKind("register_borrower", register_borrower, outcomes.REGISTERED),
    OperationKind("check_out", lend, outcomes.LENT),
    OperationKind("check_in", take_back, outcomes.RETURNED),
    OperationKind("mark", mark, outcomes.MARKED),
    OperationKind("relend", relend, outcomes.RELENT),
    OperationKind("extend", prolong, outcomes.EXTENDED),
    OperationKind("set_due", change_due, outcomes.DUE_SET),
    OperationKind("under_18", switch_under_18, outcomes.SWITCHED),
    OperationKind("safety_check", checking.look_at, outcomes.CHECKED),
    OperationKind("tally", count_visitor, outcomes.COUNTED),
    OperationKind("undo", take_back_act, outcomes.UNDONE),
)


def _lend(db: Session, act: Act, fields: Fields, *, take_back: bool) -> Answer:
    thing = sent_thing(db, act, fields)
    if isinstance(thing, Answer):
        return thing
    loan = open_loan_of(db, thing.id) if thing.spot.kind is PlaceKind.OUT else None
    borrower = sent_borrower(db, act, fields)
    if loan is not None and loan.borrower == borrower:
        theirs = {"article": thing.shown(), "loan": loan.id, "due_on": loan.due_on.isoformat()}
        return Answer("already_theirs", theirs, visit=loan.visit)
    due = sent_due_day(act, fields)
    stranger = act.done and not is_known(db, borrower)
    taken = sent_basket(db, act, fields, borrower)
    promised = promised_of(
        db, thing, borrower, branch=taken.branch, today=act.day, due=due, ends=loan
    )
    verdicts = thing.verdicts(
        at_branch=taken.branch,
        today=act.day,
        under_18=taken.under_18,
        for_booking=promised.for_booking,
        promised=promised.missed,
    )
    review = _hindrance(db, thing, verdicts, fields, promised, ignore_out=take_back)
    if review is not None and not act.done:
        db.rollback()  # nothing is lent, so nobody is registered for it either
        return review
    signed, before = _signed(act), _before(thing)
    if loan is not None:
        if checking.is_looked_at_on_return(thing, act.day) and not act.done:
            return _taken_back(db, act, thing, loan, signed)
        unlooked = replace(thing, check_at_return=False, upkeep=Upkeep())
        back = check_in(db, unlooked, loan, branch=act.branch, signed=signed)
        thing = replace(thing, spot=back.spot, note="", since=back.since)
    lent = check_out(
        db, thing, taken, due=promised.due, guardian=fields.flag("guardian"), signed=signed
    )
    if promised.claim is not None:
        fetch(db, promised.claim, visit=taken.visit, now=signed.at)
        before["booked"] = [promised.claim.line, promised.claim.is_held]
    facts: dict[str, Any] = {
        "article": lent.thing.shown(),
        "loan": lent.loan,
        "due_on": lent.due_on.isoformat(),
        "visit": taken.visit,
        "borrower": borrower,
        "notices": [notice.value for notice in verdicts.notices],
    }
    outcome = "relent" if loan is not None else "lent"
    to_review = review.outcome if review else "no_such_borrower" if stranger else None
    return Answer(outcome, facts, before, visit=taken.visit, review=to_review)


def _taken_back(db: Session, act: Act, thing: Thing, loan: OpenLoan, signed: Signature) -> Answer:
    back = check_in(db, thing, loan, branch=act.branch, signed=signed)
    facts = {"article": back.shown(), "loan": loan.id, "was_due_on": loan.due_on.isoformat()}
    outcome = "to_check" if back.spot.kind is PlaceKind.CHECK else "returned"
    if back.blocks:
        outcome, facts["because"] = "put_aside", ", ".join(back.blocks)
    else:
        if slip := wanted_back(db, back, branch=act.branch, today=act.day):
            outcome, facts["slip"] = _WANTED[outcome], slip
        facts |= checking.to_look_at(back) | checking.care_of(back, act.day)
    return Answer(outcome, facts, _before(thing), visit=loan.visit)


def _hindrance(
    db: Session,
    thing: Thing,
    verdicts: Verdicts,
    fields: Fields,
    promised: Promised,
    *,
    ignore_out: bool,
) -> Answer | None:
    """Why it cannot go out, as an answer; None when it can."""
    stops = [stop for stop in verdicts.stops if not (ignore_out and stop is Stop.OUT)]
    facts: dict[str, Any] = {"article": thing.shown()}
    if Stop.BLOCKED in stops:
        return Answer("blocked", facts | {"because": ", ".join(thing.blocks)})
    if Stop.OUT in stops:
        return Answer("out_to_other", facts)
    if stops:
        outcome, more = said_of(db, stops[0], thing, promised)
        return Answer(outcome, facts | more | {"note": thing.note} | checking.to_look_at(thing))
    if verdicts.confirmations and not fields.flag("guardian"):
        return Answer("guardian_needed", facts)
    return None


def _not_out(db: Session, act: Act, thing: Thing, signed: Signature) -> Answer:
    if thing.spot.kind in {PlaceKind.MISSING, PlaceKind.GONE}:
        return _found(db, act, thing, signed)
    facts: dict[str, Any] = {"article": thing.shown()} | checking.to_look_at(thing)
    if thing.held_for:
        return Answer("held", facts | slip_of(db, thing.held_for))
    back_at = came_back_at(db, thing.id)
    dated_back = back_at is not None and signed.at < act.at and back_at >= signed.at
    if is_just_back(back_at, act.at) or dated_back:
        return Answer("already_back", facts)
    facts["lendable"] = not thing.verdicts(at_branch=act.branch, today=act.day).stops
    return Answer("was_not_out", facts)


def _found(db: Session, act: Act, thing: Thing, signed: Signature) -> Answer:
    if thing.spot.kind is PlaceKind.GONE and last_reason(db, thing.id) in SCRAPPED:
        return Answer("scrapped_before", {"article": thing.shown()})
    before = _before(thing)
    found = take_in(db, thing, branch=act.branch, reason=Reason.FOUND, signed=signed)
    facts: dict[str, Any] = {"article": found.shown()}
    if found.blocks:
        return Answer("put_aside", facts | {"because": ", ".join(found.blocks)}, before)
    return Answer("found", facts | checking.to_look_at(found), before)


def _marked(db: Session, act: Act, fields: Fields, thing: Thing, said: Mark) -> Thing:
    signed = _signed(act)
    if said is Mark.WHOLE:
        return thing
    if said is Mark.SCRAP:
        reason = _SCRAP_REASONS.get(fields.text("reason", Reason.WORN_OUT.value))
        if reason is None:
            raise FieldWrong("reason")
        return scrap(db, thing, reason, branch=act.branch, signed=signed)
    if said is Mark.WORKSHOP:
        bench = standard_place(db, act.branch, PlaceKind.WORKSHOP)
        fault = fields.text("fault", "")
        if fault and fault not in fault_codes(db, thing.category_id):
            raise FieldWrong("fault")
        # A part that is missing is missing there, too.
        reason, note = Reason.TO_WORKSHOP, thing.note
        return move(db, thing, bench, reason=reason, signed=signed, fault=fault, note=note)
    missing = fields.words("parts")
    if not set(missing) <= set(thing.parts):
        raise FieldWrong("parts")
    table = standard_place(db, act.branch, PlaceKind.CHECK)
    note = missing_note([part for part in thing.parts if part in missing])
    return move(db, thing, table, reason=Reason.PART_MISSING, signed=signed, note=note)


def _redated(
    db: Session, act: Act, loans: list[OpenLoan], new: dict[int, date], outcome: str
) -> Answer:
    """The new days of all those that nobody waits for; what is done is done."""
    awaited = too_long(db, loans, new, today=act.day)
    going = loans if act.done else [loan for loan in loans if loan.id not in awaited]
    if not going:
        until = max((day for day in awaited.values() if day), default=None)
        if until is None or len(loans) > 1:
            return Answer("waited_for", visit=loans[0].visit)
        later = {"until_on": until.isoformat()}
        return Answer("waited_for_later", later, visit=loans[0].visit)
    write_due(db, {loan.id: new[loan.id] for loan in going}, extended=outcome == "extended")
    after = {loan.id: new[loan.id].isoformat() for loan in going}
    in_short = [{"loan": loan, "due_on": day} for loan, day in after.items()]
    facts: dict[str, Any] = {"loans": in_short}
    facts["due_on"] = max(after.values())
    if len(going) < len(loans):
        outcome, facts["kept"] = f"{outcome}_some", _names_of(db, loans, awaited)
    before = {
        "loans": [[loan.id, loan.due_on.isoformat(), loan.extensions] for loan in going],
        "after": after,
    }
    review = "waited_for" if awaited and act.done else None
    return Answer(outcome, facts, before, visit=loans[0].visit, review=review)


def _names_of(db: Session, loans: list[OpenLoan], some: Container[int]) -> str:
    things = things_of(db, [loan.article for loan in loans if loan.id in some])
    return ", ".join(f"{thing.name} {thing.size}".strip() for thing in things.values())


def _signed(act: Act) -> Signature:
    return Signature(act.at, act.account, act.id)


def _signed_on(act: Act, fields: Fields) -> Signature:
    """Signed now, or at the end of the day when it was put in the drop box."""
    if not fields.has("returned_on"):
        return _signed(act)
    day = fields.day("returned_on")
    if not act.done and not timedelta(0) <= act.day - day <= OLDEST:
        raise FieldWrong("returned_on")
    if day >= act.day:
        return _signed(act)
    return Signature(local_moment(day, time(23, 59)), act.account, act.id)


def _before(thing: Thing) -> dict[str, Any]:
    return {"note": thing.note, "since": thing.since.isoformat()}
