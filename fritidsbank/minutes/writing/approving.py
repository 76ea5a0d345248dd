"""Approval ("justering"), and the day when minutes are published.

An open group approves by publishing. In a formal one each who was chosen signs the text as it
stands: the signature holds for that text alone, so that whatever is changed afterwards voids it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.minutes.models import Adjuster, Approval, Group, Meeting, Minutes
from fritidsbank.minutes.rules import ApprovalMethod, MinutesState, Profile
from fritidsbank.minutes.writing.numbering import give_numbers
from fritidsbank.minutes.writing.states import NotNow, go_to
from fritidsbank.minutes.writing.text_hash import hash_of_minutes
from fritidsbank.minutes.writing.written import Written, locked, written
from fritidsbank.refusals import Malformed, N_, Refusal
from fritidsbank.staff.models import Account, AccountKind


@dataclass(eq=False)
class NotChosen(Refusal):
    """Only those whom the meeting chose approve its minutes."""

    message = N_(
        "The meeting has chosen others to approve these minutes. Ask the secretary to add you."
    )


@dataclass(eq=False)
class ReadOnce(Refusal):
    """The text is not the one that was read."""

    message = N_("The text has changed since you read it. Read it once more, then approve it.")


@dataclass(eq=False)
class NotAllSigned(Refusal):
    """Somebody who was chosen has not approved the text as it stands now."""

    message = N_("Not everybody has approved the text as it stands now: {names}.")

    names: str


@dataclass(eq=False)
class NobodySigned(Refusal):
    """In a formal group somebody approves the minutes."""

    message = N_("Nobody has approved the minutes yet. Choose who does, or note it from paper.")


@dataclass(eq=False)
class NothingToApprove(Refusal):
    """Minutes without a single item."""

    message = N_("There is nothing in the minutes yet. Write at least one point.")


@dataclass(eq=False)
class NoSuchDay(Malformed):
    """A signature on a day before the meeting, or in days to come."""

    message = N_("The day lies before the meeting or has not come yet.")


@dataclass(eq=False)
class HasSigned(Refusal):
    """Somebody who has approved a version of the minutes stays chosen."""

    message = N_("{name} has approved minutes of this meeting already, and stays.")

    name: str


@dataclass(frozen=True)
class Signature:
    """Somebody who was chosen, and how they approved the text as it stands; None: not yet."""

    adjuster: Adjuster
    approval: Approval | None


def send_to_review(db: Session, minutes: Minutes) -> None:
    """Whoever was chosen may read and approve. Raises NotNow, NothingToApprove."""
    minutes = locked(db, minutes)
    if not written(db, minutes).items:
        raise NothingToApprove
    go_to(minutes, MinutesState.REVIEW)


def take_back_to_draft(db: Session, minutes: Minutes) -> None:
    """There is more to write. Raises NotNow."""
    go_to(locked(db, minutes), MinutesState.DRAFT)


def sign(db: Session, minutes: Minutes, account: int, sha256: str, *, now: datetime) -> Approval:
    """Approve the text that was read, signed in; the last who was chosen approves the minutes.

    Raises NotChosen, NotNow, ReadOnce.
    """
    minutes = locked(db, minutes)
    mine = [one for one in adjusters_of(db, minutes) if one.account_id == account]
    if not mine or db.get_one(Account, account).kind is not AccountKind.PERSON:
        raise NotChosen
    if minutes.state is not MinutesState.REVIEW:
        raise NotNow(minutes.state.value, MinutesState.APPROVED.value)
    text = written(db, minutes)
    if hash_of_minutes(text) != sha256:
        raise ReadOnce
    made = Approval(
        minutes_id=minutes.id,
        adjuster_id=mine[0].id,
        method=ApprovalMethod.LOGIN,
        signed_on=local_day(now),
        at=now,
        account_id=account,
        sha256=sha256,
    )
    _note(db, text, made, now=now)
    return made


def approve_on_paper(
    db: Session,
    minutes: Minutes,
    adjuster: int | None,
    signed_on: date,
    *,
    by: int,
    now: datetime,
) -> Approval:
    """The secretary notes a signature on paper: of one who was chosen, or (None) of everybody.

    Raises NotNow, NoSuchDay, NotChosen.
    """
    minutes = locked(db, minutes)
    if minutes.state is not MinutesState.REVIEW:
        raise NotNow(minutes.state.value, MinutesState.APPROVED.value)
    meeting = db.get_one(Meeting, minutes.meeting_id)
    if not local_day(meeting.starts_at) <= signed_on <= local_day(now):
        raise NoSuchDay
    if adjuster is not None and adjuster not in {one.id for one in adjusters_of(db, minutes)}:
        raise NotChosen
    text = written(db, minutes)
    made = Approval(
        minutes_id=minutes.id,
        adjuster_id=adjuster,
        method=ApprovalMethod.PAPER,
        signed_on=signed_on,
        at=now,
        account_id=by,
        sha256=hash_of_minutes(text),
    )
    _note(db, text, made, now=now)
    return made


def approve(db: Session, minutes: Minutes, *, now: datetime) -> Minutes:
    """From now on the text is frozen, and its items have their numbers.

    An open group needs no signature; in a formal one all who were chosen have signed.
    Raises NotNow, NothingToApprove, NobodySigned, NotAllSigned, NumberTaken.
    """
    minutes = locked(db, minutes)
    if minutes.state is MinutesState.APPROVED:
        return minutes
    text = written(db, minutes)
    if not text.items:
        raise NothingToApprove
    meeting = db.get_one(Meeting, minutes.meeting_id)
    group = db.get_one(Group, meeting.group_id)
    if group.profile is Profile.FORMAL:
        _refuse_unsigned(db, text)
    give_numbers(db, group, meeting, [each.item for each in text.items])
    minutes.held = [*text.held]
    go_to(minutes, MinutesState.APPROVED)
    minutes.approved_at = now
    db.flush()
    return minutes


def mark_published(db: Session, minutes: Minutes, *, now: datetime) -> None:
    """These are out now, and the version before them is corrected. Raises NotNow."""
    minutes = locked(db, minutes)
    go_to(minutes, MinutesState.PUBLISHED)
    minutes.published_at = now
    before = select(Minutes).where(
        Minutes.meeting_id == minutes.meeting_id,
        Minutes.id != minutes.id,
        Minutes.state == MinutesState.PUBLISHED,
    )
    for old in db.scalars(before):
        go_to(old, MinutesState.CORRECTED)
    db.flush()


def adjusters_of(db: Session, minutes: Minutes) -> list[Adjuster]:
    """Whom the meeting has chosen, in that order."""
    rows = select(Adjuster).where(Adjuster.meeting_id == minutes.meeting_id)
    return [*db.scalars(rows.order_by(Adjuster.id))]


def signatures(db: Session, text: Written) -> tuple[list[Signature], list[Approval]]:
    """Each who was chosen with their approval of this very text; and those for everybody."""
    rows = select(Approval).where(Approval.minutes_id == text.minutes.id).order_by(Approval.id)
    return _held(adjusters_of(db, text.minutes), db.scalars(rows), hash_of_minutes(text))


def _held(
    adjusters: Iterable[Adjuster], approvals: Iterable[Approval], sha256: str
) -> tuple[list[Signature], list[Approval]]:
    good = [approval for approval in approvals if approval.sha256 == sha256]
    by_whom = {approval.adjuster_id: approval for approval in good}
    for_all = [approval for approval in good if approval.adjuster_id is None]
    return [Signature(one, by_whom.get(one.id)) for one in adjusters], for_all


def _missing(db: Session, text: Written) -> list[str] | None:
    """Who has not signed this text yet; None when nobody at all is known to."""
    chosen, for_all = signatures(db, text)
    if for_all:
        return []
    if not chosen:
        return None
    return [each.adjuster.name for each in chosen if each.approval is None]


def _refuse_unsigned(db: Session, text: Written) -> None:
    missing = _missing(db, text)
    if missing is None:
        raise NobodySigned
    if missing:
        raise NotAllSigned(", ".join(missing))


def _note(db: Session, text: Written, made: Approval, *, now: datetime) -> None:
    db.add(made)
    db.flush()
    if _missing(db, text) == []:
        approve(db, text.minutes, now=now)
