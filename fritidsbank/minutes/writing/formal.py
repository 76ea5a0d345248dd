"""What formal minutes need beside their text: who approves them, and when they are posted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.minutes.deadlines import Stand, taken_down_on
from fritidsbank.minutes.meanwhile import claim
from fritidsbank.minutes.models import Adjuster, Approval, Meeting, Minutes
from fritidsbank.minutes.writing.approving import HasSigned
from fritidsbank.refusals import Malformed, N_, Refusal


@dataclass(eq=False)
class NotApprovedYet(Refusal):
    """Only minutes that were approved are posted."""

    message = N_("The minutes are not approved yet. They are posted afterwards.")


@dataclass(eq=False)
class TakenDownFirst(Malformed):
    """The last day is before the first."""

    message = N_("It would be taken down before it was posted. Look at both days.")


@dataclass(frozen=True)
class Chosen:
    """Somebody chosen to approve minutes, by account or by name. `number`: None for a new one."""

    number: int | None
    name: str
    account: int | None = None


def adjusters_of(db: Session, meeting: int) -> list[Adjuster]:
    """Who was chosen to approve the minutes of a meeting ("justerare")."""
    found = select(Adjuster).where(Adjuster.meeting_id == meeting)
    return list(db.scalars(found.order_by(Adjuster.id)))


def choose_adjusters(db: Session, meeting: Meeting, chosen: Sequence[Chosen]) -> None:
    """These and no others. Raises HasSigned, SavedAtOnce."""
    claim(db, meeting)
    stored = {each.id: each for each in adjusters_of(db, meeting.id)}
    kept = {each.number for each in chosen}
    for number, gone in stored.items():
        if number not in kept:
            _take_away(db, gone)
    for each in chosen:
        row = stored.get(each.number or 0)
        if row is None:
            row = Adjuster(meeting_id=meeting.id)
            db.add(row)
        elif (row.name, row.account_id) != (each.name, each.account):
            _refuse_signed(db, row)
        row.name, row.account_id = each.name, each.account
    db.flush()


def post(
    db: Session, minutes: Minutes, posted_on: date, until_on: date | None, kept_where: str
) -> None:
    """Note the posting ("anslag"): without a last day it hangs for three weeks and comes down.

    Raises NotApprovedYet, TakenDownFirst.
    """
    if minutes.approved_at is None:
        raise NotApprovedYet
    until_on = until_on or taken_down_on(posted_on)
    if until_on <= posted_on:
        raise TakenDownFirst
    minutes.posted_on, minutes.posted_until_on = posted_on, until_on
    minutes.kept_where = kept_where
    db.flush()


def stand_of(minutes: Minutes | None) -> Stand:
    """How far the minutes have come, for the reminders."""
    if minutes is None:
        return Stand(None)
    approved = minutes.approved_at
    return Stand(
        minutes.state,
        local_day(approved) if approved else None,
        minutes.posted_on,
        minutes.posted_until_on,
    )


def _take_away(db: Session, adjuster: Adjuster) -> None:
    _refuse_signed(db, adjuster)
    db.delete(adjuster)


def _refuse_signed(db: Session, adjuster: Adjuster) -> None:
    if db.scalar(select(Approval.id).where(Approval.adjuster_id == adjuster.id).limit(1)):
        raise HasSigned(adjuster.name)
