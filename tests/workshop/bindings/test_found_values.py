"""The sealed value, and which values there are: pure."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fritidsbank.workshop.binding_table import table
from fritidsbank.workshop.found_values import HOLDS_FOR, Found, FoundNoMore
from fritidsbank.workshop.release_values import (
    AboveTable,
    NoSuchValue,
    OffScale,
    is_on_a_scale,
    said,
    value_of,
)

pytestmark = pytest.mark.one_database

AT = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
FOUND = Found(7, 12, 315, 6.0, 3, AT)
SECRET = b"a secret of the tests"


def opened(found: Found, *, article: int = 7, account: int = 3, later: timedelta) -> Found:
    return Found.unsealed(
        found.sealed(SECRET), SECRET, article=article, account=account, now=AT + later
    )


@given(st.sampled_from([0, 12]), st.integers(180, 390), st.integers(2, 48).map(lambda q: q / 4))
def test_what_was_sealed_comes_out_as_it_was(boot: int, sole: int, value: float) -> None:
    found = replace(FOUND, boot=boot, sole=sole, value=value)
    assert opened(found, later=HOLDS_FOR) == found


@pytest.mark.parametrize(
    ("article", "account", "later"),
    [(8, 3, timedelta()), (7, 4, timedelta()), (7, 3, HOLDS_FOR + timedelta(seconds=1))],
)
def test_it_opens_for_its_skis_its_account_and_its_hour(
    article: int, account: int, later: timedelta
) -> None:
    with pytest.raises(FoundNoMore):
        opened(FOUND, article=article, account=account, later=later)


def test_another_house_has_another_seal() -> None:
    with pytest.raises(FoundNoMore):
        Found.unsealed(FOUND.sealed(b"another"), SECRET, article=7, account=3, now=AT)


def test_every_value_of_the_table_stands_on_bindings() -> None:
    values = {value for row in table().rows for value in row.values if value is not None}
    assert [value for value in values if not is_on_a_scale(value)] == []


@given(st.integers(0, 400).map(lambda hundredths: hundredths / 20))
def test_up_to_three_there_are_quarters_and_then_halves(value: float) -> None:
    step = 0.25 if value <= 3 else 0.5
    assert is_on_a_scale(value) == (value >= 0.5 and value % step == 0)


@given(st.floats(0, 20).map(lambda value: round(value, 2)), st.sampled_from([2.75, 3, 6, 8.5]))
def test_what_is_written_down_is_never_above_the_table(value: float, most: float) -> None:
    try:
        kept = value_of(f"{value:g}", most=most, scale=(1, 8), language="sv")
    except (AboveTable, NoSuchValue, OffScale):
        return
    assert kept == value
    assert 1 <= kept <= min(most, 8)


@pytest.mark.parametrize(
    ("value", "swedish", "english"),
    [(6, "6,0", "6.0"), (0.75, "0,75", "0.75"), (11.5, "11,5", "11.5")],
)
def test_a_value_has_its_decimal(value: float, swedish: str, english: str) -> None:
    assert (said(value, "sv"), said(value, "en")) == (swedish, english)
