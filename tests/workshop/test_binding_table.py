"""The table comes as data, and what is no table is refused when it is read."""

from pathlib import Path

import pytest

import fritidsbank.workshop
from fritidsbank.workshop.binding_table import read, table

pytestmark = pytest.mark.one_database

WRITTEN = (Path(fritidsbank.workshop.__file__).parent / "bindings.toml").read_text("utf-8")


def test_the_table_names_its_source() -> None:
    assert table().source == "ISO 11088:2018, annex B, initial indicator values"


def test_the_table_has_16_rows_and_8_columns() -> None:
    assert (len(table().rows), len(table().columns)) == (16, 8)


def test_beyond_its_ends_there_is_no_row() -> None:
    first, last = table().rows[0], table().rows[-1]
    assert (table().moved(first, -1), table().moved(last, 1)) == (first, last)


@pytest.mark.parametrize(
    ("as_it_is", "otherwise", "trouble"),
    [
        ("twist = 31,  forward = 120", "twist = 27,  forward = 102", "twist and forward"),
        ("forward = 40", "forward = 400", "twist and forward"),
        ("kg_from = 14,", "kg_from = 10,", "kg_from"),
        ("kg_from = 10,", "", "kg_from"),
        ("kg_from = 49,", "", "kg_from"),
        ("cm_from = 0,", "", "cm_from"),
        ("cm_from = 158,", "cm_from = 150.5, cm_to = 158,", "unknown cm_to"),
        ("cm_from = 167,", "cm_from = 157,", "cm_from"),
        ('code = "N",', 'code = "N", cm_from = 205,', "cm_from"),
        ('code = "B"', 'code = "A"', "twice A"),
        ("   1 0.75 0.75 0.75    -    -    -    -", "   1 0.75 0.75 0.75    -    -    -", "8"),
        ("   1 0.75 0.75 0.75", "   1    - 0.75 0.75", "longer sole"),
        ("   1 0.75 0.75 0.75", "0.75    1 0.75 0.75", "longer sole"),
        ("   1 0.75 0.75 0.75", " 1.1 0.75 0.75 0.75", "quarters"),
        ("   1 0.75 0.75 0.75", " nan 0.75 0.75 0.75", "quarters"),
        ("   1 0.75 0.75 0.75", "  ,1 0.75 0.75 0.75", "z"),
        (
            "0.75 0.75 0.75    -    -    -    -    -",
            "0.75 0.75    0    -    -    -    -    -",
            "quarters",
        ),
        ("  10  9.5  8.5    8", "   8    8    8    8", "the column 271–290"),
        ("   -    -  3.5    3    3", "   -    -    -    3    3", "the column 251–270"),
        (" 230  250", " 250  230", "sole_to"),
        ("  350    -", "  350  370", "sole_to"),
        (" 230  250", "      250", "16 rows and 8 columns"),
        ("source =", "origin =", "source is missing"),
    ],
)
def test_a_table_with_something_wrong_is_refused(
    as_it_is: str, otherwise: str, trouble: str
) -> None:
    assert WRITTEN.count(as_it_is) == 1
    changed = WRITTEN.replace(as_it_is, otherwise)
    with pytest.raises(ValueError, match=trouble):
        read(changed)
