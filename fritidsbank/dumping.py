"""The same for PostgreSQL, by its own programs."""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy import URL, Connection, create_engine, text

from fritidsbank.refusals import N_, Refusal

_COPY = re.compile(r'COPY (?:public|"public")\."?(\w+)"? ')


@dataclass(eq=False)
class ToolMissing(Refusal):
    """PostgreSQL's programs are a package of their own."""

    tool: str

    message = N_(
        "The program {tool} is missing on this machine. It comes with PostgreSQL: "
        "sudo apt-get install postgresql-client"
    )


@dataclass(eq=False)
class ToolFailed(Refusal):
    """One of PostgreSQL's programs gave up, and says why."""

    tool: str
    why: str

    message = N_("{tool} could not do it: {why}")


@dataclass(eq=False)
class DumpDiffers(Refusal):
    """Read back, the dump has not what the register has."""

    table: str

    message = N_("The copy lacks rows of the table {table}. It was thrown away.")


def dump(url: URL, part: Path) -> int:
    """Write the database into a file, and count what is in it. The number of its rows.

    Raises ToolMissing, ToolFailed, DumpDiffers.
    """
    with _snapshot(url) as (connection, snapshot):
        counted = _rows_of(connection)
        _run(url, "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={part}")
    written = rows_in(part)
    for table, rows in counted.items():
        if written.get(table, 0) != rows:
            raise DumpDiffers(table)
    return sum(counted.values())


def rows_in(file: Path) -> dict[str, int]:
    """How many rows of each table a dump holds. Raises ToolMissing, ToolFailed."""
    rows: dict[str, int] = {}
    table = ""
    for line in _lines(file, "--data-only"):
        if table and line == "\\.":
            table = ""
        elif table:
            rows[table] += 1
        elif found := _COPY.match(line):
            table = found[1]
            rows[table] = 0
    return rows


def revision_in(file: Path) -> str | None:
    """The revision of the schema in a dump, of all its lines. Raises ToolMissing, ToolFailed."""
    rows: list[str] | None = None
    for line in _lines(file, "--data-only", "--table=alembic_version"):
        if rows is not None and line == "\\.":
            return "+".join(sorted(rows)) or None
        if rows is not None:
            rows.append(line)
        elif _COPY.match(line):
            rows = []
    return None


def undump(url: URL, file: Path) -> None:
    """Put a dump in the place of everything, in one transaction. Raises ToolMissing, ToolFailed."""
    with _connected(url) as connection:
        emptying = list(connection.scalars(text(_EMPTYING)))
    script = chain(emptying, _lines(file, "--no-owner", "--no-privileges"))
    _run(
        url,
        "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1",
        told=script,
    )  # fmt: skip


def is_empty(url: URL) -> bool:
    """Whether there is no table in the database."""
    with _connected(url) as connection:
        return not connection.scalars(text(_EMPTYING)).first()


_EMPTYING = """
    SELECT format('DROP TABLE public.%I CASCADE;', tablename) FROM pg_tables
     WHERE schemaname = 'public'
    UNION ALL
    SELECT format('DROP FUNCTION public.%I CASCADE;', proname) FROM pg_proc
     WHERE pronamespace = 'public'::regnamespace
"""


@contextmanager
def _connected(url: URL) -> Iterator[Connection]:
    engine = create_engine(url, isolation_level="REPEATABLE READ")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _snapshot(url: URL) -> Iterator[tuple[Connection, str]]:
    with _connected(url) as connection:
        yield connection, str(connection.scalar(text("SELECT pg_export_snapshot()")))


def _rows_of(connection: Connection) -> dict[str, int]:
    tables = connection.scalars(
        text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    ).all()
    return {
        table: connection.scalar(text(f'SELECT count(*) FROM public."{table}"')) or 0  # noqa: S608
        for table in tables
    }


def _run(url: URL, tool: str, *options: str, told: Iterable[str] = ()) -> None:
    # The password goes by the environment: a command line can be read by everybody.
    plain = url.set(drivername="postgresql", password=None).render_as_string()
    environ = os.environ | ({"PGPASSWORD": url.password} if url.password else {})
    command = [tool, "--no-password", *options, f"--dbname={plain}"]
    with _started(command, environ, heard=False) as running:
        assert running.stdin
        try:
            for line in told:
                running.stdin.write(f"{line}\n")
        except BrokenPipeError:
            pass  # whoever gives up early says why
        except BaseException:
            running.kill()  # at the end of its input it would commit the half that it has got
            raise


def _lines(file: Path, *options: str) -> Iterator[str]:
    command = ["pg_restore", *options, "--file=-", str(file)]
    with _started(command, dict(os.environ), heard=True) as running:
        assert running.stdout
        for line in running.stdout:
            yield line.rstrip("\n")


@contextmanager
def _started(
    command: list[str], environ: dict[str, str], *, heard: bool
) -> Iterator[subprocess.Popen[str]]:
    with TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        try:
            running = subprocess.Popen(  # noqa: S603 - a program of PostgreSQL, without a shell
                command,
                env=environ,
                stdin=subprocess.DEVNULL if heard else subprocess.PIPE,
                stdout=subprocess.PIPE if heard else subprocess.DEVNULL,
                stderr=said,
                text=True,
                encoding="utf-8",
            )
        except FileNotFoundError:
            raise ToolMissing(command[0]) from None
        with running:
            yield running
        if running.returncode:
            said.seek(0)
            lines = said.read().strip().splitlines() or ["?"]
            first = next((line for line in lines if "error" in line.casefold()), lines[-1])
            raise ToolFailed(command[0], first)
