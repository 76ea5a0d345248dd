"""What a page for anybody asks: of the published tables, and of nothing else.

The newest version of a thing is a row that nothing has taken the place of. A row that was withdrawn
says nothing any more but that, and when, and why.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import NotPublished
from fritidsbank.minutes.rendition import (
    GroupPage,
    MatterPage,
    MinutesPage,
    NoticePage,
    ProposalPage,
    SitePage,
    from_json,
)
from fritidsbank.minutes.rules import PublishedKind
from fritidsbank.refusals import N_, NotFound

T = TypeVar("T")

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


_IS_NEWEST = Published.superseded_at.is_(None)
_IS_OUT = and_(_IS_NEWEST, Published.withdrawn_at.is_(None))
_IS_SITE = and_(Published.kind == PublishedKind.SITE, Published.key == SITE_KEY)


def site_of(db: Session) -> SitePage | None:
    """Who publishes all this, if anybody has said so."""
    return standing(db).site


def standing(db: Session, *kinds: PublishedKind) -> Standing:
    """Who publishes, and all that is out of these kinds."""
    asked = select(Published).where(_IS_OUT, or_(_IS_SITE, Published.kind.in_(kinds)))
    rows = db.scalars(asked.order_by(Published.id)).all()
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
    asked = select(Published).where(
        _IS_OUT,
        Published.kind == PublishedKind.NOTICE,
        # By the day first: there is an index for that.
        Published.falls_on >= local_day(now),
        Published.ends_at > now,
    )
    if group:
        asked = asked.where(Published.group_slug == group)
    rows = db.scalars(asked.order_by(Published.starts_at, Published.id).limit(most))
    return [_out(row, NoticePage) for row in rows]


def newest_minutes(db: Session, most: int) -> list[Out[MinutesPage]]:
    """The minutes of the latest meetings."""
    asked = (
        select(Published)
        .where(_IS_OUT, Published.kind == PublishedKind.MINUTES)
        .order_by(Published.falls_on.desc(), Published.id.desc())
    )
    return [_out(row, MinutesPage) for row in db.scalars(asked.limit(most))]


def held(db: Session, group: str, now: datetime) -> list[Held]:
    """The meetings of a group that are over, the latest first."""
    asked = (
        select(
            Published.kind,
            Published.path,
            Published.falls_on,
            Published.document["state"].as_string(),
        )
        .where(
            _IS_OUT,
            Published.group_slug == group,
            Published.kind.in_((PublishedKind.NOTICE, PublishedKind.MINUTES)),
            or_(Published.kind == PublishedKind.MINUTES, Published.ends_at <= now),
        )
        .order_by(Published.falls_on.desc(), Published.path.desc())
    )
    known: dict[str, Held] = {}
    for kind, path, falls_on, state in db.execute(asked):
        before = known.get(path)
        known[path] = Held(
            path,
            falls_on,
            has_minutes=kind is PublishedKind.MINUTES
            or (before is not None and before.has_minutes),
            cancelled=state == "cancelled" or (before is not None and before.cancelled),
        )
    return list(known.values())


def sheet_of(db: Session, group: str, day: str) -> tuple[SitePage | None, Sheet]:
    """All that is out about one meeting. Raises NotPublished, TakenBack."""
    key = f"{group}/{day}"
    rows = _newest(
        db,
        (PublishedKind.GROUP, group),
        (PublishedKind.NOTICE, key),
        (PublishedKind.MINUTES, key),
    )
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
    columns = (
        Published.version,
        Published.published_at,
        Published.change_note,
        Published.superseded_at,
    )
    asked = (
        select(*columns)
        .where(
            Published.kind == PublishedKind.MINUTES,
            Published.key == f"{group}/{day}",
            Published.withdrawn_at.is_(None),
        )
        .order_by(Published.version.desc())
    )
    return [
        Edition(version, at, note, is_newest=superseded is None)
        for version, at, note, superseded in db.execute(asked)
    ]


def edition(db: Session, group: str, day: str, version: int) -> Out[MinutesPage]:
    """The minutes as they were in a version. Raises NotPublished, TakenBack."""
    row = db.scalar(
        select(Published).where(
            Published.kind == PublishedKind.MINUTES,
            Published.key == f"{group}/{day}",
            Published.version == version,
        )
    )
    if row is None:
        raise NotPublished
    if row.withdrawn_at is not None:
        raise _taken_back(row)
    return _out(row, MinutesPage)


def titles_of(
    db: Session, matters: Iterable[str], proposals: Iterable[str]
) -> dict[PublishedKind, dict[str, str]]:
    """Those of these matters and proposals that have a page, with their titles."""
    asked = select(Published.kind, Published.key, Published.title).where(
        _IS_OUT,
        or_(
            and_(Published.kind == PublishedKind.MATTER, Published.key.in_({*matters})),
            and_(Published.kind == PublishedKind.PROPOSAL, Published.key.in_({*proposals})),
        ),
    )
    found: dict[PublishedKind, dict[str, str]] = {
        PublishedKind.MATTER: {},
        PublishedKind.PROPOSAL: {},
    }
    for kind, key, title in db.execute(asked):
        found[kind][key] = title
    return found


def all_paths(db: Session) -> Sequence[tuple[str, datetime]]:
    """Every page that there is, with the moment when it last changed, the latest first."""
    asked = (
        select(Published.path, Published.changed_at)
        .where(_IS_OUT, Published.kind != PublishedKind.SITE)
        .order_by(Published.changed_at.desc(), Published.id.desc())
        .limit(MOST_LISTED)
    )
    latest: dict[str, datetime] = {}
    for path, changed_at in db.execute(asked):
        latest.setdefault(path, changed_at)
    return list(latest.items())


def _newest(db: Session, *things: tuple[PublishedKind, str]) -> dict[PublishedKind, Published]:
    of_it = (and_(Published.kind == kind, Published.key == key) for kind, key in things)
    asked = select(Published).where(_IS_NEWEST, or_(_IS_SITE, *of_it))
    return {row.kind: row for row in db.scalars(asked)}


def _one(
    db: Session, kind: PublishedKind, key: str, page: type[T]
) -> tuple[SitePage | None, Out[T]]:
    rows = _newest(db, (kind, key))
    row = rows.get(kind)
    if row is None:
        raise NotPublished
    if row.withdrawn_at is not None:
        raise _taken_back(row)
    return _site_in(rows), _out(row, page)


def _site_in(rows: dict[PublishedKind, Published]) -> SitePage | None:
    row = rows.get(PublishedKind.SITE)
    return from_json(SitePage, row.document) if row is not None and _stands(row) else None


def _stands(row: Published | None) -> bool:
    return row is not None and row.withdrawn_at is None


def _taken_back(row: Published, left: str = "") -> TakenBack:
    at = row.withdrawn_at or row.changed_at
    return TakenBack(local_day(at), row.withdrawn_reason, left)


def _pages(rows: Sequence[Published], page: type[T]) -> tuple[T, ...]:
    return tuple(from_json(page, row.document) for row in rows if PAGES[row.kind] is page)


def _out(row: Published, page: type[T]) -> Out[T]:
    read = from_json(page, row.document)
    return Out(read, row.path, row.version, row.published_at, row.change_note)
