"""A row of a file, understood: the article it describes, and what is wrong or strange about it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from fritidsbank.barcodes import is_own
from fritidsbank.intake import importing_cells as cell_of
from fritidsbank.intake.importing_headings import Column, Layout, normal
from fritidsbank.intake.importing_known import AS_SIZE, Known, Sort
from fritidsbank.people.rules import free_text
from fritidsbank.refusals import Malformed, N_, Refusal
from fritidsbank.search_keys import search_key
from fritidsbank.stock.registering import (
    Description,
    NameOfPlaceMissing,
    kept_code,
)
from fritidsbank.stock.rules import PlaceKind

T = TypeVar("T")

BETWEEN = " | "
_SHORTENED = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)

SHORTENED = N_(
    "The program has shortened this number. Make its column text, and write the number anew."
)
NEARLY_OURS = N_(
    "{code} looks like a number of ours and is none. It is kept as an older label's number."
)
UNUSUAL_SIZE = N_("{size} is no usual size for this. It is kept as it is written.")
NOT_ASKED = N_("Nothing of that kind is known about {category}. This cell is left out.")
OTHER_BRANCH = N_(
    "There is no branch {branch} here. The article comes to the branch of this import."
)
TOO_MANY_CELLS = N_(
    "The row has more cells than there are headings. Is there a separator in a text?"
)
STRANGE_SIGNS = N_("There are signs in it that nobody can see. Write the cell anew.")


@dataclass(eq=False)
class CategoryMissing(Malformed):
    """Nothing is written there."""

    message = N_("Write which category it belongs to.")


@dataclass(eq=False)
class CategoryUnknown(Malformed):
    """No category is called so."""

    written: str

    message = N_("There is no category {written}. Write a code or a name from the page Categories.")


@dataclass(eq=False)
class CategoryUnclear(Malformed):
    """Two categories are called so."""

    written: str

    message = N_("Two categories are called {written}. Write the code of one of them.")


@dataclass(eq=False)
class NotAShelf(Malformed):
    """A place of another kind."""

    place: str

    message = N_("{place} is no shelf. Write on which shelf it belongs.")


@dataclass(eq=False)
class NotYourBranch(Malformed):
    """Somebody else is in charge there."""

    branch: str

    message = N_("The branch {branch} is not yours to import to.")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong about a cell, or (when it does not stop the import) strange."""

    heading: str
    msgid: str
    facts: dict[str, Any]
    stops: bool = True


@dataclass(slots=True)
class Line:
    """A row as it was understood; `described` is None when that could not be done."""

    row: int
    branch: int
    title: str = ""
    codes: tuple[str, ...] = ()
    described: Description | None = None
    shelf: str = ""
    registered_on: date | None = None
    has_left: bool = False
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        """Whether something about it stops the import."""
        return any(trouble.stops for trouble in self.troubles)


class RowReader:
    """Reads the rows of one file. The same words come again and again, and are read once."""

    def __init__(self, known: Known, layout: Layout, today: date) -> None:
        self.known = known
        self.layout = layout
        self.today = today
        self._last = max(layout.headings, default=0)
        self._read: dict[tuple[str, str], Any] = {}

    def line(self, row: int, cells: list[str]) -> Line:
        """The row, with all that is wrong about it."""
        line = Line(row, self.known.home)
        if any(cells[self._last + 1 :]):
            line.troubles.append(Trouble("", TOO_MANY_CELLS, {}))
        for place, cell in enumerate(cells[: self._last + 1]):
            if not cell.isprintable() and cell_of.is_strange(cell):
                line.troubles.append(Trouble(self._above(place), STRANGE_SIGNS, {}))
        line.branch = self._branch(line, cells)
        line.codes = self._codes(line, cells)
        line.shelf = self._shelf(line, cells)
        line.registered_on = self._taken(line, cells, Column.REGISTERED, self._day)
        line.has_left = bool(self._taken(line, cells, Column.STATUS, cell_of.has_left))
        line.described = self._described(line, cells)
        return line

    def _cell(self, cells: list[str], column: Column) -> str:
        place = self.layout.columns.get(column, -1)
        return cells[place] if 0 <= place < len(cells) else ""

    def _above(self, place: int) -> str:
        return self.layout.headings.get(place, "")

    def _taken(
        self, line: Line, cells: list[str], column: Column, read: Callable[[str], T]
    ) -> T | None:
        """What a cell says, None when that is nothing or wrong."""
        cell = self._cell(cells, column)
        if not cell:
            return None
        return self._reading(line, self.layout.heading(column), column, cell, read)

    def _reading(
        self, line: Line, heading: str, about: str, cell: str, read: Callable[[str], T]
    ) -> T | None:
        key = (about, cell)
        if key not in self._read:
            try:
                self._read[key] = read(cell)
            except Refusal as refusal:
                self._read[key] = Trouble(heading, refusal.message, refusal.facts())
        found = self._read[key]
        if isinstance(found, Trouble):
            line.troubles.append(found)
            return None
        return found  # type: ignore[no-any-return]

    def _branch(self, line: Line, cells: list[str]) -> int:
        cell = self._cell(cells, Column.BRANCH)
        if not cell:
            return self.known.home
        heading = self.layout.heading(Column.BRANCH)
        if search_key(cell) in self.known.branches:
            return self.known.branches[search_key(cell)]
        stops = search_key(cell) in self.known.elsewhere
        msgid = NotYourBranch.message if stops else OTHER_BRANCH
        line.troubles.append(Trouble(heading, msgid, {"branch": cell[:80]}, stops))
        return self.known.home

    def _codes(self, line: Line, cells: list[str]) -> tuple[str, ...]:
        more = self._cell(cells, Column.MORE_CODES).split(BETWEEN)
        written = [(Column.CODE, self._cell(cells, Column.CODE))]
        written += [(Column.MORE_CODES, code.strip()) for code in more]
        codes = []
        for column, cell in written:
            if not cell:
                continue
            heading = self.layout.heading(column)
            if _SHORTENED.fullmatch(cell):
                line.troubles.append(Trouble(heading, SHORTENED, {}))
                continue
            try:
                code, _ = kept_code(cell_of.without_zero(cell))
            except Refusal as refusal:
                line.troubles.append(Trouble(heading, refusal.message, refusal.facts()))
                continue
            if len(code) in (8, 10) and code.isdecimal() and not is_own(code):
                line.troubles.append(Trouble(heading, NEARLY_OURS, {"code": code}, stops=False))
            codes.append(code)
        return tuple(dict.fromkeys(codes))

    def _shelf(self, line: Line, cells: list[str]) -> str:
        def read(cell: str) -> str:
            name = free_text(cell)
            if len(name) > 80:
                raise NameOfPlaceMissing
            place = self.known.places.get((line.branch, search_key(name)))
            if place is not None and place.kind is not PlaceKind.SHELF:
                raise NotAShelf(name)
            return place.name if place else name

        cell = self._cell(cells, Column.SHELF)
        if not cell:
            return ""
        about = f"{Column.SHELF} {line.branch}"
        return self._reading(line, self.layout.heading(Column.SHELF), about, cell, read) or ""

    def _described(self, line: Line, cells: list[str]) -> Description | None:
        sort = self._reading(
            line,
            self.layout.heading(Column.CATEGORY),
            Column.CATEGORY,
            self._cell(cells, Column.CATEGORY),
            self._sort,
        )
        name = self._reading(
            line,
            self.layout.heading(Column.NAME),
            Column.NAME,
            self._cell(cells, Column.NAME),
            cell_of.name,
        )
        size = self._taken(line, cells, Column.SIZE, cell_of.size) or ""
        brand = self._taken(line, cells, Column.BRAND, cell_of.brand) or ""
        year = self._taken(line, cells, Column.YEAR, self._year)
        unit = self._taken(line, cells, Column.UNIT, cell_of.unit)
        note = self._taken(line, cells, Column.NOTE, cell_of.note) or ""
        parts = self._taken(line, cells, Column.PARTS, cell_of.parts)
        line.title = f"{name or ''} {size}".strip()
        if sort is None or name is None:
            return None
        known, as_size = self._attributes(line, cells, sort)
        size = size or as_size
        if size and not cell_of.is_usual(sort, size):
            heading = self.layout.heading(Column.SIZE)
            line.troubles.append(Trouble(heading, UNUSUAL_SIZE, {"size": size}, stops=False))
        unit = None if unit is sort.unit else unit
        return Description(sort.id, name, size, brand, year, note, unit, known, parts)

    def _attributes(self, line: Line, cells: list[str], sort: Sort) -> tuple[dict[str, Any], str]:
        """What is known of the attributes of its category, and the size if that is one of them."""
        known: dict[str, Any] = {}
        size = ""
        for place, label in self.layout.attributes.items():
            cell = cells[place] if place < len(cells) else ""
            if not cell:
                continue
            heading = self._above(place)
            name = sort.labels.get(label)
            if name is None:
                facts = {"category": sort.code}
                line.troubles.append(Trouble(heading, NOT_ASKED, facts, stops=False))
            elif name == AS_SIZE:
                size = self._reading(line, heading, Column.SIZE, cell, cell_of.size) or ""
            else:
                about = f"{sort.code} {name}"
                answer = self._reading(line, heading, about, cell, cell_of.answering(sort, name))
                if answer is not None:
                    known[name] = answer
        return known, size

    def _sort(self, cell: str) -> Sort:
        word = normal(cell)
        if not word:
            raise CategoryMissing
        if self.known.sorts.get(word) is None:
            if word in self.known.sorts:
                raise CategoryUnclear(cell[:80])
            raise CategoryUnknown(cell[:80])
        found = self.known.sorts[word]
        assert found is not None
        return found

    def _year(self, cell: str) -> int:
        return cell_of.year(cell, self.today.year)

    def _day(self, cell: str) -> date:
        return cell_of.day(cell, self.today)
