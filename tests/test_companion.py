"""The open minutes alone: FRITIDSBANK_ROOMS=minutes, without a shop."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import inspect, select

from fritidsbank import migrating
from fritidsbank.cli import OF_THE_SHOP
from fritidsbank.companion import create_app, found, minutes_store
from fritidsbank.db import Store
from fritidsbank.minutes.models import Outcome
from fritidsbank.settings import Rooms, Settings
from fritidsbank.staff.first_account import FirstAccount
from fritidsbank.staff.models import Account
from fritidsbank.stock.catalogue import load
from fritidsbank.stock.models import Category
from tests import make
from tests.conftest import NOW, PASSWORD, installation
from tests.test_cli import run

SHARED = {"branch", "setting", "opening_hours", "opening_exception", "account", "sign_in", "role"}
SHARED |= {"authority", "device", "session", "attempt", "outbox", "operation", "alembic_version"}
OF_GROUPS = "minutes meeting agenda attendance adjuster approval matter follow_up"
OF_GROUPS += " pinned_figure privacy_mark published paragraph_number"


@pytest.fixture
def alone(settings: Settings, secret: str) -> Store:
    """An office for groups that has just been founded, with Astrid as its administrator."""
    folder = settings.data / "alone"
    store = minutes_store(installation(folder, f"sqlite:///{folder}/fritidsbank.db"))
    migrating.migrate(store)
    with store.writing() as db:
        found(db, "Öppna möten", FirstAccount("Astrid", "astrid", secret), NOW)
        db.commit()
    return store


COMMANDS = """
import json, sys
from fritidsbank.cli import main
sys.argv[0] = "fritidsbank"
for words in json.loads(sys.argv.pop()):
    print("$", *words[:1], flush=True)
    sys.argv[1:] = words
    try:
        main()
    except SystemExit as ended:
        print("=", ended.code, flush=True)
rooms = "stock people counter workshop labels printjobs intake reports stocklist sets".split()
print("LOADED", *(each for each in rooms if f"fritidsbank.{each}" in sys.modules))
"""
"""One command after another in a process of its own, and what that has loaded of the shop."""


@dataclass(frozen=True)
class Told:
    """What each command said, how it ended, and which rooms of the shop they needed."""

    said: dict[str, str]
    ended: dict[str, str]
    loaded: list[str]


def told(folder: Path, *commands: Sequence[str]) -> Told:
    """What `fritidsbank` tells where there are only minutes."""
    own = {
        "FRITIDSBANK_DATA": str(folder),
        "FRITIDSBANK_ROOMS": "minutes",
        "FRITIDSBANK_LANGUAGE": "en",
    }
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS, json.dumps(commands)],
        env=os.environ | own,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    whole, _, loaded = done.stdout.rpartition("LOADED")
    parts = [part.partition("\n") for part in whole.split("$ ")[1:]]
    ends = {name: text.rpartition("= ")[2].strip() for name, _, text in parts}
    return Told({name: text for name, _, text in parts}, ends, loaded.split())


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """An office of groups that is founded and looked after by commands."""
    init = ("init", "--branch", "Möten", "--name", "Sanna", "--sign-in", "sanna")
    return told(
        tmp_path_factory.mktemp("alone"),
        (*init, "--password", PASSWORD),
        ("upgrade",),
        ("doctor",),
        ("tick",),
        ("--help",),
    )


@pytest.mark.one_database
def test_an_office_of_groups_is_founded_and_looked_after_and_loads_nothing_of_a_shop(
    office: Told,
) -> None:
    assert {*office.ended.values()} == {"0"}, office.said
    assert office.loaded == []


@pytest.mark.one_database
def test_commands_of_a_shop_are_not_there(office: Told) -> None:
    said = office.said["--help"]
    assert "tick" in said
    assert not [each for each in OF_THE_SHOP if f"  {each} " in said]


def test_no_table_of_a_shop_is_made(alone: Store) -> None:
    made = {*inspect(alone.engine).get_table_names()} - SHARED
    assert {each for each in made if not each.startswith((*OF_GROUPS.split(),))} == set()


@pytest.mark.one_database
def test_whoever_is_let_in_begins_among_the_meetings(alone: Store, settings: Settings) -> None:
    here = Settings(settings.data, str(alone.url), settings.url, rooms=Rooms.MINUTES)
    browser = make.visitor(create_app(here, alone))
    came = browser.signs_in("astrid", PASSWORD)
    assert (came.status_code, came.location) == (303, "/minutes")
    led = set(re.findall(r'<a href="(/[^"#]*)"', browser.client.get("/minutes").text))
    assert {path: browser.client.get(path).status_code for path in led} == dict.fromkeys(led, 200)


@pytest.mark.one_database
def test_a_shop_can_be_opened_where_the_minutes_stood_alone(alone: Store) -> None:
    whole = Store(alone.url.render_as_string(), alone.metadata, alone.migrations)
    migrating.migrate(whole)
    assert not migrating.is_old(whole, migrating.current(whole))
    assert "article" in inspect(whole.engine).get_table_names()
    whole.close()


@pytest.mark.one_database
def test_an_upgrade_furnishes_a_shop_where_the_minutes_stood_alone(
    alone: Store, settings: Settings
) -> None:
    here = installation(settings.data, str(alone.url))
    for _ in range(2):
        assert run(here, "upgrade").exit_code == 0
    assert "as it should be" in run(here, "doctor").stdout
    whole = Store(alone.url.render_as_string(), alone.metadata, alone.migrations)
    with whole.reading() as db:
        assert len(db.scalars(select(Category)).all()) == len(load())
        assert len(db.scalars(select(Account)).all()) == 2  # Astrid, and the post of the workshop
    whole.close()


@pytest.mark.one_database
def test_a_command_of_the_shop_says_why_it_is_not_here(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRITIDSBANK_ROOMS", "minutes")
    done = run(settings, "report", "year", "2026")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "report is a command of the shop" in done.stderr


@pytest.mark.one_database
def test_rooms_that_do_not_exist_are_said_in_a_sentence(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRITIDSBANK_ROOMS", "cellar")
    assert "FRITIDSBANK_ROOMS cannot be cellar" in run(settings, "--help").stderr


@pytest.mark.one_database
def test_a_restored_office_is_told_nothing_of_borrowers(
    alone: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRITIDSBANK_ROOMS", "minutes")
    here = installation(settings.data, str(alone.url))
    copy = str(settings.data / "copy")
    run(here, "backup", copy)
    alone.close()
    done = run(here, "restore", "--replace", copy)
    assert (done.exit_code, "borrower" in done.stdout) == (0, False)


@pytest.mark.one_database
def test_a_demo_of_groups_is_whole(tmp_path: Path) -> None:
    done = told(tmp_path, ("demo",), ("doctor",))
    assert {*done.ended.values()} == {"0"}, done.said
    store = minutes_store(installation(tmp_path, f"sqlite:///{tmp_path}/fritidsbank.db"))
    said = create_app(installation(tmp_path, str(store.url)), store).test_client().get("/moten")
    with store.reading() as db:
        keys = db.scalars(select(Outcome.key)).all()
    store.close()
    assert "Lokalfrågan" in said.text
    assert len(set(keys)) == len(keys) > 1, "what is followed has a name of its own"
