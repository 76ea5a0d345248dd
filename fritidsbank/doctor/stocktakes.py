"""Stocktakes: their figures are those of their lines, and what they put right is in the ledger."""

from sqlalchemy import ColumnElement, and_, case, cast, func, not_, or_, select
from sqlalchemy import String as Text
from sqlalchemy.orm import Session

from fritidsbank.doctor.finding import Facts, check, rows
from fritidsbank.refusals import N_
from fritidsbank.stock.models import Move
from fritidsbank.stocktake.models import Stocktake, StocktakeCode, StocktakeLine
from fritidsbank.stocktake.rules import CORRECTIONS, Finish, Sighting

_CORRECTED = StocktakeLine.remedy.in_(CORRECTIONS)


@check(
    N_("Stocktake {stocktake} has put article {article} right, and no line of the ledger says so.")
)
def correction_not_in_ledger(db: Session) -> Facts:
    """Each correction is a line of the ledger under the stocktake's operation, for its reason."""
    line = select(Move.seq).where(
        Move.operation_id == Stocktake.operation_id,
        Move.article_id == StocktakeLine.article_id,
        cast(Move.reason, Text) == cast(StocktakeLine.remedy, Text),
    )
    return rows(
        db,
        select(Stocktake.id.label("stocktake"), StocktakeLine.article_id.label("article"))
        .join(StocktakeLine, StocktakeLine.stocktake_id == Stocktake.id)
        .where(_CORRECTED, ~line.exists()),
    )


@check(N_("Line {line} of the ledger belongs to stocktake {stocktake}, whose report lacks it."))
def line_not_in_report(db: Session) -> Facts:
    """Whatever closing wrote in the ledger is a correction of its report."""
    told = select(StocktakeLine.article_id).where(
        StocktakeLine.stocktake_id == Stocktake.id,
        StocktakeLine.article_id == Move.article_id,
        _CORRECTED,
    )
    return rows(
        db,
        select(Move.seq.label("line"), Stocktake.id.label("stocktake"))
        .join(Stocktake, Stocktake.operation_id == Move.operation_id)
        .where(~told.exists()),
    )


@check(N_("The figures of stocktake {stocktake} are not those of its lines."))
def stocktake_figures(db: Session) -> Facts:
    """What is counted along the way is what a recount gives."""
    is_expected = StocktakeLine.expected_line.is_not(None)
    is_seen, is_right = (
        StocktakeLine.sighting.is_not(None),
        StocktakeLine.sighting == Sighting.RIGHT,
    )
    unknown = (
        select(func.count())
        .where(StocktakeCode.stocktake_id == Stocktake.id, StocktakeCode.late.is_(False))
        .scalar_subquery()
    )
    differs = or_(
        _number(is_expected) != Stocktake.expected,
        _number(and_(is_expected, is_seen)) != Stocktake.seen,
        _number(is_right) != Stocktake.found,
        _number(and_(is_seen, not_(is_right))) != Stocktake.wrong,
        unknown != Stocktake.unknown,
    )
    return rows(
        db,
        select(Stocktake.id.label("stocktake"))
        .outerjoin(StocktakeLine, StocktakeLine.stocktake_id == Stocktake.id)
        .group_by(Stocktake.id)
        .having(differs),
    )


@check(N_("Stocktake {stocktake} has ended half."))
def stocktake_half_ended(db: Session) -> Facts:
    """An end has its moment and whoever ended it; remedies are those of a closed stocktake."""
    parts = (Stocktake.finish, Stocktake.ended_at, Stocktake.ended_by_id)
    nothing, everything = (
        and_(*(part.is_(None) for part in parts)),
        and_(*(part.is_not(None) for part in parts)),
    )
    remedied = (
        select(StocktakeLine.article_id)
        .where(StocktakeLine.stocktake_id == Stocktake.id, StocktakeLine.remedy.is_not(None))
        .exists()
    )
    is_closed = func.coalesce(Stocktake.finish == Finish.CLOSED, False)
    return rows(
        db,
        select(Stocktake.id.label("stocktake")).where(
            or_(not_(or_(nothing, everything)), and_(remedied, not_(is_closed)))
        ),
    )


def _number(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((which, 1), else_=0)), 0)


CHECKS = (correction_not_in_ledger, line_not_in_report, stocktake_figures, stocktake_half_ended)
