"""What is published stays as it was, and what is withdrawn is gone."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from fritidsbank.minutes.models import Item, Minutes
from fritidsbank.minutes.published import Published, PublishedItem
from fritidsbank.minutes.publishing import About, Place, newest, put_out, withdraw
from fritidsbank.minutes.rendition import GroupPage, from_json
from fritidsbank.minutes.rules import GroupStatus, MinutesState, Profile, PublishedKind
from fritidsbank.minutes.stems import stems_of
from tests.conftest import NOW, Shop
from tests.minutes.conftest import leading_group, meeting_of, minutes_of

GROUP = GroupPage(
    slug="ledningsgruppen",
    name="Ledningsgrupp för utveckling",
    purpose="Samordning",
    members=("Fontänhuset", "Ria"),
    place_rule="Platsen flyttar mellan medlemmarna",
    time_rule="En torsdag i månaden",
    contact="Samordnaren",
    open_to_all=True,
    profile=Profile.OPEN,
    status=GroupStatus.ACTIVE,
    status_reason="",
    status_on=None,
)
LATER = NOW + timedelta(days=1)


def published(db: Session, group: GroupPage = GROUP, *words: str, now: datetime = NOW) -> Published:
    return put_out(
        db,
        PublishedKind.GROUP,
        group.slug,
        group,
        About(f"/moten/{group.slug}", group.name, group_slug=group.slug),
        [Place("p1", "1.", "information", "Rubrik", each) for each in words],
        now=now,
    )


def found(db: Session, word: str) -> int:
    if db.get_bind().dialect.name == "postgresql":
        where, asked = "published_item WHERE words @@ to_tsquery('swedish', :word)", word
    else:
        where, asked = "published_search WHERE published_search MATCH :word", stems_of(word)
    return int(db.scalar(text(f"SELECT count(*) FROM {where}"), {"word": asked}) or 0)


def test_what_is_read_back_is_what_was_published(shop: Shop, db: Session) -> None:
    assert from_json(GroupPage, published(db).document) == GROUP


def test_the_same_again_is_no_new_version(shop: Shop, db: Session) -> None:
    assert published(db).id == published(db, now=LATER).id


def test_a_newer_version_takes_the_place_and_the_old_one_stays_readable(
    shop: Shop, db: Session
) -> None:
    first = published(db)
    second = published(db, GroupPage(**{**vars(GROUP), "contact": "Kansliet"}), now=LATER)
    assert newest(db, PublishedKind.GROUP, GROUP.slug) is second
    assert (first.superseded_at, second.version) == (LATER, 2)
    assert first.document["contact"] == "Samordnaren"


@pytest.mark.parametrize(
    "change",
    [
        update(Published).values(lead="Något annat"),
        update(Published).values(document={}),
        update(Published).values(version=7),
        delete(Published),
        update(PublishedItem).values(text="Något annat"),
    ],
    ids=["lead", "document", "version", "deleted", "item"],
)
def test_the_database_refuses_a_silent_edit(shop: Shop, db: Session, change: object) -> None:
    published(db, GROUP, "Skridskor")
    with pytest.raises(DatabaseError, match="never changed"):
        db.execute(change)  # type: ignore[call-overload]


def test_what_is_withdrawn_is_gone_and_leaves_its_place(shop: Shop, db: Session) -> None:
    row = published(db, GROUP, "Skridskor")
    withdraw(db, row, "Ett namn", now=LATER)
    db.refresh(row)
    assert (row.document, row.title, row.withdrawn_at) == ({}, "", LATER)
    assert db.scalar(select(func.count(PublishedItem.id))) == found(db, "skridskor") == 0


def test_after_it_was_withdrawn_a_new_version_can_be_published(shop: Shop, db: Session) -> None:
    withdraw(db, published(db), "Ett namn", now=LATER)
    assert published(db, now=LATER).version == 2


def test_a_search_knows_a_word_in_all_its_forms_and_a_ring_from_none(
    shop: Shop, db: Session
) -> None:
    published(db, GROUP, "Hjälmarna och skridskorna ska vara på plats")
    hits = {"hjälm": 1, "hjälmen": 1, "hjalm": 0, "plats": 1, "skridskor": 1}
    assert {word: found(db, word) for word in hits} == hits


@pytest.mark.parametrize(
    "change",
    [
        update(Item).values(text="Något annat"),
        delete(Item),
        update(Minutes).values(summary="Något annat"),
        update(Minutes).values(state=MinutesState.DRAFT),
        delete(Minutes),
    ],
    ids=["item", "item deleted", "summary", "back to a draft", "deleted"],
)
def test_approved_minutes_are_not_changed_whoever_asks(
    shop: Shop, db: Session, change: object
) -> None:
    meeting = meeting_of(db, leading_group(db, now=NOW), now=NOW)
    minutes = minutes_of(db, meeting, ("Hälsodagen", "17 maj"), now=NOW)
    minutes.state = MinutesState.APPROVED
    db.flush()
    with pytest.raises(DatabaseError, match="never changed"):
        db.execute(change)  # type: ignore[call-overload]
