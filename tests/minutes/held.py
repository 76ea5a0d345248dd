"""A formal group that has met: minutes that were approved, published and corrected."""

from datetime import datetime

from sqlalchemy.orm import Session

from fritidsbank.minutes.models import Minutes
from fritidsbank.minutes.privacy.deciding import hash_of
from fritidsbank.minutes.rules import Mark, Numbering, Profile
from fritidsbank.minutes.writing.approving import approve_on_paper, send_to_review
from fritidsbank.minutes.writing.correcting import begin_correction
from fritidsbank.minutes.writing.renditions import publish_minutes
from fritidsbank.minutes.writing.text_hash import hash_of_minutes
from fritidsbank.minutes.writing.written import written
from tests.minutes.conftest import leading_group, meeting_of, minutes_of

PHONE = "070-174 06 05"


def hold_a_meeting(db: Session, *, by: int, now: datetime) -> Minutes:
    """Two items, § 1 and § 2; a phone number that may be shown."""
    group = leading_group(db, now=now)
    group.profile, group.numbering = Profile.FORMAL, Numbering.PARAGRAPHS
    meeting = meeting_of(db, group, now=now)
    minutes = minutes_of(
        db, meeting, ("Hälsodagen", f"Ring {PHONE}."), ("Fritidsbanken", "Väntar."), now=now
    )
    _out(db, minutes, by=by, now=now)
    corrected = begin_correction(db, minutes, "Stavfel", now=now)
    _out(db, corrected, by=by, now=now)
    return corrected


def _out(db: Session, minutes: Minutes, *, by: int, now: datetime) -> None:
    send_to_review(db, minutes)
    approve_on_paper(db, minutes, None, now.date(), by=by, now=now)
    seen = hash_of_minutes(written(db, minutes))
    publish_minutes(db, minutes, {hash_of(PHONE): Mark.SHOW}, seen, by=by, now=now)
