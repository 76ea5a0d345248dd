"""How far a group loan has come: what stands where, what is back by size, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from fritidsbank.bookings.models import Booking
from fritidsbank.bookings.queries import Progress
from fritidsbank.bookings.rules import BookingState
from fritidsbank.loans.models import Ending, Loan
from fritidsbank.loans.queries import open_loans
from fritidsbank.people.models import Borrower, BorrowerKind
from fritidsbank.search_keys import sort_key
from fritidsbank.stock.models import Article, Place
from fritidsbank.stock.queries import Thing, things_of
from fritidsbank.stock.rules import READY_AT


@dataclass(frozen=True)
class Returned:
    """Of a kind in a size: so many went out, so many are back, so many were written off."""

    category: int
    size: str
    lent: int
    back: int
    written_off: int

    @property
    def missing(self) -> int:
        """How many are still out."""
        return self.lent - self.back - self.written_off


@dataclass(frozen=True)
class Out:
    """An article that is still out of a visit; the loan by which somebody writes it off."""

    loan: int
    thing: Thing
    due_on: date


@dataclass(frozen=True)
class Picked:
    """What to take from a shelf for a line: so many of these, which are alike."""

    category: int
    size: str
    things: tuple[Thing, ...]


@dataclass(frozen=True)
class Shelf:
    """A place and what is taken there."""

    name: str
    picked: tuple[Picked, ...]


_GROUPS = select(Borrower.id).where(Borrower.kind == BorrowerKind.ORGANISATION)


def current(db: Session, branch: int) -> list[Booking]:
    """What groups have booked or still have out, what is fetched or due first on top."""
    still_out = select(Loan.visit_id).where(Loan.ended_at.is_(None))
    found = db.scalars(
        select(Booking)
        .where(
            Booking.branch_id == branch,
            Booking.borrower_id.in_(_GROUPS),
            or_(
                Booking.ended_at.is_(None),
                (Booking.state == BookingState.HANDED_OVER) & Booking.visit_id.in_(still_out),
            ),
        )
        .order_by(Booking.from_on, Booking.created_at, Booking.id)
    )
    return list(found)


def returned_of(db: Session, visits: Sequence[str]) -> dict[str, list[Returned]]:
    """What came of each visit, by kind and size; an undone loan never was."""
    found: dict[str, list[Returned]] = {visit: [] for visit in visits}
    rows = db.execute(
        select(
            Loan.visit_id,
            Article.category_id,
            Article.size,
            func.count(),
            func.count().filter(Loan.ending == Ending.RETURNED),
            func.count().filter(Loan.ending == Ending.WRITTEN_OFF),
        )
        .join(Article, Article.id == Loan.article_id)
        .where(Loan.visit_id.in_(visits), or_(Loan.ending.is_(None), Loan.ending != Ending.UNDONE))
        .group_by(Loan.visit_id, Article.category_id, Article.size)
    )
    for row in rows:
        found[row[0]].append(Returned(*row[1:]))
    for each in found.values():
        each.sort(key=lambda one: (one.category, sort_key(one.size)))
    return found


def missing_of(db: Session, visit: str) -> list[Out]:
    """What is still out of a visit, by kind and size."""
    loans = open_loans(db, visit=visit)
    things = things_of(db, [loan.article for loan in loans])
    out = [Out(loan.id, things[loan.article], loan.due_on) for loan in loans]
    return sorted(out, key=lambda one: _order(one.thing))


def pick_list(
    db: Session, lines: Sequence[Progress], *, branch: int, today: date
) -> tuple[list[Shelf], dict[int, int]]:
    """What to take from which shelf, and how many of each line stand nowhere now.

    Lines of a size come before those of any size. What may not go out is left standing.
    """
    wanted = [line for line in lines if line.missing]
    standing = _standing(db, {line.category for line in wanted}, branch, today)
    shelves: dict[str, list[Picked]] = {}
    short: dict[int, int] = {}
    for line in sorted(wanted, key=lambda line: line.size == ""):
        fits = [
            thing
            for thing in standing
            if thing.category_id == line.category and line.size in {thing.size, ""}
        ][: line.missing]
        standing = [thing for thing in standing if thing not in fits]
        if len(fits) < line.missing:
            short[line.id] = line.missing - len(fits)
        for name in dict.fromkeys(thing.spot.name for thing in fits):
            here = tuple(thing for thing in fits if thing.spot.name == name)
            shelves.setdefault(name, []).append(Picked(line.category, line.size, here))
    return [Shelf(name, tuple(shelves[name])) for name in sorted(shelves, key=sort_key)], short


def _standing(db: Session, kinds: set[int], branch: int, today: date) -> list[Thing]:
    ready = db.scalars(
        select(Article.id)
        .join(Place, Place.id == Article.place_id)
        .where(Article.category_id.in_(kinds), Place.branch_id == branch, Place.kind.in_(READY_AT))
    )
    free = (
        thing
        for thing in things_of(db, list(ready)).values()
        if not thing.held_for and not thing.verdicts(at_branch=branch, today=today).stops
    )
    return sorted(free, key=lambda thing: (sort_key(thing.spot.name), *_order(thing)))


def _order(thing: Thing) -> tuple[str, str, str]:
    return (thing.category, sort_key(thing.size), thing.code)
