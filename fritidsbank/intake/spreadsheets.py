"""A file from a spreadsheet program as rows of text, whatever dress it comes in: CSV or XLSX."""

import csv
import json
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from tempfile import TemporaryFile
from zlib import error as ZlibError  # noqa: N812 - an exception, whatever zlib calls it

from fritidsbank.paths import PACKAGE
from fritidsbank.refusals import Malformed, N_
from fritidsbank.web.spreadsheet import meant

MEGABYTE = 1024 * 1024
LARGEST = 20
"""Megabytes of a file; what is packed in it may have ten times as many."""
MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_CELL = 4_000

_READER = PACKAGE / "intake" / "spreadsheets_reader.py"
_UNPACKED = 10 * LARGEST * MEGABYTE
_ABOVE = 50  # rows above the headings, and empty ones
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_NO_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")
_SEPARATORS = ";,\t"


@dataclass(eq=False)
class NothingInFile(Malformed):
    """No bytes, or no text in them."""

    message = N_("There is nothing in the file. Choose the file with your register.")


@dataclass(eq=False)
class FileTooLarge(Malformed):
    """More than anybody's register."""

    most: int

    message = N_("The file is larger than {most} megabytes. Divide it into several.")


@dataclass(eq=False)
class TooManyRows(Malformed):
    """More rows than are read at once."""

    most: int

    message = N_("The file has more than {most} rows. Divide it into several.")


@dataclass(eq=False)
class TooManyColumns(Malformed):
    """More columns than any register."""

    most: int

    message = N_("The file has more than {most} columns. Keep those that are about the articles.")


@dataclass(eq=False)
class UnpacksTooLarge(Malformed):
    """A small file with a huge one in it."""

    most: int

    message = N_(
        "Unpacked, the file would be larger than {most} megabytes. Save the sheet as CSV instead."
    )


@dataclass(eq=False)
class NotASpreadsheet(Malformed):
    """A picture, a PDF, a letter."""

    message = N_("That is no spreadsheet. Save your register as XLSX or CSV, and choose that file.")


@dataclass(eq=False)
class OtherSpreadsheet(Malformed):
    """A spreadsheet of a kind that we do not read; one with a password looks like an old one."""

    message = N_(
        "That kind of spreadsheet is not read here. Save it as XLSX or CSV, without a password."
    )


@dataclass(eq=False)
class CannotBeOpened(Malformed):
    """Damaged, or made to do harm."""

    message = N_("The spreadsheet cannot be opened, it is damaged. Save it anew, or as CSV.")


@dataclass(eq=False)
class UnknownLetters(Malformed):
    """None of the encodings that programs write."""

    message = N_(
        "The letters in the file cannot be read. Save it as CSV in UTF-8, or as an XLSX file."
    )


@dataclass(eq=False)
class CellTooLong(Malformed):
    """A quotation mark that never ends, most likely."""

    row: str

    message = N_(
        "A cell in row {row} goes on and on. Is there a quotation mark that is never closed?"
    )


def rows_of(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the number that people see beside it.

    Raises one of the refusals above, some of them only while the rows are read.
    """
    if len(content) > LARGEST * MEGABYTE:
        raise FileTooLarge(LARGEST)
    if content.startswith(_OLD_EXCEL):
        raise OtherSpreadsheet
    if content.startswith(_NO_TABLES):
        raise NotASpreadsheet
    if content.startswith(_ZIP):
        _refuse_bombs(content)
        return _told(_in_workbook(content))
    return _told(_in_text(content))


def _told(rows: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    some = 0
    for number, row in enumerate(rows, 1):
        cells = [meant(cell.strip()) for cell in row]
        if not any(cells):
            continue
        some += 1
        if some > MOST_ROWS + 1:
            raise TooManyRows(MOST_ROWS)
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            raise TooManyColumns(MOST_COLUMNS)
        if max(map(len, cells)) > LONGEST_CELL:
            raise CellTooLong(str(number))
        yield number, cells
    if not some:
        raise NothingInFile


def _in_text(content: bytes) -> Iterator[list[str]]:
    text = _text(content).removeprefix("\ufeff")
    if not text.strip():
        raise NothingInFile
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        # Excel's own word to itself. The row stays, empty, since people count it.
        return _parsed("\n" + rest, first.strip()[-1])
    return _parsed(text, _separator(text))


def _parsed(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        yield from reader
    except csv.Error:
        raise CellTooLong(str(reader.line_num)) from None


def _separator(text: str) -> str:
    """The sign that stands in most of the first rows, and most often in one of them."""
    start = [line for line in text[:20_000].splitlines() if line.strip()][:10]
    counts = {sign: [line.count(sign) for line in start] for sign in _SEPARATORS}
    return max(_SEPARATORS, key=lambda sign: (sum(map(bool, counts[sign])), max(counts[sign])))


def _text(content: bytes) -> str:
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise UnknownLetters


def _encodings(content: bytes) -> Iterator[str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "utf-16"
        return
    # Without a mark at its beginning, UTF-16 is told by the empty half of each plain letter.
    start = content[:2_000]
    if start[1::2].count(0) > len(start) // 4:
        yield "utf-16-le"
    if start[0::2].count(0) > len(start) // 4:
        yield "utf-16-be"
    yield "utf-8"
    yield "cp1252"


def _is_text(text: str) -> bool:
    """Whether hardly any sign of it is one that nobody can write."""
    start = text[:20_000]
    strange = sum(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n" for sign in start)
    return strange * 50 <= len(start) and "\x00" not in start


def _refuse_bombs(content: bytes) -> None:
    """Unpack it all once, a little at a time, since what a file says of its size may be a lie."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            names = set(packed.namelist())
            if "xl/workbook.xml" not in names:
                raise OtherSpreadsheet if "mimetype" in names else NotASpreadsheet
            if sum(part.file_size for part in packed.infolist()) > _UNPACKED:
                raise UnpacksTooLarge(_UNPACKED // MEGABYTE)
            for part in packed.infolist():
                with packed.open(part) as unpacked:
                    while unpacked.read(MEGABYTE):
                        pass
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError):
        raise CannotBeOpened from None
    except (OSError, EOFError, ValueError, ZlibError):
        raise CannotBeOpened from None


def _in_workbook(content: bytes) -> Iterator[list[str]]:
    most = (MOST_ROWS + _ABOVE, MOST_COLUMNS)
    with TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        reader = subprocess.Popen(  # noqa: S603 - our own program, told two numbers
            [sys.executable, "-I", str(_READER), *map(str, most)],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
        )
    assert reader.stdout is not None
    try:
        with reader.stdout as lines:
            yield from map(json.loads, lines)
        if reader.wait() != 0:
            raise CannotBeOpened
    except json.JSONDecodeError:  # it was stopped in the middle of a row
        raise CannotBeOpened from None
    finally:
        reader.kill()
        reader.wait()
