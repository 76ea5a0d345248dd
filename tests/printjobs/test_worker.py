"""The worker prints each job once, whatever happens to it in the middle."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import update

from fritidsbank import clock
from fritidsbank.commands.print_worker import Worker
from fritidsbank.commands.shop import Shop as Terminal
from fritidsbank.printing.emulators.listening import emulator
from fritidsbank.printjobs.actions import Described, add_printer
from fritidsbank.printjobs.models import PrintJob, ShopPrinter
from fritidsbank.printjobs.rules import LEASE, JobState
from fritidsbank.printjobs.taking import take
from fritidsbank.printjobs.tending import NotDrawn, Tending
from fritidsbank.settings import Settings
from tests.conftest import Shop
from tests.printjobs.working import (
    at_work,
    ended_jobs,
    jobs_of,
    printer_at,
    queue_up,
    until,
    worker,
)

LONG_AGO = timedelta(minutes=2)


@contextmanager
def holds_the_line() -> Iterator[socket.socket]:
    """A printer that takes a call and says nothing: whoever prints there is in the middle of it."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield door


def let_the_lease_end(shop: Shop) -> None:
    """As if two minutes had gone by."""
    with shop.store.writing() as db:
        leased = PrintJob.lease_until_at.is_not(None)
        job = db.query(PrintJob).where(leased).one()
        db.execute(
            update(PrintJob)
            .where(PrintJob.id == job.id)
            .values(lease_until_at=job.lease_until_at - LONG_AGO)  # type: ignore[operator]
        )
        db.commit()


def test_a_job_whose_worker_was_killed_is_unknown_and_is_not_printed_again(
    shop: Shop, settings: Settings
) -> None:
    with holds_the_line() as door:
        printer = printer_at(shop, door.getsockname()[1])
        queue_up(shop, printer)
        with worker(settings) as first:
            line, _ = door.accept()
            os.kill(first, signal.SIGKILL)
            line.close()
        (job,) = jobs_of(shop.store, printer)
        assert job.state is JobState.SENDING
        let_the_lease_end(shop)
        door.setblocking(False)  # noqa: FBT003 - as the socket has it
        with at_work(settings):
            (job,) = ended_jobs(shop.store, printer)

        assert (job.state, job.trouble) == (JobState.UNKNOWN, "lost")
        with pytest.raises(BlockingIOError):
            door.accept()


def test_two_workers_print_every_job_once(shop: Shop, settings: Settings) -> None:
    with emulator("zpl") as machine, emulator("zpl") as other:
        printers = [printer_at(shop, one.port) for one in (machine, other)]
        for printer in printers:
            queue_up(shop, printer, 8)
        with at_work(settings), at_work(settings):
            jobs = ended_jobs(shop.store, *printers)

        assert {job.state for job in jobs} == {JobState.PRINTED}
        assert (machine.printed, other.printed) == (8, 8)


@pytest.mark.one_database
def test_what_cannot_be_drawn_fails_alone(shop: Shop, settings: Settings) -> None:
    with emulator("zpl") as machine:
        printer = printer_at(shop, machine.port)
        first, _ = queue_up(shop, printer, 2)
        with shop.store.writing() as db:
            db.execute(update(PrintJob).where(PrintJob.id == first).values(design="papyrus"))
            db.commit()
        with at_work(settings):
            jobs = ended_jobs(shop.store, printer)

    assert [job.state for job in jobs] == [JobState.FAILED, JobState.PRINTED]
    assert jobs[0].trouble == "no_such_design"


@pytest.mark.one_database
def test_many_labels_of_one_job_have_the_time_that_they_need(
    shop: Shop, settings: Settings
) -> None:
    with emulator("zpl") as machine:
        printer = printer_at(shop, machine.port)
        (job,) = queue_up(shop, printer)
        with shop.store.writing() as db:
            db.execute(update(PrintJob).where(PrintJob.id == job).values(copies=60))
            db.commit()
        with at_work(settings):
            jobs = ended_jobs(shop.store, printer)

        assert [one.state for one in jobs] == [JobState.PRINTED]
        assert machine.printed == 60


@pytest.mark.one_database
def test_a_worker_renews_the_lease_of_a_long_job(shop: Shop, settings: Settings) -> None:
    printer = printer_at(shop, 9)
    (job,) = queue_up(shop, printer)
    working = Worker(Terminal(settings, "en"))
    now = clock.now()
    with shop.store.writing() as db:
        take(db, printer, working.id, now=now - LEASE * 0.9)
        db.commit()

    working.look_after_leases()

    with shop.store.reading() as db:
        until_at = db.get_one(PrintJob, job).lease_until_at
    assert until_at
    assert until_at >= now + LEASE


def test_a_long_job_whose_worker_was_told_to_stop_is_unknown_at_once(
    shop: Shop, settings: Settings
) -> None:
    """Its lease would have kept the printer from others for minutes."""
    with emulator("zpl", fault="slow") as machine:
        printer = printer_at(shop, machine.port)
        queue_up(shop, printer)
        with shop.store.writing() as db:
            db.execute(update(PrintJob).values(copies=100))
            db.commit()
        with worker(settings):
            until(lambda: jobs_of(shop.store, printer)[0].state is JobState.SENDING)

        (job,) = jobs_of(shop.store, printer)
        assert (job.state, job.trouble) == (JobState.UNKNOWN, "lost")


def test_an_address_that_this_version_does_not_take_is_told(shop: Shop, settings: Settings) -> None:
    printer = printer_at(shop, 9100)
    with shop.store.writing() as db:
        db.execute(update(ShopPrinter).values(address="parallel://1"))
        db.commit()
    queue_up(shop, printer, 2)
    with at_work(settings):
        jobs = ended_jobs(shop.store, printer)

    assert {(job.state, job.trouble) for job in jobs} == {(JobState.FAILED, "bad_address")}


@pytest.fixture
def tending(shop: Shop, settings: Settings) -> Iterator[Tending]:
    """The worker as the server keeps it."""
    made = Tending(shop.store, settings.in_environment())
    yield made
    made.end()


@pytest.mark.one_database
def test_the_worker_draws_for_the_server(shop: Shop, tending: Tending) -> None:
    (job,) = queue_up(shop, printer_at(shop, 9100))

    drawn = tending.drawn(job)

    assert (drawn.data[:3], drawn.labels) == (b"^XA", 1)
    with pytest.raises(NotDrawn):
        tending.drawn(job + 1)
    assert tending.drawn(job) == drawn


@pytest.mark.one_database
def test_a_worker_that_fell_over_while_it_drew_is_started_again(
    shop: Shop, tending: Tending
) -> None:
    (job,) = queue_up(shop, printer_at(shop, 9100))
    child = tending._running()
    child.kill()
    child.wait()

    assert tending.drawn(job).labels == 1


HALF = (
    "import sys; sys.stdin.readline(); "
    'print(\'{"bytes": 9, "labels": 1, "why": ""}\\n^XA\', end="")'
)


@pytest.mark.one_database
def test_half_of_what_was_drawn_is_not_taken_for_all_of_it(shop: Shop, settings: Settings) -> None:
    """A worker that is killed while it hands the bytes over."""
    tending = Tending(shop.store, settings.in_environment(), (sys.executable, "-c", HALF))

    with pytest.raises(NotDrawn):
        tending.drawn(1)


@pytest.mark.one_database
def test_a_worker_that_cannot_be_started_is_told_as_a_job_that_cannot_be_drawn(
    shop: Shop, settings: Settings
) -> None:
    tending = Tending(shop.store, settings.in_environment(), ("/nonexistent",))

    with pytest.raises(NotDrawn):
        tending.drawn(1)


@pytest.mark.one_database
def test_the_worker_ends_with_its_server(shop: Shop, settings: Settings) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "fritidsbank.cli", "print-worker", "--as-child"],
        env=os.environ | settings.in_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    assert child.stdin
    child.stdin.close()

    assert child.wait(timeout=20) == 0


@pytest.mark.one_database
def test_an_office_printer_may_be_a_folder(shop: Shop, settings: Settings) -> None:
    with shop.store.writing() as db:
        office = Described("Skrivaren", "office", "a4", "folder://ark")
        printer = add_printer(db, shop.branch, office).id
        db.commit()
    (asked,) = queue_up(shop, printer)
    with at_work(settings):
        (job,) = ended_jobs(shop.store, printer)

    assert job.state is JobState.SENT
    assert (settings.printed / "ark" / f"test-{asked}.pdf").read_bytes().startswith(b"%PDF")
