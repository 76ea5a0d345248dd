"""A real mail server on this machine, which may be away, refuse somebody, or kill who calls."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.ports import free_port

STAGES = ("EHLO", "MAIL", "RCPT", "DATA")


class PostOffice:
    """What came in, and what is to go wrong."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.refuses: set[str] = set()
        self.busy = False
        self.caller = 0
        self.kills: list[str] = []
        """The stages at which the caller, by process number, is killed; one after the other."""

    def to(self, address: str) -> list[EmailMessage]:
        """The mails for an address."""
        return [mail for mail in self.received if mail["To"] == address]

    async def handle_EHLO(  # noqa: N802 - the name that aiosmtpd calls
        self, _: SMTP, session: Session, __: Envelope, host: str, answers: list[str]
    ) -> list[str]:
        self._kill("EHLO")
        session.host_name = host
        return answers

    async def handle_MAIL(  # noqa: N802
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        self._kill("MAIL")
        envelope.mail_from = address
        return "451 try later" if self.busy else "250 ok"

    async def handle_RCPT(  # noqa: N802
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        self._kill("RCPT")
        if address in self.refuses:
            return f"550 <{address}> lives here no more"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        content: Any = envelope.content
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.received.append(mail)
        self.raw.append(content)
        self._kill("DATA")
        return "250 it will be delivered"

    def _kill(self, stage: str) -> None:
        if self.kills and self.kills[0] == stage:
            self.kills.pop(0)
            os.kill(self.caller, signal.SIGKILL)


@contextmanager
def post_office() -> Iterator[tuple[PostOffice, str]]:
    """An open post office, and its address as in FRITIDSBANK_SMTP."""
    office, port = PostOffice(), free_port()
    controller = Controller(office, hostname="127.0.0.1", port=port, loop=asyncio.new_event_loop())
    controller.start()
    try:
        yield office, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()
