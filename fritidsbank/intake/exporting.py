"""The whole register of articles as a table: all that an import reads, and where each one is.

Never a borrower: what is lent is "out", and nothing else is said about it.
"""

import json
from collections.abc import Generator, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from fritidsbank.branches.models import Branch
from fritidsbank.intake.importing_cells import NO_PARTS
from fritidsbank.intake.importing_headings import Column, named, normal, words_of_columns
from fritidsbank.intake.importing_known import heading_of
from fritidsbank.intake.importing_rows import BETWEEN
from fritidsbank.stock.attributes import Question, as_fields, questions
from fritidsbank.stock.models import Article, ArticleCode, Category, Place
from fritidsbank.stock.queries import categories
from fritidsbank.stock.rules import CodeKind, PlaceKind, Unit
from fritidsbank.stock.words import PLACES, UNITS
from fritidsbank.web.language import say

_AT_ONCE = 1_000


class Entry(NamedTuple):
    """An article as the register has it; `codes` begins with the one on its label."""

    category: int
    name: str
    size: str
    brand: str
    made_year: int | None
    unit: Unit | None
    note: str
    attributes: Mapping[str, Any]
    parts: list[str] | None
    registered_on: date
    shelf: str
    branch: str
    stands: PlaceKind
    place: str
    codes: tuple[str, ...]


def entries(db: Session, branch: int | None = None) -> Generator[Entry]:
    """Every article that was ever registered, a few at a time; of a branch, or of all."""
    home, here = aliased(Place), aliased(Place)
    wanted = (
        select(
            Article.id,
            ArticleCode.code,
            Article.category_id,
            Article.name,
            Article.size,
            Article.brand,
            Article.made_year,
            Article.unit,
            Article.note,
            Article.attributes,
            Article.parts,
            Article.registered_on,
            home.name,
            Branch.name,
            here.kind,
            here.name,
        )
        .join(home, home.id == Article.shelf_id)
        .join(here, here.id == Article.place_id)
        .join(Branch, Branch.id == home.branch_id)
        .outerjoin(ArticleCode, ArticleCode.article_id == Article.id)
        .order_by(
            Article.id,
            ArticleCode.kind == CodeKind.OLDER,
            ArticleCode.added_at.desc(),
            ArticleCode.code,
        )
        .execution_options(yield_per=_AT_ONCE)
    )
    if branch is not None:
        wanted = wanted.where(home.branch_id == branch)
    # Whoever takes the file away may break off half way: then the database is let go of.
    with db.execute(wanted) as told:
        for _, rows in groupby(told, key=lambda row: row[0]):
            alike = list(rows)
            codes = tuple(row[1] for row in alike if row[1] is not None)
            yield Entry._make((*alike[0][2:], codes))


def as_table(db: Session, language: str, branch: int | None = None) -> Iterator[list[str]]:
    """The register for a spreadsheet, its headings first."""
    sorts = {category.id: category for category in categories(db)}
    asked = {category.id: questions(category, language) for category in sorts.values()}
    attributes = _columns_of_attributes(db, asked, branch)
    yield [named(column, language) for column in Column] + attributes
    for entry in entries(db, branch):
        told = _cells(entry, sorts[entry.category], language)
        known = _attributes(entry, asked[entry.category])
        yield [told[column] for column in Column] + [known.get(a, "") for a in attributes]


def as_json(db: Session, branch: int | None = None) -> Iterator[str]:
    """The register for a program, a piece of text at a time."""
    sorts = {category.id: category for category in categories(db)}
    before = "[\n"
    for entry in entries(db, branch):
        yield before + json.dumps(_for_machines(entry, sorts[entry.category]), ensure_ascii=False)
        before = ",\n"
    yield "]\n" if before != "[\n" else "[]\n"


def _cells(entry: Entry, category: Category, language: str) -> dict[Column, str]:
    first, *more = entry.codes or ("",)
    return {
        Column.CODE: first,
        Column.MORE_CODES: BETWEEN.join(more),
        Column.CATEGORY: category.code,
        Column.CATEGORY_NAME: category.name_en if language == "en" else category.name,
        Column.NAME: entry.name,
        Column.SIZE: entry.size,
        Column.BRAND: entry.brand,
        Column.YEAR: str(entry.made_year or ""),
        Column.UNIT: say(UNITS[entry.unit or category.unit], language),
        Column.NOTE: entry.note,
        Column.PARTS: _parts(entry.parts, language),
        Column.SHELF: entry.shelf,
        Column.REGISTERED: entry.registered_on.isoformat(),
        Column.BRANCH: entry.branch,
        Column.STATUS: say(PLACES[entry.stands], language),
        Column.STANDS: entry.place,
    }


def _parts(parts: list[str] | None, language: str) -> str:
    """Nothing where they are those of its category."""
    if parts is None:
        return ""
    joined = BETWEEN.join(parts) or say(NO_PARTS, language)
    # So that a comma inside a part is not taken for one between two.
    return joined + BETWEEN.rstrip() if "," in joined and len(parts) == 1 else joined


def _columns_of_attributes(
    db: Session, asked: Mapping[int, list[Question]], branch: int | None
) -> list[str]:
    """A column for each attribute that anything is known about, in the order of the catalogue."""
    wanted = select(Article.category_id, Article.attributes).execution_options(yield_per=_AT_ONCE)
    if branch is not None:
        wanted = wanted.join(Place, Place.id == Article.shelf_id).where(Place.branch_id == branch)
    used = {(category, name) for category, known in db.execute(wanted) for name in known}
    headings = (
        _heading(question)
        for category, about in asked.items()
        for question in about
        if (category, question.name) in used
    )
    return list(dict.fromkeys(headings))


def _attributes(entry: Entry, asked: list[Question]) -> dict[str, str]:
    if not entry.attributes:
        return {}
    fields = as_fields(asked, entry.attributes)
    return {
        _heading(question): dict(question.options).get(typed, typed)
        for question in asked
        if (typed := fields.get(question.field)) is not None
    }


def _heading(question: Question) -> str:
    taken = normal(question.label) in words_of_columns()
    return heading_of(question) if taken else question.label


def _for_machines(entry: Entry, category: Category) -> dict[str, Any]:
    return {
        "codes": entry.codes,
        "category": category.code,
        "category_name": category.name,
        "name": entry.name,
        "size": entry.size,
        "brand": entry.brand,
        "made_year": entry.made_year,
        "unit": (entry.unit or category.unit).value,
        "note": entry.note,
        "attributes": entry.attributes,
        "parts": category.parts if entry.parts is None else entry.parts,
        "registered_on": entry.registered_on.isoformat(),
        "shelf": entry.shelf,
        "branch": entry.branch,
        "status": entry.stands.value,
        "stands": entry.place,
    }
