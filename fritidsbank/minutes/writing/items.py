"""Writing minutes: begun from the agenda, point by point, by several people at once.

Whoever saves names the edition that was read. What somebody else has saved since is never
overwritten: `WrittenMeanwhile` says so, and the page shows both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from fritidsbank.minutes.models import AgendaPoint, Figure, Item, Meeting, Minutes, Outcome
from fritidsbank.minutes.rules import ItemKind, MeetingState, OutcomeKind
from fritidsbank.minutes.writing.states import refuse_frozen
from fritidsbank.minutes.writing.written import items_of, locked
from fritidsbank.refusals import N_, Refusal


@dataclass(eq=False)
class WrittenMeanwhile(Refusal):
    """Somebody else has saved since this was read."""

    message = N_("Somebody else has written here meanwhile. Look at both texts; nothing is lost.")


@dataclass(eq=False)
class Removed(Refusal):
    """Somebody else has removed the point."""

    message = N_("Somebody has removed this point meanwhile. What you wrote is still here.")


@dataclass(eq=False)
class BegunAlready(Refusal):
    """The minutes of the meeting are being written, or were."""

    message = N_("The minutes of this meeting are begun already.")


@dataclass(eq=False)
class NoMeeting(Refusal):
    """A meeting that was cancelled has no minutes."""

    message = N_("The meeting was cancelled, so there are no minutes of it.")


@dataclass(frozen=True)
class OutcomeText:
    """What came of an item, as it was written; without a key it is new.

    `owner` is a function, no person.
    """

    key: str
    kind: OutcomeKind
    text: str
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class ItemText:
    """All of an item that is written by hand."""

    title: str
    kind: ItemKind = ItemKind.INFORMATION
    text: str = ""
    matter_id: int | None = None
    hidden: bool = False
    outcomes: tuple[OutcomeText, ...] = ()


@dataclass(frozen=True)
class Frame:
    """What is written around the items: a summary in plain words, the next days, the change."""

    summary: str = ""
    next_dates: tuple[date, ...] = ()
    change_note: str = ""


def begin_minutes(db: Session, meeting: Meeting, *, now: datetime) -> Minutes:
    """The first version, with an item for each point of the agenda.

    Raises NoMeeting, BegunAlready.
    """
    if meeting.state is MeetingState.CANCELLED:
        raise NoMeeting
    if db.scalar(select(Minutes.id).where(Minutes.meeting_id == meeting.id).limit(1)):
        raise BegunAlready
    minutes = Minutes(meeting_id=meeting.id, created_at=now)
    db.add(minutes)
    db.flush()
    points = select(AgendaPoint).where(AgendaPoint.meeting_id == meeting.id)
    for point in db.scalars(points.order_by(AgendaPoint.position, AgendaPoint.id)):
        asked = ItemText(point.title, point.kind, point.text, point.matter_id)
        add_item(db, minutes, asked, agenda_point=point.id)
    return minutes


def add_item(
    db: Session,
    minutes: Minutes,
    text: ItemText,
    *,
    agenda_point: int | None = None,
    number: int | None = None,
) -> Item:
    """One more item, at the end. A `number` is one that older minutes bear already ("§ 36").

    Raises Frozen.
    """
    minutes = locked(db, minutes)
    refuse_frozen(minutes)
    position = db.scalar(select(func.max(Item.position)).where(Item.minutes_id == minutes.id))
    item = Item(
        minutes_id=minutes.id,
        key=str(uuid4()),
        anchor=_next_anchor(db, minutes),
        position=(position or 0) + 1,
        number=number,
        title=text.title,
        agenda_point_id=agenda_point,
        edition=0,
    )
    db.add(item)
    db.flush()
    _write(db, item, text)
    return item


def save_item(db: Session, minutes: Minutes, key: str, text: ItemText, edition: int) -> Item:
    """Write an item anew. The same text sent twice is saved once.

    Raises Frozen, Removed, WrittenMeanwhile.
    """
    item = item_of(db, locked(db, minutes), key)
    refuse_frozen(minutes)
    if text == text_of_item(db, item):
        return item
    if item.edition != edition:
        raise WrittenMeanwhile
    _write(db, item, text)
    return item


def remove_item(db: Session, minutes: Minutes, key: str, edition: int) -> None:
    """Take an item away; its anchor is not given again.

    Raises Frozen, Removed, WrittenMeanwhile.
    """
    item = item_of(db, locked(db, minutes), key)
    refuse_frozen(minutes)
    if item.edition != edition:
        raise WrittenMeanwhile
    db.execute(delete(Figure).where(Figure.item_id == item.id))
    db.execute(delete(Outcome).where(Outcome.item_id == item.id))
    db.delete(item)
    db.flush()
    _place(db, list(db.scalars(items_of(minutes))))


def move_item(db: Session, minutes: Minutes, key: str, steps: int) -> None:
    """So many steps down, or up when it is less than nothing. Raises Frozen, Removed."""
    item = item_of(db, locked(db, minutes), key)
    refuse_frozen(minutes)
    order = list(db.scalars(items_of(minutes)))
    before = order.index(item)
    order.insert(max(0, before + steps), order.pop(before))
    _place(db, order)


def save_frame(db: Session, minutes: Minutes, frame: Frame, edition: int) -> Minutes:
    """Write the summary, the next days and the change note. Raises Frozen, WrittenMeanwhile."""
    minutes = locked(db, minutes)
    refuse_frozen(minutes)
    if frame == frame_of(minutes):
        return minutes
    if minutes.edition != edition:
        raise WrittenMeanwhile
    minutes.summary = frame.summary
    minutes.next_dates = [day.isoformat() for day in frame.next_dates]
    minutes.change_note = frame.change_note
    minutes.edition += 1
    db.flush()
    return minutes


def item_of(db: Session, minutes: Minutes, key: str) -> Item:
    """The item of this version as it is now. Raises Removed."""
    item = db.scalar(items_of(minutes).where(Item.key == key))
    if item is None:
        raise Removed
    return item


def text_of_item(db: Session, item: Item) -> ItemText:
    """What is written in an item now."""
    rows = select(Outcome).where(Outcome.item_id == item.id)
    return ItemText(
        item.title,
        item.kind,
        item.text,
        item.matter_id,
        item.hidden,
        outcome_texts(db.scalars(rows.order_by(Outcome.position, Outcome.id))),
    )


def outcome_texts(outcomes: Iterable[Outcome]) -> tuple[OutcomeText, ...]:
    """Outcomes as they were written."""
    return tuple(
        OutcomeText(each.key, each.kind, each.text, each.owner, each.due_on) for each in outcomes
    )


def frame_of(minutes: Minutes) -> Frame:
    """What is written around the items now."""
    days = tuple(date.fromisoformat(day) for day in minutes.next_dates)
    return Frame(minutes.summary, days, minutes.change_note)


def _write(db: Session, item: Item, text: ItemText) -> None:
    item.title, item.kind, item.text = text.title, text.kind, text.text
    item.matter_id, item.hidden = text.matter_id, text.hidden
    item.edition += 1
    db.execute(delete(Outcome).where(Outcome.item_id == item.id))
    db.add_all(
        Outcome(
            item_id=item.id,
            key=outcome.key or str(uuid4()),
            position=position,
            kind=outcome.kind,
            text=outcome.text,
            owner=outcome.owner,
            due_on=outcome.due_on,
        )
        for position, outcome in enumerate(text.outcomes, start=1)
    )
    db.flush()


def _next_anchor(db: Session, minutes: Minutes) -> str:
    """p1, p2 and so on; what was given once in a version is not given to another item."""
    there = db.scalars(select(Item.anchor).where(Item.minutes_id == minutes.id))
    last = max([minutes.last_anchor, *(int(anchor[1:]) for anchor in there)])
    minutes.last_anchor = last + 1
    return f"p{last + 1}"


def _place(db: Session, order: list[Item]) -> None:
    for position, item in enumerate(order, start=1):
        item.position = position
    db.flush()
