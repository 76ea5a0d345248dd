"""The group's page and the notice of a meeting, made into what anybody may read, and put out.

Nothing goes out by itself: a person reads the preview first, with what will change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from fritidsbank.clock import local_day
from fritidsbank.minutes.mails.subscribing import promise_mails_about
from fritidsbank.minutes.markdown import html_of, text_of
from fritidsbank.minutes.meetings import NoSuchMeeting, called_by
from fritidsbank.minutes.models import AgendaPoint, Group, Matter, Meeting, Membership
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import About, Place, put_out
from fritidsbank.minutes.rendition import (
    AgendaLine,
    GroupPage,
    GroupRef,
    NoticePage,
    OutcomeLine,
    from_json,
)
from fritidsbank.minutes.roster import member_on
from fritidsbank.minutes.rules import Numbering, PublishedKind
from fritidsbank.refusals import N_, Refusal

HOME = "/moten"


@dataclass(eq=False)
class GroupNotPublished(Refusal):
    """A notice, or minutes, lead to the page of their group, which is not there."""

    message = N_("Publish the page of the group first: this page leads there.")


@dataclass(frozen=True)
class KnownMeeting:
    """A meeting with what people know of it: its notice and the page of its group."""

    group: Group
    meeting: Meeting
    called: NoticePage | None
    group_out: GroupPage | None


def known_meeting(db: Session, meeting: int) -> KnownMeeting:
    """The meeting with that number, by one statement. Raises NoSuchMeeting."""
    notice, page = aliased(Published), aliased(Published)
    found = db.execute(
        select(Group, Meeting, notice, page)
        .join(Meeting, Meeting.group_id == Group.id)
        .outerjoin(
            notice,
            (notice.kind == PublishedKind.NOTICE)
            & (notice.key == Group.slug + "/" + Meeting.slug)
            & notice.superseded_at.is_(None),
        )
        .outerjoin(
            page,
            (page.kind == PublishedKind.GROUP)
            & (page.key == Group.slug)
            & page.superseded_at.is_(None),
        )
        .where(Meeting.id == meeting)
    ).first()
    if found is None:
        raise NoSuchMeeting
    group, one, called, out = found
    return KnownMeeting(group, one, called_by(called), published_group(out))


def group_page(group: Group, members: Sequence[Membership], *, today: date) -> GroupPage:
    """The group as anybody may read of it: its organisations, and nobody by name."""
    return GroupPage(
        slug=group.slug,
        name=group.name,
        purpose=group.purpose,
        members=tuple(each.organisation for each in members if member_on(each, today)),
        place_rule=group.place_rule,
        time_rule=group.time_rule,
        contact=group.contact,
        open_to_all=group.open_to_all,
        profile=group.profile,
        status=group.status,
        status_reason=group.status_reason,
        status_on=group.status_on,
    )


def published_group(out: Published | None) -> GroupPage | None:
    """The group's page as it is out, if it is."""
    if out is None or out.withdrawn_at is not None:
        return None
    return from_json(GroupPage, out.document)


def put_out_group(db: Session, page: GroupPage, *, now: datetime) -> Published:
    """Publish the group's page."""
    path = f"{HOME}/{page.slug}"
    words = "\n".join([page.purpose, *page.members, page.place_rule, page.time_rule])
    return put_out(
        db,
        PublishedKind.GROUP,
        page.slug,
        page,
        About(path, page.name, page.purpose, page.slug),
        [Place("", "", "group", page.name, words)],
        now=now,
    )


def notice_page(
    group: Group,
    meeting: Meeting,
    points: Sequence[AgendaPoint],
    matters: Mapping[int, Matter],
    actions: Sequence[OutcomeLine],
    called: NoticePage | None,
    *,
    now: datetime,
) -> NoticePage:
    """The notice as it would go out now. Once the meeting has begun it stays as it was called.

    One that is moved to a day to come has not begun, whenever it was to be before.
    """
    page = NoticePage(
        group=GroupRef(group.slug, group.name),
        slug=meeting.slug,
        uid=meeting.uid,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        attend_html=html_of(meeting.attend),
        attend=text_of(meeting.attend),
        open_to_all=group.open_to_all,
        contact=group.contact,
        state=meeting.state,
        reason=meeting.reason,
        moved_from_at=meeting.moved_from_at,
        agenda=tuple(
            _line(group, place, point, matters) for place, point in enumerate(points, start=1)
        ),
        actions=tuple(actions),
    )
    if called is not None and max(called.starts_at, page.starts_at) <= now:
        page = replace(page, agenda=called.agenda, actions=called.actions)
    return page


def differs(page: NoticePage, called: NoticePage | None) -> bool:
    """Whether people know something else than what is written now. Actions alone are no news."""
    return called is None or replace(page, actions=()) != replace(called, actions=())


def put_out_notice(
    db: Session, known: KnownMeeting, page: NoticePage, change_note: str, *, now: datetime
) -> Published:
    """Publish what was read before, and tell who wants to know. Raises GroupNotPublished."""
    if known.group_out is None:
        raise GroupNotPublished
    made = put_out_as_notice(db, page, change_note, now=now)
    promise_mails_about(db, made, now=now)
    return made


def put_out_as_notice(
    db: Session, page: NoticePage, change_note: str, *, now: datetime
) -> Published:
    """Publish a notice and tell nobody."""
    key = f"{page.group.slug}/{page.slug}"
    return put_out(
        db,
        PublishedKind.NOTICE,
        key,
        page,
        About(
            f"{HOME}/{key}",
            page.group.name,
            "\n".join(line.title for line in page.agenda),
            page.group.slug,
            local_day(page.starts_at),
            page.starts_at,
            page.ends_at,
        ),
        [Place("", line.label, "agenda", line.title, line.text) for line in page.agenda],
        now=now,
        change_note=change_note,
    )


def _line(
    group: Group, place: int, point: AgendaPoint, matters: Mapping[int, Matter]
) -> AgendaLine:
    matter = matters.get(point.matter_id or 0)
    return AgendaLine(
        key=point.id,
        # § are given when the minutes are approved: nobody knows yet which are left out.
        label="" if group.numbering is Numbering.NONE else f"{place}.",
        title=point.title,
        html=html_of(point.text),
        text=text_of(point.text),
        kind=point.kind,
        matter=matter.slug if matter is not None and matter.public else "",
    )
