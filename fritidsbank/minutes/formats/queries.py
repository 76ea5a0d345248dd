"""What papers, calendars and feeds ask: of the published tables, and of nothing else."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.minutes.public.queries import TakenBack
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import NotPublished
from fritidsbank.minutes.rendition import GroupPage, NoticePage, from_json
from fritidsbank.minutes.rules import PublishedKind

MEETINGS = (PublishedKind.NOTICE, PublishedKind.MINUTES)


@dataclass(frozen=True)
class Held:
    """A meeting of which only minutes are out, as far as a calendar asks."""

    uid: str
    group: str
    place: str
    starts_at: datetime
    ends_at: datetime
    path: str
    published_at: datetime


@dataclass(frozen=True)
class Called:
    """A meeting with its notice."""

    notice: NoticePage
    path: str
    published_at: datetime


@dataclass(frozen=True)
class Event:
    """One version of a notice or of minutes, as a feed tells it; withdrawn ones say no more."""

    id: int
    kind: PublishedKind
    key: str
    version: int
    path: str
    group: str
    falls_on: date | None
    lead: str
    change_note: str
    published_at: datetime
    superseded_at: datetime | None
    withdrawn_at: datetime | None


_NEWEST = Published.superseded_at.is_(None)
_OUT = and_(_NEWEST, Published.withdrawn_at.is_(None))


def paper_row(db: Session, group: str, day: str) -> Published:
    """The newest minutes of a meeting; its notice, where there are none yet.

    Raises NotPublished, TakenBack.
    """
    key = f"{group}/{day}"
    rows = db.scalars(
        select(Published).where(Published.kind.in_(MEETINGS), Published.key == key, _NEWEST)
    ).all()
    return _still_out(
        min(rows, key=lambda row: row.kind is not PublishedKind.MINUTES, default=None)
    )


def notice_row(db: Session, group: str, day: str) -> Published:
    """The notice of a meeting. Raises NotPublished, TakenBack."""
    asked = select(Published).where(_of(PublishedKind.NOTICE, group, day), _NEWEST)
    return _still_out(db.scalar(asked))


def version_row(db: Session, group: str, day: str, version: int) -> Published:
    """One version of the minutes of a meeting. Raises NotPublished, TakenBack."""
    is_it = and_(_of(PublishedKind.MINUTES, group, day), Published.version == version)
    return _still_out(db.scalar(select(Published).where(is_it)))


def group_out(db: Session, slug: str) -> GroupPage:
    """A group. Raises NotPublished, TakenBack."""
    is_it = and_(Published.kind == PublishedKind.GROUP, Published.key == slug)
    row = _still_out(db.scalar(select(Published).where(is_it, _NEWEST)))
    return from_json(GroupPage, row.document)


def meetings_of_calendar(
    db: Session, since: date | None, group: str = "", day: str = ""
) -> tuple[list[Called], list[Held]]:
    """All meetings from that day on, those without a notice apart."""
    order = Published.starts_at, Published.key
    notices = select(Published).where(_listed(PublishedKind.NOTICE, since, group, day))
    called = [
        Called(from_json(NoticePage, row.document), row.path, row.published_at)
        for row in db.scalars(notices.order_by(*order))
    ]
    document = Published.document
    minutes = select(
        document["uid"].as_string(),
        document["group"]["name"].as_string(),
        document["place"].as_string(),
        Published.starts_at,
        Published.ends_at,
        Published.path,
        Published.published_at,
    ).where(_listed(PublishedKind.MINUTES, since, group, day))
    known = {each.notice.uid for each in called}
    held = [Held(*row) for row in db.execute(minutes.order_by(*order))]
    return called, [each for each in held if each.uid not in known]


def events(db: Session, most: int, group: str = "") -> list[Event]:
    """What was published, corrected and withdrawn, the latest first."""
    name = Published.document["group"]["name"].as_string()
    asked = (
        select(
            Published.id,
            Published.kind,
            Published.key,
            Published.version,
            Published.path,
            name,
            Published.falls_on,
            Published.lead,
            Published.change_note,
            Published.published_at,
            Published.superseded_at,
            Published.withdrawn_at,
        )
        .where(Published.kind.in_(MEETINGS))
        .order_by(Published.changed_at.desc(), Published.id.desc())
        .limit(most)
    )
    if group:
        asked = asked.where(Published.group_slug == group)
    return [Event(*row) for row in db.execute(asked)]


def _of(kind: PublishedKind, group: str, day: str) -> ColumnElement[bool]:
    return and_(Published.kind == kind, Published.key == f"{group}/{day}")


def _still_out(row: Published | None) -> Published:
    if row is None:
        raise NotPublished
    if row.withdrawn_at is not None:
        raise TakenBack(local_day(row.withdrawn_at), row.withdrawn_reason, "")
    return row


def _listed(kind: PublishedKind, since: date | None, group: str, day: str) -> ColumnElement[bool]:
    wanted = [_OUT, Published.kind == kind]
    if since:
        wanted.append(Published.falls_on >= since)
    if group:
        wanted.append(Published.group_slug == group)
    if day:
        wanted.append(Published.key == f"{group}/{day}")
    return and_(*wanted)
