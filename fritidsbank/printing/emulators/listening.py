"""The line to a machine: a TCP port as a network printer has, and what goes wrong with lines."""

import socket
import socketserver
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from fritidsbank.printing.emulators.faults import Fault, Head, Roll, Standing
from fritidsbank.printing.emulators.incoming import Asked, Incoming
from fritidsbank.printing.emulators.machine import Machine, Tell
from fritidsbank.refusals import Refusal

SLOW_BYTES, SLOW_SECONDS = 4, 0.25
CUT_AFTER = 200
"""Bytes of a job."""
LATE_SECONDS = 4.0
NONSENSE = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
"""What comes from an address that is no printer's."""
BUFFER = 16_384
"""Bytes that are taken in before they are read, as in a small printer."""


@contextmanager
def emulator(
    speaks: str,
    *,
    folder: Path | None = None,
    fault: str = Fault.OK,
    port: int = 0,
    head: Head | None = None,
    roll: Roll = Standing.roll,
    tell: Tell | None = None,
) -> Iterator[Machine]:
    """A machine at 127.0.0.1, on a port of its own unless one is named, until the block ends.

    It speaks one of `machine.HEADS`. `folder` is where its pages come out as PNG files. `roll` is
    what lies in it, for a language that asks. Raises OSError when the port is taken.
    """
    machine = Machine(speaks, head=head, roll=roll, folder=folder, tell=tell)
    machine.fault = fault
    with _Port(machine, port) as listener:
        machine.port = listener.server_address[1]
        thread = Thread(target=listener.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield machine
        finally:
            machine.switch_off()
            listener.shutdown()
            listener.hang_up()
            thread.join()


class _Port(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    request_queue_size = 64
    server_address: tuple[str, int]

    def __init__(self, machine: Machine, port: int) -> None:
        self.machine = machine
        self._lock = Lock()
        self._lines: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Line)

    def server_bind(self) -> None:
        """A small buffer must be asked for before somebody calls."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        super().server_bind()

    def remember(self, line: socket.socket) -> None:
        """So that it can be hung up."""
        with self._lock:
            self._lines.add(line)

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        """The conversation is over."""
        with self._lock:
            self._lines.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Wake whoever waits for more."""
        with self._lock:
            for line in self._lines:
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)


class _Line(socketserver.BaseRequestHandler):
    """One connection, read to its end."""

    request: socket.socket
    server: _Port

    def setup(self) -> None:
        self.machine = self.server.machine
        self.server.remember(self.request)
        self._read = 0
        self._answered_at = 0.0

    def handle(self) -> None:
        if self.machine.fault is Fault.REFUSE:
            self._break()
            return
        try:
            for event in self.machine.language.read(Incoming(self._more), self.machine.head):
                said = self.machine.take(event)
                if said:
                    self._say(said, was_asked=isinstance(event, Asked))
        except Refusal as refusal:
            self.machine.say(refusal.message, **refusal.facts())
        except OSError:
            self._break()

    def _more(self) -> bytes:
        machine = self.machine
        if machine.fault is Fault.STALL:
            machine.pause(None, Fault.STALL)
        if machine.fault is Fault.SLOW:
            machine.pause(SLOW_SECONDS, Fault.SLOW)
        if machine.is_over:
            return b""
        piece = self.request.recv(SLOW_BYTES if machine.fault is Fault.SLOW else 65_536)
        self._read += len(piece)
        if machine.fault is Fault.CUT and self._read > CUT_AFTER:
            raise ConnectionAbortedError
        return piece

    def _say(self, said: bytes, *, was_asked: bool) -> None:
        fault = self.machine.fault
        if fault is Fault.MUTE:
            return
        if fault is Fault.LATE and monotonic() > self._answered_at + 1:
            # Questions that stand in a row are answered in a row.
            self.machine.pause(LATE_SECONDS, Fault.LATE)
            self._answered_at = monotonic()
        # Who does not wait for an answer has printed all the same.
        with suppress(OSError):
            self.request.sendall(NONSENSE if fault is Fault.GARBAGE and was_asked else said)

    def _break(self) -> None:
        """The line ends as when somebody pulls the plug, not as when somebody says goodbye."""
        linger = struct.pack("ii", 1, 0)
        with suppress(OSError):
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.request.close()
