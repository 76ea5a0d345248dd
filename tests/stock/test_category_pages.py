"""Categories are the same in all branches, and changed by those who manage all of them."""

from datetime import timedelta

import pytest

from fritidsbank import doctor
from fritidsbank.stock.finding import Wanted, things_like
from fritidsbank.stock.models import Article, Category
from fritidsbank.stock.queries import category_coded
from tests.staff.crew import Crew, invalid_fields, text_of, value_of

pytestmark = pytest.mark.one_database

TERMS = {
    "name": "Skridskor",
    "name_en": "Skates",
    "loan_days": "21",
    "check_advice": "",
    "check_advice_en": "",
    "sizes": "36\n37\n 38 \n\n38",
    "faults": "edge = slö skena | dull blade\nother = annat | something else",
}


def category(crew: Crew, code: str = "SKR") -> Category:
    """A category as it is now."""
    with crew.store.reading() as db:
        return category_coded(db, code)


def test_categories_stand_under_their_parents(crew: Crew) -> None:
    page = text_of(crew.lena.client.get("/categories"))
    assert page.index("Alpint") < page.index("Slalompjäxor") < page.index("Längdskidor")


def test_terms_are_changed(crew: Crew) -> None:
    skates = category(crew)
    crew.astrid.sends_form(f"/categories/{skates.id}", **TERMS, guardian_under_18="yes")
    changed = category(crew)
    assert (changed.name, changed.loan_days, changed.guardian_under_18) == ("Skridskor", 21, True)
    assert changed.sizes == ["36", "37", "38"]
    assert changed.faults[0] == {"code": "edge", "word": "slö skena", "word_en": "dull blade"}


def test_the_form_shows_what_holds_now_and_saves_it_unchanged(crew: Crew) -> None:
    skis = category(crew, "SLS")
    page = crew.astrid.client.get(f"/categories/{skis.id}")
    assert value_of(page, "loan_days") == "14"
    assert "edge = slö kant | dull edge" in page.text


def test_articles_are_found_under_the_new_name(crew: Crew) -> None:
    skates = crew.registers("Bauer 5000")
    fields = TERMS | {"name": "Isskor", "name_en": "Ice shoes"}
    crew.astrid.sends_form(f"/categories/{category(crew).id}", **fields)
    with crew.store.reading() as db:
        assert [thing.id for thing in things_like(db, Wanted("isskor"))] == [skates.id]


def test_a_parent_has_names_and_nothing_else(crew: Crew) -> None:
    parent = category(crew, "ALPINT")
    crew.astrid.sends_form(f"/categories/{parent.id}", name="Utför", name_en="Downhill")
    assert (category(crew, "ALPINT").name, category(crew, "ALPINT").faults) == ("Utför", [])


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name_en", "x" * 81),
        ("loan_days", "0"),
        ("loan_days", "366"),
        ("loan_days", "fjorton"),
        ("faults", "edge slö kant"),
        ("faults", "Edge! = slö kant | dull edge\nother = annat | other"),
        ("faults", "edge = slö kant | dull edge"),
        ("faults", "other = annat | other\nother = annat | other"),
        ("faults", ""),
    ],
)
def test_wrong_terms_are_named_and_nothing_changes(crew: Crew, field: str, typed: str) -> None:
    skates = category(crew)
    answer = crew.astrid.sends_form(f"/categories/{skates.id}", **(TERMS | {field: typed}))
    assert (answer.status_code, invalid_fields(answer)) == (422, {field})
    assert category(crew).loan_days == 14


def test_what_is_checked_at_return_says_what_to_look_at(crew: Crew) -> None:
    fields = TERMS | {"check_at_return": "yes"}
    answer = crew.astrid.sends_form(f"/categories/{category(crew).id}", **fields)
    assert invalid_fields(answer) == {"check_advice", "check_advice_en"}


def test_the_manager_of_one_branch_reads_but_does_not_change(crew: Crew) -> None:
    skates = category(crew)
    assert f"/categories/{skates.id}" not in crew.lena.client.get("/categories").text
    assert crew.lena.sends_form(f"/categories/{skates.id}", **TERMS).status_code == 403
    assert category(crew).loan_days == 14


POINTS = {
    "points": "shell = Skalet är helt | The shell is whole | scrap",
    "every_loans": "20",
    "every_days": "365",
    "signed": "yes",
    "plans": "sharpen = Slipas | Sharpen | 8 | edge",
}


def test_a_tick_list_is_written_like_the_fault_words(crew: Crew) -> None:
    crew.astrid.sends_form(f"/categories/{category(crew).id}", **TERMS, **POINTS)
    changed = category(crew)
    assert [point["code"] for point in changed.checks] == ["shell"]
    assert changed.plans[0]["every_loans"] == 8
    assert (changed.check_every_loans, changed.check_every_days) == (20, 365)
    assert changed.check_signed


def test_its_articles_are_due_by_the_new_rules(crew: Crew) -> None:
    skates = crew.registers("Bauer 5000")
    crew.astrid.sends_form(f"/categories/{category(crew).id}", **TERMS, **POINTS)
    crew.astrid.sends_form(
        f"/categories/{category(crew).id}", **TERMS, **(POINTS | {"every_loans": "5"})
    )
    with crew.store.reading() as db:
        known = db.get_one(Article, skates.id)
        assert known.check_due_lent == 5
        assert known.check_due_on == known.registered_on + timedelta(days=365)
        assert [str(finding) for finding in doctor.findings(db)] == []


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("points", "shell Skalet"),
        ("points", "shell = Skalet | The shell | if wings"),
        ("plans", "sharpen = Slipas | Sharpen"),
        ("every_loans", "0"),
        ("every_days", "ett år"),
    ],
)
def test_a_wrong_tick_list_is_named_and_nothing_changes(crew: Crew, field: str, typed: str) -> None:
    before = category(crew).plans
    answer = crew.astrid.sends_form(
        f"/categories/{category(crew).id}", **TERMS, **(POINTS | {field: typed})
    )
    assert (answer.status_code, invalid_fields(answer)) == (422, {field})
    assert category(crew).plans == before


def test_the_usual_checks_are_one_press_away(crew: Crew) -> None:
    helmets = category(crew, "HJA")
    usual = helmets.checks
    page = f"/categories/{helmets.id}"
    shown = crew.astrid.client.get(page)
    assert f"{page}/usual" not in shown.text
    assert value_of(shown, "every_loans") == ""
    fields = TERMS | {"check_at_return": "yes", "check_advice": "Se", "check_advice_en": "Look"}
    crew.astrid.sends_form(page, **fields)
    assert category(crew, "HJA").checks == []
    assert f"{page}/usual" in crew.astrid.client.get(page).text
    crew.astrid.sends_form(f"{page}/usual")
    assert category(crew, "HJA").checks == usual


def test_what_the_catalogue_knows_nothing_of_has_no_usual_checks(crew: Crew) -> None:
    balls = category(crew, "BOL")
    assert crew.astrid.sends_form(f"/categories/{balls.id}/usual").status_code == 409
