"""The agent's line to the server: outbound https, with the token of one branch."""

import json
import re
import ssl
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from fritidsbank.printing.conversation import Delivery
from fritidsbank.refusals import Malformed, N_

SECONDS = 10.0
LARGEST_ANSWER = 64 * 1024 * 1024
_TOKEN = re.compile(r"[!-~]{1,100}")
_HERE = {"localhost", "127.0.0.1", "::1"}


@dataclass(eq=False)
class NotOverPlainHttp(Malformed):
    """The token could be read on the way, and labels changed."""

    url: str

    message = N_("{url} is not encrypted. Write it with https://, since the token could be read.")


@dataclass(eq=False)
class NoServerAddress(Malformed):
    """It cannot be read as one."""

    url: str

    message = N_("{url} is no address of a server. Write it as in https://disk.example.se.")


@dataclass(eq=False)
class NoToken(Malformed):
    """The file is empty, or another one."""

    message = N_("The file holds no token. Write into it what the server showed once, only that.")


class ServerAway(Exception):  # noqa: N818 - it is an answer, not an error
    """It does not answer, or not as it should. Asking later may help."""


class TokenRefused(Exception):  # noqa: N818 - likewise
    """The token is not known, or was withdrawn."""


class NotForUs(Exception):  # noqa: N818 - likewise
    """The printer or the job is gone, or was never this agent's. Asking again would not help."""


@dataclass(frozen=True)
class AgentJob:
    """A job that this agent has taken, ready to be sent."""

    job: int
    address: str
    model: str
    medium: str
    name: str
    labels: int
    data: bytes


@contextmanager
def _as_agreed() -> Iterator[None]:
    """The page where a guest of a network signs in may be JSON, too. Raises ServerAway."""
    try:
        yield
    except (LookupError, TypeError, ValueError):
        raise ServerAway("it answers something else") from None


class ServerLine:
    """Asks and tells. No redirect is followed, and no proxy of the surroundings used."""

    def __init__(self, url: str, token: str, *, insecure_http: bool = False) -> None:
        """Raises NoServerAddress, NotOverPlainHttp, NoToken."""
        if not _TOKEN.fullmatch(token):
            raise NoToken
        try:
            parts = urlsplit(url)
            _ = parts.port
        except ValueError:
            raise NoServerAddress(url) from None
        if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
            raise NoServerAddress(url)
        if parts.scheme == "http" and parts.hostname not in _HERE and not insecure_http:
            raise NotOverPlainHttp(url)
        self._parts = parts
        self._token = token
        self._kept: HTTPConnection | None = None

    def waiting(self) -> list[int]:
        """The printers for which something waits. Raises ServerAway, TokenRefused.

        Asked every second on a line that is kept; whoever tells something opens a new one, since an
        old one may be dead without anybody knowing.
        """
        kept = self._kept or self._line()
        self._kept = None
        answer = self._asked(kept, "GET", "waiting")
        self._kept = kept
        with _as_agreed():
            return [int(printer) for printer in answer["printers"]]

    def take(self, printer: int) -> AgentJob | None:
        """The next job of a printer. Raises ServerAway, TokenRefused, NotForUs."""
        told = self._asked(self._line(), "POST", f"printers/{printer}/take", {})
        with _as_agreed():
            if told["job"] is None:
                return None
            words = {name: told[name] for name in ("job", "address", "model", "medium", "name")}
            return AgentJob(**words, labels=told["labels"], data=b64decode(told["document"]))

    def tell(self, job: int, delivery: Delivery) -> None:
        """How it went, as often as it takes. Raises ServerAway, TokenRefused, NotForUs."""
        trouble = delivery.trouble.value if delivery.trouble else None
        body = {"ending": delivery.ending.value, "trouble": trouble}
        self._asked(self._line(), "POST", f"jobs/{job}/ended", body)

    def _line(self) -> HTTPConnection:
        host, port = self._parts.hostname or "", self._parts.port
        if self._parts.scheme == "http":
            return HTTPConnection(host, port, timeout=SECONDS)
        context = ssl.create_default_context()
        return HTTPSConnection(host, port, timeout=SECONDS, context=context)

    def _asked(
        self, line: HTTPConnection, method: str, what: str, body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        path = f"{self._parts.path.rstrip('/')}/api/print-agent/{what}"
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "User-Agent": "fritidsbank print-agent",
        }
        try:
            line.request(method, path, None if body is None else json.dumps(body), headers)
            answer = line.getresponse()
            raw = answer.read(LARGEST_ANSWER)
            if method == "POST":
                line.close()
            if answer.status == 401:
                raise TokenRefused
            if answer.status in {404, 409, 422}:
                raise NotForUs
            if answer.status != 200:
                raise ServerAway(f"HTTP {answer.status}")
            told: dict[str, Any] = json.loads(raw)
        except (OSError, HTTPException, ValueError) as trouble:
            with suppress(OSError):
                line.close()
            raise ServerAway(type(trouble).__name__) from None
        return told
