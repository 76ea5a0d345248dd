"""The accessibility statement, and whoever fills it in."""

import pytest

from fritidsbank.minutes.public.queries import site_of
from tests.minutes.citizen import Citizen, citizen
from tests.minutes.public_world import SITE
from tests.staff.crew import Crew, crew, text_of

__all__ = ["citizen", "crew"]

pytestmark = pytest.mark.one_database

FILLED_IN = {
    "operator": "Fritidsbanken Norr",
    "about": "Här pratar vi öppet.",
    "mail": "hej@example.se",
    "phone": "",
    "answer_days": "3",
    "judged": "Vi provade själva med skärmläsare.",
    "flaws": "Kartan saknar text.\n\nGamla PDF:er.",
    "reviewed_on": "2026-03-01",
    "seen": "0",
}


def test_the_statement_says_what_the_law_asks_for(citizen: Citizen) -> None:
    citizen.publishes(SITE)
    page = citizen.reads("/tillganglighet")
    for words in (
        "lagen om tillgänglighet till digital offentlig service",
        "delvis förenliga med lagen",
        "Äldre protokoll från pappersarkivet saknar rubriker.",
        "tillganglighet@example.se",
        "inom 5 arbetsdagar",
        "Anmäl till DIGG",
        "EN 301 549",
        "Redogörelsen gicks senast igenom 27 februari 2026.",
        "låna",
    ):
        assert words in page
    assert "Accessibility statement" in citizen.reads("/en/accessibility")


def test_before_anybody_has_published_it_the_page_still_stands(citizen: Citizen) -> None:
    assert "Säg till någon på plats" in citizen.reads("/tillganglighet")


def test_the_settings_lead_to_the_form_of_it(crew: Crew) -> None:
    assert 'href="/minutes/site"' in crew.astrid.client.get("/settings").text


def test_lena_publishes_it_and_everybody_reads_it(crew: Crew) -> None:
    assert crew.astrid.sends_form("/minutes/site", **FILLED_IN).status_code == 303
    page = crew.nobody.client.get("/tillganglighet").text
    assert "Fritidsbanken Norr" in page
    assert "Kartan saknar text." in page
    with crew.store.reading() as db:
        site = site_of(db)
    assert site is not None
    assert (site.answer_days, site.flaws) == (3, ("Kartan saknar text.", "Gamla PDF:er."))
    assert 'value="Fritidsbanken Norr"' in crew.astrid.client.get("/minutes/site").text


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("operator", ""),
        ("mail", "hej"),
        ("mail", ""),
        ("answer_days", "0"),
        ("reviewed_on", "igår"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_published(
    crew: Crew, field: str, written: str
) -> None:
    answer = crew.astrid.sends_form("/minutes/site", **FILLED_IN | {field: written})
    assert answer.status_code == 422
    with crew.store.reading() as db:
        assert site_of(db) is None


def test_whoever_comes_second_is_told_and_keeps_what_was_written(crew: Crew) -> None:
    crew.astrid.sends_form("/minutes/site", **FILLED_IN)
    late = crew.astrid.sends_form("/minutes/site", **FILLED_IN | {"operator": "Annat namn"})
    assert late.status_code == 422
    assert "Någon annan har publicerat" in text_of(late)
    assert 'value="Annat namn"' in late.text
    assert 'name="seen" value="1"' in late.text
