"""Registering an article, correcting it, and its numbers."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.barcodes import Kind, own
from fritidsbank.stock.models import Article, ArticleCode, Move
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import CodeKind, PlaceKind, Reason, Unit
from tests.staff.crew import Crew, invalid_fields, text_of, value_of

pytestmark = pytest.mark.one_database

PREPRINTED = own(Kind.ARTICLE, 9_000).digits


def described(crew: Crew, **fields: str) -> dict[str, str]:
    """A form about skates as the page sends it."""
    shelf = str(crew.place(PlaceKind.SHELF))
    return {"category": "SKR", "name": "Skridskor", "unit": "pair", "shelf": shelf, **fields}


def articles(crew: Crew) -> list[Article]:
    """What is registered."""
    with crew.store.reading() as db:
        return list(db.scalars(select(Article).order_by(Article.id)))


def codes(db: Session, thing: Thing) -> dict[str, CodeKind]:
    """The numbers that lead to an article."""
    found = select(ArticleCode).where(ArticleCode.article_id == thing.id)
    return {code.code: code.kind for code in db.scalars(found)}


def test_the_category_is_chosen_first_and_the_scanned_number_is_kept(crew: Crew) -> None:
    page = crew.disken.client.get(f"/articles/new?code={PREPRINTED}")
    assert '<optgroup label="Is">' in page.text
    assert f'name="code" value="{PREPRINTED}"' in page.text


def test_a_category_asks_for_what_matters_about_its_things(crew: Crew) -> None:
    page = crew.disken.client.get("/articles/new?category=SLS")
    assert value_of(page, "name") == "Slalomskidor med bindning"
    assert 'id="attribute-z_range"' in page.text
    assert '<option value="150">' in page.text.split('id="size-list"')[1]
    assert 'id="attribute-length"' not in page.text, "the size is not asked twice"


def test_an_article_is_registered_with_a_fresh_number(crew: Crew) -> None:
    answer = crew.disken.sends_form("/articles/new", **described(crew, size="38", brand="Bauer"))
    made = articles(crew)[0]
    assert answer.headers["Location"] == f"/articles/{made.id}?done=registered"
    assert (made.name, made.size, made.brand, made.unit) == ("Skridskor", "38", "Bauer", None)
    assert "2000 " in text_of(crew.disken.client.get(f"/articles/{made.id}"))


def test_an_article_is_registered_under_the_label_it_bears(crew: Crew) -> None:
    crew.disken.sends_form("/articles/new", **described(crew, code=PREPRINTED))
    assert crew.disken.client.get(f"/i/{PREPRINTED}").headers["Location"].startswith("/articles/")


def test_the_square_code_of_a_label_is_read_as_its_number(crew: Crew) -> None:
    scanned = f"http://localhost:8080/i/{PREPRINTED}"
    crew.disken.sends_form("/articles/new", **described(crew, code=scanned))
    with crew.store.reading() as db:
        assert db.get(ArticleCode, PREPRINTED) is not None


def test_what_is_known_about_it_is_kept_and_shown(crew: Crew) -> None:
    skis = described(
        crew,
        category="SLS",
        **{
            "attribute-z_range": "3-11",
            "attribute-norm": "GripWalk",
        },
    )
    crew.disken.sends_form("/articles/new", **skis)
    made = articles(crew)[0]
    assert made.attributes == {
        "z_range": [3, 11],
        "norm": "GripWalk",
    }
    page = text_of(crew.disken.client.get(f"/articles/{made.id}"))
    assert "3\u201311" in page
    assert "GripWalk" in page


def test_another_like_it_is_filled_in_but_for_the_number(crew: Crew) -> None:
    fields = described(crew, size="38", brand="Bauer", again="yes", code=PREPRINTED)
    answer = crew.disken.sends_form("/articles/new", **fields)
    page = crew.disken.client.get(answer.headers["Location"])
    filled = {field: value_of(page, field) for field in ("name", "size", "brand", "code")}
    assert filled == {"name": "Skridskor", "size": "38", "brand": "Bauer", "code": ""}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "x" * 81),
        ("made_year", "1066"),
        ("made_year", "nyligen"),
        ("unit", "dozen"),
        ("shelf", "999"),
        ("code", "20001402"),
        ("note", "lämnades av 19900101-0017"),
        ("attribute-sharpened_on", "igår"),
        ("attribute-laces", "maybe"),
    ],
)
def test_a_wrong_value_is_named_and_everything_typed_is_kept(
    crew: Crew, field: str, typed: str
) -> None:
    fields = described(crew, brand="Bauer") | {field: typed}
    answer = crew.disken.sends_form("/articles/new", **fields)
    assert answer.status_code == 422
    assert invalid_fields(answer) == {field}
    assert value_of(answer, "brand") == "Bauer"
    assert articles(crew) == []


def test_the_summary_calls_each_field_by_its_name(crew: Crew) -> None:
    answer = crew.disken.sends_form("/articles/new", **described(crew, name="", made_year="1066"))
    summary = text_of(answer).split("Titta på det här:")[1].split("Numret på etiketten")[0]
    assert re.findall(r"(\w+) : ", summary) == ["Namn", "Tillverkningsår"]
    assert "1950" in summary


def test_a_number_that_is_taken_is_said_beside_it(crew: Crew) -> None:
    taken = crew.registers().code
    answer = crew.disken.sends_form("/articles/new", **described(crew, code=taken))
    assert invalid_fields(answer) == {"code"}
    assert len(articles(crew)) == 1


@pytest.mark.parametrize("category", ["XYZ", "", "?", "x" * 300])
def test_a_category_that_does_not_exist_cannot_be_registered_in(crew: Crew, category: str) -> None:
    answer = crew.disken.sends_form("/articles/new", **described(crew, category=category))
    assert answer.status_code == 404


def test_a_group_of_categories_is_none_to_register_in(crew: Crew) -> None:
    answer = crew.disken.sends_form("/articles/new", **described(crew, category="ALPINT"))
    assert answer.status_code == 404


def test_what_is_written_is_shown_for_correction(crew: Crew) -> None:
    skates = crew.registers("Skridskor", size="38")
    page = crew.disken.client.get(f"/articles/{skates.id}/edit")
    assert (value_of(page, "name"), value_of(page, "size")) == ("Skridskor", "38")


def test_a_correction_is_kept(crew: Crew) -> None:
    skates = crew.registers("Skridskor", size="38")
    fields = described(
        crew, name="Konståkningsskridskor", size="39", unit="piece", made_year="2019"
    )
    crew.disken.sends_form(f"/articles/{skates.id}/edit", **fields)
    made = articles(crew)[0]
    assert (made.name, made.size, made.unit, made.made_year) == (
        "Konståkningsskridskor",
        "39",
        Unit.PIECE,
        2019,
    )


def test_a_wrong_correction_changes_nothing(crew: Crew) -> None:
    skates = crew.registers("Skridskor")
    answer = crew.disken.sends_form(
        f"/articles/{skates.id}/edit", **described(crew, name="Pulka", made_year="1066")
    )
    assert (answer.status_code, invalid_fields(answer)) == (422, {"made_year"})
    assert articles(crew)[0].name == "Skridskor"


def test_another_category_is_a_pair_of_lines_in_the_story(crew: Crew) -> None:
    skates = crew.registers("Skridskor")
    page = crew.disken.client.get(f"/articles/{skates.id}/edit?category=PUL")
    assert 'name="category" value="PUL"' in page.text
    crew.disken.sends_form(f"/articles/{skates.id}/edit", **described(crew, category="PUL"))
    with crew.store.reading() as db:
        lines = db.scalars(select(Move).where(Move.reason == Reason.RECATEGORISED)).all()
    assert len(lines) == 2


def test_what_has_left_the_stock_keeps_its_category(crew: Crew) -> None:
    skates = crew.registers("Skridskor")
    crew.stands(skates, PlaceKind.GONE)
    fields = described(crew, category="PUL")
    answer = crew.astrid.sends_form(f"/articles/{skates.id}/edit", **fields)
    assert answer.status_code == 422


def test_an_article_of_another_branch_is_corrected_there(crew: Crew) -> None:
    skates = crew.registers("Skridskor", branch=crew.soder)
    answer = crew.disken.sends_form(f"/articles/{skates.id}/edit", **described(crew))
    assert answer.status_code == 403


def test_an_article_is_given_a_fresh_number(crew: Crew) -> None:
    skates = crew.registers()
    crew.disken.sends_form(f"/articles/{skates.id}/codes", how="fresh")
    with crew.store.reading() as db:
        assert list(codes(db, skates).values()) == [CodeKind.OWN, CodeKind.OWN]


def test_a_label_that_was_printed_before_is_claimed(crew: Crew) -> None:
    skates = crew.registers()
    crew.disken.sends_form(f"/articles/{skates.id}/codes", how="claimed", code=PREPRINTED)
    with crew.store.reading() as db:
        assert codes(db, skates)[PREPRINTED] is CodeKind.CLAIMED


def test_an_older_label_leads_to_the_article_too(crew: Crew) -> None:
    skates = crew.registers()
    crew.disken.sends_form(f"/articles/{skates.id}/codes", how="older", code="fb 1234")
    with crew.store.reading() as db:
        assert codes(db, skates)["FB 1234"] is CodeKind.OLDER


@pytest.mark.parametrize(
    ("how", "code"),
    [("claimed", "20001402"), ("claimed", "7310130003547"), ("older", ""), ("claimed", "99009973")],
)
def test_a_number_that_cannot_be_added_is_said_beside_it(crew: Crew, how: str, code: str) -> None:
    skates = crew.registers()
    answer = crew.disken.sends_form(f"/articles/{skates.id}/codes", how=how, code=code)
    assert (answer.status_code, invalid_fields(answer)) == (422, {"code"})


def test_a_number_is_taken_away_when_another_is_left(crew: Crew) -> None:
    skates = crew.registers()
    crew.disken.sends_form(f"/articles/{skates.id}/codes", how="older", code="FB 1234")
    crew.disken.sends_form(f"/articles/{skates.id}/codes/remove", code=skates.code)
    with crew.store.reading() as db:
        assert set(codes(db, skates)) == {"FB 1234"}


def test_the_last_number_is_never_taken_away(crew: Crew) -> None:
    skates = crew.registers()
    answer = crew.disken.sends_form(f"/articles/{skates.id}/codes/remove", code=skates.code)
    assert answer.status_code == 409
    with crew.store.reading() as db:
        assert set(codes(db, skates)) == {skates.code}


def test_a_number_of_another_article_is_not_taken_away(crew: Crew) -> None:
    skates, sledge = crew.registers(), crew.registers("Pulka", category="PUL")
    answer = crew.disken.sends_form(f"/articles/{skates.id}/codes/remove", code=sledge.code)
    assert answer.status_code == 404


def test_a_number_that_is_none_is_not_taken_away(crew: Crew) -> None:
    skates = crew.registers()
    answer = crew.disken.sends_form(f"/articles/{skates.id}/codes/remove", code="\x00")
    assert answer.status_code == 422
