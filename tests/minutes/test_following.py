"""What came of a meeting is followed until it is done, and a proposal until it is answered."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from fritidsbank.minutes.following.outcomes import (
    NoSuchOutcome,
    NothingSaid,
    follow_up,
    followed,
    followed_with,
    open_actions,
)
from fritidsbank.minutes.following.proposals import publish_proposal, republish_proposals_of
from fritidsbank.minutes.mails.subscribing import promise_mails_about
from fritidsbank.minutes.models import Group, Item, Meeting, Minutes, Outcome, Subscriber
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.publishing import newest
from fritidsbank.minutes.rendition import Answer, ProposalPage, from_json
from fritidsbank.minutes.rules import (
    MinutesState,
    OutcomeKind,
    OutcomeState,
    PublishedKind,
    waits_too_long,
)
from tests.conftest import NOW, Shop
from tests.minutes.conftest import leading_group, meeting_of, minutes_of
from tests.minutes.released import outcome, released, taken_in

RAISED = date(2017, 4, 19)
LATER = NOW + timedelta(days=1)
OPEN, DONE = OutcomeState.OPEN, OutcomeState.DONE


def april(db: Session) -> tuple[Group, Minutes]:
    """A meeting with one item."""
    group = leading_group(db, now=NOW)
    return group, minutes_of(db, meeting_of(db, group, now=NOW), ("Hälsodagen", "17 maj"), now=NOW)


def answer(on: int, state: OutcomeState = OPEN, promised: int | None = None) -> Answer:
    """What was said so many days after it was raised, and the day that was promised."""
    day = RAISED + timedelta(days=promised) if promised is not None else None
    return Answer(RAISED + timedelta(days=on), state, "", day)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("told", "after", "too_long"),
    [
        ((), 90, False),
        ((), 91, True),
        ((answer(10),), 91, True),
        ((answer(10, DONE),), 400, False),
        ((answer(10, OutcomeState.DROPPED),), 400, False),
        ((answer(10, promised=120),), 120, False),
        ((answer(10, promised=120),), 121, True),
        ((answer(10, promised=20),), 21, False),
        ((answer(10, promised=120), answer(100)), 101, True),
        ((answer(10, DONE), answer(20)), 91, True),
    ],
    ids=[
        "90 days",
        "91 days",
        "talked about",
        "answered",
        "dropped",
        "on the promised day",
        "the promised day has passed",
        "passed, and not 90 days yet",
        "the promise was taken back",
        "opened again",
    ],
)
def test_a_proposal_waits_too_long_without_an_answer_or_a_date(
    told: tuple[Answer, ...], after: int, *, too_long: bool
) -> None:
    assert waits_too_long(RAISED, told, RAISED + timedelta(days=after)) is too_long


def test_the_next_notice_says_what_is_still_to_be_done_the_earliest_first(
    shop: Shop, db: Session
) -> None:
    group, minutes = april(db)
    for text, due in (("Ring Ria", None), ("Boka bilen", RAISED), ("Skriv listan", RAISED)):
        outcome(db, minutes, OutcomeKind.ACTION, text, due_on=due)
    outcome(db, minutes, OutcomeKind.PROPOSAL, "Fler bord")
    released(db, minutes, now=NOW)
    done = next(one for one in followed(db) if one.line.text == "Skriv listan")
    follow_up(db, done, DONE, by=shop.account, now=LATER)
    told = [(line.text, line.path) for line in open_actions(db, group)]
    item = "/moten/ledningsgruppen/2017-04-19#p1"
    assert told == [("Boka bilen", item), ("Ring Ria", item)]


def test_a_draft_is_not_followed_and_nor_is_what_was_withdrawn(shop: Shop, db: Session) -> None:
    _, minutes = april(db)
    outcome(db, minutes, OutcomeKind.ACTION, "Ring Ria")
    before = followed(db)
    row = released(db, minutes, now=NOW)
    out = [one.line.text for one in followed(db)]
    taken_in(db, minutes, row, now=LATER)
    assert (before, out, followed(db)) == ([], ["Ring Ria"], [])


def test_what_is_followed_says_what_was_published_and_not_what_was_written(
    shop: Shop, db: Session
) -> None:
    group, minutes = april(db)
    outcome(db, minutes, OutcomeKind.ACTION, "Ring Kim")
    released(db, minutes, now=NOW, without=("p1",))
    assert (open_actions(db, group), followed(db)) == ((), [])


def test_what_is_late_is_told_from_what_is_not(shop: Shop, db: Session) -> None:
    _, minutes = april(db)
    outcome(db, minutes, OutcomeKind.ACTION, "Boka bilen", due_on=RAISED)
    outcome(db, minutes, OutcomeKind.PROPOSAL, "Fler bord")
    released(db, minutes, now=NOW)
    late = {
        days: [one.line.text for one in followed(db) if one.is_late(RAISED + timedelta(days=days))]
        for days in (0, 1, 91)
    }
    assert late == {0: [], 1: ["Boka bilen"], 91: ["Boka bilen", "Fler bord"]}


def test_a_list_costs_two_statements_however_long_it_is(shop: Shop, db: Session) -> None:
    group = leading_group(db, now=NOW)
    for week in range(5):
        at = datetime.fromisoformat("2017-04-19T08:00:00+00:00") + timedelta(days=7 * week)
        minutes = minutes_of(db, meeting_of(db, group, now=NOW, at=at), ("Hälsodagen", ""), now=NOW)
        outcome(db, minutes, OutcomeKind.ACTION, "Ring Ria")
        released(db, minutes, now=NOW)
    asked: list[str] = []

    def note(*told: str) -> None:
        asked.append(told[2])

    event.listen(shop.store.engine, "before_cursor_execute", note)
    try:
        many = len(followed(db))
    finally:
        event.remove(shop.store.engine, "before_cursor_execute", note)
    assert (many, len(asked)) == (5, 2)


def proposal(db: Session) -> tuple[Minutes, Published, str]:
    """A proposal that everybody can read."""
    _, minutes = april(db)
    key = outcome(db, minutes, OutcomeKind.PROPOSAL, "Fler bord i lokalen")
    row = released(db, minutes, now=NOW)
    republish_proposals_of(db, minutes, now=NOW)
    return minutes, row, key


def read(db: Session, key: str) -> ProposalPage:
    """The proposal as everybody reads it."""
    out = newest(db, PublishedKind.PROPOSAL, key)
    assert out is not None
    return from_json(ProposalPage, out.document)


def test_a_proposal_has_a_page_of_its_own_with_its_day_and_its_item(
    shop: Shop, db: Session
) -> None:
    _, _, key = proposal(db)
    page = read(db, key)
    assert (page.text, page.raised_on, page.path, page.answers) == (
        "Fler bord i lokalen",
        RAISED,
        "/moten/ledningsgruppen/2017-04-19#p1",
        (),
    )


def test_an_answer_is_published_and_the_one_before_stays(shop: Shop, db: Session) -> None:
    _, _, key = proposal(db)
    day = date(2017, 6, 1)
    one = follow_up(db, followed_with(db, key), OPEN, "Vi frågar", day, by=shop.account, now=NOW)
    publish_proposal(db, one, now=NOW)
    one = follow_up(db, one, DONE, "De är köpta", by=shop.account, now=LATER)
    publish_proposal(db, one, now=LATER)
    told = [(each.state, each.note, each.promised_on) for each in read(db, key).answers]
    assert told == [(OPEN, "Vi frågar", day), (DONE, "De är köpta", None)]


def test_a_mail_is_promised_once_to_each_who_wants_it(shop: Shop, db: Session) -> None:
    _, row, _ = proposal(db)
    wants = {"a@b.se": "", "c@d.se": row.group_slug, "e@f.se": "ungdomsradet"}
    db.add_all(
        Subscriber(address=address, group_slug=slug, seed=address, asked_at=NOW, confirmed_at=NOW)
        for address, slug in wants.items()
    )
    db.flush()
    assert [promise_mails_about(db, row, now=LATER) for _ in range(2)] == [2, 0]


def test_a_proposal_gets_an_answer_or_a_date_and_not_nothing(shop: Shop, db: Session) -> None:
    _, _, key = proposal(db)
    with pytest.raises(NothingSaid):
        follow_up(db, followed_with(db, key), OPEN, by=shop.account, now=NOW)


def test_withdrawn_minutes_take_their_proposals_with_them(shop: Shop, db: Session) -> None:
    minutes, row, key = proposal(db)
    taken_in(db, minutes, row, now=LATER)
    republish_proposals_of(db, minutes, now=LATER)
    out = newest(db, PublishedKind.PROPOSAL, key)
    assert out is not None
    assert (out.document, out.title, out.withdrawn_at) == ({}, "", LATER)
    with pytest.raises(NoSuchOutcome):
        followed_with(db, key)


def test_a_corrected_proposal_says_the_new_words_only(shop: Shop, db: Session) -> None:
    minutes, _, key = proposal(db)
    minutes.state = MinutesState.CORRECTED
    meeting = db.get_one(Meeting, minutes.meeting_id)
    second = Minutes(meeting_id=meeting.id, version=2, created_at=LATER)
    db.add(second)
    db.flush()
    item = Item(minutes_id=second.id, key=key, anchor="p1", position=1, title="Lokalen")
    db.add(item)
    db.flush()
    words = "Fler stolar i lokalen"
    kind = OutcomeKind.PROPOSAL
    db.add(Outcome(item_id=item.id, key=key, position=1, kind=kind, text=words))
    db.flush()
    released(db, second, now=LATER)
    republish_proposals_of(db, second, now=LATER)
    said = db.scalars(select(Published).where(Published.kind == PublishedKind.PROPOSAL)).all()
    assert [each.title for each in said] == ["", "Fler stolar i lokalen"]
