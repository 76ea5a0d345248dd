"""A connection to an address of the network, within its time, the look-up of the name included."""

import socket
from collections.abc import Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

CONNECT_SECONDS = 2.0
_Found = Sequence[tuple[int, int, int, str, tuple[object, ...]]]


class Unreachable(OSError):  # noqa: N818 - it is an answer, not an error
    """Nothing answers there, or the name is not known. Nothing was sent."""


class HungUp(Unreachable):
    """Somebody took the call and put it down at once. Nothing was sent."""


def reached(host: str, port: int, seconds: float = CONNECT_SECONDS) -> socket.socket:
    """A connected socket. Raises Unreachable, also when it takes longer, and HungUp."""
    until = monotonic() + seconds
    trouble: object = "no address"
    addresses = _addresses(host, port, seconds)
    for left, (family, kind, protocol, _, address) in zip(
        range(len(addresses), 0, -1), addresses, strict=True
    ):
        line = socket.socket(family, kind, protocol)
        # A name often has an IPv6 address that leads nowhere: the next one has its turn.
        line.settimeout(max((until - monotonic()) / left, 0.01))
        try:
            line.connect(address)
        except ConnectionResetError:
            line.close()
            raise HungUp(f"{host}:{port}") from None
        except OSError as refused:
            line.close()
            trouble = refused
        else:
            return line
    raise Unreachable(f"{host}:{port}: {trouble}")


def _addresses(host: str, port: int, seconds: float) -> _Found:
    """The look-up knows no time limit, so it is left behind when it takes too long."""
    found: SimpleQueue[_Found | Exception] = SimpleQueue()
    Thread(target=_look_up, args=(host, port, found), daemon=True).start()
    try:
        answer = found.get(timeout=seconds)
    except Empty:
        raise Unreachable(f"{host}: the name is not found in time") from None
    if isinstance(answer, Exception):
        raise Unreachable(f"{host}: {answer}")
    return answer


def _look_up(host: str, port: int, found: "SimpleQueue[_Found | Exception]") -> None:
    try:
        found.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    except (OSError, ValueError) as trouble:  # ValueError: a name with impossible letters
        found.put(trouble)
