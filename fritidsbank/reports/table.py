"""The shape of a table that is shown on a page, on paper and in a spreadsheet alike."""

from dataclasses import dataclass

from fritidsbank.web.language import shown_count


class Change(int):
    """A difference, shown with its sign."""

    __slots__ = ()


Cell = str | int | float | None
"""A word, a figure, or nothing to say."""


@dataclass(frozen=True)
class Table:
    """Rows under their heads; the first `words` cells of a row say what it is about.

    `empty` is said when there is no row, `note` below the last one.
    """

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    words: int = 1
    note: str = ""
    empty: str = ""

    @property
    def with_total(self) -> tuple[tuple[Cell, ...], ...]:
        """All rows, the total last if there is one."""
        return (*self.rows, self.total) if self.total else self.rows


def shown(cell: Cell, language: str) -> str:
    """A cell as people read it."""
    if cell is None:
        return "–"
    if isinstance(cell, Change):
        sign = "+" if cell > 0 else "−" if cell < 0 else "±"
        return sign + shown_count(abs(cell), language)
    return cell if isinstance(cell, str) else shown_count(cell, language)
