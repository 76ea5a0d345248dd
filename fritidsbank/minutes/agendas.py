"""The agenda of a meeting: from the group's template, and what is carried over from before."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, or_, select, union
from sqlalchemy.orm import Session

from fritidsbank.minutes.meanwhile import claim
from fritidsbank.minutes.models import AgendaPoint, Group, Item, Matter, Meeting, Minutes
from fritidsbank.minutes.rules import ItemKind, MatterState, MeetingState
from fritidsbank.refusals import N_, Refusal
from fritidsbank.search_keys import search_key

FOLLOWED = (MatterState.OPEN, MatterState.WAITING)
"""Matters that are on every agenda of the groups that deal with them."""


@dataclass(eq=False)
class WasDealtWith(Refusal):
    """The minutes have an item that came of it."""

    title: str

    message = N_("“{title}” stands in the minutes already, so it stays on the agenda.")


@dataclass(frozen=True)
class Written:
    """A point as it is written. `number` is None for a new one."""

    number: int | None
    title: str
    text: str = ""
    kind: ItemKind = ItemKind.INFORMATION
    matter: int | None = None
    carried_from: int | None = None


@dataclass(frozen=True)
class TemplatePoint:
    """A point of every meeting of a group. `last`: it stands behind what is carried over."""

    title: str
    text: str = ""
    kind: ItemKind = ItemKind.INFORMATION
    last: bool = False


def template_of(group: Group) -> list[TemplatePoint]:
    """The points that every meeting of the group has."""
    return [
        TemplatePoint(
            str(each["title"]),
            str(each.get("text", "")),
            ItemKind(each.get("kind", ItemKind.INFORMATION)),
            bool(each.get("last")),
        )
        for each in group.agenda
    ]


def set_template(db: Session, group: Group, points: Sequence[TemplatePoint]) -> None:
    """Other points from the next meeting on. Raises SavedAtOnce."""
    claim(db, group)
    group.agenda = [
        {"title": each.title, "text": each.text, "kind": each.kind.value, "last": each.last}
        for each in points
    ]
    db.flush()


def points_of(db: Session, meeting: int) -> list[AgendaPoint]:
    """The agenda as it is planned, in its order."""
    found = select(AgendaPoint).where(AgendaPoint.meeting_id == meeting)
    return list(db.scalars(found.order_by(AgendaPoint.position, AgendaPoint.id)))


def agenda_of(db: Session, meeting: int) -> tuple[list[AgendaPoint], dict[int, Matter]]:
    """The same with the matters that its points are about, by one statement."""
    rows = db.execute(
        select(AgendaPoint, Matter)
        .outerjoin(Matter, Matter.id == AgendaPoint.matter_id)
        .where(AgendaPoint.meeting_id == meeting)
        .order_by(AgendaPoint.position, AgendaPoint.id)
    ).all()
    linked = filter(None, (matter for _, matter in rows))
    return [point for point, _ in rows], {matter.id: matter for matter in linked}


def draft_agenda(db: Session, group: Group, meeting: Meeting) -> None:
    """The template of the group, with all that is carried over before its last points."""
    template = template_of(group)
    usual = [Written(None, each.title, each.text, each.kind) for each in template if not each.last]
    last = [Written(None, each.title, each.text, each.kind) for each in template if each.last]
    _put(db, meeting, [*usual, *to_carry(db, group, meeting, ()), *last])


def to_carry(
    db: Session, group: Group, meeting: Meeting, there: Sequence[AgendaPoint]
) -> list[Written]:
    """What was left over last time, then open matters of the group; not what is there already.

    Left over is what was called and is in no item of the minutes; all of it, if the meeting was
    cancelled. Of a meeting without minutes nobody knows, so nothing is carried over from it.
    """
    usual = {search_key(each.title) for each in template_of(group)}
    left = [
        Written(None, each.title, each.text, each.kind, each.matter_id, each.id)
        for each in _left_over(db, meeting)
        if search_key(each.title) not in usual
    ]
    known = {each.matter for each in left}
    followed = [
        Written(None, each.title, kind=ItemKind.DISCUSSION, matter=each.id)
        for each in _followed(db, group.id)
        if each.id not in known
    ]
    return [each for each in (*left, *followed) if not _is_there(each, there)]


def save_agenda(db: Session, meeting: Meeting, points: Sequence[Written]) -> None:
    """The agenda in this order; a point that is not named is taken away.

    Raises WasDealtWith, SavedAtOnce.
    """
    claim(db, meeting)
    _put(db, meeting, points)


def add_point(db: Session, meeting: Meeting, point: Written) -> None:
    """One more at the end. Raises SavedAtOnce."""
    there = [
        Written(each.id, each.title, each.text, each.kind, each.matter_id)
        for each in points_of(db, meeting.id)
    ]
    save_agenda(db, meeting, [*there, point])


def _put(db: Session, meeting: Meeting, points: Sequence[Written]) -> None:
    stored = {each.id: each for each in points_of(db, meeting.id)}
    kept = {each.number for each in points}
    for gone in [each for number, each in stored.items() if number not in kept]:
        _take_away(db, gone)
    for position, written in enumerate(points, start=1):
        point = stored.get(written.number or 0)
        if point is None:
            point = AgendaPoint(meeting_id=meeting.id, carried_from_id=written.carried_from)
            db.add(point)
        point.position, point.title, point.text = position, written.title, written.text
        point.kind, point.matter_id = written.kind, written.matter
    db.flush()


def _take_away(db: Session, point: AgendaPoint) -> None:
    if db.scalar(select(Item.id).where(Item.agenda_point_id == point.id).limit(1)) is not None:
        raise WasDealtWith(point.title)
    for later in db.scalars(select(AgendaPoint).where(AgendaPoint.carried_from_id == point.id)):
        later.carried_from_id = None
    db.flush()
    db.delete(point)


def _left_over(db: Session, meeting: Meeting) -> list[AgendaPoint]:
    """Points of the last meeting before this one of which something is known."""
    has_minutes = exists().where(Minutes.meeting_id == Meeting.id)
    before = (
        select(Meeting.id)
        .where(
            Meeting.group_id == meeting.group_id,
            Meeting.starts_at < meeting.starts_at,
            or_(has_minutes, Meeting.state == MeetingState.CANCELLED),
        )
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    dealt_with = exists().where(Item.agenda_point_id == AgendaPoint.id)
    found = select(AgendaPoint).where(AgendaPoint.meeting_id == before, ~dealt_with)
    return list(db.scalars(found.order_by(AgendaPoint.position)))


def _followed(db: Session, group: int) -> list[Matter]:
    called = (
        select(AgendaPoint.matter_id).join(Meeting, Meeting.id == AgendaPoint.meeting_id)
    ).where(Meeting.group_id == group)
    held = (
        select(Item.matter_id)
        .join(Minutes, Minutes.id == Item.minutes_id)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(Meeting.group_id == group)
    )
    dealt_with = union(called, held).subquery()
    found = select(Matter).where(
        Matter.id.in_(select(dealt_with.c.matter_id)), Matter.state.in_(FOLLOWED)
    )
    return sorted(db.scalars(found), key=lambda each: search_key(each.title))


def _is_there(point: Written, there: Sequence[AgendaPoint]) -> bool:
    return any(
        (point.carried_from is not None and point.carried_from == each.carried_from_id)
        or (point.matter is not None and point.matter == each.matter_id)
        or search_key(point.title) == search_key(each.title)
        for each in there
    )
