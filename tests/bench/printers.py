"""Whether a counter notices that a printer is in trouble: check-outs beside a shop without one."""

import multiprocessing
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from time import sleep

from sqlalchemy import select

from fritidsbank import clock
from fritidsbank.db import Store
from fritidsbank.printing.emulators.faults import Fault
from fritidsbank.printing.emulators.listening import emulator
from fritidsbank.printjobs.actions import Printout, add_printer, queue
from fritidsbank.printjobs.models import PrintJob
from fritidsbank.printjobs.rules import ENDED
from fritidsbank.printjobs.trial_label import TRIAL_LABEL
from fritidsbank.staff.queries import first_admin
from tests import make
from tests.bench import building
from tests.bench.lending import Counter
from tests.bench.table import Line, middle, percentile

JOBS = 50
ROUNDS = 6
SCANS = 24
PRINTED_BY = 60.0
FAULTS: list[Fault] = [fault for fault in Fault if fault is not Fault.OK]


def beside_lending(with_printers: Counter, without: Counter, data: Path) -> Iterator[Line]:
    """Fifty jobs for a printer in trouble before each round of check-outs, twelve faults in turn.

    Rounds with and without alternate, so that both have seen the same machine.
    """
    store = building.opened(data)
    loud: list[float] = []
    quiet: list[float] = []
    with _printers(store) as printers:
        _wait_until_it_works(store, printers[Fault.PAPER])
        for number in range(ROUNDS * len(FAULTS)):
            _queue_up(store, printers[FAULTS[number % len(FAULTS)]])
            loud += _round(with_printers, number)
            quiet += _round(without, number)
        unended = _wait_for_ends(store)
    store.close()
    high, low = percentile(loud, 0.99), percentile(quiet, 0.99)
    half, bare = middle(loud), middle(quiet)
    yield Line(
        "check-out, p99, while 50 jobs meet a printer's fault",
        high,
        "ms",
        "<= without + 5 ms",
        high <= low + 5,
        low,
    )
    yield Line("the same, median", half, "ms", "<= without + 5 ms", half <= bare + 5, bare)
    yield Line("print jobs that have no end by then", unended, "", "= 0", unended == 0)


def _round(counter: Counter, number: int) -> list[float]:
    first = number * SCANS % (len(counter.articles) - SCANS)
    articles = counter.articles[first : first + SCANS]
    times = counter.lend(articles)
    counter.take_back(articles)
    return times


@contextmanager
def _printers(store: Store) -> Iterator[dict[Fault, int]]:
    """One with each fault, in a process of their own: they must not take the client's time."""
    context = multiprocessing.get_context("spawn")
    told, over = context.Queue(), context.Event()
    machines = context.Process(target=_machines, args=(told, over))
    machines.start()
    ports = told.get(timeout=60)
    with store.writing() as db:
        found: dict[Fault, int] = {
            fault: add_printer(db, 1, replace(make.ZEBRA, address=f"tcp://127.0.0.1:{port}")).id
            for fault, port in zip(FAULTS, ports, strict=True)
        }
        db.commit()
    try:
        yield found
    finally:
        over.set()
        machines.join()


def _machines(told, over) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    with ExitStack() as opened:
        told.put([opened.enter_context(emulator("zpl", fault=fault)).port for fault in FAULTS])
        over.wait()


def _queue_up(store: Store, printer: int, many: int = JOBS) -> None:
    with store.writing() as db:
        by, now = first_admin(db).id, clock.now()
        trial = Printout(TRIAL_LABEL, {"printer": printer})
        for _ in range(many):
            queue(db, 1, trial, printer=printer, by=by, now=now)
        db.commit()


def _wait_until_it_works(store: Store, printer: int) -> None:
    """The server starts its worker when it has seen a printer."""
    _queue_up(store, printer, 1)
    _wait_for_ends(store)


def _wait_for_ends(store: Store) -> int:
    """How many have none when there was time enough."""
    for _ in range(round(PRINTED_BY / 0.1)):
        with store.reading() as db:
            left = len(db.scalars(select(PrintJob.id).where(PrintJob.state.not_in(ENDED))).all())
        if not left:
            break
        sleep(0.1)
    return left
