"""Putting a rendition out for everybody, and taking it in again.

Nothing here decides what may be seen: whoever calls has masked it (`masking.py`).
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from fritidsbank.minutes.published import Published, PublishedItem
from fritidsbank.minutes.rendition import to_json
from fritidsbank.minutes.rules import PublishedKind
from fritidsbank.minutes.stems import stems_of
from fritidsbank.refusals import N_, NotFound


@dataclass(eq=False)
class NotPublished(NotFound):
    """It is not out, or not any more."""

    message = N_("That is not published, or not any more.")


@dataclass(frozen=True)
class Place:
    """A place in a rendition that a search may find."""

    anchor: str
    label: str
    kind: str
    title: str
    text: str


@dataclass(frozen=True)
class About:
    """How a rendition is listed: its page, its title, and when its meeting is."""

    path: str
    title: str
    lead: str = ""
    group_slug: str = ""
    falls_on: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def newest(db: Session, kind: PublishedKind, key: str) -> Published | None:
    """The version that everybody sees now, or the row that says it was withdrawn."""
    return db.scalar(
        select(Published).where(
            Published.kind == kind, Published.key == key, Published.superseded_at.is_(None)
        )
    )


def put_out(
    db: Session,
    kind: PublishedKind,
    key: str,
    rendition: object,
    about: About,
    places: list[Place],
    *,
    now: datetime,
    change_note: str = "",
) -> Published:
    """Publish a rendition: it takes the place of the one before, which stays readable.

    One that says the same is not published twice.
    """
    document = to_json(rendition)
    sha256 = _hash_of(document)
    before = newest(db, kind, key)
    if before is not None:
        if before.sha256 == sha256 and before.withdrawn_at is None:
            return before
        before.superseded_at = before.changed_at = now
        db.flush()
        _forget_words(db, before)
    made = Published(
        kind=kind,
        key=key,
        version=before.version + 1 if before else 1,
        path=about.path,
        group_slug=about.group_slug,
        title=about.title,
        lead=about.lead,
        falls_on=about.falls_on,
        starts_at=about.starts_at,
        ends_at=about.ends_at,
        document=document,
        sha256=sha256,
        change_note=change_note,
        published_at=now,
        changed_at=now,
    )
    db.add(made)
    db.flush()
    db.add_all(_found_by(db, made, place) for place in places)
    db.flush()
    return made


def withdraw(db: Session, published: Published, reason: str, *, now: datetime) -> None:
    """Take one version in: what it said is gone, that it was there is not."""
    published.document = {}
    published.title = published.lead = published.change_note = ""
    published.sha256 = ""
    published.withdrawn_at = published.changed_at = now
    published.withdrawn_reason = reason
    db.flush()
    _forget_words(db, published)


def withdraw_versions(
    db: Session,
    kind: PublishedKind,
    key: str,
    reason: str,
    *,
    now: datetime,
    only_superseded: bool = False,
) -> int:
    """Take in every version that is still readable, or all but the newest. How many."""
    out = (
        Published.kind == kind,
        Published.key == key,
        Published.withdrawn_at.is_(None),
        *((Published.superseded_at.is_not(None),) if only_superseded else ()),
    )
    versions = db.scalars(select(Published).where(*out)).all()
    for version in versions:
        withdraw(db, version, reason, now=now)
    return len(versions)


def _forget_words(db: Session, published: Published) -> None:
    db.execute(delete(PublishedItem).where(PublishedItem.published_id == published.id))


def _found_by(db: Session, made: Published, place: Place) -> PublishedItem:
    said = f"{place.title}\n{place.text}"
    words: Any = stems_of(said)
    if db.get_bind().dialect.name == "postgresql":
        words = func.to_tsvector("swedish", said)
    return PublishedItem(
        published_id=made.id,
        anchor=place.anchor,
        label=place.label,
        kind=place.kind,
        title=place.title,
        text=place.text,
        words=words,
    )


def _hash_of(document: Any) -> str:  # noqa: ANN401 - whatever JSON can say
    packed = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()
