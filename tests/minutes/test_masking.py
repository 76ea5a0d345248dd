"""What is published says nothing that a person did not let through."""

import json
from contextlib import closing
from datetime import date, time
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from fritidsbank.db import SQLITE, Store
from fritidsbank.minutes.models import (
    Attendance,
    Figure,
    Group,
    Item,
    Meeting,
    Minutes,
    Outcome,
    RosterPerson,
)
from fritidsbank.minutes.privacy.deciding import NotDecidedYet, hash_of
from fritidsbank.minutes.privacy.masking import paragraph_hash
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.rendition import MinutesPage, from_json, to_json
from fritidsbank.minutes.rules import Mark, MinutesState, OutcomeKind, Part, Profile, PublishedKind
from fritidsbank.minutes.writing.correcting import withdraw_minutes
from fritidsbank.minutes.writing.minutes_page import item_hash
from fritidsbank.minutes.writing.renditions import (
    keep_marks,
    page_for_anybody,
    publish_minutes,
    sources_of,
)
from fritidsbank.minutes.writing.text_hash import hash_of_minutes
from fritidsbank.minutes.writing.written import written
from fritidsbank.web.access import Role
from tests import make
from tests.conftest import NOW, Shop
from tests.minutes.conftest import leading_group, meeting_of, minutes_of

NAME, PHONE, NUMBER = "Zeynep Arslan", "070-174 06 05", "800101-1236"
TALE = f"{NAME} berättade. Ring **070**-174 06 05.\n\nFrågan väntar.\n\n- Bo\n- {NUMBER}"


@pytest.fixture
def by(shop: Shop, db: Session) -> int:
    """Sanna, who decides."""
    return make.account(db, "Sanna", [(Role.SECRETARY, None)], now=NOW)


@pytest.fixture
def minutes(shop: Shop, db: Session) -> Minutes:
    """A draft of two items, the first of which has a name, a phone and a personal number."""
    meeting = meeting_of(db, leading_group(db, now=NOW), now=NOW)
    return minutes_of(db, meeting, ("Hälsodagen", TALE), ("Fritidsbanken", "Väntar."), now=NOW)


def item(db: Session, minutes: Minutes, place: int = 1) -> Item:
    return db.scalars(
        select(Item).where(Item.minutes_id == minutes.id, Item.position == place)
    ).one()


def page(db: Session, minutes: Minutes, **marks: Mark) -> MinutesPage:
    sources = sources_of(db, minutes, now=NOW)
    known = {"name": NAME, "phone": "070**-174 06 05", "plain": PHONE, "number": NUMBER}
    decided = {hash_of(known[each]): mark for each, mark in marks.items()}
    return page_for_anybody(
        type(sources)(**{**vars(sources), "marks": {**sources.marks, **decided}}), now=NOW
    )


def masked(db: Session, minutes: Minutes) -> MinutesPage:
    return page(db, minutes, name=Mark.MASK, phone=Mark.MASK, plain=Mark.MASK, number=Mark.MASK)


def publish(db: Session, minutes: Minutes, by: int, marks: dict[str, Mark]) -> Published:
    seen = hash_of_minutes(written(db, minutes))
    return publish_minutes(db, minutes, marks, seen, by=by, now=NOW)


def everything_but(*words: str, page: MinutesPage) -> None:
    said = json.dumps(to_json(page), ensure_ascii=False)
    assert [word for word in words if word in said] == []


def test_with_anything_undecided_there_is_no_page(db: Session, minutes: Minutes) -> None:
    with pytest.raises(NotDecidedYet) as refused:
        page(db, minutes, name=Mark.MASK, number=Mark.SHOW)
    assert {hit.hit.words for hit in refused.value.hits} == {"070**-174 06 05", PHONE}


def test_masked_words_are_replaced_in_text_and_html(db: Session, minutes: Minutes) -> None:
    made = masked(db, minutes)
    everything_but("Zeynep", "Arslan", "174 06", "1236", page=made)
    first = made.items[0].paragraphs[0]
    assert first.text.startswith("[namn borttaget] berättade. Ring")
    assert "[telefonnummer borttaget]" in first.html
    assert first.html.startswith("<p>")


def test_what_is_shown_is_there(db: Session, minutes: Minutes) -> None:
    made = page(db, minutes, name=Mark.SHOW, phone=Mark.SHOW, plain=Mark.SHOW, number=Mark.MASK)
    assert made.items[0].paragraphs[0].text == f"{NAME} berättade. Ring {PHONE}."


def test_a_hit_may_take_its_paragraph_with_it(db: Session, minutes: Minutes) -> None:
    made = page(db, minutes, name=Mark.HIDE, number=Mark.MASK)
    paragraphs = made.items[0].paragraphs
    assert [(each.anchor, each.withheld) for each in paragraphs] == [
        ("p1-1", True),
        ("p1-2", False),
        ("p1-3", False),
    ]
    assert (paragraphs[0].html, paragraphs[0].text) == ("", "")


def test_of_an_item_that_is_left_out_number_and_a_fixed_title_stay(
    db: Session, minutes: Minutes
) -> None:
    item(db, minutes).hidden = True
    made = page(db, minutes)
    hidden = made.items[0]
    assert (hidden.label, hidden.title, hidden.withheld) == ("1.", "Punkten publiceras inte", True)
    everything_but("Hälsodagen", "väntar", NAME, page=made)


def test_an_item_left_out_after_approval_stays_so_whatever_its_words_become(
    db: Session, by: int, minutes: Minutes
) -> None:
    one = item(db, minutes)
    sources = sources_of(db, minutes, now=NOW)
    keep_marks(db, sources.meeting, {item_hash(one): Mark.HIDE}, by=by, now=NOW)
    one.text, one.title = "Något annat", "En ny rubrik"
    db.flush()
    assert page(db, minutes).items[0].withheld


def test_words_that_changed_are_asked_for_again(db: Session, by: int, minutes: Minutes) -> None:
    sources = sources_of(db, minutes, now=NOW)
    marks = {hash_of(each): Mark.SHOW for each in (NAME, "070**-174 06 05", PHONE, NUMBER)}
    keep_marks(db, sources.meeting, marks, by=by, now=NOW)
    page(db, minutes)
    item(db, minutes).text = TALE.replace("Arslan", "Arslani")
    db.flush()
    with pytest.raises(NotDecidedYet) as refused:
        page(db, minutes)
    assert [hit.hit.words for hit in refused.value.hits] == ["Zeynep Arslani"]


@pytest.mark.parametrize(
    "where",
    ["title", "outcome", "owner", "summary", "change_note", "figure", "place", "attendance"],
)
def test_every_field_that_is_published_is_looked_at(
    db: Session, minutes: Minutes, where: str
) -> None:
    two = item(db, minutes, 2)
    item(db, minutes).hidden = True
    secret = "Ngozi Okafor"
    outcome = Outcome(item_id=two.id, key=str(uuid4()), position=1, kind=OutcomeKind.ACTION)
    outcome.text, outcome.owner = "Ringa", "Samordnaren"
    figure = Figure(item_id=two.id, position=1, title="Lån", source="Veckorapport", sha256="0" * 64)
    figure.as_of, figure.lines = date(2017, 4, 10), [{"word": "Lån", "value": "1 391"}]
    there = Attendance(minutes_id=minutes.id, position=1, organisation="Ria", function="Värd")
    match where:
        case "title":
            two.title = secret
        case "outcome":
            outcome.text = f"{secret} ringer"
        case "owner":
            outcome.owner = secret
        case "summary":
            minutes.summary = f"Kort.\n{secret} kom."
        case "change_note":
            minutes.change_note = f"{secret} stod med"
        case "figure":
            figure.title = f"Lån av {secret}"
        case "place":
            sources_of(db, minutes, now=NOW).meeting.place = f"Hos {secret}"
        case "attendance":
            there.function = f"{secret}, värd"
    db.add_all([outcome, figure, there])
    db.flush()
    with pytest.raises(NotDecidedYet):
        page(db, minutes)
    decided = {hash_of(secret): Mark.MASK}
    sources = sources_of(db, minutes, now=NOW)
    made = page_for_anybody(type(sources)(**{**vars(sources), "marks": decided}), now=NOW)
    everything_but("Ngozi", "Okafor", page=made)
    assert "[namn borttaget]" in json.dumps(to_json(made), ensure_ascii=False)


def test_the_place_of_the_meeting_waits_for_no_decision(db: Session, minutes: Minutes) -> None:
    item(db, minutes).hidden = True
    item(db, minutes, 2).text = "Vi ses hos Ria, Möllegatan 3, också nästa gång."
    sources_of(db, minutes, now=NOW).meeting.place = "Ria, Möllegatan 3"
    db.flush()
    assert page(db, minutes).place == "Ria, Möllegatan 3"
    item(db, minutes, 2).text = "Brukaren bor på Storgatan 8."
    db.flush()
    with pytest.raises(NotDecidedYet):
        page(db, minutes)


def test_a_decision_that_repeats_a_paragraph_goes_with_it(db: Session, minutes: Minutes) -> None:
    one = item(db, minutes, 2)
    item(db, minutes).hidden = True
    one.text = "Vi köper huset i hamnen.\n\nVi väntar."
    db.add_all(
        Outcome(item_id=one.id, key=str(uuid4()), position=1, kind=OutcomeKind.DECISION, text=said)
        for said in ("Vi köper huset i hamnen", "Vi väntar")
    )
    db.flush()
    sources = sources_of(db, minutes, now=NOW)
    decided = {paragraph_hash("Vi köper huset i hamnen."): Mark.HIDE}
    made = page_for_anybody(type(sources)(**{**vars(sources), "marks": decided}), now=NOW)
    everything_but("hamnen", page=made)
    assert [line.text for line in made.items[1].outcomes] == ["Vi väntar"]


def test_an_address_in_a_link_is_masked_with_the_link(db: Session, minutes: Minutes) -> None:
    item(db, minutes).hidden = True
    item(db, minutes, 2).text = "[Skriv](mailto:zeynep.arslan%40exempel.se) till oss"
    db.flush()
    with pytest.raises(NotDecidedYet) as refused:
        page(db, minutes)
    decided = {hit.sha256: Mark.MASK for hit in refused.value.hits}
    sources = sources_of(db, minutes, now=NOW)
    made = page_for_anybody(type(sources)(**{**vars(sources), "marks": decided}), now=NOW)
    everything_but("exempel.se", "zeynep", "href", page=made)


def test_who_was_there_is_organisation_and_function_and_a_name_only_of_officials_who_agreed(
    db: Session, minutes: Minutes
) -> None:
    group = db.scalars(select(Group)).one()
    roster = [
        RosterPerson(
            group_id=group.id, name="Åsa Öberg", public_official=True, agreed_on=NOW.date()
        ),
        RosterPerson(group_id=group.id, name="Bo Berg", public_official=True),
        RosterPerson(group_id=group.id, name="Cia Ek", agreed_on=NOW.date()),
    ]
    db.add_all(roster)
    db.flush()
    rows = [
        Attendance(name=each.name, person_id=each.id, organisation="Ria", function="Värd")
        for each in roster
    ]
    rows += [
        Attendance(name="Disa Dal"),
        Attendance(guests=2),
        Attendance(organisation="G7", part=Part.CHAIR, came=time(10, 15)),
        Attendance(name="Eli Ek", absent=True),
    ]
    for place, row in enumerate(rows):
        row.minutes_id, row.position = minutes.id, place
    db.add_all(rows)
    db.flush()
    item(db, minutes).hidden = True
    made = page(db, minutes)
    assert [
        (each.organisation, each.name, each.guests, each.absent) for each in made.attendance
    ] == [
        ("Ria", "Åsa Öberg", 0, False),
        ("Ria", "", 0, False),
        ("Ria", "", 0, False),
        ("G7", "", 0, False),
        ("", "", 3, False),
        ("", "", 1, True),
    ]
    everything_but("Bo Berg", "Cia", "Disa", "Eli", page=made)


def test_published_rows_and_search_have_nothing_of_what_was_masked(
    db: Session, by: int, minutes: Minutes
) -> None:
    marks = {hash_of(each): Mark.MASK for each in (NAME, "070**-174 06 05", PHONE, NUMBER)}
    made = publish(db, minutes, by, marks)
    rows = [row for table in ("published", "published_item") for row in all_of(db, table)]
    masked_words = ("Arslan", "arslan", "zeynep", "174 06", "1236")
    assert [word for word in masked_words for row in rows if word in row] == []
    assert from_json(MinutesPage, made.document).items[0].paragraphs[1].text == "Frågan väntar."
    assert (minutes.state, made.lead) == (MinutesState.PUBLISHED, "Hälsodagen, Fritidsbanken")


def all_of(db: Session, table: str) -> list[str]:
    return [repr(tuple(row)) for row in db.execute(text(f"SELECT * FROM {table}"))]


def test_a_formal_group_publishes_what_was_approved_and_nothing_before(
    db: Session, by: int, minutes: Minutes
) -> None:
    db.scalars(select(Group)).one().profile = Profile.FORMAL
    item(db, minutes).hidden = True
    db.flush()
    with pytest.raises(Exception, match="approved"):
        publish(db, minutes, by, {})
    assert db.scalars(select(Published).where(Published.kind == PublishedKind.MINUTES)).all() == []


@pytest.mark.one_database
def test_of_what_is_withdrawn_no_byte_is_left_among_what_was_published(
    shop: Shop, store: Store, tmp_path: Path
) -> None:
    with store.writing() as db:
        group = leading_group(db, now=NOW)
        minutes = minutes_of(
            db, meeting_of(db, group, now=NOW), ("Bänkarna", "Tombolalotteriet."), now=NOW
        )
        publish(db, minutes, shop.admin, {})
        db.commit()
    assert store.file is not None
    assert b"ombolalotteri" in published_alone(store, tmp_path / "before.db")
    with store.writing() as db:
        withdraw_minutes(db, db.scalars(select(Meeting)).one(), "Fel möte", now=NOW)
        db.commit()
    assert b"ombolalotteri" not in published_alone(store, tmp_path / "after.db")


def published_alone(store: Store, copy: Path) -> bytes:
    """The file's own bytes once everything that is written, and not published, was deleted."""
    with store.reading() as db:
        raw = db.connection().connection.dbapi_connection
        assert raw is not None
        with closing(SQLITE.connect(copy)) as target:
            raw.backup(target)
            target.execute("PRAGMA secure_delete = ON")
            triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for name in target.execute(triggers).fetchall():
                target.execute(f"DROP TRIGGER {name[0]}")
            for table in ("minutes_item", "minutes_outcome"):
                target.execute(f"DELETE FROM {table}")
            target.commit()
    return copy.read_bytes()
