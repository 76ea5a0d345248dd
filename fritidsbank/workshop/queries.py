"""What is asked about repairs."""

from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from fritidsbank.stock.ledger import HOLDS
from fritidsbank.stock.models import Move
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.rules import REOPENED_WITHIN

_AWAY = (
    select(Move.seq)
    .where(
        Move.article_id == Repair.article_id,
        Move.seq > Repair.since_line,
        Move.from_kind == PlaceKind.WORKSHOP,
        Move.reason != Reason.RECATEGORISED,
    )
    .exists()
)
ALIVE = and_(Repair.ended_at.is_(None), ~_AWAY)
"""Which repairs are open: not ended, and their article has not left the bench since."""


def open_repair(db: Session, article: int) -> Repair | None:
    """The repair of an article that stands at the bench, if somebody has begun one."""
    return db.scalar(select(Repair).where(Repair.article_id == article, ALIVE))


def repair_to_reopen(db: Session, article: int, now: datetime) -> Repair | None:
    """The last repair of an article, if it was ended less than a day ago."""
    last = db.scalar(
        select(Repair)
        .where(Repair.article_id == article, Repair.ended_at.is_not(None))
        .order_by(Repair.id.desc())
        .limit(1)
    )
    if last is None or last.ended_at is None or now - last.ended_at > REOPENED_WITHIN:
        return None
    return last


def fault_said(db: Session, article: int) -> str:
    """What was tapped when it was sent to the bench; empty when nobody said anything."""
    return (
        db.scalar(
            select(Move.fault)
            .where(HOLDS, Move.article_id == article, Move.to_kind == PlaceKind.WORKSHOP)
            .order_by(Move.seq.desc())
            .limit(1)
        )
        or ""
    )
