"""Minutes that are published, with what came of their items."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.minutes.models import Group, Item, Matter, Meeting, Minutes, Outcome
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import About, Place, put_out, withdraw_versions
from fritidsbank.minutes.rendition import (
    GroupRef,
    ItemPage,
    MinutesPage,
    OutcomeLine,
    Paragraph,
)
from fritidsbank.minutes.rules import MinutesState, OutcomeKind, Profile, PublishedKind


def outcome(
    db: Session,
    minutes: Minutes,
    kind: OutcomeKind,
    text: str,
    *,
    owner: str = "Samordnaren",
    due_on: date | None = None,
    item: int = 1,
) -> str:
    """Something that came of an item (by its place); its key."""
    of = db.scalars(select(Item).where(Item.minutes_id == minutes.id, Item.position == item)).one()
    key = str(uuid4())
    made = Outcome(item_id=of.id, key=key, position=1, kind=kind, text=text)
    made.owner, made.due_on = owner, due_on
    db.add(made)
    db.flush()
    return key


def about(db: Session, minutes: Minutes, matter: Matter, *, item: int = 1) -> None:
    """An item (by its place) is about a matter."""
    of = db.scalars(select(Item).where(Item.minutes_id == minutes.id, Item.position == item)).one()
    of.matter_id = matter.id
    db.flush()


def released(
    db: Session, minutes: Minutes, *, now: datetime, without: tuple[str, ...] = ()
) -> Published:
    """The minutes as they stand, published; `without` are anchors that are withheld."""
    meeting = db.get_one(Meeting, minutes.meeting_id)
    group = db.get_one(Group, meeting.group_id)
    page = MinutesPage(
        group=GroupRef(group.slug, group.name),
        slug=meeting.slug,
        uid=meeting.uid,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        profile=Profile.OPEN,
        version=minutes.version,
        summary="",
        attendance=(),
        items=tuple(_item(db, item) for item in _items(db, minutes)),
        next_dates=(),
        approved=(),
        board=None,
        change_note=minutes.change_note,
    )
    page = replace(
        page,
        items=tuple(
            replace(item, title="", paragraphs=(), outcomes=(), withheld=True)
            if item.anchor in without
            else item
            for item in page.items
        ),
    )
    minutes.state, minutes.published_at = MinutesState.PUBLISHED, now
    db.flush()
    day = local_day(meeting.starts_at)
    key = f"{group.slug}/{meeting.slug}"
    return put_out(
        db,
        PublishedKind.MINUTES,
        key,
        page,
        About(f"/moten/{key}", f"{group.name} {meeting.slug}", "", group.slug, day),
        [Place(each.anchor, each.label, each.kind.value, each.title, "") for each in page.items],
        now=now,
    )


def taken_in(db: Session, minutes: Minutes, row: Published, *, now: datetime) -> None:
    """The minutes are withdrawn."""
    minutes.state = MinutesState.WITHDRAWN
    withdraw_versions(db, PublishedKind.MINUTES, row.key, "Ett namn", now=now)


def _items(db: Session, minutes: Minutes) -> list[Item]:
    asked = select(Item).where(Item.minutes_id == minutes.id).order_by(Item.position)
    return list(db.scalars(asked))


def _item(db: Session, item: Item) -> ItemPage:
    outcomes = db.scalars(
        select(Outcome).where(Outcome.item_id == item.id).order_by(Outcome.position, Outcome.id)
    )
    matter = db.get(Matter, item.matter_id) if item.matter_id else None
    return ItemPage(
        anchor=item.anchor,
        label=f"{item.position}.",
        title=item.title,
        kind=item.kind,
        paragraphs=(Paragraph(f"{item.anchor}-1", f"<p>{item.text}</p>", item.text),),
        outcomes=tuple(
            OutcomeLine(each.key, each.kind, each.text, each.owner, each.due_on)
            for each in outcomes
        ),
        figures=(),
        matter=matter.slug if matter else "",
        agenda_key=item.agenda_point_id,
    )
