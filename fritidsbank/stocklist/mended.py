"""What the workshop has mended, for everybody: things and kilos by year, and never a person.

No figure is finer than a year and a group of categories, and none of a few: what is shown never
says, of one thing, that somebody brought it back broken.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from fritidsbank.clock import local_moment
from fritidsbank.schema import table_of
from fritidsbank.stock.models import Article, Category
from fritidsbank.stock.weights import TYPICAL_G
from fritidsbank.stocklist.queries import Heading, headings
from fritidsbank.workshop.models import PartMove, Repair
from fritidsbank.workshop.rules import PartChange, RepairState

YEARS = 5
FEWEST = 5
"""A smaller count of anything is not shown."""
MOST_FAULTS = 8
UNSAID = "other"
"""A fault that says nothing about what people break."""

_repair = table_of(Repair)
_article = table_of(Article)
_part_move = table_of(PartMove)
_TOLD = (RepairState.DONE, RepairState.SCRAPPED)

Many = int | None
"""A count; None when there are some, and fewer than `FEWEST`."""


@dataclass(frozen=True)
class GroupRow:
    """A group of categories: how often something of it was mended, year by year."""

    heading: Heading
    mended: tuple[Many, ...]
    kilos: tuple[Many, ...]


@dataclass(frozen=True)
class Fault:
    """A fault in both languages, and how often it was met."""

    word: str
    word_en: str
    count: int


@dataclass(frozen=True)
class Mended:
    """The years, the newest first, and for each of them a figure in every row."""

    years: tuple[int, ...]
    groups: tuple[GroupRow, ...]
    scrapped: tuple[Many, ...]
    parts_taken: tuple[Many, ...]
    parts_used: tuple[Many, ...]
    faults: tuple[Fault, ...]

    @property
    def mended(self) -> tuple[int, ...]:
        """Of all groups together what is shown: what is hidden cannot be found by subtracting."""
        return _sums([row.mended for row in self.groups], len(self.years))

    @property
    def kilos(self) -> tuple[int, ...]:
        """The same in kilos."""
        return _sums([row.kilos for row in self.groups], len(self.years))

    @property
    def hides(self) -> tuple[bool, ...]:
        """In which years something of a group is too little to be shown."""
        return tuple(
            any(row.mended[place] is None for row in self.groups)
            for place in range(len(self.years))
        )


def shown(count: int) -> Many:
    """A count as anybody may see it."""
    return None if 0 < count < FEWEST else count


def what_was_mended(db: Session, today: date) -> Mended:
    """The figures of this year and of those before it, as far back as anything was mended."""
    tree = headings(db)
    parents = {one.id: one.parent for one in tree}
    times, faults = _counted(db, today)
    mended, scrapped = Counter[tuple[int, int]](), Counter[int]()
    for (year, category, state), count in times.items():
        if state is RepairState.DONE:
            mended[year, parents[category] or category] += count
        else:
            scrapped[year] += count
    parts = _parts(db, today)
    # As far back as there is anything to show: no column says that something was, but not what.
    told = (year for (year, _), count in mended.items() if shown(count))
    years = tuple(range(today.year, min(told, default=today.year) - 1, -1))
    kilos = _kilos(db, today, {one.id: one.code for one in tree}, parents)
    return Mended(
        years,
        tuple(
            _group_row(group, years, mended, kilos)
            for group in tree
            if any(mended[year, group.id] for year in years)
        ),
        tuple(shown(scrapped[year]) for year in years),
        tuple(shown(parts[year, PartChange.HARVESTED]) for year in years),
        tuple(
            shown(max(0, -parts[year, PartChange.USED] - parts[year, PartChange.PUT_BACK]))
            for year in years
        ),
        _named(db, faults),
    )


def _group_row(
    group: Heading,
    years: Sequence[int],
    mended: Mapping[tuple[int, int], int],
    kilos: Mapping[tuple[int, int], float],
) -> GroupRow:
    counts = tuple(shown(mended.get((year, group.id), 0)) for year in years)
    weights = tuple(
        None if count is None else round(kilos.get((year, group.id), 0))
        for year, count in zip(years, counts, strict=True)
    )
    return GroupRow(group, counts, weights)


def _counted(
    db: Session, today: date
) -> tuple[Counter[tuple[int, int, RepairState]], Counter[tuple[int, str]]]:
    """How often, by year, category and end; and by category and fault."""
    year, since = _year_of(_repair.c.ended_at, today)
    rows = db.execute(
        select(year, _article.c.category_id, _repair.c.state, _repair.c.fault, func.count())
        .select_from(_repair.join(_article, _article.c.id == _repair.c.article_id))
        .where(since, _repair.c.state.in_(_TOLD))
        .group_by(year, _article.c.category_id, _repair.c.state, _repair.c.fault)
    )
    times, faults = Counter[tuple[int, int, RepairState]](), Counter[tuple[int, str]]()
    for of, category, state, fault, count in rows:
        times[of, category, state] += count
        faults[category, fault] += count
    return times, faults


def _kilos(
    db: Session, today: date, codes: Mapping[int, str], parents: Mapping[int, int | None]
) -> dict[tuple[int, int], float]:
    """What was mended weighs so much, by year and group: each thing once a year."""
    year, since = _year_of(_repair.c.ended_at, today)
    rows = db.execute(
        select(year, _article.c.category_id, func.count(_article.c.id.distinct()))
        .select_from(_repair.join(_article, _article.c.id == _repair.c.article_id))
        .where(since, _repair.c.state == RepairState.DONE)
        .group_by(year, _article.c.category_id)
    )
    kilos: dict[tuple[int, int], float] = {}
    for of, category, count in rows:
        group = parents[category] or category
        weight = TYPICAL_G.get(codes[category], 0) * count / 1000
        kilos[of, group] = kilos.get((of, group), 0) + weight
    return kilos


def _parts(db: Session, today: date) -> Counter[tuple[int, PartChange]]:
    """How many spare parts were taken from what was scrapped, used, and put back."""
    year, since = _year_of(_part_move.c.at, today)
    rows = db.execute(
        select(year, _part_move.c.why, func.sum(_part_move.c.change))
        .where(since)
        .group_by(year, _part_move.c.why)
    )
    return Counter({(of, why): many for of, why, many in rows})


def _named(db: Session, faults: Mapping[tuple[int, str], int]) -> tuple[Fault, ...]:
    """The faults that were met most, in the words of their categories; one word, one fault."""
    words = {
        (category, one["code"]): (one["word"], one.get("word_en") or one["word"])
        for category, said in db.execute(select(Category.id, Category.faults))
        for one in said
    }
    counted, english = Counter[str](), dict[str, str]()
    for (category, code), count in faults.items():
        if code != UNSAID and (named := words.get((category, code))):
            counted[named[0]] += count
            english.setdefault(*named)
    most = sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:MOST_FAULTS]
    return tuple(Fault(word, english[word], many) for word, many in most if many >= FEWEST)


def _year_of(
    moment: ColumnElement[object], today: date
) -> tuple[ColumnElement[int], ColumnElement[bool]]:
    """The Swedish year of a moment, and that it is one of those that are told."""
    years = range(today.year, today.year - YEARS, -1)
    begins = [(local_moment(date(year, 1, 1), time()), year) for year in years]
    return case(*((moment >= begin, year) for begin, year in begins)), moment >= begins[-1][0]


def _sums(rows: Sequence[Sequence[Many]], width: int) -> tuple[int, ...]:
    return tuple(sum(row[place] or 0 for row in rows) for place in range(width))
