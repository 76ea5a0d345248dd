"""What notices said is still to be done goes with the minutes that said it first."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.minutes.calling import put_out_as_notice
from fritidsbank.minutes.models import Group
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import withdraw
from fritidsbank.minutes.rendition import NoticePage, from_json
from fritidsbank.minutes.rules import PublishedKind


def recall_from_notices(
    db: Session, group: Group, outcomes: Collection[str], reason: str, *, now: datetime
) -> int:
    """No notice of the group names these outcomes any more, nor one of its versions. How many did.

    The newest version is put out again without them; nobody gets a mail about that.
    """
    asked = select(Published).where(
        Published.kind == PublishedKind.NOTICE,
        Published.group_slug == group.slug,
        Published.withdrawn_at.is_(None),
    )
    named = 0
    for row in db.scalars(asked.order_by(Published.id)).all():
        page = from_json(NoticePage, row.document)
        left = tuple(each for each in page.actions if each.key not in outcomes)
        if left == page.actions:
            continue
        if row.superseded_at is None:
            put_out_as_notice(db, replace(page, actions=left), row.change_note, now=now)
        withdraw(db, row, reason, now=now)
        named += 1
    return named
