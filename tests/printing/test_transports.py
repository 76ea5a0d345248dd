"""A document is brought to a printer once, and what is said of it afterwards is true."""

import os
import pty
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest

from fritidsbank.printing import reaching
from fritidsbank.printing.addresses import Address, address
from fritidsbank.printing.conversation import Delivery, Document, Ending
from fritidsbank.printing.drawing import Box, Drawing, PatchAt
from fritidsbank.printing.emulators.faults import Fault, Standing
from fritidsbank.printing.emulators.listening import emulator
from fritidsbank.printing.emulators.machine import language
from fritidsbank.printing.encoding import encoded
from fritidsbank.printing.profiles import media, printer_with, surface_of
from fritidsbank.printing.status import Trouble
from fritidsbank.printing.transports import deliver
from tests.printing.hostile import port

pytestmark = pytest.mark.one_database

TOTAL = 4.5
SLACK = 0.4


def document(
    model: str = "zebra-zd421-203", medium: str = "label-57x32", labels: int = 1
) -> Document:
    """Some labels with a patch in a corner, each a little larger than the one before."""
    printer, loaded = printer_with(model), media()[medium]
    surface = surface_of(printer, loaded)
    drawings = [
        Drawing(surface.width_mm, surface.height_mm or 30, [PatchAt(Box(1, 1, 5 + number, 5))])
        for number in range(labels)
    ]
    data = b"".join(encoded(drawings, printer, loaded))
    return Document(data, printer, loaded, "test-1", labels)


@dataclass(frozen=True)
class Seen:
    """What was said, how long it took, and what came out."""

    delivery: Delivery
    seconds: float
    printed: int


def sent(language: str, fault: str, job: Document) -> Seen:
    """Print it on a machine with this fault."""
    with emulator(language, fault=fault) as machine:
        begun = monotonic()
        to = Address("tcp", "127.0.0.1", machine.port)
        delivery = deliver(job, to, folder=Path("/nonexistent"), within=TOTAL)
        seconds = monotonic() - begun
        if delivery.ending in {Ending.PRINTED, Ending.SENT}:
            machine.wait_for(job.labels, timeout=1.0)
        return Seen(delivery, seconds, machine.printed)


def said(ending: Ending, trouble: Trouble | None = None) -> Delivery:
    return Delivery(ending, trouble)


@pytest.mark.parametrize(
    ("fault", "delivery"),
    [
        (Fault.OK, said(Ending.PRINTED)),
        (Fault.PAPER, said(Ending.FAILED, Trouble.NO_PAPER)),
        (Fault.LID, said(Ending.FAILED, Trouble.LID_OPEN)),
        (Fault.ROLL, said(Ending.FAILED, Trouble.NO_PAPER)),
        (Fault.JAM, said(Ending.FAILED, Trouble.NO_PAPER)),
        (Fault.HOT, said(Ending.FAILED, Trouble.HOT)),
        (Fault.CUT, said(Ending.UNKNOWN, Trouble.CUT_OFF)),
        (Fault.REFUSE, said(Ending.FAILED, Trouble.NO_ANSWER)),
    ],
)
def test_what_is_said_of_a_label_printer_is_true(fault: str, delivery: Delivery) -> None:
    seen = sent("zpl", fault, document())

    assert seen.delivery == delivery
    assert seen.seconds < TOTAL + SLACK
    assert seen.printed == (1 if delivery.ending is Ending.PRINTED else 0)


@pytest.mark.parametrize(
    ("fault", "delivery"),
    [
        # It answers before it has printed: that it has taken everything is all there is to know.
        (Fault.OK, said(Ending.SENT)),
        (Fault.PAPER, said(Ending.FAILED, Trouble.NO_PAPER)),
        (Fault.LID, said(Ending.FAILED, Trouble.LID_OPEN)),
        (Fault.MUTE, said(Ending.FAILED, Trouble.NO_ANSWER)),
        (Fault.GARBAGE, said(Ending.FAILED, Trouble.REFUSED)),
        (Fault.CUT, said(Ending.UNKNOWN, Trouble.CUT_OFF)),
    ],
)
def test_what_is_said_of_a_receipt_printer_is_true(fault: str, delivery: Delivery) -> None:
    seen = sent("escpos", fault, document("epson-tm-t20", "receipt-80"))

    assert seen.delivery == delivery
    assert seen.printed == (1 if delivery.ending is Ending.SENT else 0)


def ql(labels: int = 1) -> Document:
    """A job for a printer that speaks by itself while it prints, on a line that carries it."""
    job = document("brother-ql-820nwb", "dk-11209-62x29", labels)
    return replace(
        job, printer=replace(job.printer, quirks={**job.printer.quirks, "status_over": ["tcp"]})
    )


@pytest.mark.parametrize(
    ("fault", "delivery"),
    [
        (Fault.OK, said(Ending.PRINTED)),
        (Fault.PAPER, said(Ending.FAILED, Trouble.NO_PAPER)),
        (Fault.LID, said(Ending.FAILED, Trouble.LID_OPEN)),
        (Fault.ROLL, said(Ending.FAILED, Trouble.WRONG_ROLL)),
        (Fault.GARBAGE, said(Ending.FAILED, Trouble.REFUSED)),
        (Fault.CUT, said(Ending.FAILED, Trouble.NO_ANSWER)),
    ],
)
def test_what_is_said_of_a_printer_that_speaks_by_itself_is_true(
    fault: str, delivery: Delivery
) -> None:
    seen = sent("brother", fault, ql())

    assert seen.delivery == delivery
    assert seen.printed == (1 if delivery.ending is Ending.PRINTED else 0)


def test_several_labels_are_printed_when_the_last_one_is() -> None:
    seen = sent("brother", Fault.OK, ql(3))

    assert (seen.delivery.ending, seen.printed) == (Ending.PRINTED, 3)


READY = language("brother").answer(b"S", Standing())
ONE_DONE = language("brother").report(Standing())


@pytest.mark.parametrize(
    ("afterwards", "delivery"),
    [
        (ONE_DONE * 3, said(Ending.PRINTED)),
        (ONE_DONE * 2, said(Ending.SENT)),
        (ONE_DONE[:32], said(Ending.SENT)),
        (b"", said(Ending.UNKNOWN, Trouble.NO_ANSWER)),
        (b"HTTP/1.1 400 Bad Request\r\n" * 2, said(Ending.UNKNOWN, Trouble.NO_ANSWER)),
    ],
    ids=["all", "off after two", "off while it prints", "off at once", "nonsense"],
)
def test_three_labels_are_printed_when_three_were_told(
    afterwards: bytes, delivery: Delivery
) -> None:
    job = ql(3)

    def behaves(line: socket.socket) -> None:
        line.recv(1000)
        line.sendall(READY)
        got = 0
        while got < len(job.data):
            got += len(line.recv(65536))
        line.sendall(afterwards)
        line.recv(1)  # the current is off: nobody says goodbye

    with port(behaves) as there:
        to = address(there.address.replace("ipp", "tcp", 1).removesuffix("/ipp/print"))
        assert deliver(job, to, folder=Path("/nonexistent"), within=3.0) == delivery


def test_whoever_talks_on_and_on_is_not_listened_to() -> None:
    def babbles(line: socket.socket) -> None:
        while True:
            line.sendall(b"\x02babble" * 1000)

    with port(babbles) as there:
        to = address(there.address.replace("ipp", "tcp", 1).removesuffix("/ipp/print"))
        begun = monotonic()
        delivery = deliver(document(), to, folder=Path("/nonexistent"), within=TOTAL)

    assert delivery == said(Ending.FAILED, Trouble.REFUSED)
    assert monotonic() - begun < 1


def test_an_address_that_leads_nowhere_leaves_time_for_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name with an address of each version, of which the first one is dead."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as dead, ExitStack() as callers:
        for _ in range(3):  # whoever calls when this many wait gets no answer
            caller = callers.enter_context(socket.socket())
            caller.settimeout(0)
            caller.connect_ex(dead.getsockname())
        with emulator("zpl") as machine:
            both = [dead.getsockname(), ("127.0.0.1", machine.port)]
            found = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", each) for each in both]
            monkeypatch.setattr(reaching, "_addresses", lambda *_: found)
            to = Address("tcp", "printer.local", 9100)
            begun = monotonic()
            delivery = deliver(document(), to, folder=Path("/nonexistent"), within=TOTAL)

    assert delivery == said(Ending.PRINTED)
    assert monotonic() - begun < 1 + 2 * SLACK


def test_on_the_network_where_it_is_silent_all_that_is_known_is_that_it_was_sent() -> None:
    seen = sent("brother", Fault.MUTE, document("brother-ql-820nwb", "dk-11209-62x29"))

    assert (seen.delivery, seen.printed) == (said(Ending.SENT), 1)


def test_the_labels_of_a_job_come_out_as_they_were_drawn() -> None:
    job = document(labels=3)
    with emulator("zpl") as machine:
        to = Address("tcp", "127.0.0.1", machine.port)
        delivery = deliver(job, to, folder=Path("/nonexistent"), within=TOTAL)

        assert delivery == Delivery(Ending.PRINTED)
        assert [page.getbbox() is not None for page in machine.pages] == [True] * 3
        assert len({page.tobytes() for page in machine.pages}) == 3


@pytest.fixture
def nobody() -> Iterator[int]:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield int(taken.getsockname()[1])


def test_where_nobody_listens_nothing_was_sent(nobody: int) -> None:
    to = Address("tcp", "127.0.0.1", nobody)

    delivery = deliver(document(), to, folder=Path("/nonexistent"), within=TOTAL)

    assert delivery == Delivery(Ending.FAILED, Trouble.NOT_THERE)


def test_a_name_that_nobody_knows_is_no_printer() -> None:
    to = Address("tcp", "no-such-printer.invalid", 9100)
    begun = monotonic()

    delivery = deliver(document(), to, folder=Path("/nonexistent"), within=TOTAL)

    assert delivery == Delivery(Ending.FAILED, Trouble.NOT_THERE)
    assert monotonic() - begun < 2 + SLACK


def test_a_printer_that_stops_taking_in_the_middle_is_told_in_time() -> None:
    """It tells nothing, and the job is larger than what lies on the way to it."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        silent = printer_with("generic-80")
        large = Document(b"x" * 8_000_000, silent, media()["receipt-80"], "large")
        begun = monotonic()

        to = Address("tcp", "127.0.0.1", door.getsockname()[1])
        delivery = deliver(large, to, folder=Path("/nonexistent"), within=1.5)

        assert delivery == Delivery(Ending.UNKNOWN, Trouble.NO_ANSWER)
        assert monotonic() - begun < 1.5 + SLACK


@pytest.fixture
def device() -> Iterator[tuple[int, str]]:
    """A file as a serial printer has one, and its other end."""
    ours, theirs = pty.openpty()  # as a kernel opens it: for people, who want lines
    yield ours, os.ttyname(theirs)
    os.close(ours)
    os.close(theirs)


def test_a_device_gets_every_byte(device: tuple[int, str]) -> None:
    ours, path = device
    job = document("generic-80", "receipt-80")
    job = replace(job, data=job.data + bytes(range(256)))
    got = bytearray()

    def read() -> None:
        while len(got) < len(job.data):
            got.extend(os.read(ours, 4096))

    reader = Thread(target=read, daemon=True)
    reader.start()
    delivery = deliver(job, Address("device", path=path), folder=Path("/nonexistent"), within=TOTAL)
    reader.join(timeout=5)

    assert delivery == Delivery(Ending.SENT)
    assert bytes(got) == job.data


def test_a_device_that_takes_nothing_is_given_up(device: tuple[int, str]) -> None:
    large = Document(b"x" * 1_000_000, printer_with("generic-80"), media()["receipt-80"], "large")

    to = Address("device", path=device[1])
    delivery = deliver(large, to, folder=Path("/nonexistent"), within=0.5)

    assert delivery == Delivery(Ending.UNKNOWN, Trouble.NO_ANSWER)


def test_a_device_that_is_not_there_is_told() -> None:
    to = Address("device", path="/dev/usb/lp99")

    delivery = deliver(document(), to, folder=Path("/nonexistent"), within=TOTAL)

    assert delivery == Delivery(Ending.FAILED, Trouble.NOT_THERE)


def test_in_a_folder_lies_the_whole_file(tmp_path: Path) -> None:
    job = document()

    delivery = deliver(job, Address("folder", path="labels"), folder=tmp_path, within=TOTAL)

    assert delivery == Delivery(Ending.SENT)
    assert {file.name: file.read_bytes() for file in (tmp_path / "labels").iterdir()} == {
        "test-1.zpl": job.data
    }


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "labels").touch()

    delivery = deliver(document(), Address("folder", path="labels"), folder=tmp_path, within=TOTAL)

    assert delivery == Delivery(Ending.FAILED, Trouble.NOT_WRITTEN)


def test_a_line_that_breaks_after_every_byte_was_sent_leaves_it_open() -> None:
    """The last thing that is known of it is that the plug was pulled."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def pull_the_plug() -> None:
            line, _ = door.accept()
            with closing(line):
                line.recv(10)
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

        Thread(target=pull_the_plug, daemon=True).start()
        to = Address("tcp", "127.0.0.1", door.getsockname()[1])
        job = document("generic-80", "receipt-80")
        delivery = deliver(job, to, folder=Path("/nonexistent"), within=TOTAL)

    assert delivery == Delivery(Ending.UNKNOWN, Trouble.CUT_OFF)
