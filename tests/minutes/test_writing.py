"""Writing minutes: two people at once, anchors that stay, an agenda that becomes items."""

from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.minutes.models import AgendaPoint, Item, Minutes
from fritidsbank.minutes.rules import ItemKind, MeetingState, MinutesState, OutcomeKind
from fritidsbank.minutes.writing.attending import (
    LeftBeforeCame,
    Present,
    add_present,
    attendance_of,
    save_attendance,
)
from fritidsbank.minutes.writing.items import (
    BegunAlready,
    Frame,
    ItemText,
    NoMeeting,
    OutcomeText,
    Removed,
    WrittenMeanwhile,
    add_item,
    begin_minutes,
    move_item,
    remove_item,
    save_frame,
    save_item,
    text_of_item,
)
from fritidsbank.minutes.writing.states import Frozen
from fritidsbank.minutes.writing.written import items_of
from tests.conftest import NOW, Shop
from tests.minutes.conftest import leading_group, meeting_of, minutes_of


@pytest.fixture
def minutes(shop: Shop, db: Session) -> Minutes:
    """A draft with three items."""
    meeting = meeting_of(db, leading_group(db, now=NOW), now=NOW)
    return minutes_of(db, meeting, ("Hälsodagen", "17 maj"), ("OCN", ""), ("Övrigt", ""), now=NOW)


def titles(db: Session, minutes: Minutes) -> list[str]:
    return [item.title for item in db.scalars(items_of(minutes))]


def first(db: Session, minutes: Minutes) -> Item:
    return db.scalars(items_of(minutes)).first()  # type: ignore[return-value] # there are three


def test_the_agenda_becomes_items_that_know_their_point(shop: Shop, db: Session) -> None:
    meeting = meeting_of(db, leading_group(db, now=NOW), now=NOW)
    db.add(AgendaPoint(meeting_id=meeting.id, position=2, title="Ekonomi"))
    db.add(AgendaPoint(meeting_id=meeting.id, position=1, title="Lokal", kind=ItemKind.DECISION))
    db.flush()
    begun = begin_minutes(db, meeting, now=NOW)
    points = dict(db.execute(select(AgendaPoint.title, AgendaPoint.id)).all())
    assert [
        (item.anchor, item.title, item.kind.value, item.agenda_point_id)
        for item in db.scalars(items_of(begun))
    ] == [
        ("p1", "Lokal", "decision", points["Lokal"]),
        ("p2", "Ekonomi", "information", points["Ekonomi"]),
    ]


def test_minutes_are_begun_once(shop: Shop, db: Session) -> None:
    meeting = meeting_of(db, leading_group(db, now=NOW), now=NOW)
    begin_minutes(db, meeting, now=NOW)
    with pytest.raises(BegunAlready):
        begin_minutes(db, meeting, now=NOW)


def test_a_meeting_that_was_cancelled_has_no_minutes(shop: Shop, db: Session) -> None:
    meeting = meeting_of(db, leading_group(db, now=NOW), now=NOW)
    meeting.state = MeetingState.CANCELLED
    with pytest.raises(NoMeeting):
        begin_minutes(db, meeting, now=NOW)


def test_who_saves_second_is_told_and_overwrites_nothing(db: Session, minutes: Minutes) -> None:
    item = first(db, minutes)
    save_item(db, minutes, item.key, ItemText("Hälsodagen", text="Sannas"), item.edition)
    with pytest.raises(WrittenMeanwhile):
        save_item(db, minutes, item.key, ItemText("Hälsodagen", text="Olles"), 1)
    assert first(db, minutes).text == "Sannas"


def test_the_same_text_sent_twice_is_saved_once(db: Session, minutes: Minutes) -> None:
    item, said = first(db, minutes), ItemText("Hälsodagen", text="Affisch")
    for _ in range(2):
        assert save_item(db, minutes, item.key, said, 1).edition == 2


def test_what_came_of_an_item_is_saved_with_it_and_keeps_its_name(
    db: Session, minutes: Minutes
) -> None:
    item, key = first(db, minutes), str(uuid4())
    action = OutcomeText(key, OutcomeKind.ACTION, "Skriva ut affischen", "Samordnaren")
    saved = save_item(db, minutes, item.key, ItemText("Affisch", outcomes=(action,)), 1)
    assert text_of_item(db, saved).outcomes == (action,)


def test_what_came_of_an_item_gets_a_name_that_nothing_else_has(
    db: Session, minutes: Minutes
) -> None:
    item = first(db, minutes)
    new = tuple(OutcomeText("", OutcomeKind.PROPOSAL, text) for text in ("Skyltar", "Bänkar"))
    saved = save_item(db, minutes, item.key, ItemText("Affisch", outcomes=new), 1)
    keys = {each.key for each in text_of_item(db, saved).outcomes}
    assert len(keys - {""}) == 2


def test_an_anchor_that_was_given_is_not_given_to_another_item(
    db: Session, minutes: Minutes
) -> None:
    add_item(db, minutes, ItemText("Kommer"))
    last = [*db.scalars(items_of(minutes))][-1]
    remove_item(db, minutes, last.key, last.edition)
    assert (last.anchor, add_item(db, minutes, ItemText("Blir")).anchor) == ("p4", "p5")


def test_a_point_that_somebody_else_has_written_in_is_not_removed(
    db: Session, minutes: Minutes
) -> None:
    item = first(db, minutes)
    save_item(db, minutes, item.key, ItemText("Hälsodagen", text="Mer"), 1)
    with pytest.raises(WrittenMeanwhile):
        remove_item(db, minutes, item.key, 1)


def test_a_point_that_was_removed_is_said_to_be(db: Session, minutes: Minutes) -> None:
    item = first(db, minutes)
    remove_item(db, minutes, item.key, item.edition)
    with pytest.raises(Removed):
        save_item(db, minutes, item.key, ItemText("Hälsodagen"), 1)


@pytest.mark.parametrize(
    ("place", "steps", "order"),
    [
        (0, 1, ["OCN", "Hälsodagen", "Övrigt"]),
        (2, -1, ["Hälsodagen", "Övrigt", "OCN"]),
        (0, -1, ["Hälsodagen", "OCN", "Övrigt"]),
        (2, 1, ["Hälsodagen", "OCN", "Övrigt"]),
    ],
)
def test_points_change_places_and_none_falls_off_the_end(
    db: Session, minutes: Minutes, place: int, steps: int, order: list[str]
) -> None:
    move_item(db, minutes, [*db.scalars(items_of(minutes))][place].key, steps)
    assert titles(db, minutes) == order


def test_nothing_is_written_in_what_is_approved(db: Session, minutes: Minutes) -> None:
    key = first(db, minutes).key
    minutes.state = MinutesState.APPROVED
    db.flush()
    for deed in (
        lambda: add_item(db, minutes, ItemText("Sent")),
        lambda: save_item(db, minutes, key, ItemText("Sent"), 1),
        lambda: remove_item(db, minutes, key, 1),
        lambda: move_item(db, minutes, key, 1),
        lambda: save_frame(db, minutes, Frame("Sent"), 1),
        lambda: add_present(db, minutes, Present(guests=3)),
    ):
        with pytest.raises(Frozen):
            deed()


def test_the_summary_has_an_edition_of_its_own(db: Session, minutes: Minutes) -> None:
    save_frame(db, minutes, Frame("Det blir en hälsodag."), 1)
    with pytest.raises(WrittenMeanwhile):
        save_frame(db, minutes, Frame("Det blir ingen."), 1)


def test_guests_need_no_names(db: Session, minutes: Minutes) -> None:
    ria = Present(organisation="Ria")
    save_attendance(db, minutes, (ria, Present(), Present(guests=3)), 1)
    assert attendance_of(db, minutes) == (ria, Present(guests=3))


def test_somebody_of_the_roster_comes_once(db: Session, minutes: Minutes) -> None:
    for _ in range(2):
        add_present(db, minutes, Present(name="Sanna", person_id=None, function="Samordnare"))
    assert len(attendance_of(db, minutes)) == 2


def test_nobody_leaves_before_they_came(db: Session, minutes: Minutes) -> None:
    late = Present(organisation="Ria", came=NOW.time(), left=NOW.time().replace(hour=9))
    with pytest.raises(LeftBeforeCame):
        save_attendance(db, minutes, (late,), 1)
