"""Many articles are moved by scanning a shelf and then one article after another."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from fritidsbank import clock
from fritidsbank.doctor import findings
from fritidsbank.stock.models import Move, Place
from fritidsbank.stock.moving import rehome
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.registering import add_shelf
from fritidsbank.stock.rules import PlaceKind, Reason
from tests import make
from tests.staff.crew import Crew, invalid_fields, text_of

Carries = Callable[..., dict[str, Any]]


@pytest.fixture
def shelf(crew: Crew) -> Place:
    """One more shelf in Hamnen."""
    with crew.store.writing() as db:
        made = add_shelf(db, crew.hamnen, "Skridskor 1")
        db.commit()
        db.refresh(made)
        db.expunge(made)
    return made


@pytest.fixture
def tablet(crew: Crew) -> make.Tablet:
    """The one that is carried around in Hamnen."""
    return make.tablet(crew.store, crew.hamnen, crew.shop.account, now=crew.now)


@pytest.fixture
def carries(tablet: make.Tablet, shelf: Place) -> Carries:
    """Carry something to the new shelf, or to the place that is named; the answer."""

    def carry(thing: Thing, to: str = "") -> dict[str, Any]:
        return tablet.says("carry", article=thing.code, to=to or shelf.code)

    return carry


def label_of(crew: Crew, kind: PlaceKind) -> str:
    """What stands on the label of a standard place of Hamnen."""
    with crew.store.reading() as db:
        return db.get_one(Place, crew.place(kind)).code


def lines_of(crew: Crew, thing: Thing) -> list[Move]:
    """Its story."""
    with crew.store.reading() as db:
        return list(db.scalars(select(Move).where(Move.article_id == thing.id).order_by(Move.seq)))


def test_what_is_scanned_at_a_shelf_stands_there_and_belongs_there(
    crew: Crew, carries: Carries, shelf: Place
) -> None:
    skates = crew.registers()
    assert carries(skates)["outcome"] == "carried"
    moved = crew.sees(skates)
    assert (moved.spot.id, moved.shelf.id) == (shelf.id, shelf.id)


def test_a_scan_at_a_shelf_is_one_line_of_the_ledger(
    crew: Crew, carries: Carries, tablet: make.Tablet
) -> None:
    skates = crew.registers()
    carries(skates)
    _, line = lines_of(crew, skates)
    assert (line.reason, line.operation_id) == (Reason.MOVED, tablet.last)


def test_sent_twice_it_is_carried_once(crew: Crew, carries: Carries, tablet: make.Tablet) -> None:
    skates = crew.registers()
    first = carries(skates)
    assert tablet.sends(tablet.sent[-1]) == first
    assert len(lines_of(crew, skates)) == 2


def test_what_is_carried_into_the_season_store_keeps_its_own_shelf(
    crew: Crew, carries: Carries
) -> None:
    skates = crew.registers()
    carries(skates, label_of(crew, PlaceKind.SEASON_STORE))
    moved = crew.sees(skates)
    assert (moved.spot.kind, moved.shelf.id) == (PlaceKind.SEASON_STORE, skates.shelf.id)


def test_scanned_twice_at_a_shelf_it_stands_there_already(crew: Crew, carries: Carries) -> None:
    skates = crew.registers()
    carries(skates)
    assert carries(skates)["outcome"] == "already_there"
    assert len(lines_of(crew, skates)) == 2


def test_what_is_lent_is_not_carried_anywhere(crew: Crew, carries: Carries) -> None:
    skates = crew.registers()
    crew.lends(skates)
    assert carries(skates)["outcome"] == "still_lent"
    assert crew.sees(skates).spot.kind is PlaceKind.OUT


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (PlaceKind.CHECK, "needs_check"),
        (PlaceKind.IN_TRANSIT, "under_way"),
        (PlaceKind.GONE, "scrapped_before"),
    ],
)
def test_what_waits_for_something_else_stays(
    crew: Crew, carries: Carries, kind: PlaceKind, outcome: str
) -> None:
    skates = crew.registers()
    crew.stands(skates, kind)
    assert carries(skates)["outcome"] == outcome
    assert crew.sees(skates).spot.kind is kind


def test_what_was_missing_is_found_on_the_shelf_where_it_is_scanned(
    crew: Crew, carries: Carries, shelf: Place
) -> None:
    skates = crew.registers()
    crew.stands(skates, PlaceKind.MISSING)
    assert carries(skates)["outcome"] == "found"
    assert crew.sees(skates).spot.id == shelf.id
    assert lines_of(crew, skates)[-1].reason is Reason.FOUND


def test_a_helmet_that_was_missing_is_checked_first(crew: Crew, carries: Carries) -> None:
    helmet = crew.registers("Hjälm", category="HJA")
    crew.stands(helmet, PlaceKind.MISSING)
    assert carries(helmet)["outcome"] == "found_to_check"
    assert crew.sees(helmet).spot.kind is PlaceKind.CHECK


def test_what_belongs_to_another_branch_is_taken_in_first(crew: Crew, carries: Carries) -> None:
    skates = crew.registers(branch=crew.soder)
    assert carries(skates)["outcome"] == "of_other_branch"
    assert crew.sees(skates).spot.branch == crew.soder


@pytest.mark.parametrize("kind", [PlaceKind.WORKSHOP, PlaceKind.OUT, PlaceKind.GONE])
def test_only_shelves_and_season_stores_are_carried_to(
    crew: Crew, carries: Carries, kind: PlaceKind
) -> None:
    answer = carries(crew.registers(), label_of(crew, kind))
    assert (answer["outcome"], answer["status"]) == ("no_shelf", 409)


def test_a_shelf_of_another_branch_is_not_known_here(crew: Crew, carries: Carries) -> None:
    with crew.store.writing() as db:
        far = add_shelf(db, crew.soder, "Där borta").code
        db.commit()
    assert carries(crew.registers(), far)["status"] == 404


@pytest.mark.parametrize("kind", [PlaceKind.SHELF, PlaceKind.MISSING, PlaceKind.SEASON_STORE])
def test_undone_it_stands_where_it_stood_and_belongs_where_it_belonged(
    crew: Crew, carries: Carries, tablet: make.Tablet, kind: PlaceKind
) -> None:
    skates = crew.registers()
    if kind is not PlaceKind.SHELF:
        crew.stands(skates, kind)
    before = crew.sees(skates)
    carries(skates)
    assert tablet.says("undo", operation=tablet.last)["outcome"] == "undone"
    assert crew.sees(skates) == before
    with crew.store.reading() as db:
        assert findings(db) == []


def test_a_shelf_that_became_its_own_without_a_move_is_undone_too(
    crew: Crew, carries: Carries, tablet: make.Tablet, shelf: Place
) -> None:
    skates = crew.registers()
    with crew.store.writing() as db:
        rehome(db, skates.id, shelf.id)
        db.commit()
    assert carries(skates, label_of(crew, PlaceKind.SHELF))["outcome"] == "already_there"
    assert crew.sees(skates).shelf.id == skates.shelf.id
    assert tablet.says("undo", operation=tablet.last)["outcome"] == "undone"
    assert crew.sees(skates).shelf.id == shelf.id


def test_what_was_carried_on_since_is_not_undone(
    crew: Crew, carries: Carries, tablet: make.Tablet
) -> None:
    skates = crew.registers()
    carries(skates)
    first = tablet.last
    carries(skates, label_of(crew, PlaceKind.SEASON_STORE))
    assert tablet.says("undo", operation=first)["outcome"] == "changed_since"


def test_of_two_tablets_at_two_shelves_each_is_told_where_it_went(
    app: Flask, crew: Crew, shelf: Place
) -> None:
    skates, line, told = crew.registers(), Barrier(2, timeout=30), []
    common = label_of(crew, PlaceKind.SHELF)

    def carries(to: str) -> None:
        browser = make.signed_in(app, crew.store, crew.shop.account, crew.hamnen, now=crew.now)
        token = browser.token
        for _ in range(20):
            body = {"id": make.uid(), "kind": "carry", "at": clock.iso(crew.now), "to": to}
            line.wait()
            answer = browser.client.post(
                "/api/operations",
                json={
                    "sent_at": clock.iso(crew.now),
                    "operations": [body | {"article": skates.code}],
                },
                headers={"X-CSRF-Token": token},
            )
            told.append((answer.json or {})["answers"][0]["outcome"])

    tablets = [Thread(target=carries, args=(to,), daemon=True) for to in (shelf.code, common)]
    for tablet in tablets:
        tablet.start()
    for tablet in tablets:
        tablet.join(timeout=60)
    assert len(told) == 40
    assert set(told) <= {"carried", "already_there"}
    with crew.store.reading() as db:
        assert findings(db) == []


@pytest.mark.one_database
def test_by_a_plain_form_a_shelf_is_scanned_and_then_the_article(crew: Crew, shelf: Place) -> None:
    skates = crew.registers()
    there = crew.disken.sends_form("/move", article=f" {shelf.code[:4]} {shelf.code[4:]}")
    assert there.headers["Location"] == f"/move?to={shelf.code}"
    done = crew.disken.sends_form("/move", article=skates.code, to=shelf.code, operation=make.uid())
    page = crew.disken.client.get(done.headers["Location"])
    assert "Flyttad till Skridskor 1." in text_of(page)
    assert crew.sees(skates).spot.id == shelf.id


@pytest.mark.one_database
def test_by_a_plain_form_it_is_undone(crew: Crew, shelf: Place) -> None:
    skates, act = crew.registers(), make.uid()
    crew.disken.sends_form("/move", article=skates.code, to=shelf.code, operation=act)
    back = f"/move?to={shelf.code}"
    crew.disken.sends_form("/undo", undoes=act, operation=make.uid(), back=back)
    assert crew.sees(skates).spot.id == skates.spot.id


@pytest.mark.one_database
@pytest.mark.parametrize("back", ["https://example.se", "//example.se", "/me", "/move\\x", ""])
def test_an_undo_leads_to_no_other_page(crew: Crew, back: str) -> None:
    fields = {"undoes": make.uid(), "operation": make.uid(), "back": back}
    assert crew.disken.sends_form("/undo", **fields).status_code == 422


@pytest.mark.one_database
def test_without_a_shelf_the_form_asks_for_one(crew: Crew) -> None:
    answer = crew.disken.sends_form("/move", article=crew.registers().code, operation=make.uid())
    assert (answer.status_code, invalid_fields(answer)) == (422, {"to"})


@pytest.mark.one_database
def test_an_empty_field_is_told_beside_it(crew: Crew, shelf: Place) -> None:
    answer = crew.disken.sends_form("/move", article="", to=shelf.code, operation=make.uid())
    assert (answer.status_code, invalid_fields(answer)) == (422, {"article"})


@pytest.mark.one_database
@pytest.mark.parametrize("scanned", ["80000001", "88888888"])
def test_what_is_no_label_is_answered_calmly(crew: Crew, shelf: Place, scanned: str) -> None:
    done = crew.disken.sends_form("/move", article=scanned, to=shelf.code, operation=make.uid())
    page = crew.disken.client.get(done.headers["Location"])
    assert "Det gick inte att läsa." in text_of(page)


@pytest.mark.one_database
def test_only_what_this_tablet_did_lately_is_listed(crew: Crew, carries: Carries) -> None:
    carries(crew.registers("Konståkningsskridskor"))
    assert "Konståkningsskridskor" not in text_of(crew.disken.client.get("/move"))


def test_a_scan_of_yesterday_is_booked_yesterday(
    crew: Crew, tablet: make.Tablet, shelf: Place
) -> None:
    skates = crew.registers()
    at = clock.iso(crew.now - timedelta(days=1))
    tablet.says("carry", article=skates.code, to=shelf.code, at=at)
    assert lines_of(crew, skates)[-1].booked_on == clock.local_day(crew.now - timedelta(days=1))
