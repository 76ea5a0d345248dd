"""What Sanna once left out and somebody has changed since is not published behind her back."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.minutes.models import Item, Minutes, PrivacyMark
from fritidsbank.minutes.privacy.deciding import hash_of
from fritidsbank.minutes.privacy.masking import paragraph_hash
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.rendition import MinutesPage, from_json
from fritidsbank.minutes.rules import Mark
from fritidsbank.minutes.writing.correcting import begin_correction
from fritidsbank.minutes.writing.minutes_page import item_hash
from fritidsbank.minutes.writing.renditions import keep_marks, publish_minutes, sources_of
from fritidsbank.minutes.writing.stray_marks import LeftOutHasChanged, stray_marks
from fritidsbank.minutes.writing.text_hash import hash_of_minutes
from fritidsbank.minutes.writing.written import written
from fritidsbank.web.access import Role
from tests import make
from tests.conftest import NOW, Shop
from tests.minutes.conftest import leading_group, meeting_of, minutes_of

NAME = "Zeynep Arslan"
SECRET = "Vi köper huset i hamnen."


@pytest.fixture
def by(shop: Shop, db: Session) -> int:
    """Sanna, who decides."""
    return make.account(db, "Sanna", [(Role.SECRETARY, None)], now=NOW)


@pytest.fixture
def minutes(shop: Shop, db: Session) -> Minutes:
    """A draft of two items: a paragraph of the first is a secret, the second names Zeynep."""
    meeting = meeting_of(db, leading_group(db, now=NOW), now=NOW)
    items = (("Lokalen", f"{SECRET}\n\nVi väntar."), ("Samtal", f"{NAME} ringer."))
    return minutes_of(db, meeting, *items, now=NOW)


def item(db: Session, place: int) -> Item:
    return db.scalars(select(Item).where(Item.position == place)).one()


def leave_out(db: Session, minutes: Minutes, by: int, *hashes: str) -> None:
    meeting = sources_of(db, minutes, now=NOW).meeting
    keep_marks(db, meeting, dict.fromkeys(hashes, Mark.HIDE), by=by, now=NOW)


def strays(db: Session, minutes: Minutes) -> frozenset[str]:
    return stray_marks(sources_of(db, minutes, now=NOW), today=NOW.date())


def publish(
    db: Session, minutes: Minutes, by: int, *, gone: frozenset[str] = frozenset()
) -> Published:
    seen = hash_of_minutes(written(db, minutes))
    marks = {hash_of(NAME): Mark.MASK}
    return publish_minutes(db, minutes, marks, seen, by=by, now=NOW, gone=gone)


@pytest.mark.parametrize(
    "hash_in",
    [
        lambda _: paragraph_hash(SECRET),
        lambda db: item_hash(item(db, 1)),
        lambda _: hash_of(NAME),
    ],
    ids=["paragraph", "item", "hit"],
)
def test_what_still_leaves_something_out_is_not_asked_about(
    db: Session, by: int, minutes: Minutes, hash_in: Callable[[Session], str]
) -> None:
    leave_out(db, minutes, by, hash_in(db))
    assert strays(db, minutes) == frozenset()


def test_a_paragraph_that_was_left_out_and_has_changed_is_asked_about(
    db: Session, by: int, minutes: Minutes
) -> None:
    leave_out(db, minutes, by, paragraph_hash(SECRET))
    item(db, 1).text = f"{SECRET.replace('huset', 'båten')}\n\nVi väntar."
    assert strays(db, minutes) == {paragraph_hash(SECRET)}


def test_a_name_that_took_its_paragraph_with_it_and_is_spelt_anew_is_asked_about(
    db: Session, by: int, minutes: Minutes
) -> None:
    leave_out(db, minutes, by, hash_of(NAME))
    item(db, 2).text = "Z. ringer."
    assert strays(db, minutes) == {hash_of(NAME)}


def test_an_item_that_was_left_out_and_is_taken_away_is_asked_about(
    db: Session, by: int, minutes: Minutes
) -> None:
    two = item(db, 2)
    leave_out(db, minutes, by, item_hash(two))
    db.delete(two)
    db.flush()
    assert strays(db, minutes) == {item_hash(two)}


def test_words_that_were_masked_or_shown_and_are_gone_are_not_asked_about(
    db: Session, by: int, minutes: Minutes
) -> None:
    meeting = sources_of(db, minutes, now=NOW).meeting
    marks = {hash_of("Bo Berg"): Mark.MASK, hash_of("Cia Ek"): Mark.SHOW}
    keep_marks(db, meeting, marks, by=by, now=NOW)
    assert strays(db, minutes) == frozenset()


def test_what_is_left_out_for_a_name_in_an_item_that_is_hidden_now_is_not_asked_about(
    db: Session, by: int, minutes: Minutes
) -> None:
    leave_out(db, minutes, by, hash_of(NAME))
    item(db, 2).hidden = True
    assert strays(db, minutes) == frozenset()


def test_nothing_is_published_while_nobody_has_looked(
    db: Session, by: int, minutes: Minutes
) -> None:
    leave_out(db, minutes, by, paragraph_hash(SECRET))
    item(db, 1).text = "Vi köper båten i hamnen."
    with pytest.raises(LeftOutHasChanged):
        publish(db, minutes, by)
    assert db.scalars(select(Published.id)).all() == []


def test_having_looked_at_one_is_no_word_about_another(
    db: Session, by: int, minutes: Minutes
) -> None:
    leave_out(db, minutes, by, paragraph_hash(SECRET), paragraph_hash("Vi väntar."))
    item(db, 1).text = "Vi köper båten i hamnen."
    with pytest.raises(LeftOutHasChanged):
        publish(db, minutes, by, gone=frozenset({paragraph_hash(SECRET)}))


def test_once_somebody_has_looked_it_is_published_and_the_stray_mark_is_gone(
    db: Session, by: int, minutes: Minutes
) -> None:
    leave_out(db, minutes, by, paragraph_hash(SECRET), paragraph_hash("Vi väntar."))
    item(db, 1).text = "Vi köper båten i hamnen.\n\nVi väntar."
    out = publish(db, minutes, by, gone=frozenset({paragraph_hash(SECRET)}))
    page = from_json(MinutesPage, out.document)
    assert [each.text for each in page.items[0].paragraphs] == ["Vi köper båten i hamnen.", ""]
    left = db.scalars(select(PrivacyMark.sha256).where(PrivacyMark.mark == Mark.HIDE)).all()
    assert left == [paragraph_hash("Vi väntar.")]


@pytest.mark.parametrize(
    ("words", "hash_in"),
    [(SECRET, paragraph_hash), (f"{NAME} ringer.", lambda _: hash_of(NAME))],
    ids=["paragraph", "hit"],
)
def test_what_was_left_out_in_two_places_and_has_changed_in_one_is_asked_about(
    db: Session, by: int, minutes: Minutes, words: str, hash_in: Callable[[str], str]
) -> None:
    for place in (1, 2):
        item(db, place).text = words
    seen = hash_of_minutes(written(db, minutes))
    publish_minutes(db, minutes, {hash_in(words): Mark.HIDE}, seen, by=by, now=NOW)
    later = begin_correction(db, minutes, "Rättat", now=NOW)
    two = select(Item).where(Item.minutes_id == later.id, Item.position == 2)
    db.scalars(two).one().text = "Det blev inget av det."
    assert strays(db, later) == {hash_in(words)}


def test_what_still_stands_in_one_of_two_places_stays_left_out_when_somebody_has_looked(
    db: Session, by: int, minutes: Minutes
) -> None:
    for place in (1, 2):
        item(db, place).text = SECRET
    mark = {paragraph_hash(SECRET): Mark.HIDE}
    seen = hash_of_minutes(written(db, minutes))
    publish_minutes(db, minutes, mark, seen, by=by, now=NOW)
    later = begin_correction(db, minutes, "Rättat", now=NOW)
    two = select(Item).where(Item.minutes_id == later.id, Item.position == 2)
    db.scalars(two).one().text = "Det blev inget av det."
    db.flush()
    seen = hash_of_minutes(written(db, later))
    publish_minutes(db, later, {}, seen, by=by, now=NOW, gone={*mark})
    assert (sources_of(db, later, now=NOW).marks, strays(db, later)) == (mark, frozenset())
