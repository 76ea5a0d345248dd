"""Articles come into the register by an operation: once, and undone as if it had never been."""

from typing import Any

import pytest
from sqlalchemy import func, select

from fritidsbank.barcodes import Kind, own
from fritidsbank.doctor import findings
from fritidsbank.stock.ledger import HOLDS
from fritidsbank.stock.models import Article, ArticleCode, Move
from fritidsbank.stock.queries import thing_of
from fritidsbank.stock.registering import add_shelf
from fritidsbank.stock.rules import CodeKind, PlaceKind
from tests import make
from tests.conftest import Shop

PRINTED, CARD = own(Kind.ARTICLE, 9_000).digits, own(Kind.CARD, 3).digits


@pytest.fixture
def disken(shop: Shop) -> make.Tablet:
    """The tablet on the table."""
    return make.tablet(shop.store, shop.branch, shop.account, now=shop.now)


def registers(disken: make.Tablet, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - a JSON body
    """One more pair of boots, as described."""
    return disken.says("register_article", **{"category": "SLP"} | fields)


def articles(shop: Shop) -> list[Article]:
    """What is registered."""
    with shop.store.reading() as db:
        return list(db.scalars(select(Article).order_by(Article.id)))


def test_an_article_needs_no_more_than_its_kind(shop: Shop, disken: make.Tablet) -> None:
    answer = registers(disken)
    assert answer["outcome"] == "article_registered"
    assert answer["article"]["code"] == answer["codes"][0]
    assert (answer["article"]["name"], answer["article"]["place"]) == ("Slalompjäxor", "shelf")


def test_what_is_known_about_it_is_kept(shop: Shop, disken: make.Tablet) -> None:
    registers(
        disken,
        size="26.5",
        brand="Tecnica",
        made_year=2019,
        note="ett spänne är bytt",
        unit="piece",
        attributes={"bsl": "305", "norm": "GripWalk", "eu": ""},
    )
    boots = articles(shop)[0]
    assert (boots.size, boots.brand, boots.made_year) == ("26,5", "Tecnica", 2019)
    assert boots.attributes == {"bsl": 305, "norm": "GripWalk"}


@pytest.mark.parametrize(
    ("written", "kept", "kind"),
    [
        (PRINTED, PRINTED, CodeKind.OWN),
        (f"{PRINTED[:4]} {PRINTED[4:]}", PRINTED, CodeKind.OWN),
        (f"http://localhost:8080/i/{PRINTED}", PRINTED, CodeKind.OWN),
        ("fb-0815", "FB-0815", CodeKind.OLDER),
        ("2000000000107", "2000000000107", CodeKind.OLDER),
    ],
)
def test_it_is_known_by_the_label_that_it_bears(
    shop: Shop, disken: make.Tablet, written: str, kept: str, kind: CodeKind
) -> None:
    assert registers(disken, code=written)["codes"]
    with shop.store.reading() as db:
        code = db.scalars(select(ArticleCode)).one()
    assert (code.code, code.kind) == (kept, kind)


@pytest.mark.parametrize("taken", [PRINTED, "FB-0815"])
def test_a_label_that_is_taken_says_whose_it_is(
    shop: Shop, disken: make.Tablet, taken: str
) -> None:
    first = registers(disken, code=taken, size="25")
    answer = registers(disken, code=taken.lower(), size="26")
    assert answer["outcome"] == "number_taken"
    assert (answer["owner"], answer["belongs_to"]) == (first["article"]["id"], "Slalompjäxor 25")
    assert len(articles(shop)) == 1


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"category": "XYZ"}, "no_such_category"),
        ({"category": "ALPINT"}, "no_such_category"),
        ({"category": None}, "field_missing"),
        ({"code": CARD}, "not_an_article_code"),
        ({"code": PRINTED[:-1] + str((int(PRINTED[-1]) + 1) % 10)}, "misread"),
        ({"code": "7310130003547"}, "not_our_code"),
        ({"size": 38}, "field_wrong"),
        ({"made_year": 1066}, "year_wrong"),
        ({"made_year": "2019"}, "field_wrong"),
        ({"unit": "dozen"}, "field_wrong"),
        ({"attributes": {"bsl": "9000"}}, "field_wrong"),
        ({"attributes": {"colour": "red"}}, "field_wrong"),
        ({"attributes": [1]}, "field_wrong"),
        ({"shelf": "80000001"}, "no_such_place"),
        ({"copies": 0}, "field_wrong"),
        ({"copies": 51}, "field_wrong"),
        ({"copies": True}, "field_wrong"),
        ({"note": "lämnad av 19900101-0017"}, "looks_like_personnummer"),
    ],
)
def test_what_cannot_be_read_registers_nothing(
    shop: Shop, disken: make.Tablet, fields: dict[str, Any], refusal: str
) -> None:
    answer = registers(disken, **fields)
    assert (answer["outcome"], answer["refused"]) == (refusal, True)
    assert articles(shop) == []


def test_it_stands_on_the_shelf_that_was_scanned(shop: Shop, disken: make.Tablet) -> None:
    with shop.store.writing() as db:
        shelf = add_shelf(db, shop.branch, "Pjäxor 2").code
        db.commit()
    assert registers(disken, shelf=shelf)["article"]["place_name"] == "Pjäxor 2"


def test_a_shelf_of_another_branch_is_none(shop: Shop, disken: make.Tablet) -> None:
    with shop.store.writing() as db:
        shelf = add_shelf(db, make.branch(db, "Norr"), "Pjäxor 2").code
        db.commit()
    assert registers(disken, shelf=shelf)["refused"]


def test_several_alike_have_a_number_each(shop: Shop, disken: make.Tablet) -> None:
    answer = registers(disken, copies=12, size="26")
    assert len(set(answer["codes"])) == len(articles(shop)) == 12


def test_sent_twice_it_is_registered_once(shop: Shop, disken: make.Tablet) -> None:
    answer = registers(disken, copies=3)
    assert disken.sends(disken.sent[-1]) == answer
    assert len(articles(shop)) == 3


def test_undone_it_never_was(shop: Shop, disken: make.Tablet) -> None:
    made = registers(disken, code=PRINTED)["article"]["id"]
    assert disken.says("undo", operation=disken.last)["outcome"] == "undone"
    with shop.store.reading() as db:
        assert thing_of(db, made).spot.kind is PlaceKind.GONE
        assert db.scalars(select(Move.seq).where(HOLDS)).all() == [], "no figure has it"
        assert findings(db) == []


def test_its_label_is_free_once_more(shop: Shop, disken: make.Tablet) -> None:
    registers(disken, code=PRINTED, size="25")
    disken.says("undo", operation=disken.last)
    assert registers(disken, code=PRINTED, size="26")["article"]["code"] == PRINTED


def test_several_alike_are_undone_together(shop: Shop, disken: make.Tablet) -> None:
    registers(disken, copies=5)
    assert disken.says("undo", operation=disken.last)["outcome"] == "undone"
    with shop.store.reading() as db:
        assert db.scalar(select(func.count()).select_from(ArticleCode)) == 0
        assert findings(db) == []


def test_what_has_been_lent_since_is_not_undone(shop: Shop, disken: make.Tablet) -> None:
    code = registers(disken, copies=2)["codes"][1]
    act = disken.last
    with shop.store.writing() as db:
        sara = make.borrower(db, "Sara", now=shop.now)
        db.commit()
    disken.says("check_out", article=code, borrower=sara)
    assert disken.says("undo", operation=act)["outcome"] == "changed_since"
    with shop.store.reading() as db:
        assert db.scalar(select(func.count()).select_from(ArticleCode)) == 2


def test_nothing_leads_back_to_what_never_was(shop: Shop, disken: make.Tablet) -> None:
    registers(disken, code=PRINTED)
    disken.says("undo", operation=disken.last)
    assert disken.says("check_in", article=PRINTED)["outcome"] == "unknown_code"
