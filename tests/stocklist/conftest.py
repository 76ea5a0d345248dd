"""Somebody in the street with a telephone, in front of a shop whose clock a test may turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from fritidsbank.app import create_app
from fritidsbank.db import Store
from tests import make
from tests.conftest import installation
from tests.demo.conftest import TODAY, demo_in, stores
from tests.hands import Hands, hands_of_the_clock
from tests.staff.crew import Crew, crew, text_of

__all__ = ["crew"]


@dataclass(frozen=True)
class Street:
    """What stands in the register, and a telephone that nobody has signed in on."""

    crew: Crew
    hands: Hands
    phone: FlaskClient

    def asks(self, path: str, **headers: str) -> TestResponse:
        """Ask half a minute later, so that nothing is answered from what was kept."""
        self.hands.pass_(seconds=31)
        return self.phone.get(path, headers=headers)

    def reads(self, path: str) -> str:
        """What the page says, without its tags."""
        answer = self.asks(path)
        assert answer.status_code == 200
        return text_of(answer)


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Hands:
    """The clock, stopped on a Monday afternoon."""
    return hands_of_the_clock(monkeypatch, now)


@pytest.fixture
def street(hands: Hands, crew: Crew, app: Flask) -> Street:
    """In front of Hamnen; Söder is its other branch."""
    return Street(crew, hands, make.visitor(app).client)


@dataclass(frozen=True)
class Demo:
    """A small shop after a year, as anybody may see it."""

    app: Flask
    store: Store

    @property
    def phone(self) -> FlaskClient:
        """A telephone that nobody has signed in on."""
        return self.app.test_client()


@pytest.fixture(scope="session")
def year(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One for all tests here, which only look."""
    folder = tmp_path_factory.mktemp("year")
    with stores(empty_file, folder) as new:
        store = new()
        demo_in(store)
        yield Demo(create_app(installation(folder, str(store.url)), store), store)


@pytest.fixture
def demo(year: Demo, monkeypatch: pytest.MonkeyPatch) -> Demo:
    """It is noon there, on the day after which nothing has happened yet."""
    hands_of_the_clock(monkeypatch, datetime.combine(TODAY, time(12), UTC))
    return year
