"""Groups, meetings and minutes as they are written; nobody outside reads these tables.

What is published is a copy of its own: `published.py`.
"""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from fritidsbank.minutes.rules import (
    ApprovalMethod,
    GroupStatus,
    ItemKind,
    Mark,
    MatterState,
    MeetingState,
    MinutesState,
    Numbering,
    OutcomeKind,
    OutcomeState,
    Part,
    Profile,
)
from fritidsbank.schema import Base, Id, Instant, word


class Group(Base):
    """An open development group, or a formal one. `agenda` is the template of its meetings."""

    __tablename__ = "minutes_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    purpose: Mapped[str] = mapped_column(Text, default="")
    place_rule: Mapped[str] = mapped_column(String(300), default="")
    time_rule: Mapped[str] = mapped_column(String(300), default="")
    contact: Mapped[str] = mapped_column(String(300), default="")
    open_to_all: Mapped[bool] = mapped_column(default=True)
    profile: Mapped[Profile] = mapped_column(word(Profile), default=Profile.OPEN)
    numbering: Mapped[Numbering] = mapped_column(word(Numbering), default=Numbering.PLAIN)
    status: Mapped[GroupStatus] = mapped_column(word(GroupStatus), default=GroupStatus.ACTIVE)
    status_reason: Mapped[str] = mapped_column(String(300), default="")
    status_on: Mapped[date | None]
    agenda: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    # None: kept for ever ("bevaras"). Else so many years after the meeting, and whose decision.
    keep_years: Mapped[int | None]
    keep_decision: Mapped[str] = mapped_column(String(80), default="")
    edition: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Instant)


class Membership(Base):
    """An organisation that belongs to a group, such as Fontänhuset."""

    __tablename__ = "minutes_membership"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("minutes_group.id"), index=True)
    organisation: Mapped[str] = mapped_column(String(120))
    since_on: Mapped[date | None]
    until_on: Mapped[date | None]


class RosterPerson(Base):
    """Somebody whom a group knows by name. Shown in public only as an official who agreed."""

    __tablename__ = "minutes_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("minutes_group.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    function: Mapped[str] = mapped_column(String(120), default="")
    organisation: Mapped[str] = mapped_column(String(120), default="")
    public_official: Mapped[bool] = mapped_column(default=False)
    agreed_on: Mapped[date | None]
    left_on: Mapped[date | None]


class Series(Base):
    """When a group meets as a rule: each `every`-th week, or the `nth` weekday of a month."""

    __tablename__ = "meeting_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("minutes_group.id"), index=True)
    monthly: Mapped[bool] = mapped_column(default=True)
    every: Mapped[int] = mapped_column(default=1)
    weekday: Mapped[int]
    nth: Mapped[int] = mapped_column(default=1)
    starts: Mapped[time]
    ends: Mapped[time]
    place: Mapped[str] = mapped_column(String(200), default="")
    first_on: Mapped[date]
    until_on: Mapped[date | None]


class Meeting(Base):
    """One meeting. `slug` is its day and stays in its address, also when it is moved once known."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("group_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("minutes_group.id"))
    series_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_series.id"))
    slug: Mapped[str] = mapped_column(String(20))
    starts_at: Mapped[datetime] = mapped_column(Instant, index=True)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    place: Mapped[str] = mapped_column(String(200), default="")
    attend: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[MeetingState] = mapped_column(word(MeetingState), default=MeetingState.PLANNED)
    # Why it was moved or cancelled, and when it was to be before.
    reason: Mapped[str] = mapped_column(String(300), default="")
    moved_from_at: Mapped[datetime | None] = mapped_column(Instant)
    uid: Mapped[str] = mapped_column(Id, unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    edition: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Instant)


class AgendaPoint(Base):
    """A point of the agenda as it is planned; frozen as called when the notice is published."""

    __tablename__ = "agenda_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[ItemKind] = mapped_column(word(ItemKind), default=ItemKind.INFORMATION)
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"))
    # The point that was not finished at an earlier meeting.
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_point.id"))


class Minutes(Base):
    """One version of the minutes of a meeting. From "approved" on the database refuses changes."""

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("meeting_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[MinutesState] = mapped_column(word(MinutesState), default=MinutesState.DRAFT)
    summary: Mapped[str] = mapped_column(Text, default="")  # lättläst
    next_dates: Mapped[list[str]] = mapped_column(JSON, default=list)  # days as ISO
    change_note: Mapped[str] = mapped_column(String(300), default="")  # of a correction
    edition: Mapped[int] = mapped_column(default=1)
    attendance_edition: Mapped[int] = mapped_column(default=1)
    last_anchor: Mapped[int] = mapped_column(default=0)  # p7 was given: never again to another item
    created_at: Mapped[datetime] = mapped_column(Instant)
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_reason: Mapped[str] = mapped_column(String(300), default="")
    held: Mapped[list[str]] = mapped_column(JSON, default=list)  # when, where; none before approval
    # Of a formal group: the digital notice board ("anslag").
    posted_on: Mapped[date | None]
    posted_until_on: Mapped[date | None]
    kept_where: Mapped[str] = mapped_column(String(200), default="")


class Item(Base):
    """One item of a version. `key` and `anchor` are the same in all versions of one item."""

    __tablename__ = "minutes_item"
    __table_args__ = (UniqueConstraint("minutes_id", "anchor"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    key: Mapped[str] = mapped_column(Id, index=True)
    anchor: Mapped[str] = mapped_column(String(10))  # p3, as in .../2017-04-19#p3
    position: Mapped[int]
    number: Mapped[int | None]  # 3 in "3." or 36 in "§ 36", given when approved
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[ItemKind] = mapped_column(word(ItemKind), default=ItemKind.INFORMATION)
    text: Mapped[str] = mapped_column(Text, default="")  # Markdown, as `markdown.py` knows it
    hidden: Mapped[bool] = mapped_column(default=False)  # "publicera ej"
    agenda_point_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_point.id"))
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"), index=True)
    edition: Mapped[int] = mapped_column(default=1)


class ParagraphNumber(Base):
    """§ 36 of a group and a year: it belongs to one item, in all versions of it."""

    __tablename__ = "paragraph_number"
    __table_args__ = (UniqueConstraint("group_id", "year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("minutes_group.id"))
    year: Mapped[int]
    number: Mapped[int]
    item_key: Mapped[str] = mapped_column(Id, unique=True)


class Outcome(Base):
    """A decision, an action, a proposal or an obstacle of an item; `key` is its name for ever."""

    __tablename__ = "minutes_outcome"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("minutes_item.id"), index=True)
    key: Mapped[str] = mapped_column(Id, index=True)
    position: Mapped[int]
    kind: Mapped[OutcomeKind] = mapped_column(word(OutcomeKind))
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(120), default="")  # a function, no person
    due_on: Mapped[date | None]


class FollowUp(Base):
    """What became of an outcome: the newest line says how far it is. Lines are only added."""

    __tablename__ = "follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    outcome_key: Mapped[str] = mapped_column(Id, index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[OutcomeState] = mapped_column(word(OutcomeState))
    note: Mapped[str] = mapped_column(Text, default="")  # the answer, for everybody
    promised_on: Mapped[date | None]  # when there will be one
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("follow_up.id"))  # in its place


class Attendance(Base):
    """Who was at a meeting, or said that they could not come; or just three guests."""

    __tablename__ = "attendance"

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    position: Mapped[int]
    part: Mapped[Part] = mapped_column(word(Part), default=Part.OTHER)
    organisation: Mapped[str] = mapped_column(String(120), default="")
    function: Mapped[str] = mapped_column(String(120), default="")
    name: Mapped[str] = mapped_column(String(120), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("minutes_person.id"))
    guests: Mapped[int] = mapped_column(default=0)  # so many without a name
    absent: Mapped[bool] = mapped_column(default=False)
    came: Mapped[time | None]  # later than the others
    left: Mapped[time | None]


class Adjuster(Base):
    """Who was chosen to approve the minutes of a meeting ("justerare"): by account, or by name."""

    __tablename__ = "adjuster"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(120))


class Approval(Base):
    """A signature under one version: bound to its text by the hash."""

    __tablename__ = "approval"

    id: Mapped[int] = mapped_column(primary_key=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    adjuster_id: Mapped[int | None] = mapped_column(ForeignKey("adjuster.id"))
    method: Mapped[ApprovalMethod] = mapped_column(word(ApprovalMethod))
    signed_on: Mapped[date]
    at: Mapped[datetime] = mapped_column(Instant)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    sha256: Mapped[str] = mapped_column(String(64))


class Matter(Base):
    """A matter ("ärende") that is followed across meetings, such as the Fritidsbank itself."""

    __tablename__ = "matter"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[MatterState] = mapped_column(word(MatterState), default=MatterState.OPEN)
    awaited: Mapped[str] = mapped_column(String(200), default="")  # "Budgetbeslut", "Start v. 44"
    awaited_on: Mapped[date | None]
    public: Mapped[bool] = mapped_column(default=True)
    edition: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Instant)


class MatterEvent(Base):
    """A line in the story of a matter beside its items."""

    __tablename__ = "matter_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[MatterState] = mapped_column(word(MatterState))
    text: Mapped[str] = mapped_column(Text)


class Figure(Base):
    """Figures of the shop pinned to an item: a copy of a frozen report, with its hash."""

    __tablename__ = "pinned_figure"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("minutes_item.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(300))  # a file's name or an address
    as_of: Mapped[date]
    sha256: Mapped[str] = mapped_column(String(64))
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # [{"word": ..., "value": ...}]


class PrivacyMark(Base):
    """A person's word about something private in the minutes: shown, masked or left out.

    It holds for these very words (their hash): when they change, or what was left out stands in
    fewer places than it did, somebody looks again.
    """

    __tablename__ = "privacy_mark"
    __table_args__ = (UniqueConstraint("meeting_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    mark: Mapped[Mark] = mapped_column(word(Mark))
    places: Mapped[int] = mapped_column(default=1)  # in so many the words stood when they went out
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Instant)


class Reading(Base):
    """A document that was read in, as it came, and what was understood of it."""

    __tablename__ = "minutes_reading"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))  # pdf, docx, html, markdown, text
    sha256: Mapped[str] = mapped_column(String(64))
    original: Mapped[bytes] = mapped_column(LargeBinary)
    text: Mapped[str] = mapped_column(Text, default="")  # what was seen in it, line by line
    read: Mapped[dict[str, Any]] = mapped_column(JSON)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    reviewed_at: Mapped[datetime | None] = mapped_column(Instant)


class Purge(Base):
    """That meetings were purged ("gallrade"): by which decision, and how much."""

    __tablename__ = "minutes_purge"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("minutes_group.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    keep_years: Mapped[int]
    decision: Mapped[str] = mapped_column(String(80))
    meetings: Mapped[int]
    versions: Mapped[int]
    originals: Mapped[int]


class Subscriber(Base):
    """An address that gets mail when something is published; unconfirmed ones are soon gone."""

    __tablename__ = "minutes_subscriber"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(200))
    group_slug: Mapped[str] = mapped_column(String(60), default="")  # empty: all groups
    language: Mapped[str] = mapped_column(String(2), default="sv")
    # With the key of the installation it makes the links of this address; alone it opens nothing.
    seed: Mapped[str] = mapped_column(String(64), unique=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)


Index("ix_minutes_subscriber_address", Subscriber.address, Subscriber.group_slug)
