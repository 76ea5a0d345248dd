"""Running retention: in small batches, so that nobody at the counter waits for it.

Each batch is a unit of work, and counts itself in the same transaction. Whoever is killed in the
middle leaves what is right as far as it went; the next run goes on under the same line of the log.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.clock import local_day
from fritidsbank.db import Store
from fritidsbank.on_duty import alone
from fritidsbank.privacy.erasure_ledger import forget_again, write_down
from fritidsbank.privacy.models import RetentionRun
from fritidsbank.privacy.retention import Key, Reach, Rule, Work
from fritidsbank.privacy.retention_rules import RULES
from fritidsbank.privacy.rules import LEAP
from fritidsbank.sweeping import copy_log, sweep

AIM = 0.020
"""Seconds that a batch should hold the writer; it never may for 0.1."""

LEAPT = "clock"
"""Stands in the log in the place of a rule on a day when the clock was not believed."""

_FIRST, _LEAST, _MOST = 10, 1, 4_000
_BREATH = 0.002  # other processes look for the writer's lock each millisecond


@dataclass(frozen=True)
class Ran:
    """What a run came to. `counts` by rule; `broken` are rules with a setting that cannot be."""

    counts: dict[str, int]
    broken: tuple[str, ...] = ()
    leapt: timedelta | None = None
    elsewhere: bool = False
    unfinished: bool = False


@dataclass(frozen=True)
class Due:
    """What a rule would do now, and how it is set; no `span` is a setting that cannot be."""

    rule: Rule
    span: int | None
    decision: str
    count: int


def dry_run(db: Session, folder: Path, *, now: datetime) -> list[Due]:
    """What each rule would do now. Nothing is changed."""
    settings, found = settings_of_operator(db), []
    for rule in RULES:
        reach = rule.reach(settings, folder, now=now)
        count = sum(work.count(db, reach) for work in rule.works) if reach else 0
        decision = str(settings.get(rule.decision, ""))
        found.append(Due(rule, rule.span(settings), decision, count))
    return found


def retain(
    store: Store,
    folder: Path,
    *,
    now: datetime,
    by_hand: bool = False,
    for_seconds: float | None = None,
) -> Ran:
    """Run every rule that has not run today; by hand, all of them.

    After `for_seconds` it stops between two batches, and the next run goes on.
    """
    with alone(folder, "retention.lock") as nobody_else:
        if not nobody_else:
            return Ran({}, elsewhere=True)
        forget_again(store, folder, now=now)
        if not by_hand and (leapt := _leap(store, now)):
            return Ran({}, leapt=leapt)
        until = None if for_seconds is None else monotonic() + for_seconds
        run = _Run(store, folder, now, by_hand=by_hand, until=until)
        for rule in RULES:
            run.obey(rule)
        write_down(store, folder)
        if any(run.counts.values()):
            sweep(store)
        return Ran(run.counts, tuple(run.broken), unfinished=run.out_of_time)


def last_runs(db: Session, most: int = 30) -> list[RetentionRun]:
    """The log, the latest on top."""
    return list(db.scalars(select(RetentionRun).order_by(RetentionRun.id.desc()).limit(most)))


class _Run:
    """One run through the rules."""

    def __init__(
        self, store: Store, folder: Path, now: datetime, *, by_hand: bool, until: float | None
    ) -> None:
        self.store, self.folder, self.now = store, folder, now
        self.by_hand, self.until = by_hand, until
        self.began = monotonic()
        self.counts: dict[str, int] = {}
        self.broken: list[str] = []
        self.out_of_time = False

    def obey(self, rule: Rule) -> None:
        """Do all that a rule asks for, with a line in the log."""
        if self.out_of_time:
            return
        with self.store.reading() as db:
            settings = settings_of_operator(db)
        reach, span = rule.reach(settings, self.folder, now=self.now), rule.span(settings)
        if reach is None or span is None:
            self.broken.append(rule.name)
            return
        with self.store.writing() as db, db.begin():
            line = _begun(db, rule, span, reach, anew=self.by_hand)
        if line is None:
            return
        self.counts[rule.name] = sum(
            count for work in rule.works for count in self._batches(work, reach, line)
        )
        if self.out_of_time:
            return
        ended_at = self.now + timedelta(seconds=round(monotonic() - self.began, 3))
        with self.store.writing() as db, db.begin():
            db.execute(
                update(RetentionRun).where(RetentionRun.id == line).values(ended_at=ended_at)
            )

    def _batches(self, work: Work, reach: Reach, line: int) -> Iterator[int]:
        position: Key | None = None
        size = _FIRST
        while not self._is_late():
            with self.store.reading() as db:
                found = work.find(db, reach, position, size)
            if not found:
                return
            with _nothing_swept_up(), self.store.writing() as db:
                began = monotonic()
                with db.begin():
                    count = work.do(db, reach, [key for _, key in found])
                    _count(db, line, count)
                took = monotonic() - began
            yield count
            position = found[-1][0]
            size = _next_size(len(found), took)
            copy_log(self.store)
            sleep(_BREATH)

    def _is_late(self) -> bool:
        self.out_of_time = self.until is not None and monotonic() > self.until
        return self.out_of_time


@contextmanager
def _nothing_swept_up() -> Iterator[None]:
    """Python collects its garbage between the batches, and never while everybody waits for it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _next_size(size: int, took: float) -> int:
    """As many as should take `AIM`.

    At most half as many again, since the next may be heavier; at least half as many, since a
    machine with much to do is slow by itself.
    """
    fitting = int(size * AIM / max(took, 0.001))
    return max(_LEAST, size // 2, min(fitting, size + size // 2 + 1, _MOST))


def _begun(db: Session, rule: Rule, span: int, reach: Reach, *, anew: bool) -> int | None:
    """The line of a rule in the log: a new one, or one that was broken off. None: done today."""
    lines = select(RetentionRun).where(RetentionRun.rule == rule.name)
    latest = db.scalar(lines.order_by(RetentionRun.id.desc()).limit(1))
    if latest is not None and latest.ended_at is None:
        return latest.id
    if latest and not anew and local_day(latest.began_at) == local_day(reach.now):
        return None
    line = RetentionRun(
        rule=rule.name, decision=reach.decision, days=span, count=0, began_at=reach.now
    )
    db.add(line)
    db.flush()
    return line.id


def _count(db: Session, line: int, count: int) -> None:
    if count:
        db.execute(
            update(RetentionRun)
            .where(RetentionRun.id == line)
            .values(count=RetentionRun.count + count),
            execution_options={"synchronize_session": False},
        )


def _leap(store: Store, now: datetime) -> timedelta | None:
    """How far the clock has gone since retention last ran, if that is hard to believe.

    A clock that is years ahead would have everybody erased. It is believed on the next day.
    """
    with store.writing() as db, db.begin():
        latest = db.scalar(
            select(func.max(RetentionRun.began_at)).where(RetentionRun.began_at <= now)
        )
        doubted = db.scalar(
            select(RetentionRun).where(RetentionRun.rule == LEAPT).order_by(RetentionRun.id.desc())
        )
        if doubted is not None and local_day(doubted.began_at) == local_day(now):
            return timedelta(days=doubted.days)
        if latest is None or now - latest <= LEAP:
            return None
        gap = now - latest
        line = RetentionRun(rule=LEAPT, days=gap.days, count=0, began_at=now, ended_at=now)
        db.add(line)
    return gap
