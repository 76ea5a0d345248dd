"""The latest operations of a tablet as pages list them: what came of each, and if it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from fritidsbank.web.by_form import Said, fresh_id, said_of
from fritidsbank.web.context import g
from fritidsbank.web.models import Operation

MOST = 8
_RECENT = timedelta(hours=12)


@dataclass(frozen=True)
class Latest:
    """One of them; `undo` is an id for the form that takes it back, empty when it cannot be."""

    id: str
    said: Said
    undone: bool
    undo: str


def latest(kinds: Sequence[str]) -> list[Latest]:
    """What this tablet has done last of some kinds, the newest first."""
    rows = g.db.scalars(
        select(Operation)
        .where(
            Operation.device_id == g.actor.device,
            Operation.branch_id == g.actor.branch,
            Operation.kind.in_(kinds),
            Operation.received_at > g.now - _RECENT,
        )
        .order_by(Operation.received_at.desc(), Operation.id.desc())
        .limit(MOST)
    )
    return [_told(row) for row in rows]


def _told(row: Operation) -> Latest:
    undone = row.before is not None and "undone_by" in row.before
    can_be = row.before is not None and not undone and not row.answer.get("refused")
    return Latest(row.id, said_of(row), undone, fresh_id() if can_be else "")
