"""Branches and the operator's choices."""

import pytest

from fritidsbank.branches.models import Branch
from fritidsbank.branches.queries import branch_with, settings_of_operator
from fritidsbank.branches.rules import OPERATOR_DEFAULTS
from tests.staff.crew import Crew, invalid_fields, text_of, value_of

pytestmark = pytest.mark.one_database

CHOSEN = {
    "operator": "Fritidsbanken i Tall",
    "legal_basis": "legitimate_interest",
    "theme": "helsingborg",
    "privacy_contact": "dataskydd@tall.example",
    "helmet_years": "8",
    "hold_days": "5",
    "slip": "always",
    "label_at_once": "always",
    "binding_mode": "table",
}


def hamnen(crew: Crew) -> Branch:
    """The branch as it is now."""
    with crew.store.reading() as db:
        return branch_with(db, crew.hamnen)


def test_every_branch_is_listed(crew: Crew) -> None:
    page = text_of(crew.astrid.client.get("/branches"))
    assert page.index("Hamnen", page.index("Adress")) < page.index("Söder")


def test_a_branch_gets_another_name_and_address(crew: Crew) -> None:
    fields = {"name": "Kajen", "address": "Kajgatan 1", "phone": "042-10 50 00"}
    crew.astrid.sends_form(f"/branches/{crew.hamnen}", **fields)
    branch = hamnen(crew)
    assert (branch.name, branch.address, branch.phone) == tuple(fields.values())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Söder"}, "name"),
        ({"address": "x" * 201}, "address"),
        ({"phone": "0" * 21}, "phone"),
    ],
)
def test_what_is_wrong_about_a_branch_is_named_and_the_rest_kept(
    crew: Crew, wrong: dict[str, str], field: str
) -> None:
    fields = {"name": "Kajen", "address": "Kajgatan 1", "phone": "042"} | wrong
    answer = crew.astrid.sends_form(f"/branches/{crew.hamnen}", **fields)
    assert (answer.status_code, invalid_fields(answer)) == (422, {field})
    assert hamnen(crew).name == "Hamnen"


def test_what_was_typed_stands_there_as_it_was_typed(crew: Crew) -> None:
    fields = {"name": "Söder", "address": 'Gatan "1" <b>', "phone": ""}
    answer = crew.astrid.sends_form(f"/branches/{crew.hamnen}", **fields)
    assert value_of(answer, "address") == 'Gatan "1" <b>'
    assert "<b>" not in answer.text


def test_a_branch_that_does_not_exist_is_said_so(crew: Crew) -> None:
    assert crew.astrid.client.get("/branches/99").status_code == 404
    assert crew.astrid.client.get("/branches/99/hours").status_code == 404


def test_the_operator_chooses(crew: Crew) -> None:
    crew.astrid.sends_form("/settings/operator", **CHOSEN)
    with crew.store.reading() as db:
        settings = settings_of_operator(db)
    numbers = {"helmet_years": 8, "hold_days": 5}
    flags = {"climate_figure": False, "own_loans": False, "demo": False}
    assert settings == {**OPERATOR_DEFAULTS, **CHOSEN, **numbers, **flags}


def test_the_theme_stands_on_every_page(crew: Crew) -> None:
    assert "themes/helsingborg.css" not in crew.lena.client.get("/settings").text
    crew.astrid.sends_form("/settings/operator", **CHOSEN)
    assert "themes/helsingborg.css" in crew.lena.client.get("/settings").text
    assert "themes/helsingborg.css" in crew.nobody.client.get("/login").text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("operator", ""),
        ("theme", "../../etc/passwd"),
        ("helmet_years", "0"),
        ("helmet_years", "41"),
        ("helmet_years", "1,5"),
        ("privacy_contact", "x" * 201),
    ],
)
def test_a_setting_outside_its_limits_changes_nothing(crew: Crew, field: str, typed: str) -> None:
    answer = crew.astrid.sends_form("/settings/operator", **(CHOSEN | {field: typed}))
    assert (answer.status_code, invalid_fields(answer)) == (422, {field})
    with crew.store.reading() as db:
        assert settings_of_operator(db)["operator"] != CHOSEN["operator"]


def test_the_menu_shows_what_one_may_arrange(crew: Crew) -> None:
    lena, astrid = (browser.client.get("/settings").text for browser in (crew.lena, crew.astrid))
    assert f"/branches/{crew.hamnen}/hours" in lena
    assert 'href="/staff"' not in lena
    assert 'href="/staff"' in astrid


def test_the_bar_shows_where_one_is_and_what_one_may(crew: Crew) -> None:
    page = crew.vera.client.get("/articles").text
    bar = page.split("</header>")[0]
    assert 'href="/settings"' not in bar
    assert 'href="/borrowers"' not in bar
    assert 'aria-current="page">Artiklar' in " ".join(bar.split())
    assert "Vera" in bar
