"""What was done at the bench: a repair for each stay there, told from the lines of the ledger."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from fritidsbank.demo.drawers import Drawers
from fritidsbank.demo.goods import BENCH_NOTES, WORK, WORK_OTHERWISE
from fritidsbank.demo.ledger import LINE
from fritidsbank.demo.moments import MINUTE, seconds_of, written
from fritidsbank.demo.shop import Shop
from fritidsbank.demo.writing import Row
from fritidsbank.stock.models import Move
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.rules import MINUTES, OUTCOME_OF, Barrier, Orderer, RepairState

REPAIR = (
    "id",
    "article_id",
    "branch_id",
    "since_line",
    "opened_at",
    "changed_at",
    "state",
    "fault",
    "work",
    "minutes",
    "note",
    "waits_for",
    "waits_for_part_id",
    "orders",
    "outcome",
    "barrier",
    "went_to",
    "released_because",
    "released_by_id",
    "ended_at",
)

_TAKES = (3, 12, 30, 25, 14, 9, 5, 2)
"""How often a repair takes each of the minutes that can be tapped."""
_NOTED = 0.12
_A_WORD_MORE = 0.25
_RELEASED_BECAUSE = ("Hinner inte lagas före sportlovet.", "Bara en repa, håller att åka på.")
_FIRST_OPEN: tuple[RepairState | None, ...] = (
    RepairState.WAITING,
    None,
    RepairState.IN_REPAIR,
    RepairState.ASSESS,
    None,
    RepairState.WAITING,
    RepairState.IN_REPAIR,
    None,
)
"""What stands at the bench today, by turns; nobody has touched most of it yet."""
_BARRIERS = {
    Reason.WORN_OUT: (Barrier.WORN_OUT, Barrier.WORN_OUT, Barrier.NO_WAY_IN, Barrier.NO_TOOL),
    Reason.PARTS_TAKEN: (Barrier.NO_PARTS, Barrier.PARTS_TOO_DEAR, Barrier.WORN_OUT),
}
_AT, _ARTICLE, _FROM, _TO, _BRANCH, _REASON, _FAULT = (
    LINE.index(name)
    for name in ("at", "article_id", "from_kind", "to_kind", "to_branch_id", "reason", "fault")
)


@dataclass(frozen=True)
class _Stay:
    """An article at the bench: from one line of the ledger to another, if it has left."""

    line: int
    came: Row
    left: Row | None


@dataclass(frozen=True)
class _Told:
    """What is known of a stay; moments as seconds."""

    stay: _Stay
    opened: int
    state: RepairState
    fault: str
    work: list[str]
    minutes: int = 0
    waits_for: tuple[str, int | None] = ("", None)
    outcome: str | None = None
    barrier: str | None = None
    went_to: str | None = None
    because: str = ""
    by: int | None = None
    ended: int | None = None


class Bench:
    """The repairs of the year, and what they took from the drawers."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        # Its own chance, so that the rest of the year goes by as it did.
        self._rng = Random(f"bench {len(shop.ledger.lines)}")  # noqa: S311 - nothing secret
        self.drawers = Drawers(shop, self._rng)
        self.repairs: list[Row] = []
        waiting = []
        for stay in _stays(shop.ledger.lines):
            if stay.left is None:
                waiting.append(stay)
            else:
                self._end(stay, stay.left)
        for number, stay in enumerate(waiting):
            self._leave_open(number, stay)

    def _end(self, stay: _Stay, left: Row) -> None:
        reason, to = Reason(str(left[_REASON])), str(left[_TO])
        state = {
            Reason.MENDED: RepairState.DONE,
            Reason.RELEASED: RepairState.RELEASED,
            Reason.PARTS_TAKEN: RepairState.SCRAPPED,
            Reason.WORN_OUT: RepairState.SCRAPPED,
        }.get(reason, RepairState.LEFT)
        fault, mended = self._fault(stay), state is RepairState.DONE
        minutes = self._rng.choices(MINUTES, _TAKES)[0] if mended else MINUTES[0]
        came, end = _seconds(stay.came), _seconds(left)
        barriers = _BARRIERS.get(reason)
        is_released = state is RepairState.RELEASED
        self._add(
            _Told(
                stay,
                max(came, end - (minutes + 5) * MINUTE),
                state,
                fault,
                self._work(fault) if mended else [],
                minutes=minutes if mended else 0,
                outcome=OUTCOME_OF[state].value,
                barrier=self._rng.choice(barriers).value if barriers else None,
                went_to=None if state is RepairState.LEFT else to,
                because=self._rng.choice(_RELEASED_BECAUSE) if is_released else "",
                by=self._shop.staff.manager if is_released else None,
                ended=end,
            )
        )
        if mended:
            self.drawers.use(stay.came, fault, end, len(self.repairs))
        elif reason is Reason.PARTS_TAKEN:
            self.drawers.harvest(stay.came, end, len(self.repairs))

    def _leave_open(self, number: int, stay: _Stay) -> None:
        state = _FIRST_OPEN[number] if number < len(_FIRST_OPEN) else _later(number)
        if state is None:
            return
        came, fault = _seconds(stay.came), self._fault(stay)
        opened = min(came + 20 * MINUTE, self._shop.days.latest)
        waits_for: tuple[str, int | None] = ("", None)
        if state is RepairState.WAITING:
            waits_for = self.drawers.lack(stay.came, fault, opened)
        work = self._work(fault)[:1] if state is RepairState.IN_REPAIR else []
        self._add(_Told(stay, opened, state, fault, work, waits_for=waits_for))

    def _add(self, told: _Told) -> None:
        stay, state = told.stay, told.state
        note = self._rng.choice(BENCH_NOTES) if self._rng.random() < _NOTED else ""
        waits = state is RepairState.WAITING
        self.repairs.append(
            (
                len(self.repairs) + 1, stay.came[_ARTICLE], stay.came[_BRANCH], stay.line,
                written(told.opened), written(told.ended or told.opened), state.value, told.fault,
                json.dumps(told.work), told.minutes, note, *told.waits_for,
                self._rng.choice(tuple(Orderer)).value if waits else None,
                told.outcome, told.barrier, told.went_to, told.because, told.by,
                None if told.ended is None else written(told.ended),
            )
        )  # fmt: skip

    def _fault(self, stay: _Stay) -> str:
        """What was said at the counter; else what the bench has found."""
        said = str(stay.came[_FAULT])
        return said or self._rng.choice(self._shop.ledger.sorts[_article(stay.came)].faults)

    def _work(self, fault: str) -> list[str]:
        done = list(WORK.get(fault, WORK_OTHERWISE))
        return done if self._rng.random() < _A_WORD_MORE else done[:1]


def as_numbered(db: Session) -> None:
    """The database has numbered the lines; until now repairs counted them from 1."""
    before = (db.scalar(select(func.min(Move.seq))) or 1) - 1
    db.execute(update(Repair).values(since_line=Repair.since_line + before))


def _later(number: int) -> RepairState | None:
    if number % 4 == 0:
        return RepairState.WAITING
    return RepairState.IN_REPAIR if number % 7 == 0 else None


def _stays(lines: list[Row]) -> Iterator[_Stay]:
    """Those that have ended, in the order of their ends; then the others."""
    at_bench: dict[object, _Stay] = {}
    bench = PlaceKind.WORKSHOP.value
    for number, line in enumerate(lines, 1):
        if line[_FROM] == bench:
            stay = at_bench.pop(line[_ARTICLE])
            yield _Stay(stay.line, stay.came, line)
        if line[_TO] == bench:
            at_bench[line[_ARTICLE]] = _Stay(number, line, None)
    yield from at_bench.values()


def _article(line: Row) -> int:
    return int(str(line[_ARTICLE]))


def _seconds(line: Row) -> int:
    return seconds_of(datetime.fromisoformat(str(line[_AT])).replace(tzinfo=UTC))
