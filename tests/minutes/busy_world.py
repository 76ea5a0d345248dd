"""The same open groups on a clock that nobody has stopped, with one of every kind of page."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from fritidsbank.minutes.rendition import Approved, Board, GroupRef, Paragraph
from fritidsbank.minutes.rules import ApprovalMethod, MeetingState, Profile
from tests.minutes.public_world import COMING, EVERYTHING, INNOVATORS, MINUTES, Rendition

FORMAL = replace(
    MINUTES,
    group=GroupRef(INNOVATORS.slug, INNOVATORS.name),
    profile=Profile.FORMAL,
    items=(
        replace(MINUTES.items[0], label="§ 36"),
        replace(MINUTES.items[1], label="§ 37", withheld=True),
        replace(
            MINUTES.items[2],
            label="§ 38",
            paragraphs=(Paragraph("p3-1", "", "", withheld=True),),
        ),
    ),
    approved=(Approved(date(2026, 2, 25), ApprovalMethod.PAPER, "Justerare"),),
    board=Board(date(2026, 2, 27), date(2026, 3, 20), "Stadsarkivet", "§ 36-38"),
)
"""Minutes of an authority, with an item and a paragraph that are not published."""


def around(now: datetime) -> tuple[Rendition, ...]:
    """Everything, for a clock that nobody has stopped: also what is called, moved and cancelled."""
    at = (now + timedelta(days=14)).replace(hour=9, minute=0, second=0, microsecond=0)
    called = replace(COMING, slug="nasta", starts_at=at, ends_at=at + timedelta(minutes=90))
    later = replace(
        called,
        slug="flyttat",
        starts_at=at + timedelta(days=28),
        ends_at=at + timedelta(days=28, minutes=90),
        moved_from_at=at + timedelta(days=21),
        reason="Lokalen var upptagen.",
        sequence=1,
    )
    off = replace(
        called,
        slug="installt",
        state=MeetingState.CANCELLED,
        reason="Samordnaren är sjuk.",
        sequence=1,
    )
    return (*EVERYTHING, called, later, off, FORMAL)
