"""The kinds of operation at the bench: from what was sent to an action, and to an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.people.rules import free_text
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.moving import IN_THE_HOUSE, to_workshop
from fritidsbank.stock.queries import Thing, fault_codes
from fritidsbank.stock.rules import SCRAPPED, PlaceKind, Reason
from fritidsbank.stock.scanned import sent_thing
from fritidsbank.web.access import Role
from fritidsbank.web.fields import Fields, FieldWrong
from fritidsbank.web.operations import Act, Answer, OperationKind
from fritidsbank.workshop import actions, outcomes
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.rules import Barrier, Orderer, RepairState

REOPENS = {"reopen": True}
"""What such an operation keeps for undo: it is opened again at the bench instead."""
_TO = {"shelf": PlaceKind.SHELF, "season_store": PlaceKind.SEASON_STORE}
_SCRAP = "scrap"


@dataclass(frozen=True)
class OnBench:
    """What an act at the bench is about: the article that lies there, and its repair."""

    thing: Thing
    repair: Repair

    def facts(self) -> dict[str, Any]:
        """What is answered: the article and its repair, and nothing about people."""
        return {"article": self.thing.shown(), "repair": self.repair.id}


def bench_scan(db: Session, act: Act, fields: Fields) -> Answer:
    """An article was scanned at the bench: its repair is opened, or it is said where it is."""
    return _at_bench(db, act, fields, lambda bench: Answer("repair_open", bench.facts()))


def bench_take_in(db: Session, act: Act, fields: Fields) -> Answer:
    """It goes to the workshop from wherever it stands in the house, and its repair is opened."""
    thing = sent_thing(db, act, fields)
    if isinstance(thing, Answer):
        return thing
    away = _away(thing, act.branch)
    if away is None:
        return _opened(db, act, thing, lambda bench: Answer("repair_open", bench.facts()))
    if away.outcome != "not_at_bench" or thing.spot.kind not in IN_THE_HOUSE:
        return away
    fault = fields.text("fault", "")
    if fault and fault not in fault_codes(db, thing.category_id):
        raise FieldWrong("fault")
    taken = to_workshop(db, thing, fault, signed=_signed(act))
    before = {"note": thing.note, "since": thing.since.isoformat()}
    return _opened(db, act, taken, lambda bench: Answer("taken_in", bench.facts(), before))


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
            actions.say_minutes(bench.repair, _minutes(fields))
        if fields.has("note"):
            bench.repair.note = free_text(fields.text("note"), 200)
        return Answer("repair_noted", bench.facts())

    return _at_bench(db, act, fields, noted)


def repair_wait(db: Session, act: Act, fields: Fields) -> Answer:
    """It waits for a part."""

    def waits(bench: OnBench) -> Answer:
        orders = fields.choice("orders", Orderer, Orderer.WORKSHOP)
        waits_for = free_text(fields.text("waits_for"), 60)
        actions.wait(bench.repair, waits_for, None, orders)
        return Answer("repair_waits", bench.facts() | {"waits_for": waits_for})

    return _at_bench(db, act, fields, waits)


def repair_go_on(db: Session, act: Act, fields: Fields) -> Answer:
    """It is taken up again after waiting, or laid back among what is to be mended."""

    def goes_on(bench: OnBench) -> Answer:
        state = fields.choice("state", RepairState, RepairState.IN_REPAIR)
        if state not in {RepairState.IN_REPAIR, RepairState.ASSESS}:
            raise FieldWrong("state")
        actions.go_on(bench.repair, state)
        return Answer("repair_noted", bench.facts())

    return _at_bench(db, act, fields, goes_on)


def repair_end(db: Session, act: Act, fields: Fields) -> Answer:
    """Where it goes: its shelf, the season store, or out of the stock."""
    to = fields.text("to")
    if to not in {*_TO, _SCRAP}:
        raise FieldWrong("to")

    def ends(bench: OnBench) -> Answer:
        signed = _signed(act)
        if to == _SCRAP:
            gone = actions.give_up(
                db,
                bench.repair,
                bench.thing,
                _scrap_reason(fields),
                fields.choice("barrier", Barrier) if fields.has("barrier") else None,
                branch=act.branch,
                signed=signed,
            )
            return Answer("scrapped", OnBench(gone, bench.repair).facts(), dict(REOPENS))
        moved = actions.finish(
            db, bench.repair, bench.thing, _TO[to], branch=act.branch, signed=signed
        )
        return Answer("mended", OnBench(moved, bench.repair).facts(), dict(REOPENS))

    return _at_bench(db, act, fields, ends)


def repair_reopen(db: Session, act: Act, fields: Fields) -> Answer:
    """It was finished too soon, less than a day ago."""
    thing = sent_thing(db, act, fields)
    if isinstance(thing, Answer):
        return thing
    repair, back = actions.reopen(db, thing, signed=_signed(act))
    return Answer("repair_reopened", OnBench(back, repair).facts(), dict(REOPENS))


def repair_release(db: Session, act: Act, fields: Fields) -> Answer:
    """The manager lets it out unmended; why is written down."""

    def released(bench: OnBench) -> Answer:
        because = free_text(fields.text("because"), 200)
        if not because:
            raise FieldWrong("because")
        moved = actions.release(
            db, bench.repair, bench.thing, because, branch=act.branch, signed=_signed(act)
        )
        return Answer("released", OnBench(moved, bench.repair).facts(), dict(REOPENS))

    return _at_bench(db, act, fields, released)


KINDS = (
    OperationKind("bench_scan", bench_scan, outcomes.OPENED, Role.WORKSHOP),
    OperationKind("bench_take_in", bench_take_in, outcomes.TAKEN_IN, Role.WORKSHOP),
    OperationKind("repair_note", repair_note, outcomes.NOTED, Role.WORKSHOP),
    OperationKind("repair_wait", repair_wait, outcomes.WAITING, Role.WORKSHOP),
    OperationKind("repair_go_on", repair_go_on, outcomes.NOTED, Role.WORKSHOP),
    OperationKind("repair_end", repair_end, outcomes.ENDED, Role.WORKSHOP),
    OperationKind("repair_reopen", repair_reopen, outcomes.REOPENED, Role.WORKSHOP),
    OperationKind("repair_release", repair_release, outcomes.RELEASED, Role.MANAGER),
)


def _at_bench(db: Session, act: Act, fields: Fields, does: Callable[[OnBench], Answer]) -> Answer:
    """Do something with what lies on the bench, or answer why that cannot be done."""
    thing = sent_thing(db, act, fields)
    if isinstance(thing, Answer):
        return thing
    return _away(thing, act.branch) or _opened(db, act, thing, does)


def _opened(db: Session, act: Act, thing: Thing, does: Callable[[OnBench], Answer]) -> Answer:
    repair = actions.begin(db, thing, branch=act.branch, signed=_signed(act))
    answer = does(OnBench(thing, repair))
    actions.touch(repair, act.at)
    db.flush()
    return answer


def _away(thing: Thing, branch: int) -> Answer | None:
    """Why it cannot be mended here and now; None when it lies on this branch's bench."""
    facts = {"article": thing.shown()}
    if thing.spot.kind is PlaceKind.OUT:
        return Answer("out_on_loan", facts)
    if thing.spot.kind is PlaceKind.IN_TRANSIT:
        return Answer("between_branches", facts)
    if thing.spot.kind is PlaceKind.GONE:
        return Answer("has_left", facts)
    if thing.spot.branch != branch:
        return Answer("at_other_bench", facts)
    if thing.spot.kind is not PlaceKind.WORKSHOP:
        return Answer("not_at_bench", facts)
    return None


def _scrap_reason(fields: Fields) -> Reason:
    reason = fields.choice("reason", Reason, Reason.WORN_OUT)
    if reason not in SCRAPPED:
        raise FieldWrong("reason")
    return reason


def _minutes(fields: Fields) -> int:
    written = fields.body["minutes"]
    if isinstance(written, str) and written.isascii() and written.isdecimal() and len(written) < 5:
        written = int(written)
    if type(written) is not int:
        raise FieldWrong("minutes")
    return written


def _signed(act: Act) -> Signature:
    return Signature(act.at, act.account, act.id)
