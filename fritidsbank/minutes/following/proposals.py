"""What became of a proposal or an obstacle, for everybody ("vad hände med förslaget?")."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.minutes.following.matters import key_of
from fritidsbank.minutes.following.outcomes import (
    Followed,
    outcomes_in,
    steps_of,
)
from fritidsbank.minutes.models import Item, Minutes, Outcome
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import About, Place, newest, put_out, withdraw_versions
from fritidsbank.minutes.rendition import Answer, ProposalPage
from fritidsbank.minutes.rules import ANSWERED, PublishedKind
from fritidsbank.refusals import N_
from fritidsbank.web.language import say

GONE = N_("It does not stand in the minutes any more.")
LONGEST_TITLE = 200


def publish_proposal(db: Session, one: Followed, *, now: datetime) -> Published:
    """The proposal with all that was answered until now."""
    page = ProposalPage(
        key=one.line.key,
        kind=one.line.kind,
        text=one.line.text,
        group=one.group,
        raised_on=one.raised_on,
        path=one.line.path,
        answers=tuple(
            Answer(
                local_day(step.at),
                step.state,
                step.note,
                step.promised_on,
                local_day(step.corrected_at) if step.corrected_at else None,
            )
            for step in one.steps
        ),
    )
    title = one.line.text[:LONGEST_TITLE]
    notes = "\n".join(answer.note for answer in page.answers)
    return put_out(
        db,
        PublishedKind.PROPOSAL,
        page.key,
        page,
        About(f"/moten/forslag/{page.key}", title, group_slug=one.group.slug),
        [Place("", "", page.kind.value, title, notes)],
        now=now,
    )


def republish_proposals_of(db: Session, minutes: Minutes, *, now: datetime) -> int:
    """Proposals as the minutes of a meeting say them now; what they say no more is taken in.

    Called when minutes were published, corrected or withdrawn. How many there are.
    """
    row = newest(db, PublishedKind.MINUTES, key_of(db, minutes.meeting_id))
    out = [] if row is None or row.withdrawn_at else [*outcomes_in(row)]
    asked = {one.line.key: one for one in out if one.line.kind in ANSWERED}
    steps = steps_of(db, asked)
    for key, one in asked.items():
        told = Followed(one.group, one.raised_on, one.line, steps.get(key, ()))
        before = newest(db, PublishedKind.PROPOSAL, key)
        made = publish_proposal(db, told, now=now)
        if before is not None and before.id != made.id:
            take_in_former(db, key, now=now)
    _take_in(db, _ever_said(db, minutes.meeting_id) - set(asked), now=now)
    return len(asked)


def take_in_former(db: Session, key: str, *, now: datetime) -> None:
    """The words of a proposal or of its answer were corrected: the former may be what was wrong."""
    withdraw_versions(db, PublishedKind.PROPOSAL, key, "", now=now, only_superseded=True)


def _ever_said(db: Session, meeting: int) -> set[str]:
    """The keys of proposals in whatever version of a meeting's minutes."""
    asked = (
        select(Outcome.key)
        .join(Item, Item.id == Outcome.item_id)
        .join(Minutes, Minutes.id == Item.minutes_id)
        .where(Minutes.meeting_id == meeting, Outcome.kind.in_(ANSWERED))
    )
    return set(db.scalars(asked))


def _take_in(db: Session, keys: Iterable[str], *, now: datetime) -> None:
    for key in keys:
        withdraw_versions(db, PublishedKind.PROPOSAL, key, say(GONE, "sv"), now=now)
