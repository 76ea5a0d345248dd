"""What becomes of reminders when the clock of the machine is put right."""

from datetime import timedelta

import pytest

from tests.reminders.conftest import Desk

pytestmark = pytest.mark.one_database


def test_a_clock_that_was_put_back_makes_nobody_wait(desk: Desk) -> None:
    for number in range(3):
        desk.lends("Hjälm", desk.meets(f"Sara {number}"), days_ago=15)
        desk.ticks(a_minute=2)
        desk.now -= timedelta(hours=1)
    assert desk.waited == []
