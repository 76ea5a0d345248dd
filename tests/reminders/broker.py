"""A real gateway for text messages on this machine, which may fail in every way there is."""

import json
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs

TAKEN = ("ok", "garbage", "twice")
"""It takes the message and says so."""
UNCLEAR = ("500", "503", "hang_up", "redirect", "nonsense")
"""It has taken the message, and says something else or nothing."""
NOT_TAKEN = ("401", "403", "429")
"""It does not take the message, and may later."""
REFUSED = ("400", "failed")
"""It will never take it."""


@dataclass(frozen=True)
class Got:
    """One request, as it came."""

    path: str
    headers: dict[str, str]
    fields: dict[str, Any]

    @property
    def text(self) -> str:
        return str(self.fields.get("message") or self.fields.get("text"))

    @property
    def to(self) -> str:
        return str(self.fields["to"])


@dataclass
class Broker:
    """What came in and was taken, and what is to go wrong with the next ones."""

    port: int = 0
    requests: list[Got] = field(default_factory=list)
    sent: list[Got] = field(default_factory=list)
    moods: deque[str] = field(default_factory=deque)
    open_again: Event = field(default_factory=Event)
    hears: Callable[[Got], None] = lambda _: None

    def address(self, shape: str = "46elks", sender: str = "Fritidsbank", **asked: object) -> str:
        """As in FRITIDSBANK_SMS."""
        who, path = ("u1", "") if shape == "46elks" else ("", "/api/v1/messages")
        more = "".join(f"&{name}={value}" for name, value in asked.items())
        return f"{shape}+http://{who}:s%40cret@127.0.0.1:{self.port}{path}?from={sender}{more}"

    def takes(self, got: Got) -> str:
        """Note it, and say how it is to be answered."""
        mood = self.moods.popleft() if self.moods else "ok"
        self.requests.append(got)
        if mood not in (*NOT_TAKEN, *REFUSED):
            self.sent.append(got)
            self.hears(got)
        return mood


class _Answers(BaseHTTPRequestHandler):
    broker: Broker

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        mood = self.broker.takes(Got(self.path, dict(self.headers), self._read(body)))
        if mood == "hang_up":
            return
        if mood == "slow":
            self.broker.open_again.wait(30)
            return
        if mood == "nonsense":
            self.wfile.write(b"\x00\x01 this is no HTTP\r\n\r\n")
            return
        self._answer(mood)
        if mood == "twice":
            self._answer("ok")

    def _answer(self, mood: str) -> None:
        status = 302 if mood == "redirect" else int(mood) if mood.isdecimal() else 200
        said: dict[str, Any] = {"id": "s1", "status": "failed" if mood == "failed" else "created"}
        body = b"<html>ok</html>" if mood == "garbage" else json.dumps(said).encode()
        if mood.isdecimal():
            body = b"Invalid to number +46701740605"
        self.send_response(status)
        if mood == "redirect":
            self.send_header("Location", f"http://127.0.0.1:{self.broker.port}/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _read(self, body: bytes) -> dict[str, Any]:
        if self.headers["Content-Type"] == "application/json":
            read: dict[str, Any] = json.loads(body)
            return read
        fields = parse_qs(body.decode(), strict_parsing=True)
        return {name: values[0] for name, values in fields.items()}

    def log_message(self, *_: object) -> None:
        """It keeps no log."""


@contextmanager
def open_broker() -> Iterator[Broker]:
    """A gateway that is open."""
    broker = Broker()
    answers = type("Answers", (_Answers,), {"broker": broker})
    server = ThreadingHTTPServer(("127.0.0.1", 0), answers)
    broker.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield broker
    finally:
        broker.open_again.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


def who_asks(got: Got) -> str:
    """Name and secret as they were sent."""
    return b64decode(got.headers["Authorization"].removeprefix("Basic ")).decode()
