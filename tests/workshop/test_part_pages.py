"""Spare parts by their pages: out of a drawer, out of what is scrapped, the drawers themselves."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from fritidsbank.stock.catalogue import load as catalogue
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.workshop.models import SparePart
from fritidsbank.workshop.usual_parts import load, usual_parts
from fritidsbank.workshop.wording import strangers
from tests import make
from tests.counter.conftest import counting
from tests.staff.crew import Crew, crew, text_of

__all__ = ["crew"]

pytestmark = pytest.mark.one_database

Sends = Callable[..., TestResponse]
UNSEEN = {"HJA", "HJC", "HJS", "HJH", "FLY"}
"""Of these nothing is kept."""
MOST_STATEMENTS = 14
"""Of a page, with who is signed in."""


@pytest.fixture
def skates(crew: Crew) -> Thing:
    """On the bench."""
    thing = crew.registers(size="38")
    crew.stands(thing, PlaceKind.WORKSHOP)
    return crew.sees(thing)


@pytest.fixture
def sends(crew: Crew) -> Sends:
    """Vera sends a form of the workshop; the page that she sees then."""

    def send(path: str, **fields: str | list[str]) -> TestResponse:
        form = {"operation": make.uid(), "form_token": crew.vera.token, **fields}
        answer = crew.vera.client.post(f"/workshop/{path}", data=form)
        assert answer.status_code == 303, text_of(answer)
        return crew.vera.client.get(answer.headers["Location"])

    return send


@pytest.fixture
def laces(sends: Sends, crew: Crew) -> str:
    """A drawer with three pairs of laces; its number."""
    sends("parts", name="snören", size="200", category="SKR", how_many="3", low="2")
    with crew.store.reading() as db:
        return str(db.scalars(select(SparePart.id)).one())


def lie_there(crew: Crew) -> dict[str, int]:
    """How many of each part there are."""
    with crew.store.reading() as db:
        return {part.name: part.count for part in db.scalars(select(SparePart))}


def test_nothing_of_helmets_and_vests_is_kept() -> None:
    assert [usual_parts(code) for code in UNSEEN] == [[]] * len(UNSEEN)


def test_usual_parts_are_words_that_the_bench_knows_in_categories_that_there_are() -> None:
    codes = {entry.code for entry in catalogue()}
    assert [part.word for part in load() if strangers(part.word)] == []
    assert all(part.categories <= codes for part in load())


def test_a_part_is_taken_out_of_its_drawer_and_put_back(
    sends: Sends, crew: Crew, skates: Thing, laces: str
) -> None:
    for _ in range(2):
        sends(f"{skates.id}/use", part=laces)
    assert lie_there(crew) == {"snören": 1}
    page = sends(f"{skates.id}/put-back", part=laces)
    assert "En mindre: snören 200" in page.text
    assert lie_there(crew) == {"snören": 2}


def test_a_part_that_is_not_there_is_said_so(
    sends: Sends, crew: Crew, skates: Thing, laces: str
) -> None:
    sends("parts/change", part=laces, why="counted", how_many="0")
    page = text_of(sends(f"{skates.id}/use", part=laces))
    assert "Räkna lådan" in page
    assert lie_there(crew) == {"snören": 0}


def test_it_waits_for_one_of_the_drawers(sends: Sends, skates: Thing, laces: str) -> None:
    page = text_of(sends(f"{skates.id}/wait", part=laces, orders="manager"))
    assert "Väntar på: snören" in page
    assert "Väntas på" in text_of(sends("parts/change", part=laces, low="1"))


def test_what_is_kept_of_a_scrapped_thing_lies_in_the_drawers(
    sends: Sends, crew: Crew, skates: Thing, laces: str
) -> None:
    form = {"operation": make.uid(), "form_token": crew.vera.token}
    said = {"reason": "parts_taken", "barrier": "worn_out", "own": "skruvar, sula"}
    taken = {"take": [f"drawer:{laces}", "spänne"]}
    crew.vera.client.post(f"/workshop/{skates.id}/scrap", data=form | said | taken)
    assert lie_there(crew) == {"snören": 4, "spänne": 1, "skruvar": 1, "sula": 1}
    assert crew.sees(skates).spot.kind is PlaceKind.GONE


def test_a_name_among_what_is_kept_is_refused_and_nothing_is_scrapped(
    crew: Crew, skates: Thing
) -> None:
    path = f"/workshop/{skates.id}/scrap"
    said = {"reason": "worn_out", "barrier": "worn_out", "own": "skruvar, Zlatan"}
    answer = crew.vera.sends_form(path, operation=make.uid(), **said)
    assert answer.status_code == 422
    assert crew.sees(skates).spot.kind is PlaceKind.WORKSHOP


def test_opened_again_it_has_its_parts_back(sends: Sends, crew: Crew, skates: Thing) -> None:
    form = {"operation": make.uid(), "form_token": crew.vera.token, "take": ["spänne"]}
    said = {"reason": "worn_out", "barrier": "worn_out"}
    crew.vera.client.post(f"/workshop/{skates.id}/scrap", data=form | said)
    sends(f"{skates.id}/reopen")
    assert lie_there(crew) == {"spänne": 0}


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ({"why": "bought", "how_many": "1"}, 4),
        ({"why": "counted", "how_many": "2"}, 2),
        ({"low": "9"}, 3),
    ],
)
def test_a_drawer_is_filled_and_counted(
    sends: Sends, crew: Crew, laces: str, change: dict[str, str], left: int
) -> None:
    page = text_of(sends("parts/change", part=laces, **change))
    assert lie_there(crew) == {"snören": left}
    assert ("Få kvar" in page) == (left == 2 or "low" in change)


def test_what_is_low_stands_first(sends: Sends, laces: str) -> None:
    page = sends("parts", name="bromskloss", how_many="0", low="1").text
    assert page.index("bromskloss") < page.index("snören 200")


def test_a_drawer_that_is_empty_leaves_the_list(sends: Sends, laces: str) -> None:
    sends("parts/change", part=laces, why="counted", how_many="0")
    assert "Inga reservdelar än" in text_of(sends("parts/put-away", part=laces))


@pytest.mark.parametrize("page", ["{skates}", "{skates}/scrap", "{skates}/wait", "parts"])
def test_a_page_asks_the_same_number_of_questions_however_many_parts_there_are(
    sends: Sends, crew: Crew, skates: Thing, page: str
) -> None:
    path = f"/workshop/{page.format(skates=skates.id)}"
    sends("parts", name="rem", category="SKR", how_many="9")
    sends(f"{skates.id}/use", part="1")
    with counting(crew.store) as few:
        assert crew.vera.client.get(path).status_code == 200
    for number in range(5):
        sends("parts", name="rem", size=f"{number} mm", category="SKR", how_many="9")
        sends(f"{skates.id}/use", part=str(number + 2))
    with counting(crew.store) as many:
        assert crew.vera.client.get(path).status_code == 200
    assert len(few) == len(many) <= MOST_STATEMENTS


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "Zlatan"}, {"how_many": "-1"}])
def test_a_part_that_cannot_be_read_is_said_so_beside_its_field(
    crew: Crew, wrong: dict[str, str]
) -> None:
    form = {"operation": make.uid(), "name": "spänne", **wrong}
    assert crew.vera.sends_form("/workshop/parts", **form).status_code == 422
    assert lie_there(crew) == {}
