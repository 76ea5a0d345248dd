"""A job to a QL on a line that carries its answers: what becomes of it is said by the printer."""

from dataclasses import replace
from pathlib import Path

import pytest

from fritidsbank.printing.addresses import Address
from fritidsbank.printing.conversation import Delivery, Document, Ending
from fritidsbank.printing.emulators.faults import Fault, Standing
from fritidsbank.printing.emulators.listening import emulator
from fritidsbank.printing.emulators.machine import language
from fritidsbank.printing.languages.brother import encode, heard
from fritidsbank.printing.status import Trouble
from fritidsbank.printing.transports import deliver
from tests.printing.example_labels import FIRST
from tests.printing.machines import status
from tests.printing.pages import loaded, painted

pytestmark = pytest.mark.one_database

_PRINTER, MEDIUM = loaded("brother-ql-820nwb", "dk-11209-62x29")
PRINTER = replace(_PRINTER, quirks={**_PRINTER.quirks, "status_over": ["tcp"]})
"""As it is on a cable; the emulated one has a network only."""


def delivered(fault: Fault, labels: int) -> tuple[Delivery, int]:
    """What was said of a job, and how many labels came out."""
    pages = [painted(PRINTER, MEDIUM, FIRST + n) for n in range(labels)]
    told = b"".join(encode(pages, PRINTER, MEDIUM))
    with emulator("brother") as machine:
        machine.fault = fault
        to = Address("tcp", "127.0.0.1", machine.port)
        job = Document(told, PRINTER, MEDIUM, "labels", labels)
        return deliver(job, to, folder=Path("/nonexistent"), within=5.0), machine.printed


@pytest.mark.parametrize("labels", [1, 3])
def test_a_job_is_printed_when_the_printer_says_so(labels: int) -> None:
    assert delivered(Fault.OK, labels) == (Delivery(Ending.PRINTED), labels)


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (Fault.PAPER, Trouble.NO_PAPER),
        (Fault.LID, Trouble.LID_OPEN),
        (Fault.ROLL, Trouble.WRONG_ROLL),
        (Fault.JAM, Trouble.JAM),
        (Fault.HOT, Trouble.HOT),
    ],
)
def test_nothing_is_sent_to_a_printer_that_says_why_not(fault: Fault, trouble: Trouble) -> None:
    assert delivered(fault, 1) == (Delivery(Ending.FAILED, trouble), 0)


def test_what_it_reports_goes_from_printing_to_done() -> None:
    report = language("brother").report(Standing())
    assert [heard(report[:length], MEDIUM).waiting for length in (32, 64, 96)] == [1, 0, 0]


def test_the_roll_that_is_in_it_is_named() -> None:
    assert heard(status("brother", Fault.ROLL), MEDIUM).roll == "29 x 42 mm"
