"""What is left of a long name: its first words, its numbers whole, and no more than finds room."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fritidsbank.printing.lettering import (
    broken_lines,
    fits_on,
    line_of,
    lines_of,
    one_line,
    shortened,
    size_for,
    width_of,
)

pytestmark = pytest.mark.one_database

NUMBER = re.compile(r"\d+(?:[.,:/–-]\d+)*")
words = st.text("abåäöABÅÄÖ0123456789,.-/()…", min_size=1, max_size=14)
names = st.lists(words, max_size=8).map(" ".join) | st.text(max_size=40)
widths = st.floats(min_value=1, max_value=60)


@pytest.mark.parametrize(
    ("text", "room", "left"),
    [
        ("Slalomskidor", 12.0, "Slalomskidor"),
        ("Slalomskidor Rossignol", 14.0, "Slalomskidor Rossignol"),
        ("Slalomskidor Rossignol Hero", 13.5, "Slalomskidor Rossignol…"),
        ("Slalomskidor med bindning", 12.0, "Slalomskidor…"),
        ("Hjälm, röd", 4.4, "Hjälm…"),
        ("Längdskidspaket", 6.0, "Längdski…"),
        ("Tält 3", 2.5, ""),
        ("Pjäxor 26,5", 5.5, "Pjäxor…"),
        ("Nordica 26,5 alpint", 9.5, "Nordica 26,5…"),
        ("123456789012", 5.0, ""),
        ("Modell2026-11", 6.5, "Modell…"),
        ("  Tält\n\tfyra  ", 9.0, "Tält fyra"),
        ("", 9.0, ""),
    ],
)
def test_a_name_is_shortened_by_rule(text: str, room: float, left: str) -> None:
    assert shortened(text, room, 1.0) == left


@given(names, widths, st.booleans())
@settings(max_examples=200)
def test_what_is_left_finds_room(text: str, width: float, bold: bool) -> None:  # noqa: FBT001
    left = shortened(text, width, 3.0, bold=bold)
    assert width_of(left, bold=bold) * 3.0 <= width + 1e-6


@given(names, widths)
@settings(max_examples=300)
def test_no_number_is_ever_cut(text: str, width: float) -> None:
    whole = NUMBER.findall(text)
    assert all(number in whole for number in NUMBER.findall(shortened(text, width, 3.0)))


@given(names, widths)
@settings(max_examples=200)
def test_what_is_left_is_the_beginning(text: str, width: float) -> None:
    left = shortened(text, width, 3.0)
    assert one_line(text).startswith(left.removesuffix("…").rstrip())


@given(names, widths, st.integers(1, 4))
@settings(max_examples=200)
def test_lines_are_no_more_and_no_wider_than_asked_for(text: str, width: float, most: int) -> None:
    lines = lines_of(text, width, 3.0, most=most)
    assert len(lines) <= most
    assert all(width_of(line) * 3.0 <= width + 1e-6 for line in lines)


def test_of_a_sentence_nothing_is_left_out() -> None:
    asked = "Fråga dataskyddsombud@örnsköldsvik.se, eller oss."
    lines = broken_lines(asked, 10.0, 1.0)
    assert "".join(lines).replace(" ", "") == asked.replace(" ", "")
    assert all(width_of(line) <= 10.0 for line in lines)


@given(names, st.integers(1, 4))
@settings(max_examples=100)
def test_what_finds_room_is_not_shortened(text: str, count: int) -> None:
    room = 30.0
    if fits_on(text, count, room, 3.0):
        assert " ".join(lines_of(text, room, 3.0, most=count)) == one_line(text)


@pytest.mark.parametrize("text", ["26,5", "180–185 cm", "Junior 120–140", "XXL", "ÅÄÖ g"])
def test_the_largest_type_fills_the_room_and_no_more(text: str) -> None:
    size = size_for(text, 20.0, 8.0, bold=True)
    wide, high = width_of(text, bold=True) * size, line_of(text) * size
    assert wide <= 20.0 + 1e-6
    assert high <= 8.0 + 1e-6
    assert max(wide / 20.0, high / 8.0) == pytest.approx(1)


def test_a_telephone_number_stays_on_one_line() -> None:
    assert "042‑10\u00a050\u00a000." in lines_of("Ring 042‑10\u00a050\u00a000.", 7.1, 1.0)
