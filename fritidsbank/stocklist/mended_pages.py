"""The page "what we have mended", and the same figures for programs."""

from typing import Any

from flask import Response, jsonify

from fritidsbank.clock import local_day
from fritidsbank.stocklist.mended import FEWEST, Many, Mended, what_was_mended
from fritidsbank.stocklist.sheets import MENDED, rendered
from fritidsbank.web.context import g
from fritidsbank.web.public import answers_anybody, shows_anybody
from fritidsbank.web.room import Room
from fritidsbank.web.spreadsheet import spreadsheet

mended = Room("mended")

COLUMNS = ("year", "group", "group_name", "mended", "kilos")


@shows_anybody(mended, MENDED["sv"], MENDED["en"])
def page() -> str:
    """How much was mended, and what of: to be proud of, and to be asked for by a newspaper."""
    told = what_was_mended(g.db, local_day(g.now))
    return rendered("stocklist/mended.html", within=MENDED, told=told, fewest=FEWEST)


@answers_anybody(mended, "/lagat.json")
def as_json() -> Response:
    """The same for programs; null is a count that is too small to be shown."""
    told = what_was_mended(g.db, local_day(g.now))
    return jsonify(
        fewest_shown=FEWEST,
        years=[
            {
                "year": year,
                "mended_at_least": told.mended[place],
                "kilos_at_least": told.kilos[place],
                "scrapped": told.scrapped[place],
                "parts_taken": told.parts_taken[place],
                "parts_used": told.parts_used[place],
            }
            for place, year in enumerate(told.years)
        ],
        groups=[
            {"year": row[0], "group": row[1], "mended": row[3], "kilos": row[4]}
            for row in _rows(told)
        ],
        faults=[
            {"word": fault.word, "word_en": fault.word_en, "count": fault.count}
            for fault in told.faults
        ],
    )


@answers_anybody(mended, "/lagat.csv")
def as_csv() -> Response:
    """A row for each year and group, as Swedish Excel reads it."""
    told = what_was_mended(g.db, local_day(g.now))
    table = [COLUMNS, *([_cell(cell) for cell in row] for row in _rows(told))]
    return Response(spreadsheet(table), mimetype="text/csv")


def _rows(told: Mended) -> list[tuple[Any, ...]]:
    return [
        (year, row.heading.code, row.heading.name, row.mended[place], row.kilos[place])
        for place, year in enumerate(told.years)
        for row in told.groups
        if row.mended[place] != 0
    ]


def _cell(cell: Many | str) -> str:
    return f"<{FEWEST}" if cell is None else str(cell)
