"""What the commands that look after a register do with its print jobs."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from fritidsbank import clock
from fritidsbank.cli import main
from fritidsbank.printjobs.rules import KEPT, PATIENCE, JobState
from fritidsbank.printjobs.taking import take
from fritidsbank.settings import Settings
from tests import make
from tests.conftest import Shop
from tests.hands import Hands, hands_of_the_clock
from tests.printjobs.working import jobs_of, printer_at, queue_up

pytestmark = pytest.mark.one_database


@pytest.fixture
def clock_on_the_wall(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Hands:
    """It shows the moment of the test, and goes when it is told to."""
    return hands_of_the_clock(monkeypatch, shop.now)


def run(settings: Settings, *words: str) -> None:
    """A command at the terminal of the machine."""
    surroundings = {**settings.in_environment(), "FRITIDSBANK_LANGUAGE": "en"}
    done = CliRunner().invoke(main, words, env=surroundings, catch_exceptions=False)
    assert done.exit_code == 0, done.output


def test_what_a_restored_register_was_about_to_print_is_not_printed(
    shop: Shop, settings: Settings, tmp_path: Path
) -> None:
    printer = printer_at(shop, 9)
    queue_up(shop, printer, 2)
    with shop.store.writing() as db:
        take(db, printer, make.uid(), now=clock.now())
        db.commit()
    shop.store.close()
    run(settings, "backup", str(tmp_path / "backup.db"))
    run(settings, "restore", str(tmp_path / "backup.db"), "--replace")

    jobs = jobs_of(shop.store, printer)
    assert [(job.state, job.trouble) for job in jobs] == [
        (JobState.UNKNOWN, "copied_back"),
        (JobState.CANCELLED, "copied_back"),
    ]


def test_a_tick_puts_away_what_nobody_came_for_and_throws_it_away_in_the_end(
    shop: Shop, settings: Settings, clock_on_the_wall: Hands
) -> None:
    printer = printer_at(shop, 9)
    queue_up(shop, printer)
    clock_on_the_wall.now += PATIENCE
    run(settings, "tick")
    put_away = [job.state for job in jobs_of(shop.store, printer)]
    clock_on_the_wall.now += 2 * KEPT
    run(settings, "tick")

    assert put_away == [JobState.CANCELLED]
    assert jobs_of(shop.store, printer) == []
