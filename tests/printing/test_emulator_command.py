"""A printer on the screen: a command that listens, shows labels as files, and fails on demand."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest
from click.testing import CliRunner
from PIL import Image

from fritidsbank.cli import main

pytestmark = pytest.mark.one_database

LABEL = b"^XA^PW80^LL40^FO0,0^GB80,40,2^FS^XZ"


@pytest.fixture
def started(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    words = ["printer-emulator", "--language", "zpl", "--port", "0", "--folder", str(tmp_path)]
    words += ["--fault", "mute"]
    with subprocess.Popen(
        [sys.executable, "-m", "fritidsbank.cli", "--language", "en", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        bufsize=1,
        env={"FRITIDSBANK_DATA": str(tmp_path / "data"), "PYTHONUNBUFFERED": "1"},
    ) as process:
        # Whoever waits for a sentence that never comes finds the end of it instead.
        watchdog = Timer(30, process.kill)
        watchdog.start()
        yield process
        watchdog.cancel()
        process.kill()


def heard(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def type_in(process: subprocess.Popen[str], word: str) -> str:
    assert process.stdin
    process.stdin.write(word + "\n")
    return heard(process)


def send(port: int, job: bytes) -> None:
    with closing(socket.create_connection(("127.0.0.1", port), timeout=5)) as line:
        line.sendall(job)
        line.shutdown(socket.SHUT_WR)
        assert line.recv(1) == b""


def test_it_prints_fails_on_demand_and_stops_when_told(
    started: subprocess.Popen[str], tmp_path: Path
) -> None:
    greeting = heard(started)
    assert greeting.startswith("The printer listens at tcp://127.0.0.1:")
    port = int(greeting.rpartition(":")[2])
    assert heard(started).startswith("Faults to type: ok, paper, lid")

    send(port, LABEL)
    assert heard(started) == "label-0001.png: 10 x 5 mm"
    with Image.open(tmp_path / "label-0001.png") as page:
        assert page.size == (80, 40)

    assert type_in(started, "paper") == "The printer now has: paper"
    send(port, LABEL)
    assert type_in(started, "hungry").startswith("There is no fault called hungry.")
    assert not (tmp_path / "label-0002.png").exists()
    assert type_in(started, "ok") == "label-0002.png: 10 x 5 mm"
    assert heard(started) == "The printer now has: ok"

    started.send_signal(signal.SIGTERM)
    assert started.wait(5) == 0
    assert heard(started) == "The printer is off."
    assert started.stderr
    assert started.stderr.read() == ""


def test_it_goes_on_when_nobody_types(started: subprocess.Popen[str]) -> None:
    port = int(heard(started).rpartition(":")[2])
    heard(started)
    assert started.stdin
    started.stdin.close()
    send(port, LABEL)
    assert heard(started) == "label-0001.png: 10 x 5 mm"
    # Not Ctrl-C, which whatever a script starts in the background is to pass over.
    started.send_signal(signal.SIGTERM)
    assert started.wait(5) == 0


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        words = ["printer-emulator", "--language", "zpl", "--port", port, "--folder", str(tmp_path)]
        said = CliRunner().invoke(
            main, ["--language", "en", *words], env={"FRITIDSBANK_DATA": str(tmp_path / "data")}
        )
    assert said.exit_code == 1
    assert f"Something listens on port {port} already" in said.output
