"""What is scrapped may be weighed; kilos as people write them, grams as they are added up."""

import pytest
from sqlalchemy import select

from fritidsbank.stock.models import Move
from fritidsbank.stock.rules import Reason
from fritidsbank.stock.weights import NotAWeight, grams
from tests.staff.crew import Crew, invalid_fields, text_of


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2,5", 2_500),
        ("2.5", 2_500),
        (" 12 kg", 12_000),
        ("0,05", 50),
        ("", None),
        ("1,234", 1_234),
    ],
)
def test_kilos_are_read_as_people_write_them(written: str, expected: int | None) -> None:
    assert grams(written) == expected


@pytest.mark.parametrize(
    "written", ["tungt", "-1", "0", "0,0001", "1 000", "501", "２", "1e3", "2,5,1"]
)
def test_what_is_no_weight_is_told(written: str) -> None:
    with pytest.raises(NotAWeight):
        grams(written)


def weight_in_ledger(crew: Crew) -> int | None:
    """On the line of the scrapping."""
    with crew.store.reading() as db:
        return db.scalars(select(Move.weight_g).where(Move.reason == Reason.WORN_OUT)).one()


def test_the_weight_stands_on_the_line_and_in_the_story(crew: Crew) -> None:
    skates = crew.registers()
    crew.lena.sends_form(f"/articles/{skates.id}/scrap", reason="worn_out", weight="1,75")
    assert weight_in_ledger(crew) == 1_750
    assert "1,75 kg" in text_of(crew.lena.client.get(f"/articles/{skates.id}"))


@pytest.mark.one_database
def test_nobody_must_weigh_anything(crew: Crew) -> None:
    skates = crew.registers()
    crew.lena.sends_form(f"/articles/{skates.id}/scrap", reason="worn_out")
    assert weight_in_ledger(crew) is None


@pytest.mark.one_database
def test_a_weight_that_is_none_is_told_and_nothing_is_scrapped(crew: Crew) -> None:
    skates = crew.registers()
    answer = crew.lena.sends_form(
        f"/articles/{skates.id}/scrap", reason="worn_out", weight="en del"
    )
    assert (answer.status_code, invalid_fields(answer)) == (422, {"weight"})
    assert crew.sees(skates).spot == skates.spot
