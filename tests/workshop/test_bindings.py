"""A ski binding is set by the table of the standard, and by nothing beside it."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fritidsbank.workshop.bindings import Cause, Missing, setting, start
from fritidsbank.workshop.skiers import (
    BadAge,
    BadHeight,
    BadSole,
    BadWeight,
    Skier,
    SkierType,
    number,
)
from tests.workshop.standard import CODES, COLUMNS, LINES, cell

pytestmark = pytest.mark.one_database

TYPES = list(SkierType)
GROWN_UP = st.integers(10, 49)
YOUNG_OR_OLD = st.integers(2, 9) | st.integers(50, 110)
weights = st.floats(10, 250) | st.integers(10, 110)
heights = st.floats(60, 230) | st.integers(130, 205)
soles = st.floats(180, 390) | st.integers(220, 360)
types = st.sampled_from(TYPES)
skiers = st.builds(Skier, weights, heights, GROWN_UP | YOUNG_OR_OLD, types)


def value(kilos: float, height: float, kind: str, age: float, sole: float) -> float | None:
    return setting(Skier(kilos, height, age, SkierType(kind)), sole).value


def code(kilos: float, height: float = 230, kind: str = "I", age: float = 30) -> str:
    return setting(Skier(kilos, height, age, SkierType(kind)), 300).row.code


# ---------------------------------------------------------------------------------- the table


@pytest.mark.parametrize("column", range(8))
@pytest.mark.parametrize("row", CODES)
def test_every_cell_is_the_standards(row: str, column: int) -> None:
    found = {
        setting(skier, sole).value for skier in LINES[row].skiers() for sole in COLUMNS[column]
    }
    assert found == {LINES[row].values[column]}


@pytest.mark.parametrize("row", CODES)
def test_a_row_has_its_moments(row: str) -> None:
    found = setting(LINES[row].skiers()[0], 300).row
    assert (found.code, (found.twist, found.forward)) == (row, LINES[row].moments)


@pytest.mark.parametrize(
    ("kilos", "height", "kind", "age", "sole", "expected"),
    [
        (70, 170, "II", 30, 315, 6.0),
        (12, 90, "I", 4, 225, 0.75),
        (20, 118, "I", 6, 245, 0.75),
        (45, 155, "II", 13, 285, 4.0),
        (75, 178, "II", 45, 305, 6.5),
        (75, 178, "II", 52, 305, 5.5),
        (95, 200, "III+", 30, 300, None),
        (13, 95, "II", 12, 250, 0.75),
    ],
)
def test_the_worked_examples(
    kilos: float, height: float, kind: str, age: float, sole: float, expected: float | None
) -> None:
    assert value(kilos, height, kind, age, sole) == expected


# ------------------------------------------------------------------------------ the boundaries


@pytest.mark.parametrize(
    ("kilos", "row"),
    [(10, "A"), (13, "A"), (13.5, "A"), (13.99, "A"), (14, "B"), (17.9, "B"), (18, "C"),
     (41.9, "G"), (42, "H"), (48.5, "H"), (94.99, "L"), (95, "M"), (250, "M")],
)  # fmt: skip
def test_a_weight_is_rounded_down(kilos: float, row: str) -> None:
    assert code(kilos) == row


@pytest.mark.parametrize(
    ("height", "row"),
    [(60, "H"), (148, "H"), (148.5, "H"), (148.9, "H"), (149, "I"), (157.5, "I"), (158, "J"),
     (178.9, "K"), (179, "L"), (194.5, "L"), (195, "M"), (230, "M")],
)  # fmt: skip
def test_a_height_is_rounded_down(height: float, row: str) -> None:
    assert code(250, height) == row


@pytest.mark.parametrize(
    ("sole", "column"),
    [(180, "≤230"), (230, "≤230"), (230.5, "231–250"), (231, "231–250"), (250, "231–250"),
     (250.01, "251–270"), (350, "331–350"), (350.5, "≥351"), (351, "≥351"), (390, "≥351")],
)  # fmt: skip
def test_a_sole_between_two_columns_is_a_long_one(sole: float, column: str) -> None:
    assert setting(Skier(30, 120, 30, SkierType.CAUTIOUS), sole).column.name == column


def test_a_light_skier_is_not_made_heavier_by_height() -> None:
    assert code(20, 200) == "C"


def test_a_short_skier_is_not_made_taller_by_weight() -> None:
    assert code(100, 150) == "I"


# ----------------------------------------------------------------------------- the corrections


@pytest.mark.parametrize(("kind", "by"), [("I-", -1), ("I", 0), ("II", 1), ("III", 2), ("III+", 3)])
@pytest.mark.parametrize("row", "CDEFGHIJKLM")
def test_the_type_moves_the_row(row: str, kind: SkierType, by: int) -> None:
    skier = replace(LINES[row].skiers()[0], type=SkierType(kind))
    assert setting(skier, 300).row.code == CODES[CODES.index(row) + by]


@pytest.mark.parametrize(("kind", "row"), [("I-", "B"), ("I", "B"), ("II", "C"), ("III+", "E")])
def test_row_b_is_moved_by_every_type_but_the_most_cautious(kind: str, row: str) -> None:
    assert code(14, 100, kind) == row


@pytest.mark.parametrize(
    ("age", "row"), [(9, "J"), (9.5, "J"), (10, "K"), (49, "K"), (49.5, "K"), (50, "J"), (51, "J")]
)
def test_the_young_and_the_old_are_a_row_nearer_a(age: float, row: str) -> None:
    assert code(70, 170, age=age) == row


@pytest.mark.parametrize("age", [2, 9, 30, 50])
@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("kilos", [10, 13, 13.5])
def test_up_to_13_kilos_nothing_is_corrected(kilos: float, kind: str, age: float) -> None:
    assert code(kilos, 100, kind, age) == "A"


@pytest.mark.parametrize(
    ("kilos", "kind", "age", "row"),
    [(14, "I-", 30, "B"), (14, "I-", 5, "A"), (14, "I", 5, "A"), (17.9, "I-", 60, "A"),
     (18, "I-", 30, "B"), (18, "I-", 5, "A"), (22, "I-", 5, "B")],
)  # fmt: skip
def test_in_the_first_two_rows_the_most_cautious_are_type_one(
    kilos: float, kind: str, age: float, row: str
) -> None:
    assert code(kilos, 100, kind, age) == row


# --------------------------------------------------------------------------- no value, and why


@pytest.mark.parametrize(
    ("row", "sole", "why"),
    [
        ("A", 271, Missing.LONG_SOLE),
        ("F", 351, Missing.LONG_SOLE),
        ("G", 230, Missing.SHORT_SOLE),
        ("I", 351, Missing.LONG_SOLE),
        ("M", 270, Missing.SHORT_SOLE),
        (">O", 310, Missing.SHORT_SOLE),
        ("K", 315, None),
    ],
)
def test_an_empty_cell_says_why(row: str, sole: float, why: Missing | None) -> None:
    assert setting(LINES[row].skiers()[0], sole).missing == why


@pytest.mark.parametrize(
    ("skier", "steps"),
    [
        (Skier(70, 170, 30, SkierType.CAUTIOUS), [(Cause.WEIGHT, "K")]),
        (
            Skier(70, 160, 52, SkierType.MODERATE),
            [(Cause.HEIGHT, "J"), (Cause.TYPE, "K"), (Cause.ELDER, "J")],
        ),
        (Skier(12, 90, 4, SkierType.FAST), [(Cause.WEIGHT, "A"), (Cause.LIGHT, "A")]),
        (
            Skier(15, 100, 5, SkierType.MORE_CAUTIOUS),
            [(Cause.WEIGHT, "B"), (Cause.TYPE_ONE, "B"), (Cause.CHILD, "A")],
        ),
    ],
)
def test_the_way_to_a_row_is_told(skier: Skier, steps: list[tuple[Cause, str]]) -> None:
    assert [(step.cause, step.row.code) for step in setting(skier, 300).steps] == steps


# ------------------------------------------------------------------------------ for all skiers


def not_more(one: float | None, other: float | None) -> bool:
    """Where either has no value, neither is the higher one."""
    return one is None or other is None or one <= other


@given(skiers, soles)
def test_a_value_stands_in_its_own_column(skier: Skier, sole: float) -> None:
    found = setting(skier, sole).value
    assert found is None or found in {cell(row, sole) for row in CODES}


@given(skiers, soles)
def test_a_value_is_the_cell_of_the_row_that_is_given(skier: Skier, sole: float) -> None:
    found = setting(skier, sole)
    assert found.value == cell(found.row.code, sole)


@given(skiers)
def test_nobody_comes_further_than_their_type_allows(skier: Skier) -> None:
    further = {"I-": 0, "I": 0, "II": 1, "III": 2, "III+": 3}[skier.type]
    furthest = CODES.index(start(skier).row.code) + further
    assert CODES.index(setting(skier, 300).row.code) <= furthest


@given(skiers, weights, soles)
def test_the_heavier_never_gets_less(skier: Skier, kilos: float, sole: float) -> None:
    heavier = replace(skier, weight=max(kilos, skier.weight))
    assert not_more(setting(skier, sole).value, setting(heavier, sole).value)


@given(skiers, heights, soles)
def test_the_taller_never_gets_less(skier: Skier, height: float, sole: float) -> None:
    taller = replace(skier, height=max(height, skier.height))
    assert not_more(setting(skier, sole).value, setting(taller, sole).value)


@given(skiers, soles, soles)
def test_a_longer_sole_never_gets_more(skier: Skier, sole: float, other: float) -> None:
    short, long = sorted([sole, other])
    assert not_more(setting(skier, long).value, setting(skier, short).value)


@given(skiers, types, soles)
def test_a_faster_type_never_gets_less(skier: Skier, kind: SkierType, sole: float) -> None:
    assume(TYPES.index(kind) >= TYPES.index(skier.type))
    assert not_more(setting(skier, sole).value, setting(replace(skier, type=kind), sole).value)


@given(skiers, YOUNG_OR_OLD, GROWN_UP, soles)
def test_the_young_and_the_old_never_get_more(
    skier: Skier, age: int, other: int, sole: float
) -> None:
    careful, grown_up = replace(skier, age=age), replace(skier, age=other)
    assert not_more(setting(careful, sole).value, setting(grown_up, sole).value)


@given(skiers, YOUNG_OR_OLD, GROWN_UP)
def test_the_young_and_the_old_are_one_row_nearer_a_from_14_kilos_on(
    skier: Skier, age: int, other: int
) -> None:
    assume(skier.weight >= 14)
    careful, grown_up = (
        CODES.index(setting(replace(skier, age=years), 300).row.code) for years in (age, other)
    )
    assert careful == grown_up - 1


def by_hand(kilos: int, height: int, kind: str, age: int) -> str:
    """The row of somebody in whole measures, looked up in the printed ranges once more."""
    by_weight = next(line.code for line in LINES.values() if kilos in range_of(line.kilos))
    by_height = next(line.code for line in LINES.values() if height in range_of(line.heights))
    row = min(CODES.index(by_weight), CODES.index(by_height))
    if kilos <= 13:
        return CODES[row]
    row += {"I-": 0 if row <= 1 else -1, "I": 0, "II": 1, "III": 2, "III+": 3}[kind]
    row -= age <= 9 or age >= 50
    return CODES[max(row, 0)]


def range_of(ends: tuple[int, int] | None) -> range:
    return range(ends[0], ends[1] + 1) if ends else range(0)


@pytest.mark.parametrize("age", [2, 9, 10, 49, 50, 110])
@pytest.mark.parametrize("kind", TYPES)
def test_every_whole_weight_and_height_leads_where_the_rules_lead_by_hand(
    kind: SkierType, age: int
) -> None:
    heights_at_ends = [60, 148, 149, 157, 158, 166, 167, 178, 179, 194, 195, 230]
    wrong = {
        (kilos, height): row
        for kilos in range(10, 111)
        for height in heights_at_ends
        if (row := code(kilos, height, kind, age)) != by_hand(kilos, height, kind, age)
    }
    assert wrong == {}


# ---------------------------------------------------------------------------------- bad input

NONSENSE = ["", "nan", "inf", "1e3", "-70", "+70", "0", "70 000", "７０", "7_0", "70,5,1", "0x46"]


@pytest.mark.parametrize(
    ("written", "read"), [("70", 70), (" 70,5 ", 70.5), ("70.5", 70.5), ("13,99", 13.99)]
)
def test_a_number_is_read_with_comma_or_point(written: str, read: float) -> None:
    assert number(written) == read


@pytest.mark.parametrize("written", [*NONSENSE, "9,99", "250,01"])
def test_what_is_no_weight_is_refused(written: str) -> None:
    with pytest.raises(BadWeight):
        Skier(number(written), 170, 30, SkierType.CAUTIOUS)


@pytest.mark.parametrize("written", [*NONSENSE, "1,70", "59", "231"])
def test_what_is_no_height_is_refused(written: str) -> None:
    with pytest.raises(BadHeight):
        Skier(70, number(written), 30, SkierType.CAUTIOUS)


@pytest.mark.parametrize("written", [*NONSENSE, "1,5", "111", "1996"])
def test_what_is_no_age_is_refused(written: str) -> None:
    with pytest.raises(BadAge):
        Skier(70, 170, number(written), SkierType.CAUTIOUS)


@pytest.mark.parametrize("written", [*NONSENSE, "31.5", "31,5", "179", "391", "3150"])
def test_what_is_no_sole_in_millimetres_is_refused(written: str) -> None:
    with pytest.raises(BadSole):
        setting(Skier(70, 170, 30, SkierType.CAUTIOUS), number(written))
