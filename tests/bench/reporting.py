"""Reports over a long past: day figures beside counting once more, and beside lending."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from random import Random
from threading import Event, Thread

from sqlalchemy.orm import Session

from fritidsbank.clock import local_day, now
from fritidsbank.db import Store
from fritidsbank.reports.facts import facts_of
from fritidsbank.reports.papers import rendered
from fritidsbank.reports.queries import FIGURES, LEDGER, Source, by_day, flows_of, stood_before
from fritidsbank.reports.report import report_on
from fritidsbank.reports.rules import Period, week_of
from fritidsbank.stock.closing import close_week, weeks_to_close
from tests.bench.lending import Counter
from tests.bench.running import Tablet, Wire
from tests.bench.table import Line, middle, percentile

YEARS, WEEKS, ROUNDS = 9, 12, 4
MANAGER = ("lena", "demo-lena-fritidsbank")


def figures(store: Store, where: str) -> Iterator[Line]:
    """The figures of weeks out of nine years, quick and slow, and a whole report on paper."""
    today = local_day(now())
    _close_all(store, today)
    rng = Random(1)
    weeks = [week_of(today - timedelta(weeks=rng.randrange(1, 52 * YEARS))) for _ in range(WEEKS)]
    with store.reading() as db:
        quick = middle([_ms(partial(_count, db, asked, FIGURES)) for asked in weeks])
        slow = middle([_ms(partial(_count, db, asked, LEDGER)) for asked in weeks[:2]])
        alike = all(_count(db, w, FIGURES) == _count(db, w, LEDGER) for w in weeks[:2])
        last = week_of(today - timedelta(days=7))
        whole = middle([_ms(lambda: report_on(db, last, today=today)) for _ in range(5)])
        told, facts = report_on(db, last, today=today), facts_of(db, now=now())
        paper = _ms(lambda: rendered(told, "pdf", "sv", facts))
    yield Line(f"{where}: figures of any week", quick, "ms", "<= 100 ms", quick <= 100)
    yield Line(
        f"{where}: and counted once more (alike: {'yes' if alike else 'NO'})",
        quick,
        "ms",
        "ratio <= 1/40, alike",
        alike and slow >= 40 * quick,
        slow,
    )
    yield Line(f"{where}: whole report of last week", whole, "ms", "<= 100 ms", whole <= 100)
    yield Line(f"{where}: the same as PDF", paper / 1000, "s", "<= 3 s", paper <= 3000)


def beside_lending(counter: Counter) -> Line:
    """Check-outs while a manager looks at one report after the other, beside quiet ones."""
    articles = counter.articles[:200]
    quiet, busy = [], []
    for _ in range(ROUNDS):
        quiet += counter.lend(articles)
        counter.take_back(articles)
        with _reports_asked_for(counter.running.port):
            busy += counter.lend(articles)
            counter.take_back(articles)
    alone, beside = percentile(quiet, 0.99), percentile(busy, 0.99)
    holds = beside <= 1.3 * alone
    return Line("check-out p99 while reports are made", beside, "ms", "ratio <= 1.3", holds, alone)


@contextmanager
def _reports_asked_for(port: int) -> Iterator[None]:
    """One a second, as somebody looks through weeks."""
    manager, enough = Tablet(port, *MANAGER), Event()
    last = week_of(local_day(now()) - timedelta(days=7))

    def look() -> None:
        asked = last
        while not enough.wait(1):
            _get(manager, f"/reports/week/{asked.name}")
            asked = asked.before

    looking = Thread(target=look)
    looking.start()
    try:
        yield
    finally:
        enough.set()
        looking.join()


def _get(wire: Wire, path: str) -> None:
    wire.connection.request("GET", path, headers=wire.headers)
    answer = wire.connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")


def _count(db: Session, asked: Period, source: Source) -> tuple[object, ...]:
    """What went where in a week, what stood where when it began, what was lent on each day."""
    flows = sorted(flows_of(db, asked, source), key=str)
    stood = {key: many for key, many in stood_before(db, asked.first, source).items() if many}
    return flows, stood, by_day(db, asked, None, source)


def _close_all(store: Store, today: date) -> None:
    """As `fritidsbank tick` has done week after week."""
    with store.writing() as db:
        for sunday in weeks_to_close(db, today=today):
            close_week(db, sunday, account=None, today=today, now=now())
        db.commit()


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
