"""Twelve faults of printers, fifty jobs for each: all end in time, and nothing untrue is said."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest

from fritidsbank.printing.emulators.faults import Fault
from fritidsbank.printing.emulators.listening import emulator
from fritidsbank.printing.emulators.machine import Machine
from fritidsbank.printjobs.models import PrintJob
from fritidsbank.printjobs.queries import printers_of
from fritidsbank.printjobs.rules import JobState
from fritidsbank.settings import Settings
from tests.conftest import Shop
from tests.printjobs.working import at_work, ended_jobs, printer_at, queue_up

pytestmark = pytest.mark.one_database

JOBS = 50
IN_TIME = timedelta(seconds=5)
FAULTS = [fault for fault in Fault if fault is not Fault.OK]
"""What a printer with this fault does to the first job. Those behind it have not been tried."""
FIRST = {
    Fault.PAPER: (JobState.FAILED, "no_paper"),
    Fault.LID: (JobState.FAILED, "lid_open"),
    Fault.ROLL: (JobState.FAILED, "no_paper"),  # it looks for a gap and finds none
    Fault.JAM: (JobState.FAILED, "no_paper"),
    Fault.HOT: (JobState.FAILED, "hot"),
    Fault.SLOW: (JobState.UNKNOWN, "no_answer"),
    Fault.STALL: (JobState.FAILED, "no_answer"),
    Fault.CUT: (JobState.UNKNOWN, "cut_off"),
    Fault.MUTE: (JobState.FAILED, "no_answer"),
    Fault.REFUSE: (JobState.FAILED, "no_answer"),
    Fault.LATE: (JobState.FAILED, "no_answer"),
    Fault.GARBAGE: (JobState.FAILED, "refused"),
}


@pytest.fixture
def machines() -> Iterator[dict[Fault, Machine]]:
    """A label printer for each fault, and one that is well."""
    with ExitStack() as opened:
        yield {fault: opened.enter_context(emulator("zpl", fault=fault)) for fault in Fault}


def in_time(jobs: list[PrintJob]) -> bool:
    """Whether all ended within five seconds of the moment when the first one was taken."""
    begun = min(job.taken_at for job in jobs if job.taken_at)
    return all(job.ended_at and job.ended_at - begun <= IN_TIME for job in jobs)


def test_every_job_of_every_printer_in_trouble_ends_in_time_and_honestly(
    shop: Shop, settings: Settings, machines: dict[Fault, Machine]
) -> None:
    printers = {fault: printer_at(shop, machine.port) for fault, machine in machines.items()}
    for fault in FAULTS:
        queue_up(shop, printers[fault], JOBS)
    queue_up(shop, printers[Fault.OK], 5)

    with at_work(settings):
        ended_jobs(shop.store, *printers.values())
        jobs = {fault: ended_jobs(shop.store, printer) for fault, printer in printers.items()}
        before = {fault: machines[fault].printed for fault in FAULTS}

    assert {fault: in_time(jobs[fault]) for fault in FAULTS} == dict.fromkeys(FAULTS, True)
    assert {fault: len(jobs[fault]) for fault in FAULTS} == dict.fromkeys(FAULTS, JOBS)
    firsts = {fault: jobs[fault][0] for fault in FAULTS}
    assert {fault: (job.state, job.trouble) for fault, job in firsts.items()} == FIRST
    for fault in FAULTS:
        assert Counter(job.state for job in jobs[fault][1:]) == {JobState.FAILED: JOBS - 1}
        assert {job.trouble for job in jobs[fault]} == {jobs[fault][0].trouble} - {None}
        assert not any(job.taken_at for job in jobs[fault][1:])
        assert before[fault] == 0
    # The one that was well has not waited for any of them.
    assert [job.state for job in jobs[Fault.OK]] == [JobState.PRINTED] * 5
    assert machines[Fault.OK].printed == 5


def test_a_printer_that_is_well_again_prints_and_its_trouble_is_over(
    shop: Shop, settings: Settings
) -> None:
    with emulator("zpl", fault=Fault.LID) as machine, at_work(settings):
        printer = printer_at(shop, machine.port)
        queue_up(shop, printer)
        (first,) = ended_jobs(shop.store, printer)
        with shop.store.reading() as db:
            (known,) = printers_of(db, shop.branch)
            trouble = known.trouble
        machine.fault = Fault.OK
        queue_up(shop, printer)
        _, second = ended_jobs(shop.store, printer)
        with shop.store.reading() as db:
            (known,) = printers_of(db, shop.branch)

    assert (first.state, trouble) == (JobState.FAILED, "lid_open")
    assert (second.state, known.trouble, machine.printed) == (JobState.PRINTED, None, 1)
    assert known.heard_at is not None
