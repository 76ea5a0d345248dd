"""`make test`: every suite, on databases, printers, in a browser; what could not run comes last."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from tests.browser.chromium import PACKAGES, chromium
from tests.postgres import binaries
from tests.real_printers import programs

HOUSE = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q"]
PLENTY = 4 * 1024**3
IN_PARALLEL = ["-n", "auto", "--dist", "worksteal"]
# Finding four thousand tests takes seconds, in each process.
COMPILED_ONCE = {"PYTHONDONTWRITEBYTECODE": ""}
"""Hundreds of processes are started: where a machine forbids it, each compiles all of it anew."""
ELSEWHERE = ["--ignore=tests/browser", "--ignore=tests/real_printers"]
NO_DATABASE = ["--ignore=tests/test_translations.py", "--ignore-glob=tests/test_house_*.py"]


@dataclass(frozen=True)
class Suite:
    """One run of tests, or the reason why it cannot run on this machine."""

    name: str
    command: list[str]
    environ: dict[str, str] = field(default_factory=dict)
    lacks: str = ""

    def passes(self) -> bool:
        """Run it in the open; 5 is pytest's word for "no tests at all"."""
        print(f"\n=== {self.name} ===", flush=True)
        # What is set for a shop on this machine is no business of the tests.
        outside = {k: v for k, v in os.environ.items() if not k.startswith("FRITIDSBANK_")}
        began = monotonic()
        with in_memory() as where:
            environ = outside | where | COMPILED_ONCE | self.environ
            done = subprocess.run(self.command, cwd=HOUSE, env=environ, check=False)
        print(f"=== {self.name}: {monotonic() - began:.0f} s ===", flush=True)
        return done.returncode == 0


@contextmanager
def in_memory() -> Iterator[dict[str, str]]:
    """Where tests put their databases: in memory when there is plenty of it.

    Each of thousands of commits waits for the disk otherwise; what a disk loses is not what these
    tests are about (killed processes lose nothing of a file in memory).
    """
    memory = Path("/dev/shm")
    if not memory.is_dir() or shutil.disk_usage(memory).free < PLENTY:
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="fritidsbank-tests-", dir=memory) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as a user of its own
        yield {"TMPDIR": folder}


def suites() -> list[Suite]:
    """All there are, the quickest first."""
    scripts = sorted(str(file) for file in (HOUSE / "tests/js").rglob("*.test.js"))
    # Pinned by the lock; the machine's own may be old.
    node = Path(sys.executable).with_name("node")
    return [
        Suite("scripts", [str(node), "--test", *scripts]),
        Suite("SQLite", [*PYTEST, *IN_PARALLEL, *ELSEWHERE]),
        Suite("Printers", [*PYTEST, "tests/real_printers"], lacks=programs.why_not()),
        Suite(
            "PostgreSQL",
            [*PYTEST, *IN_PARALLEL, *ELSEWHERE, *NO_DATABASE],
            {"FRITIDSBANK_TEST_DATABASE": "postgresql"},
            lacks="" if binaries() else "no PostgreSQL: sudo apt-get install postgresql",
        ),
        Suite(
            "Chromium",
            # A file at a time, since the tests of one share a server and a window.
            [*PYTEST, "-n", "auto", "--dist", "loadfile", "tests/browser"],
            lacks="" if chromium() else "no Chromium: sudo apt-get install chromium",
        ),
    ]


def fetch_what_lacks() -> None:
    """As root with apt, install it; elsewhere leave the machine alone."""
    printers = programs.lacking()
    if (
        (chromium() and binaries() and not printers)
        or os.geteuid() != 0
        or not shutil.which("apt-get")
    ):
        return
    print("Installing what lacks of Chromium, PostgreSQL and printers.", flush=True)
    _apt_get("update")
    if not binaries():
        _apt_get("install", "postgresql")
    if printers:
        _apt_get("install", *printers)
    for package in PACKAGES:
        if not chromium():
            _apt_get("install", package)


def _apt_get(*what: str) -> None:
    quietly = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    options = ["-qq", "--yes", "--no-install-recommends"]
    subprocess.run(["apt-get", *options, *what], env=quietly, check=False)


def main() -> int:
    """Run them all, also after one has failed. Under CI=true, what could not run is a failure."""
    fetch_what_lacks()
    everything = suites()
    failed = [suite.name for suite in everything if not suite.lacks and not suite.passes()]
    not_run = [f"{suite.name} ({suite.lacks})" for suite in everything if suite.lacks]
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    if not_run:
        print(f"\nnot run here: {', '.join(not_run)}")
    if not failed and not not_run:
        print("\nAll passed.")
    return 1 if failed or (not_run and os.environ.get("CI") == "true") else 0


if __name__ == "__main__":
    sys.exit(main())
