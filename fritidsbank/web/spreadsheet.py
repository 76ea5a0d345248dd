"""Tables for a spreadsheet program, as Swedish Excel reads them: semicolons, UTF-8 with a BOM."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from flask import Response

# A cell that begins so is calculated by the program instead of being shown.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def plain(cell: str) -> str:
    """A cell that no program takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def spreadsheet(rows: Iterable[Sequence[str]]) -> bytes:
    """The file itself."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")


def download(rows: Iterable[Sequence[str]], name: str) -> Response:
    """The file as an answer. `name` is plain ASCII."""
    answer = Response(spreadsheet(rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
