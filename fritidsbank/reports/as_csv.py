"""A report as one long table: every line is a figure, and says which.

So it can be filtered and pivoted, and the weeks of a year laid below each other. Whoever wants to
read rather than count takes the XLSX.
"""

from collections.abc import Iterator

from fritidsbank.refusals import N_
from fritidsbank.reports.table import Table
from fritidsbank.reports.told import Told
from fritidsbank.web.language import say
from fritidsbank.web.spreadsheet import spreadsheet

HEADS = (N_("Period"), N_("Branch"), N_("Table"), N_("Row"), N_("Column"), N_("Figure"))
TABLES = (
    "days",
    "places",
    "gaps",
    "books",
    "lending",
    "bench",
    "mend_first",
    "scrapped",
    "overdue",
)
"""The five figures come before; what can be read from these tables is left out."""


def as_csv(told: Told) -> bytes:
    """The file."""
    heads = [say(head, told.language) for head in HEADS]
    return spreadsheet([heads, *([told.period, told.shop, *line] for line in _lines(told))])


def _lines(told: Told) -> Iterator[tuple[str, ...]]:
    number = say(N_("How many"), told.language)
    for one in told.figures:
        yield told.tables["figures"].title, one.word, number, str(one.count)
    for key in TABLES:
        yield from _figures(told.tables[key])


def _figures(table: Table) -> Iterator[tuple[str, ...]]:
    for row in table.with_total:
        words = table.words
        about = " ".join(str(cell) for cell in row[:words]).strip()
        for head, cell in zip(table.heads[words:], row[words:], strict=True):
            yield table.title, about, head, _plain(cell)


def _plain(cell: object) -> str:
    # A Swedish spreadsheet takes 5.5 for the fifth of May.
    return f"{cell:g}".replace(".", ",") if isinstance(cell, float) else str(cell)
