"""Reading a report back from each kind of paper, as whoever gets it would."""

import csv
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO, StringIO

from pypdf import PdfReader
from python_calamine import load_workbook

from fritidsbank.reports.as_xlsx import SHEETS
from fritidsbank.reports.table import shown
from fritidsbank.reports.told import Told
from fritidsbank.web.language import say

Read = dict[tuple[str, str, str], str]
"""What stands in a table, in a row, under a head: plain, without the marks between thousands."""


def from_csv(content: bytes) -> Read:
    """The long table."""
    _, *lines = csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";")
    return {(table, row, head): plain(cell) for _, _, table, row, head, cell in lines}


def from_html(content: bytes) -> Read:
    """Every table of the page, and the five figures."""
    page = _Page()
    page.feed(content.decode())
    return {key: cell for name, rows in page.tables for key, cell in _figures(name, rows)}


def from_xlsx(content: bytes, told: Told) -> Read:
    """Every table of every sheet."""
    book, read = load_workbook(BytesIO(content)), Read()
    for name, keys in SHEETS:
        rows = [
            [_cell(cell, told.language) for cell in row]
            for row in book.get_sheet_by_name(say(name, told.language)).to_python()
        ]
        titles = {told.tables[key].title: told.tables[key] for key in keys}
        found = list(_tables(rows, {*titles})) if len(keys) > 1 else [(next(iter(titles)), rows)]
        for title, table in found:
            words = titles[title].words
            read |= dict(_figures(title, [[*_named(row, words)] for row in table if row[words]]))
    return read


def from_pdf(content: bytes) -> str:
    """All that is printed, in one line."""
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return " ".join(plain(text).split())


def plain(text: str) -> str:
    """Figures without the marks between thousands, and a comma for a point."""
    joined = re.sub(r"(?<=\d)[\u00a0\u202f](?=\d{3})|(?<=\d),(?=\d{3})", "", text)
    return joined.replace(".", ",")


def _cell(cell: object, language: str) -> str:
    if isinstance(cell, float):
        return plain(shown(int(cell) if cell.is_integer() else cell, language))
    return str(cell)


def _named(row: list[str], words: int) -> Iterator[str]:
    yield " ".join(row[:words]).strip()
    yield from row[words:]


def _tables(rows: list[list[str]], titles: set[str]) -> Iterator[tuple[str, list[list[str]]]]:
    """The tables of a sheet that has several, each below its title and above an empty line."""
    for number, row in enumerate(rows):
        if row[0] in titles and not any(row[1:]):
            below = rows[number + 1 :]
            end = next((n for n, line in enumerate(below) if not any(line)), len(below))
            yield row[0], below[:end]


def _figures(title: str, rows: list[list[str]]) -> Iterator[tuple[tuple[str, str, str], str]]:
    heads, *lines = rows or [[]]
    for line in lines:
        for head, cell in zip(heads[1:], line[1:], strict=True):
            if head:
                yield (title, line[0], head), plain(cell)


class _Page(HTMLParser):
    """The tables of a page, by caption."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[tuple[str, list[list[str]]]] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "table":
            self.tables.append(("", []))
        elif tag == "tr":
            self.tables[-1][1].append([])
        elif tag in {"th", "td"}:
            self.tables[-1][1][-1].append("")
        self._within = tag

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "caption":
            self.tables[-1] = (data, self.tables[-1][1])
        elif self._within in {"th", "td"}:
            self.tables[-1][1][-1][-1] += data
