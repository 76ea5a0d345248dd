"""The kinds of operation at the bench: from what was sent to an action, and to an answer."""

from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.stock.checks import lacks_signature, why_not_ok
from fritidsbank.stock.queries import fault_codes
from fritidsbank.stock.rules import SCRAPPED, PlaceKind, Reason, Verdict
from fritidsbank.stock.scanned import sent_thing
from fritidsbank.stock.ticked import left_of, sent_seen
from fritidsbank.stock.upkeep import SERVICE_DUE
from fritidsbank.web.access import Role
from fritidsbank.web.fields import FieldMissing, Fields, FieldWrong
from fritidsbank.web.models import Operation
from fritidsbank.web.operations import Act, Answer, OperationKind
from fritidsbank.workshop import actions, outcomes, part_operations
from fritidsbank.workshop.at_bench import (
    TAKEN_IN,
    OnBench,
    at_bench,
    elsewhere,
    open_and,
    signed,
    stood,
    told,
)
from fritidsbank.workshop.bench_words import LONGEST_NOTE, bench_text
from fritidsbank.workshop.part_operations import AT_BENCH, harvested, sent_harvest
from fritidsbank.workshop.part_queries import part_with
from fritidsbank.workshop.queries import repair_to_reopen
from fritidsbank.workshop.rules import MINUTES, Barrier, Orderer, RepairState

REOPENS = {"reopen": True}
"""What such an operation keeps for undo: it is opened again at the bench instead."""
_TO = {"shelf": PlaceKind.SHELF, "season_store": PlaceKind.SEASON_STORE}
_SCRAP = "scrap"
_UNDONE = frozenset({"points_left", "service_day_needed"})
"""What keeps it on the bench."""


def bench_scan(db: Session, act: Act, fields: Fields) -> Answer:
    """An article was scanned at the bench: its repair is opened, or it is said where it is."""
    return at_bench(db, act, fields, lambda bench: Answer("repair_open", bench.facts()))


def bench_take_in(db: Session, act: Act, fields: Fields) -> Answer:
    """It goes to the workshop from wherever it stands, and its repair is opened."""
    thing = sent_thing(db, act, fields)
    if isinstance(thing, Answer):
        return thing
    stands = elsewhere(db, thing, act.branch)
    if stands is None:
        return open_and(db, act, thing, lambda bench: Answer("repair_open", bench.facts()))
    if stands not in TAKEN_IN or (act.done and act.at < thing.since):
        return told(act, thing, stands)
    fault = fields.text("fault", "")
    if fault and fault not in fault_codes(db, thing.category_id):
        raise FieldWrong("fault")
    taken = actions.take_in(db, thing, fault, branch=act.branch, signed=signed(act))
    before = stood(thing)
    return open_and(db, act, taken, lambda bench: Answer("taken_in", bench.facts(), before))


def repair_note(db: Session, act: Act, fields: Fields) -> Answer:
    """What is wrong, what was done, how long it took, and a note: whichever of them was sent."""

    def noted(bench: OnBench) -> Answer:
        if fields.has("fault"):
            actions.say_fault(db, bench.repair, bench.thing, fields.text("fault"))
        if fields.has("work"):
            actions.say_work(bench.repair, fields.words("work"))
        if fields.has("did"):
            actions.say_work(bench.repair, [*bench.repair.work, fields.text("did")])
        if fields.has("did_not"):
            taken_back = fields.text("did_not")
            kept = [code for code in bench.repair.work if code != taken_back]
            actions.say_work(bench.repair, kept)
        if fields.has("minutes"):
            actions.say_minutes(bench.repair, fields.whole("minutes", 0, max(MINUTES)))
        if fields.has("note"):
            bench.repair.note = bench_text(db, fields.text("note"), LONGEST_NOTE, field="note")
        return Answer("repair_noted", bench.facts(), dict(AT_BENCH))

    return at_bench(db, act, fields, noted)


def repair_wait(db: Session, act: Act, fields: Fields) -> Answer:
    """It waits for a part: one of the drawers' kinds, or whatever it is called."""
    part = None
    if fields.has("part"):
        part = part_with(db, fields.whole("part", 1, 2**31 - 1), act.branch)
    written = bench_text(db, fields.text("waits_for", ""), 60, field="waits_for")
    waits_for = written or (part.name if part else "")
    if not waits_for:
        raise FieldMissing("waits_for")
    orders = fields.choice("orders", Orderer, Orderer.WORKSHOP)

    def waits(bench: OnBench) -> Answer:
        actions.wait(bench.repair, waits_for, part.id if part else None, orders)
        return Answer("repair_waits", bench.facts() | {"waits_for": waits_for}, dict(AT_BENCH))

    return at_bench(db, act, fields, waits)


def repair_go_on(db: Session, act: Act, fields: Fields) -> Answer:
    """It is taken up again after waiting, or laid back among what is to be mended."""

    def goes_on(bench: OnBench) -> Answer:
        state = fields.choice("state", RepairState, RepairState.IN_REPAIR)
        if state not in {RepairState.IN_REPAIR, RepairState.ASSESS}:
            raise FieldWrong("state")
        actions.go_on(bench.repair, state)
        return Answer("repair_noted", bench.facts(), dict(AT_BENCH))

    return at_bench(db, act, fields, goes_on)


def repair_end(db: Session, act: Act, fields: Fields) -> Answer:
    """Where it goes: its shelf, the season store, or out of the stock."""
    to = fields.text("to")
    if to == _SCRAP:
        return at_bench(db, act, fields, lambda bench: _scrapped(db, act, fields, bench))
    if to not in _TO or fields.has("harvest"):
        raise FieldWrong("harvest" if to in _TO else "to")

    def mended(bench: OnBench) -> Answer:
        seen = sent_seen(fields, bench.thing, Verdict.OK)
        why_not = why_not_ok(db, bench.thing, seen, account=act.account, today=act.day)
        if why_not in _UNDONE and not act.done:
            return Answer(why_not, bench.facts() | left_of(bench.thing, seen))
        unsigned = lacks_signature(db, bench.thing, seen, account=act.account, today=act.day)
        # What somebody says is wrong is looked at before it goes out, whatever else they said.
        place = PlaceKind.CHECK if unsigned or seen.wrong else _TO[to]
        moved = actions.finish(
            db, bench.repair, bench.thing, place, seen, branch=act.branch, signed=signed(act)
        )
        facts = OnBench(moved, bench.repair).facts()
        review = why_not if why_not in _UNDONE else None
        before = _ended(bench) | {"cared": dict(bench.thing.upkeep.cared_for)}
        if seen.next_service_on is not None:
            before["service"] = str(bench.thing.upkeep.known.get(SERVICE_DUE, ""))
        if unsigned:
            return Answer("mended_to_sign", facts, before)
        if moved.blocks:
            because = ", ".join(moved.blocks)
            facts |= {"because": because}
            return Answer("mended_blocked", facts, before, review=review)
        return Answer("mended", facts, before, review=review)

    return at_bench(db, act, fields, mended)


def repair_reopen(db: Session, act: Act, fields: Fields) -> Answer:
    """It was finished too soon, less than a day ago."""
    thing = sent_thing(db, act, fields)
    if isinstance(thing, Answer):
        return thing
    stands = elsewhere(db, thing, act.branch)
    if stands is None:
        return open_and(db, act, thing, lambda bench: Answer("repair_open", bench.facts()))
    if thing.spot.branch != act.branch:
        return told(act, thing, "at_other_bench")
    last = repair_to_reopen(db, thing.id, act.at)
    if act.done and last and last.ended_at and act.at < last.ended_at:
        raise actions.MovedSince  # it was another end that somebody took back
    done = db.get(Operation, last.operation_id) if last and last.operation_id else None
    kept = (done.before or {}) if done else {}
    before = actions.Before(kept.get("note", ""), kept.get("service"), kept.get("cared"))
    repair, back = actions.reopen(db, thing, before=before, signed=signed(act))
    if done is not None:
        done.before = {"undone_by": act.id}
    return Answer("repair_reopened", OnBench(back, repair).facts(), dict(AT_BENCH))


def repair_release(db: Session, act: Act, fields: Fields) -> Answer:
    """The manager lets it out unmended; why is written down."""
    because = bench_text(db, fields.text("because"), LONGEST_NOTE, field="because")
    if not because:
        raise FieldMissing("because")

    def released(bench: OnBench) -> Answer:
        moved = actions.release(
            db, bench.repair, bench.thing, because, branch=act.branch, signed=signed(act)
        )
        return Answer("released", OnBench(moved, bench.repair).facts(), _ended(bench))

    return at_bench(db, act, fields, released)


KINDS = (
    OperationKind("bench_scan", bench_scan, outcomes.OPENED, Role.WORKSHOP),
    OperationKind("bench_take_in", bench_take_in, outcomes.TAKEN_IN, Role.WORKSHOP),
    OperationKind("repair_note", repair_note, outcomes.NOTED, Role.WORKSHOP),
    OperationKind("repair_wait", repair_wait, outcomes.WAITING, Role.WORKSHOP),
    OperationKind("repair_go_on", repair_go_on, outcomes.NOTED, Role.WORKSHOP),
    OperationKind("repair_end", repair_end, outcomes.ENDED, Role.WORKSHOP),
    OperationKind("repair_reopen", repair_reopen, outcomes.REOPENED, Role.WORKSHOP),
    OperationKind("repair_release", repair_release, outcomes.RELEASED, Role.MANAGER),
    *part_operations.KINDS,
)


def _scrapped(db: Session, act: Act, fields: Fields, bench: OnBench) -> Answer:
    taken = sent_harvest(db, fields)
    usual = Reason.PARTS_TAKEN if taken else Reason.WORN_OUT
    reason = fields.choice("reason", Reason, usual)
    if reason not in SCRAPPED:
        raise FieldWrong("reason")
    gone = actions.give_up(
        db,
        bench.repair,
        bench.thing,
        reason,
        fields.choice("barrier", Barrier) if fields.has("barrier") else None,
        branch=act.branch,
        signed=signed(act),
    )
    came = harvested(db, act, taken, bench)
    facts = OnBench(gone, bench.repair).facts() | {"parts": came}
    return Answer("scrapped", facts, _ended(bench))


def _ended(bench: OnBench) -> dict[str, Any]:
    # The note that stood beside it comes back with it.
    return REOPENS | {"note": bench.thing.note}
