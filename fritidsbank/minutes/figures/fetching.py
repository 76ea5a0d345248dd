"""Fetching a report from an address: only from where the installation allows it.

What somebody types must not make this machine ask others on its network (SSRF): hosts that are not
listed are not asked, redirects are not followed, and size and time are bounded.
"""

import http.client
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from typing import ClassVar
from urllib.parse import SplitResult, urlsplit

from fritidsbank.minutes.figures.pinning import MOST_BYTES, ReportTooLarge
from fritidsbank.refusals import Malformed, N_, Refusal

SECONDS = 10.0
_PORTS = {"http": 80, "https": 443}


@dataclass(eq=False)
class NotAllowedThere(Malformed):
    """The address is on no list."""

    message = N_(
        "Reports are fetched from this installation's own address and from those that its operator "
        "has listed. Save the report as a file, and choose that."
    )


@dataclass(eq=False)
class NothingThere(Refusal):
    """No answer, or another one than the report."""

    status: ClassVar[int] = 422
    message = N_("Nothing usable came from that address. Save the report as a file, and choose it.")


def may_ask(address: str, allowed: Sequence[str]) -> bool:
    """Whether an address begins as one of these, each the beginning of addresses to be trusted."""
    asked = _parts(address)
    if asked is None or ".." in asked.path or "\\" in address or "%2e" in asked.path.lower():
        return False
    return any(
        (there := _parts(each)) is not None
        and _origin(there) == _origin(asked)
        and asked.path.startswith(there.path or "/")
        for each in allowed
    )


def fetch(address: str, allowed: Sequence[str], cookie: str = "") -> bytes:
    """What stands there. Raises NotAllowedThere, NothingThere, ReportTooLarge."""
    asked = _parts(address)
    if asked is None or not may_ask(address, allowed):
        raise NotAllowedThere
    scheme, host, port = _origin(asked)
    kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
    line = kind(host, port, timeout=SECONDS)
    # A server that says a byte each second would never meet the limit of a single step.
    alarm = Timer(SECONDS, _cut, [line])
    alarm.daemon = True
    alarm.start()
    try:
        target = (asked.path or "/") + (f"?{asked.query}" if asked.query else "")
        line.request("GET", target, headers=_headers(cookie))
        answer = line.getresponse()
        if answer.status != 200:
            raise NothingThere
        content = answer.read(MOST_BYTES + 1)
    except (OSError, http.client.HTTPException, ValueError):
        raise NothingThere from None
    finally:
        alarm.cancel()
        line.close()
    if len(content) > MOST_BYTES:
        raise ReportTooLarge
    return content


def _headers(cookie: str) -> dict[str, str]:
    usual = {"Accept": "application/json", "Accept-Encoding": "identity"}
    return usual | ({"Cookie": cookie} if cookie else {})


def _cut(line: http.client.HTTPConnection) -> None:
    with suppress(OSError, AttributeError):
        line.sock.shutdown(socket.SHUT_RDWR)


def _parts(address: str) -> SplitResult | None:
    """The parts of an address of the web that names a host and nobody's password."""
    if not address.isprintable() or " " in address or not address.isascii():
        return None
    try:
        parts = urlsplit(address)
        fine = parts.scheme in _PORTS and parts.hostname and "@" not in parts.netloc
        _ = parts.port
    except ValueError:
        return None
    return parts if fine else None


def _origin(parts: SplitResult) -> tuple[str, str, int]:
    return parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme]
