"""The places of a branch, by whoever manages it; opening a branch, by whoever may do all."""

import pytest
from sqlalchemy import func, select

from fritidsbank.barcodes import Kind, parse
from fritidsbank.branches.models import Branch
from fritidsbank.stock.models import Place
from fritidsbank.stock.rules import STANDARD_PLACES
from tests.staff.crew import Crew, invalid_fields, text_of

pytestmark = pytest.mark.one_database


def shelf_called(crew: Crew, name: str) -> Place | None:
    """A place by its name."""
    with crew.store.reading() as db:
        return db.scalar(select(Place).where(Place.name == name))


def test_each_place_is_listed_with_how_much_stands_there(crew: Crew) -> None:
    crew.registers()
    crew.registers()
    page = text_of(crew.lena.client.get(f"/branches/{crew.hamnen}/places"))
    assert "8000 0072 2 " in page.split("Hyllan", 1)[1]


def test_a_shelf_gets_a_number_of_its_own(crew: Crew) -> None:
    crew.lena.sends_form(f"/branches/{crew.hamnen}/places", name="Krok vid dörren")
    shelf = shelf_called(crew, "Krok vid dörren")
    assert shelf is not None
    assert parse(shelf.code).kind is Kind.PLACE


def test_each_shelf_and_store_has_a_label_to_print_and_what_is_no_shelf_has_none(
    crew: Crew,
) -> None:
    page = text_of(crew.lena.client.get(f"/branches/{crew.hamnen}/places/labels"))
    shelf, bench = shelf_called(crew, "Hyllan"), shelf_called(crew, "Verkstaden")
    assert shelf is not None
    assert bench is not None
    assert [f"{place.code[:4]} {place.code[4:]}" in page for place in (shelf, bench)] == [
        True,
        False,
    ]


def test_a_shelf_without_a_name_is_refused(crew: Crew) -> None:
    answer = crew.lena.sends_form(f"/branches/{crew.hamnen}/places", name="  ")
    assert (answer.status_code, invalid_fields(answer)) == (422, {"name"})


def test_a_place_keeps_its_number_under_a_new_name(crew: Crew) -> None:
    store = shelf_called(crew, "Förrådet")
    assert store is not None
    path = f"/branches/{crew.hamnen}/places/{store.id}"
    crew.lena.sends_form(path, name="Källaren")
    renamed = shelf_called(crew, "Källaren")
    assert renamed is not None
    assert renamed.code == store.code


def test_a_place_is_renamed_in_its_own_branch_only(crew: Crew) -> None:
    store = shelf_called(crew, "Förrådet")
    assert store is not None
    assert store.branch_id == crew.hamnen
    path = f"/branches/{crew.soder}/places/{store.id}"
    assert crew.olle.sends_form(path, name="Källaren").status_code == 404


def test_a_new_branch_has_every_place_and_is_asked_for_its_hours(crew: Crew) -> None:
    answer = crew.astrid.sends_form("/branches/new", name="Berget", address="Bergsgatan 1")
    with crew.store.reading() as db:
        berget = db.scalars(select(Branch).where(Branch.name == "Berget")).one()
        places = db.scalar(select(func.count()).where(Place.branch_id == berget.id))
    assert answer.headers["Location"] == f"/branches/{berget.id}/hours?done=added"
    assert (berget.address, places) == ("Bergsgatan 1", len(STANDARD_PLACES))


def test_two_branches_do_not_share_a_name(crew: Crew) -> None:
    answer = crew.astrid.sends_form("/branches/new", name="Hamnen")
    assert (answer.status_code, invalid_fields(answer)) == (422, {"name"})
    with crew.store.reading() as db:
        assert db.scalar(select(func.count()).select_from(Branch)) == 2
