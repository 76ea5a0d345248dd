"""Over IPP a printer is asked, handed the document, and asked after it; and no more is claimed."""

import socket
from pathlib import Path

import pytest

from fritidsbank.printing.addresses import address
from fritidsbank.printing.conversation import Delivery, Document, Ending
from fritidsbank.printing.profiles import media, printer_with
from fritidsbank.printing.status import Trouble
from fritidsbank.printing.transports import deliver
from tests.printing.hostile import Behaviour, heard, http, port

pytestmark = pytest.mark.one_database

FINE = b"\x02\x00\x00\x00\x00\x00\x00\x01"
PRINT, VALIDATE, ASK_JOB, ASK_PRINTER = 2, 4, 9, 11
WITHIN = 1.0
PROCESSING, ABORTED, COMPLETED = 5, 8, 9


def attribute(tag: int, name: bytes, value: bytes) -> bytes:
    """One attribute as RFC 8010 encodes it."""
    lengths = len(name).to_bytes(2, "big"), len(value).to_bytes(2, "big")
    return bytes((tag,)) + lengths[0] + name + lengths[1] + value


def office(reason: bytes = b"none", job_state: int = COMPLETED, breaks_at: int = 0) -> Behaviour:
    """A printer with this reason for its state, whose jobs are in that one."""
    said = {
        ASK_PRINTER: b"\x04" + attribute(0x44, b"printer-state-reasons", reason),
        VALIDATE: b"",
        PRINT: b"\x02" + attribute(0x21, b"job-id", (42).to_bytes(4, "big")),
        ASK_JOB: b"\x02" + attribute(0x23, b"job-state", job_state.to_bytes(4, "big")),
    }

    def behave(line: socket.socket) -> None:
        request = heard(line).partition(b"\r\n\r\n")[2]
        asked = int.from_bytes(request[2:4], "big")
        if asked != breaks_at:
            line.sendall(http(FINE + said[asked] + b"\x03"))

    return behave


@pytest.mark.parametrize(
    ("behaviour", "delivery"),
    [
        (office(), Delivery(Ending.PRINTED)),
        (office(job_state=PROCESSING), Delivery(Ending.SENT)),
        (office(job_state=ABORTED), Delivery(Ending.UNKNOWN, Trouble.FAULT)),
        (office(b"media-empty-error"), Delivery(Ending.FAILED, Trouble.NO_PAPER)),
        (office(b"door-open-error"), Delivery(Ending.FAILED, Trouble.LID_OPEN)),
        (office(breaks_at=ASK_PRINTER), Delivery(Ending.FAILED, Trouble.NO_ANSWER)),
        (office(breaks_at=VALIDATE), Delivery(Ending.FAILED, Trouble.NO_ANSWER)),
        (office(breaks_at=PRINT), Delivery(Ending.UNKNOWN, Trouble.CUT_OFF)),
        (office(breaks_at=ASK_JOB), Delivery(Ending.UNKNOWN, Trouble.CUT_OFF)),
    ],
)
def test_what_is_said_of_an_office_printer_is_true(
    behaviour: Behaviour, delivery: Delivery
) -> None:
    page = Document(b"%PDF-", printer_with("office"), media()["a4"], "test-1")
    with port(behaviour) as printer:
        to = address(printer.address)

        assert deliver(page, to, folder=Path("/nonexistent"), within=WITHIN) == delivery
