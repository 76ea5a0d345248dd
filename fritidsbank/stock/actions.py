"""What is done with articles: move, put back, block, scrap. Every move is a line of the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.people.rules import free_text
from fritidsbank.refusals import LostRace, Malformed, N_, Refusal
from fritidsbank.schema import rows_changed, table_of
from fritidsbank.stock import ledger
from fritidsbank.stock.models import Article, Block
from fritidsbank.stock.put_aside import release
from fritidsbank.stock.queries import Spot, Thing, standard_place
from fritidsbank.stock.recalled import block_again
from fritidsbank.stock.rules import READY_AT, PlaceKind, Reason


@dataclass(frozen=True)
class Signature:
    """Who did it, when, and as part of which operation; it stands on each line of the ledger."""

    at: datetime
    account: int
    operation: str | None = None


@dataclass(eq=False)
class NotThere(LostRace):
    """It was moved by somebody else in the same moment, or stands somewhere else."""

    article: str

    message = N_("{article} has just been moved by somebody else. Scan it once more.")


@dataclass(eq=False)
class AlreadyLifted(Refusal):
    """Somebody has lifted the block already."""

    message = N_("That block is lifted already.")


@dataclass(eq=False)
class SayMore(Malformed):
    """A word is no reason that somebody else can judge by."""

    message = N_("Write why in a few words, so that others can see what was looked at.")


_article = table_of(Article)
# Built once: they run at every scan. The place it leaves is part of the question, so that of two
# tablets in the same second only one is answered.
_GO = (
    update(_article)
    .where(_article.c.id == bindparam("thing"), _article.c.place_id == bindparam("leaves"))
    .values(
        place_id=bindparam("comes_to"),
        place_note=bindparam("says"),
        place_since_at=bindparam("from_now"),
        times_lent=_article.c.times_lent + bindparam("lends"),
    )
)
_LEAVE = _GO.returning(ledger.CLOSED_UNTIL)


def move(
    db: Session,
    thing: Thing,
    to: Spot,
    *,
    reason: Reason,
    signed: Signature,
    loan: int | None = None,
    note: str = "",
    fault: str = "",
) -> Thing:
    """Take a thing from where it stands to another place, and write it in the ledger.

    Raises NotThere when it no longer stands where it was read, ClosedMeanwhile.
    """
    line = {**_line(thing, to, reason, signed), "fault": fault, "loan_id": loan}
    return _moved(db, thing, to, line, note)


def move_many(
    db: Session,
    ways: Sequence[tuple[Thing, Spot]],
    *,
    reason: Reason,
    signed: Signature,
    loans: Mapping[int, int] | None = None,
) -> None:
    """The same for many things, each to a place of its own, in as few statements as for two.

    `loans` has the loan by the article's id. All of them or none. Raises NotThere when one of
    them no longer stands where it was read, ClosedMeanwhile.
    """
    if not ways:
        return
    # In one order, so that two who move many wait for each other only one way round.
    ordered = sorted(ways, key=lambda way: way[0].id)
    lines = [
        _line(thing, to, reason, signed) | {"loan_id": (loans or {}).get(thing.id)}
        for thing, to in ordered
    ]
    if rows_changed(db.execute(_GO, [_leaving(line) for line in lines])) != len(lines):
        raise NotThere(ordered[0][0].name)
    release(db, [thing.id for thing, to in ordered if thing.held_for and to.kind not in READY_AT])
    for thing, to in ordered:
        _called_back_meanwhile(db, thing, to, signed.at, signed.account)
    ledger.write_many(db, lines, closed=ledger.closed_until(db))


def put_back(
    db: Session,
    thing: Thing,
    *,
    branch: int,
    reason: Reason,
    signed: Signature,
    loan: int | None = None,
) -> Thing:
    """To its own shelf, or to the branch's common one when its shelf is in another branch."""
    home = thing.shelf
    if home.branch != branch:
        home = standard_place(db, branch, PlaceKind.SHELF)
    return move(db, thing, home, reason=reason, signed=signed, loan=loan)


def take_in(
    db: Session,
    thing: Thing,
    *,
    branch: int,
    reason: Reason,
    signed: Signature,
    loan: int | None = None,
) -> Thing:
    """It is here again: to be checked where its category asks for that or its check is due."""
    if thing.check_at_return or thing.upkeep.is_due(local_day(signed.at)):
        table = standard_place(db, branch, PlaceKind.CHECK)
        return move(db, thing, table, reason=reason, signed=signed, loan=loan)
    return put_back(db, thing, branch=branch, reason=reason, signed=signed, loan=loan)


def block(db: Session, article: int, reason: str, *, signed: Signature) -> Block:
    """It may not go out, wherever it is, until somebody lifts the block.

    Raises LooksLikePersonnummer, NameTooLong.
    """
    blocked = Block(
        article_id=article,
        reason=free_text(reason, 200),
        since_at=signed.at,
        account_id=signed.account,
    )
    db.add(blocked)
    db.flush()
    return blocked


def lift(db: Session, blocked: Block, because: str, *, signed: Signature) -> None:
    """The reason is gone; of a recall, somebody says what they have looked at.

    Raises AlreadyLifted, SayMore, LooksLikePersonnummer, NameTooLong.
    """
    if blocked.lifted_at is not None:
        raise AlreadyLifted
    is_recall = blocked.recall_id is not None
    blocked.lifted_because = enough_words(because) if is_recall else free_text(because, 200)
    blocked.lifted_at, blocked.lifted_by_id = signed.at, signed.account
    db.flush()


def enough_words(because: str) -> str:
    """A reason of at least two words. Raises SayMore, LooksLikePersonnummer, NameTooLong."""
    reason = free_text(because, 200)
    if len(reason.split()) < 2:
        raise SayMore
    return reason


def scrap(
    db: Session,
    thing: Thing,
    reason: Reason,
    *,
    branch: int,
    signed: Signature,
    weight_g: int | None = None,
) -> Thing:
    """It leaves the stock for good: worn out, unsafe, or taken apart. Raises NotThere.

    `weight_g` is what it weighed, where somebody has put it on the scales.
    """
    gone = standard_place(db, branch, PlaceKind.GONE)
    line = {**_line(thing, gone, reason, signed), "weight_g": weight_g}
    return _moved(db, thing, gone, line)


def _moved(db: Session, thing: Thing, to: Spot, line: dict[str, Any], note: str = "") -> Thing:
    found = db.execute(_LEAVE, _leaving(line, note)).first()
    if found is None:
        raise NotThere(thing.name)
    ledger.write(db, line, closed=found[0])
    held_for = thing.held_for
    if held_for and to.kind not in READY_AT:
        release(db, [thing.id])
        held_for = None
    more = _called_back_meanwhile(db, thing, to, line["at"], line["account_id"])
    blocks = (*thing.blocks, *more)
    return replace(thing, spot=to, note=note, since=line["at"], blocks=blocks, held_for=held_for)


def _called_back_meanwhile(
    db: Session, thing: Thing, to: Spot, at: datetime, account: int
) -> tuple[str, ...]:
    """What was gone is found: recalls that came in meanwhile are about it, too."""
    if thing.spot.kind is not PlaceKind.GONE or to.kind is PlaceKind.GONE:
        return ()
    return block_again(db, thing.id, at=at, account=account)


def _leaving(line: dict[str, Any], note: str = "") -> dict[str, Any]:
    return {
        "thing": line["article_id"],
        "leaves": line["from_place_id"],
        "comes_to": line["to_place_id"],
        "says": note,
        "from_now": line["at"],
        "lends": int(line["reason"] is Reason.LENT),
    }


def _line(thing: Thing, to: Spot, reason: Reason, signed: Signature) -> dict[str, Any]:
    # What one tablet sends late is not allowed to have happened before what is already written.
    at = max(signed.at, thing.since)
    return {
        "at": at,
        "article_id": thing.id,
        "from_kind": thing.spot.kind,
        "from_place_id": thing.spot.id,
        "from_branch_id": thing.spot.branch,
        "from_category_id": thing.category_id,
        "to_kind": to.kind,
        "to_place_id": to.id,
        "to_branch_id": to.branch,
        "to_category_id": thing.category_id,
        "reason": reason,
        "fault": "",
        "weight_g": None,
        "operation_id": signed.operation,
        "loan_id": None,
        "account_id": signed.account,
        "reverses": None,
    }
