"""A label printer at a port, which keeps what it is sent and answers what LPrint asks of it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

_FINE = (
    b"\x02\r\n\r\n  PRINTER STATUS\r\n   ERRORS:         0 00000000 00000000\r\n"
    b"   WARNINGS:       0 00000000 00000000\r\n\x03"
)
_ANSWERS = {
    b"~HQES": _FINE,
    b"~HS": b"\x02030,0,0,0385,000,0,0,0,000,0,0,0\x03\r\n"
    b"\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n",
    b"~HI": b"\x02ZD421-203dpi,V1,8,8192KB\x03\r\n",
}


class Zebra:
    """Its address, and all that it was sent."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = "{}:{}".format(*self._listening.getsockname())
        self.received = b""
        self.printed = Event()

    def serve(self) -> None:
        """All who call, until it is closed."""
        with suppress(OSError):
            while True:
                line, _ = self._listening.accept()
                Thread(target=self._hear, args=(line,), daemon=True).start()

    def _hear(self, line: socket.socket) -> None:
        with line, suppress(OSError):
            while piece := line.recv(65536):
                self.received += piece
                for question, answer in _ANSWERS.items():
                    if question in piece:
                        line.sendall(answer)
                if b"^XZ" in self.received:
                    self.printed.set()

    def close(self) -> None:
        """Turned off."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


@contextmanager
def zebra() -> Iterator[Zebra]:
    """One that is on."""
    printer = Zebra()
    thread = Thread(target=printer.serve, daemon=True)
    thread.start()
    yield printer
    printer.close()
    thread.join()
