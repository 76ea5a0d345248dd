"""The counter of the bookings, where a school wants skates."""

import pytest
from flask import Flask

from fritidsbank.web.access import Role
from tests import make
from tests.bookings.conftest import Desk, amina, desk, school
from tests.hands import hands_of_the_clock

__all__ = ["amina", "browser", "desk", "school"]


@pytest.fixture
def browser(app: Flask, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> make.Visitor:
    """Bo, at the counter."""
    now, branch = desk.tablet.now, desk.shop.branch
    hands_of_the_clock(monkeypatch, now)
    bo = desk.does(lambda db: make.account(db, "Bo", [(Role.COUNTER, branch)], now=now))
    return make.signed_in(app, desk.store, bo, branch, now=now)
