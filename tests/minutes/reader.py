"""Somebody who has never signed in, in front of everything that is out."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from fritidsbank.minutes.publishing import newest, withdraw
from fritidsbank.minutes.rules import PublishedKind
from tests import make
from tests.conftest import Shop
from tests.hands import Hands, hands_of_the_clock
from tests.minutes.public_world import EVERYTHING, Rendition, publish


@dataclass(frozen=True)
class Reader:
    """Somebody with a browser who has never signed in, and the press that publishes for them."""

    shop: Shop
    hands: Hands
    browser: FlaskClient

    def asks(self, path: str) -> TestResponse:
        """Half a minute later, so that nothing is answered from what was kept."""
        self.hands.pass_(seconds=31)
        return self.browser.get(path)

    def says(self, path: str) -> str:
        """What is answered, which is there."""
        answer = self.asks(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def gets(self, *pages: Rendition, change_note: str = "", later: int = 0) -> None:
        """Something more is published."""
        with self.shop.store.writing() as db:
            for page in pages:
                at = self.shop.now + timedelta(days=later)
                publish(db, page, now=at, change_note=change_note)
            db.commit()

    def loses(self, kind: PublishedKind, key: str) -> None:
        """It is withdrawn."""
        with self.shop.store.writing() as db:
            row = newest(db, kind, key)
            assert row is not None
            withdraw(db, row, "Ett namn stod där", now=self.shop.now + timedelta(days=2))
            db.commit()


@pytest.fixture
def reader(app: Flask, shop: Shop, monkeypatch: pytest.MonkeyPatch, now: datetime) -> Reader:
    """In front of everything that is out."""
    hands = hands_of_the_clock(monkeypatch, now)
    someone = Reader(shop, hands, make.visitor(app).client)
    someone.gets(*EVERYTHING)
    return someone


@contextmanager
def statements(reader: Reader) -> Iterator[list[str]]:
    """All that is asked of the database meanwhile."""
    asked: list[str] = []

    def note(*about: Any) -> None:  # noqa: ANN401 - an event's arguments
        asked.append(str(about[2]))

    event.listen(reader.shop.store.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(reader.shop.store.engine, "before_cursor_execute", note)


def tables_in(asked: list[str]) -> set[str]:
    """The tables that these statements name."""
    return {*re.findall(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+\"?(\w+)", " ".join(asked))}
