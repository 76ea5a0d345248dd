"""Somebody in the street with a telephone, who wants to know what the groups decide."""

import json
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from fritidsbank.minutes.published import Published
from tests.conftest import Shop
from tests.hands import Hands, hands_of_the_clock
from tests.minutes.public_world import Rendition, publish
from tests.staff.crew import text_of


@dataclass(frozen=True)
class Citizen:
    """A telephone that nobody has signed in on, and the hand that publishes."""

    shop: Shop
    hands: Hands
    phone: FlaskClient

    def publishes(self, *pages: Rendition, note: str = "") -> list[Published]:
        """Put these out at this moment."""
        with self.shop.store.writing() as db:
            rows = [publish(db, each, now=self.hands.now, change_note=note) for each in pages]
            db.commit()
        return rows

    def asks(self, path: str) -> TestResponse:
        """Ask half a minute later, so that nothing is answered from what was kept."""
        self.hands.pass_(seconds=31)
        return self.phone.get(path)

    def reads(self, path: str, status: int = 200) -> str:
        """What the page says, without its tags."""
        answer = self.asks(path)
        assert answer.status_code == status, answer.status
        return unescape(text_of(answer))

    def event_of(self, path: str) -> dict[str, Any]:
        """What the page says to programs that know schema.org."""
        block = self.asks(path).text.split('<script type="application/ld+json">')[1]
        told: dict[str, Any] = json.loads(block.split("</script>")[0])
        return told


@pytest.fixture
def citizen(monkeypatch: pytest.MonkeyPatch, shop: Shop, app: Flask) -> Citizen:
    """On a Monday in March, with nothing published yet."""
    return Citizen(shop, hands_of_the_clock(monkeypatch, shop.now), app.test_client())
