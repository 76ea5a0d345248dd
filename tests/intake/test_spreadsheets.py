"""A file from a spreadsheet program is read as rows of text, or refused with a sentence."""

import struct
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from xlsxwriter import Workbook

from fritidsbank.intake import spreadsheets
from fritidsbank.intake.spreadsheets import (
    CannotBeOpened,
    CellTooLong,
    FileTooLarge,
    NotASpreadsheet,
    NothingInFile,
    OtherSpreadsheet,
    TooManyColumns,
    TooManyRows,
    UnknownLetters,
    UnpacksTooLarge,
    rows_of,
)
from fritidsbank.refusals import Refusal

SWEDISH = "Kategori;Benämning\r\nSLP;Pjäxor, röda\r\n"
READ = [(1, ["Kategori", "Benämning"]), (2, ["SLP", "Pjäxor, röda"])]


def xlsx(*rows: list[Any], above: int = 0) -> bytes:
    """A workbook with these rows."""
    made = BytesIO()
    book = Workbook(made, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Blad1")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(number + above, column, cell)
    book.close()
    return made.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        SWEDISH.encode(),
        SWEDISH.encode("utf-8-sig"),
        SWEDISH.encode("cp1252"),
        SWEDISH.encode("utf-16"),
        SWEDISH.encode("utf-16-le"),
        SWEDISH.encode("utf-16-be"),
        SWEDISH.replace("\r\n", "\n").encode(),
        SWEDISH.replace(";", "\t").encode(),
        'Kategori,Benämning\nSLP,"Pjäxor, röda"\n'.encode(),
    ],
    ids=["utf-8", "bom", "1252", "utf-16", "utf-16-le", "utf-16-be", "lf", "tab", "comma"],
)
def test_letters_and_separators_are_found_out(content: bytes) -> None:
    assert list(rows_of(content)) == READ


def test_excels_word_about_the_separator_is_followed_and_counted_as_a_row() -> None:
    assert list(rows_of(b"sep=|\r\na|b;c\r\n")) == [(2, ["a", "b;c"])]


def test_rows_are_numbered_as_people_see_them() -> None:
    assert [number for number, _ in rows_of(b"a;b\r\n\r\n;;\r\nc;d\r\n")] == [1, 4]


def test_a_cell_may_have_several_lines() -> None:
    assert list(rows_of(b'a;b\r\n"c\r\nd";e\r\n'))[1] == (2, ["c\r\nd", "e"])


def test_what_a_workbook_keeps_as_a_number_is_read_as_people_see_it() -> None:
    (_, row), *_ = rows_of(xlsx([38.0, 25.5, 20000044, date(2024, 11, 2), True, "=1+1"]))
    assert row[:5] == ["38", "25.5", "20000044", "2024-11-02", "ja"]


def test_a_formula_in_a_workbook_is_worth_what_it_was() -> None:
    made = BytesIO()
    book = Workbook(made)
    book.add_worksheet().write_formula(0, 0, "=1+1", None, 2)
    book.close()
    assert list(rows_of(made.getvalue())) == [(1, ["2"])]


def test_rows_of_a_workbook_are_numbered_as_people_see_them() -> None:
    assert [number for number, _ in rows_of(xlsx(["a"], [], ["b"], above=3))] == [4, 6]


def test_a_workbook_with_nothing_in_it_is_empty() -> None:
    with pytest.raises(NothingInFile):
        list(rows_of(xlsx()))


def a_lie_about_size(content: bytes) -> bytes:
    """A zip whose directory says that each file unpacks to ten bytes."""
    changed = bytearray(content)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 24 : at + 28] = struct.pack("<I", 10)
        at = changed.find(b"PK\x01\x02", at + 1)
    return bytes(changed)


HUGE = b"<a>" + b" " * (spreadsheets.LARGEST * 11 * spreadsheets.MEGABYTE)
REFUSED = {
    "nothing": (b"", NothingInFile),
    "blanks": (b" \r\n \r\n", NothingInFile),
    "only separators": (b";;;\r\n;;\r\n", NothingInFile),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), NotASpreadsheet),
    "a paper": (b"%PDF-1.7 " + bytes(100), NotASpreadsheet),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), OtherSpreadsheet),
    "libreoffice": (packed({"mimetype": b"ods", "content.xml": b"<a/>"}), OtherSpreadsheet),
    "a letter": (packed({"word/document.xml": b"<a/>"}), NotASpreadsheet),
    "a bomb": (packed({"xl/workbook.xml": b"<a/>", "xl/x.xml": HUGE}), UnpacksTooLarge),
    "half a workbook": (xlsx(["a", "b"])[:900], CannotBeOpened),
    "a workbook without sheets": (packed({"xl/workbook.xml": b"<a/>"}), CannotBeOpened),
    "a lie": (a_lie_about_size(xlsx(["a" * 500])), CannotBeOpened),
    "no letters": (bytes(range(1, 32)) * 20, UnknownLetters),
    "no encoding": (b"Kategori;Namn\r\n\x81\x8d\x8f;x", UnknownLetters),
    "an open quote": (b'a;b\r\nSLP;"' + b"x" * 140_000, CellTooLong),
    "a cell without end": (b"a;b\r\nSLP;" + b"x" * 5_000, CellTooLong),
    "wide": (b";".join([b"x"] * 201), TooManyColumns),
}


@pytest.mark.parametrize(("content", "refusal"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_register_is_refused(content: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        list(rows_of(content))


def test_one_cell_in_the_far_corner_does_not_fill_the_memory() -> None:
    made = BytesIO()
    book = Workbook(made)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Kategori")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(CannotBeOpened):
        list(rows_of(made.getvalue()))


def test_a_file_may_be_as_large_as_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "LARGEST", 1)
    with pytest.raises(FileTooLarge):
        rows_of(b"a;b\r\n" * 300_000)


@pytest.mark.parametrize("content", [b"a;b\r\n" * 12, xlsx(*[["a", "b"]] * 12)])
def test_there_may_be_as_many_rows_as_it_says(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 10)
    with pytest.raises(TooManyRows):
        list(rows_of(content))
