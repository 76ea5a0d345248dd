"""The procedures on the wall of the workshop: begin, note, wait, end, open again, let out."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from fritidsbank.refusals import Malformed, N_, Refusal
from fritidsbank.stock.actions import NotThere, Signature, move, note_check, put_back, scrap
from fritidsbank.stock.queries import Thing, fault_codes, standard_place, thing_of
from fritidsbank.stock.reversing import moves_of, newest_line, reverse
from fritidsbank.stock.rules import PlaceKind, Reason, Verdict
from fritidsbank.workshop import work
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.queries import fault_said, open_repair, repair_to_reopen
from fritidsbank.workshop.rules import (
    MINUTES,
    OUTCOME_OF,
    Barrier,
    Orderer,
    RepairState,
)


@dataclass(eq=False)
class NoSuchFault(Malformed):
    """Not a fault word of its category."""

    fault: str

    message = N_("There is no fault called {fault} in that category.")


@dataclass(eq=False)
class NoSuchWork(Malformed):
    """Nothing that is done at a bench, as `work.toml` lists it."""

    work: str

    message = N_("There is no work called {work}.")


@dataclass(eq=False)
class NoSuchMinutes(Malformed):
    """Minutes are tapped, not measured."""

    message = N_("Tap one of the minutes that are shown.")


@dataclass(eq=False)
class NothingToReopen(Refusal):
    """No repair of it was ended within a day, or it has gone on since."""

    message = N_("No repair of it was finished within a day. Take it in to the workshop instead.")


def begin(db: Session, thing: Thing, *, branch: int, signed: Signature) -> Repair:
    """The repair of what stands at the bench: the one that is open, or a new one."""
    repair = open_repair(db, thing.id)
    if repair is None:
        repair = _opened(db, thing, branch, signed)
    if repair.state is RepairState.ASSESS:
        repair.state = RepairState.IN_REPAIR
        repair.changed_at = signed.at
    db.flush()
    return repair


def say_fault(db: Session, repair: Repair, thing: Thing, fault: str) -> None:
    """What is wrong, in a word of its category; empty: nobody knows. Raises NoSuchFault."""
    if fault and fault not in fault_codes(db, thing.category_id):
        raise NoSuchFault(fault[:20])
    repair.fault = fault


def say_work(repair: Repair, done: list[str]) -> None:
    """All that was done, each once, in the order in which it was said. Raises NoSuchWork."""
    for code in done:
        if code not in work.codes():
            raise NoSuchWork(code[:20])
    repair.work = list(dict.fromkeys(done))


def say_minutes(repair: Repair, minutes: int) -> None:
    """About how long it took; 0 takes it back. Raises NoSuchMinutes."""
    if minutes and minutes not in MINUTES:
        raise NoSuchMinutes
    repair.minutes = minutes


def wait(repair: Repair, waits_for: str, part: int | None, orders: Orderer | None) -> None:
    """It waits for a part; who gets it is a post."""
    repair.state = RepairState.WAITING
    repair.waits_for, repair.waits_for_part_id, repair.orders = waits_for, part, orders


def go_on(repair: Repair, state: RepairState) -> None:
    """It is taken up again, or laid back among what is to be mended."""
    repair.state = state
    repair.waits_for, repair.waits_for_part_id, repair.orders = "", None, None


def finish(
    db: Session, repair: Repair, thing: Thing, to: PlaceKind, *, branch: int, signed: Signature
) -> Thing:
    """It is mended and goes to its shelf or to the season store. Raises NotThere."""
    if thing.check_at_return:
        note_check(db, thing, Verdict.OK, signed=signed)
    if to is PlaceKind.SHELF:
        moved = put_back(db, thing, branch=branch, reason=Reason.MENDED, signed=signed)
    else:
        store = standard_place(db, branch, to)
        moved = move(db, thing, store, reason=Reason.MENDED, signed=signed)
    _end(repair, RepairState.DONE, to, signed)
    return moved


def give_up(
    db: Session,
    repair: Repair,
    thing: Thing,
    reason: Reason,
    barrier: Barrier | None,
    *,
    branch: int,
    signed: Signature,
    weight_g: int | None = None,
) -> Thing:
    """It cannot be mended and leaves the stock. Raises NotThere."""
    gone = scrap(db, thing, reason, branch=branch, signed=signed, weight_g=weight_g)
    _end(repair, RepairState.SCRAPPED, PlaceKind.GONE, signed)
    repair.barrier = barrier
    return gone


def release(
    db: Session, repair: Repair, thing: Thing, because: str, *, branch: int, signed: Signature
) -> Thing:
    """A manager lets it out unmended, and says why. Raises NotThere."""
    moved = put_back(db, thing, branch=branch, reason=Reason.RELEASED, signed=signed)
    _end(repair, RepairState.RELEASED, PlaceKind.SHELF, signed)
    repair.released_because, repair.released_by_id = because, signed.account
    return moved


def reopen(db: Session, thing: Thing, *, signed: Signature) -> tuple[Repair, Thing]:
    """Ended too soon: what ended it is taken back, and it lies on the bench again.

    Raises NothingToReopen, ChangedSince, AlreadyUndone, WeekClosed, NotThere.
    """
    repair = repair_to_reopen(db, thing.id, signed.at)
    moves = moves_of(db, repair.operation_id) if repair and repair.operation_id else []
    if repair is None or not moves:
        raise NothingToReopen
    reverse(db, moves, note="", since=max(signed.at, moves[-1].at), signed=signed)
    repair.state, repair.since_line = RepairState.IN_REPAIR, newest_line(db, thing.id)
    repair.ended_at = repair.outcome = repair.barrier = repair.went_to = None
    repair.operation_id = repair.released_by_id = None
    repair.released_because = ""
    touch(repair, signed.at)
    db.flush()
    return repair, thing_of(db, thing.id)


def touch(repair: Repair, at: datetime) -> None:
    """Something about it has changed: the wall draws it anew."""
    repair.changed_at = max(repair.changed_at, at)


def _opened(db: Session, thing: Thing, branch: int, signed: Signature) -> Repair:
    if thing.spot.kind is not PlaceKind.WORKSHOP:
        raise NotThere(thing.name)
    _end_what_left(db, thing.id, signed.at)
    repair = Repair(
        article_id=thing.id,
        branch_id=branch,
        since_line=newest_line(db, thing.id),
        opened_at=signed.at,
        changed_at=signed.at,
        state=RepairState.ASSESS,
        fault=fault_said(db, thing.id),
    )
    db.add(repair)
    return repair


def _end_what_left(db: Session, article: int, at: datetime) -> None:
    """A repair whose article was carried away by somebody ends there, and nobody knows how."""
    left = RepairState.LEFT
    db.execute(
        update(Repair)
        .where(Repair.article_id == article, Repair.ended_at.is_(None))
        .values(state=left, outcome=OUTCOME_OF[left], ended_at=at, changed_at=at)
    )


def _end(repair: Repair, state: RepairState, went_to: PlaceKind, signed: Signature) -> None:
    repair.state, repair.outcome = state, OUTCOME_OF[state]
    repair.went_to, repair.ended_at = went_to, signed.at
    repair.operation_id = signed.operation
    repair.waits_for, repair.waits_for_part_id, repair.orders = "", None, None
    touch(repair, signed.at)
