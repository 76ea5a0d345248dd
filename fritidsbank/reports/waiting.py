"""What waited in the workshop when a period was over, and since when."""

from datetime import date, time, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from fritidsbank.clock import local_day, local_moment
from fritidsbank.reports.figures import Waiting
from fritidsbank.stock.ledger import HOLDS
from fritidsbank.stock.models import Move
from fritidsbank.stock.rules import PlaceKind, Reason


def waiting_in_workshop(db: Session, day: date, count: int, branch: int | None) -> Waiting:
    """What stood there when `day` began; `count` says how many, so that the search can stop."""
    if not count:
        return Waiting()
    later, undone = aliased(Move), aliased(Move)
    left = (
        select(later.seq)
        .where(later.article_id == Move.article_id, later.seq > Move.seq, later.booked_on < day)
        .where(later.reason != Reason.UNDONE)
        .where(~select(undone.seq).where(undone.reverses == later.seq).exists())
    )
    came = select(Move.at).where(
        HOLDS,
        Move.to_kind == PlaceKind.WORKSHOP,
        Move.at < local_moment(day, time()),
        Move.booked_on < day,
        ~left.exists(),
    )
    if branch is not None:
        came = came.where(Move.to_branch_id == branch)
    days = [
        (day - timedelta(days=1) - local_day(at)).days
        for at in db.scalars(came.order_by(Move.at.desc()).limit(count))
    ]
    return Waiting(len(days), max(days, default=0), median(days) if days else 0)
