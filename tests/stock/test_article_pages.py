"""Finding articles, and the page of each."""

from datetime import timedelta

import pytest

from fritidsbank.stock.actions import Signature, block, lift, move
from fritidsbank.stock.queries import standard_place
from fritidsbank.stock.rules import PlaceKind, Reason
from tests.staff.crew import Crew, text_of

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("asked", ["skridskor", "finns 38?", "Finns det skridskor i storlek 38?"])
def test_an_article_is_found_as_people_ask(crew: Crew, asked: str) -> None:
    crew.registers("Skridskor", size="38")
    crew.registers("Pulka", category="PUL")
    page = text_of(crew.disken.client.get("/articles", query_string={"q": asked}))
    assert "Skridskor 38" in page
    assert "Pulka" not in page.split("Skridskor 38", 1)[1]


def test_an_article_is_found_by_its_number(crew: Crew) -> None:
    skates = crew.registers("Skridskor")
    crew.registers("Hockeyskridskor")
    grouped = f"{skates.code[:4]} {skates.code[4:]}"
    page = crew.disken.client.get("/articles", query_string={"q": grouped})
    assert "1 artikel" in text_of(page)


def test_the_list_can_show_one_place_alone(crew: Crew) -> None:
    crew.registers("Skridskor")
    bench = crew.registers("Hockeyskridskor")
    crew.stands(bench, PlaceKind.WORKSHOP)
    page = text_of(crew.disken.client.get("/articles?place=workshop"))
    assert "Hockeyskridskor" in page
    assert "1 artikel" in page


def test_the_list_shows_the_own_branch_until_another_is_chosen(crew: Crew) -> None:
    crew.registers("Skridskor", branch=crew.soder)
    here = text_of(crew.disken.client.get("/articles"))
    everywhere = text_of(crew.disken.client.get("/articles?branch=all"))
    assert "1 artikel" not in here
    assert "1 artikel" in everywhere


def test_a_long_list_is_shown_fifty_at_a_time(crew: Crew) -> None:
    for number in range(52):
        crew.registers(f"Skridskor {number:02}")
    first, second = (crew.disken.client.get(f"/articles?page={page}").text for page in (1, 2))
    assert first.count('<li class="row">') == 50
    assert second.count('<li class="row">') == 2


def test_an_empty_answer_says_what_to_do(crew: Crew) -> None:
    page = crew.disken.client.get("/articles?q=kanonkula")
    assert page.status_code == 200
    assert 'href="/articles"' in page.text.split('class="empty"')[1]


@pytest.mark.parametrize("junk", ["place=moon", "category=x", "branch=99999999999", "page=-3"])
def test_an_address_that_was_tampered_with_is_read_as_far_as_it_goes(crew: Crew, junk: str) -> None:
    assert crew.disken.client.get(f"/articles?{junk}").status_code == 200


def test_the_page_of_an_article_tells_its_story_and_who_signed(crew: Crew) -> None:
    skates = crew.registers("Skridskor", size="38")
    crew.stands(skates, PlaceKind.WORKSHOP)
    page = text_of(crew.vera.client.get(f"/articles/{skates.id}"))
    story = page.split("Historik", 1)[1]
    assert story.index("I verkstaden") < story.index("Hyllan")
    assert "Disken" in story


def test_the_story_names_no_borrower(crew: Crew) -> None:
    skates = crew.registers()
    crew.lends(skates)
    page = crew.disken.client.get(f"/articles/{skates.id}")
    assert "Utlånad" in text_of(page)
    assert "Sara" not in page.text


def test_the_story_shows_the_latest_fifty_lines(crew: Crew) -> None:
    skates = crew.registers()
    signed = Signature(crew.now, crew.shop.account)
    with crew.store.writing() as db:
        shelf, store = (
            standard_place(db, crew.hamnen, kind)
            for kind in (PlaceKind.SHELF, PlaceKind.SEASON_STORE)
        )
        for number in range(60):
            to = shelf if number % 2 else store
            skates = move(db, skates, to, reason=Reason.MOVED, signed=signed)
        db.commit()
    page = crew.disken.client.get(f"/articles/{skates.id}")
    assert page.text.split("<tbody>")[1].count("<tr>") == 50


def test_a_block_is_shown_with_its_reason_and_stays_in_the_story(crew: Crew) -> None:
    skates = crew.registers()
    signed = Signature(crew.now, crew.shop.account)
    with crew.store.writing() as db:
        blocked = block(db, skates.id, "Återkallad", signed=signed)
        lift(db, blocked, "Utbytt skena", signed=Signature(crew.now, crew.shop.admin))
        block(db, skates.id, "Spricka i skalet", signed=signed)
        db.commit()
    page = text_of(crew.disken.client.get(f"/articles/{skates.id}"))
    assert page.index("Spricka i skalet") < page.index("Återkallad") < page.index("Utbytt skena")


@pytest.mark.parametrize("number", ["4711", "2147483648", "9" * 30, "-1", "x"])
def test_an_article_that_does_not_exist_is_said_so(crew: Crew, number: str) -> None:
    assert crew.disken.client.get(f"/articles/{number}").status_code == 404


def test_a_button_is_shown_only_to_those_who_may_press_it(crew: Crew) -> None:
    skates = crew.registers()
    path = f"/articles/{skates.id}"
    shown = {
        name: f"{path}/scrap" in browser.client.get(path).text
        for name, browser in (("lena", crew.lena), ("disken", crew.disken), ("olle", crew.olle))
    }
    assert shown == {"lena": True, "disken": False, "olle": False}


def test_what_is_lent_offers_no_moving(crew: Crew) -> None:
    skates = crew.registers()
    crew.lends(skates)
    page = crew.lena.client.get(f"/articles/{skates.id}").text
    assert f"/articles/{skates.id}/move" not in page


def test_since_when_it_stands_there_is_said(crew: Crew) -> None:
    skates = crew.registers()
    day = (crew.now - timedelta(days=60)).strftime("%Y-%m-")
    assert day in text_of(crew.disken.client.get(f"/articles/{skates.id}"))
