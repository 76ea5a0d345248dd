"""A printer that is not there fails as a real one does, as long as it is told to."""

import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest

from fritidsbank.printing.emulators import listening
from fritidsbank.printing.emulators.faults import Fault
from fritidsbank.printing.emulators.listening import emulator
from fritidsbank.printing.emulators.machine import HEADS, Machine
from fritidsbank.printing.languages import escpos
from fritidsbank.printing.profiles import media
from fritidsbank.printing.status import Trouble
from tests.printing.machines import ANSWERS, ASKS, JOBS, all_of, call, send, status

pytestmark = pytest.mark.one_database


@pytest.fixture(params=HEADS)
def speaks(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def machine(speaks: str) -> Iterator[Machine]:
    with emulator(speaks) as there:
        yield there


def test_there_are_twelve_faults() -> None:
    assert len(set(Fault) - {Fault.OK}) == 12


@pytest.mark.parametrize(
    ("fault", "troubles"),
    [
        (Fault.OK, ()),
        (Fault.PAPER, (Trouble.NO_PAPER,)),
        (Fault.LID, (Trouble.LID_OPEN,)),
        (Fault.JAM, (Trouble.CUTTER,)),
        (Fault.HOT, (Trouble.HOT,)),
        (Fault.ROLL, ()),
    ],
)
def test_an_emulated_epson_is_understood(fault: Fault, troubles: tuple[Trouble, ...]) -> None:
    said = status("escpos", fault)
    assert escpos.heard(said, media()["receipt-80"]).troubles == troubles


def test_a_word_that_is_no_fault_is_refused(machine: Machine) -> None:
    with pytest.raises(ValueError, match="tired"):
        machine.fault = "tired"


def test_refused(machine: Machine, speaks: str) -> None:
    machine.fault = "refuse"
    # Who calls may notice before the call is through.
    with pytest.raises(ConnectionResetError), call(machine) as line:
        line.recv(1)


def test_cut_in_the_middle_of_the_job(machine: Machine, speaks: str) -> None:
    machine.fault = "cut"
    job = JOBS[speaks] + bytes(listening.CUT_AFTER)
    with call(machine) as line:
        line.sendall(job)
        with pytest.raises(ConnectionResetError):
            line.recv(1)
    assert machine.printed == 0


def test_a_cut_line_answers_until_the_job_begins(speaks: str) -> None:
    assert len(status(speaks, Fault.CUT)) == ANSWERS[speaks]


def test_stalled_until_it_is_mended(machine: Machine, speaks: str) -> None:
    machine.fault = "stall"
    with call(machine) as line:
        line.sendall(JOBS[speaks])
        assert not machine.wait_for(1, timeout=0.1)
        machine.fault = "ok"
        assert machine.wait_for(1)


def test_a_stalled_printer_takes_no_more_than_its_buffer(machine: Machine) -> None:
    machine.fault = "stall"
    with call(machine) as line:
        line.settimeout(0.2)
        with pytest.raises(TimeoutError):
            line.sendall(bytes(20_000_000))


def test_slow_reads_bytes_and_not_jobs(
    machine: Machine, speaks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "SLOW_SECONDS", 0.001)
    machine.fault = "slow"
    send(machine, JOBS[speaks])
    assert machine.printed == 1


def test_mute_prints_and_says_nothing(machine: Machine, speaks: str) -> None:
    machine.fault = "mute"
    assert send(machine, ASKS[speaks] + JOBS[speaks] + ASKS[speaks]) == b""
    assert machine.printed == 1


def test_late_is_silent_at_first(machine: Machine, speaks: str) -> None:
    machine.fault = "late"
    with call(machine) as line:
        line.sendall(ASKS[speaks])
        line.settimeout(0.1)
        with pytest.raises(TimeoutError):
            line.recv(1)
        line.settimeout(5)
        machine.fault = "ok"
        line.shutdown(socket.SHUT_WR)
        assert len(all_of(line)) == ANSWERS[speaks]


def test_late_answers_questions_in_a_row_after_one_pause(
    machine: Machine, speaks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[tuple[float, Fault]] = []
    monkeypatch.setattr(machine, "pause", lambda *pause: pauses.append(pause))
    machine.fault = "late"
    with call(machine) as line:
        line.sendall(ASKS[speaks])
        line.shutdown(socket.SHUT_WR)
        assert len(all_of(line)) == ANSWERS[speaks]
    assert pauses == [(listening.LATE_SECONDS, Fault.LATE)]


def test_garbage_is_no_status(speaks: str) -> None:
    assert status(speaks, Fault.GARBAGE).startswith(b"HTTP/1.1 400")


# Its bounds


def test_a_job_without_end_is_not_read_to_its_end() -> None:
    with emulator("zpl") as machine, call(machine) as line:
        with pytest.raises(OSError, match=r"reset|Broken"):
            line.sendall(bytes(60_000_000))
        assert list(machine.remarks) == ["A job of more than 50 MB is not read to its end."]


LONG = {
    "zpl": b"^XA^LL20001^FO0,0^FS^XZ",
    "escpos": (b"\x1dv0\x00\x01\x00\xfe\xff" + bytes(0xFFFE)),
    "brother": b"g\x00\x01\x80" * 20_001,
}


def test_a_page_without_end_is_not_printed(machine: Machine, speaks: str) -> None:
    # How the line ends for the sender depends on how far it has come.
    with call(machine) as line, suppress(OSError):
        line.sendall(LONG[speaks])
        line.shutdown(socket.SHUT_WR)
        all_of(line)
    machine.switch_off()
    assert list(machine.remarks) == ["A page of more than 20000 rows of dots is not printed."]
