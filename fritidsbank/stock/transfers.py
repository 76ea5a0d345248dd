"""Between branches: what is sent belongs to the sender until it is taken in at the other end."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from fritidsbank.branches.queries import branch_with
from fritidsbank.refusals import Malformed, N_, NotFound, Refusal
from fritidsbank.stock.actions import Signature, move, move_many, put_back
from fritidsbank.stock.carrying import LOST, STAYS, find
from fritidsbank.stock.models import Transfer, TransferLine
from fritidsbank.stock.moving import ON_A_SHELF, rehome
from fritidsbank.stock.queries import Spot, Thing, standard_place, things_of
from fritidsbank.stock.rules import PlaceKind, Reason

SLOW = timedelta(days=7)
"""What has been on its way for longer is worth asking about."""


@dataclass(eq=False)
class SameBranch(Malformed):
    """From a branch to itself nothing is on its way."""

    message = N_("Choose another branch than the one where you are.")


@dataclass(eq=False)
class NoSuchTransfer(NotFound):
    """The id leads nowhere, or to what other branches send each other."""

    message = N_("That transfer is not in the register.")


@dataclass(eq=False)
class NothingUnderWay(Refusal):
    """It has arrived, or was kept."""

    message = N_("Nothing of that is on its way any more. Look at the page again.")


@dataclass(frozen=True)
class UnderWay:
    """An article between two branches, and the line that says so."""

    line: int
    sender: int
    receiver: int


@dataclass(frozen=True)
class Sent:
    """What came of sending or taking in; `line` is the one that was written or ended."""

    outcome: str
    thing: Thing
    line: int | None = None


def begin(db: Session, sender: int, receiver: int, *, on: date, account: int) -> Transfer:
    """The transfer of that day between the two, begun by whoever comes first.

    Raises SameBranch, NoSuchBranch.
    """
    if sender == receiver:
        raise SameBranch
    branch_with(db, receiver)
    known = db.scalar(
        select(Transfer).where(
            Transfer.from_branch_id == sender,
            Transfer.to_branch_id == receiver,
            Transfer.sent_on == on,
        )
    )
    if known is not None:
        return known
    begun = Transfer(from_branch_id=sender, to_branch_id=receiver, sent_on=on, account_id=account)
    db.add(begun)
    db.flush()
    return begun


def transfer_with(db: Session, transfer: int) -> Transfer:
    """The transfer with that id. Raises NoSuchTransfer."""
    found = db.get(Transfer, transfer)
    if found is None:
        raise NoSuchTransfer
    return found


def under_way(db: Session, article: int) -> UnderWay | None:
    """Between which branches an article is, if anybody has said so."""
    row = db.execute(
        select(TransferLine.id, Transfer.from_branch_id, Transfer.to_branch_id)
        .join(Transfer, Transfer.id == TransferLine.transfer_id)
        .where(TransferLine.article_id == article, *_open())
    ).first()
    return UnderWay(*row) if row else None


def send(db: Session, transfer: Transfer, thing: Thing, *, signed: Signature) -> Sent:
    """Lay an article into the car; its note says where it goes. Raises NotThere."""
    if thing.spot.kind is PlaceKind.IN_TRANSIT:
        known = under_way(db, thing.id)
        ours = (transfer.from_branch_id, transfer.to_branch_id)
        same = known is not None and (known.sender, known.receiver) == ours
        return Sent("already_sent" if same else "under_way", thing)
    if thing.spot.kind in STAYS:
        return Sent(STAYS[thing.spot.kind], thing)
    if thing.spot.kind in LOST:
        found = find(db, thing, branch=transfer.from_branch_id, signed=signed)
        if found.outcome != "found":
            return Sent(found.outcome, found.thing)
        thing = found.thing
    if thing.spot.kind is PlaceKind.WORKSHOP:
        return Sent("in_workshop", thing)
    if thing.spot.branch != transfer.from_branch_id:
        return Sent("of_other_branch", thing)
    road = standard_place(db, transfer.from_branch_id, PlaceKind.IN_TRANSIT)
    note = f"→ {branch_with(db, transfer.to_branch_id).name}"
    on_its_way = move(db, thing, road, reason=Reason.MOVED, signed=signed, note=note)
    _end(db, thing.id, kept_at=on_its_way.since)  # lent without a line, it never was taken in
    line = TransferLine(transfer_id=transfer.id, article_id=thing.id, sent_at=on_its_way.since)
    db.add(line)
    db.flush()
    return Sent("sent", on_its_way, line.id)


def receive(db: Session, thing: Thing, *, branch: int, signed: Signature) -> Sent:
    """It is here, announced or not, and belongs to this branch from now on. Raises NotThere."""
    if thing.spot.kind is PlaceKind.OUT:
        return Sent("still_lent", thing)
    if thing.spot.kind in LOST:
        found = find(db, thing, branch=branch, signed=signed)
        return Sent(found.outcome, found.thing)
    if thing.spot.kind is PlaceKind.IN_TRANSIT:
        return _arrived(db, thing, branch, signed)
    if thing.spot.branch == branch:
        return Sent("already_here", thing)
    if thing.spot.kind in ON_A_SHELF:
        return Sent("received_unannounced", _settle_in(db, thing, branch, signed))
    # Unmended or unchecked there, it is so here, too.
    waits = standard_place(db, branch, thing.spot.kind)
    rehome(db, thing.id, standard_place(db, branch, PlaceKind.SHELF).id)
    here = move(db, thing, waits, reason=Reason.MOVED, signed=signed, note=thing.note)
    return Sent("received_unannounced", here)


def keep(db: Session, transfer: Transfer, article: int | None = None, *, signed: Signature) -> int:
    """What the sender takes out of the car again, one or all, goes to its own shelf; how many.

    Raises NothingUnderWay, NotThere.
    """
    mine = select(TransferLine.article_id).where(TransferLine.transfer_id == transfer.id)
    if article is not None:
        mine = mine.where(TransferLine.article_id == article)
    wanted = list(db.scalars(mine.where(*_open())))
    things = [
        thing for thing in things_of(db, wanted).values() if thing.spot.kind is PlaceKind.IN_TRANSIT
    ]
    if not things:
        raise NothingUnderWay
    common = standard_place(db, transfer.from_branch_id, PlaceKind.SHELF)
    ways = [(thing, _own(thing.shelf, common)) for thing in things]
    move_many(db, ways, reason=Reason.MOVED, signed=signed)
    db.execute(
        update(TransferLine)
        .where(TransferLine.article_id.in_([thing.id for thing in things]), *_open())
        .values(kept_at=signed.at),
        execution_options={"synchronize_session": False},
    )
    return len(things)


def unsend(db: Session, line: int) -> None:
    """It was not sent after all: an undo."""
    db.execute(delete(TransferLine).where(TransferLine.id == line))


def unreceive(db: Session, line: int) -> None:
    """It has not come after all: an undo."""
    db.execute(
        update(TransferLine).where(TransferLine.id == line).values(received_at=None, kept_at=None),
        execution_options={"synchronize_session": False},
    )


def is_slow(sent_at: datetime, now: datetime) -> bool:
    """Whether it should have come long ago."""
    return now - sent_at >= SLOW


def _arrived(db: Session, thing: Thing, branch: int, signed: Signature) -> Sent:
    known = under_way(db, thing.id)
    here = _settle_in(db, thing, branch, signed)
    if branch == thing.spot.branch:
        _end(db, thing.id, kept_at=here.since)
        return Sent("kept", here, known.line if known else None)
    _end(db, thing.id, received_at=here.since)
    astray = known is not None and known.receiver != branch
    outcome = "received_astray" if astray else "received"
    return Sent(outcome, here, known.line if known else None)


def _settle_in(db: Session, thing: Thing, branch: int, signed: Signature) -> Thing:
    here = put_back(db, thing, branch=branch, reason=Reason.MOVED, signed=signed)
    if here.spot.id != thing.shelf.id:
        rehome(db, thing.id, here.spot.id)
    return here


def _own(shelf: Spot, common: Spot) -> Spot:
    return shelf if shelf.branch == common.branch else common


def _open() -> tuple[ColumnElement[bool], ...]:
    return TransferLine.received_at.is_(None), TransferLine.kept_at.is_(None)


def _end(db: Session, article: int, **ended: datetime) -> None:
    db.execute(
        update(TransferLine).where(TransferLine.article_id == article, *_open()).values(**ended),
        execution_options={"synchronize_session": False},
    )
