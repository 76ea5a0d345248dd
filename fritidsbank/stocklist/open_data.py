"""The same figures for programs: docs/open-data.md says what each column is."""

from collections.abc import Iterator
from typing import Any

from flask import Response, jsonify

from fritidsbank.branches.models import Branch
from fritidsbank.clock import local_day
from fritidsbank.stocklist import queries
from fritidsbank.stocklist.queries import Heading
from fritidsbank.stocklist.rules import size_order
from fritidsbank.web.context import g
from fritidsbank.web.public import answers_anybody
from fritidsbank.web.room import Room
from fritidsbank.web.spreadsheet import spreadsheet

open_data = Room("open_data")

COLUMNS = (
    "branch",
    "branch_name",
    "category",
    "category_name",
    "size",
    "available",
    "lent",
    "resting",
)


@answers_anybody(open_data, "/lagersaldo.json")
def as_json() -> Response:
    """Branches, categories, and how much there is of each size."""
    doors, headings = queries.open_branches(g.db), queries.headings(g.db)
    codes = {heading.id: heading.code for heading in headings}
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in _rows(doors, headings)]
    for row in rows:
        del row["branch_name"], row["category_name"]
    return jsonify(
        branches=[
            {"id": door.id, "name": door.name, "address": door.address, "phone": door.phone}
            for door in doors
        ],
        categories=[
            {
                "code": heading.code,
                "name": heading.name,
                "name_en": heading.name_en,
                "group": codes.get(heading.parent or 0),
                "season": heading.season,
            }
            for heading in headings
        ],
        stock=rows,
    )


@answers_anybody(open_data, "/lagersaldo.csv")
def as_csv() -> Response:
    """The same as a table, as Swedish Excel reads it."""
    rows = _rows(queries.open_branches(g.db), queries.headings(g.db))
    table = [COLUMNS, *([str(cell) for cell in row] for row in rows)]
    return Response(spreadsheet(table), mimetype="text/csv")


def _rows(doors: list[Branch], headings: list[Heading]) -> Iterator[tuple[Any, ...]]:
    named = {door.id: door.name for door in doors}
    place = {heading.id: place for place, heading in enumerate(headings)}
    lines = [each for each in queries.every_line(g.db, today=local_day(g.now)) if each[0] in named]
    lines.sort(key=lambda each: (each[0], place[each[1].category], size_order(each[1].size)))
    for door, line in lines:
        heading, tally = headings[place[line.category]], line.tally
        yield (
            door,
            named[door],
            heading.code,
            heading.name,
            line.size,
            tally.available,
            tally.lent,
            tally.resting,
        )
