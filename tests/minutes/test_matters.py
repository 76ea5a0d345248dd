"""A matter is followed across meetings, and its story says what everybody may read."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.minutes.following.matters import (
    MatterChanged,
    SlugTaken,
    Told,
    begin_matter,
    change_matter,
    matter_choices,
    publish_matter,
    republish_matters_of,
    tell_of_matter,
    untell,
)
from fritidsbank.minutes.models import Group, Matter, Meeting, Minutes
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import newest
from fritidsbank.minutes.rendition import MatterPage, from_json
from fritidsbank.minutes.rules import MatterState, OutcomeKind, PublishedKind
from fritidsbank.minutes.slugs import NameHasNoLetters
from fritidsbank.minutes.writing.correcting import withdraw_minutes
from tests.conftest import NOW, Shop
from tests.minutes.conftest import leading_group, meeting_of, minutes_of
from tests.minutes.released import about, outcome, released

LATER = NOW + timedelta(days=1)
BANK = Told("Fritidsbank", "Låna **gratis**", MatterState.WAITING, "Budgetbeslut")
MAY = datetime(2017, 5, 17, 8, 0, tzinfo=UTC)


def bank(db: Session) -> Matter:
    """The matter of the Fritidsbank itself, which waits for its budget."""
    return begin_matter(db, BANK, now=NOW)


def held(db: Session, matter: Matter, title: str, *, at: datetime, group: Group) -> Minutes:
    """A meeting that spoke about it."""
    minutes = minutes_of(db, meeting_of(db, group, now=NOW, at=at), (title, "text"), now=NOW)
    about(db, minutes, matter)
    return minutes


def story(db: Session, matter: Matter) -> list[str]:
    """What everybody reads of it, line by line."""
    return [line.text for line in page(db, matter).story]


def page(db: Session, matter: Matter) -> MatterPage:
    """The matter as everybody reads it."""
    row = newest(db, PublishedKind.MATTER, matter.slug)
    assert row is not None
    return from_json(MatterPage, row.document)


def test_a_matter_says_how_far_it_is_and_what_is_awaited(shop: Shop, db: Session) -> None:
    told = page(db, bank(db))
    assert (told.slug, told.state, told.awaited) == (
        "fritidsbank",
        MatterState.WAITING,
        "Budgetbeslut",
    )
    assert told.about_html == "<p>Låna <strong>gratis</strong></p>"


def test_its_story_goes_on_from_meeting_to_meeting(shop: Shop, db: Session) -> None:
    matter, group = bank(db), leading_group(db, now=NOW)
    may = held(db, matter, "Lokalen", at=MAY, group=group)
    april = held(db, matter, "Fritidsbanken.", at=MAY - timedelta(days=28), group=group)
    outcome(db, april, OutcomeKind.DECISION, "Vi söker pengar")
    for minutes in (may, april):
        released(db, minutes, now=NOW)
        republish_matters_of(db, minutes, now=NOW)
    tell_of_matter(db, matter, date(2017, 5, 1), "Nämnden har svarat", now=NOW)
    assert story(db, matter) == [
        "Fritidsbanken. Vi söker pengar",
        "Nämnden har svarat",
        "Lokalen",
    ]
    assert page(db, matter).story[0].path == "/moten/ledningsgruppen/2017-04-19#p1"


def test_a_draft_is_no_part_of_the_story(shop: Shop, db: Session) -> None:
    matter = bank(db)
    held(db, matter, "Hemligt", at=MAY, group=leading_group(db, now=NOW))
    publish_matter(db, matter, now=LATER)
    assert story(db, matter) == []


def test_an_item_that_is_not_published_is_not_told_in_the_story(shop: Shop, db: Session) -> None:
    matter = bank(db)
    minutes = held(db, matter, "Om Kim", at=MAY, group=leading_group(db, now=NOW))
    released(db, minutes, now=NOW, without=("p1",))
    republish_matters_of(db, minutes, now=NOW)
    assert story(db, matter) == []


def test_what_was_withdrawn_is_in_no_version_of_the_story(shop: Shop, db: Session) -> None:
    matter = bank(db)
    minutes = held(db, matter, "Om Kim", at=MAY, group=leading_group(db, now=NOW))
    row = released(db, minutes, now=NOW)
    republish_matters_of(db, minutes, now=NOW)
    before = story(db, matter)
    assert row.document
    withdraw_minutes(db, db.get_one(Meeting, minutes.meeting_id), "Ett namn", now=LATER)
    kept = db.scalars(select(Published.document).where(Published.kind == PublishedKind.MATTER))
    assert (before, story(db, matter)) == (["Om Kim"], [])
    assert "Kim" not in str(kept.all())


def test_a_new_state_is_a_line_of_the_story(shop: Shop, db: Session) -> None:
    matter = bank(db)
    told = Told("Fritidsbank", "", MatterState.DECIDED, "Start v. 44", date(2017, 11, 1))
    change_matter(db, matter, told, edition=1, now=NOW)
    lines = [(line.state, line.text) for line in page(db, matter).story]
    assert lines == [(MatterState.DECIDED, "Start v. 44")]


def test_who_saves_what_somebody_else_has_changed_is_told(shop: Shop, db: Session) -> None:
    matter = bank(db)
    change_matter(db, matter, BANK, edition=1, now=NOW)
    with pytest.raises(MatterChanged):
        change_matter(db, matter, BANK, edition=1, now=NOW)


def test_a_line_that_was_wrong_is_in_no_version(shop: Shop, db: Session) -> None:
    matter = bank(db)
    line = tell_of_matter(db, matter, date(2017, 5, 1), "Kim har svarat", now=NOW)
    untell(db, matter, line.id, now=LATER)
    kept = db.scalars(select(Published.document).where(Published.kind == PublishedKind.MATTER))
    assert "Kim" not in str(kept.all())


def test_a_matter_that_is_not_for_everybody_is_taken_in(shop: Shop, db: Session) -> None:
    matter = bank(db)
    change_matter(db, matter, Told(**{**vars(BANK), "public": False}), edition=1, now=LATER)
    row = newest(db, PublishedKind.MATTER, matter.slug)
    assert row is not None
    assert row.withdrawn_at == LATER


def test_two_matters_have_two_addresses(shop: Shop, db: Session) -> None:
    bank(db)
    with pytest.raises(SlugTaken):
        begin_matter(db, BANK, now=NOW)
    with pytest.raises(NameHasNoLetters):
        begin_matter(db, Told("!?", "", MatterState.OPEN), now=NOW)


def test_an_item_may_be_about_what_is_under_way_or_what_it_was_about(
    shop: Shop, db: Session
) -> None:
    done = begin_matter(db, Told("Ån", "", MatterState.DONE), now=NOW)
    for title in ("Äng", "Åker", "Bank"):
        begin_matter(db, Told(title, "", MatterState.OPEN), now=NOW)
    assert [title for _, title in matter_choices(db)] == ["Bank", "Åker", "Äng"]
    assert [title for _, title in matter_choices(db, done.id)] == ["Bank", "Åker", "Ån", "Äng"]
