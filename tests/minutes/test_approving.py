"""Approval: by whom, of which text, and the numbers that come with it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.doctor.minutes import approval_of_other_text
from fritidsbank.minutes.figures.pinning import Found, pin, unpin
from fritidsbank.minutes.meetings import Plan, change_meeting
from fritidsbank.minutes.models import Group, Item, Meeting, Minutes
from fritidsbank.minutes.rules import MinutesState, Numbering, Profile
from fritidsbank.minutes.writing import approving
from fritidsbank.minutes.writing.correcting import begin_correction
from fritidsbank.minutes.writing.formal import Chosen, choose_adjusters
from fritidsbank.minutes.writing.items import ItemText, add_item, save_item
from fritidsbank.minutes.writing.states import NotNow
from fritidsbank.minutes.writing.text_hash import hash_of_minutes
from fritidsbank.minutes.writing.written import written
from fritidsbank.staff.models import Account, AccountKind
from fritidsbank.web.room import settle
from tests import make
from tests.at_once import at_once
from tests.conftest import NOW, Shop
from tests.minutes.conftest import WEDNESDAY, Secretary, leading_group, meeting_of, minutes_of

NOW_LOCAL = NOW.date()


@pytest.fixture
def group(shop: Shop, db: Session) -> Group:
    """A formal group that numbers its paragraphs."""
    group = leading_group(db, now=NOW)
    group.profile, group.numbering = Profile.FORMAL, Numbering.PARAGRAPHS
    return group


@pytest.fixture
def second(shop: Shop, db: Session) -> int:
    """Somebody else who can sign in as themselves."""
    return make.account(db, "Bertil", now=shop.now)


@pytest.fixture
def minutes(group: Group, db: Session) -> Minutes:
    """Two items, and nobody chosen yet."""
    meeting = meeting_of(db, group, now=NOW)
    return minutes_of(db, meeting, ("Lokal", "Söder"), ("Budget", ""), now=NOW)


def chosen(db: Session, minutes: Minutes, *accounts: int) -> None:
    """These are to approve, and may read."""
    meeting = db.get_one(Meeting, minutes.meeting_id)
    choose_adjusters(db, meeting, [Chosen(None, f"Justerare {one}", one) for one in accounts])
    approving.send_to_review(db, minutes)


def signs(db: Session, minutes: Minutes, account: int) -> None:
    sha256 = hash_of_minutes(written(db, minutes))
    approving.sign(db, minutes, account, sha256, now=NOW)


def moved_to(db: Session, minutes: Minutes, place: str) -> None:
    """The place was another than the notice said."""
    meeting = db.get_one(Meeting, minutes.meeting_id)
    plan = Plan(meeting.starts_at, meeting.ends_at, place)
    change_meeting(db, meeting, plan, None)


def numbers(db: Session, minutes: Minutes) -> list[int | None]:
    return [each.item.number for each in written(db, minutes).items]


def test_a_post_that_several_share_signs_nothing(
    sanna: Secretary, db: Session, minutes: Minutes
) -> None:
    chosen(db, minutes, sanna.account)
    db.get_one(Account, sanna.account).kind = AccountKind.POST
    with pytest.raises(approving.NotChosen):
        signs(db, minutes, sanna.account)


def test_the_last_who_signs_approves(
    sanna: Secretary, db: Session, minutes: Minutes, second: int
) -> None:
    chosen(db, minutes, sanna.account, second)
    signs(db, minutes, sanna.account)
    after_one = minutes.state
    signs(db, minutes, second)
    assert (after_one, minutes.state) == (MinutesState.REVIEW, MinutesState.APPROVED)


def test_who_was_not_chosen_is_told_so(
    sanna: Secretary, db: Session, minutes: Minutes, second: int
) -> None:
    chosen(db, minutes, sanna.account)
    with pytest.raises(approving.NotChosen):
        signs(db, minutes, second)


def test_a_change_voids_what_was_signed(
    sanna: Secretary, db: Session, minutes: Minutes, second: int
) -> None:
    chosen(db, minutes, sanna.account, second)
    signs(db, minutes, sanna.account)
    item = written(db, minutes).items[0].item
    save_item(db, minutes, item.key, ItemText("Lokal", text="Norr"), 1)
    signs(db, minutes, second)
    with pytest.raises(approving.NotAllSigned, match=f"Justerare {sanna.account}"):
        approving.approve(db, minutes, now=NOW)


def test_another_place_voids_what_was_signed(
    sanna: Secretary, db: Session, minutes: Minutes, second: int
) -> None:
    chosen(db, minutes, sanna.account, second)
    signs(db, minutes, sanna.account)
    moved_to(db, minutes, "Ria")
    signs(db, minutes, second)
    with pytest.raises(approving.NotAllSigned, match=f"Justerare {sanna.account}"):
        approving.approve(db, minutes, now=NOW)


def test_a_correction_at_another_place_leaves_what_was_signed_before_it(
    sanna: Secretary, db: Session, minutes: Minutes
) -> None:
    chosen(db, minutes, sanna.account)
    signs(db, minutes, sanna.account)
    before = hash_of_minutes(written(db, minutes))
    approving.mark_published(db, minutes, now=NOW)
    begin_correction(db, minutes, "Fel plats", now=NOW)
    moved_to(db, minutes, "Ria")
    assert hash_of_minutes(written(db, minutes)) == before
    assert approval_of_other_text.findings(db) == []


def test_other_lines_of_the_same_figures_void_what_was_signed(
    sanna: Secretary, db: Session, minutes: Minutes, second: int
) -> None:
    found = Found("Vecka 8", "vecka.json", NOW_LOCAL, "0" * 64, (("Lån", "7"), ("Besök", "5")))
    item = written(db, minutes).items[0].item
    pinned = pin(db, item, found, "Vecka 8", [0])
    chosen(db, minutes, sanna.account, second)
    signs(db, minutes, sanna.account)
    unpin(db, item, pinned.id)
    pin(db, item, found, "Vecka 8", [1])
    signs(db, minutes, second)
    assert minutes.state is MinutesState.REVIEW


def test_nobody_signs_a_text_that_they_have_not_read(
    sanna: Secretary, db: Session, minutes: Minutes
) -> None:
    chosen(db, minutes, sanna.account)
    with pytest.raises(approving.ReadOnce):
        approving.sign(db, minutes, sanna.account, "0" * 64, now=NOW)


def test_paper_counts_for_everybody(
    sanna: Secretary, db: Session, minutes: Minutes, second: int
) -> None:
    chosen(db, minutes, sanna.account, second)
    approving.approve_on_paper(db, minutes, None, NOW_LOCAL, by=sanna.account, now=NOW)
    assert minutes.state is MinutesState.APPROVED


@pytest.mark.parametrize("on", [date(2017, 4, 18), NOW_LOCAL + timedelta(days=1)])
def test_no_paper_was_signed_before_the_meeting_or_in_days_to_come(
    sanna: Secretary, db: Session, minutes: Minutes, on: date
) -> None:
    chosen(db, minutes, sanna.account)
    with pytest.raises(approving.NoSuchDay):
        approving.approve_on_paper(db, minutes, None, on, by=sanna.account, now=NOW)


def test_a_formal_group_approves_nothing_without_a_signature(db: Session, minutes: Minutes) -> None:
    with pytest.raises(approving.NobodySigned):
        approving.approve(db, minutes, now=NOW)


def test_an_open_group_approves_without_ceremony(
    db: Session, group: Group, minutes: Minutes
) -> None:
    group.profile = Profile.OPEN
    approving.approve(db, minutes, now=NOW)
    approving.mark_published(db, minutes, now=NOW)
    assert minutes.state is MinutesState.PUBLISHED


def test_nothing_is_published_that_was_not_approved(db: Session, minutes: Minutes) -> None:
    with pytest.raises(NotNow):
        approving.mark_published(db, minutes, now=NOW)


@pytest.mark.parametrize(
    ("numbering", "expected"),
    [
        (Numbering.NONE, [[None, None], [None, None], [None, None]]),
        (Numbering.PLAIN, [[1, 2], [1, 2], [1, 2]]),
        (Numbering.PARAGRAPHS, [[1, 2], [3, 4], [1, 2]]),
    ],
)
def test_items_are_numbered_as_the_group_does(
    db: Session, group: Group, numbering: Numbering, expected: list[list[int | None]]
) -> None:
    group.profile, group.numbering = Profile.OPEN, numbering
    found = []
    for at in (WEDNESDAY, WEDNESDAY + timedelta(days=28), WEDNESDAY + timedelta(days=365)):
        made = minutes_of(db, meeting_of(db, group, now=NOW, at=at), ("A", ""), ("B", ""), now=NOW)
        found.append(numbers(db, approving.approve(db, made, now=NOW)))
    assert found == expected


def test_paragraphs_that_older_minutes_bear_are_kept_and_counted_on(
    db: Session, group: Group
) -> None:
    group.profile = Profile.OPEN
    old = minutes_of(db, meeting_of(db, group, now=NOW), now=NOW)
    add_item(db, old, ItemText("Inläst"), number=36)
    approving.approve(db, old, now=NOW)
    later = meeting_of(db, group, now=NOW, at=WEDNESDAY + timedelta(days=7))
    new = approving.approve(db, minutes_of(db, later, ("Ny", ""), now=NOW), now=NOW)
    assert (numbers(db, old), numbers(db, new)) == ([36], [37])


def test_two_who_approve_at_once_get_paragraphs_of_their_own(sanna: Secretary) -> None:
    store = sanna.shop.store
    with store.writing() as db:
        group = leading_group(db, now=NOW)
        group.numbering = Numbering.PARAGRAPHS
        ids = []
        for week in range(2):
            at = WEDNESDAY + timedelta(weeks=week)
            made = minutes_of(db, meeting_of(db, group, now=NOW, at=at), ("A", ""), now=NOW)
            ids.append(made.id)
        db.commit()

    def approves(which: int, at: datetime = NOW) -> Callable[[], object]:
        def deed() -> None:
            with store.writing() as db:
                settle(db, lambda: approving.approve(db, db.get_one(Minutes, ids[which]), now=at))

        return deed

    at_once(approves(0), approves(1))
    with store.reading() as db:
        assert sorted(db.scalars(select(Item.number))) == [1, 2]  # type: ignore[type-var]
