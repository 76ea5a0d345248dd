"""What a page for anybody asks: of the published tables, and of nothing else.

The newest version of a thing is a row that nothing has taken the place of. A row that was withdrawn
says nothing any more but that, and when, and why.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import Row, and_, bindparam, case, exists, or_, select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import NotPublished
from fritidsbank.minutes.rendition import (
    GroupPage,
    MatterPage,
    MinutesPage,
    NoticePage,
    OutcomeLine,
    ProposalPage,
    SitePage,
    from_json,
)
from fritidsbank.minutes.rules import ANSWERED, MeetingState, PublishedKind
from fritidsbank.refusals import N_, NotFound
from fritidsbank.schema import table_of

T = TypeVar("T")
AnyRow: TypeAlias = Row[*tuple[Any, ...]]

SITE_KEY = "site"
"""There is one: who publishes all this."""
MOST_COMING = 30
MOST_LISTED = 40_000
"""Pages that the map of the site names; its format allows 50,000."""
PAGES: dict[PublishedKind, type[object]] = {
    PublishedKind.SITE: SitePage,
    PublishedKind.GROUP: GroupPage,
    PublishedKind.NOTICE: NoticePage,
    PublishedKind.MINUTES: MinutesPage,
    PublishedKind.MATTER: MatterPage,
    PublishedKind.PROPOSAL: ProposalPage,
}


@dataclass(eq=False)
class TakenBack(NotFound):
    """It was published and withdrawn. `path` leads to what is left of it, if anything is."""

    on: date
    reason: str
    path: str

    status = 410
    message = N_("This was taken back on {on}.")


@dataclass(frozen=True)
class Out(Generic[T]):
    """A rendition, and how it came out."""

    page: T
    path: str
    version: int
    published_at: datetime
    change_note: str


@dataclass(frozen=True)
class Edition:
    """One version of something, without what it says."""

    version: int
    published_at: datetime
    change_note: str
    is_newest: bool


@dataclass(frozen=True)
class Standing:
    """What does not hang on a day: who publishes, the groups, the matters, the proposals."""

    site: SitePage | None
    groups: tuple[GroupPage, ...] = ()
    matters: tuple[MatterPage, ...] = ()
    proposals: tuple[ProposalPage, ...] = ()


@dataclass(frozen=True)
class Held:
    """A meeting in a list: its page, its day, and whether there are minutes."""

    path: str
    falls_on: date
    has_minutes: bool
    cancelled: bool


@dataclass(frozen=True)
class Sheet:
    """All that is out about one meeting."""

    notice: Out[NoticePage] | None
    minutes: Out[MinutesPage] | None
    group: GroupPage | None


# Statements are built once, and of columns, since a page asks four or five.
_t = table_of(Published)
_ROW: tuple[Any, ...] = (
    _t.c.kind,
    _t.c.path,
    _t.c.version,
    _t.c.published_at,
    _t.c.change_note,
    _t.c.withdrawn_at,
    _t.c.withdrawn_reason,
    _t.c.document,
)
_IS_NEWEST = _t.c.superseded_at.is_(None)
_IS_OUT = and_(_IS_NEWEST, _t.c.withdrawn_at.is_(None))
_IS_SITE = and_(_t.c.kind == PublishedKind.SITE, _t.c.key == SITE_KEY)
_OF_MEETING = _t.c.kind.in_((PublishedKind.NOTICE, PublishedKind.MINUTES))
_SITE = select(*_ROW).where(_IS_OUT, _IS_SITE)
_STANDING = (
    select(*_ROW)
    .where(_IS_OUT, or_(_IS_SITE, _t.c.kind.in_(bindparam("kinds", expanding=True))))
    .order_by(_t.c.id)
)
_COMING = (
    select(*_ROW)
    .where(
        _IS_OUT,
        _t.c.kind == PublishedKind.NOTICE,
        # By the day first: there is an index for that.
        _t.c.falls_on >= bindparam("today"),
        _t.c.ends_at > bindparam("now"),
    )
    .order_by(_t.c.starts_at, _t.c.id)
    .limit(bindparam("most"))
)
_COMING_OF_GROUP = _COMING.where(_t.c.group_slug == bindparam("group"))
_NEWEST_MINUTES = (
    select(*_ROW)
    .where(_IS_OUT, _t.c.kind == PublishedKind.MINUTES)
    .order_by(_t.c.falls_on.desc(), _t.c.id.desc())
    .limit(bindparam("most"))
)
_HELD = (
    select(_t.c.kind, _t.c.path, _t.c.falls_on, _t.c.document["state"].as_string())
    .where(
        _IS_OUT,
        _t.c.group_slug == bindparam("group"),
        _OF_MEETING,
        or_(_t.c.kind == PublishedKind.MINUTES, _t.c.ends_at <= bindparam("now")),
    )
    .order_by(_t.c.falls_on.desc(), _t.c.path.desc())
)
_ONE = select(*_ROW).where(
    _IS_NEWEST,
    or_(_IS_SITE, and_(_t.c.kind == bindparam("kind"), _t.c.key == bindparam("key"))),
)
_SHEET = select(*_ROW).where(
    _IS_NEWEST,
    or_(
        _IS_SITE,
        and_(_t.c.kind == PublishedKind.GROUP, _t.c.key == bindparam("group")),
        and_(_OF_MEETING, _t.c.key == bindparam("key")),
    ),
)
_EDITIONS = (
    select(_t.c.version, _t.c.published_at, _t.c.change_note, _t.c.superseded_at)
    .where(
        _t.c.kind == PublishedKind.MINUTES,
        _t.c.key == bindparam("key"),
        _t.c.withdrawn_at.is_(None),
    )
    .order_by(_t.c.version.desc())
)
_EDITION = select(*_ROW).where(
    _t.c.kind == PublishedKind.MINUTES,
    _t.c.key == bindparam("key"),
    _t.c.version == bindparam("version"),
)
_TITLES = select(_t.c.kind, _t.c.key, _t.c.title).where(
    _IS_OUT,
    or_(
        and_(
            _t.c.kind == PublishedKind.MATTER,
            _t.c.key.in_(bindparam("matters", expanding=True)),
        ),
        and_(
            _t.c.kind == PublishedKind.PROPOSAL,
            _t.c.key.in_(bindparam("proposals", expanding=True)),
        ),
    ),
)
_taken = _t.alias("taken")
_MINUTES_TAKEN_BACK = exists().where(
    _taken.c.kind == PublishedKind.MINUTES,
    _taken.c.key == _t.c.key,
    _taken.c.superseded_at.is_(None),
    _taken.c.withdrawn_at.is_not(None),
)
_PATHS = (
    # The page of such a meeting says only that it was taken back; its notice stands beside it.
    select(
        case(
            ((_t.c.kind == PublishedKind.NOTICE) & _MINUTES_TAKEN_BACK, _t.c.path + "/kallelse"),
            else_=_t.c.path,
        ),
        _t.c.changed_at,
    )
    .where(_IS_OUT, _t.c.kind != PublishedKind.SITE)
    .order_by(_t.c.changed_at.desc(), _t.c.id.desc())
    .limit(MOST_LISTED)
)


def site_of(db: Session) -> SitePage | None:
    """Who publishes all this, if anybody has said so."""
    row = db.execute(_SITE).one_or_none()
    return from_json(SitePage, row.document) if row is not None else None


def standing(db: Session, *kinds: PublishedKind) -> Standing:
    """Who publishes, and all that is out of these kinds."""
    rows = db.execute(_STANDING, {"kinds": kinds}).all()
    sites = _pages(rows, SitePage)
    return Standing(
        sites[0] if sites else None,
        tuple(sorted(_pages(rows, GroupPage), key=lambda each: each.name.casefold())),
        _pages(rows, MatterPage),
        _pages(rows, ProposalPage),
    )


def coming(
    db: Session, now: datetime, group: str = "", *, most: int = MOST_COMING
) -> list[Out[NoticePage]]:
    """Meetings that are not over, the next one first; the cancelled ones among them."""
    asked: dict[str, object] = {"today": local_day(now), "now": now, "most": most}
    if group:
        rows = db.execute(_COMING_OF_GROUP, asked | {"group": group})
    else:
        rows = db.execute(_COMING, asked)
    return [_out(row, NoticePage) for row in rows]


def newest_minutes(db: Session, most: int) -> list[Out[MinutesPage]]:
    """The minutes of the latest meetings."""
    return [_out(row, MinutesPage) for row in db.execute(_NEWEST_MINUTES, {"most": most})]


def held(db: Session, group: str, now: datetime) -> list[Held]:
    """The meetings of a group that are over, the latest first."""
    known: dict[str, Held] = {}
    for kind, path, falls_on, state in db.execute(_HELD, {"group": group, "now": now}):
        before = known.get(path, Held(path, falls_on, has_minutes=False, cancelled=False))
        known[path] = Held(
            path,
            falls_on,
            has_minutes=before.has_minutes or kind is PublishedKind.MINUTES,
            cancelled=before.cancelled or state == MeetingState.CANCELLED,
        )
    return list(known.values())


def sheet_of(db: Session, group: str, day: str) -> tuple[SitePage | None, Sheet]:
    """All that is out about one meeting. Raises NotPublished, TakenBack."""
    asked = {"group": group, "key": f"{group}/{day}"}
    rows: dict[PublishedKind, AnyRow] = {row.kind: row for row in db.execute(_SHEET, asked)}
    notice, minutes = rows.get(PublishedKind.NOTICE), rows.get(PublishedKind.MINUTES)
    if minutes is not None and minutes.withdrawn_at is not None:
        raise _taken_back(minutes, left=f"{minutes.path}/kallelse" if _stands(notice) else "")
    if minutes is None and (notice is None or notice.withdrawn_at is not None):
        raise _taken_back(notice) if notice is not None else NotPublished
    about = rows.get(PublishedKind.GROUP)
    sheet = Sheet(
        _out(notice, NoticePage) if notice is not None and _stands(notice) else None,
        _out(minutes, MinutesPage) if minutes is not None else None,
        from_json(GroupPage, about.document) if about is not None and _stands(about) else None,
    )
    return _site_in(rows), sheet


def notice_of(db: Session, group: str, day: str) -> tuple[SitePage | None, Out[NoticePage]]:
    """A meeting as it was called. Raises NotPublished, TakenBack."""
    return _one(db, PublishedKind.NOTICE, f"{group}/{day}", NoticePage)


def group_of(db: Session, slug: str) -> tuple[SitePage | None, Out[GroupPage]]:
    """A group's own page. Raises NotPublished, TakenBack."""
    return _one(db, PublishedKind.GROUP, slug, GroupPage)


def matter_of(db: Session, slug: str) -> tuple[SitePage | None, Out[MatterPage]]:
    """A matter and its story. Raises NotPublished, TakenBack."""
    return _one(db, PublishedKind.MATTER, slug, MatterPage)


def proposal_of(db: Session, key: str) -> tuple[SitePage | None, Out[ProposalPage]]:
    """A proposal or an obstacle with its answers. Raises NotPublished, TakenBack."""
    return _one(db, PublishedKind.PROPOSAL, key, ProposalPage)


def editions_of(db: Session, group: str, day: str) -> list[Edition]:
    """Every version of the minutes of a meeting that can be read, the newest first."""
    return [
        Edition(version, at, note, is_newest=superseded is None)
        for version, at, note, superseded in db.execute(_EDITIONS, {"key": f"{group}/{day}"})
    ]


def edition(db: Session, group: str, day: str, version: int) -> Out[MinutesPage]:
    """The minutes as they were in a version. Raises NotPublished, TakenBack."""
    asked = {"key": f"{group}/{day}", "version": version}
    row = db.execute(_EDITION, asked).one_or_none()
    if row is None:
        raise NotPublished
    if row.withdrawn_at is not None:
        raise _taken_back(row)
    return _out(row, MinutesPage)


def titles_of(
    db: Session, matters: Iterable[str], outcomes: Iterable[OutcomeLine]
) -> dict[PublishedKind, dict[str, str]]:
    """Those of these matters, and of what came of items, that have a page; with their titles.

    Nothing is asked about none, since whoever comes first waits for every statement.
    """
    found: dict[PublishedKind, dict[str, str]] = {
        PublishedKind.MATTER: {},
        PublishedKind.PROPOSAL: {},
    }
    asked = {
        "matters": [*matters],
        "proposals": [each.key for each in outcomes if each.kind in ANSWERED],
    }
    if not any(asked.values()):
        return found
    for kind, key, title in db.execute(_TITLES, asked):
        found[kind][key] = title
    return found


def all_paths(db: Session) -> Sequence[tuple[str, datetime]]:
    """Every page that there is, with the moment when it last changed, the latest first."""
    latest: dict[str, datetime] = {}
    for path, changed_at in db.execute(_PATHS):
        latest.setdefault(path, changed_at)
    return list(latest.items())


def _one(
    db: Session, kind: PublishedKind, key: str, page: type[T]
) -> tuple[SitePage | None, Out[T]]:
    rows = {row.kind: row for row in db.execute(_ONE, {"kind": kind, "key": key})}
    row = rows.get(kind)
    if row is None:
        raise NotPublished
    if row.withdrawn_at is not None:
        raise _taken_back(row)
    return _site_in(rows), _out(row, page)


def _site_in(rows: dict[PublishedKind, AnyRow]) -> SitePage | None:
    row = rows.get(PublishedKind.SITE)
    return from_json(SitePage, row.document) if row is not None and _stands(row) else None


def _stands(row: AnyRow | None) -> bool:
    return row is not None and row.withdrawn_at is None


def _taken_back(row: AnyRow, left: str = "") -> TakenBack:
    return TakenBack(local_day(row.withdrawn_at), row.withdrawn_reason, left)


def _pages(rows: Sequence[AnyRow], page: type[T]) -> tuple[T, ...]:
    return tuple(from_json(page, row.document) for row in rows if PAGES[row.kind] is page)


def _out(row: AnyRow, page: type[T]) -> Out[T]:
    read = from_json(page, row.document)
    return Out(read, row.path, row.version, row.published_at, row.change_note)
