"""What a register may look like when it comes as a file: headings, an example, the categories."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from fritidsbank.intake.importing_headings import SHOWN_ONLY, Column, named
from fritidsbank.refusals import N_
from fritidsbank.stock.attributes import questions, size_label
from fritidsbank.stock.queries import categories
from fritidsbank.stock.rules import Unit
from fritidsbank.stock.words import UNITS
from fritidsbank.web.language import say

_LEFT_OUT = SHOWN_ONLY | {Column.MORE_CODES, Column.PARTS, Column.BRANCH, Column.STATUS}
_EXAMPLE = {
    Column.CODE: "FB-0815",
    Column.CATEGORY: "SLP",
    Column.SIZE: "26,5",
    Column.BRAND: "Salomon",
    Column.YEAR: "2019",
    Column.SHELF: "A1",
    Column.REGISTERED: "2024-11-02",
}
_SAID = {
    Column.NAME: N_("Alpine boots"),
    Column.UNIT: UNITS[Unit.PAIR],
    Column.NOTE: N_("An example: take this row away"),
}
_OF_CATEGORIES = (
    N_("Category"),
    N_("Name"),
    N_("Name in English"),
    N_("Size"),
    N_("More that can have a column"),
)


def template_rows(language: str) -> list[list[str]]:
    """The headings, and one article."""
    columns = [column for column in Column if column not in _LEFT_OUT]
    example = _EXAMPLE | {column: say(msgid, language) for column, msgid in _SAID.items()}
    return [
        [named(column, language) for column in columns],
        [example[column] for column in columns],
    ]


def template_sheets(db: Session, language: str) -> list[tuple[str, Sequence[Sequence[str]]]]:
    """The same for a workbook, and on a second sheet what categories there are."""
    heading = [say(msgid, language) for msgid in _OF_CATEGORIES]
    rows = [heading, *_categories(db, language)]
    return [
        (say(N_("The articles"), language), template_rows(language)),
        (say(N_("The categories"), language), rows),
    ]


def _categories(db: Session, language: str) -> Iterator[list[str]]:
    for category in categories(db):
        if category.parent_id is not None:
            labels = [question.label for question in questions(category, language)]
            yield [
                category.code,
                category.name,
                category.name_en,
                size_label(category, language),
                ", ".join(labels),
            ]
