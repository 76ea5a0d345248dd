"""Every way into a shop and out of it, with all that it said kept for who looks for names later."""

import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from typing import Any, TypeVar

import click
from click.testing import CliRunner
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from fritidsbank.cli import main
from fritidsbank.commands import shop as commands
from fritidsbank.commands.print_worker import Worker
from fritidsbank.printjobs.actions import Described, add_printer
from fritidsbank.printjobs.rules import Purpose
from fritidsbank.settings import Settings
from fritidsbank.staff.actions import start_session
from fritidsbank.staff.models import Device
from tests import make
from tests.conftest import Shop
from tests.hands import Hands
from tests.postmaster import PostOffice
from tests.reminders.broker import Broker

T = TypeVar("T")
IN_THE_OFFICE = Described("Kontoret", "office", "a6", "folder://slips", frozenset({Purpose.SLIPS}))
_ADDRESS = re.compile(r'(?:href|action|src|formaction)="([^"]*)"')
_TO_RING = ("tel:", "sms:")
"""What a telephone is asked to dial leaves no line in anybody's log."""


class LogBook(logging.Handler):
    """Whatever is logged, as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def log_book() -> Iterator[LogBook]:
    """It is open."""
    book, root = LogBook(), logging.getLogger()
    before = root.level
    root.addHandler(book)
    root.setLevel(logging.WARNING)
    try:
        yield book
    finally:
        root.removeHandler(book)
        root.setLevel(before)


class Browser(make.Visitor):
    """Somebody at work, signed in anew each day; what pages lead to is kept."""

    def __init__(self, doors: "Doors", account: int, branch: int) -> None:
        super().__init__(doors.app.test_client())
        self.doors, self.account, self.branch = doors, account, branch
        self._token = ""
        self._device = doors.does(lambda db: make.device(db, branch, now=doors.hands.now).id)

    @property
    def token(self) -> str:
        return self._token

    def begins(self) -> None:
        """The door opens."""
        now = self.doors.hands.now

        def work(db: Session) -> str:
            device = db.get_one(Device, self._device)
            return start_session(db, self.account, device, branch=self.branch, now=now)

        self.client.set_cookie("fritidsbank-session", self.doors.does(work))
        self._token = super().token

    def opens(self, path: str) -> TestResponse:
        """A page."""
        return self._kept(self.client.get(path))

    def sends(self, path: str, **fields: str) -> TestResponse:
        """A form, whatever becomes of it."""
        return self._kept(self.sends_form(path, **fields))

    def _kept(self, answer: TestResponse) -> TestResponse:
        assert answer.status_code < 500, answer.text
        leads = [answer.request.path, str(answer.location or "")]
        leads.append(answer.headers.get("Content-Disposition", ""))
        if answer.mimetype == "text/html":
            leads += map(unescape, _ADDRESS.findall(answer.text))
        self.doors.addresses.update(one for one in leads if not one.startswith(_TO_RING))
        return answer


@dataclass
class Doors:
    """A shop with two branches, a gateway for text messages, a command line, and a clock."""

    shop: Shop
    settings: Settings
    app: Flask
    hands: Hands
    broker: Broker
    post: tuple[PostOffice, str]
    exports: Path
    answers: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        now = self.hands.now
        self.soder = self.does(lambda db: make.branch(db, "Söder"))
        self.branches = (self.shop.branch, self.soder)
        self.tablets = {
            branch: make.tablet(self.shop.store, branch, self.shop.admin, now=now)
            for branch in self.branches
        }
        self.counters = {branch: Browser(self, self.shop.admin, branch) for branch in self.branches}
        self.passer_by = make.visitor(self.app)
        sms, (_, smtp) = self.broker.address(a_minute=6_000), self.post
        who = "hamnen@example.se"
        self.settings = replace(self.settings, sms=sms, smtp=smtp, mail_from=who)
        self.office = commands.Shop(self.settings, "sv")
        self.office.__dict__["store"] = self.shop.store
        self.printer = self.does(lambda db: add_printer(db, self.shop.branch, IN_THE_OFFICE).id)

    def does(self, work: Callable[[Session], T]) -> T:
        """One unit of work."""
        with self.shop.store.writing() as db:
            done = work(db)
            db.commit()
        return done

    def opens(self) -> None:
        """Everybody is at the counter."""
        for browser in self.counters.values():
            browser.begins()

    def says(self, branch: int, kind: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - a JSON body
        """An operation at a branch; the answer."""
        tablet = self.tablets[branch]
        tablet.now = self.hands.now
        answer = tablet.says(kind, **fields)
        self.answers.append(json.dumps(answer, ensure_ascii=False))
        return answer

    def says_again(self, branch: int, back: int) -> None:
        """An operation of a moment ago is sent once more, since its answer was lost."""
        tablet = self.tablets[branch]
        body = tablet.sent[-back]
        again = tablet.sends(body, sent_at=self.hands.now)
        self.answers.append(json.dumps(again, ensure_ascii=False))

    def runs(self, *words: str) -> str:
        """A command; what it says."""
        self.office.now = self.hands.now
        found = main.get_command(click.Context(main), words[0])
        assert found is not None
        done = CliRunner().invoke(found, list(words[1:]), obj=self.office, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        self.told.append(done.output)
        return done.stdout

    def prints(self, visit: str) -> None:
        """The slip of a visit, on the printer of the first branch."""
        counter = self.counters[self.shop.branch]
        assert counter.sends(f"/slip/{visit}/print").status_code == 303
        assert Worker(self.office).work(self.printer)

    @property
    def mails(self) -> list[str]:
        """What went out by mail, as it is read."""
        bodies = (mail.get_body() for mail in self.post[0].received)
        return [str(body.get_content()) for body in bodies if body is not None]

    def exports_to(self, name: str, *words: str) -> None:
        """A command that writes a file."""
        self.runs(*words, "-o", str(self.exports / name))
