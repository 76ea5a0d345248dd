"""Matters ("ärenden") that are followed across meetings, and their story for everybody.

The story is made of the matter's own lines and of items as they were published: what was withdrawn
or left out there is not told here either.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day, local_moment
from fritidsbank.minutes.markdown import html_of, text_of
from fritidsbank.minutes.models import (
    AgendaPoint,
    Group,
    Item,
    Matter,
    MatterEvent,
    Meeting,
    Minutes,
)
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import About, Place, put_out, withdraw_versions
from fritidsbank.minutes.rendition import ItemPage, MatterLine, MatterPage, MinutesPage, from_json
from fritidsbank.minutes.rules import MatterState, OutcomeKind, PublishedKind
from fritidsbank.minutes.slugs import slug_of
from fritidsbank.refusals import N_, NotFound, Refusal
from fritidsbank.search_keys import sort_key

UNDER_WAY = frozenset({MatterState.OPEN, MatterState.WAITING, MatterState.DECIDED})
"""What an item or a point of an agenda may still be about."""
NOON = time(12)


@dataclass(eq=False)
class NoSuchMatter(NotFound):
    """The number leads nowhere."""

    message = N_("There is no such matter.")


@dataclass(eq=False)
class SlugTaken(Refusal):
    """Two matters cannot have one address."""

    slug: str

    message = N_("Another matter has the address {slug}. Choose another one.")


@dataclass(eq=False)
class MatterChanged(Refusal):
    """Somebody else has saved the matter since it was read."""

    message = N_("Somebody else has changed this meanwhile. Look at it below, and save once more.")


@dataclass(frozen=True)
class Told:
    """What a matter is, how far it has come, and what is awaited."""

    title: str
    about: str
    state: MatterState
    awaited: str = ""
    awaited_on: date | None = None
    public: bool = True


def matters(db: Session) -> list[Matter]:
    """All of them: what is under way first, each half by name."""
    found = db.scalars(select(Matter)).all()
    return sorted(found, key=lambda each: (each.state not in UNDER_WAY, sort_key(each.title)))


def matter_choices(db: Session, chosen: int | None = None) -> list[tuple[int, str]]:
    """What an item or a point may be about, by name; always with the one that is chosen."""
    asked = (Matter.state.in_(UNDER_WAY)) | (Matter.id == chosen)
    found = db.execute(select(Matter.id, Matter.title).where(asked)).all()
    return sorted(((id_, title) for id_, title in found), key=lambda each: sort_key(each[1]))


def matter_with(db: Session, matter: int) -> Matter:
    """The matter with that number. Raises NoSuchMatter."""
    found = db.get(Matter, matter)
    if found is None:
        raise NoSuchMatter
    return found


def events_of(db: Session, matter: Matter) -> list[MatterEvent]:
    """The lines that somebody has written into its story, the earliest first."""
    asked = select(MatterEvent).where(MatterEvent.matter_id == matter.id)
    return list(db.scalars(asked.order_by(MatterEvent.at, MatterEvent.id)))


def meetings_about(db: Session, matter: Matter) -> int:
    """At how many meetings it stands on the agenda or in the minutes, published or not."""
    called = select(AgendaPoint.meeting_id).where(AgendaPoint.matter_id == matter.id)
    held = (
        select(Minutes.meeting_id)
        .join(Item, Item.minutes_id == Minutes.id)
        .where(Item.matter_id == matter.id)
    )
    return db.scalar(select(func.count()).select_from(called.union(held).subquery())) or 0


def begin_matter(db: Session, told: Told, slug: str = "", *, now: datetime) -> Matter:
    """A new matter, published if it may be. Raises NameHasNoLetters, SlugTaken."""
    slug = slug_of(slug or told.title)
    if db.scalar(select(Matter.id).where(Matter.slug == slug)):
        raise SlugTaken(slug)
    matter = Matter(slug=slug, created_at=now, **vars(told))
    db.add(matter)
    db.flush()
    publish_matter(db, matter, now=now)
    return matter


def change_matter(db: Session, matter: Matter, told: Told, *, edition: int, now: datetime) -> None:
    """What is known of it now; a new state is a line of its story. Raises MatterChanged."""
    if matter.edition != edition:
        raise MatterChanged
    if told.state is not matter.state:
        line = MatterEvent(matter_id=matter.id, at=now, state=told.state, text=told.awaited)
        db.add(line)
    for name, value in vars(told).items():
        setattr(matter, name, value)
    matter.edition += 1
    db.flush()
    publish_matter(db, matter, now=now)


def tell_of_matter(
    db: Session, matter: Matter, on: date, text: str, *, now: datetime
) -> MatterEvent:
    """A line more in its story, of that day."""
    line = MatterEvent(
        matter_id=matter.id, at=local_moment(on, NOON), state=matter.state, text=text
    )
    db.add(line)
    db.flush()
    publish_matter(db, matter, now=now)
    return line


def untell(db: Session, matter: Matter, event: int, *, now: datetime) -> None:
    """A line that was wrong is gone, also from what was published before."""
    line = db.get(MatterEvent, event)
    if line is None or line.matter_id != matter.id:
        return
    db.delete(line)
    db.flush()
    publish_matter(db, matter, now=now)
    withdraw_versions(db, PublishedKind.MATTER, matter.slug, "", now=now, only_superseded=True)


def publish_matter(db: Session, matter: Matter, *, now: datetime) -> Published | None:
    """Its story as it is now; a matter that is not for everybody is taken in."""
    if not matter.public:
        withdraw_versions(db, PublishedKind.MATTER, matter.slug, "", now=now)
        return None
    page = _page_of(db, matter)
    written = [line.text for line in page.story if not line.path]
    return put_out(
        db,
        PublishedKind.MATTER,
        matter.slug,
        page,
        About(f"/moten/arenden/{matter.slug}", matter.title, lead=matter.awaited),
        [Place("", "", "matter", matter.title, "\n".join([page.about, *written]))],
        now=now,
    )


def republish_matters_of(db: Session, minutes: Minutes, *, now: datetime) -> int:
    """Tell the stories anew when minutes were published, corrected or withdrawn. How many.

    Where something was withdrawn, what the stories said before is withdrawn with it.
    """
    asked = (
        select(Matter)
        .join(Item, Item.matter_id == Matter.id)
        .join(Minutes, Minutes.id == Item.minutes_id)
        .where(Minutes.meeting_id == minutes.meeting_id, Matter.public)
        .distinct()
    )
    about = db.scalars(asked.order_by(Matter.id)).all()
    if not about:
        return 0
    for matter in about:
        publish_matter(db, matter, now=now)
    if _was_withdrawn(db, minutes):
        forget_old_stories(db, [matter.slug for matter in about], now=now)
    return len(about)


def forget_old_stories(db: Session, slugs: Collection[str], *, now: datetime) -> None:
    """Nobody reads any more what these matters said before the newest version."""
    for slug in slugs:
        withdraw_versions(db, PublishedKind.MATTER, slug, "", now=now, only_superseded=True)


def key_of(db: Session, meeting: int) -> str:
    """Under which key the notice and the minutes of a meeting are published."""
    group, day = db.execute(
        select(Group.slug, Meeting.slug)
        .join(Meeting, Meeting.group_id == Group.id)
        .where(Meeting.id == meeting)
    ).one()
    return f"{group}/{day}"


def _was_withdrawn(db: Session, minutes: Minutes) -> bool:
    withdrawn = select(Published.id).where(
        Published.kind == PublishedKind.MINUTES,
        Published.key == key_of(db, minutes.meeting_id),
        Published.withdrawn_at.is_not(None),
    )
    return db.scalar(withdrawn.limit(1)) is not None


def _page_of(db: Session, matter: Matter) -> MatterPage:
    told = [
        MatterLine(local_day(event.at), event.text, event.state, "")
        for event in events_of(db, matter)
    ]
    story = sorted([*told, *_from_minutes(db, matter)], key=lambda line: line.on)
    return MatterPage(
        slug=matter.slug,
        title=matter.title,
        about_html=html_of(matter.about),
        about=text_of(matter.about),
        state=matter.state,
        awaited=matter.awaited,
        awaited_on=matter.awaited_on,
        story=tuple(story),
    )


def _from_minutes(db: Session, matter: Matter) -> list[MatterLine]:
    """A line for each published item: where to look is asked of the drafts, what it says is not."""
    meetings = db.execute(
        select(Group.slug, Meeting.slug)
        .join(Meeting, Meeting.group_id == Group.id)
        .join(Minutes, Minutes.meeting_id == Meeting.id)
        .join(Item, Item.minutes_id == Minutes.id)
        .where(Item.matter_id == matter.id)
        .distinct()
    )
    rows = db.scalars(
        select(Published)
        .where(
            Published.kind == PublishedKind.MINUTES,
            Published.key.in_([f"{group}/{day}" for group, day in meetings]),
            Published.superseded_at.is_(None),
            Published.withdrawn_at.is_(None),
        )
        .order_by(Published.falls_on, Published.id)
    )
    return [
        MatterLine(local_day(page.starts_at), _said(item), None, f"{row.path}#{item.anchor}")
        for row in rows
        for page in [from_json(MinutesPage, row.document)]
        for item in page.items
        if item.matter == matter.slug and not item.withheld
    ]


def _said(item: ItemPage) -> str:
    decided = [line.text for line in item.outcomes if line.kind is OutcomeKind.DECISION]
    return ". ".join([item.title.rstrip("."), *decided]) if decided else item.title
