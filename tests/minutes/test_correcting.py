"""What is out is corrected by a new version, or withdrawn with a reason."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.minutes.calling import notice_page, put_out_as_notice
from fritidsbank.minutes.meanwhile import SavedAtOnce
from fritidsbank.minutes.models import Group, Meeting, Minutes
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import About, put_out
from fritidsbank.minutes.rendition import GroupRef, NoticePage, OutcomeLine, from_json
from fritidsbank.minutes.rules import MinutesState, Numbering, OutcomeKind, PublishedKind
from fritidsbank.minutes.writing import approving, correcting
from fritidsbank.minutes.writing.items import (
    ItemText,
    OutcomeText,
    add_item,
    remove_item,
    text_of_item,
)
from fritidsbank.minutes.writing.states import Frozen, NotNow
from fritidsbank.minutes.writing.written import written
from tests.conftest import NOW, Shop
from tests.minutes.conftest import leading_group, meeting_of, minutes_of

PROPOSAL = OutcomeText("b" * 36, OutcomeKind.PROPOSAL, "Slipa skridskor på torget")
LATER = NOW + timedelta(minutes=15, seconds=1)


@pytest.fixture
def meeting(shop: Shop, db: Session) -> Meeting:
    """Of a group that numbers its paragraphs."""
    group = leading_group(db, now=NOW)
    group.numbering = Numbering.PARAGRAPHS
    return meeting_of(db, group, now=NOW)


@pytest.fixture
def minutes(db: Session, meeting: Meeting) -> Minutes:
    """Published, with a proposal, as a rendition for everybody."""
    minutes = minutes_of(db, meeting, ("Lokal", "Söder"), now=NOW)
    add_item(db, minutes, ItemText("Förslag", outcomes=(PROPOSAL,)))
    return publish(db, meeting, minutes)


def publish(db: Session, meeting: Meeting, minutes: Minutes) -> Minutes:
    """As the page for publishing does it, with a small rendition."""
    approving.approve(db, minutes, now=NOW)
    key = f"ledningsgruppen/{meeting.slug}"
    said = GroupRef(f"v{minutes.version}", "Ledningsgruppen")
    put_out(db, PublishedKind.MINUTES, key, said, About(f"/moten/{key}", "Möte"), [], now=NOW)
    about = About("/moten/forslag/b", "Förslag")
    put_out(db, PublishedKind.PROPOSAL, PROPOSAL.key, said, about, [], now=NOW)
    approving.mark_published(db, minutes, now=NOW)
    return minutes


def test_a_correction_says_the_same_under_the_same_names(db: Session, minutes: Minutes) -> None:
    made = correcting.begin_correction(db, minutes, "Rättat lokalen", now=LATER)
    old, new = written(db, minutes), written(db, made)
    names = [(one.item.key, one.item.anchor, text_of_item(db, one.item)) for one in new.items]
    assert names == [
        (one.item.key, one.item.anchor, text_of_item(db, one.item)) for one in old.items
    ]


def test_what_is_out_stays_out_until_the_correction_is(
    db: Session, meeting: Meeting, minutes: Minutes
) -> None:
    made = correcting.begin_correction(db, minutes, "Rättat lokalen", now=LATER)
    before = minutes.state
    publish(db, meeting, made)
    assert (before, minutes.state) == (MinutesState.PUBLISHED, MinutesState.CORRECTED)


def test_an_item_keeps_its_paragraph_in_a_correction_and_a_new_one_gets_the_next(
    db: Session, minutes: Minutes
) -> None:
    made = correcting.begin_correction(db, minutes, "En punkt saknades", now=LATER)
    first = written(db, made).items[0].item
    remove_item(db, made, first.key, first.edition)
    add_item(db, made, ItemText("Budget"))
    approving.approve(db, made, now=LATER)
    said = [(one.item.anchor, one.item.number) for one in written(db, made).items]
    assert said == [("p2", 2), ("p3", 3)]


def test_a_correction_needs_a_note(db: Session, minutes: Minutes) -> None:
    with pytest.raises(correcting.NoteNeeded):
        correcting.begin_correction(db, minutes, "", now=LATER)


def test_two_do_not_correct_the_same_minutes(db: Session, minutes: Minutes) -> None:
    correcting.begin_correction(db, minutes, "Rättat", now=LATER)
    with pytest.raises(correcting.BeingCorrected):
        correcting.begin_correction(db, minutes, "Rättat", now=LATER)


def test_what_was_only_approved_is_taken_back_and_written_on(db: Session, meeting: Meeting) -> None:
    approved = minutes_of(db, meeting, ("Lokal", "Söder"), now=NOW)
    approving.approve(db, approved, now=NOW)
    made = correcting.begin_correction(db, approved, "Fel lokal", now=LATER)
    assert (approved.state, made.state) == (MinutesState.WITHDRAWN, MinutesState.DRAFT)


def test_a_correction_that_is_not_needed_is_thrown_away(db: Session, minutes: Minutes) -> None:
    made = correcting.begin_correction(db, minutes, "Rättat", now=LATER)
    correcting.throw_away(db, made)
    assert [*db.scalars(select(Minutes))] == [minutes]


def test_whoever_saves_what_was_just_thrown_away_is_told_to_look_once_more(
    db: Session, minutes: Minutes
) -> None:
    made = correcting.begin_correction(db, minutes, "Rättat", now=LATER)
    correcting.throw_away(db, made)
    with pytest.raises(SavedAtOnce):
        add_item(db, made, ItemText("Budget"))


def test_what_is_out_is_not_thrown_away(db: Session, minutes: Minutes) -> None:
    with pytest.raises(Frozen):
        correcting.throw_away(db, minutes)


def test_a_withdrawal_takes_in_all_versions_and_their_proposals(
    db: Session, meeting: Meeting, minutes: Minutes
) -> None:
    publish(db, meeting, correcting.begin_correction(db, minutes, "Rättat", now=LATER))
    correcting.withdraw_minutes(db, meeting, "Ett namn", now=LATER)
    assert {each.state for each in db.scalars(select(Minutes))} == {MinutesState.WITHDRAWN}
    assert [row.document for row in db.scalars(select(Published))] == [{}, {}, {}, {}]


def test_a_withdrawal_takes_their_actions_out_of_the_notices_that_carried_them(
    shop: Shop, db: Session, meeting: Meeting, minutes: Minutes
) -> None:
    group = db.get_one(Group, meeting.group_id)
    coming = meeting_of(db, group, now=NOW, at=NOW + timedelta(days=20))
    theirs = OutcomeLine(PROPOSAL.key, OutcomeKind.ACTION, "Ring Anna Ek", "Sekreteraren", None)
    other = OutcomeLine("c" * 36, OutcomeKind.ACTION, "Boka lokal", "Värden", None)
    for actions in ((theirs,), (other, theirs)):
        page = notice_page(group, coming, [], {}, actions, None, now=NOW)
        put_out_as_notice(db, page, "", now=NOW)
    correcting.withdraw_minutes(db, meeting, "Ett namn", now=LATER)
    asked = select(Published).where(Published.kind == PublishedKind.NOTICE)
    said = [row.document for row in db.scalars(asked.order_by(Published.version))]
    assert said[:2] == [{}, {}]
    assert from_json(NoticePage, said[2]).actions == (other,)


def test_a_withdrawal_needs_a_reason(db: Session, meeting: Meeting, minutes: Minutes) -> None:
    with pytest.raises(correcting.ReasonNeeded):
        correcting.withdraw_minutes(db, meeting, "", now=LATER)


def test_what_is_not_out_is_not_withdrawn(db: Session, meeting: Meeting) -> None:
    minutes_of(db, meeting, ("Lokal", ""), now=NOW)
    with pytest.raises(NotNow):
        correcting.withdraw_minutes(db, meeting, "Ett namn", now=LATER)


def test_publishing_is_undone_within_a_quarter_of_an_hour(
    db: Session, meeting: Meeting, minutes: Minutes
) -> None:
    correcting.undo_publishing(db, meeting, "Misstag", now=NOW + timedelta(minutes=15))
    assert minutes.state is MinutesState.WITHDRAWN


def test_and_not_later(db: Session, meeting: Meeting, minutes: Minutes) -> None:
    with pytest.raises(correcting.TooLateToUndo):
        correcting.undo_publishing(db, meeting, "Misstag", now=LATER)


def test_after_a_withdrawal_the_text_is_written_on(
    db: Session, meeting: Meeting, minutes: Minutes
) -> None:
    correcting.withdraw_minutes(db, meeting, "Ett namn", now=LATER)
    made = correcting.begin_correction(db, minutes, "Ett namn är borta", now=LATER)
    publish(db, meeting, made)
    assert (made.version, made.state) == (2, MinutesState.PUBLISHED)
