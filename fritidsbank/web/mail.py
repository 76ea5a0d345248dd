"""Handing a mail to a mail server, so that it is known to the last moment whether it has it."""

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.policy import default as usual
from urllib.parse import unquote, urlsplit

SECONDS = 20.0
"""So long each step may take."""


class InOnePiece(UnstructuredHeader):
    """A header that is never folded: a long address would become an encoded word."""

    def fold(self, *, policy: Policy) -> str:
        """The line as it is."""
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("List-Unsubscribe", InOnePiece)  # type: ignore[arg-type]
LETTER = usual.clone(header_factory=_HEADERS)
"""The policy of a mail that says how to get no more of them."""


class MailAway(Exception):  # noqa: N818 - it is an answer, not an error
    """The server does not answer, or asks to try again later. It does not have the mail."""


class MailRefused(Exception):  # noqa: N818 - likewise
    """The server will never take this mail for this address."""


class MailUnheard(Exception):  # noqa: N818 - likewise
    """The server was given the mail, and its answer was not heard."""


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed in. Encrypted from the start, or by STARTTLS when it is offered."""

    host: str
    port: int
    name: str
    password: str
    encrypted: bool

    @classmethod
    def at(cls, url: str) -> "MailServer":
        """The server of smtp://name:password@host:port or smtps://..."""
        parts = urlsplit(url)
        encrypted = parts.scheme == "smtps"
        port = parts.port or (465 if encrypted else 587 if parts.username else 25)
        name, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname or "localhost", port, name, password, encrypted)

    def deliver(self, mail: EmailMessage, *, about_to: Callable[[], bool]) -> bool:
        """Hand it over. `about_to` is asked when only the last dot is missing; False stops there.

        Raises MailAway, MailRefused, MailUnheard.
        """
        try:
            with closing(self._connected()) as server:
                self._begin(server, str(mail["From"]), str(mail["To"]))
                self._write(server, mail.as_bytes(policy=SMTP))
                return about_to() and self._finish(server)
        except (OSError, smtplib.SMTPException) as trouble:
            raise MailAway(_said(trouble)) from None

    def _connected(self) -> smtplib.SMTP:
        trusted = ssl.create_default_context()
        if self.encrypted:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=SECONDS, context=trusted
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        server.ehlo_or_helo_if_needed()
        secret = self.encrypted or server.has_extn("starttls")
        if secret and not self.encrypted:
            server.starttls(context=trusted)
            server.ehlo()
        if self.name and not secret:
            raise MailAway("the server offers no encryption, so no password was sent")
        if self.name:
            server.login(self.name, self.password)
        return server

    @staticmethod
    def _begin(server: smtplib.SMTP, sender: str, receiver: str) -> None:
        _expect(server.mail(sender))
        _expect(server.rcpt(receiver))
        _expect(server.docmd("DATA"), 354)

    @staticmethod
    def _write(server: smtplib.SMTP, raw: bytes) -> None:
        lines = raw.replace(b"\r\n", b"\n").removesuffix(b"\n").split(b"\n")
        stuffed = (b"." + line if line.startswith(b".") else line for line in lines)
        server.send(b"\r\n".join(stuffed) + b"\r\n")

    @staticmethod
    def _finish(server: smtplib.SMTP) -> bool:
        try:
            server.send(b".\r\n")
            answer = server.getreply()
        except (OSError, smtplib.SMTPException) as trouble:
            raise MailUnheard(_said(trouble)) from None
        _expect(answer)
        try:
            server.quit()
        except (OSError, smtplib.SMTPException):
            return True  # it has the mail; how it says goodbye is its own business
        return True


def _expect(answer: tuple[int, bytes], code: int = 250) -> None:
    number, words = answer
    if number in {code, 251}:
        return
    said = _said(f"{number} {words.decode('ascii', 'replace')}")
    raise MailRefused(said) if 500 <= number < 600 else MailAway(said)


def _said(trouble: object) -> str:
    """What the server said, without the address that it repeats."""
    words = f"{type(trouble).__name__}: {trouble}" if isinstance(trouble, Exception) else trouble
    return re.sub(r"\S+@\S+", "@", str(words))[:160]
