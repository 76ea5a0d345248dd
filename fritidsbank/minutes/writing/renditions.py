"""Minutes as anybody may read them: what they are made of, and putting them out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.minutes.calling import (
    GroupNotPublished,
    group_page,
    published_group,
    put_out_group,
)
from fritidsbank.minutes.following.matters import republish_matters_of
from fritidsbank.minutes.following.proposals import republish_proposals_of
from fritidsbank.minutes.mails.subscribing import promise_mails_about
from fritidsbank.minutes.models import (
    Approval,
    Attendance,
    Group,
    Matter,
    Meeting,
    Membership,
    Minutes,
    PrivacyMark,
    RosterPerson,
)
from fritidsbank.minutes.privacy.deciding import Marks, NamesKnown, open_hits
from fritidsbank.minutes.privacy.finding import public_places
from fritidsbank.minutes.privacy.free_texts import texts_of
from fritidsbank.minutes.privacy.masking import Mask
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import About, Place, newest, put_out
from fritidsbank.minutes.rendition import MinutesPage
from fritidsbank.minutes.roster import members_of
from fritidsbank.minutes.rules import Mark, OutcomeKind, PublishedKind
from fritidsbank.minutes.writing.approving import approve, mark_published
from fritidsbank.minutes.writing.minutes_page import Sources, masked_page, may_be_named
from fritidsbank.minutes.writing.stray_marks import (
    LeftOutHasChanged,
    left_out_places,
    stray_marks,
)
from fritidsbank.minutes.writing.text_hash import hash_of_minutes
from fritidsbank.minutes.writing.written import locked, written
from fritidsbank.refusals import N_, Refusal

LONGEST_LEAD = 300


@dataclass(eq=False)
class ReadAgain(Refusal):
    """Somebody has changed the minutes since they were looked through."""

    message = N_("The minutes have changed since you looked through them. Look once more.")


def names_known(db: Session, group: Group, minutes: Minutes | None, now: datetime) -> NamesKnown:
    """Whom a text of the group may name, and who is known and has not agreed to be named.

    Where the group meets may be said, too.
    """
    organisations = db.scalars(
        select(Membership.organisation).where(Membership.group_id == group.id)
    )
    fine, people = {group.name, *organisations}, set[str]()
    for person in db.scalars(select(RosterPerson).where(RosterPerson.group_id == group.id)):
        fine.add(person.organisation)
        (fine if may_be_named(person, local_day(now)) else people).add(person.name)
    places = [group.place_rule]
    if minutes is not None:
        places.append(db.get_one(Meeting, minutes.meeting_id).place)
        there = db.execute(
            select(Attendance.name, Attendance.organisation).where(
                Attendance.minutes_id == minutes.id
            )
        )
        for name, organisation in there:
            people.add(name)
            fine.add(organisation)
    known = people - fine - {""}
    fine |= {*public_places(places, fine - {""}, known)}
    return NamesKnown(tuple(sorted(fine - {""})), tuple(sorted(known)))


def marks_of(db: Session, meeting: Meeting) -> dict[str, Mark]:
    """What was decided about the words of a meeting."""
    rows = select(PrivacyMark.sha256, PrivacyMark.mark).where(PrivacyMark.meeting_id == meeting.id)
    return dict(db.execute(rows).all())


def sources_of(db: Session, minutes: Minutes, *, now: datetime) -> Sources:
    """All that the page of a version is made of."""
    meeting = db.get_one(Meeting, minutes.meeting_id)
    group = db.get_one(Group, meeting.group_id)
    text = written(db, minutes)
    people = db.scalars(select(RosterPerson).where(RosterPerson.group_id == group.id))
    about = {each.item.matter_id for each in text.items} - {None}
    slugs = select(Matter.id, Matter.slug).where(Matter.id.in_(about), Matter.public)
    sha256 = hash_of_minutes(text)
    stood = select(PrivacyMark.sha256, PrivacyMark.places).where(
        PrivacyMark.meeting_id == meeting.id
    )
    approvals = db.scalars(
        select(Approval).where(Approval.minutes_id == minutes.id).order_by(Approval.id)
    )
    return Sources(
        group=group,
        meeting=meeting,
        written=text,
        people={person.id: person for person in people},
        matters=dict(db.execute(slugs).all()),
        approvals=tuple(each for each in approvals if each.sha256 == sha256),
        marks=marks_of(db, meeting),
        stood=dict(db.execute(stood).all()),
        names=names_known(db, group, minutes, now),
    )


def page_for_anybody(sources: Sources, *, now: datetime) -> MinutesPage:
    """The rendition. Raises NotDecidedYet while anything private waits for a decision."""
    mask = Mask(sources.marks, sources.names)
    page = masked_page(sources, mask, today=local_day(now))
    mask.refuse_open()
    return page


def keep_marks(db: Session, meeting: Meeting, marks: Marks, *, by: int, now: datetime) -> None:
    """Keep decisions; each replaces what was decided about the same words before."""
    known = select(PrivacyMark).where(
        PrivacyMark.meeting_id == meeting.id, PrivacyMark.sha256.in_(marks)
    )
    there = {row.sha256: row for row in db.scalars(known)}
    for sha256, mark in marks.items():
        row = there.get(sha256)
        if row is None:
            row = PrivacyMark(meeting_id=meeting.id, sha256=sha256)
            db.add(row)
        elif row.mark is mark:
            continue
        row.mark, row.places, row.account_id, row.at = mark, 1, by, now
    db.flush()


def publish_minutes(
    db: Session,
    minutes: Minutes,
    marks: Marks,
    seen: str,
    *,
    by: int,
    now: datetime,
    gone: Collection[str] = (),
) -> Published:
    """Keep the decisions and put the minutes out, with all that follows of them.

    `seen` is the hash of the text that was looked through, `gone` the stray marks that somebody
    looked after. Raises ReadAgain, LeftOutHasChanged, NotDecidedYet, GroupNotPublished, and what
    `approve` raises: a formal group publishes what all who were chosen have approved.
    """
    minutes = locked(db, minutes)
    if hash_of_minutes(written(db, minutes)) != seen:
        raise ReadAgain
    meeting = db.get_one(Meeting, minutes.meeting_id)
    keep_marks(db, meeting, marks, by=by, now=now)
    approve(db, minutes, now=now)
    sources = sources_of(db, minutes, now=now)
    _forget_strays(db, sources, gone, now=now)
    _put_out_group_first(db, sources, now=now)
    made = put_out_minutes(db, page_for_anybody(sources, now=now), now=now)
    mark_published(db, minutes, now=now)
    republish_matters_of(db, minutes, now=now)
    republish_proposals_of(db, minutes, now=now)
    promise_mails_about(db, made, now=now)
    return made


def _forget_strays(db: Session, sources: Sources, gone: Collection[str], *, now: datetime) -> None:
    """Marks hold on where their words stand, be it in fewer places, and are gone where not."""
    if not stray_marks(sources, today=local_day(now)) <= {*gone}:
        raise LeftOutHasChanged
    places = left_out_places(sources, today=local_day(now))
    of_meeting = PrivacyMark.meeting_id == sources.meeting.id
    for row in db.scalars(select(PrivacyMark).where(of_meeting, PrivacyMark.sha256.in_(places))):
        row.places = places[row.sha256]
        if not row.places:
            db.delete(row)
    db.flush()


def _put_out_group_first(db: Session, sources: Sources, *, now: datetime) -> None:
    """The page leads to the group's. What is private there is for the group's own form."""
    group = sources.group
    if published_group(newest(db, PublishedKind.GROUP, group.slug)) is not None:
        return
    page = group_page(group, members_of(db, group.id), today=local_day(now))
    if open_hits(texts_of(page), sources.names.fine, {}, people=sources.names.people):
        raise GroupNotPublished
    put_out_group(db, page, now=now)


def put_out_minutes(db: Session, page: MinutesPage, *, now: datetime) -> Published:
    """A row for everybody, and its places in the search."""
    key = f"{page.group.slug}/{page.slug}"
    about = About(
        f"/moten/{key}",
        page.group.name,
        _lead(page),
        group_slug=page.group.slug,
        falls_on=local_day(page.starts_at),
        starts_at=page.starts_at,
        ends_at=page.ends_at,
    )
    return put_out(
        db,
        PublishedKind.MINUTES,
        key,
        page,
        about,
        _places(page),
        now=now,
        change_note=page.change_note,
    )


def _lead(page: MinutesPage) -> str:
    """The summary, else what was decided, else what was talked about."""
    decided = [
        line.text
        for item in page.items
        for line in item.outcomes
        if line.kind is OutcomeKind.DECISION
    ]
    titles = [item.title for item in page.items if not item.withheld]
    said = page.summary or _joined(decided, ". ") or _joined(titles, ", ")
    return said if len(said) <= LONGEST_LEAD else f"{said[: LONGEST_LEAD - 1].rstrip()}…"


def _joined(words: Iterable[str], sign: str) -> str:
    return sign.join(each.rstrip(".") for each in words)


def _places(page: MinutesPage) -> list[Place]:
    return [
        Place(
            item.anchor,
            item.label,
            item.kind.value,
            item.title,
            "\n".join(
                [part.text for part in item.paragraphs if not part.withheld]
                + [line.text for line in item.outcomes]
            ),
        )
        for item in page.items
        if not item.withheld
    ]
