"""The bench in a report: what came, what left, how long that took, what waits for a part."""

from datetime import date, datetime
from math import ceil
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from fritidsbank.clock import local_day
from fritidsbank.reports.figures import Bench, Mend, MendFirst
from fritidsbank.reports.rules import Flow, Period, Stood
from fritidsbank.reports.summing import came_to_bench, left_bench
from fritidsbank.stock.demand import ahead_of, missed_first
from fritidsbank.stock.ledger import HOLDS
from fritidsbank.stock.models import Move
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.queries import ALIVE
from fritidsbank.workshop.rules import RepairState

MOST_FIRST = 12
_BENCH = PlaceKind.WORKSHOP


def at_bench(
    db: Session, asked: Period, stood: Stood, flows: list[Flow], branch: int | None
) -> Bench:
    """The figures of a period. What waits for a part is counted when it is asked."""
    days = _days_at_bench(db, asked, branch)
    return Bench(
        stood=sum(
            count
            for (of, _, kind), count in stood.items()
            if kind is _BENCH and branch in {None, of}
        ),
        came=sum(flow.count for flow in came_to_bench(flows, branch)),
        left=sum(flow.count for flow in left_bench(flows, branch)),
        wait_for_parts=_wait_for_parts(db, branch),
        timed=len(days),
        median_days=median(days) if days else 0,
        nine_of_ten_days=days[ceil(0.9 * len(days)) - 1] if days else 0,
    )


def mend_first(
    db: Session, day: date, branch: int | None, codes: dict[int, str]
) -> MendFirst | None:
    """What the workshop had best mend first, as seen on a day; None when that is nothing."""
    ahead = ahead_of(day)
    rows = missed_first(db, ahead, branch)[:MOST_FIRST]
    if not rows:
        return None
    told = tuple(
        Mend(codes[one.category], one.size, one.wanted, one.on_shelf, one.at_bench) for one in rows
    )
    return MendFirst(ahead.first, ahead.last, ahead.is_holiday, told)


def _days_at_bench(db: Session, asked: Period, branch: int | None) -> list[int]:
    """From the day when each came that left in the period until then, the quickest first."""
    came, undone = aliased(Move), aliased(Move)
    arrival = (
        select(came.at)
        .where(
            came.article_id == Move.article_id,
            came.seq < Move.seq,
            came.to_kind == _BENCH,
            came.from_kind != _BENCH,
            came.reason != Reason.UNDONE,
            ~select(undone.seq).where(undone.reverses == came.seq).exists(),
        )
        .order_by(came.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    left = select(Move.at, arrival).where(
        HOLDS,
        Move.booked_on >= asked.first,
        Move.booked_on <= asked.last,
        Move.from_kind == _BENCH,
        Move.to_kind != _BENCH,
    )
    if branch is not None:
        left = left.where(Move.from_branch_id == branch)
    stays: list[tuple[datetime, datetime | None]] = [(at, since) for at, since in db.execute(left)]
    return sorted(
        max(0, (local_day(at) - local_day(since)).days) for at, since in stays if since is not None
    )


def _wait_for_parts(db: Session, branch: int | None) -> int:
    waits = select(func.count()).where(ALIVE, Repair.state == RepairState.WAITING)
    if branch is not None:
        waits = waits.where(Repair.branch_id == branch)
    return db.scalar(waits) or 0
