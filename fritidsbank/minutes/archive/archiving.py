"""How long the papers of a group are kept, and purging them afterwards ("gallring").

Nothing is purged by itself: somebody reads what would go and repeats the number. What is left says
that there was a meeting, and by which decision its papers are gone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, delete, exists, func, select, update
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.minutes.following.matters import forget_old_stories, publish_matter
from fritidsbank.minutes.models import (
    Adjuster,
    AgendaPoint,
    Approval,
    Attendance,
    Figure,
    FollowUp,
    Group,
    Item,
    Matter,
    Meeting,
    Minutes,
    Outcome,
    PrivacyMark,
    Purge,
    Reading,
)
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import withdraw_versions
from fritidsbank.minutes.rules import MinutesState, PublishedKind
from fritidsbank.minutes.writing.recalling import recall_from_notices
from fritidsbank.refusals import N_, NotFound, Refusal
from fritidsbank.search_keys import sort_key

_KINDS = (PublishedKind.NOTICE, PublishedKind.MINUTES)
PURGED = "Gallrad"
"""The reason on the page that stays, as the archives' word is."""


@dataclass(eq=False)
class NoSuchGroupToKeep(NotFound):
    """The number leads nowhere."""

    message = N_("There is no such group.")


@dataclass(eq=False)
class AnotherNumber(Refusal):
    """What somebody has read is not what would go."""

    count: int

    message = N_("It is {count} meetings now. Read the list once more, and repeat that number.")


@dataclass(frozen=True)
class Due:
    """A meeting whose papers need not be kept any more, and how many there are."""

    id: int
    slug: str
    day: date
    versions: int
    originals: int


@dataclass(frozen=True)
class KeptGroup:
    """A group with how long its papers are kept, the years that it met in, and what is due."""

    group: Group
    years: tuple[int, ...]
    due: tuple[Due, ...]


def kept_until(day: date, years: int) -> date:
    """Counted from the end of the calendar year: a meeting of 2017 kept 5 years stays in 2022."""
    return date(day.year + years, 12, 31)


def group_to_keep(db: Session, group: int) -> Group:
    """The group with that number. Raises NoSuchGroupToKeep."""
    known = db.get(Group, group)
    if known is None:
        raise NoSuchGroupToKeep
    return known


def kept_groups(db: Session, *, today: date) -> list[KeptGroup]:
    """Every group, by name."""
    groups = sorted(db.scalars(select(Group)), key=lambda each: sort_key(each.name))
    met: dict[int, list[Due]] = {group.id: [] for group in groups}
    for group, due in _met(db, _MET):
        met[group].append(due)
    return [
        KeptGroup(
            group,
            tuple(sorted({each.day.year for each in met[group.id]}, reverse=True)),
            _due(group, met[group.id], today),
        )
        for group in groups
    ]


def due_in(db: Session, group: Group, *, today: date) -> tuple[Due, ...]:
    """What may go now, the oldest first; nothing of a group that keeps for ever."""
    of_group = [due for _, due in _met(db, _MET.where(Meeting.group_id == group.id))]
    return _due(group, of_group, today)


def purges_of(db: Session, group: Group) -> list[Purge]:
    """When something was purged, the newest first."""
    asked = select(Purge).where(Purge.group_id == group.id).order_by(Purge.id.desc())
    return list(db.scalars(asked))


def purge(db: Session, group: Group, count: int, *, by: int, now: datetime) -> Purge | None:
    """Purge what is due, if it is so many meetings. None when nothing is due any more.

    Raises AnotherNumber.
    """
    due = due_in(db, group, today=local_day(now))
    if not due:
        return None
    if len(due) != count:
        raise AnotherNumber(len(due))
    matters = _matters_of(db, [each.id for each in due])
    for each in due:
        _take_in(db, group, each, now=now)
    _delete_papers(db, [each.id for each in due], now=now)
    for matter in matters:
        publish_matter(db, matter, now=now)
    forget_old_stories(db, [matter.slug for matter in matters], now=now)
    done = Purge(
        group_id=group.id,
        at=now,
        account_id=by,
        keep_years=group.keep_years,
        decision=group.keep_decision,
        meetings=len(due),
        versions=sum(each.versions for each in due),
        originals=sum(each.originals for each in due),
    )
    db.add(done)
    db.flush()
    return done


_VERSIONS = select(func.count(Minutes.id)).where(Minutes.meeting_id == Meeting.id).scalar_subquery()
_ORIGINALS = (
    select(func.count(Reading.id)).where(Reading.meeting_id == Meeting.id).scalar_subquery()
)
_HAS_AGENDA = exists().where(AgendaPoint.meeting_id == Meeting.id)
_IS_OUT = exists().where(
    Published.kind.in_(_KINDS),
    Published.key == Group.slug + "/" + Meeting.slug,
    Published.withdrawn_at.is_(None),
)
# A meeting whose papers are gone is not asked about again.
_MET = (
    select(Meeting, _VERSIONS, _ORIGINALS)
    .join(Group, Group.id == Meeting.group_id)
    .where((_VERSIONS > 0) | (_ORIGINALS > 0) | (Meeting.place != "") | _HAS_AGENDA | _IS_OUT)
    .order_by(Meeting.starts_at, Meeting.id)
)


def _met(db: Session, asked: Select[Meeting, int, int]) -> list[tuple[int, Due]]:
    return [
        (
            meeting.group_id,
            Due(meeting.id, meeting.slug, local_day(meeting.starts_at), versions, originals),
        )
        for meeting, versions, originals in db.execute(asked)
    ]


def _due(group: Group, met: Sequence[Due], today: date) -> tuple[Due, ...]:
    years = group.keep_years
    if years is None or not group.keep_decision:
        return ()
    return tuple(each for each in met if kept_until(each.day, years) < today)


def _matters_of(db: Session, meetings: list[int]) -> Sequence[Matter]:
    asked = (
        select(Matter)
        .join(Item, Item.matter_id == Matter.id)
        .join(Minutes, Minutes.id == Item.minutes_id)
        .where(Minutes.meeting_id.in_(meetings))
        .distinct()
    )
    return db.scalars(asked).all()


def _take_in(db: Session, group: Group, due: Due, *, now: datetime) -> None:
    """Nothing of the meeting can be read any more; that it was purged can."""
    key = f"{group.slug}/{due.slug}"
    for kind in _KINDS:
        withdraw_versions(db, kind, key, PURGED, now=now)
    keys = db.scalars(_outcomes([due.id])).all()
    for outcome in keys:
        withdraw_versions(db, PublishedKind.PROPOSAL, outcome, PURGED, now=now)
    recall_from_notices(db, group, keys, PURGED, now=now)


def _delete_papers(db: Session, meetings: list[int], *, now: datetime) -> None:
    """The rows that were written, from the leaves to the root; the meeting keeps its day."""
    versions = select(Minutes.id).where(Minutes.meeting_id.in_(meetings))
    items = select(Item.id).where(Item.minutes_id.in_(versions))
    points = select(AgendaPoint.id).where(AgendaPoint.meeting_id.in_(meetings))
    # From "approved" on the database lets nothing go that was not withdrawn.
    gone = {"state": MinutesState.WITHDRAWN, "withdrawn_at": now, "withdrawn_reason": PURGED}
    bare = {"place": "", "attend": "", "reason": ""}
    keys = [*db.scalars(_outcomes(meetings))]
    for statement in (
        update(Minutes).where(Minutes.meeting_id.in_(meetings)).values(**gone),
        delete(FollowUp).where(FollowUp.outcome_key.in_(keys)),
        delete(Figure).where(Figure.item_id.in_(items)),
        delete(Outcome).where(Outcome.item_id.in_(items)),
        delete(Item).where(Item.minutes_id.in_(versions)),
        delete(Attendance).where(Attendance.minutes_id.in_(versions)),
        delete(Approval).where(Approval.minutes_id.in_(versions)),
        delete(Minutes).where(Minutes.meeting_id.in_(meetings)),
        delete(Adjuster).where(Adjuster.meeting_id.in_(meetings)),
        delete(PrivacyMark).where(PrivacyMark.meeting_id.in_(meetings)),
        delete(Reading).where(Reading.meeting_id.in_(meetings)),
        update(AgendaPoint)
        .where(AgendaPoint.carried_from_id.in_(points))
        .values(carried_from_id=None),
        delete(AgendaPoint).where(AgendaPoint.meeting_id.in_(meetings)),
        update(Meeting).where(Meeting.id.in_(meetings)).values(**bare),
    ):
        db.execute(statement, execution_options={"synchronize_session": False})
    db.expire_all()


def _outcomes(meetings: list[int]) -> Select[str]:
    return (
        select(Outcome.key)
        .join(Item, Item.id == Outcome.item_id)
        .join(Minutes, Minutes.id == Item.minutes_id)
        .where(Minutes.meeting_id.in_(meetings))
        .distinct()
    )
