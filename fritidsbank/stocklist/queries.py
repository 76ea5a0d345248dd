"""Counting what stands on the shelves. No query here knows a borrower.

Everything is counted by one statement: what it groups by differs, what it counts does not. A test
compares it with `may_go_out`, article by article.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    Case,
    ColumnElement,
    Label,
    Select,
    and_,
    bindparam,
    case,
    func,
    not_,
    select,
)
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch, OpeningException, OpeningHours
from fritidsbank.branches.queries import branches
from fritidsbank.branches.rules import OpeningCalendar
from fritidsbank.loans.models import Loan
from fritidsbank.refusals import N_, NotFound
from fritidsbank.schema import table_of
from fritidsbank.stock.checks import IS_DUE
from fritidsbank.stock.finding import Wanted, by_words
from fritidsbank.stock.models import Article, Block, Category, Hold, Place
from fritidsbank.stocklist.rules import (
    COUNTED,
    NOT_WHEN_DUE,
    PLACES,
    Door,
    Line,
    Spans,
    Standing,
    Tally,
)

MOST_LINES = 150
"""A search that finds more lines shows the first of them."""
MOST_WORDS = 6
"""Nobody means more, and each word is looked for in every article."""


@dataclass(eq=False)
class NoSuchDoor(NotFound):
    """No branch has that number, or it is closed for good."""

    message = N_("There is no such Fritidsbank here. Choose one in the list.")


@dataclass(eq=False)
class NoSuchShelf(NotFound):
    """No category has that code."""

    message = N_("There is no such category. Look for it in the list.")


@dataclass(frozen=True)
class Heading:
    """A category as the list shows it; `parent` is None for the groups themselves."""

    id: int
    parent: int | None
    code: str
    name: str
    name_en: str
    season: str


@dataclass(frozen=True)
class Measure:
    """What the sizes of a category are: a length in cm, a shoe size, nothing in particular."""

    label: str = ""
    label_en: str = ""
    unit: str = ""


_article = table_of(Article)
_place = table_of(Place)
_category = table_of(Category)
_loan = table_of(Loan)
_block = table_of(Block)
_hours = table_of(OpeningHours)
_exception = table_of(OpeningException)
_HEADING = (
    _category.c.id,
    _category.c.parent_id,
    _category.c.code,
    _category.c.name,
    _category.c.name_en,
    _category.c.season,
)
_TREE = select(*_HEADING).order_by(_category.c.position, _category.c.id)
_CODED = select(*_HEADING, _category.c.size_attribute, _category.c.attributes).where(
    _category.c.code == bindparam("code"), _category.c.parent_id.is_not(None)
)
_BRANCHES: BindParameter[list[int]] = bindparam("branches", expanding=True)
_USUAL = select(_hours.c.branch_id, _hours.c.weekday, _hours.c.opens, _hours.c.closes).where(
    _hours.c.branch_id.in_(_BRANCHES)
)
_UNUSUAL = select(
    _exception.c.branch_id,
    _exception.c.falls_on,
    _exception.c.opens,
    _exception.c.closes,
    _exception.c.reason,
).where(_exception.c.branch_id.in_(_BRANCHES), _exception.c.falls_on >= bindparam("today"))

_DUE = (
    select(_loan.c.due_on)
    .where(_loan.c.article_id == _article.c.id, _loan.c.ended_at.is_(None))
    .scalar_subquery()
)
_HELD = select(table_of(Hold).c.article_id)
_BLOCKED = select(_block.c.article_id).where(_block.c.lifted_at.is_(None))


def _count(standing: Standing) -> Label[int]:
    here = _place.c.kind.in_(PLACES[standing])
    return func.count().filter(here).label(standing.value)


def _counted(*by: ColumnElement[Any], due: bool = True) -> Select[Any]:
    """Available, lent, resting, and the first due day of those that are lent."""
    out: Case[date | None] = case((_place.c.kind.in_(PLACES[Standing.LENT]), _DUE))
    columns = [*by, *(_count(standing) for standing in Standing)]
    return (
        select(*columns, *([func.min(out).label("due_on")] if due else []))
        .select_from(_article.join(_place, _place.c.id == _article.c.place_id))
        .where(_place.c.kind.in_(COUNTED), _article.c.id.not_in(_BLOCKED))
        .where(_article.c.id.not_in(_HELD))
        .where(not_(and_(_place.c.kind.in_(NOT_WHEN_DUE), IS_DUE)))
        .group_by(*by)
    )


# Built once, since they run whenever somebody looks.
_BY_BRANCH = _counted(_place.c.branch_id, due=False)
_HERE = _place.c.branch_id == bindparam("branch")
_BY_CATEGORY = _counted(_article.c.category_id, due=False).where(_HERE)
_BY_SIZE = _counted(_article.c.name, _article.c.size).where(
    _HERE, _article.c.category_id == bindparam("category")
)
_LINE = (_article.c.category_id, _article.c.name, _article.c.size)
_LIKE = _counted(*_LINE).where(_HERE).order_by(*_LINE).limit(MOST_LINES + 1)
_CELL = (_place.c.branch_id, _article.c.category_id, _article.c.size)
_EVERYTHING = _counted(*_CELL, due=False).order_by(*_CELL)


def tallies_by_branch(db: Session, typed: str, *, today: date) -> dict[int, Tally]:
    """How many things in each branch are like what was typed."""
    rows = db.execute(_BY_BRANCH.where(*_matching(typed)), {"today": today})
    return {row[0]: Tally(*row[1:]) for row in rows}


def tallies_by_category(db: Session, branch: int, *, today: date) -> dict[int, Tally]:
    """How many things of each category a branch has."""
    rows = db.execute(_BY_CATEGORY, {"branch": branch, "today": today})
    return {row[0]: Tally(*row[1:]) for row in rows}


def lines_of(db: Session, branch: int, category: int, *, today: date) -> list[Line]:
    """Every size of every name in a category of a branch."""
    rows = db.execute(_BY_SIZE, {"branch": branch, "category": category, "today": today})
    return [Line(category, row[0], row[1], Tally(*row[2:])) for row in rows]


def lines_like(db: Session, branch: int, typed: str, *, today: date) -> list[Line]:
    """The same of whatever is like what was typed, at most `MOST_LINES` and one more."""
    words = _matching(typed)
    if not words:
        return []
    rows = db.execute(_LIKE.where(*words), {"branch": branch, "today": today})
    return [Line(row[0], row[1], row[2], Tally(*row[3:])) for row in rows]


def every_line(db: Session, *, today: date) -> list[tuple[int, Line]]:
    """Every size of every category, with its branch; names are left out."""
    rows = db.execute(_EVERYTHING, {"today": today})
    return [(row[0], Line(row[1], "", row[2], Tally(*row[3:]))) for row in rows]


def headings(db: Session) -> list[Heading]:
    """The tree of categories, in the order of the catalogue."""
    return [Heading(*row) for row in db.execute(_TREE)]


def heading_coded(db: Session, code: str) -> tuple[Heading, Measure]:
    """A category that has things, and what its sizes are. Raises NoSuchShelf."""
    row = db.execute(_CODED, {"code": code.upper()}).first()
    if row is None:
        raise NoSuchShelf
    described = [each for each in row.attributes if each["name"] == row.size_attribute]
    return Heading(*row[:6]), Measure(
        *(str(described[0].get(key, "")) for key in ("label", "label_en", "unit"))
    ) if described else Measure()


def open_branches(db: Session) -> list[Branch]:
    """Whoever has a door, by name."""
    return branches(db)


def doors_of(db: Session, branches: list[int], today: date) -> dict[int, Door]:
    """When each of these branches is open, from today on."""
    weekly: dict[int, dict[int, Spans]] = {branch: {} for branch in branches}
    exceptions: dict[int, dict[date, Spans]] = {branch: {} for branch in branches}
    reasons: dict[int, dict[date, str]] = {branch: {} for branch in branches}
    for usual in db.execute(_USUAL, {"branches": branches}):
        week = weekly[usual.branch_id]
        week[usual.weekday] = (*week.get(usual.weekday, ()), (usual.opens, usual.closes))
    for day in db.execute(_UNUSUAL, {"branches": branches, "today": today}):
        spans = ((day.opens, day.closes),) if day.opens and day.closes else ()
        exceptions[day.branch_id][day.falls_on] = spans
        reasons[day.branch_id][day.falls_on] = day.reason
    return {
        branch: Door(today, OpeningCalendar(weekly[branch], exceptions[branch]), reasons[branch])
        for branch in branches
    }


def _matching(typed: str) -> list[ColumnElement[bool]]:
    words = Wanted(typed).words[:MOST_WORDS]
    return [by_words(words)] if words else []
