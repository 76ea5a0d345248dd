"""The ledger: each line is written here, and counted in the figures of its day in one breath."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Executable, Integer, and_, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from fritidsbank.clock import local_day
from fritidsbank.refusals import LostRace, N_, Refusal
from fritidsbank.schema import rows_changed, table_of
from fritidsbank.stock.models import Article, ClosedWeek, DayFigure, Move
from fritidsbank.stock.rules import Reason

Line = Mapping[str, Any]
"""The columns of a line, apart from the day when it is booked."""

_undoing = aliased(Move)
# An undo is known by its reason: of "reverses IS NULL" SQLite thinks that few lines say so.
HOLDS = and_(
    Move.reason != Reason.UNDONE,
    ~select(_undoing.seq).where(_undoing.reverses == Move.seq).exists(),
)
"""Which lines are in the figures: neither what an undo has taken back, nor the undo itself."""

CLOSED_UNTIL = select(func.max(ClosedWeek.last_on)).scalar_subquery()
"""The last day on which nothing can be booked any more; none before the first week is closed."""


@dataclass(eq=False)
class ClosedMeanwhile(LostRace):
    """The week was closed in the same moment; once more, and it is booked on an open day."""

    message = N_("The books of that week have just been closed. Try once more.")


@dataclass(eq=False)
class WeekClosed(Refusal):
    """What a closed week says stays, so nothing in it can be undone."""

    message = N_(
        "The books of that week are closed, so it cannot be undone. Note what is true now instead."
    )


_move = table_of(Move)
_figure = table_of(DayFigure)
_closed = table_of(ClosedWeek)
_WRITE = insert(_move)
_KEY = ("day", "category_id", "reason", "from_kind", "from_branch_id", "to_kind", "to_branch_id")


def _counting(upsert: Any) -> Executable:  # noqa: ANN401 - each database has an insert of its own
    # Whoever closes a week has locked the figures, so this looks when that is done.
    day = bindparam("day", type_=_figure.c.day.type)
    still_open = ~select(_closed.c.last_on).where(_closed.c.last_on >= day).exists()
    key = [bindparam(name, type_=_figure.c[name].type) for name in _KEY]
    row = select(*key, bindparam("more", type_=Integer)).where(still_open)
    add = upsert(_figure).from_select([*_KEY, "count"], row)
    added = {"count": _figure.c.count + add.excluded.count}
    statement: Executable = add.on_conflict_do_update(index_elements=_KEY, set_=added)
    # Of an INSERT the number of rows is not kept by itself.
    return statement.execution_options(preserve_rowcount=True)


# Built once: they run at every scan.
_COUNT = {"sqlite": _counting(sqlite.insert), "postgresql": _counting(postgresql.insert)}


def closed_until(db: Session) -> date | None:
    """The last day of the last closed week."""
    return db.scalar(select(CLOSED_UNTIL))


def booking(at: datetime, closed: date | None) -> tuple[date, bool]:
    """The day on which something is booked, and whether that is later than it happened."""
    day = local_day(at)
    if closed is None or day > closed:
        return day, False
    return closed + timedelta(days=1), True


def write(db: Session, line: Line, *, closed: date | None) -> None:
    """One more line. Raises ClosedMeanwhile."""
    booked_on, late = booking(line["at"], closed)
    written = {**line, "booked_on": booked_on, "booked_late": late}
    db.execute(_WRITE, written)
    _count(db, _key(written), 1)


def write_many(db: Session, lines: Sequence[Line], *, closed: date | None) -> None:
    """Many lines at once, all of the same columns. Raises ClosedMeanwhile."""
    written = []
    for line in lines:
        booked_on, late = booking(line["at"], closed)
        written.append({**line, "booked_on": booked_on, "booked_late": late})
    if not written:
        return
    db.execute(_WRITE, written)
    # In one order, so that two who write many wait for each other only one way round.
    for key, more in sorted(Counter(map(_key, written)).items()):
        _count(db, key, more)


def refuse_closed(db: Session, day: date | None) -> None:
    """What was counted on a closed day stays counted. Raises WeekClosed."""
    closed = closed_until(db)
    if closed is not None and day is not None and day <= closed:
        raise WeekClosed


def open_to_undo(db: Session, lines: Iterable[Move]) -> date | None:
    """The last closed day, when none of these lines is booked before it. Raises WeekClosed."""
    closed = closed_until(db)
    if closed is not None and any(line.booked_on <= closed for line in lines):
        raise WeekClosed
    return closed


def write_reversal(
    db: Session,
    undone: Move,
    *,
    at: datetime,
    operation: str | None,
    account: int,
    closed: date | None,
) -> None:
    """A line that goes back the way of another; from now on neither is in any figure.

    Ask `open_to_undo` first. Raises ClosedMeanwhile.
    """
    at = max(at, undone.at)
    booked_on, late = booking(at, closed)
    ends = ("kind", "place_id", "branch_id", "category_id")
    way_back = {f"from_{end}": getattr(undone, f"to_{end}") for end in ends} | {
        f"to_{end}": getattr(undone, f"from_{end}") for end in ends
    }
    about = {
        "at": at,
        "booked_on": booked_on,
        "booked_late": late,
        "article_id": undone.article_id,
        "reason": Reason.UNDONE,
        "operation_id": operation,
        "loan_id": undone.loan_id,
        "account_id": account,
        "reverses": undone.seq,
    }
    db.execute(_WRITE, about | way_back)
    _count(db, _key({name: getattr(undone, name) for name in _OF_LINE}), -1)


def count_anew(db: Session) -> None:
    """Count the whole ledger once more, for whoever has written very many lines beside `write`."""
    db.execute(delete(_figure))
    key = [_move.c[name] for name in _OF_LINE]
    counted = select(*key, func.count()).select_from(Move).where(HOLDS).group_by(*key)
    db.execute(insert(_figure).from_select([*_KEY, "count"], counted))
    lent = select(func.count()).where(
        HOLDS, Move.article_id == Article.id, Move.reason == Reason.LENT
    )
    db.execute(update(Article).values(times_lent=lent.scalar_subquery()))


_OF_LINE = ("booked_on", "to_category_id", *_KEY[2:])


def _key(line: Line) -> tuple[Any, ...]:
    return tuple(line[name] for name in _OF_LINE)


def _count(db: Session, key: Iterable[Any], more: int) -> None:
    statement = _COUNT[db.get_bind().dialect.name]
    counted = db.execute(statement, {**dict(zip(_KEY, key, strict=True)), "more": more})
    if rows_changed(counted) != 1:
        raise ClosedMeanwhile
