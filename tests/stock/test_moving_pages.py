"""Moving, missing, finding, scrapping and blocking, each by those who may, where it stands."""

import pytest
from sqlalchemy import select

from fritidsbank.stock.models import Block, Move
from fritidsbank.stock.registering import add_shelf
from fritidsbank.stock.rules import PlaceKind, Reason
from tests.staff.crew import Crew, invalid_fields

pytestmark = pytest.mark.one_database


def new_shelf(crew: Crew, name: str = "Skridskor 1") -> int:
    """One more shelf in Hamnen."""
    with crew.store.writing() as db:
        shelf = add_shelf(db, crew.hamnen, name).id
        db.commit()
    return shelf


def last_reason(crew: Crew) -> Reason:
    """Why the last thing moved."""
    with crew.store.reading() as db:
        return db.scalars(select(Move.reason).order_by(Move.seq.desc())).first() or Reason.MOVED


def test_an_article_is_moved_to_another_shelf_which_becomes_its_own(crew: Crew) -> None:
    skates, shelf = crew.registers(), new_shelf(crew)
    crew.disken.sends_form(f"/articles/{skates.id}/move", place=str(shelf))
    moved = crew.sees(skates)
    assert (moved.spot.id, moved.shelf.id) == (shelf, shelf)


def test_what_goes_to_the_season_store_keeps_its_own_shelf(crew: Crew) -> None:
    skates = crew.registers()
    store = crew.place(PlaceKind.SEASON_STORE)
    crew.disken.sends_form(f"/articles/{skates.id}/move", place=str(store))
    moved = crew.sees(skates)
    assert (moved.spot.kind, moved.shelf.id) == (PlaceKind.SEASON_STORE, skates.shelf.id)


def test_what_is_mended_is_moved_from_the_workshop_to_its_shelf(crew: Crew) -> None:
    skates = crew.registers()
    crew.stands(skates, PlaceKind.WORKSHOP)
    crew.disken.sends_form(f"/articles/{skates.id}/move", place=str(skates.shelf.id))
    assert crew.sees(skates).spot.kind is PlaceKind.SHELF


@pytest.mark.parametrize("kind", [PlaceKind.WORKSHOP, PlaceKind.GONE, PlaceKind.OUT])
def test_only_shelves_and_season_stores_can_be_moved_to(crew: Crew, kind: PlaceKind) -> None:
    skates = crew.registers()
    place = str(crew.place(kind))
    answer = crew.disken.sends_form(f"/articles/{skates.id}/move", place=place)
    assert (answer.status_code, invalid_fields(answer)) == (422, {"place"})


def test_what_waits_to_be_checked_is_not_moved_past_the_check(crew: Crew) -> None:
    skates = crew.registers()
    crew.stands(skates, PlaceKind.CHECK)
    path = f"/articles/{skates.id}/move"
    assert crew.lena.sends_form(path, place=str(skates.shelf.id)).status_code == 409
    assert crew.sees(skates).spot.kind is PlaceKind.CHECK


def test_what_is_found_broken_on_the_shelf_goes_to_the_workshop(crew: Crew) -> None:
    skates = crew.registers()
    crew.disken.sends_form(f"/articles/{skates.id}/workshop", fault="other")
    assert crew.sees(skates).spot.kind is PlaceKind.WORKSHOP
    with crew.store.reading() as db:
        assert "other" in db.scalars(select(Move.fault)).all()


def test_a_fault_is_chosen_from_the_words_of_its_category(crew: Crew) -> None:
    skates = crew.registers()
    answer = crew.disken.sends_form(f"/articles/{skates.id}/workshop", fault="meteorite")
    assert (answer.status_code, invalid_fields(answer)) == (422, {"fault"})


def test_what_nobody_finds_is_missing_and_found_again_by_one_press(crew: Crew) -> None:
    skates = crew.registers()
    crew.disken.sends_form(f"/articles/{skates.id}/missing")
    assert crew.sees(skates).spot.kind is PlaceKind.MISSING
    crew.disken.sends_form(f"/articles/{skates.id}/found")
    assert crew.sees(skates).spot.kind is PlaceKind.SHELF
    assert last_reason(crew) is Reason.FOUND


def test_what_is_found_is_checked_before_it_goes_out(crew: Crew) -> None:
    helmet = crew.registers("Hjälm", category="HJA")
    crew.stands(helmet, PlaceKind.MISSING)
    crew.disken.sends_form(f"/articles/{helmet.id}/found")
    assert crew.sees(helmet).spot.kind is PlaceKind.CHECK


def test_what_another_branch_misses_may_turn_up_here(crew: Crew) -> None:
    skates = crew.registers()
    crew.stands(skates, PlaceKind.MISSING)
    crew.olle.sends_form(f"/articles/{skates.id}/found")
    assert crew.sees(skates).spot.branch == crew.soder


def test_what_was_not_lost_cannot_be_found(crew: Crew) -> None:
    skates = crew.registers()
    assert crew.disken.sends_form(f"/articles/{skates.id}/found").status_code == 409


@pytest.mark.parametrize("reason", [Reason.WORN_OUT, Reason.UNSAFE, Reason.PARTS_TAKEN])
def test_a_manager_scraps_with_a_reason(crew: Crew, reason: Reason) -> None:
    skates = crew.registers()
    crew.lena.sends_form(f"/articles/{skates.id}/scrap", reason=reason.value)
    assert (crew.sees(skates).spot.kind, last_reason(crew)) == (PlaceKind.GONE, reason)


@pytest.mark.parametrize("reason", ["", "lent", "never_returned", "boring"])
def test_only_three_reasons_scrap_a_thing(crew: Crew, reason: str) -> None:
    skates = crew.registers()
    answer = crew.lena.sends_form(f"/articles/{skates.id}/scrap", reason=reason)
    assert (answer.status_code, invalid_fields(answer)) == (422, {"reason"})
    assert crew.sees(skates).spot.kind is PlaceKind.SHELF


def test_what_was_scrapped_by_mistake_stands_where_it_stood(crew: Crew) -> None:
    skates = crew.registers()
    crew.stands(skates, PlaceKind.WORKSHOP)
    crew.lena.sends_form(f"/articles/{skates.id}/scrap", reason="worn_out")
    crew.lena.sends_form(f"/articles/{skates.id}/unscrap")
    assert crew.sees(skates).spot.kind is PlaceKind.WORKSHOP


def test_no_figure_counts_a_scrapping_that_was_a_mistake(crew: Crew) -> None:
    skates = crew.registers()
    crew.lena.sends_form(f"/articles/{skates.id}/scrap", reason="worn_out")
    crew.lena.sends_form(f"/articles/{skates.id}/unscrap")
    with crew.store.reading() as db:
        scrapped, undone = db.scalars(select(Move).order_by(Move.seq.desc()).limit(2)).all()[::-1]
    assert undone.reverses == scrapped.seq


def test_a_mistake_is_mended_once(crew: Crew) -> None:
    skates = crew.registers()
    crew.lena.sends_form(f"/articles/{skates.id}/scrap", reason="worn_out")
    crew.lena.sends_form(f"/articles/{skates.id}/unscrap")
    assert crew.lena.sends_form(f"/articles/{skates.id}/unscrap").status_code == 409


def test_what_never_came_back_was_not_scrapped(crew: Crew) -> None:
    skates = crew.registers()
    crew.lends(skates)
    loan = "/loans/1/write-off"
    assert crew.lena.sends_form(loan).status_code == 303
    assert crew.lena.sends_form(f"/articles/{skates.id}/unscrap").status_code == 409
    assert crew.disken.sends_form(f"/articles/{skates.id}/found").status_code == 303


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("move", {"place": "1"}),
        ("workshop", {"fault": "other"}),
        ("missing", {}),
        ("scrap", {"reason": "worn_out"}),
        ("found", {}),
        ("unscrap", {}),
    ],
)
def test_what_is_lent_is_taken_back_first(crew: Crew, act: str, fields: dict[str, str]) -> None:
    skates = crew.registers()
    crew.lends(skates)
    answer = crew.lena.sends_form(f"/articles/{skates.id}/{act}", **fields)
    assert answer.status_code == 409
    assert crew.sees(skates).spot.kind is PlaceKind.OUT


@pytest.mark.parametrize("act", ["move", "workshop", "missing", "scrap"])
def test_what_is_missing_is_found_first(crew: Crew, act: str) -> None:
    skates = crew.registers()
    crew.stands(skates, PlaceKind.MISSING)
    fields = {"place": str(skates.shelf.id), "fault": "other", "reason": "worn_out"}
    answer = crew.lena.sends_form(f"/articles/{skates.id}/{act}", **fields)
    assert answer.status_code == 409


def test_whoever_works_at_the_counter_blocks_with_a_reason(crew: Crew) -> None:
    skates = crew.registers()
    crew.disken.sends_form(f"/articles/{skates.id}/block", reason="Återkallad av tillverkaren")
    assert crew.sees(skates).blocks == ("Återkallad av tillverkaren",)


@pytest.mark.parametrize("reason", ["", "x" * 201, "lånad av 19900101-0017"])
def test_a_block_needs_a_reason_that_may_be_kept(crew: Crew, reason: str) -> None:
    skates = crew.registers()
    answer = crew.disken.sends_form(f"/articles/{skates.id}/block", reason=reason)
    assert (answer.status_code, invalid_fields(answer)) == (422, {"reason"})


def lift_of(crew: Crew, article: int) -> str:
    """Where the block of an article is lifted."""
    crew.disken.sends_form(f"/articles/{article}/block", reason="Återkallad")
    with crew.store.reading() as db:
        block = db.scalars(select(Block.id)).one()
    return f"/articles/{article}/blocks/{block}/lift"


def test_a_manager_lifts_a_block_and_says_why(crew: Crew) -> None:
    skates = crew.registers()
    crew.lena.sends_form(lift_of(crew, skates.id), because="Skenan är bytt")
    assert crew.sees(skates).blocks == ()


def test_a_block_is_lifted_once(crew: Crew) -> None:
    lift = lift_of(crew, crew.registers().id)
    crew.lena.sends_form(lift, because="Skenan är bytt")
    answer = crew.lena.sends_form(lift, because="Igen")
    assert answer.status_code == 422
    with crew.store.reading() as db:
        assert db.scalars(select(Block.lifted_because)).all() == ["Skenan är bytt"]


def test_a_block_is_lifted_on_its_own_article_only(crew: Crew) -> None:
    lift = lift_of(crew, crew.registers().id)
    sledge = crew.registers("Pulka", category="PUL")
    block = lift.split("/")[-2]
    path = f"/articles/{sledge.id}/blocks/{block}/lift"
    assert crew.lena.sends_form(path, because="Skenan är bytt").status_code == 404


@pytest.mark.parametrize("act", ["move", "workshop", "missing", "block", "scrap", "unscrap"])
def test_a_manager_acts_in_their_own_branch_only(crew: Crew, act: str) -> None:
    skates = crew.registers()
    fields = {"place": str(skates.shelf.id), "fault": "other", "reason": "worn_out"}
    assert crew.olle.sends_form(f"/articles/{skates.id}/{act}", **fields).status_code == 403
    assert crew.sees(skates) == skates
