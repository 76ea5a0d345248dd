"""Groups, meetings and files as a harvester asks for them: by when they came and changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from fritidsbank.minutes.formats.queries import MEETINGS
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import NotPublished
from fritidsbank.minutes.rules import PublishedKind

Asked = TypeVarTuple("Asked")

A_PAGE = 25


@dataclass(frozen=True)
class Filters:
    """Bounds, each of them open when it is None; both ends belong to what is asked for."""

    created_since: datetime | None = None
    created_until: datetime | None = None
    modified_since: datetime | None = None
    modified_until: datetime | None = None


FILTERS = tuple(each.name for each in fields(Filters))


@dataclass(frozen=True)
class Record:
    """Something that was published: its newest row, and when it first came out."""

    row: Published
    created: datetime

    @property
    def is_out(self) -> bool:
        """Whether it can still be read."""
        return self.row.withdrawn_at is None


@dataclass(frozen=True)
class MeetingRecord:
    """All versions of the notice and of the minutes of one meeting, the oldest first."""

    group: str
    day: str
    rows: tuple[Published, ...]

    @property
    def created(self) -> datetime:
        """When the meeting was first heard of."""
        return min(row.published_at for row in self.rows)

    @property
    def modified(self) -> datetime:
        """When anything about it last changed."""
        return max(row.changed_at for row in self.rows)

    @property
    def notice(self) -> Published | None:
        """The notice, if it is out."""
        return self._newest(PublishedKind.NOTICE)

    @property
    def minutes(self) -> Published | None:
        """The newest minutes, if they are out."""
        return self._newest(PublishedKind.MINUTES)

    @property
    def older_minutes(self) -> tuple[Published, ...]:
        """Versions that were corrected and can still be read."""
        return tuple(
            row
            for row in self.rows
            if row.kind is PublishedKind.MINUTES and row.superseded_at and not row.withdrawn_at
        )

    @property
    def is_out(self) -> bool:
        """Whether anything of it can still be read."""
        return self.notice is not None or self.minutes is not None

    @property
    def lost_something(self) -> bool:
        """Whether any version was withdrawn: nobody knows any more what stood in it."""
        return any(row.withdrawn_at for row in self.rows)

    def created_of(self, kind: PublishedKind) -> datetime:
        """When the first version of its notice or minutes came out."""
        return min(row.published_at for row in self.rows if row.kind is kind)

    def _newest(self, kind: PublishedKind) -> Published | None:
        for row in self.rows:
            if row.kind is kind and row.superseded_at is None and row.withdrawn_at is None:
                return row
        return None


_first = aliased(Published)
_FIRST_OUT = (
    select(func.min(_first.published_at))
    .where(_first.kind == Published.kind, _first.key == Published.key)
    .scalar_subquery()
)
_IS_NEWEST = Published.superseded_at.is_(None)
_IS_OUT = and_(_IS_NEWEST, Published.withdrawn_at.is_(None))
_OF_MINUTES = Published.kind == PublishedKind.MINUTES
_IS_GROUP = and_(Published.kind == PublishedKind.GROUP, _IS_NEWEST)


def groups_page(db: Session, filters: Filters, page: int) -> tuple[int, list[Record]]:
    """How many groups there are, and those of one page."""
    return _records_page(db, _IS_GROUP, _FIRST_OUT, filters, page)


def files_page(db: Session, filters: Filters, page: int) -> tuple[int, list[Record]]:
    """How many papers there are, and those of one page: each notice, each version of minutes."""
    papers = or_(_OF_MINUTES, and_(Published.kind == PublishedKind.NOTICE, _IS_NEWEST))
    created = case((_OF_MINUTES, Published.published_at), else_=_FIRST_OUT)
    return _records_page(db, papers, created, filters, page)


def group_record(db: Session, slug: str) -> Record:
    """One group. Raises NotPublished."""
    asked = select(Published, _FIRST_OUT).where(_IS_GROUP, Published.key == slug)
    found = db.execute(asked).first()
    if found is None:
        raise NotPublished
    return Record(*found)


def meetings_page(
    db: Session, filters: Filters, page: int, group: str = ""
) -> tuple[int, list[MeetingRecord]]:
    """How many meetings there are, and those of one page, in the order in which they came out."""
    created = func.min(Published.published_at)
    keys = (
        select(Published.key, created)
        .where(Published.kind.in_(MEETINGS))
        .group_by(Published.key)
        .having(*_within(filters, created, func.max(Published.changed_at)))
    )
    if group:
        keys = keys.where(Published.group_slug == group)
    if filters.modified_since is None:
        keys = keys.having(func.max(case((_IS_OUT, 1), else_=0)) == 1)
    many = db.scalar(select(func.count()).select_from(keys.subquery())) or 0
    on_page = db.execute(_cut(keys.order_by(created, Published.key), page))
    rows_of: dict[str, list[Published]] = {key: [] for key, _ in on_page}
    for row in _rows_of(db, rows_of):
        rows_of[row.key].append(row)
    return many, [_meeting(key, rows) for key, rows in rows_of.items()]


def meeting_record(db: Session, group: str, day: str) -> MeetingRecord:
    """One meeting. Raises NotPublished."""
    key = f"{group}/{day}"
    rows = _rows_of(db, [key])
    if not rows:
        raise NotPublished
    return _meeting(key, rows)


def _records_page(
    db: Session,
    these: ColumnElement[bool],
    created: ColumnElement[datetime],
    filters: Filters,
    page: int,
) -> tuple[int, list[Record]]:
    wanted = [these, *_within(filters, created, Published.changed_at)]
    if filters.modified_since is None:
        wanted.append(Published.withdrawn_at.is_(None))
    many = db.scalar(select(func.count(Published.id)).where(*wanted)) or 0
    asked = select(Published, created).where(*wanted).order_by(Published.id)
    return many, [Record(*found) for found in db.execute(_cut(asked, page))]


def _within(
    filters: Filters,
    created: ColumnElement[datetime],
    modified: ColumnElement[datetime] | InstrumentedAttribute[datetime],
) -> list[ColumnElement[bool]]:
    bounds = (
        (filters.created_since, created.__ge__),
        (filters.created_until, created.__le__),
        (filters.modified_since, modified.__ge__),
        (filters.modified_until, modified.__le__),
    )
    return [compare(moment) for moment, compare in bounds if moment is not None]


def _cut(asked: Select[*Asked], page: int) -> Select[*Asked]:
    return asked.offset((page - 1) * A_PAGE).limit(A_PAGE)


def _rows_of(db: Session, keys: Iterable[str]) -> Sequence[Published]:
    asked = select(Published).where(Published.kind.in_(MEETINGS), Published.key.in_([*keys]))
    return db.scalars(asked.order_by(Published.id)).all()


def _meeting(key: str, rows: Iterable[Published]) -> MeetingRecord:
    group, day = key.split("/", 1)
    return MeetingRecord(group, day, tuple(rows))
