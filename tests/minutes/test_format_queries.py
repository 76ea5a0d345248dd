"""What papers, calendars and harvesters ask, on every database alike."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from fritidsbank.minutes.formats.oparl_queries import (
    Filters,
    files_page,
    group_record,
    groups_page,
    meetings_page,
)
from fritidsbank.minutes.formats.queries import events, meetings_of_calendar, paper_row
from fritidsbank.minutes.publishing import newest, withdraw
from fritidsbank.minutes.rules import PublishedKind
from tests.conftest import NOW, Shop
from tests.minutes.public_world import COMING, EVERYTHING, GROUP, HELD_NOTICE, MINUTES, publish

LATER = NOW + timedelta(days=1)
KEY = "ledningsgruppen/2026-02-18"


def put_everything_out(db: Session) -> None:
    for page in EVERYTHING:
        publish(db, page, now=NOW)
    publish(db, replace(MINUTES, summary="Vecka 45."), now=LATER, change_note="Fel vecka.")


def test_a_calendar_knows_each_meeting_once(shop: Shop, db: Session) -> None:
    put_everything_out(db)
    publish(db, replace(MINUTES, slug="2026-01-14", uid="utan kallelse"), now=NOW)
    called, held = meetings_of_calendar(db, HELD_NOTICE.starts_at.date())
    assert [each.notice for each in called] == [HELD_NOTICE, COMING]
    assert [(each.uid, each.place) for each in held] == [("utan kallelse", MINUTES.place)]


def test_a_feed_has_each_version_with_the_name_of_its_group(shop: Shop, db: Session) -> None:
    put_everything_out(db)
    told = events(db, 10, GROUP.slug)
    assert [(each.kind, each.version) for each in told[:1]] == [(PublishedKind.MINUTES, 2)]
    assert {each.group for each in told} == {GROUP.name}
    assert len(told) == 4


def test_the_newest_minutes_are_the_paper_of_a_meeting(shop: Shop, db: Session) -> None:
    put_everything_out(db)
    assert paper_row(db, "ledningsgruppen", "2026-02-18").version == 2
    assert paper_row(db, "ledningsgruppen", "2026-03-18").kind is PublishedKind.NOTICE


def test_what_a_harvester_asks_for_is_cut_by_moments(shop: Shop, db: Session) -> None:
    put_everything_out(db)
    changed = Filters(modified_since=LATER)
    assert [page(db, Filters(), 1)[0] for page in (groups_page, meetings_page, files_page)] == [
        2, 2, 4,
    ]  # fmt: skip
    many, (meeting,) = meetings_page(db, changed, 1, GROUP.slug)
    assert (many, meeting.created, meeting.modified) == (1, NOW, LATER)
    assert files_page(db, changed, 1)[0] == 2
    assert groups_page(db, changed, 1) == (0, [])
    assert group_record(db, GROUP.slug).created == NOW


def test_what_was_withdrawn_is_asked_for_by_its_moment_only(shop: Shop, db: Session) -> None:
    put_everything_out(db)
    row = newest(db, PublishedKind.NOTICE, "ledningsgruppen/2026-03-18")
    assert row is not None
    withdraw(db, row, "Ett namn", now=LATER)
    assert [each.day for each in meetings_page(db, Filters(), 1)[1]] == ["2026-02-18"]
    gone = meetings_page(db, Filters(modified_since=LATER), 1)[1]
    assert [(each.day, each.is_out) for each in gone] == [
        ("2026-02-18", True),
        ("2026-03-18", False),
    ]
