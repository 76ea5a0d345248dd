"""What was published: the only tables that are read for somebody who is not signed in.

A rendition is made by the step that masks (`publishing.py`) and never changed. A newer one takes
its place and the old one stays readable; what is withdrawn leaves an empty row behind.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from fritidsbank.minutes.rules import PublishedKind
from fritidsbank.schema import Base, Instant, word


class Published(Base):
    """One version of something that anybody may read. `document` is a rendition as JSON.

    `key` names the thing in all its versions: the group's slug, `group/day`, the matter's slug,
    the outcome's key. `path` is its page in Swedish.
    """

    __tablename__ = "published"
    __table_args__ = (UniqueConstraint("kind", "key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PublishedKind] = mapped_column(word(PublishedKind))
    key: Mapped[str] = mapped_column(String(90))
    version: Mapped[int]
    path: Mapped[str] = mapped_column(String(200))
    group_slug: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str] = mapped_column(String(200))
    lead: Mapped[str] = mapped_column(Text, default="")
    # Of a meeting: when it is; `falls_on` is its day in Sweden.
    falls_on: Mapped[date | None]
    starts_at: Mapped[datetime | None] = mapped_column(Instant)
    ends_at: Mapped[datetime | None] = mapped_column(Instant)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))
    change_note: Mapped[str] = mapped_column(String(300), default="")
    published_at: Mapped[datetime] = mapped_column(Instant)
    superseded_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_reason: Mapped[str] = mapped_column(String(300), default="")
    changed_at: Mapped[datetime] = mapped_column(Instant)


_NEWEST = Published.superseded_at.is_(None)
Index(
    "uq_published_newest",
    Published.kind,
    Published.key,
    unique=True,
    sqlite_where=_NEWEST,
    postgresql_where=_NEWEST,
)
Index("ix_published_days", Published.kind, Published.falls_on)
Index("ix_published_groups", Published.group_slug, Published.kind, Published.falls_on)
Index("ix_published_changed", Published.changed_at, Published.id)


class PublishedItem(Base):
    """One place in a newest rendition, to be found by words; gone when it is no longer the newest.

    `words` is what a search looks at: stems on SQLite (the table `published_search` follows it by
    triggers), a tsvector on PostgreSQL, whose index only the script knows (`m03`).
    """

    __tablename__ = "published_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    published_id: Mapped[int] = mapped_column(ForeignKey("published.id"), index=True)
    anchor: Mapped[str] = mapped_column(String(10), default="")
    label: Mapped[str] = mapped_column(String(20), default="")  # "3.", "§ 36"
    kind: Mapped[str] = mapped_column(String(20), default="")
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[str] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"))
