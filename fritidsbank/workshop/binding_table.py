"""The table of release values for ski bindings, as `bindings.toml` has it: checked when read."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import inf
from pathlib import Path

from fritidsbank.toml_rows import Row, once

_ROWS = 16
_COLUMNS = 8
_FINEST = 0.25
_NONE = "-"


@dataclass(frozen=True)
class Column:
    """Boot soles that are as long as `to` mm or shorter, down to the column before."""

    number: int
    name: str
    to: float


@dataclass(frozen=True)
class TableRow:
    """A skier code: "A" is the softest.

    `kg_from` and `cm_from` are the least of whoever starts here, None where nobody does. `twist`
    and `forward` are the moments in Nm at which the binding releases. `values` has one for each
    column, None where the table is empty.
    """

    number: int
    code: str
    kg_from: float | None
    cm_from: float | None
    twist: int
    forward: int
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Table:
    """All of it, and the standard that it was taken from."""

    source: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]

    def by_weight(self, kg: float) -> TableRow:
        """Where somebody of that weight starts; between two rows it is the lower one."""
        return [row for row in self.rows if row.kg_from is not None and row.kg_from <= kg][-1]

    def by_height(self, cm: float) -> TableRow:
        """The same of a height, which says nothing of the rows for children."""
        return [row for row in self.rows if row.cm_from is not None and row.cm_from <= cm][-1]

    def column_of(self, sole: float) -> Column:
        """The column of a sole in mm; between two columns it is the longer one, which is softer."""
        return next(column for column in self.columns if sole <= column.to)

    def moved(self, row: TableRow, by: int) -> TableRow:
        """So many rows further from A, or nearer; the first and the last row are the ends."""
        return self.rows[min(max(row.number + by, 0), len(self.rows) - 1)]


@cache
def table() -> Table:
    """The one that comes with the program."""
    return read(Path(__file__).with_name("bindings.toml").read_text(encoding="utf-8"))


def read(text: str) -> Table:
    """Read a table written in TOML. Raises ValueError that says where and what is wrong."""
    top = Row.of_file(text, "bindings")
    made = Table(
        source=top.text("source"),
        columns=_columns(_figures(top, "sole_to")),
        rows=tuple(_row(number, row) for number, row in enumerate(top.rows("row"))),
    )
    top.done()
    _check(made)
    return made


def _columns(ends: Sequence[float | None]) -> tuple[Column, ...]:
    *most, last = ends
    if last is not None or not _rises(most, strictly=True):
        raise ValueError("bindings: sole_to must rise, and the last column has no end")
    bounds = [end for end in most if end is not None]
    names = [
        f"≤{bounds[0]:g}",
        *(f"{low + 1:g}–{high:g}" for low, high in pairwise(bounds)),
        f"≥{bounds[-1] + 1:g}",
    ]
    ended = enumerate(zip(names, [*bounds, inf], strict=True))
    return tuple(Column(number, name, end) for number, (name, end) in ended)


def _row(number: int, row: Row) -> TableRow:
    made = TableRow(
        number=number,
        code=row.text("code"),
        kg_from=row.number("kg_from"),
        cm_from=row.number("cm_from"),
        twist=row.whole("twist", 0),
        forward=row.whole("forward", 0),
        values=_figures(row, "z"),
    )
    row.done()
    if len(made.values) != _COLUMNS:
        raise ValueError(f"{row.where}: z must have {_COLUMNS} columns")
    if any(value is not None and (value <= 0 or value % _FINEST) for value in made.values):
        raise ValueError(f"{row.where}: z is written in quarters, from 0.25 on")
    if not _rises(made.values[::-1]):
        raise ValueError(f"{row.where}: a longer sole cannot have a higher value")
    return made


def _figures(row: Row, key: str) -> tuple[float | None, ...]:
    try:
        return tuple(None if each == _NONE else float(each) for each in row.text(key).split())
    except ValueError as error:
        raise ValueError(f"{row.where}: {key}: {error}") from None


def _check(made: Table) -> None:
    """What holds from row to row. Raises ValueError."""
    rows = made.rows
    if (len(rows), len(made.columns)) != (_ROWS, _COLUMNS):
        raise ValueError(f"bindings: it has {_ROWS} rows and {_COLUMNS} columns")
    once("bindings", [row.code for row in rows])
    kilos, heights = [row.kg_from for row in rows], [row.cm_from for row in rows]
    if rows[0].kg_from is None or not _rises(kilos, strictly=True):
        raise ValueError("bindings: kg_from must rise from the first row on")
    if 0 not in heights or not _rises(heights, strictly=True):
        raise ValueError("bindings: cm_from must rise, and begin at 0")
    if [height for height, kilo in zip(heights, kilos, strict=True) if kilo is None and height]:
        raise ValueError("bindings: cm_from cannot go further than kg_from")
    if not all(
        _rises(moments, strictly=True)
        for moments in ([0, *(row.twist for row in rows)], [0, *(row.forward for row in rows)])
    ):
        raise ValueError("bindings: twist and forward must rise from row to row")
    for column in made.columns:
        if not _rises([row.values[column.number] for row in rows]):
            raise ValueError(f"bindings: the column {column.name} must rise, without a hole")


def _rises(figures: Sequence[float | None], *, strictly: bool = False) -> bool:
    """Whether the figures that there are stand side by side, and none is less than the last."""
    there = [number for number, figure in enumerate(figures) if figure is not None]
    known = [figure for figure in figures if figure is not None]
    return (
        bool(there)
        and there[-1] - there[0] + 1 == len(there)
        and all(low < high or (low == high and not strictly) for low, high in pairwise(known))
    )
