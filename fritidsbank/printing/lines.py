"""Lines that carry bytes to a printer and what it says back: TCP and a device file, within time."""

import os
import select
import socket
import struct
import tty
from contextlib import suppress
from fcntl import ioctl
from termios import TIOCOUTQ
from typing import Protocol

from fritidsbank.printing.ipp_line import Deadline
from fritidsbank.printing.reaching import reached

STALLED_SECONDS = 30.0
"""A long job may wait for paper to move, but not for ever."""
_PIECE = 16 * 1024
_BUFFER = 64 * 1024
"""Bytes that may be under way: what the other side has not taken shows as a line that is full."""
_ABORT = struct.pack("ii", 1, 0)


class Line(Protocol):
    """What a conversation needs. `gone` counts bytes that have left, from wherever it was set."""

    gone: int

    def send(self, data: bytes, deadline: Deadline) -> None:
        """All of it. Raises TimeoutError, or OSError when the line breaks."""
        ...

    def hear(self, seconds: float) -> bytes | None:
        """What the printer says; nothing at its end, None when it is silent. Raises OSError."""
        ...

    def finish(self, seconds: float) -> bool:
        """No more bytes come; whether the other side has taken them all. Raises OSError."""
        ...

    def abort(self) -> None:
        """What is still under way shall not arrive any more, as far as that can be prevented."""
        ...

    def close(self) -> None:
        """It is over."""
        ...


class TcpLine:
    """A connection to a network printer."""

    def __init__(self, host: str, port: int, seconds: float) -> None:
        """Raises Unreachable: nothing was sent then."""
        self._line = reached(host, port, seconds)
        self._line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER)
        self.gone = 0

    def send(self, data: bytes, deadline: Deadline) -> None:
        """All of it, or TimeoutError."""
        left = memoryview(data)
        while left:
            self._line.settimeout(min(deadline.left(), STALLED_SECONDS))
            taken = self._line.send(left[:_PIECE])
            self.gone += taken
            left = left[taken:]

    def hear(self, seconds: float) -> bytes | None:
        """What has come until then."""
        self._line.settimeout(max(seconds, 0.001))
        try:
            return self._line.recv(_PIECE)
        except TimeoutError:
            return None

    def finish(self, seconds: float) -> bool:
        """Say that no more comes, and wait for the same; printers often say nothing."""
        self._line.shutdown(socket.SHUT_WR)
        deadline = Deadline(seconds)
        with suppress(TimeoutError):
            while self.hear(deadline.left()):
                pass  # said too late to matter, but unread it would break the line for the rest
        return self._under_way() == 0

    def abort(self) -> None:
        """A reset instead of a goodbye: half a label is not followed by its other half."""
        with suppress(OSError):
            self._line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABORT)

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _under_way(self) -> int:
        """Bytes that the other side has not confirmed."""
        return int.from_bytes(ioctl(self._line, TIOCOUTQ, bytes(4)), "little")


class DeviceLine:
    """A printer that the kernel shows as a file: USB or serial."""

    def __init__(self, path: str) -> None:
        """Raises OSError: nothing was sent then."""
        how = os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
        try:
            self._file = os.open(path, os.O_RDWR | how)
            self._hears = True
        except PermissionError:
            self._file = os.open(path, os.O_WRONLY | how)
            self._hears = False
        if os.isatty(self._file):
            # A serial line is for people at first: it makes two bytes of a line's end, and echoes.
            tty.setraw(self._file)
        self.gone = 0

    def send(self, data: bytes, deadline: Deadline) -> None:
        """All of it, or TimeoutError."""
        left = memoryview(data)
        while left:
            seconds = min(deadline.left(), STALLED_SECONDS)
            if not select.select([], [self._file], [], seconds)[1]:
                raise TimeoutError("it takes no more")
            with suppress(BlockingIOError):
                taken = os.write(self._file, left[:_PIECE])
                self.gone += taken
                left = left[taken:]

    def hear(self, seconds: float) -> bytes | None:
        """What has come until then; a printer without a way back is silent."""
        if not self._hears or not select.select([self._file], [], [], max(seconds, 0.0))[0]:
            return None
        with suppress(BlockingIOError):
            # An empty read is no end here: the printer has nothing to say just now.
            return os.read(self._file, _PIECE) or None
        return None

    def finish(self, seconds: float) -> bool:  # noqa: ARG002 - a file has no goodbye
        """The kernel has it all, and does not say what the printer has."""
        return True

    def abort(self) -> None:
        """The kernel drops what it has not handed on when the file is closed, or does not."""

    def close(self) -> None:
        """Let go of it."""
        os.close(self._file)
