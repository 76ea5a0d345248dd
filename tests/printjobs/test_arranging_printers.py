"""An administrator arranges printers and print agents; nobody else writes an address."""

import re

import pytest
from sqlalchemy import select

from fritidsbank.printjobs.models import PrintAgent, ShopPrinter
from fritidsbank.printjobs.queries import agent_with_token, printers_of
from tests.staff.crew import Crew, invalid_fields, text_of

pytestmark = pytest.mark.one_database

ZEBRA = {
    "name": "Zebran vid disken",
    "model": "zebra-zd421-203",
    "medium": "label-57x32",
    "address": "tcp://192.168.1.20:9100",
    "labels": "yes",
}


def here(crew: Crew) -> list[ShopPrinter]:
    with crew.store.reading() as db:
        return printers_of(db, crew.hamnen)


@pytest.fixture
def home(crew: Crew) -> str:
    """Where the printers of Hamnen are arranged."""
    return f"/branches/{crew.hamnen}/printers"


def test_a_printer_is_added_with_its_address(crew: Crew, home: str) -> None:
    crew.astrid.sends_form(f"{home}/new", **ZEBRA)
    (made,) = here(crew)
    assert (made.name, made.address) == (ZEBRA["name"], ZEBRA["address"])
    assert (made.for_labels, made.for_slips) == (True, False)


def test_a_model_shows_how_it_is_reached_and_what_fits_into_it(crew: Crew, home: str) -> None:
    page = text_of(crew.astrid.client.get(f"{home}/new?model=zebra-zd421-203"))
    assert "tcp://192.168.1.20:9100" in page
    assert "57 x 32 mm" in page


@pytest.mark.parametrize(
    ("model", "purpose"),
    [
        ("zebra-zd421-203", "labels"),
        ("brother-ql-820nwb", "labels"),
        ("epson-tm-m30", "slips"),
        ("star-tsp143iv", "slips"),
        ("office", "sheets"),
        ("ipp-everywhere-600", "sheets"),
        ("ipp-everywhere-203", "labels"),
    ],
)
def test_a_new_printer_begins_with_what_its_kind_is_made_for(
    crew: Crew, home: str, model: str, purpose: str
) -> None:
    page = crew.astrid.client.get(f"{home}/new?model={model}").text
    assert re.findall(r'name="(\w+)"[^>]*\bchecked', page) == [purpose]


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("name", " "),
        ("address", "http://192.168.1.20/"),
        ("address", "ipp://192.168.1.20/ipp/print"),
        ("address", "file:///etc/passwd"),
        ("medium", "a4"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    crew: Crew, home: str, field: str, written: str
) -> None:
    answer = crew.astrid.sends_form(f"{home}/new", **{**ZEBRA, field: written})
    assert answer.status_code == 422
    assert invalid_fields(answer) == {field}
    assert here(crew) == []


def test_a_printer_gets_another_name_and_purpose(crew: Crew, home: str) -> None:
    crew.astrid.sends_form(f"{home}/new", **ZEBRA)
    changed = {**ZEBRA, "name": "Zebran", "slips": "yes"}
    crew.astrid.sends_form(f"{home}/{here(crew)[0].id}", **changed)
    (known,) = here(crew)
    assert (known.name, known.for_labels, known.for_slips) == ("Zebran", True, True)


def test_a_printer_is_taken_away(crew: Crew, home: str) -> None:
    crew.astrid.sends_form(f"{home}/new", **ZEBRA)
    crew.astrid.sends_form(f"{home}/{here(crew)[0].id}/remove")
    assert here(crew) == []


def test_the_manager_of_a_branch_writes_no_addresses(crew: Crew, home: str) -> None:
    assert crew.lena.sends_form(f"{home}/new", **ZEBRA).status_code == 403
    assert here(crew) == []


def test_the_token_of_an_agent_is_shown_once(crew: Crew, home: str) -> None:
    agents = f"/branches/{crew.hamnen}/print-agents"
    shown = crew.astrid.sends_form(agents, agent_name="Datorn på kontoret")
    token = shown.text.split('id="secret">')[1].split("<")[0].strip()
    with crew.store.reading() as db:
        agent = agent_with_token(db, token)
    assert agent is not None
    assert token not in crew.astrid.client.get(home).text
    assert "Datorn på kontoret" in text_of(crew.astrid.client.get(home))


def test_the_token_of_an_agent_that_was_ended_is_worth_nothing(crew: Crew, home: str) -> None:
    agents = f"/branches/{crew.hamnen}/print-agents"
    crew.astrid.sends_form(agents, agent_name="Datorn på kontoret")
    with crew.store.reading() as db:
        agent = db.scalars(select(PrintAgent)).one()
    crew.astrid.sends_form(f"{agents}/{agent.id}/revoke")
    with crew.store.reading() as db:
        assert db.get_one(PrintAgent, agent.id).revoked_at is not None
