"""Which loose parts a thing has: its category's, unless it has a list of its own."""

import pytest

from fritidsbank.stock.models import Article, Category
from fritidsbank.stock.parts import MOST, PartTooLong, TooManyParts, parts_of
from fritidsbank.stock.queries import Thing, category_coded
from fritidsbank.stock.rules import PlaceKind
from tests.staff.crew import Crew, invalid_fields, text_of

pytestmark = pytest.mark.one_database

USUAL = "innertält\nyttertält\nstänger\npinnar\nlinor\npåse"


@pytest.fixture
def tent(crew: Crew) -> Thing:
    """A tent on its shelf."""
    return crew.registers("Kupoltält", category="TLT")


def own_parts(crew: Crew, tent: Thing) -> list[str] | None:
    """The list of its own, if it has one."""
    with crew.store.reading() as db:
        return db.get_one(Article, tent.id).parts


def edit(crew: Crew, tent: Thing, parts: str, **more: str) -> set[str]:
    """Write other parts on its page; the fields that were not understood."""
    fields = {"category": "TLT", "name": "Kupoltält", "unit": "piece", "parts": parts, **more}
    return invalid_fields(crew.disken.sends_form(f"/articles/{tent.id}/edit", **fields))


def test_the_page_of_a_tent_names_its_parts(crew: Crew, tent: Thing) -> None:
    page = text_of(crew.disken.client.get(f"/articles/{tent.id}"))
    assert "innertält, yttertält, stänger, pinnar, linor, påse" in page


def test_its_form_holds_those_of_the_category(crew: Crew, tent: Thing) -> None:
    page = crew.disken.client.get(f"/articles/{tent.id}/edit").text
    assert USUAL in page


def test_a_form_that_leaves_them_as_they_are_makes_no_list_of_its_own(
    crew: Crew, tent: Thing
) -> None:
    assert edit(crew, tent, USUAL.replace("\n", "\r\n")) == set()
    assert own_parts(crew, tent) is None


def test_other_parts_are_its_own(crew: Crew, tent: Thing) -> None:
    assert edit(crew, tent, " kåpa \n\nmast\nkåpa") == set()
    assert own_parts(crew, tent) == ["kåpa", "mast"]
    assert crew.sees(tent).parts == ("kåpa", "mast")


def test_no_parts_is_a_list_of_its_own_as_well(crew: Crew, tent: Thing) -> None:
    assert edit(crew, tent, "") == set()
    assert crew.sees(tent).parts == ()


def test_a_tent_that_was_a_backpack_all_along_has_the_parts_of_a_backpack(
    crew: Crew, tent: Thing
) -> None:
    assert edit(crew, tent, "", category="RYG") == set()
    assert own_parts(crew, tent) is None


def test_a_tent_is_registered_with_the_parts_of_its_category(crew: Crew) -> None:
    assert USUAL in crew.disken.client.get("/articles/new?category=TLT").text


def test_a_form_that_does_not_ask_makes_no_list_either(crew: Crew) -> None:
    shelf = str(crew.place(PlaceKind.SHELF))
    fields = {"category": "TLT", "name": "Tält", "unit": "piece", "shelf": shelf}
    made = crew.disken.sends_form("/articles/new", **fields).headers["Location"]
    assert "innertält, yttertält" in text_of(crew.disken.client.get(made))


@pytest.mark.parametrize(
    "parts", ["x" * 31, "\n".join(f"del {n}" for n in range(MOST + 1)), "850709-9805"]
)
def test_what_is_no_list_of_parts_is_said_beside_the_field(
    crew: Crew, tent: Thing, parts: str
) -> None:
    assert edit(crew, tent, parts) == {"parts"}
    assert own_parts(crew, tent) is None


def test_parts_are_tidied() -> None:
    assert parts_of(["  stänger ", "", "pin\tnar", "stänger"]) == ["stänger", "pin nar"]


def test_a_part_fits_on_a_button() -> None:
    assert parts_of(["x" * 30]) == ["x" * 30]
    with pytest.raises(PartTooLong):
        parts_of(["x" * 31])


def test_nobody_ticks_off_seventeen_parts() -> None:
    with pytest.raises(TooManyParts):
        parts_of([str(n) for n in range(MOST + 1)])


def test_a_category_gets_other_parts_and_its_tents_follow(crew: Crew, tent: Thing) -> None:
    with crew.store.reading() as db:
        category: Category = category_coded(db, "TLT")
    page = f"/categories/{category.id}"
    assert "pinnar" in crew.astrid.client.get(page).text
    fields = {
        "name": "Tält",
        "name_en": "Tent",
        "loan_days": "14",
        "faults": "other = annat | something else",
        "parts": "duk\nstång",
    }
    assert invalid_fields(crew.astrid.sends_form(page, **fields)) == set()
    assert crew.sees(tent).parts == ("duk", "stång")
    assert invalid_fields(crew.astrid.sends_form(page, **fields | {"parts": "x" * 31})) == {"parts"}
