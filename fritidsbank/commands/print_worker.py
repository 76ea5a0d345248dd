"""The process that draws and sends: beside the server, so that neither ever makes a counter wait.

It is started and ended by the server (`printjobs/tending.py`), and may be run alone as well.
"""

import logging
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from time import monotonic
from typing import TypeVar
from uuid import uuid4

import click
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from fritidsbank import clock, migrating
from fritidsbank.app import designs_of
from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.db import Busy
from fritidsbank.on_duty import on_duty
from fritidsbank.printing.addresses import Address, address
from fritidsbank.printing.conversation import Delivery
from fritidsbank.printing.transports import deliver
from fritidsbank.printjobs.drawn import LaidOut, laid_out
from fritidsbank.printjobs.models import PrintJob, ShopPrinter
from fritidsbank.printjobs.queries import (
    has_lease_to_renew,
    has_overdue,
    printers_with_work,
    waits_for,
)
from fritidsbank.printjobs.rounds import Rounds
from fritidsbank.printjobs.rules import TOTAL_SECONDS, JobState, Why, seconds_for
from fritidsbank.printjobs.taking import (
    ended,
    follow_up,
    hold,
    lay_down,
    put_away,
    renew,
    take,
)
from fritidsbank.printjobs.tending import Drawn, answer_requests
from fritidsbank.refusals import Refusal

LOOK_SECONDS = 0.3
LEASES_SECONDS = 5.0
_BUSY_TRIES = 5
log = logging.getLogger("fritidsbank")
T = TypeVar("T")


@click.command(hidden=True)
@click.option("--as-child", is_flag=True, help="Draw what the server asks for; end when it does.")
@pass_shop
def print_worker(shop: Shop, *, as_child: bool) -> None:
    """Print what waits for the printers that this machine reaches, until told to stop."""
    migrating.check_schema(shop.store)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    over = Event()
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: over.set())
    worker = Worker(shop)
    with on_duty(shop.settings.data):
        if as_child:
            Thread(target=_as_child, args=(worker, over), daemon=True).start()
        worker.run(over)


def _as_child(worker: "Worker", over: Event) -> None:
    answer_requests(sys.stdin.buffer, sys.stdout.buffer, worker.drawn)
    over.set()


class Worker:
    """One of them; any number may work on the same register."""

    def __init__(self, shop: Shop) -> None:
        self._store = shop.store
        self._printed = shop.settings.printed
        self._designs = designs_of(shop.settings)
        self.id = str(uuid4())
        self._rounds = Rounds(self._waiting, self.work)

    def run(self, over: Event) -> None:
        """Look for work again and again, until it is over."""
        leases_at = monotonic()
        while not over.wait(LOOK_SECONDS):
            try:
                self._rounds.go()
                if monotonic() >= leases_at:
                    leases_at = monotonic() + LEASES_SECONDS
                    self.look_after_leases()
            except (DBAPIError, Busy):
                log.warning("print worker: the register does not answer")
                over.wait(LOOK_SECONDS * 5)
        if self._rounds.stop(TOTAL_SECONDS):
            with suppress(DBAPIError, Busy):
                self._write(lambda db: lay_down(db, self.id, now=clock.now()))

    def work(self, printer: int) -> bool:
        """One job of a printer, from its row to what is known of it. False when none waits."""
        with self._store.reading() as db:
            if not waits_for(db, printer, now=clock.now()):
                return False  # nobody is kept from lending to find that out
        begun = monotonic()
        job = self._write(lambda db: take(db, printer, self.id, now=clock.now()))
        if job is None:
            return False
        try:
            laid, to = self._laid_out(job.id)
            document = laid.document()
        except Refusal as refusal:
            self._not_drawn(job.id, refusal.code)
            return True
        except Exception:
            log.exception("print job %s could not be drawn", job.id)
            self._not_drawn(job.id, Why.NOT_DRAWN)
            return True
        seconds = seconds_for(document.labels)
        if document.labels > 1 and not self._held(job.id):
            return True
        if document.labels == 1:
            seconds -= monotonic() - begun
        delivery = deliver(document, to, folder=self._printed, within=max(seconds, 0.5))
        self._write(lambda db: self._note(db, job, delivery))
        return True

    def drawn(self, job: int) -> Drawn:
        """A job in the language of its printer, for the agent that has taken it."""
        document = self._laid_out(job)[0].document()
        return Drawn(document.data, document.labels)

    def _laid_out(self, job: int) -> tuple[LaidOut, Address]:
        """What is on it, and where it goes: of one moment, since printers are changed meanwhile."""
        with self._store.reading() as db:
            found = db.get_one(PrintJob, job)
            to = address(db.get_one(ShopPrinter, found.printer_id).address)
            return laid_out(db, self._designs, found), to

    def _note(self, db: Session, job: PrintJob, delivery: Delivery) -> None:
        state, now = JobState(delivery.ending.value), clock.now()
        trouble = delivery.trouble.value if delivery.trouble else None
        if ended(db, job.id, self.id, state, trouble, now=now):
            follow_up(db, job, state, trouble, now=now)

    def _not_drawn(self, job: int, why: str) -> None:
        self._write(lambda db: ended(db, job, self.id, JobState.FAILED, why, now=clock.now()))

    def _held(self, job: int) -> bool:
        return self._write(lambda db: hold(db, job, self.id, seconds=0, now=clock.now()))

    def _waiting(self) -> list[int]:
        with self._store.reading() as db:
            return printers_with_work(db, None, now=clock.now())

    def look_after_leases(self) -> None:
        """Keep what this one is at for long, and put away what somebody left behind."""
        with self._store.reading() as db:
            to_renew = has_lease_to_renew(db, self.id, now=clock.now())
            overdue = has_overdue(db, now=clock.now())
        if to_renew:
            self._write(lambda db: renew(db, self.id, now=clock.now()))
        if overdue:
            self._write(lambda db: put_away(db, now=clock.now()))

    def _write(self, work: Callable[[Session], T]) -> T:
        """A unit of work; whoever only waits for a turn may ask again."""
        for _ in range(_BUSY_TRIES - 1):
            try:
                with self._unit() as db:
                    return work(db)
            except Busy:
                continue
        with self._unit() as db:
            return work(db)

    @contextmanager
    def _unit(self) -> Iterator[Session]:
        with self._store.writing() as db:
            yield db
            db.commit()
