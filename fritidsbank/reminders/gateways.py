"""Handing a text message to a gateway, so that it is known to the last moment whether it has it.

Two shapes: that of 46elks, and a plain JSON with a bearer token as brokers of municipalities take.
What a gateway says is never kept: it repeats the number.
"""

import json
import ssl
from base64 import b64encode
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import SHUT_RDWR
from threading import Timer
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

SECONDS = 20.0
"""So long each step may take, and four times that all of them."""
A_MINUTE = 60
SHAPES = ("46elks", "json")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# It says that it has not taken the message, and would take it when something is put right.
_NOT_NOW = frozenset({401, 402, 403, 404, 405, 407, 429})
# It says that it will never take this message.
_NEVER = frozenset({400, 406, 410, 413, 415, 422})


class GatewayAway(Exception):  # noqa: N818 - it is an answer, not an error
    """The gateway does not answer, or does not let us in. It does not have the message."""


class GatewayRefused(Exception):  # noqa: N818 - likewise
    """The gateway will not send this message to this number."""


class GatewayUnheard(Exception):  # noqa: N818 - likewise
    """The gateway may have the message: what it answered was not heard, or says nothing clear."""


@dataclass(frozen=True)
class Sms:
    """A text message. `reference` is the same however often it is handed over."""

    to: str = field(repr=False)
    text: str = field(repr=False)
    reference: str


@dataclass(frozen=True)
class Gateway:
    """Where text messages are handed in, and how many a minute it takes."""

    shape: str
    host: str
    port: int
    path: str
    encrypted: bool
    name: str
    secret: str = field(repr=False)
    sender: str
    a_minute: int = A_MINUTE

    @classmethod
    def at(cls, url: str) -> "Gateway":
        """The gateway of 46elks://name:secret@host/?from=Fritidsbank, or of json://:token@host/path.

        Raises ValueError, which repeats nothing of the address.
        """
        scheme, _, rest = url.partition("://")  # urlsplit knows no scheme that begins with a digit
        shape, _, plain = scheme.partition("+")
        parts = urlsplit(f"//{rest}")
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        sender, a_minute = asked.get("from", ""), asked.get("a_minute", str(A_MINUTE))
        host, encrypted = parts.hostname or "", plain != "http"
        name, secret = unquote(parts.username or ""), unquote(parts.password or "")
        if shape not in SHAPES or plain not in {"", "http"} or not host:
            raise ValueError("no such gateway")
        if not encrypted and host not in LOOPBACK:
            raise ValueError("a secret is sent over an encrypted line only")
        if not f"{name}{secret}".isascii() or not f"{name}{secret}".isprintable():
            raise ValueError("what stands in no header")
        if not _is_sender(sender) or not (a_minute.isdecimal() and 0 < int(a_minute) <= 6_000):
            raise ValueError("who sends, or how many a minute")
        return cls(
            shape=shape,
            host=host,
            port=parts.port or (443 if encrypted else 80),
            path=parts.path if parts.path.strip("/") else "/a1/sms" if shape == "46elks" else "/",
            encrypted=encrypted,
            name=name,
            secret=secret,
            sender=sender,
            a_minute=int(a_minute),
        )

    def deliver(self, about_to: Callable[[], Sms | None]) -> bool:
        """Hand it over. `about_to` is asked when the line stands; None stops there.

        Raises GatewayAway, GatewayRefused, GatewayUnheard.
        """
        line = self._line()
        with closing(line):
            try:
                line.connect()
            except (OSError, ValueError) as trouble:  # a host whose name is none is a ValueError
                raise GatewayAway(type(trouble).__name__) from None
            sms = about_to()
            if sms is None:
                return False
            # A gateway that answers a byte at a time keeps every step within its bound.
            patience = Timer(4 * SECONDS, _hang_up, [line])
            patience.daemon = True
            patience.start()
            try:
                body, headers = self._asked(sms)
                line.request("POST", self.path, body, headers)
                with line.getresponse() as answer:
                    self._understood(answer)
            except (OSError, HTTPException, ValueError) as trouble:
                raise GatewayUnheard(type(trouble).__name__) from None
            finally:
                patience.cancel()
        return True

    def _line(self) -> HTTPConnection:
        if not self.encrypted:
            return HTTPConnection(self.host, self.port, timeout=SECONDS)
        trusted = ssl.create_default_context()
        return HTTPSConnection(self.host, self.port, timeout=SECONDS, context=trusted)

    def _asked(self, sms: Sms) -> tuple[bytes, dict[str, str]]:
        if self.shape == "46elks":
            key = b64encode(f"{self.name}:{self.secret}".encode()).decode()
            # Nor does the gateway keep what we wrote.
            asked = {"from": self.sender, "to": sms.to, "message": sms.text, "dontlog": "message"}
            kind = "application/x-www-form-urlencoded"
            return urlencode(asked).encode(), {
                "Authorization": f"Basic {key}",
                "Content-Type": kind,
            }
        asked = {
            "from": self.sender,
            "to": sms.to,
            "text": sms.text,
            "reference": sms.reference,
        }
        return json.dumps(asked).encode(), {
            "Authorization": f"Bearer {self.secret}",
            "Content-Type": "application/json",
            "Idempotency-Key": sms.reference,
        }

    def _understood(self, answer: HTTPResponse) -> None:
        """What its number means. A redirect is not followed, and may follow a message that went."""
        said = f"the gateway said {answer.status}"
        if answer.status in _NOT_NOW:
            raise GatewayAway(said)
        if answer.status in _NEVER:
            raise GatewayRefused(said)
        if not 200 <= answer.status < 300:
            raise GatewayUnheard(said)
        try:
            told = json.loads(answer.read(100_000))
        except (OSError, HTTPException, ValueError):
            return  # it has said that it took the message; how it goes on is its own business
        if isinstance(told, dict) and told.get("status") == "failed":
            raise GatewayRefused("the gateway said: failed")


def _is_sender(sender: str) -> bool:
    """Up to eleven letters and digits, or a number to answer to."""
    if sender.startswith("+"):
        return sender[1:].isdecimal() and 7 <= len(sender) <= 16
    return sender.isascii() and sender.isalnum() and 3 <= len(sender) <= 11


def _hang_up(line: HTTPConnection) -> None:
    if line.sock is not None:
        try:
            line.sock.shutdown(SHUT_RDWR)
        except OSError:
            return  # it has hung up itself
