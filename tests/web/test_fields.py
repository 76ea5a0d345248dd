"""Fields are checked at the door: what comes through is what it says it is."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fritidsbank.refusals import Refusal
from fritidsbank.web.fields import FieldMissing, Fields, FieldWrong, as_uuid

ONE = "0195b3a4-0000-7000-8000-000000000001"


class Colour(StrEnum):
    """Two words."""

    RED = "red"
    BLUE = "blue"


READERS: list[Callable[[Fields], object]] = [
    lambda fields: fields.text("x"),
    lambda fields: fields.text("x", ""),
    lambda fields: fields.uuid("x"),
    lambda fields: fields.flag("x"),
    lambda fields: fields.day("x"),
    lambda fields: fields.choice("x", Colour),
    lambda fields: fields.choice("x", Colour, Colour.RED),
]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def read(reader: Callable[[Fields], object], value: Any) -> object:  # noqa: ANN401 - a JSON value
    """What a reader makes of a value, or the refusal's code."""
    try:
        return reader(Fields({"x": value}))
    except Refusal as refusal:
        return refusal.code


@given(st.sampled_from(READERS), json_values)
def test_whatever_was_sent_is_read_or_refused(
    reader: Callable[[Fields], object], value: object
) -> None:
    answer = read(reader, value)

    assert isinstance(answer, str | bool | date)


def test_what_is_there_is_read() -> None:
    fields = Fields({"name": "Åsa", "id": ONE, "yes": True, "day": "2026-03-02", "colour": "red"})

    assert fields.text("name") == "Åsa"
    assert fields.uuid("id") == ONE
    assert fields.flag("yes") is True
    assert fields.day("day") == date(2026, 3, 2)
    assert fields.choice("colour", Colour) is Colour.RED


@pytest.mark.parametrize("body", [{}, {"x": None}])
def test_what_is_not_there_has_its_default_or_is_missing(body: dict[str, object]) -> None:
    fields = Fields(body)

    assert not fields.has("x")
    assert fields.text("x", "") == ""
    assert fields.flag("x") is False
    assert fields.choice("x", Colour, Colour.BLUE) is Colour.BLUE
    for reader in (fields.text, fields.uuid, fields.day):
        with pytest.raises(FieldMissing, match="x"):
            reader("x")


@pytest.mark.parametrize("text", ["a" * 2_501, "Sara\x00", 17, ["Sara"], {}, True])
def test_what_is_no_text_is_refused(text: object) -> None:
    with pytest.raises(FieldWrong, match="x"):
        Fields({"x": text}).text("x")


@pytest.mark.parametrize("flag", [1, 0, "true", "", [], "yes"])
def test_what_is_neither_true_nor_false_is_refused(flag: object) -> None:
    with pytest.raises(FieldWrong):
        Fields({"x": flag}).flag("x")


@pytest.mark.parametrize(
    "day", ["2026-02-29", "2026-13-01", "tomorrow", "", "02/03/2026", 20260302]
)
def test_what_is_no_day_is_refused(day: object) -> None:
    with pytest.raises(FieldWrong):
        Fields({"x": day}).day("x")


@pytest.mark.parametrize(
    "value",
    ["", "17", ONE[:-1], ONE + "0", "z" * 36, None, 17, UUID(ONE), ONE.replace("-", ""), [ONE]],
)
def test_what_is_no_uuid_is_refused(value: object) -> None:
    with pytest.raises(FieldWrong):
        as_uuid("x", value)


def test_a_uuid_is_kept_in_small_letters() -> None:
    assert as_uuid("x", ONE.upper().replace("B3A4", "b3A4")) == ONE
