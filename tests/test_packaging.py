"""The wheel holds what git holds, and the few front-end files that come from elsewhere."""

import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.tracked import HOUSE, text_of, tracked_in

BESIDE = ("templates", "migrations", "printers")
"""Folders that a checkout has beside the package and a wheel inside it."""
BUILD = tomllib.loads(text_of(Path("pyproject.toml")))["tool"]["hatch"]["build"]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What is in a wheel built from this checkout, without the notes about the wheel itself."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=HOUSE,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.iterdir()
    with ZipFile(wheel) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if ".dist-info/" not in name and not name.endswith("/")
        }


def in_a_wheel(path: Path) -> str:
    """Where a file of the checkout lies in a wheel."""
    return f"fritidsbank/{path.as_posix()}" if path.parts[0] in BESIDE else path.as_posix()


def test_the_wheel_holds_what_git_holds(packed: dict[str, bytes]) -> None:
    ours = {in_a_wheel(path) for path in tracked_in("fritidsbank", *BESIDE)}
    assert set(packed) - set(BUILD["artifacts"]) == ours


def test_the_wheel_holds_every_declared_artifact(packed: dict[str, bytes]) -> None:
    assert [name for name in BUILD["artifacts"] if not packed.get(name)] == []


@pytest.mark.parametrize(
    ("folder", "suffix"),
    [
        ("templates", ".html"),
        ("migrations", "env.py"),
        ("migrations/versions", ".py"),
        ("translations/sv/LC_MESSAGES", ".po"),
        ("static/js", ".js"),
        ("static/css", ".css"),
    ],
)
def test_the_wheel_holds_more_than_modules(
    packed: dict[str, bytes], folder: str, suffix: str
) -> None:
    inside = [name for name in packed if name.startswith(f"fritidsbank/{folder}/")]
    assert [name for name in inside if name.endswith(suffix)] != []
