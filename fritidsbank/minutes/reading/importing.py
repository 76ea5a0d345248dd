"""Reading in what somebody wrote elsewhere: kept as it came, looked through, and made into notes.

Nothing of it is public: what comes of it is a draft, or a meeting that nobody was called to yet.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, defer

from fritidsbank.clock import local_moment
from fritidsbank.minutes.agendas import Written, points_of, save_agenda
from fritidsbank.minutes.meetings import Plan, plan_meeting
from fritidsbank.minutes.models import Group, Item, Meeting, Membership, Minutes, Reading
from fritidsbank.minutes.reading.documents import Document
from fritidsbank.minutes.reading.labels import Label
from fritidsbank.minutes.reading.reviewing import (
    INTRODUCTION,
    USUAL_LENGTH,
    Checked,
    CheckedItem,
    Paper,
    kept,
)
from fritidsbank.minutes.rules import ItemKind, MeetingState, Part
from fritidsbank.minutes.writing.attending import Present, attendance_of, save_attendance
from fritidsbank.minutes.writing.items import (
    Frame,
    ItemText,
    OutcomeText,
    add_item,
    begin_minutes,
    remove_item,
    save_frame,
)
from fritidsbank.refusals import N_, NotFound
from fritidsbank.search_keys import search_key

if TYPE_CHECKING:
    from fritidsbank.minutes.reading.understanding import Understood

KEPT = timedelta(days=30)
"""How long a document waits for somebody to look it through."""
_PARTS = {Label.CHAIR: Part.CHAIR, Label.SECRETARY: Part.SECRETARY, Label.ADJUSTER: Part.ADJUSTER}


@dataclass(eq=False)
class NoReading(NotFound):
    """Nobody looked it through within a month, or there never was one."""

    message = N_("That document is not kept any more. Read it in once more.")


@dataclass(frozen=True)
class Sent:
    """A document as it came, and what was understood of it."""

    name: str
    original: bytes
    document: Document
    understood: "Understood"


def keep_reading(db: Session, sent: Sent, *, account: int, now: datetime) -> Reading:
    """Keep it for somebody to look through. The same document sent twice is kept once."""
    sha256 = hashlib.sha256(sent.original).hexdigest()
    waiting = select(Reading).where(Reading.sha256 == sha256, Reading.reviewed_at.is_(None))
    reading = db.scalar(waiting.order_by(Reading.id).limit(1))
    if reading is None:
        reading = Reading(sha256=sha256, original=sent.original)
        db.add(reading)
    reading.name, reading.kind = sent.name, sent.document.kind
    reading.text, reading.read = sent.document.text, kept(sent.understood)
    reading.account_id, reading.at = account, now
    db.flush()
    return reading


def reading_with(db: Session, reading: int, *, to_change: bool = False) -> Reading:
    """The document with that number, as it was understood; its bytes stay where they are.

    Raises NoReading.
    """
    wanted = select(Reading).where(Reading.id == reading).options(defer(Reading.original))
    found = db.scalar(wanted.with_for_update() if to_change else wanted)
    if found is None:
        raise NoReading
    return found


def original_of(db: Session, reading: int) -> bytes:
    """The document as it came. Raises NoReading."""
    found = db.scalar(select(Reading.original).where(Reading.id == reading))
    if found is None:
        raise NoReading
    return found


def waiting_readings(db: Session, *, most: int = 20) -> list[Reading]:
    """What nobody has looked through yet, the newest first."""
    wanted = select(Reading).where(Reading.reviewed_at.is_(None)).order_by(Reading.at.desc())
    return list(db.scalars(wanted.options(defer(Reading.original)).limit(most)))


def read_before(db: Session, reading: Reading) -> Reading | None:
    """The very same document, if notes were made of it before."""
    same = select(Reading).where(
        Reading.sha256 == reading.sha256,
        Reading.id != reading.id,
        Reading.meeting_id.is_not(None),
    )
    return db.scalar(same.options(defer(Reading.original)).order_by(Reading.id).limit(1))


def meetings_on(db: Session, group: int, day: date) -> list[Meeting]:
    """The meetings of a group on a day in Sweden, but for those that were cancelled."""
    from_at = local_moment(day, time())
    until_at = local_moment(day + timedelta(days=1), time())
    wanted = select(Meeting).where(
        Meeting.group_id == group,
        Meeting.starts_at >= from_at,
        Meeting.starts_at < until_at,
        Meeting.state == MeetingState.PLANNED,
    )
    return list(db.scalars(wanted.order_by(Meeting.starts_at, Meeting.id)))


def without_minutes(db: Session, meetings: Sequence[Meeting]) -> list[Meeting]:
    """Those whose minutes nobody has begun."""
    ids = [meeting.id for meeting in meetings]
    begun = set(db.scalars(select(Minutes.meeting_id).where(Minutes.meeting_id.in_(ids))))
    return [meeting for meeting in meetings if meeting.id not in begun]


def make_of(
    db: Session, reading: Reading, checked: Checked, meeting: Meeting | None, *, now: datetime
) -> Meeting:
    """What a person let stand becomes notes, or an agenda: of that meeting, or of a new one.

    Raises BegunAlready of a meeting that has minutes.
    """
    group = db.get_one(Group, checked.group)
    if meeting is None:
        meeting = plan_meeting(db, group, _plan(checked), now=now)
    if checked.paper is Paper.NOTICE:
        _fill_agenda(db, meeting, checked)
    else:
        _write_minutes(db, meeting, checked, now=now)
    reading.meeting_id, reading.reviewed_at = meeting.id, now
    reading.read = {**reading.read, "paper": checked.paper}
    db.flush()
    return meeting


def discard(db: Session, reading: Reading) -> None:
    """Throw away what nothing was made of."""
    if reading.meeting_id is None:
        db.execute(delete(Reading).where(Reading.id == reading.id))


def prune_readings(db: Session, *, now: datetime) -> None:
    """Throw away what nobody looked through within a month."""
    old = delete(Reading).where(Reading.reviewed_at.is_(None), Reading.at < now - KEPT)
    db.execute(old, execution_options={"synchronize_session": False})


def _plan(checked: Checked) -> Plan:
    assert checked.starts is not None
    starts_at = local_moment(checked.day, checked.starts)
    ends_at = local_moment(checked.day, checked.ends) if checked.ends else starts_at + USUAL_LENGTH
    attend = checked.intro if checked.paper is Paper.NOTICE else ""
    return Plan(starts_at, ends_at, checked.place, attend)


def _fill_agenda(db: Session, meeting: Meeting, checked: Checked) -> None:
    """Points that are there already stay as they are."""
    points = [
        Written(each.id, each.title, each.text, each.kind, each.matter_id)
        for each in points_of(db, meeting.id)
    ]
    there = {search_key(point.title) for point in points}
    points += [
        Written(None, item.title, item.text, item.kind)
        for item in checked.items
        if search_key(item.title) not in there
    ]
    save_agenda(db, meeting, points)


def _write_minutes(db: Session, meeting: Meeting, checked: Checked, *, now: datetime) -> None:
    minutes = begin_minutes(db, meeting, now=now)
    points = _points_as_begun(db, minutes)
    items = checked.items
    if checked.intro:
        items = (CheckedItem(INTRODUCTION, ItemKind.INFORMATION, checked.intro), *items)
    for item in items:
        text = ItemText(
            item.title,
            item.kind,
            _beside_outcomes(item),
            outcomes=tuple(
                OutcomeText(str(uuid4()), each.kind, each.text, each.owner)
                for each in item.outcomes
            ),
        )
        add_item(db, minutes, text, agenda_point=points.get(search_key(item.title)))
    frame = Frame(next_dates=checked.next_dates)
    save_frame(db, minutes, frame, minutes.edition)
    lines = _attendance(db, checked)
    if lines != attendance_of(db, minutes):
        save_attendance(db, minutes, lines, minutes.attendance_edition)


def _beside_outcomes(item: CheckedItem) -> str:
    """The text of an item without what a label says in it and stands below it as a decision."""
    # Loaded when first asked for, as all that reads documents.
    from fritidsbank.minutes.reading.outcomes import without_told  # noqa: PLC0415

    return without_told(item.text, {said for each in item.outcomes for said in each.read})


def _points_as_begun(db: Session, minutes: Minutes) -> dict[str, int]:
    """The points of the agenda by their titles. Their empty items go: the document has its own."""
    found: dict[str, int] = {}
    for item in list(db.scalars(select(Item).where(Item.minutes_id == minutes.id))):
        if item.agenda_point_id is not None:
            found[search_key(item.title)] = item.agenda_point_id
        remove_item(db, minutes, item.key, item.edition)
    return found


def _attendance(db: Session, checked: Checked) -> tuple[Present, ...]:
    members = select(Membership.organisation).where(Membership.group_id == checked.group)
    known = tuple(db.scalars(members))
    lines = [
        *_read_lines(checked.present, known, absent=False),
        *_read_lines(checked.absent, known, absent=True),
    ]
    for label, names in checked.officials.items():
        for official in _read_lines(names, known, absent=False):
            _give_part(lines, official, _PARTS[label])
    return tuple(lines)


def _read_lines(lines: Sequence[str], known: Sequence[str], *, absent: bool) -> list[Present]:
    # Loaded when first asked for, as all that reads documents.
    from fritidsbank.minutes.reading.attendees import attendees_in  # noqa: PLC0415

    return [
        Present(
            organisation=each.organisation[:120],
            function=each.function[:120],
            name=each.name[:120],
            guests=min(each.guests or 0, 500),
            absent=absent,
        )
        for each in attendees_in(lines, known, column=True)
    ]


def _give_part(lines: list[Present], official: Present, part: Part) -> None:
    """Whoever is on the list has it there; whoever is not is added with it."""
    for place, line in enumerate(lines):
        if line.name and search_key(line.name) == search_key(official.name) and not line.absent:
            lines[place] = replace(line, part=part if line.part is Part.OTHER else line.part)
            return
    lines.append(replace(official, part=part))
