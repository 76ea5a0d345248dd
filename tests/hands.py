"""A clock on the wall whose hands a test may move; pages read it as they read the real one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from fritidsbank import clock


@dataclass
class Hands:
    """The moment that every request sees."""

    now: datetime

    def pass_(self, **span: float) -> None:
        """Let hours, minutes or days go by."""
        self.now += timedelta(**span)


def hands_of_the_clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> Hands:
    """Stop the clock at a moment."""
    hands = Hands(at)
    monkeypatch.setattr(clock, "now", lambda: hands.now)
    return hands
