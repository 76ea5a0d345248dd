"""Reads a workbook (XLSX) from the standard input and writes its first sheet, a row a line as JSON.

A program of its own, run by `spreadsheets.py`: whatever a strange file makes the reader do, it ends
at the bounds below, and the server goes on.
"""

import json
import resource
import sys
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

MEMORY = 1024 * 1024 * 1024
SECONDS = 60


def main(most_rows: int, most_columns: int) -> None:
    """The rows from the first on, so that their numbers are those that people see."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
    for number, row in enumerate(book.get_sheet_by_index(0).iter_rows()):
        if number >= most_rows:
            break
        # A row that is too wide is told by one cell more than there may be.
        cells = [_text(cell) for cell in row[: most_columns + 1]]
        sys.stdout.write(json.dumps(cells, ensure_ascii=False) + "\n")


def _text(cell: Any) -> str:  # noqa: ANN401 - what a cell can hold
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float):
        # 38 is kept as 38.0, and 25.5 as 25.499999999999996 by some.
        return str(int(cell)) if cell.is_integer() else f"{cell:.12g}"
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == time() else cell).isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
