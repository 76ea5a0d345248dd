"""A year of a group as one file for an archive: what was published, as JSON and PDF, and originals.

The same content gives the same bytes, and `sha256sum -c SHA256SUMS` says that all is whole.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date, time
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.clock import iso, local_moment
from fritidsbank.minutes.formats.as_pdf import as_pdf
from fritidsbank.minutes.formats.paper import Imprint, Paper, minutes_paper, notice_paper
from fritidsbank.minutes.models import Group, Meeting, Reading
from fritidsbank.minutes.public.queries import site_of
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.rendition import MinutesPage, NoticePage, from_json
from fritidsbank.minutes.rules import PublishedKind

SUMS = "SHA256SUMS"
_KINDS = (PublishedKind.NOTICE, PublishedKind.MINUTES)


def name_of(group: Group, year: int) -> str:
    """What the file is called."""
    return f"{group.slug}-{year}.zip"


def write_package(db: Session, group: Group, year: int, file: IO[bytes], *, url: str) -> int:
    """Write the file; how many are in it beside the sums. One is held in memory at a time."""
    sums = []
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, content in _contents(db, group, year, url):
            made.writestr(_entry(name), content)
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        made.writestr(_entry(SUMS), "".join(sums))
    return len(sums)


def _contents(db: Session, group: Group, year: int, url: str) -> Iterator[tuple[str, bytes]]:
    site = site_of(db)
    operator = site.operator if site else ""
    rows = db.scalars(
        select(Published)
        .where(
            Published.kind.in_(_KINDS),
            Published.group_slug == group.slug,
            Published.falls_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .order_by(Published.falls_on, Published.key, Published.kind, Published.version)
    ).all()
    for row in rows:
        stem = f"{row.key.rpartition('/')[2]}/{row.kind}-v{row.version}"
        yield f"{stem}.json", _as_json(row)
        if row.withdrawn_at is None:
            imprint = Imprint(row.version, row.published_at, f"{url}{row.path}", operator)
            yield f"{stem}.pdf", as_pdf(_paper(row, imprint))
    yield from _originals(db, group, year)


def _originals(db: Session, group: Group, year: int) -> Iterator[tuple[str, bytes]]:
    first, after = (local_moment(date(each, 1, 1), time()) for each in (year, year + 1))
    asked = (
        select(Reading.id, Reading.name, Meeting.slug)
        .join(Meeting, Meeting.id == Reading.meeting_id)
        .where(Meeting.group_id == group.id, Meeting.starts_at >= first, Meeting.starts_at < after)
        .order_by(Meeting.starts_at, Reading.id)
    )
    for number, name, day in db.execute(asked).all():
        content = db.scalars(select(Reading.original).where(Reading.id == number)).one()
        yield f"{day}/original-{number}-{_plain(name)}", content


def _as_json(row: Published) -> bytes:
    said = {
        "kind": row.kind,
        "version": row.version,
        "path": row.path,
        "published_at": iso(row.published_at),
        "superseded_at": iso(row.superseded_at) if row.superseded_at else None,
        "withdrawn_at": iso(row.withdrawn_at) if row.withdrawn_at else None,
        "withdrawn_reason": row.withdrawn_reason,
        "change_note": row.change_note,
        "sha256": row.sha256,
        "document": row.document,
    }
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _paper(row: Published, imprint: Imprint) -> Paper:
    if row.kind is PublishedKind.MINUTES:
        return minutes_paper(from_json(MinutesPage, row.document), imprint)
    return notice_paper(from_json(NoticePage, row.document), imprint)


def _entry(name: str) -> ZipInfo:
    """Without the moment and the machine that made it."""
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
    return entry


def _plain(name: str) -> str:
    """A name that no archive and no shell takes for anything else."""
    return re.sub(r"[^\w.-]+", "_", name.rpartition("/")[2])[-80:].lstrip(".-") or "file"
