"""A port of this machine that answers as it is told: nothing, too little, too much, too slowly."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

Behaviour = Callable[[socket.socket], None]


class Port:
    """Where it listens, and how often somebody came."""

    def __init__(self, behaviour: Behaviour) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"ipp://127.0.0.1:{self._listening.getsockname()[1]}/ipp/print"
        self.calls = 0
        self._behaviour = behaviour

    def serve(self) -> None:
        """One caller after the other, until it is closed."""
        with suppress(OSError):
            while True:
                line, _ = self._listening.accept()
                self.calls += 1
                with line, suppress(OSError):
                    line.settimeout(5)
                    self._behaviour(line)

    def close(self) -> None:
        """Nobody is listened to any more."""
        # Closing alone would leave the other thread waiting.
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


@contextmanager
def port(behaviour: Behaviour) -> Iterator[Port]:
    """A port that behaves like this."""
    opened = Port(behaviour)
    thread = Thread(target=opened.serve, daemon=True)
    thread.start()
    yield opened
    opened.close()
    thread.join()


def heard(line: socket.socket) -> bytes:
    """A whole request: to the end of its length or of its chunks."""
    got = b""
    while True:
        head, blank, body = got.partition(b"\r\n\r\n")
        if blank and b"chunked" in head and body.endswith(b"0\r\n\r\n"):
            return got
        if blank and b"Content-Length: " in head:
            length = int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0])
            if len(body) >= length:
                return got
        piece = line.recv(65536)
        if not piece:
            return got
        got += piece


def http(body: bytes, status: str = "200 OK", *more: str, length: int | None = None) -> bytes:
    """An answer; `length` is what it claims to be long."""
    size = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {size}", *more]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
