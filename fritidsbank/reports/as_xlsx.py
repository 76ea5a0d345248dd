"""A report as a workbook: figures as numbers, in sheets that can be read and reckoned with."""

from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from fritidsbank.refusals import N_
from fritidsbank.reports.table import Cell, Change, Table
from fritidsbank.reports.told import Told
from fritidsbank.web.language import say

SHEETS = (
    (N_("Overview"), ("figures", "places", "bench", "scrapped", "overdue", "top", "idle")),
    (N_("Books"), ("books",)),
    (N_("Lending"), ("lending",)),
    (N_("Day by day"), ("days",)),
    (N_("Gaps"), ("gaps",)),
    (N_("Mend first"), ("mend_first",)),
)
"""Each sheet and its tables."""


def as_xlsx(told: Told) -> bytes:
    """The file, written in memory."""
    written = BytesIO()
    # No text becomes a formula, a number or a link, whatever a branch or a category is called.
    plain = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with Workbook(written, {"in_memory": True, **plain}) as book:
        book.set_properties({"title": told.title, "company": told.shop})
        styles = _Styles(book)
        for name, keys in SHEETS:
            sheet = book.add_worksheet(say(name, told.language))
            _fill(
                sheet, [told.tables[key] for key in keys], told if len(keys) > 1 else None, styles
            )
    return written.getvalue()


class _Styles:
    """How cells look."""

    def __init__(self, book: Workbook) -> None:
        self.title: Format = book.add_format({"bold": True, "font_size": 16})
        self.heading: Format = book.add_format({"bold": True, "font_size": 12})
        self.head: Format = book.add_format({"bold": True, "bottom": 1})
        self.right: Format = book.add_format({"bold": True, "bottom": 1, "align": "right"})
        self.total: Format = book.add_format({"bold": True, "top": 1, "num_format": "#,##0"})
        self.figure: Format = book.add_format({"num_format": "#,##0"})
        self.part: Format = book.add_format({"num_format": "#,##0.0"})
        self.change: Format = book.add_format({"num_format": "+#,##0;-#,##0;0"})
        self.words: Format = book.add_format({})

    def of(self, cell: Cell, *, total: bool) -> Format:
        """The style of a cell."""
        if total:
            return self.total
        if isinstance(cell, Change):
            return self.change
        if isinstance(cell, float):
            return self.part
        return self.figure if isinstance(cell, int) else self.words


def _fill(sheet: Worksheet, tables: list[Table], opening: Told | None, styles: _Styles) -> None:
    line = 0
    if opening:
        sheet.write_string(0, 0, opening.title, styles.title)
        said = (f"{opening.shop}, {opening.span}", opening.lead, opening.state, *opening.notes)
        for line, words in enumerate(said, 1):
            sheet.write_string(line, 0, words)
        line += 2
    else:
        sheet.freeze_panes(1, tables[0].words)
    for table in tables:
        if opening:
            sheet.write_string(line, 0, table.title, styles.heading)
            line += 1
        line = _table(sheet, table, line, styles) + 1
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 12, 15)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _table(sheet: Worksheet, table: Table, line: int, styles: _Styles) -> int:
    """Write a table; the line below it."""
    for column, head in enumerate(table.heads):
        sheet.write_string(
            line, column, head, styles.head if column < table.words else styles.right
        )
    for row in table.with_total:
        line += 1
        for column, cell in enumerate(row):
            style = styles.of(cell, total=row is table.total)
            if isinstance(cell, int | float):
                sheet.write_number(line, column, cell, style)
            else:
                sheet.write_string(line, column, cell or "", style)
    for words in (table.note, "" if table.rows else table.empty):
        if words:
            line += 1
            sheet.write_string(line, 0, words)
    return line + 1
