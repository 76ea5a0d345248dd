"""The procedures on the wall of the workshop: begin, note, wait, end, open again, let out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.refusals import Malformed, N_, Refusal
from fritidsbank.stock.actions import NotThere, Signature, move, put_back, scrap
from fritidsbank.stock.care import care_again, note_care
from fritidsbank.stock.carrying import LOST
from fritidsbank.stock.checks import Seen, note_check, take_back
from fritidsbank.stock.ledger import closed_until
from fritidsbank.stock.models import Move
from fritidsbank.stock.moving import to_workshop
from fritidsbank.stock.queries import Thing, fault_codes, place_with, standard_place, thing_of
from fritidsbank.stock.reversing import has_moved_since, newest_line, reverse
from fritidsbank.stock.rules import PlaceKind, Reason, Verdict
from fritidsbank.workshop import work
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.parts import give_back_harvest
from fritidsbank.workshop.queries import (
    Past,
    end_line,
    is_end_undone,
    left_at,
    past_of,
    repair_to_reopen,
    stay,
)
from fritidsbank.workshop.rules import (
    AFTER,
    MINUTES,
    OUTCOME_OF,
    Barrier,
    Orderer,
    RepairState,
)


@dataclass(eq=False)
class NoSuchFault(Malformed):
    """Not a fault word of its category. It is not repeated: an answer keeps nothing typed."""

    message = N_("Tap one of the faults that are shown.")


@dataclass(eq=False)
class NoSuchWork(Malformed):
    """Nothing that is done at a bench, as `work.toml` lists it. It is not repeated either."""

    message = N_("Tap one of the tiles that are shown.")


@dataclass(eq=False)
class NoSuchMinutes(Malformed):
    """Minutes are tapped, not measured."""

    message = N_("Tap one of the minutes that are shown.")


@dataclass(eq=False)
class NothingToReopen(Refusal):
    """No repair of it was ended within a day."""

    message = N_("No repair of it was finished within a day. Take it in to the workshop instead.")


@dataclass(eq=False)
class MovedSince(Refusal):
    """It has been lent or moved since its repair was ended: that end was true."""

    message = N_("It has been lent or moved since. Take it in to the workshop instead.")


def take_in(db: Session, thing: Thing, fault: str, *, branch: int, signed: Signature) -> Thing:
    """To the bench from wherever it stands in the house; what was lost is found by that.

    Raises OutNow, NotInTheHouse, NotThere.
    """
    if thing.spot.kind not in LOST:
        return to_workshop(db, thing, fault, signed=signed)
    bench, note = standard_place(db, branch, PlaceKind.WORKSHOP), thing.note
    return move(db, thing, bench, reason=Reason.FOUND, signed=signed, fault=fault, note=note)


def begin(db: Session, thing: Thing, *, branch: int, signed: Signature) -> Repair:
    """The repair of what stands at the bench: the one that is open, or a new one."""
    past = past_of(db, thing.id)
    repair = past.alive or _opened(db, thing, past, branch, signed)
    if repair.state is RepairState.ASSESS:
        _become(repair, RepairState.IN_REPAIR)
        touch(repair, signed.at)
    db.flush()
    return repair


def say_fault(db: Session, repair: Repair, thing: Thing, fault: str) -> None:
    """What is wrong, in a word of its category; empty: nobody knows. Raises NoSuchFault."""
    if fault and fault not in fault_codes(db, thing.category_id):
        raise NoSuchFault
    repair.fault = fault


def say_work(repair: Repair, done: list[str]) -> None:
    """All that was done, each once, in the order in which it was said. Raises NoSuchWork."""
    for code in done:
        if code not in work.codes():
            raise NoSuchWork
    repair.work = list(dict.fromkeys(done))


def say_minutes(repair: Repair, minutes: int) -> None:
    """About how long it took; 0 takes it back. Raises NoSuchMinutes."""
    if minutes and minutes not in MINUTES:
        raise NoSuchMinutes
    repair.minutes = minutes


def wait(repair: Repair, waits_for: str, part: int | None, orders: Orderer | None) -> None:
    """It waits for a part; who gets it is a post."""
    _become(repair, RepairState.WAITING)
    repair.waits_for, repair.waits_for_part_id, repair.orders = waits_for, part, orders


def go_on(repair: Repair, state: RepairState) -> None:
    """It is taken up again, or laid back among what is to be mended."""
    _become(repair, state)
    repair.waits_for, repair.waits_for_part_id, repair.orders = "", None, None


def finish(
    db: Session,
    repair: Repair,
    thing: Thing,
    to: PlaceKind,
    seen: Seen | None = None,
    *,
    branch: int,
    signed: Signature,
) -> Thing:
    """It is mended and goes to its shelf or to the season store. Raises NotThere.

    `seen` is its safety check. To the check table goes what somebody else has to sign for.
    """
    if to is not PlaceKind.CHECK and (thing.check_at_return or thing.upkeep.points):
        note_check(db, thing, seen or Seen(Verdict.OK), signed=signed)
    note_care(db, thing, repair.work, signed=signed)
    if to is PlaceKind.SHELF:
        moved = put_back(db, thing, branch=branch, reason=Reason.MENDED, signed=signed)
    else:
        place = standard_place(db, branch, to)
        moved = move(db, thing, place, reason=Reason.MENDED, signed=signed)
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


@dataclass(frozen=True)
class Before:
    """How an article was when its repair was ended, as far as that end has changed it.

    `note` stood beside it, `service` is the day of its next service (None: not changed), and
    `cared` when each plan was last done.
    """

    note: str = ""
    service: str | None = None
    cared: Mapping[str, Sequence[Any]] | None = None


def reopen(db: Session, thing: Thing, *, before: Before, signed: Signature) -> tuple[Repair, Thing]:
    """Ended too soon: what ended it is taken back, and it lies on the bench again.

    Parts that were taken out of it are its own again; what it was cared for, it was not.

    Raises NothingToReopen, MovedSince, PartsUsedSince, NotThere.
    """
    repair = repair_to_reopen(db, thing.id, signed.at)
    ended = end_line(db, repair) if repair else None
    if repair is None or ended is None:
        raise NothingToReopen
    if has_moved_since(db, thing.id, ended.seq):
        raise MovedSince
    give_back_harvest(db, repair.id, branch=repair.branch_id, signed=signed)
    _take_back_end(db, thing, ended, before.note, signed)
    take_back(db, ended.operation_id, thing.id, service=before.service, at=signed.at)
    if before.cared is not None:
        care_again(db, thing.id, before.cared)
    _end_what_left(db, thing.id, signed.at)
    _open_again(db, repair, signed.at)
    return repair, thing_of(db, thing.id)


def touch(repair: Repair, at: datetime) -> None:
    """Something about it has changed: the wall draws it anew."""
    repair.changed_at = max(repair.changed_at, at)


def _opened(db: Session, thing: Thing, past: Past, branch: int, signed: Signature) -> Repair:
    if thing.spot.kind is not PlaceKind.WORKSHOP:
        raise NotThere(thing.name)
    if past.left is not None:
        _end_as_left(db, past.left, signed.at)
    if past.last is not None and is_end_undone(db, past.last):
        # Scrapped by mistake and brought back on its page: what was said of it holds still.
        _open_again(db, past.last, signed.at)
        return past.last
    since_line, fault = stay(db, thing.id)
    repair = Repair(
        article_id=thing.id,
        branch_id=branch,
        since_line=since_line,
        opened_at=signed.at,
        changed_at=signed.at,
        state=RepairState.ASSESS,
        fault=fault,
    )
    db.add(repair)
    return repair


def _take_back_end(db: Session, thing: Thing, ended: Move, note: str, signed: Signature) -> None:
    closed = closed_until(db)
    if ended.from_place_id is None or closed is None or ended.booked_on > closed:
        reverse(db, [ended], note=note, since=max(signed.at, ended.at), signed=signed)
        return
    # What a closed week says stays: it was mended then, and comes to the bench once more now.
    bench = place_with(db, ended.from_place_id)
    reason = Reason.FOUND if thing.spot.kind is PlaceKind.GONE else Reason.TO_WORKSHOP
    move(db, thing, bench, reason=reason, signed=signed, note=note)


def _end_what_left(db: Session, article: int, at: datetime) -> None:
    """A repair whose article was carried away by somebody ended there, and nobody knows how."""
    left = db.scalar(select(Repair).where(Repair.article_id == article, Repair.ended_at.is_(None)))
    if left is not None:
        _end_as_left(db, left, at)


def _end_as_left(db: Session, left: Repair, at: datetime) -> None:
    _close(left, RepairState.LEFT, left_at(db, left) or at)
    touch(left, at)
    db.flush()


def _open_again(db: Session, repair: Repair, at: datetime) -> None:
    _become(repair, RepairState.IN_REPAIR)
    repair.since_line = newest_line(db, repair.article_id)
    repair.ended_at = repair.outcome = repair.barrier = repair.went_to = None
    repair.operation_id = repair.released_by_id = None
    repair.released_because = ""
    touch(repair, at)
    db.flush()


def _end(repair: Repair, state: RepairState, went_to: PlaceKind, signed: Signature) -> None:
    _close(repair, state, signed.at)
    repair.went_to, repair.operation_id = went_to, signed.operation
    touch(repair, signed.at)


def _close(repair: Repair, state: RepairState, at: datetime) -> None:
    _become(repair, state)
    repair.outcome = OUTCOME_OF[state]
    # What a tablet tells late may be dated before the repair was begun at another one.
    repair.ended_at = max(at, repair.opened_at)
    repair.waits_for, repair.waits_for_part_id, repair.orders = "", None, None


def _become(repair: Repair, state: RepairState) -> None:
    assert state in AFTER[repair.state], f"{repair.state} cannot become {state}"
    repair.state = state
