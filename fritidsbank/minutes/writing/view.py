"""What the editor's page shows: a fixed number of questions, however long the minutes are."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.minutes.following.matters import matters
from fritidsbank.minutes.markdown import html_of
from fritidsbank.minutes.meetings import meeting_with
from fritidsbank.minutes.models import (
    Approval,
    Group,
    Item,
    Meeting,
    Membership,
    Minutes,
    Outcome,
    RosterPerson,
)
from fritidsbank.minutes.rules import READABLE, WRITABLE, MinutesState, Profile
from fritidsbank.minutes.writing import correcting
from fritidsbank.minutes.writing.approving import Signature, signatures
from fritidsbank.minutes.writing.attending import Present, as_present
from fritidsbank.minutes.writing.items import Frame, ItemText, frame_of, outcome_texts
from fritidsbank.minutes.writing.written import Written, WrittenItem, versions_of, written


@dataclass(frozen=True)
class ShownItem:
    """An item as the page shows it: as it is written, or as somebody has just sent it."""

    key: str
    anchor: str
    edition: int
    text: ItemText
    html: str
    id: int
    new_key: str = field(default_factory=lambda: str(uuid4()))
    """The name of the outcome that may be written into the empty row."""


@dataclass(frozen=True)
class Sent:
    """What somebody has sent that cannot be saved as it is: it stays in its fields."""

    items: dict[str, ItemText] = field(default_factory=dict)
    lines: list[Present] | None = None
    frame: Frame | None = None


@dataclass(frozen=True)
class Editor:
    """The minutes of a meeting, with all that their page offers."""

    group: Group
    meeting: Meeting
    minutes: Minutes
    versions: list[Minutes]
    text: Written
    items: list[ShownItem]
    lines: list[Present]
    frame: Frame
    matters: list[tuple[int, str]]
    roster: list[RosterPerson]
    organisations: list[str]
    signatures: list[Signature]
    on_paper: list[Approval]
    may_be_undone: bool

    @property
    def writable(self) -> bool:
        """Whether there is something to write in."""
        return self.minutes.state in WRITABLE

    @property
    def formal(self) -> bool:
        """Whether somebody signs."""
        return self.group.profile is Profile.FORMAL

    @property
    def in_review(self) -> bool:
        return self.minutes.state is MinutesState.REVIEW

    @property
    def is_out(self) -> bool:
        """Whether an older version can be read by everybody meanwhile."""
        return any(each.state in READABLE for each in self.versions)

    @property
    def words(self) -> list[tuple[Item, int | None, tuple[Outcome, ...]]]:
        """The items as they are read: each with its number and what came of it."""
        return [(each.item, each.item.number, each.outcomes) for each in self.text.items]


def editor_of(
    db: Session, meeting: int, sent: Sent | None = None, *, now: datetime
) -> Editor | None:
    """All of it; None when nobody has begun. Raises NoSuchMeeting."""
    sent = sent or Sent()
    group, known = meeting_with(db, meeting)
    versions = versions_of(db, meeting)
    if not versions:
        return None
    minutes = versions[0]
    text = written(db, minutes)
    chosen, on_paper = signatures(db, text)
    people = select(RosterPerson).where(
        RosterPerson.group_id == group.id, RosterPerson.left_on.is_(None)
    )
    members = select(Membership.organisation).where(Membership.group_id == group.id)
    lines = sent.lines or [as_present(row) for row in text.attendance]
    there = {line.person_id for line in lines}
    return Editor(
        group=group,
        meeting=known,
        minutes=minutes,
        versions=versions,
        text=text,
        items=[_item(each, sent.items.get(each.item.key)) for each in text.items],
        lines=lines,
        frame=sent.frame or frame_of(minutes),
        matters=[(each.id, each.title) for each in matters(db)],
        roster=[one for one in db.scalars(people.order_by(RosterPerson.id)) if one.id not in there],
        organisations=sorted({*db.scalars(members)}),
        signatures=chosen,
        on_paper=on_paper,
        may_be_undone=correcting.may_be_undone(minutes, now=now),
    )


def _item(each: WrittenItem, sent: ItemText | None) -> ShownItem:
    item = each.item
    text = sent or ItemText(
        item.title,
        item.kind,
        item.text,
        item.matter_id,
        item.hidden,
        outcome_texts(each.outcomes),
    )
    return ShownItem(
        item.key,
        item.anchor,
        item.edition,
        text,
        html_of(text.text),
        item.id,
    )
