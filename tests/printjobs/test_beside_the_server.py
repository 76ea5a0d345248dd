"""The server keeps a print worker beside itself, as long as a branch has printers."""

import os
import signal
from pathlib import Path

import pytest

from fritidsbank.printing.emulators.listening import emulator
from fritidsbank.printjobs.rules import JobState
from fritidsbank.settings import Settings
from tests.conftest import Shop
from tests.printjobs.working import ended_jobs, printer_at, queue_up, until, worker

pytestmark = pytest.mark.one_database


def children(process: int) -> list[int]:
    """Those of all its threads."""
    listed = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for each in listed for child in each.read_text().split()]


def print_workers(server: int) -> list[int]:
    """The grandchildren: gunicorn's worker keeps them."""
    found = [grand for child in children(server) for grand in children(child)]
    return [one for one in found if b"print-worker" in Path(f"/proc/{one}/cmdline").read_bytes()]


def is_there(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def test_it_is_started_with_the_first_printer_again_when_it_fell_and_ends_with_the_server(
    shop: Shop, settings: Settings
) -> None:
    with emulator("zpl") as machine, worker(settings, "--port", "0", command="serve") as server:
        printer = printer_at(shop, machine.port)
        queue_up(shop, printer)
        (job,) = ended_jobs(shop.store, printer)
        (first,) = print_workers(server)
        os.kill(first, signal.SIGKILL)
        until(lambda: print_workers(server) not in ([], [first]))
        (second,) = print_workers(server)
        for process in (*children(server), server):
            os.kill(process, signal.SIGKILL)

    assert job.state is JobState.PRINTED
    until(lambda: not is_there(second))
