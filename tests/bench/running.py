"""Running the real server beside a trivial one, and reading what they cost."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from fritidsbank import clock


@dataclass(frozen=True)
class Running:
    """A server process and its one worker."""

    pid: int
    port: int

    @property
    def url(self) -> str:
        """Its address in a browser."""
        return f"http://localhost:{self.port}"

    @property
    def processes(self) -> list[int]:
        """The process and its children."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self.pid, *map(int, children)]

    @property
    def worker(self) -> int:
        """The process that answers."""
        return self.processes[-1]

    def cpu_ms(self) -> float:
        """Processor time of all its threads so far, by the scheduler's own clock."""
        threads = [t for p in self.processes for t in Path(f"/proc/{p}/task").iterdir()]
        return sum(int((t / "schedstat").read_text().split()[0]) for t in threads) / 1e6

    def pss_mb(self) -> float:
        """Memory that is its own, with its share of what is shared."""
        total = 0
        for process in self.processes:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
            total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE).group(1))  # type: ignore[union-attr]
        return total / 1024


@contextmanager
def server(arguments: list[str], data: Path, port: int) -> Iterator[Running]:
    """Start `python -m ARGUMENTS` and wait until it listens."""
    env = os.environ | {"FRITIDSBANK_DATA": str(data), "PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], env=env, stdout=subprocess.DEVNULL
    )
    try:
        _wait_until_it_listens(process, port)
        yield Running(process.pid, port)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/login")
            connection.getresponse().read()
        except (OSError, HTTPException):
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server does not listen")


class Wire:
    """A connection that is kept, as a browser does."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self.connection = HTTPConnection("localhost", port, timeout=60)
        self.headers = headers

    def post(self, body: bytes) -> tuple[int, bytes]:
        """Send a ready body to the one endpoint."""
        self.connection.request("POST", "/api/operations", body, self.headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()


class Tablet(Wire):
    """A signed-in client."""

    def __init__(self, port: int, sign_in: str, password: str) -> None:
        super().__init__(port, {"Content-Type": "application/json"})
        page, cookies = self._get("/login")
        token = re.search(r'name="form_token"\s+value="(\w+)"', page).group(1)  # type: ignore[union-attr]
        form = {"name": sign_in, "password": password, "form_token": token}
        self.connection.request(
            "POST",
            "/login",
            urlencode(form),
            {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies},
        )
        answer = self.connection.getresponse()
        answer.read()
        self.headers["Cookie"] = _cookies(answer.headers.get_all("Set-Cookie"))
        session, _ = self._get("/api/session")
        self.headers["X-CSRF-Token"] = json.loads(session)["csrf"]

    def act(self, kind: str, **fields: object) -> dict[str, object]:
        """One operation and its answer."""
        _, answer = self.post(operation(kind, **fields))
        first: dict[str, object] = json.loads(answer)["answers"][0]
        return first

    def _get(self, path: str) -> tuple[str, str]:
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        return answer.read().decode(), _cookies(answer.headers.get_all("Set-Cookie"))


def new_borrower(tablet: Tablet, name: str = "Bench") -> str:
    """Somebody who has never been here."""
    borrower = str(uuid4())
    tablet.act("register_borrower", borrower=borrower, name=name, mobile="070-174 06 99")
    return borrower


def operation(kind: str, **fields: object) -> bytes:
    """The body of a request with one operation, done and sent now."""
    now = clock.iso(clock.now())
    one = {"id": str(uuid4()), "v": 1, "kind": kind, "at": now, **fields}
    return json.dumps({"sent_at": now, "operations": [one]}).encode()


def _cookies(headers: list[str] | None) -> str:
    return "; ".join(header.split(";", 1)[0] for header in headers or [])
