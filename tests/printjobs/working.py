"""A print worker as a process of its own, printers that are not there, and jobs for them."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread
from time import monotonic, sleep

from sqlalchemy import select

from fritidsbank import clock
from fritidsbank.commands.print_worker import Worker
from fritidsbank.commands.shop import Shop as Terminal
from fritidsbank.db import Store
from fritidsbank.printjobs.actions import Described, Printout, add_printer, queue
from fritidsbank.printjobs.models import PrintJob
from fritidsbank.printjobs.trial_label import TRIAL_LABEL
from fritidsbank.settings import Settings
from tests import make
from tests.conftest import Shop
from tests.ready_program import begun


@contextmanager
def worker(settings: Settings, *words: str, command: str = "print-worker") -> Iterator[int]:
    """It works until the block ends; its process id."""
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("FRITIDSBANK_")}
    process = begun([command, *words], surroundings | settings.in_environment())
    assert process.pid is not None
    try:
        yield process.pid
    finally:
        process.terminate()
        process.join(timeout=20)


@contextmanager
def at_work(settings: Settings) -> Iterator[None]:
    """A worker in this process, for what does not hang on its being one of its own."""
    terminal, over = Terminal(settings, "en"), Event()
    thread = Thread(target=Worker(terminal).run, args=(over,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=20)
        terminal.store.close()


def printer_at(shop: Shop, port: int, described: Described = make.ZEBRA) -> int:
    """A printer of the branch that listens there."""
    with shop.store.writing() as db:
        to = replace(described, address=f"tcp://127.0.0.1:{port}")
        printer = add_printer(db, shop.branch, to).id
        db.commit()
    return printer


def queue_up(shop: Shop, printer: int, many: int = 1) -> list[int]:
    """So many test labels wait for it from now on; their ids."""
    printout = Printout(TRIAL_LABEL, {"printer": printer})
    with shop.store.writing() as db:
        now = clock.now()
        jobs = [
            queue(db, shop.branch, printout, printer=printer, by=shop.account, now=now)
            for _ in range(many)
        ]
        db.commit()
    return [job.id for job in jobs]


def jobs_of(store: Store, *printers: int) -> list[PrintJob]:
    """All that was asked of them, the oldest first."""
    with store.reading() as db:
        mine = PrintJob.printer_id.in_(printers)
        return list(db.scalars(select(PrintJob).where(mine).order_by(PrintJob.id)))


def ended_jobs(store: Store, *printers: int, seconds: float = 20.0) -> list[PrintJob]:
    """The same, once nothing waits or is under way any more."""
    end = monotonic() + seconds
    while monotonic() < end:
        jobs = jobs_of(store, *printers)
        if all(job.ended_at for job in jobs):
            return jobs
        sleep(0.05)
    raise TimeoutError([(job.id, job.state) for job in jobs if not job.ended_at])


def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    """Come back when it holds. Raises TimeoutError."""
    end = monotonic() + seconds
    while not holds():
        if monotonic() > end:
            raise TimeoutError
        sleep(0.02)
