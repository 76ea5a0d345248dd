"""Somebody new in two fields, or with even less."""

import pytest

from fritidsbank.people.models import BorrowerKind
from tests import make
from tests.conftest import Shop
from tests.snapshots import STATE, snapshot


def test_a_name_and_a_mobile_are_enough(disk: make.Tablet, shop: Shop) -> None:
    sara = make.uid()

    answer = disk.says("register_borrower", borrower=sara, name=" Sara  Ek", mobile="070 1740607")

    assert (answer["outcome"], answer["borrower"]) == ("registered", sara)
    [details] = snapshot(shop.store, "borrower_details")["borrower_details"]
    assert details[:3] == (sara, "Sara Ek", "+46701740607")


def test_the_answer_that_is_kept_holds_no_name_and_no_number(disk: make.Tablet, shop: Shop) -> None:
    disk.says("register_borrower", borrower=make.uid(), name="Sara Ek", mobile="070-174 06 07")

    kept = str(snapshot(shop.store, "operation"))

    assert "Sara" not in kept
    assert "1740607" not in kept


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"name": "Räven", "borrower_kind": "alias"}, BorrowerKind.ALIAS),
        ({"borrower_kind": "without_details"}, BorrowerKind.WITHOUT_DETAILS),
        (
            {
                "name": "Slottshöjdens skola",
                "mobile": "042-10 50 00",
                "contact": "Vivi i 4B",
                "borrower_kind": "organisation",
            },
            BorrowerKind.ORGANISATION,
        ),
    ],
)
def test_there_are_other_ways_to_borrow(
    disk: make.Tablet, shop: Shop, fields: dict[str, str], kind: BorrowerKind
) -> None:
    answer = disk.says("register_borrower", borrower=make.uid(), **fields)

    assert answer["outcome"] == "registered"
    assert snapshot(shop.store, "borrower")["borrower"][0][1] is kind


def test_without_details_nothing_is_kept_even_if_it_was_sent(disk: make.Tablet, shop: Shop) -> None:
    disk.says(
        "register_borrower",
        borrower=make.uid(),
        borrower_kind="without_details",
        name="Sara",
        mobile="070-174 06 07",
    )

    assert snapshot(shop.store, "borrower_details")["borrower_details"][0][1:3] == ("", "")


def test_a_foreign_number_is_as_good(disk: make.Tablet, shop: Shop) -> None:
    disk.says("register_borrower", borrower=make.uid(), name="Ніна", mobile="+380 44 123 4567")

    [details] = snapshot(shop.store, "borrower_details")["borrower_details"]
    assert details[1:3] == ("Ніна", "+380441234567")


def test_a_card_leads_to_the_new_borrower(disk: make.Tablet, boots: str) -> None:
    sara = make.uid()
    disk.says(
        "register_borrower", borrower=sara, name="Sara", mobile="070-174 06 07", card="1000 0119"
    )

    assert disk.says("check_out", article=boots, borrower="10000119")["borrower"] == sara


def test_a_card_of_somebody_else_is_refused_and_nobody_is_registered(
    disk: make.Tablet, shop: Shop
) -> None:
    with shop.store.writing() as db:
        make.borrower(db, "Amina", card="10000119", now=shop.now)
        db.commit()
    before = snapshot(shop.store, *STATE)

    answer = disk.says(
        "register_borrower",
        borrower=make.uid(),
        name="Sara",
        mobile="070-174 06 07",
        card="10000119",
    )

    assert answer["outcome"] == "card_in_use"
    assert snapshot(shop.store, *STATE) == before


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": "", "mobile": "070-174 06 07"}, "name_missing"),
        ({"name": "Sara"}, "number_missing"),
        ({"name": "Sara", "mobile": "12"}, "not_a_number"),
        ({"name": "S" * 81, "mobile": "070-174 06 07"}, "name_too_long"),
        ({"name": "Sara 900102-1234", "mobile": "070-174 06 07"}, "looks_like_personnummer"),
        ({"name": "Sara", "mobile": "19900102-1234"}, "looks_like_personnummer"),
        ({"name": "Skolan", "borrower_kind": "organisation"}, "number_missing"),
        ({"name": "", "borrower_kind": "alias"}, "name_missing"),
        ({"name": "Sara", "mobile": "070-174 06 07", "borrower_kind": "child"}, "field_wrong"),
        ({"name": "Sara", "mobile": "070-174 06 07", "card": "20000044"}, "misread"),
        ({"name": "Sara", "mobile": "070-174 06 07", "card": "20000043"}, "field_wrong"),
        ({"name": 17, "mobile": "070-174 06 07"}, "field_wrong"),
        ({"name": "Sara\x00", "mobile": "070-174 06 07"}, "field_wrong"),
        (
            {"name": "Skolan", "mobile": "070-174 06 07", "contact": "19900102-1234"},
            "looks_like_personnummer",
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_reason(
    disk: make.Tablet, shop: Shop, fields: dict[str, object], code: str
) -> None:
    before = snapshot(shop.store, *STATE)

    answer = disk.says("register_borrower", borrower=make.uid(), **fields)

    assert (answer["outcome"], answer["status"]) == (code, 422)
    assert snapshot(shop.store, *STATE) == before


def test_an_id_that_is_in_use_is_refused(disk: make.Tablet, amina: str) -> None:
    answer = disk.says("register_borrower", borrower=amina, name="Bo", mobile="070-174 06 06")

    assert (answer["outcome"], answer["status"]) == ("already_registered", 409)


@pytest.mark.parametrize("borrower", ["17", "", None, 17, "z" * 36])
def test_an_id_that_is_none_is_refused(disk: make.Tablet, borrower: object) -> None:
    answer = disk.says("register_borrower", borrower=borrower, name="Sara", mobile="070-174 06 07")

    assert answer["outcome"] in {"field_wrong", "field_missing"}
