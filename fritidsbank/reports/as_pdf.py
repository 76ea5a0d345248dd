"""A report as a tagged PDF (PDF/UA-1), to be forwarded and put on file.

Typst sets it from `templates/reports/report.typ`. What is told goes there as JSON, never as source,
so that a branch may be called #1 *Norr*. The fonts are ours, since a server may have none.
"""

import json
from functools import cache
from typing import Any

from typst import Compiler, Fonts

from fritidsbank.paths import resource
from fritidsbank.reports.table import Cell, Table, shown
from fritidsbank.reports.told import Told

FONTS = "node_modules/dejavu-fonts-ttf/ttf"


def as_pdf(told: Told) -> bytes:
    """The file."""
    folder = resource("templates") / "reports"
    setter = Compiler(
        folder / "report.typ",
        root=folder,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(_for_paper(told))},
    )
    made = setter.compile(
        format="pdf", pdf_standards=["ua-1"], timestamp=told.told_at.replace(microsecond=0)
    )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> Fonts:
    folder = str(resource("static") / FONTS)
    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _for_paper(told: Told) -> dict[str, Any]:
    """All that is said, figures as people read them."""
    return {
        "language": told.language,
        "title": told.title,
        "shop": told.shop,
        "span": told.span,
        "state": told.state,
        "lead": told.lead,
        "figures": [
            {"word": one.word, "count": shown(one.count, told.language), "compared": one.compared}
            for one in told.figures
        ],
        "charts": [
            {"title": one.title, "said": one.said, "svg": str(one.svg)} for one in told.charts
        ],
        "tables": {key: _table(table, told.language) for key, table in told.tables.items()},
        "notes": told.notes,
    }


def _table(table: Table, language: str) -> dict[str, Any]:
    return {
        "title": table.title,
        "heads": table.heads,
        "words": table.words,
        "rows": [_row(row, language) for row in table.rows],
        "total": _row(table.total, language),
        "note": table.note,
        "empty": table.empty,
    }


def _row(row: tuple[Cell, ...], language: str) -> list[str]:
    return [shown(cell, language) for cell in row]
