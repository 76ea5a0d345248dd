"""What a branch has of a category and what it has promised, read for the arithmetic of `supply`.

What stands ready counts from today, what is out from the open day after it is due, what waits for
a look after its return from the next open day on. What is late counts for nothing until it is
back; nor do the bench, what is blocked, and what has a part missing: those are only told.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import BindParameter, and_, bindparam, func, select
from sqlalchemy.orm import Session

from fritidsbank.bookings.models import Booking, BookingLine
from fritidsbank.bookings.supply import (
    Piece,
    Promise,
    Supply,
    first_worse,
    free_again,
    longest_stay,
    without,
)
from fritidsbank.branches.queries import calendar_of
from fritidsbank.branches.rules import OpeningCalendar
from fritidsbank.loans.models import Loan
from fritidsbank.loans.queries import OpenLoan
from fritidsbank.schema import table_of
from fritidsbank.stock.checks import IS_DUE
from fritidsbank.stock.models import Article, Block, Category, Hold, Place
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import READY_AT, PlaceKind


class Whereabouts(StrEnum):
    """Where the articles of a category are, for whoever asks why so few are free."""

    READY = "ready"
    SEASON_STORE = "season_store"
    HELD = "held"
    OUT = "out"
    LATE = "late"
    TO_CHECK = "to_check"  # on the check table
    CHECK_DUE = "check_due"  # on its shelf, and to be looked at first
    IN_WORKSHOP = "in_workshop"
    NOT_NOW = "not_now"  # blocked, or a part is missing


@dataclass(frozen=True)
class Kind:
    """A category in a branch: what can be promised, and where everything is."""

    supply: Supply = field(default_factory=Supply)
    where: Counter[Whereabouts] = field(default_factory=Counter)
    sizes: frozenset[str] = frozenset()


class Alike(NamedTuple):
    """So many articles of a category of which everything that matters here is the same."""

    category_id: int
    size: str
    kind: PlaceKind
    is_noted: bool
    check_due_on: date | None
    is_due: bool
    is_blocked: bool
    due_on: date | None
    line_id: int | None
    until_on: date | None
    many: int


_article, _place, _block = table_of(Article), table_of(Place), table_of(Block)
_loan, _hold = table_of(Loan), table_of(Hold)
_booking, _line = table_of(Booking), table_of(BookingLine)
_COUNTED = (*READY_AT, PlaceKind.OUT, PlaceKind.CHECK, PlaceKind.WORKSHOP)
_CATEGORIES: BindParameter[list[int]] = bindparam("categories", expanding=True)
_EACH = (
    select(
        _article.c.category_id,
        _article.c.size,
        _place.c.kind,
        (_article.c.place_note != "").label("is_noted"),
        _article.c.check_due_on,
        IS_DUE.label("is_due"),
        _article.c.id.in_(select(_block.c.article_id).where(_block.c.lifted_at.is_(None))).label(
            "is_blocked"
        ),
        _loan.c.due_on,
        _hold.c.line_id,
        _booking.c.until_on,
    )
    .join(_place, _place.c.id == _article.c.place_id)
    .outerjoin(_loan, and_(_loan.c.article_id == _article.c.id, _loan.c.ended_at.is_(None)))
    .outerjoin(_hold, _hold.c.article_id == _article.c.id)
    .outerjoin(_booking, _booking.c.id == _hold.c.booking_id)
    .where(
        _article.c.category_id.in_(_CATEGORIES),
        _place.c.branch_id == bindparam("branch"),
        _place.c.kind.in_(_COUNTED),
    )
    .subquery()
)
# Built once: a check-out of what is booked asks them, too.
_PIECES = select(*_EACH.c, func.count().label("many")).group_by(*_EACH.c)
_PROMISES = (
    select(
        _line.c.id,
        _line.c.category_id,
        _line.c.size,
        (_line.c.count - _line.c.fetched).label("left"),
        _booking.c.from_on,
        _booking.c.until_on,
    )
    .join(_booking, _booking.c.id == _line.c.booking_id)
    .where(
        _booking.c.branch_id == bindparam("branch"),
        _booking.c.ended_at.is_(None),
        _line.c.category_id.in_(_CATEGORIES),
    )
)


def kinds_of(
    db: Session,
    branch: int,
    categories: Iterable[int],
    *,
    calendar: OpeningCalendar,
    today: date,
) -> dict[int, Kind]:
    """These categories of a branch, in two statements."""
    wanted = list(categories)
    asked = {"branch": branch, "categories": wanted, "today": today}
    pieces: dict[int, list[Piece]] = {each: [] for each in wanted}
    where: dict[int, Counter[Whereabouts]] = {each: Counter() for each in wanted}
    sizes: dict[int, set[str]] = {each: set() for each in wanted}
    put_aside: Counter[int] = Counter()
    for row in map(Alike._make, db.execute(_PIECES, asked)):
        spot = _whereabouts(row, today)
        first = _counts_from(spot, row, calendar, today)
        where[row.category_id][spot] += row.many
        sizes[row.category_id].add(row.size)
        if spot is Whereabouts.HELD and row.line_id is not None:
            put_aside[row.line_id] += row.many
        until = row.check_due_on
        if first is not None and (until is None or first < until):
            pieces[row.category_id].append(Piece(row.size, first, until, row.many))
    promises: dict[int, list[Promise]] = {each: [] for each in wanted}
    for line in db.execute(_PROMISES, asked):
        left = line.left - put_aside[line.id]
        if left > 0:
            free_on = free_again(line.until_on, calendar)
            promises[line.category_id].append(Promise(line.size, left, line.from_on, free_on))
    return {
        each: Kind(
            Supply(tuple(pieces[each]), tuple(promises[each])),
            where[each],
            frozenset(sizes[each]),
        )
        for each in wanted
    }


_AT = {PlaceKind.WORKSHOP: Whereabouts.IN_WORKSHOP, PlaceKind.CHECK: Whereabouts.TO_CHECK}
_READY = {
    PlaceKind.SHELF: Whereabouts.READY,
    PlaceKind.SEASON_STORE: Whereabouts.SEASON_STORE,
}


def _whereabouts(row: Alike, today: date) -> Whereabouts:
    if row.is_blocked or (row.kind is PlaceKind.CHECK and row.is_noted):
        return Whereabouts.NOT_NOW
    if row.kind is PlaceKind.OUT:
        is_late = row.due_on is None or row.due_on < today
        return Whereabouts.LATE if is_late else Whereabouts.OUT
    if row.kind in _AT:
        return _AT[row.kind]
    if row.is_due:
        return Whereabouts.CHECK_DUE
    return _READY[row.kind] if row.line_id is None else Whereabouts.HELD


def _counts_from(
    spot: Whereabouts,
    row: Alike,
    calendar: OpeningCalendar,
    today: date,
) -> date | None:
    """From which day on such an article counts for whoever wants one."""
    match spot:
        case Whereabouts.READY | Whereabouts.SEASON_STORE:
            return today
        case Whereabouts.OUT if row.due_on is not None:
            return free_again(row.due_on, calendar)
        case Whereabouts.HELD if row.until_on is not None:
            return free_again(max(today, row.until_on), calendar)
        case Whereabouts.TO_CHECK:
            return free_again(today, calendar)
        case _:
            return None


def hold_still(db: Session, categories: Iterable[int], *, articles: bool = False) -> None:
    """Nobody else promises anything of these categories until this unit of work ends.

    With `articles` nobody lends any of them either: a check-out of what nobody has booked looks at
    no category. SQLite has one writer at a time, so there it is so anyway.
    """
    if db.get_bind().dialect.name != "postgresql":
        return
    wanted = sorted(set(categories))
    # NO KEY UPDATE: lines of the ledger may go on pointing at the category.
    of_them = select(Category.id).where(Category.id.in_(wanted)).order_by(Category.id)
    db.execute(of_them.with_for_update(key_share=True)).all()
    if articles:
        of_them = select(Article.id).where(Article.category_id.in_(wanted)).order_by(Article.id)
        db.execute(of_them.with_for_update(read=True)).all()


def missed_on(
    db: Session,
    thing: Thing,
    due_on: date,
    *,
    calendar: OpeningCalendar,
    today: date,
    is_out_until: date | None = None,
    for_line: tuple[str, date, date] | None = None,
) -> date | None:
    """On which day a promise would be broken if the thing stayed away until `due_on`; None: none.

    `for_line` is the size and days of the wish that it fulfils by that. `is_out_until` is when
    it is due of another loan, which is about to end: it is taken as back already.
    """
    hold_still(db, [thing.category_id])
    branch, category = thing.spot.branch, thing.category_id
    supply = kinds_of(db, branch, [category], calendar=calendar, today=today)[category].supply
    free_on = free_again(due_on, calendar)
    if is_out_until is not None:
        back_on = free_again(is_out_until, calendar) if is_out_until >= today else None
        supply = supply.also(Piece(thing.size, today, back_on))
    after = supply.also(without(thing.size, today, free_on))
    if for_line is not None:
        size, from_on, until_on = for_line
        after = after.also(Promise(size, -1, from_on, free_again(until_on, calendar)))
    return first_worse(supply, after, today, free_on)


def too_long(
    db: Session, loans: Sequence[OpenLoan], until: Mapping[int, date], *, today: date
) -> dict[int, date | None]:
    """Which of these loans somebody waits for, and until when each could stay out instead.

    `until` has the day that was asked for by the loan's id. None: not a day longer.
    """
    found: dict[int, date | None] = {}
    for branch in sorted({loan.branch for loan in loans}):
        of_branch = [loan for loan in loans if loan.branch == branch]
        found |= _too_long(db, of_branch, until, branch, today)
    return found


def _too_long(
    db: Session, loans: Sequence[OpenLoan], until: Mapping[int, date], branch: int, today: date
) -> dict[int, date | None]:
    lent = db.execute(_KINDS_OF_LENT, {"articles": [loan.article for loan in loans]})
    kind_of = {row.id: (row.category_id, row.size) for row in lent}
    categories = {category for category, _ in kind_of.values()}
    hold_still(db, categories)
    calendar = calendar_of(db, branch, today)
    kinds = kinds_of(db, branch, categories, calendar=calendar, today=today)
    supplies = {category: kind.supply for category, kind in kinds.items()}
    stopped: dict[int, date | None] = {}
    for loan in loans:
        category, size = kind_of[loan.article]
        here, first = supplies[category], today
        if loan.due_on >= today:
            first = free_again(loan.due_on, calendar)
        else:
            # What is late is taken as if it came back today: then it would be there for them.
            here = here.also(Piece(size, today))
        free_on = free_again(until[loan.id], calendar)
        if free_on <= first:
            continue
        away = here.also(without(size, first, free_on))
        missed = first_worse(here, away, first, free_on)
        if missed is None:
            supplies[category] = away
            continue
        longer = longest_stay(missed, calendar, not_before=max(today, loan.due_on))
        stopped[loan.id] = longer if longer and longer > loan.due_on else None
    return stopped


_KINDS_OF_LENT = select(_article.c.id, _article.c.category_id, _article.c.size).where(
    _article.c.id.in_(bindparam("articles", expanding=True))
)
