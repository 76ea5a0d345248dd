"""The rules of the open repair data: a row that breaks one is not written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fritidsbank.workshop import ords
from fritidsbank.workshop.rules import OPEN, OUTCOME_OF, Barrier, Outcome, RepairState
from tests.workshop.test_ords import SCHEMA

pytestmark = pytest.mark.one_database

VALID = {
    "id": "tall-7",
    "partner_product_category": "Ice ~ Skates",
    "product_category": "Unpowered - Other",
    "product_category_id": "",
    "brand": "Unknown",
    "year_of_manufacture": "",
    "product_age": "",
    "problem": "blunt",
    "repair_status": "End of life",
    "repair_barrier_if_end_of_life": "Too worn out",
    "group_identifier": "branch-1",
    "event_date": "2026-03-02",
    "data_provider": "Tall",
    "country": "SWE",
    "record_date": "",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "Tall-7"},
        {"id": "7"},
        {"partner_product_category": ""},
        {"product_category": "Skates"},
        {"product_category": "Lamp"},
        {"product_category": "Lamp", "product_category_id": "16"},
        {"product_category_id": "15"},
        {"brand": ""},
        {"brand": "a\nb"},
        {"year_of_manufacture": "19"},
        {"product_age": "7,5"},
        {"product_age": "7.25"},
        {"product_age": "-1"},
        {"problem": ""},
        {"repair_status": "fixed"},
        {"repair_status": "Fixed"},
        {"repair_barrier_if_end_of_life": "Too old"},
        {"event_date": "2026-02-30"},
        {"event_date": "2/3 2026"},
        {"data_provider": ""},
        {"country": "SE"},
        {"record_date": "igår"},
        {"account": "Sara"},
    ],
)
def test_a_row_that_breaks_a_rule_is_not_written(wrong: dict[str, str]) -> None:
    assert ords.validated(VALID) == VALID
    with pytest.raises(ords.NotOfTheStandard):
        ords.validated(VALID | wrong)


def test_the_rules_of_the_program_are_those_that_are_published() -> None:
    assert tuple(SCHEMA) == ords.COLUMNS
    assert set(ords.STATUSES.values()) == SCHEMA["repair_status"][1]
    assert {"", *ords.BARRIERS.values()} == SCHEMA["repair_barrier_if_end_of_life"][1]
    assert (len(ords.POWERED), ords.category_id("Lamp"), ords.category_id("Iron")) == (
        40,
        "15",
        "40",
    )
    assert set(ords.STATUSES) == set(Outcome)
    assert set(ords.BARRIERS) == set(Barrier)


@given(st.text(max_size=60), st.text(max_size=60), st.integers(1900, 2100), st.dates())
def test_whatever_a_shop_calls_its_things_the_rows_are_valid(
    operator: str, brand: str, year: int, event: date
) -> None:
    product = ords.product_category("SKR", brand)
    row = VALID | {
        "id": f"{ords.prefix_of(operator)}-1",
        "partner_product_category": ords.one_line(f"{operator} ~ {brand}"),
        "product_category": product,
        "product_category_id": ords.category_id(product),
        "brand": ords.one_line(brand),
        "problem": ords.one_line(operator),
        "year_of_manufacture": f"{year:04d}",
        "product_age": ords.age(event, year),
        "event_date": event.isoformat(),
        "data_provider": ords.one_line(operator, "Fritidsbanken"),
    }
    assert ords.validated(row) == row


def test_every_end_of_a_repair_has_an_outcome() -> None:
    assert set(OUTCOME_OF) == set(RepairState) - OPEN
