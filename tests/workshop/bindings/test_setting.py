"""Somebody who is trusted with it asks the table, sets the binding, and writes that down."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import Thing
from fritidsbank.workshop.models import BindingSetting
from fritidsbank.workshop.rules import BindingMode
from tests import make
from tests.staff.crew import Crew, invalid_fields, text_of, value_of
from tests.workshop.bindings.conftest import SARA, at, puts, sealed_in

Read = Callable[[], BindingSetting | None]
one_database = pytest.mark.one_database


def sets(
    sven: make.Visitor, skis: Thing, found: str, front: str = "6", heel: str = "6"
) -> TestResponse:
    """Press the button below the answer."""
    return sven.sends_form(at(skis, "set"), found=found, front=front, heel=heel)


@pytest.fixture
def found(sven: make.Visitor, skis: Thing) -> str:
    """What the table says for Sara: 6.0, sealed."""
    return sealed_in(sven.sends_form(at(skis), **SARA))


def test_the_table_says_a_value_and_how_it_came_there(sven: make.Visitor, skis: Thing) -> None:
    page = sven.sends_form(at(skis), **SARA)
    said = text_of(page)
    assert page.status_code == 200
    assert "Tabellen säger 6,0" in said
    assert said.index("Vikten leder till rad K.") < said.index("Typen som åkaren valde")
    assert "rad L" in said
    assert "kolumnen 311–330 mm" in said
    assert "58 Nm i sidled och 229 Nm framåt" in said
    assert [value_of(page, field) for field in ("front", "heel")] == ["6,0", "6,0"]


def test_it_is_set_and_signed_by_name(
    crew: Crew, sven: make.Visitor, skis: Thing, boots: Thing, setting: Read
) -> None:
    page = sven.sends_form(at(skis), **(SARA | {"boot": boots.code, "sole": ""}))
    answer = sets(sven, skis, sealed_in(page), "6,0", "5.5")
    assert answer.headers["Location"] == f"{at(skis)}?done=saved"
    done = setting()
    assert done
    assert (done.mode, done.front, done.heel) == (BindingMode.TABLE, 6.0, 5.5)
    assert (done.sole_mm, done.boot_id) == (315, boots.id)
    shown = text_of(crew.disken.client.get(f"/articles/{skis.id}"))
    assert "Tå 6,0 Häl 5,5" in shown
    assert "Slalompjäxor 27" in shown
    assert "Sven" in shown


@one_database
def test_only_the_sole_can_be_fitted_as_well(
    sven: make.Visitor, skis: Thing, found: str, setting: Read
) -> None:
    sets(sven, skis, found)
    sven.sends_form(at(skis, "sole"), **(SARA | {"sole": "298"}))
    done = setting()
    assert done
    assert (done.mode, done.sole_mm, done.front) == (BindingMode.SOLE, 298, None)
    assert "Utlösningsvärdet är inte inställt" in text_of(sven.client.get(at(skis)))


@one_database
@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"weight": "110", "height": "200", "type": "III+", "sole": "300"}, "så kort sula"),
        ({"weight": "20", "height": "118", "type": "I", "sole": "315"}, "så lång sula"),
        ({"weight": "20", "height": "118", "type": "I", "sole": "265"}, "från 2,0 till 10,0"),
        ({"weight": "110", "height": "200", "type": "III", "sole": "300"}, "från 2,0 till 10,0"),
    ],
)
def test_where_there_is_no_value_it_says_why_and_offers_none(
    sven: make.Visitor, skis: Thing, asked: dict[str, str], says: str
) -> None:
    page = sven.sends_form(at(skis), **(SARA | asked))
    assert page.status_code == 200
    assert says in text_of(page)
    assert "Inget värde" in text_of(page)
    assert 'name="front"' not in page.text


@one_database
@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"weight": ""}, "weight"),
        ({"weight": "9,9"}, "weight"),
        ({"weight": "251"}, "weight"),
        ({"height": "1,70"}, "height"),
        ({"age": "1996"}, "age"),
        ({"age": "nio"}, "age"),
        ({"type": ""}, "type"),
        ({"type": "IV"}, "type"),
        ({"sole": "31,5"}, "sole"),
        ({"sole": "341"}, "sole"),
        ({"boot": "12"}, "boot"),
    ],
)
def test_bad_input_is_said_beside_its_field(
    sven: make.Visitor, skis: Thing, typed: dict[str, str], field: str
) -> None:
    page = sven.sends_form(at(skis), **(SARA | typed))
    assert (page.status_code, invalid_fields(page)) == (422, {field})


@one_database
def test_all_that_is_unclear_is_said_at_once(sven: make.Visitor, skis: Thing) -> None:
    page = sven.sends_form(at(skis), weight="x", height="", age="1", sole="31,5")
    assert invalid_fields(page) == {"weight", "height", "age", "type", "sole"}


@one_database
@pytest.mark.parametrize(
    ("front", "heel", "wrong"),
    [
        ("6,5", "6", {"front"}),
        ("6", "6,5", {"heel"}),
        ("7", "60", {"front", "heel"}),
        ("5,75", "6", {"front"}),
        ("6", "2,1", {"heel"}),
        ("1,75", "6", {"front"}),
        ("", "6", {"front"}),
        ("nan", "inf", {"front", "heel"}),
        ("-6", "6e0", {"front", "heel"}),
    ],
)
def test_nothing_is_written_down_that_the_table_or_the_binding_does_not_have(
    sven: make.Visitor,
    skis: Thing,
    found: str,
    setting: Read,
    front: str,
    heel: str,
    wrong: set[str],
) -> None:
    answer = sets(sven, skis, found, front, heel)
    assert (answer.status_code, invalid_fields(answer)) == (422, wrong)
    assert setting() is None
    assert value_of(answer, "front") == front


@one_database
def test_after_a_slip_of_the_finger_the_same_value_is_at_hand(
    sven: make.Visitor, skis: Thing, found: str, setting: Read
) -> None:
    again = sets(sven, skis, found, "66")
    sets(sven, skis, sealed_in(again), "6")
    done = setting()
    assert done
    assert done.front == 6.0


def test_a_finger_that_taps_twice_has_set_it_once(
    crew: Crew, sven: make.Visitor, skis: Thing, found: str
) -> None:
    assert [sets(sven, skis, found).status_code for _ in range(2)] == [303, 303]
    with crew.store.reading() as db:
        assert db.query(BindingSetting).count() == 1


@one_database
def test_what_the_register_does_not_know_is_left_to_whoever_looks(
    crew: Crew, sven: make.Visitor, skis: Thing
) -> None:
    bare = puts(crew, "SLS", "Okända skidor")
    answer = text_of(sven.sends_form(at(bare), **SARA))
    assert "Tabellen säger 6,0" in answer
    assert "Registret vet inte tillräckligt" in answer
    boot = puts(crew, "SLP", "Pjäxor", bsl=315, norm="ISO 5355")
    sure = text_of(sven.sends_form(at(skis), **(SARA | {"boot": boot.code})))
    assert "Registret vet inte" not in sure


# ------------------------------------------------------------------------------- the sealed value


@one_database
@pytest.mark.parametrize(
    "change", [str.upper, lambda seal: seal[:-1], lambda _: "", lambda _: "1.2"]
)
def test_a_seal_that_was_broken_opens_nothing(
    sven: make.Visitor, skis: Thing, found: str, setting: Read, change: Callable[[str], str]
) -> None:
    assert sets(sven, skis, change(found)).status_code == 409
    assert setting() is None


@one_database
def test_a_higher_value_cannot_be_written_into_it(
    sven: make.Visitor, skis: Thing, found: str, setting: Read
) -> None:
    told = found.split(".")
    assert told[3] == "24", "six, in quarters"
    assert sets(sven, skis, ".".join([*told[:3], "40", *told[4:]]), "10", "10").status_code == 409
    assert setting() is None


@one_database
def test_it_is_worth_nothing_on_other_skis(crew: Crew, sven: make.Visitor, found: str) -> None:
    others = puts(crew, "SLS", "Andra skidor")
    assert sets(sven, others, found).status_code == 409


@one_database
def test_skis_that_were_described_anew_meanwhile_are_asked_again(
    crew: Crew, sven: make.Visitor, skis: Thing, found: str, setting: Read
) -> None:
    with crew.store.writing() as db:
        db.get_one(Article, skis.id).attributes = {"bsl_range": [220, 300]}
        db.commit()
    answer = sets(sven, skis, found)
    assert (answer.status_code, setting()) == (422, None)
    assert "från 220 till 300 mm" in text_of(answer)
