"""Which column of a file is about what, by the words that stand above it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import islice

from fritidsbank.intake.spreadsheets import NothingInFile
from fritidsbank.refusals import Malformed, N_
from fritidsbank.search_keys import search_key
from fritidsbank.web.language import LANGUAGES, say

Rows = Iterator[tuple[int, list[str]]]

_SEARCHED = 10
"""Among so many rows the headings are looked for: above them often stands what the list is."""


class Column(StrEnum):
    """What a column can be about, besides the attributes of the categories."""

    CODE = "code"
    MORE_CODES = "more_codes"
    CATEGORY = "category"
    CATEGORY_NAME = "category_name"
    NAME = "name"
    SIZE = "size"
    BRAND = "brand"
    YEAR = "year"
    UNIT = "unit"
    NOTE = "note"
    PARTS = "parts"
    SHELF = "shelf"
    REGISTERED = "registered"
    BRANCH = "branch"
    STATUS = "status"
    STANDS = "stands"


HEADINGS: Mapping[Column, str] = {
    Column.CODE: N_("ID number"),
    Column.MORE_CODES: N_("More numbers"),
    Column.CATEGORY: N_("Category"),
    Column.CATEGORY_NAME: N_("Name of the category"),
    Column.NAME: N_("Name"),
    Column.SIZE: N_("Size"),
    Column.BRAND: N_("Brand"),
    Column.YEAR: N_("Year"),
    Column.UNIT: N_("Piece or pair"),
    Column.NOTE: N_("Note"),
    Column.PARTS: N_("Loose parts"),
    Column.SHELF: N_("Shelf"),
    Column.REGISTERED: N_("Registered on"),
    Column.BRANCH: N_("In the branch"),
    Column.STATUS: N_("Status"),
    Column.STANDS: N_("Stands now"),
}
"""What we write above them ourselves, in the order of a file of ours."""

_OTHER_WORDS: Mapping[Column, str] = {
    Column.CODE: "id, idnr, idnummer, nr, nummer, artikelnummer, artikelnr, kod, streckkod, "
    "etikett, number, code, barcode, label, article number, item number",
    Column.CATEGORY: "kategorikod, kat, typ av pryl, underkategori, sort av pryl, category code",
    Column.NAME: "benämning, namn, artikel, artikelnamn, pryl, beskrivning, vad, produkt, "
    "description, name, article, item, product, title",
    Column.SIZE: "storlek, stl, strl, mått, sizes",
    Column.BRAND: "märke, fabrikat, tillverkare, varumärke, make, maker, manufacturer",
    Column.YEAR: "år, årsmodell, tillverkningsår, modellår, made, model year, year made",
    Column.UNIT: "enhet, unit, styck eller par, antal per pryl, piece or pair",
    Column.NOTE: "anteckning, anteckningar, notering, kommentar, kommentarer, övrigt, anmärkning, "
    "notes, comment, comments, remark",
    Column.PARTS: "delar, tillbehör, ingår, parts, accessories",
    Column.SHELF: "hylla, plats, hyllplats, krok, placering, place, location, hook",
    Column.REGISTERED: "registrerad, registreringsdatum, inkom, inlämnad, datum, inlagd, "
    "registered, date, registration date, added",
    Column.BRANCH: "branch, filial, avdelning, verksamhet",
    Column.STATUS: "tillstånd, läge, state",
    Column.STANDS: "står nu, stands at",
}
_OF_PEOPLE = (
    "låntagare, låntagarens namn, lånad av, utlånad till, borrower, borrowed by, lent to, "
    "mobil, mobilnummer, mobilnr, telefon, telefonnummer, tel, telnr, phone, phone number, mobile, "
    "e-post, epost, mejl, mail, email, personnummer, pnr, födelsedatum, birth date, date of birth, "
    "förnamn, efternamn, first name, last name, surname, kund, customer, målsman, guardian, "
    "telefon nr, mobil nr, adress, gatuadress, address, kontaktperson, contact person, "
    "elev, elever, pupil, medlem, member"
)
NEEDED = (Column.CATEGORY, Column.NAME)
SHOWN_ONLY = frozenset({Column.CATEGORY_NAME, Column.STANDS})
"""What is written in a file of ours and not read back."""


@dataclass(eq=False)
class ColumnsMissing(Malformed):
    """Without these nobody knows what the articles are."""

    columns: str

    message = N_(
        "The file has no column for this: {columns}. Write it above its column, all headings in "
        "one row; the template shows how."
    )


@dataclass(eq=False)
class ColumnsAlike(Malformed):
    """Two columns that are about the same thing."""

    first: str
    second: str

    message = N_(
        "The columns {first} and {second} are about the same thing. Take one of them away."
    )


@dataclass(eq=False)
class PeopleInFile(Malformed):
    """A column about people: borrowers are never read in from a file."""

    column: str

    message = N_(
        "The column {column} is about people. Borrowers are not imported, on purpose: each "
        "says name and number at the counter. A school is made there, too. Take the column away."
    )


@dataclass(eq=False)
class OnlyHeadings(Malformed):
    """No article in it."""

    message = N_("There are only headings in the file, and no articles below them.")


@dataclass(frozen=True)
class Layout:
    """What each column is about, by its place: one of the words above, or an attribute's label."""

    headings: dict[int, str]
    columns: dict[Column, int]
    attributes: dict[int, str]
    unknown: list[str] = field(default_factory=list)

    def heading(self, column: Column) -> str:
        """What stands above a column in the file, or nothing when it is not there."""
        return self.headings.get(self.columns.get(column, -1), "")


def laid_out(rows: Rows, labels: Iterable[str]) -> tuple[Layout, Rows]:
    """What the columns are about, and the rows below the headings; `labels` are of attributes.

    Raises ColumnsMissing, ColumnsAlike, OnlyHeadings, NothingInFile.
    """
    known = {normal(label) for label in labels}
    start = list(islice(rows, _SEARCHED))
    best = None
    for place, (_, cells) in enumerate(start):
        refuse_people(cells)
        layout = _layout(cells, known)
        if all(column in layout.columns for column in NEEDED):
            _refuse_alike(cells)
            below = start[place + 1 :] or list(islice(rows, 1))
            if not below:
                raise OnlyHeadings
            return layout, _chained(below, rows)
        if best is None or len(layout.columns) > len(best.columns):
            best = layout
    if best is None:
        raise NothingInFile
    missing = [column for column in NEEDED if column not in best.columns]
    raise ColumnsMissing(", ".join(_in_both_languages(column) for column in missing))


def refuse_people(cells: Iterable[str]) -> None:
    """Raises PeopleInFile when one of the headings is about people."""
    for cell in cells:
        if normal(cell) in _words_of_people():
            raise PeopleInFile(cell[:60])


@cache
def _words_of_people() -> frozenset[str]:
    return frozenset(normal(word) for word in _OF_PEOPLE.split(","))


def normal(heading: str) -> str:
    """A heading without what people write differently: capitals, spaces, signs."""
    return "".join(letter for letter in search_key(heading) if letter.isalnum())


def named(column: Column, language: str) -> str:
    """What we write above a column."""
    return say(HEADINGS[column], language)


def _layout(cells: list[str], labels: set[str]) -> Layout:
    headings: dict[int, str] = {}
    columns: dict[Column, int] = {}
    attributes: dict[int, str] = {}
    unknown = []
    for place, cell in enumerate(cells):
        word = normal(cell)
        if not word:
            continue
        headings[place] = cell[:60]
        if word in words_of_columns():
            columns.setdefault(words_of_columns()[word], place)
        elif word in labels:
            attributes[place] = word
        else:
            unknown.append(cell[:60])
    return Layout(headings, columns, attributes, unknown)


def _refuse_alike(cells: list[str]) -> None:
    seen: dict[str, str] = {}
    for cell in filter(None, cells):
        about = words_of_columns().get(normal(cell), normal(cell))
        if about in seen:
            raise ColumnsAlike(seen[about][:60], cell[:60])
        seen[about] = cell


def _chained(first: list[tuple[int, list[str]]], rest: Rows) -> Rows:
    yield from first
    yield from rest


def _in_both_languages(column: Column) -> str:
    # The sentence is read in one language, but the file may be written in the other.
    swedish, english = (named(column, language) for language in ("sv", "en"))
    return f"{swedish} ({english})"


@cache
def words_of_columns() -> dict[str, Column]:
    """Every heading that a column of ours may have, as `normal` writes it."""
    others = {
        normal(word): column for column, words in _OTHER_WORDS.items() for word in words.split(",")
    }
    ours = {normal(named(c, language)): c for c in Column for language in LANGUAGES}
    return others | ours
