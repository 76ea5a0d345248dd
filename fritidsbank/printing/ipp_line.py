"""The line to an IPP printer: one HTTP request, within its time and with a bounded answer."""

import hashlib
import hmac
import io
import socket
import ssl
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException
from itertools import chain
from time import monotonic
from typing import cast
from urllib.parse import urlsplit

from fritidsbank.printing.reaching import CONNECT_SECONDS, Unreachable, reached

MOST = 64 * 1024
"""Bytes of an answer, its head included."""
_PORT = 631
_PIECE = 16 * 1024
_PIN = "sha256:"


class LineBroken(OSError):  # noqa: N818 - it is an answer, not an error
    """The other side hung up, or did not speak HTTP."""


class NotTrusted(OSError):  # noqa: N818 - likewise
    """Nobody vouches for the printer's certificate, or it is not the one that was written down."""


class Deadline:
    """The moment when a call must have ended."""

    def __init__(self, seconds: float) -> None:
        self._until = monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left. Raises TimeoutError when there are none."""
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError("took too long")
        return left


@dataclass(frozen=True)
class Where:
    """An address taken apart. `pin` is the fingerprint behind it, if there is one."""

    host: str
    port: int
    path: str
    encrypted: bool
    pin: str

    @classmethod
    def of(cls, address: str) -> "Where":
        """The printer of ipp://host:port/path or ipps://...#sha256:... Raises Unreachable."""
        try:
            parts = urlsplit(address)
            port = parts.port or _PORT
        except ValueError as trouble:
            raise Unreachable(_said(trouble)) from None
        if parts.scheme not in {"ipp", "ipps"} or not parts.hostname:
            raise Unreachable("this is no address of an IPP printer")
        if parts.fragment and not parts.fragment.startswith(_PIN):
            raise Unreachable(f"behind # stands {_PIN} and a fingerprint")
        pin = parts.fragment.removeprefix(_PIN).replace(":", "").lower()
        encrypted = parts.scheme == "ipps"
        return cls(parts.hostname, port, parts.path or "/", encrypted, pin)


def posted(
    address: str, message: bytes, document: bytes | Iterable[bytes] | None, deadline: Deadline
) -> tuple[int, bytes]:
    """The status and the body of the answer; a document in pieces is sent in chunks.

    Raises Unreachable and NotTrusted before anything was sent, afterwards LineBroken or, when the
    deadline has come, TimeoutError.
    """
    where = Where.of(address)
    headers = {"Content-Type": "application/ipp", "Connection": "close"}
    body: bytes | Iterable[bytes] = message
    if isinstance(document, bytes):
        body = message + document
    elif document is not None:
        headers["Transfer-Encoding"] = "chunked"
        body = chain([message], document)
    chunked = "Transfer-Encoding" in headers
    with _connected(where, deadline) as line:
        http = HTTPConnection(where.host, where.port)
        http.sock = cast("socket.socket", _Timed(line, deadline))
        try:
            # Who refuses a document half-way hangs up, and may have said why.
            with suppress(ConnectionError):
                http.request("POST", where.path, body, headers, encode_chunked=chunked)
            response = http.getresponse()
            return response.status, response.read()
        except TimeoutError:
            raise
        except (OSError, HTTPException) as trouble:
            raise LineBroken(_said(trouble)) from None


def fingerprint(address: str, deadline: Deadline) -> str:
    """What the certificate that is shown there is known by. Raises Unreachable."""
    where = replace(Where.of(address), encrypted=False)
    with _connected(where, deadline) as bare, _encrypted(bare, where, _unverified()) as line:
        return _PIN + _seal(line)


def _connected(where: Where, deadline: Deadline) -> socket.socket:
    try:
        bare = reached(where.host, where.port, min(CONNECT_SECONDS, deadline.left()))
        if not where.encrypted:
            return bare
        bare.settimeout(deadline.left())
    except TimeoutError as trouble:
        raise Unreachable(_said(trouble)) from None
    line = _encrypted(bare, where, _unverified() if where.pin else ssl.create_default_context())
    if where.pin and not hmac.compare_digest(_seal(line).encode(), where.pin.encode()):
        line.close()
        raise NotTrusted("another certificate than the one that is written behind the address")
    return line


def _encrypted(bare: socket.socket, where: Where, context: ssl.SSLContext) -> ssl.SSLSocket:
    try:
        return context.wrap_socket(bare, server_hostname=where.host)
    except ssl.SSLCertVerificationError as trouble:
        bare.close()
        raise NotTrusted(trouble.verify_message) from None
    except OSError as trouble:
        bare.close()
        raise Unreachable(_said(trouble)) from None


def _unverified() -> ssl.SSLContext:
    """For a printer that is known by its fingerprint instead."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _seal(line: ssl.SSLSocket) -> str:
    return hashlib.sha256(line.getpeercert(binary_form=True) or b"").hexdigest()


def _said(trouble: Exception) -> str:
    return f"{type(trouble).__name__}: {trouble}"[:160]


class _Timed:
    """What HTTPConnection needs of a socket, each step within what is left of the time."""

    def __init__(self, line: socket.socket, deadline: Deadline) -> None:
        self._line = line
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        view = memoryview(data)
        for at in range(0, len(view), _PIECE):
            self._line.settimeout(self._deadline.left())
            self._line.sendall(view[at : at + _PIECE])

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Bounded(self._line, self._deadline))

    def close(self) -> None:
        """The answer may still be read from it; whoever opened the line closes it."""


class _Bounded(io.RawIOBase):
    """The answer as it comes in; too much of it, or too slowly, and it is over."""

    def __init__(self, line: socket.socket, deadline: Deadline) -> None:
        self._line = line
        self._deadline = deadline
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._line.settimeout(self._deadline.left())
        count = self._line.recv_into(buffer)
        self._read += count
        if self._read > MOST:
            raise LineBroken(f"an answer of more than {MOST} bytes")
        return count
