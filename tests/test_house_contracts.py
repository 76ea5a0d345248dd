"""Each contract of the imports is broken once, in a copy of the house, to see that it is caught."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
LINT = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"


@dataclass(frozen=True)
class Mischief:
    """A line that somebody might write in a hurry, where, and the contract that forbids it."""

    contract: str
    file: str
    line: str


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The modules alone, where they may be spoilt."""
    for source in (HOUSE / "fritidsbank").rglob("*.py"):
        inside = source.relative_to(HOUSE)
        if "node_modules" not in inside.parts:
            (tmp_path / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, tmp_path / inside)
    shutil.copyfile(HOUSE / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path


def broken_contracts(house: Path) -> set[str]:
    """What the linter says about a copy, which it must look at instead of the checkout."""
    done = subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=house,
        env={"PYTHONPATH": str(house), "COLUMNS": "200", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = re.findall(r"^(.+) (KEPT|BROKEN)$", done.stdout, re.MULTILINE)
    assert len(verdicts) == 7, done.stdout + done.stderr
    return {name for name, verdict in verdicts if verdict == "BROKEN"}


def test_the_house_as_it_stands_keeps_every_contract(house: Path) -> None:
    assert broken_contracts(house) == set()


@pytest.mark.parametrize(
    "mischief",
    [
        Mischief("Floors", "stock/actions.py", "import fritidsbank.counter.actions"),
        Mischief("Floors", "workshop/actions.py", "import fritidsbank.counter.actions"),
        Mischief("Floors", "web/room.py", "import fritidsbank.branches.rules"),
        Mischief("Floors", "web/room.py", "import fritidsbank.printing"),
        Mischief("Floors", "clock.py", "import fritidsbank.web.access"),
        Mischief("Floors", "staff/queries.py", "import fritidsbank.people.rules"),
        Mischief("Floors", "staff/queries.py", "import fritidsbank.printjobs.rules"),
        Mischief("Floors", "printjobs/queries.py", "import fritidsbank.people.rules"),
        Mischief("Floors", "helpers.py", "import json"),
        Mischief("Inside a room", "stock/queries.py", "import fritidsbank.stock.actions"),
        Mischief("Inside a room", "people/rules.py", "import fritidsbank.people.models"),
        Mischief("Inside a room", "staff/commands.py", "import fritidsbank.staff.views"),
        Mischief(
            "The minutes know nothing of the shop",
            "minutes/queries.py",
            "import fritidsbank.people.queries",
        ),
        Mischief(
            "The minutes know nothing of the shop",
            "minutes/models.py",
            "import fritidsbank.stock.models",
        ),
        Mischief(
            "The open minutes can stand alone",
            "companion.py",
            "import fritidsbank.founding",
        ),
        Mischief("Only the edges know Flask and click", "counter/actions.py", "import flask"),
        Mischief("Only the edges know Flask and click", "people/queries.py", "import werkzeug"),
        Mischief("Only the edges know Flask and click", "stock/models.py", "import click"),
        Mischief("Only the edges know Flask and click", "branches/rules.py", "import jinja2"),
        Mischief(
            "Only the edges know Flask and click",
            "loans/queries.py",
            "import fritidsbank.web.context",
        ),
        Mischief("Rules know no database", "stock/rules.py", "import sqlalchemy"),
        Mischief("Rules know no database", "branches/rules.py", "import fritidsbank.db"),
        Mischief("No circles", "refusals.py", "import fritidsbank.barcodes"),
        Mischief("No circles", "web/access.py", "import fritidsbank.web.room"),
    ],
    ids=lambda mischief: f"{mischief.file}: {mischief.line}",
)
def test_a_broken_contract_is_named(house: Path, mischief: Mischief) -> None:
    spoilt = house / "fritidsbank" / mischief.file
    spoilt.parent.mkdir(exist_ok=True)
    (spoilt.parent / "__init__.py").touch()
    with spoilt.open("a") as file:
        file.write(f"\n{mischief.line}\n")

    assert mischief.contract in broken_contracts(house)
