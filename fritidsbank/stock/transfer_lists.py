"""What is on its way between branches, and what has been, as the pages list it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from fritidsbank.branches.models import Branch
from fritidsbank.stock.models import Article, Place, Transfer, TransferLine
from fritidsbank.stock.queries import Thing, things_of
from fritidsbank.stock.rules import PlaceKind

REMEMBERED = timedelta(days=30)
"""So long a transfer is listed after everything has arrived."""


class State(StrEnum):
    """How far an article of a transfer has come."""

    UNDER_WAY = "under_way"
    ARRIVED = "arrived"
    KEPT = "kept"


@dataclass(frozen=True)
class Load:
    """A transfer in numbers. `oldest` is when the first of what is under way was sent."""

    id: int
    sender: str
    receiver: str
    from_branch: int
    to_branch: int
    sent_on: date
    articles: int
    under_way: int
    oldest: datetime | None


@dataclass(frozen=True)
class Sent:
    """One article of a transfer."""

    thing: Thing
    sent_at: datetime
    state: State
    at: datetime | None


_sender, _receiver = aliased(Branch), aliased(Branch)
# Lent without a line on the road, it is not on its way any more, whatever its line says.
_UNDER_WAY = and_(
    TransferLine.received_at.is_(None),
    TransferLine.kept_at.is_(None),
    Place.kind == PlaceKind.IN_TRANSIT,
)


def loads(db: Session, branch: int, *, today: date) -> list[Load]:
    """What has been sent from a branch and to it: all that is under way, and the last month."""
    under_way = func.sum(case((_UNDER_WAY, 1), else_=0))
    rows = db.execute(
        select(
            Transfer.id,
            _sender.name,
            _receiver.name,
            Transfer.from_branch_id,
            Transfer.to_branch_id,
            Transfer.sent_on,
            func.count(TransferLine.id),
            func.coalesce(under_way, 0),
            func.min(case((_UNDER_WAY, TransferLine.sent_at))),
        )
        .join(_sender, _sender.id == Transfer.from_branch_id)
        .join(_receiver, _receiver.id == Transfer.to_branch_id)
        .outerjoin(TransferLine, TransferLine.transfer_id == Transfer.id)
        .outerjoin(Article, Article.id == TransferLine.article_id)
        .outerjoin(Place, Place.id == Article.place_id)
        .where(or_(Transfer.from_branch_id == branch, Transfer.to_branch_id == branch))
        .group_by(Transfer.id, _sender.name, _receiver.name)
        .having(or_(under_way > 0, Transfer.sent_on > today - REMEMBERED))
        .order_by(Transfer.sent_on.desc(), Transfer.id.desc())
    )
    return [Load(*row) for row in rows]


def load_of(db: Session, transfer: Transfer) -> tuple[str, str, int]:
    """From where, to where, and how many articles."""
    row = db.execute(
        select(_sender.name, _receiver.name, func.count(TransferLine.id))
        .select_from(Transfer)
        .join(_sender, _sender.id == Transfer.from_branch_id)
        .join(_receiver, _receiver.id == Transfer.to_branch_id)
        .outerjoin(TransferLine, TransferLine.transfer_id == Transfer.id)
        .where(Transfer.id == transfer.id)
        .group_by(_sender.name, _receiver.name)
    ).one()
    return row[0], row[1], row[2]


def articles_of(db: Session, transfer: int, *, most: int, skip: int) -> list[Sent]:
    """Its articles, those under way first, then the latest."""
    rows = db.execute(
        select(TransferLine, _UNDER_WAY)
        .join(Article, Article.id == TransferLine.article_id)
        .join(Place, Place.id == Article.place_id)
        .where(TransferLine.transfer_id == transfer)
        .order_by(case((_UNDER_WAY, 0), else_=1), TransferLine.id.desc())
        .limit(most)
        .offset(skip)
    ).all()
    things = things_of(db, [line.article_id for line, _ in rows])
    return [
        Sent(
            things[line.article_id],
            line.sent_at,
            _state(line, is_under_way=bool(is_under_way)),
            line.received_at or line.kept_at,
        )
        for line, is_under_way in rows
    ]


def _state(line: TransferLine, *, is_under_way: bool) -> State:
    if is_under_way:
        return State.UNDER_WAY
    return State.ARRIVED if line.received_at else State.KEPT
