"""Printing over IPP: printers in our words, and calls that end in time whatever they do."""

import socket
from time import monotonic, sleep

import pytest

from fritidsbank.printing.ipp import (
    Abilities,
    JobState,
    Unprinted,
    abilities_of,
    printer_status,
    sent,
    state_of,
    status_of,
)
from fritidsbank.printing.ipp_line import MOST
from fritidsbank.printing.ipp_messages import Attributes
from fritidsbank.printing.status import Trouble
from tests.printing.hostile import Behaviour, heard, http, port

pytestmark = pytest.mark.one_database

DONE = b"\x02\x00\x00\x00\x00\x00\x00\x01"
"""Successful, and nothing more."""
FINE = DONE + b"\x02\x21\x00\x06job-id\x00\x04\x00\x00\x00\x2a\x03"
"""With the number 42 of a job."""
REFUSED = b"\x02\x00\x04\x0a\x00\x00\x00\x01\x03"
PDF = "application/pdf"
SHORTLY = 0.5


@pytest.mark.parametrize(
    ("reasons", "troubles"),
    [
        (["none"], ()),
        (["media-empty-error"], (Trouble.NO_PAPER,)),
        (["media-needed"], (Trouble.NO_PAPER,)),
        (["media-low-warning", "toner-low-report"], ()),
        (["media-empty-warning", "toner-empty-report"], ()),
        (["media-needed-warning"], (Trouble.NO_PAPER,)),
        (["cover-open-report"], (Trouble.LID_OPEN,)),
        (["cover-open", "door-open-error"], (Trouble.LID_OPEN,)),
        (["media-jam-error", "paused"], (Trouble.JAM, Trouble.PAUSED)),
        (["marker-supply-empty-error"], (Trouble.NO_RIBBON,)),
        (["spool-area-full"], (Trouble.FAULT,)),
        (["cutter-at-eol-error"], (Trouble.CUTTER,)),
        (["made-up-by-a-maker"], ()),
    ],
)
def test_the_reasons_of_a_printer_are_told_in_our_words(
    reasons: list[str], troubles: tuple[Trouble, ...]
) -> None:
    assert status_of({"printer-state-reasons": [*reasons]}).troubles == troubles


def test_a_printer_that_has_stopped_for_no_known_reason_has_a_fault() -> None:
    stopped: Attributes = {"printer-state": [5], "printer-state-reasons": ["made-up-by-a-maker"]}
    assert status_of(stopped).troubles == (Trouble.FAULT,)


def test_the_paper_that_is_in_and_the_jobs_that_wait_are_told() -> None:
    status = status_of({"media-ready": ["iso_a4_210x297mm"], "queued-job-count": [3]})
    assert (status.roll, status.waiting) == ("iso_a4_210x297mm", 3)


@pytest.mark.parametrize(
    ("number", "state"),
    [
        (3, JobState.WAITING),
        (5, JobState.WAITING),
        (6, JobState.WAITING),
        (7, JobState.FAILED),
        (8, JobState.FAILED),
        (9, JobState.PRINTED),
        (77, JobState.UNKNOWN),
    ],
)
def test_the_state_of_a_job_is_told_in_our_words(number: int, state: JobState) -> None:
    assert state_of({"job-state": [number]}) is state


def test_a_job_that_ended_with_errors_is_not_called_printed() -> None:
    job: Attributes = {"job-state": [9], "job-state-reasons": ["job-completed-with-errors"]}
    assert state_of(job) is JobState.UNKNOWN


def test_resolutions_are_told_in_dots_per_inch() -> None:
    told: Attributes = {
        "document-format-supported": [PDF],
        "pwg-raster-document-resolution-supported": [(600, 600, 3), (118, 118, 4), (600, 1200, 3)],
    }
    assert abilities_of(told) == Abilities((PDF,), (300, 600))


def answering(*answers: bytes) -> Behaviour:
    """The answers to one caller after the other; the last one for all who come later."""
    left = list(answers)

    def behave(line: socket.socket) -> None:
        heard(line)
        line.sendall(left.pop(0) if len(left) > 1 else left[0])

    return behave


def test_a_document_that_was_taken_has_the_number_of_its_job() -> None:
    with port(answering(http(FINE))) as printer:
        assert sent(printer.address, b"%PDF", PDF, "ark") == 42


def test_a_document_in_pieces_arrives_whole() -> None:
    requests = []

    def behave(line: socket.socket) -> None:
        requests.append(heard(line))
        line.sendall(http(FINE))

    with port(behave) as printer:
        sent(printer.address, iter([b"one", b"", b"two"]), PDF, "ark")
    _, _, pieces = requests[-1].partition(b"\x03\r\n")
    assert pieces == b"3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"


def test_wishes_that_a_printer_refuses_are_left_out() -> None:
    with port(answering(http(REFUSED), http(FINE))) as printer:
        assert sent(printer.address, b"%PDF", PDF, "ark", size_mm=(210, 297)) == 42


def test_a_printer_that_takes_no_such_document_is_not_sent_it() -> None:
    with port(answering(http(REFUSED))) as printer, pytest.raises(Unprinted) as refused:
        sent(printer.address, b"%PDF", PDF, "ark")
    assert (refused.value.trouble, refused.value.perhaps_printed) == (Trouble.REFUSED, False)


def test_a_taken_document_without_a_number_may_be_printed() -> None:
    answers = answering(http(FINE), http(DONE + b"\x03"))
    with port(answers) as printer, pytest.raises(Unprinted) as unheard:
        sent(printer.address, b"%PDF", PDF, "ark")
    assert unheard.value.perhaps_printed


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """One behaviour for each caller."""
    left = iter(behaviours)

    def behave(line: socket.socket) -> None:
        next(left)(line)

    return behave


def hang_up(line: socket.socket) -> None:
    heard(line)


def hang_up_at_once(line: socket.socket) -> None:
    line.recv(1)


def say_nothing(line: socket.socket) -> None:
    heard(line)
    line.recv(1)


def drip(line: socket.socket) -> None:
    heard(line)
    for byte in http(FINE, "200 OK", *[f"X-{n}: slow" for n in range(50)]):
        line.sendall(bytes([byte]))
        sleep(0.01)


def never_end(line: socket.socket) -> None:
    heard(line)
    line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        line.sendall(bytes(4096))


def never_begin(line: socket.socket) -> None:
    heard(line)
    while True:
        line.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


def one_endless_header(line: socket.socket) -> None:
    heard(line)
    line.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        line.sendall(b"x" * 4096)


def endless_chunk(line: socket.socket) -> None:
    heard(line)
    line.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n")
    while True:
        line.sendall(bytes(4096))


HOSTILE = [
    (hang_up, Trouble.CUT_OFF),
    (hang_up_at_once, Trouble.CUT_OFF),
    (say_nothing, Trouble.NO_ANSWER),
    (drip, Trouble.NO_ANSWER),
    (never_end, Trouble.CUT_OFF),
    (never_begin, Trouble.CUT_OFF),
    (one_endless_header, Trouble.CUT_OFF),
    (endless_chunk, Trouble.CUT_OFF),
    (answering(http(FINE, length=len(FINE) + 9)), Trouble.CUT_OFF),
    (answering(http(FINE[:20])), Trouble.FAULT),
    (answering(http(FINE, length=12)), Trouble.FAULT),
    (answering(http(DONE + b"\x04" + bytes(MOST))), Trouble.CUT_OFF),
    (answering(b"SSH-2.0-OpenSSH\r\n\r\n"), Trouble.CUT_OFF),
    (answering(http(b"no", "401 Unauthorized")), Trouble.REFUSED),
    (answering(http(b"no", "503 Busy")), Trouble.FAULT),
]


@pytest.mark.parametrize(("behaviour", "trouble"), HOSTILE)
def test_whatever_a_printer_answers_a_question_ends_in_time(
    behaviour: Behaviour, trouble: Trouble
) -> None:
    began = monotonic()
    with port(behaviour) as printer, pytest.raises(Unprinted) as unprinted:
        printer_status(printer.address, within=SHORTLY)
    assert unprinted.value.trouble is trouble
    assert monotonic() - began < SHORTLY + 1


@pytest.mark.parametrize(
    ("behaviour", "trouble"), [each for each in HOSTILE if each[1] is not Trouble.REFUSED]
)
def test_a_document_whose_end_was_not_heard_may_be_printed(
    behaviour: Behaviour, trouble: Trouble
) -> None:
    with (
        port(in_turn(answering(http(FINE)), behaviour)) as printer,
        pytest.raises(Unprinted) as unprinted,
    ):
        sent(printer.address, [b"%PDF"], PDF, "ark", within=SHORTLY)
    said_no = "503" in str(unprinted.value)
    assert (unprinted.value.trouble, unprinted.value.perhaps_printed) == (trouble, not said_no)


def test_a_redirect_is_not_followed() -> None:
    with port(answering(http(FINE))) as elsewhere:
        where = "Location: " + elsewhere.address.replace("ipp:", "http:")
        moved = answering(http(b"", "307 Temporary Redirect", where))
        with port(moved) as printer, pytest.raises(Unprinted) as unprinted:
            printer_status(printer.address)
        assert (unprinted.value.trouble, elsewhere.calls) == (Trouble.REFUSED, 0)


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with port(answering(http(DONE + b"\x03"))) as proxy, port(answering(http(FINE))) as printer:
        monkeypatch.setenv("http_proxy", proxy.address.replace("ipp:", "http:"))
        printer_status(printer.address)
        assert (printer.calls, proxy.calls) == (1, 0)


def test_a_refusal_in_the_middle_of_a_large_document_is_heard() -> None:
    def refuse_early(line: socket.socket) -> None:
        line.recv(4096)
        line.sendall(http(b"", "413 Too Large"))
        line.shutdown(socket.SHUT_WR)
        while line.recv(65536):
            pass

    with (
        port(in_turn(answering(http(FINE)), refuse_early)) as printer,
        pytest.raises(Unprinted) as refused,
    ):
        sent(printer.address, (bytes(65536) for _ in range(100)), PDF, "ark")
    assert (refused.value.trouble, refused.value.perhaps_printed) == (Trouble.REFUSED, False)


@pytest.mark.parametrize(
    "address",
    [
        "ipp://127.0.0.1:1/ipp/print",
        "ipps://127.0.0.1:1/ipp/print",
        "ipp://nobody.invalid/ipp/print",
        "ipp://127.0.0.1:99999/",
        "ipp:///ipp/print",
        "http://127.0.0.1/ipp/print",
        "ipp://" + "x" * 70 + ".example/",
        "ipps://127.0.0.1/ipp/print#md5:00",
        "nonsense",
    ],
)
def test_where_nothing_answers_nothing_was_printed(address: str) -> None:
    with pytest.raises(Unprinted) as unprinted:
        sent(address, b"%PDF", PDF, "ark")
    assert (unprinted.value.trouble, unprinted.value.perhaps_printed) == (Trouble.NOT_THERE, False)


def test_a_printer_without_encryption_is_not_reached_encrypted() -> None:
    with port(hang_up_at_once) as printer, pytest.raises(Unprinted) as unprinted:
        printer_status(printer.address.replace("ipp:", "ipps:"), within=SHORTLY)
    assert unprinted.value.trouble is Trouble.NOT_THERE
