"""Operations: done once, however often they are sent, and answered each time alike."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, bindparam, func, insert, select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day, parse_moment
from fritidsbank.refusals import LostRace, Malformed, N_, Refusal
from fritidsbank.schema import table_of
from fritidsbank.web.access import Role
from fritidsbank.web.fields import FieldMissing, Fields, FieldWrong, as_uuid
from fritidsbank.web.models import Operation

OLDEST = timedelta(days=30)
VERSION = 1


@dataclass(eq=False)
class UnknownKind(Malformed):
    """No room has registered it."""

    kind: str

    message = N_("There is no operation called {kind}.")


@dataclass(eq=False)
class TooOld(Malformed):
    """Said to have been done more than thirty days ago."""

    message = N_("That was done more than 30 days ago. Enter it by hand on the article's page.")


@dataclass(eq=False)
class InTheFuture(Malformed):
    """Said to have been done later than it was sent."""

    message = N_("That has not happened yet. Check the clock of the tablet.")


@dataclass(eq=False)
class SameIdOtherBody(Refusal):
    """Two different acts under one id: a forgery or a fault in a program."""

    status: ClassVar[int] = 409
    message = N_("This operation was sent before with other contents. Nothing was changed.")


@dataclass(frozen=True)
class Outcome:
    """One way an operation can end: its name, its tone (out, back, look, stop), its sentence."""

    name: str
    tone: str
    message: str


@dataclass(frozen=True)
class Act:
    """Who did it, when and where, as the rooms need to know it."""

    id: str
    at: datetime
    account: int
    branch: int
    device: str | None
    home: str
    done: bool = False

    @property
    def day(self) -> date:
        """The calendar day in Sweden when it was done."""
        return local_day(self.at)


@dataclass
class Answer:
    """What an operation came to. `facts` and `before` hold ids, dates and words, never a person."""

    outcome: str
    facts: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] | None = None
    visit: str | None = None
    review: str | None = None
    refusal: Refusal | None = None

    @property
    def article(self) -> int | None:
        """The id of the article it is about, if any."""
        shown = self.facts.get("article")
        return shown["id"] if isinstance(shown, dict) else None


@dataclass(frozen=True)
class OperationKind:
    """One kind of operation, as a room registers it."""

    name: str
    act: Callable[[Session, Act, Fields], Answer]
    outcomes: tuple[Outcome, ...]
    who: Role = Role.COUNTER


@dataclass(frozen=True)
class Envelope:
    """One operation as it was sent, with everything about it known to be well formed."""

    id: str
    kind: OperationKind
    seq: int | None
    at: datetime
    sent_at: datetime
    done: bool
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Sender:
    """Where operations come from: a session at a tablet, or a file."""

    account: int
    branch: int
    device: str | None
    home: str
    secret: bytes


_table = table_of(Operation)
_STORED = select(_table.c.answer, _table.c.seal).where(_table.c.id == bindparam("id"))
_STORE = insert(_table)


def open_envelope(
    raw: object, kinds: Mapping[str, OperationKind], *, sent_at: datetime
) -> Envelope:
    """Check an operation at the door. `sent_at` is when it was sent, by the sender's clock.

    Raises FieldMissing, FieldWrong, UnknownKind, TooOld, InTheFuture.
    """
    if not isinstance(raw, dict):
        raise FieldWrong("operations")
    fields = Fields(raw)
    name = fields.text("kind")
    if name not in kinds:
        raise UnknownKind(name[:40])
    version, seq = raw.get("v", VERSION), raw.get("seq")
    if version != VERSION or isinstance(version, bool):
        raise FieldWrong("v")
    if seq is not None and (type(seq) is not int or not 0 <= seq < 2**31):
        raise FieldWrong("seq")
    at = moment(fields, "at")
    age = sent_at - at
    if age > OLDEST:
        raise TooOld
    if age < timedelta(0):
        raise InTheFuture
    return Envelope(
        id=as_uuid("id", raw.get("id")),
        kind=kinds[name],
        seq=seq,
        at=at,
        sent_at=sent_at,
        done=fields.flag("done"),
        body=raw,
    )


def moment(fields: Fields, name: str) -> datetime:
    """A moment of the envelope. Raises FieldMissing, FieldWrong."""
    if not fields.has(name):
        raise FieldMissing(name)
    try:
        return parse_moment(fields.text(name))
    except (ValueError, OverflowError):
        raise FieldWrong(name) from None


def stored_answer(db: Session, envelope: Envelope, seal: bytes) -> dict[str, Any] | None:
    """The answer of a resend, or None for something new. Raises SameIdOtherBody."""
    row = db.execute(_STORED, {"id": envelope.id}).first()
    if row is None:
        return None
    if not hmac.compare_digest(row.seal, seal):
        raise SameIdOtherBody
    return dict(row.answer)


def perform(db: Session, envelope: Envelope, sender: Sender, *, now: datetime) -> dict[str, Any]:
    """Do one operation and store its answer in the same transaction, or give the stored one.

    The caller commits. A refusal is undone and then stored. Raises SameIdOtherBody, LostRace.
    """
    seal = seal_of(envelope.body, sender.secret)
    if (stored := stored_answer(db, envelope, seal)) is not None:
        return stored
    act = Act(
        id=envelope.id,
        # A tablet's clock may be wrong, but it runs: only how long ago counts.
        at=now - (envelope.sent_at - envelope.at),
        account=sender.account,
        branch=sender.branch,
        device=sender.device,
        home=sender.home,
        done=envelope.done,
    )
    answer = _answer(db, envelope, act)
    return _store(db, envelope, act, answer, seal, now)


def seal_of(body: Mapping[str, Any], secret: bytes) -> bytes:
    """An HMAC of the body: tells a resend from a forgery without keeping what was in it."""
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.digest(secret, canonical.encode("utf-8", "surrogatepass"), hashlib.sha256)


def refused(envelope: Envelope, refusal: Refusal) -> dict[str, Any]:
    """How a refusal is answered; its facts hold no names."""
    return {
        "id": envelope.id,
        "kind": envelope.kind.name,
        "outcome": refusal.code,
        "refused": True,
        "status": refusal.status,
        **refusal.facts(),
    }


def _answer(db: Session, envelope: Envelope, act: Act) -> Answer:
    fields = Fields(envelope.body)
    try:
        return envelope.kind.act(db, act, fields)
    except LostRace:
        raise
    except Refusal as refusal:
        # The whole act is undone, then the answer is kept in a transaction of its own.
        db.rollback()
        review = refusal.code if act.done else None
        return Answer(refusal.code, refusal=refusal, review=review)


def _store(
    db: Session, envelope: Envelope, act: Act, answer: Answer, seal: bytes, now: datetime
) -> dict[str, Any]:
    said = {
        "id": envelope.id,
        "kind": envelope.kind.name,
        "outcome": answer.outcome,
        **answer.facts,
    }
    if answer.refusal is not None:
        said = refused(envelope, answer.refusal)
    db.execute(
        _STORE,
        {
            "id": envelope.id,
            "kind": envelope.kind.name,
            "v": VERSION,
            "device_id": act.device,
            "seq": envelope.seq,
            "account_id": act.account,
            "branch_id": act.branch,
            "visit_id": answer.visit,
            "article_id": answer.article,
            "at": act.at,
            "sent_at": envelope.sent_at,
            "received_at": now,
            "seal": seal,
            "answer": said,
            "before": answer.before,
            "review": answer.review,
        },
    )
    return said


def waiting_for_review(branch: int) -> tuple[ColumnElement[bool], ...]:
    """What makes an operation one that somebody must look at."""
    return (
        Operation.review.is_not(None),
        Operation.reviewed_at.is_(None),
        Operation.branch_id == branch,
    )


def count_to_review(db: Session, branch: int) -> int:
    """How many acts of a branch were done against the rules and nobody has looked at yet."""
    counted = select(func.count()).select_from(Operation).where(*waiting_for_review(branch))
    return db.scalar(counted) or 0
