"""A register that comes as a file: first a plan of what will happen, then all of it or nothing."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.intake.importing_cells import size as normal_size
from fritidsbank.intake.importing_headings import Column, Layout, laid_out
from fritidsbank.intake.importing_known import Known
from fritidsbank.intake.importing_rows import Line, RowReader, Trouble
from fritidsbank.intake.spreadsheets import rows_of
from fritidsbank.refusals import Malformed, N_
from fritidsbank.schema import table_of
from fritidsbank.search_keys import search_key
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import place_with
from fritidsbank.stock.recalled import InForce, in_force, reasons_for
from fritidsbank.stock.registering import Description, add_shelf
from fritidsbank.stock.registering_many import Arrival, held_codes, register_articles

MOST_NEW_SHELVES = 300
_A_LOOK = 5_000

CODE_TWICE = N_("The number {code} stands in row {row}, too.")
CODE_TAKEN = N_("The number {code} belongs to {article} already, and that is described otherwise.")
CALLED_BACK = N_("{recall}. It is registered, and blocked at once.")
SEVERAL_ARTICLES = N_("These numbers belong to different articles.")


@dataclass(eq=False)
class TooManyShelves(Malformed):
    """A column that is about something else, most likely."""

    shelves: int

    message = N_("The file names {shelves} new shelves. Is that column really about shelves?")


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"
    AWAY = "away"  # missing or gone where it was written down
    WRONG = "wrong"


@dataclass(frozen=True)
class Read:
    """A file as it was understood, before it is compared with the register.

    `digest` is of what stands in it, whatever program saved it.
    """

    layout: Layout
    lines: list[Line]
    known: Known
    digest: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a row, and what the register has against it."""

    outcome: Outcome
    against: Trouble | None = None

    @property
    def called_back(self) -> str:
        """Why it will be blocked as soon as it is registered, if it will."""
        is_recall = self.against is not None and self.against.msgid == CALLED_BACK
        return str(self.against.facts["recall"]) if is_recall and self.against else ""


@dataclass(frozen=True)
class Plan:
    """What will happen to each row, and what is to be known beforehand.

    Two plans by which the same would happen have the same `seal`.
    """

    read: Read
    fates: list[Fate]
    new_shelves: list[tuple[int, str]]
    seal: str

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many rows of each kind."""
        return Counter(fate.outcome for fate in self.fates)

    @property
    def called_back(self) -> int:
        """How many new articles will be blocked at once, since they are called back."""
        return sum(bool(fate.called_back) for fate in self.fates)

    def troubles(self) -> Iterator[tuple[Line, Trouble]]:
        """All that is wrong or strange, row by row."""
        for line, fate in zip(self.read.lines, self.fates, strict=True):
            for trouble in line.troubles:
                yield line, trouble
            if fate.against is not None:
                yield line, fate.against

    @property
    def is_right(self) -> bool:
        """Whether nothing stands in the way."""
        return self.counts[Outcome.WRONG] == 0


def read_file(content: bytes, known: Known, *, today: date) -> Read:
    """Understand a file, without the register's articles.

    Raises the refusals of `rows_of` and `laid_out`, and TooManyShelves.
    """
    layout, rows = laid_out(rows_of(content), known.labels)
    reader = RowReader(known, layout, today)
    digest = hashlib.sha256("\x1e".join(layout.headings.values()).encode())
    lines = []
    for row, cells in rows:
        digest.update("\x1f".join([*cells, "\x1e"]).encode())
        lines.append(reader.line(row, cells))
    _refuse_doubles(lines, layout)
    return Read(layout, lines, known, digest.hexdigest())


def plan(db: Session, read: Read, *, done_before: bool) -> Plan:
    """Compare a file with the register as it is now. Raises TooManyShelves.

    `done_before`: the very same was imported already, so what has no number is here, too.
    """
    held = _described_by(db, [code for line in read.lines for code in line.codes])
    fates = [_fate(line, held, read.layout, done_before=done_before) for line in read.lines]
    if recalls := in_force(db):
        fates = [_blocked(*one, recalls) for one in zip(read.lines, fates, strict=True)]
    shelves = _new_shelves(read, fates)
    return Plan(read, fates, shelves, _seal(read.lines, fates, shelves))


def carry_out(db: Session, planned: Plan, *, signed: Signature) -> int:
    """Register all that is new; how many articles that is. The plan must be right."""
    assert planned.is_right
    known = planned.read.known
    shelves = {(spot.branch, search_key(spot.name)): spot for spot in known.places.values()}
    for branch, name in planned.new_shelves:
        spot = place_with(db, add_shelf(db, branch, name).id)
        shelves[branch, search_key(name)] = spot
    arrivals = [
        Arrival(
            line.described,
            shelves[line.branch, search_key(line.shelf)]
            if line.shelf
            else known.shelves[line.branch],
            line.codes,
            line.registered_on,
        )
        for line, fate in zip(planned.read.lines, planned.fates, strict=True)
        if fate.outcome is Outcome.NEW and line.described is not None
    ]
    register_articles(db, arrivals, signed=signed)
    return len(arrivals)


@dataclass(frozen=True)
class _Held:
    """An article that a code leads to."""

    code: str
    article: int
    described: Description

    @property
    def name(self) -> str:
        return f"{self.described.name} {self.described.size}".strip()


def _described_by(db: Session, codes: Sequence[str]) -> dict[str, _Held]:
    """The articles that these codes lead to, by code."""
    articles = held_codes(db, codes)
    wanted = sorted(set(articles.values()))
    found: dict[int, Description] = {}
    article = table_of(Article).c
    for start in range(0, len(wanted), _A_LOOK):
        some = wanted[start : start + _A_LOOK]
        rows = db.execute(
            select(
                article.id,
                article.category_id,
                article.name,
                article.size,
                article.brand,
                article.made_year,
                article.note,
                article.unit,
                article.attributes,
                article.parts,
            ).where(article.id.in_(some))
        )
        for number, *facts in rows:
            found[number] = Description(*facts)
    return {code: _Held(code, article, found[article]) for code, article in articles.items()}


def _fate(line: Line, held: Mapping[str, _Held], layout: Layout, *, done_before: bool) -> Fate:
    if line.is_wrong or line.described is None:
        return Fate(Outcome.WRONG)
    if line.has_left:
        return Fate(Outcome.AWAY)
    if not line.codes:
        return Fate(Outcome.SAME if done_before else Outcome.NEW)
    return _fate_of(line.described, [held[c] for c in line.codes if c in held], layout)


def _fate_of(described: Description, leads_to: list[_Held], layout: Layout) -> Fate:
    if not leads_to:
        return Fate(Outcome.NEW)
    heading = layout.heading(Column.CODE)
    known = leads_to[0]
    if any(other.article != known.article for other in leads_to):
        return Fate(Outcome.WRONG, Trouble(heading, SEVERAL_ARTICLES, {}))
    if not _agrees(described, known.described):
        facts = {"code": known.code, "article": known.name}
        return Fate(Outcome.WRONG, Trouble(heading, CODE_TAKEN, facts))
    return Fate(Outcome.SAME)


def _blocked(line: Line, fate: Fate, recalls: Sequence[InForce]) -> Fate:
    """The same, with what is said of a new article that is called back."""
    if fate.outcome is not Outcome.NEW or line.described is None:
        return fate
    reasons = [one.reason for one in reasons_for(recalls, line.described.written)]
    if not reasons:
        return fate
    facts = {"recall": ", ".join(reasons)}
    return Fate(fate.outcome, Trouble("", CALLED_BACK, facts, stops=False))


def _agrees(said: Description, known: Description) -> bool:
    """Whether all that a file says of an article is what the register knows."""
    return (
        said.category == known.category
        and said.name == known.name
        and said.size in ("", known.size, normal_size(known.size))
        and said.brand in ("", known.brand)
        and said.made_year in (None, known.made_year)
        and said.note in ("", known.note)
        and said.unit in (None, known.unit)
        and said.parts in (None, known.parts)
        and said.attributes.items() <= known.attributes.items()
    )


def _refuse_doubles(lines: Iterable[Line], layout: Layout) -> None:
    rows: dict[str, int] = {}
    for line in lines:
        for code in line.codes:
            first = rows.setdefault(code, line.row)
            if first != line.row:
                facts = {"code": code, "row": str(first)}
                line.troubles.append(Trouble(layout.heading(Column.CODE), CODE_TWICE, facts))


def _new_shelves(read: Read, fates: Sequence[Fate]) -> list[tuple[int, str]]:
    """Shelves that nobody has put up yet, in the order of the file."""
    found: dict[tuple[int, str], str] = {}
    for line, fate in zip(read.lines, fates, strict=True):
        key = (line.branch, search_key(line.shelf))
        if fate.outcome is Outcome.NEW and line.shelf and key not in read.known.places:
            found.setdefault(key, line.shelf)
    if len(found) > MOST_NEW_SHELVES:
        raise TooManyShelves(len(found))
    return [(branch, name) for (branch, _), name in found.items()]


def _seal(lines: Sequence[Line], fates: Sequence[Fate], shelves: Sequence[Any]) -> str:
    seal = hashlib.sha256(repr(shelves).encode())
    for line, fate in zip(lines, fates, strict=True):
        place = (line.branch, line.shelf, line.registered_on)
        about = (line.row, fate.outcome.value, line.codes, line.described, *place)
        seal.update(repr(about).encode() + fate.called_back.encode())
    return seal.hexdigest()
