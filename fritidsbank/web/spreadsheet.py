"""Tables for a spreadsheet program: CSV as Swedish Excel reads it, and XLSX.

CSV has semicolons and UTF-8 with a BOM. Every cell is text, and none is taken for a formula.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from tempfile import TemporaryDirectory
from typing import IO

from flask import Response

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# A cell that begins so is calculated by the program instead of being shown. An apostrophe in front
# says that it is text; where there is one already, one more keeps the two apart.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_A_PIECE = 64 * 1024
_WIDEST = 40


def plain(cell: str) -> str:
    """A cell that no program takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def meant(cell: str) -> str:
    """What was written before `plain` made it harmless."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def csv_pieces(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The file in pieces, made while they are asked for."""
    yield "\ufeff".encode()
    yield from _pieces(rows, ";")


def comma_pieces(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The same as the rest of the world writes it: commas, and no BOM."""
    return _pieces(rows, ",")


def _pieces(rows: Iterable[Sequence[str]], between: str) -> Iterator[bytes]:
    piece = StringIO()
    writer = csv.writer(piece, delimiter=between, lineterminator="\r\n")
    for row in rows:
        writer.writerow([plain(cell) for cell in row])
        if piece.tell() > _A_PIECE:
            yield _taken(piece)
    yield _taken(piece)


def spreadsheet(rows: Iterable[Sequence[str]]) -> bytes:
    """The whole file as CSV."""
    return b"".join(csv_pieces(rows))


def workbook(sheets: Iterable[tuple[str, Iterable[Sequence[str]]]]) -> bytes:
    """The same as XLSX: sheets by name, the first row of each being its headings."""
    made = BytesIO()
    write_workbook(made, sheets)
    return made.getvalue()


def write_workbook(file: IO[bytes], sheets: Iterable[tuple[str, Iterable[Sequence[str]]]]) -> None:
    """Write it into a file. The rows wait on the disk, not in memory, until all are there."""
    import xlsxwriter  # noqa: PLC0415 - loaded when first asked for: the counter needs its memory

    with TemporaryDirectory() as folder:
        options = {"constant_memory": True, "tmpdir": folder, "in_memory": False}
        book = xlsxwriter.Workbook(file, options)
        bold = book.add_format({"bold": True})
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for number, row in enumerate(rows):
                if number == 0:
                    for column, heading in enumerate(row):
                        sheet.set_column(column, column, min(_WIDEST, max(12, len(heading) + 2)))
                for column, cell in enumerate(row):
                    if cell:
                        sheet.write_string(number, column, plain(cell), None if number else bold)
        book.close()


def download(rows: Iterable[Sequence[str]], name: str) -> Response:
    """The CSV as an answer. `name` is plain ASCII."""
    return as_download(spreadsheet(rows), name, CSV)


def as_download(content: bytes | Iterable[bytes], name: str, kind: str) -> Response:
    """A file as an answer, whole or in pieces. `name` is plain ASCII."""
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _taken(piece: StringIO) -> bytes:
    text = piece.getvalue()
    piece.seek(0)
    piece.truncate()
    return text.encode()
