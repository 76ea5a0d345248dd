"""Where the square code on a label leads."""

import pytest

from fritidsbank.barcodes import Kind, own
from tests.staff.crew import Crew, text_of

UNUSED = own(Kind.ARTICLE, 9_000).digits


@pytest.mark.parametrize("letter", ["i", "I"])
def test_staff_are_led_to_the_article(crew: Crew, letter: str) -> None:
    skates = crew.registers()
    answer = crew.vera.client.get(f"/{letter}/{skates.code}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/articles/{skates.id}")


def test_a_label_without_an_article_leads_to_registering_it(crew: Crew) -> None:
    answer = crew.disken.client.get(f"/i/{UNUSED}")
    assert answer.headers["Location"] == f"/articles/new?code={UNUSED}"


def test_who_may_not_register_is_told_that_nothing_has_that_number(crew: Crew) -> None:
    assert crew.vera.client.get(f"/i/{UNUSED}").status_code == 404


def test_whoever_finds_a_thing_learns_where_it_belongs(crew: Crew) -> None:
    crew.astrid.sends_form(
        f"/branches/{crew.hamnen}", name="Hamnen", address="Hamngatan 3", phone="042-10 50 00"
    )
    page = text_of(crew.nobody.client.get(f"/i/{crew.registers().code}"))
    assert "Den här hör hemma på Fritidsbanken" in page
    assert "This belongs to Fritidsbanken" in page
    assert "Hamngatan 3" in page


def test_the_public_page_says_nothing_of_the_thing_or_of_people(crew: Crew) -> None:
    skates = crew.registers("Skridskor")
    crew.lends(skates)
    known, unknown = (
        crew.nobody.client.get(f"/i/{code}").text.replace(code, "")
        for code in (skates.code, UNUSED)
    )
    assert known == unknown
    assert "Sara" not in known
