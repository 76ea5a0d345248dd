"""Meetings: planning one, moving it, cancelling it, and how each is listed."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import uuid4

from sqlalchemy import ColumnElement, UnaryExpression, and_, delete, func, select, update
from sqlalchemy.orm import Session, aliased

from fritidsbank.clock import local_day, local_moment
from fritidsbank.minutes.meanwhile import claim
from fritidsbank.minutes.models import Adjuster, AgendaPoint, Group, Meeting, Minutes, Reading
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import newest
from fritidsbank.minutes.rendition import NoticePage, from_json
from fritidsbank.minutes.rules import WRITABLE, MeetingState, MinutesState, PublishedKind
from fritidsbank.minutes.slugs import numbered
from fritidsbank.refusals import N_, NotFound, Refusal


@dataclass(eq=False)
class NoSuchMeeting(NotFound):
    """There is no meeting with that number."""

    message = N_("There is no such meeting.")


@dataclass(eq=False)
class HasBeenHeld(Refusal):
    """There are minutes of it: it took place when it did."""

    message = N_("There are minutes of this meeting already, so it took place when it did.")


@dataclass(eq=False)
class IsWrittenDown(Refusal):
    """Its minutes are approved, and they say when and where it was."""

    message = N_(
        "The minutes of this meeting are approved, and they say when and where it was. "
        "Begin a correction of the minutes, then change it here."
    )


@dataclass(eq=False)
class IsKnown(Refusal):
    """Its notice is out, or it has papers: it can be cancelled, and its page stays."""

    message = N_(
        "People know of this meeting, or it has papers. Cancel it instead: its page stays."
    )


@dataclass(frozen=True)
class Plan:
    """When and where, and how to take part (in Markdown)."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""
    attend: str = ""

    @classmethod
    def on(cls, day: date, starts: time, ends: time, place: str = "", attend: str = "") -> "Plan":
        """By the clocks of Sweden on that day, in summer and in winter."""
        return cls(local_moment(day, starts), local_moment(day, ends), place, attend)


@dataclass(frozen=True)
class Listed:
    """A meeting as lists show it. `minutes` is the state of their newest version."""

    id: int
    group: str
    starts_at: datetime
    ends_at: datetime
    place: str
    state: MeetingState
    is_called: bool
    minutes: MinutesState | None

    @property
    def day(self) -> date:
        """Its day in Sweden."""
        return local_day(self.starts_at)


def meeting_with(db: Session, meeting: int) -> tuple[Group, Meeting]:
    """The meeting with that number and its group. Raises NoSuchMeeting."""
    found = db.execute(
        select(Group, Meeting)
        .join(Meeting, Meeting.group_id == Group.id)
        .where(Meeting.id == meeting)
    ).first()
    if found is None:
        raise NoSuchMeeting
    return found[0], found[1]


def key_of(group: Group, meeting: Meeting) -> str:
    """What its notice and its minutes are published under."""
    return f"{group.slug}/{meeting.slug}"


def notice_of(db: Session, group: Group, meeting: Meeting) -> Published | None:
    """Its notice as everybody sees it now, if it is out."""
    return newest(db, PublishedKind.NOTICE, key_of(group, meeting))


def called_by(notice: Published | None) -> NoticePage | None:
    """What the notice said, unless there is none or it was withdrawn."""
    if notice is None or notice.withdrawn_at is not None:
        return None
    return from_json(NoticePage, notice.document)


def newest_minutes(db: Session, meeting: int) -> Minutes | None:
    """The newest version of its minutes."""
    found = select(Minutes).where(Minutes.meeting_id == meeting)
    return db.scalar(found.order_by(Minutes.version.desc()).limit(1))


_later = aliased(Minutes)
NEWEST_MINUTES = and_(
    Minutes.meeting_id == Meeting.id,
    ~select(_later.id)
    .where(_later.meeting_id == Meeting.id, _later.version > Minutes.version)
    .correlate(Meeting, Minutes)
    .exists(),
)
_NOTICE = and_(
    Published.kind == PublishedKind.NOTICE,
    Published.key == Group.slug + "/" + Meeting.slug,
    Published.superseded_at.is_(None),
    Published.withdrawn_at.is_(None),
)


def listed(
    db: Session,
    *where: ColumnElement[bool],
    order: UnaryExpression[datetime],
    most: int,
    skip: int = 0,
) -> list[Listed]:
    """Meetings with their notices and minutes, by one statement."""
    rows = db.execute(
        select(Meeting, Group.name, Published.id, Minutes.state)
        .join(Group, Group.id == Meeting.group_id)
        .outerjoin(Published, _NOTICE)
        .outerjoin(Minutes, NEWEST_MINUTES)
        .where(*where)
        .order_by(order, Meeting.id)
        .limit(most)
        .offset(skip)
    )
    return [
        Listed(
            meeting.id,
            group,
            meeting.starts_at,
            meeting.ends_at,
            meeting.place,
            meeting.state,
            notice is not None,
            state,
        )
        for meeting, group, notice, state in rows
    ]


def start_of(day: date) -> datetime:
    """The first moment of a day in Sweden: what begins later that day is still to come."""
    return local_moment(day, time())


def how_many(db: Session, group: int) -> int:
    """How many meetings a group has, past and to come."""
    counted = select(func.count()).select_from(Meeting).where(Meeting.group_id == group)
    return db.scalar(counted) or 0


def free_day(db: Session, group: int, plan: Plan, *, but: Meeting | None = None) -> str:
    """What a meeting on that day is called in its address: its day, the second one with -2."""
    day = local_day(plan.starts_at).isoformat()
    there = select(Meeting.slug).where(Meeting.group_id == group, Meeting.slug.startswith(day))
    mine = {but.slug} if but else set()
    return numbered(day, set(db.scalars(there)) - mine)


def plan_meeting(
    db: Session, group: Group, plan: Plan, *, series: int | None = None, now: datetime
) -> Meeting:
    """A meeting that nobody knows of yet; the second one of a day is numbered in its address."""
    meeting = Meeting(
        group_id=group.id,
        series_id=series,
        slug=free_day(db, group.id, plan),
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        place=plan.place,
        attend=plan.attend,
        uid=str(uuid4()),
        created_at=now,
    )
    db.add(meeting)
    db.flush()
    return meeting


def change_meeting(db: Session, meeting: Meeting, plan: Plan, called: NoticePage | None) -> None:
    """Another time, place or way to take part. Its address follows its day until anything is out.

    Raises IsWrittenDown, SavedAtOnce.
    """
    claim(db, meeting)
    before = (meeting.starts_at, meeting.ends_at, meeting.place)
    if before != (plan.starts_at, plan.ends_at, plan.place):
        _refuse_written_down(db, meeting)
    if local_day(plan.starts_at) != local_day(meeting.starts_at) and not _was_out(db, meeting):
        meeting.slug = free_day(db, meeting.group_id, plan)
    meeting.starts_at, meeting.ends_at = plan.starts_at, plan.ends_at
    meeting.place, meeting.attend = plan.place, plan.attend
    if called is not None and meeting.place != called.place:
        meeting.sequence = called.sequence + 1
    db.flush()


def move_meeting(
    db: Session, meeting: Meeting, plan: Plan, reason: str, called: NoticePage | None
) -> None:
    """Another time for a meeting that people know of: it keeps its UID and its address.

    One that was cancelled takes place after all. Raises HasBeenHeld, SavedAtOnce.
    """
    _refuse_held(db, meeting)
    claim(db, meeting)
    before = called.starts_at if called else meeting.starts_at
    if before != plan.starts_at:
        meeting.moved_from_at = before
    meeting.starts_at, meeting.ends_at, meeting.place = plan.starts_at, plan.ends_at, plan.place
    meeting.state, meeting.reason = MeetingState.PLANNED, reason
    meeting.sequence = (called or meeting).sequence + 1
    db.flush()


def cancel_meeting(db: Session, meeting: Meeting, reason: str, called: NoticePage | None) -> None:
    """It will not be. It stays where it is, with the reason. Raises HasBeenHeld, SavedAtOnce."""
    _refuse_held(db, meeting)
    claim(db, meeting)
    meeting.state, meeting.reason = MeetingState.CANCELLED, reason
    meeting.sequence = (called or meeting).sequence + 1
    db.flush()


def remove_meeting(db: Session, group: Group, meeting: Meeting) -> None:
    """Take away a meeting that nobody knows of. Raises IsKnown."""
    papers = select(Reading.id).where(Reading.meeting_id == meeting.id).limit(1)
    written = select(Minutes.id).where(Minutes.meeting_id == meeting.id).limit(1)
    if notice_of(db, group, meeting) or db.scalar(papers) or db.scalar(written):
        raise IsKnown
    points = select(AgendaPoint.id).where(AgendaPoint.meeting_id == meeting.id)
    carried = update(AgendaPoint).where(AgendaPoint.carried_from_id.in_(points))
    db.execute(carried.values(carried_from_id=None))
    for table in (AgendaPoint, Adjuster):
        db.execute(delete(table).where(table.meeting_id == meeting.id))
    db.delete(meeting)
    db.flush()


def _refuse_held(db: Session, meeting: Meeting) -> None:
    if newest_minutes(db, meeting.id) is not None:
        raise HasBeenHeld


def _refuse_written_down(db: Session, meeting: Meeting) -> None:
    # Locked, since whoever signs at this moment signs when and where it was, too.
    asked = select(Minutes).where(Minutes.meeting_id == meeting.id).with_for_update()
    newest = db.scalars(asked.order_by(Minutes.version.desc()).limit(1)).first()
    if newest is not None and newest.state not in WRITABLE:
        raise IsWrittenDown


def _was_out(db: Session, meeting: Meeting) -> bool:
    """Whether its notice or its minutes ever stood at its address, withdrawn or not."""
    key = key_of(db.get_one(Group, meeting.group_id), meeting)
    kinds = (PublishedKind.NOTICE, PublishedKind.MINUTES)
    out = select(Published.id).where(Published.kind.in_(kinds), Published.key == key)
    return db.scalar(out.limit(1)) is not None
