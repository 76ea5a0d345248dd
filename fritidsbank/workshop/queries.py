"""What is asked about repairs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from fritidsbank.stock.ledger import HOLDS
from fritidsbank.stock.models import Move
from fritidsbank.stock.moving import is_scrapped
from fritidsbank.stock.queries import Thing, last_reason
from fritidsbank.stock.reversing import has_moved_since
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.rules import ENDED_HERE, REOPENED_WITHIN, RepairState

_undoing = aliased(Move)
_AWAY = and_(
    Move.article_id == Repair.article_id,
    Move.seq > Repair.since_line,
    Move.from_kind == PlaceKind.WORKSHOP,
    Move.reason != Reason.RECATEGORISED,
    # Undone, it never left; and the undo of what came later only took it back to another place.
    ~select(_undoing.seq).where(_undoing.reverses == Move.seq).exists(),
    or_(Move.reason != Reason.UNDONE, Move.reverses <= Repair.since_line),
)
"""Which lines took an article away from the bench during a repair."""
ALIVE = and_(Repair.ended_at.is_(None), ~select(Move.seq).where(_AWAY).exists())
"""Which repairs are open: not ended, and their article has not left the bench since."""


# Built once: they run at every scan at the bench.
_OPEN = select(Repair).where(Repair.article_id == bindparam("article"), ALIVE)
_LAST = (
    select(Repair)
    .where(Repair.article_id == bindparam("article"), Repair.state.in_(ENDED_HERE))
    .order_by(Repair.ended_at.desc(), Repair.id.desc())
    .limit(1)
)
_ALL = select(Repair, ALIVE).where(Repair.article_id == bindparam("article"))
_NEWEST = (
    select(Move.seq)
    .where(Move.article_id == bindparam("article"))
    .order_by(Move.seq.desc())
    .limit(1)
)
_FAULT = (
    select(Move.fault)
    .where(HOLDS, Move.article_id == bindparam("article"), Move.to_kind == PlaceKind.WORKSHOP)
    .order_by(Move.seq.desc())
    .limit(1)
)


_STAY = select(_NEWEST.scalar_subquery(), _FAULT.scalar_subquery())


@dataclass(frozen=True)
class Past:
    """The repairs of an article: the open one, one whose article has left, the last that ended."""

    alive: Repair | None
    left: Repair | None
    last: Repair | None


def past_of(db: Session, article: int) -> Past:
    """All that a scan at the bench must know about what was done before, by one statement."""
    rows = db.execute(_ALL, {"article": article}).all()
    ended = [repair for repair, _ in rows if repair.ended_at and repair.state in ENDED_HERE]
    return Past(
        alive=next((repair for repair, is_alive in rows if is_alive), None),
        left=next((one for one, is_alive in rows if not (is_alive or one.ended_at)), None),
        last=max(ended, key=lambda repair: (repair.ended_at, repair.id), default=None),
    )


def stay(db: Session, article: int) -> tuple[int, str]:
    """The newest line of the ledger about an article, and the fault said when it was sent."""
    newest, fault = db.execute(_STAY, {"article": article}).one()
    return newest or 0, fault or ""


def open_repair(db: Session, article: int) -> Repair | None:
    """The repair of an article that stands at the bench, if somebody has begun one."""
    return db.scalar(_OPEN, {"article": article})


def left_at(db: Session, repair: Repair) -> datetime | None:
    """When the article of a repair that nobody ended was carried away from the bench."""
    away = select(Move.at).join(Repair, _AWAY).where(Repair.id == repair.id)
    return db.scalar(away.order_by(Move.seq).limit(1))


def last_repair(db: Session, article: int) -> Repair | None:
    """The repair of an article that somebody has ended last."""
    return db.scalar(_LAST, {"article": article})


def repair_to_reopen(db: Session, article: int, now: datetime) -> Repair | None:
    """The last repair of an article, if it was ended less than a day ago."""
    last = last_repair(db, article)
    if last is None or last.ended_at is None or now - last.ended_at > REOPENED_WITHIN:
        return None
    return last


def scrapped_repair(db: Session, thing: Thing) -> Repair | None:
    """The repair in which a thing was scrapped, as long as it is."""
    last = last_repair(db, thing.id)
    if last is None or last.state is not RepairState.SCRAPPED:
        return None
    return last if is_scrapped(thing, last_reason(db, thing.id)) else None


def end_line(db: Session, repair: Repair) -> Move | None:
    """The line of the ledger by which an ended repair's article left the bench, if it holds."""
    return db.scalar(_ends_of(repair).where(HOLDS))


def is_end_undone(db: Session, repair: Repair) -> bool:
    """Whether the end of a repair was undone, and nothing has happened to its article since."""
    ended = db.scalar(_ends_of(repair))
    if ended is None or has_moved_since(db, repair.article_id, ended.seq):
        return False
    return db.scalar(select(Move.seq).where(Move.reverses == ended.seq)) is not None


def fault_said(db: Session, article: int) -> str:
    """What was tapped when it was sent to the bench; empty when nobody said anything."""
    return db.scalar(_FAULT, {"article": article}) or ""


def _ends_of(repair: Repair) -> Select[Move]:
    # What a made-up year tells has no operations, only moments.
    same_act = (
        Move.at == repair.ended_at
        if repair.operation_id is None
        else Move.operation_id == repair.operation_id
    )
    # One that was done without a line may have brought it to the bench before: the last counts.
    return (
        select(Move)
        .where(
            same_act,
            Move.article_id == repair.article_id,
            Move.from_kind == PlaceKind.WORKSHOP,
        )
        .order_by(Move.seq.desc())
        .limit(1)
    )
