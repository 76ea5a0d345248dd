"""Something behind every door of the open minutes: the holes of their addresses."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.minutes.figures.pinning import Found, pin
from fritidsbank.minutes.following.matters import Told, begin_matter, tell_of_matter
from fritidsbank.minutes.models import Item
from fritidsbank.minutes.reading.importing import Sent, keep_reading
from fritidsbank.minutes.reading.plain_lines import plain_document
from fritidsbank.minutes.reading.understanding import understand
from fritidsbank.minutes.rules import MatterState, OutcomeKind
from fritidsbank.staff.models import Account
from tests.minutes.conftest import (
    WEDNESDAY,
    each_wednesday,
    leading_group,
    meeting_of,
    minutes_of,
)
from tests.minutes.documents_at_hand import as_text
from tests.minutes.released import outcome, released

NEXT_WEDNESDAY = WEDNESDAY + timedelta(days=7)
PRIVATE = "Zeynep Arslan ringer 070-174 06 05.\n\nVi ses på Södergatan 15."
WEEK = Found("Vecka 8", "vecka8.json", date(2017, 2, 26), "0" * 64, (("Utlånade prylar", "42"),))


def behind_doors(db: Session, *, now: datetime) -> dict[str, object]:
    """What stands in which hole."""
    group = leading_group(db, now=now)
    minutes = minutes_of(db, meeting_of(db, group, now=now), ("Lokalen", "Söder"), now=now)
    item = db.scalars(select(Item).where(Item.minutes_id == minutes.id)).one()
    figure = pin(db, item, WEEK, WEEK.title, [0])
    proposal = outcome(db, minutes, OutcomeKind.PROPOSAL, "Fler bord i lokalen")
    released(db, minutes, now=now)
    matter = begin_matter(db, Told("Fritidsbank", "", MatterState.WAITING), now=now)
    line = tell_of_matter(db, matter, date(2017, 5, 1), "Vi har nycklarna", now=now)
    coming = meeting_of(db, group, now=now, at=NEXT_WEDNESDAY)
    minutes_of(db, coming, ("Hälsodagen", PRIVATE), now=now)
    return {
        "matter": matter.id,
        "event": line.id,
        "key": proposal,
        "item": item.id,
        "figure": figure.id,
        "subscriber": 1,
        "token": "0" * 40,
        "says": "off",
        "meeting": coming.id,
        "year": 2017,
        "item_key": "a" * 36,
        "group_id": group.id,
        "series_id": each_wednesday(db, group).id,
        "reading_id": reading(db, now=now),
    }


def reading(db: Session, *, now: datetime) -> int:
    """A notice that was read in, and waits for somebody to look it through."""
    said = as_text()
    document = plain_document(said.decode())
    sent = Sent("kallelse.txt", said, document, understand(document, near=date(2017, 4, 1)))
    by = db.scalars(select(Account.id)).first()
    assert by is not None
    return keep_reading(db, sent, account=by, now=now).id
