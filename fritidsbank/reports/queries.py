"""The figures of a period, counted in the ledger."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from fritidsbank.clock import local_moment
from fritidsbank.counter.models import Loan
from fritidsbank.reports.rules import Books, Period
from fritidsbank.stock.models import Category, Move
from fritidsbank.stock.rules import SCRAPPED, PlaceKind, Reason

NOT_OURS = (PlaceKind.OUTSIDE, PlaceKind.MISSING, PlaceKind.GONE)
"""What stands there is not counted as stock."""


@dataclass(frozen=True)
class Lending:
    """What went out and came back; `articles` are counted once, `events` each time."""

    articles: int
    events: int
    visits: int
    returned: int


_undoing = aliased(Move)
# What an undo has taken back, and the undo itself, are in no figure.
_HOLDS = and_(
    Move.reverses.is_(None), ~select(_undoing.seq).where(_undoing.reverses == Move.seq).exists()
)


def books_of(db: Session, asked: Period, branch: int | None = None) -> dict[int, Books]:
    """The books of each category, of one branch or of all together."""
    opening: dict[int, int] = defaultdict(int)
    flows: dict[int, dict[str, int]] = defaultdict(dict)
    for sign, statement in ((1, _came(asked, branch)), (-1, _left(asked, branch))):
        for category, flow, is_earlier, count in db.execute(statement):
            if is_earlier:
                opening[category] += sign * count
            else:
                flows[category][flow] = count
    return {
        category: Books(opening=opening[category], **flows[category])
        for category in sorted({*opening, *flows})
    }


def lending_of(db: Session, asked: Period, branch: int | None = None) -> Lending:
    """What went out in a period, and what came back."""
    in_period = Move.booked_on.between(asked.first, asked.last)
    lent = select(
        func.count(Move.article_id.distinct()),
        func.count(),
        func.count(Loan.visit_id.distinct()),
    ).join(Loan, Loan.id == Move.loan_id)
    lent = lent.where(_HOLDS, in_period, Move.reason == Reason.LENT)
    returned = select(func.count()).select_from(Move)
    returned = returned.where(_HOLDS, in_period, Move.reason == Reason.RETURNED)
    if branch is not None:
        lent = lent.where(Move.to_branch_id == branch)
        returned = returned.where(Move.to_branch_id == branch)
    articles, events, visits = db.execute(lent).one()
    return Lending(articles, events, visits, db.scalar(returned) or 0)


def standing(db: Session, asked: Period, branch: int | None = None) -> dict[PlaceKind, int]:
    """How many articles stood in each kind of place when the period ended."""
    stood: dict[PlaceKind, int] = defaultdict(int)
    ends: tuple[tuple[int, _Kind, _Number], ...] = (
        (1, Move.to_kind, Move.to_branch_id),
        (-1, Move.from_kind, Move.from_branch_id),
    )
    for sign, kind, of in ends:
        there = true() if branch is None else of == branch
        counted = select(kind, func.count()).where(_HOLDS, Move.booked_on <= asked.last, there)
        for place, count in db.execute(counted.group_by(kind)):
            stood[place] += sign * count
    return {place: count for place, count in stood.items() if place is not PlaceKind.OUTSIDE}


def overdue_at_end(db: Session, after: date, branch: int | None = None) -> int:
    """How many loans were out when the day `after` began, and should have been back before it."""
    midnight = local_moment(after, time())
    late = select(func.count()).select_from(Loan)
    late = late.where(Loan.lent_at < midnight, Loan.due_on < after)
    late = late.where(or_(Loan.ended_at.is_(None), Loan.ended_at >= midnight))
    if branch is not None:
        late = late.where(Loan.branch_id == branch)
    return db.scalar(late) or 0


def category_codes(db: Session) -> dict[int, str]:
    """The code of each category, such as SLP."""
    return {row[0]: row[1] for row in db.execute(select(Category.id, Category.code))}


_Kind = InstrumentedAttribute[PlaceKind]
_Number = InstrumentedAttribute[int]
_Counted = Select[int, str, bool, int]


def _came(asked: Period, branch: int | None) -> _Counted:
    from_lost = Move.from_kind.in_((PlaceKind.MISSING, PlaceKind.GONE))
    flow = case(
        (Move.reason == Reason.REGISTERED, literal("registered")),
        (from_lost, literal("found")),
        else_=literal("moved_in"),
    )
    came = and_(_is_ours(Move.to_kind, Move.to_branch_id, branch), not_(_was_ours(branch)))
    return _counted(Move.to_category_id, flow, came, asked)


def _left(asked: Period, branch: int | None) -> _Counted:
    is_gone = Move.to_kind == PlaceKind.GONE
    flow = case(
        (Move.to_kind == PlaceKind.MISSING, literal("missing")),
        (and_(is_gone, Move.reason.in_(SCRAPPED)), literal("scrapped")),
        (is_gone, literal("written_off")),
        else_=literal("moved_out"),
    )
    is_ours = _is_ours(Move.to_kind, Move.to_branch_id, branch)
    return _counted(Move.from_category_id, flow, and_(_was_ours(branch), not_(is_ours)), asked)


def _was_ours(branch: int | None) -> ColumnElement[bool]:
    return _is_ours(Move.from_kind, Move.from_branch_id, branch)


def _is_ours(kind: _Kind, of: _Number, branch: int | None) -> ColumnElement[bool]:
    is_stock = kind.not_in(NOT_OURS)
    return is_stock if branch is None else and_(is_stock, of == branch)


def _counted(
    category: _Number, flow: ColumnElement[str], where: ColumnElement[bool], asked: Period
) -> _Counted:
    is_earlier = Move.booked_on < asked.first
    return (
        select(category, flow.label("flow"), is_earlier.label("is_earlier"), func.count())
        .where(_HOLDS, Move.booked_on <= asked.last, where)
        .group_by(category, "flow", "is_earlier")
    )
