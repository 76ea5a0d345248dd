"""The figures of the days and the balances of closed weeks: they say what the ledger says."""

from sqlalchemy import Select, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from fritidsbank.doctor.finding import Facts, check, rows
from fritidsbank.refusals import N_
from fritidsbank.stock.ledger import CLOSED_UNTIL, HOLDS
from fritidsbank.stock.models import Balance, DayFigure, Move
from fritidsbank.stock.rules import PlaceKind


@check(N_("The figures of {day} differ by {by} from the ledger: {reason} in category {category}."))
def day_figures(db: Session) -> Facts:
    """A day's figures are the lines that hold, counted."""
    ends = ("from_kind", "from_branch_id", "to_kind", "to_branch_id")
    of_line = (Move.booked_on, Move.to_category_id, Move.reason, *(getattr(Move, e) for e in ends))
    of_figure = (
        DayFigure.day,
        DayFigure.category_id,
        DayFigure.reason,
        *(getattr(DayFigure, end) for end in ends),
    )
    names = ("day", "category", "reason", *ends)
    lines = select(
        *(c.label(n) for c, n in zip(of_line, names, strict=True)), func.count().label("n")
    )
    figures = select(
        *(c.label(n) for c, n in zip(of_figure, names, strict=True)), (-DayFigure.count).label("n")
    )
    both = union_all(lines.where(HOLDS).group_by(*of_line), figures).subquery()
    by = func.sum(both.c.n)
    return rows(
        db,
        select(both.c.day, both.c.category, both.c.reason, by.label("by"))
        .group_by(*(both.c[name] for name in names))
        .having(by != 0),
    )


@check(
    N_("The last balance differs by {by} from the ledger: {kind} in branch {branch}, {category}.")
)
def last_balance(db: Session) -> Facts:
    """What was carried on from the last closed week is what stood there."""
    came = _stood(1, Move.to_branch_id, Move.to_category_id, Move.to_kind)
    left = _stood(-1, Move.from_branch_id, Move.from_category_id, Move.from_kind)
    carried = select(
        Balance.branch_id.label("branch"),
        Balance.category_id.label("category"),
        Balance.kind.label("kind"),
        (-Balance.count).label("n"),
    ).where(Balance.last_on == CLOSED_UNTIL)
    all_ = union_all(came, left, carried).subquery()
    by = func.sum(all_.c.n)
    key = (all_.c.branch, all_.c.category, all_.c.kind)
    counted = select(*key, by.label("by")).where(all_.c.kind != PlaceKind.OUTSIDE)
    return rows(db, counted.group_by(*key).having(by != 0))


def _stood(
    sign: int,
    branch: InstrumentedAttribute[int],
    category: InstrumentedAttribute[int],
    kind: InstrumentedAttribute[PlaceKind],
) -> Select[int, int, PlaceKind, int]:
    return (
        select(
            branch.label("branch"),
            category.label("category"),
            kind.label("kind"),
            (sign * func.count()).label("n"),
        )
        .where(HOLDS, Move.booked_on <= CLOSED_UNTIL)
        .group_by(branch, category, kind)
    )


CHECKS = (day_figures, last_balance)
