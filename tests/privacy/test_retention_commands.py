"""Retention and the ledger of the forgotten from the command line."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from fritidsbank.cli import main
from fritidsbank.settings import Settings
from tests.hands import hands_of_the_clock
from tests.privacy.lent import Lent


def run(settings: Settings, *words: str, **more: str) -> Result:
    """`fritidsbank`, in English."""
    environ = {
        "FRITIDSBANK_DATA": str(settings.data),
        "FRITIDSBANK_DATABASE": settings.database,
        "FRITIDSBANK_LANGUAGE": "en",
    }
    return CliRunner().invoke(main, [*words], env=os.environ | environ | more)


@pytest.fixture
def long_ago(lent: Lent) -> Lent:
    """All is back, and nobody has seen Sara since 2020."""
    lent.takes_back(lent.skis, lent.boots)
    with lent.shop.store.writing() as db:
        db.execute(text("UPDATE borrower SET last_seen_on = '2020-02-02'"))
        db.execute(text("UPDATE visit SET opened_at = '2020-02-02 12:00:00'"))
        for moment in ("lent_at", "ended_at"):
            db.execute(text(f"UPDATE loan SET {moment} = '2020-02-02 12:00:00'"))
        db.commit()
    return lent


def test_a_dry_run_says_what_would_go_and_changes_nothing(
    long_ago: Lent, settings: Settings
) -> None:
    done = run(settings, "retention", "--dry-run")
    assert "Borrowers erased: 1." in done.stdout
    assert "Visits and bookings that forgot their borrower: 1." in done.stdout
    assert long_ago.is_known(long_ago.sara)


def test_it_says_what_went_without_a_name(long_ago: Lent, settings: Settings) -> None:
    done = run(settings, "retention")
    assert "Borrowers erased: 1." in done.stdout
    assert "sandgren" not in done.output.casefold()
    assert not long_ago.is_known(long_ago.sara)


def test_once_more_there_is_nothing(long_ago: Lent, settings: Settings) -> None:
    run(settings, "retention")
    assert run(settings, "retention").stdout == "Nothing was old enough.\n"


def test_tick_does_it_by_itself(
    long_ago: Lent, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands_of_the_clock(monkeypatch, long_ago.now)
    assert "Borrowers erased: 1." in run(settings, "tick").stdout
    assert not long_ago.is_known(long_ago.sara)


def test_a_gateway_that_is_written_wrongly_stops_no_retention(
    long_ago: Lent, settings: Settings
) -> None:
    ran = run(settings, "tick", FRITIDSBANK_SMS="46elks://u1:secret@/")
    assert (ran.exit_code, "Borrowers erased: 1." in ran.output) == (1, True)
    assert "secret" not in ran.output


def test_a_restored_register_has_nobody_who_was_erased(
    long_ago: Lent, settings: Settings, tmp_path: Path
) -> None:
    copy = str(tmp_path / "backup")
    assert run(settings, "backup", copy).exit_code == 0
    run(settings, "erase", long_ago.sara)
    long_ago.shop.store.close()
    done = run(settings, "restore", "--replace", copy)
    assert "1 borrower who had been erased since then is erased again." in done.stdout
    assert not long_ago.is_known(long_ago.sara)


@pytest.mark.one_database
def test_not_a_byte_of_whom_retention_erased_is_left(long_ago: Lent, settings: Settings) -> None:
    run(settings, "retention")
    long_ago.shop.store.close()
    left = [
        file.name
        for file in settings.data.iterdir()
        if file.is_file()
        if any(trace in file.read_bytes().lower() for trace in (b"sandgren", b"701740605"))
    ]
    assert left == []


def test_no_line_of_the_log_names_anybody(
    long_ago: Lent, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    run(settings, "retention")
    assert "sandgren" not in caplog.text.casefold()
    assert "701740605" not in caplog.text
