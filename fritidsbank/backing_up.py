"""Copying the register while others go on working, and making sure that the copy is one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import text

from fritidsbank import dumping
from fritidsbank.db import SQLITE, Store
from fritidsbank.refusals import N_, Refusal

ENOUGH = 2.5
"""So many times its size must be free for a copy of the register and for its change."""


@dataclass(eq=False)
class FileInTheWay(Refusal):
    """A backup is never written over something."""

    file: str

    message = N_("There is a file {file} already. Choose another name.")


@dataclass(eq=False)
class CopyFailed(Refusal):
    """The copy could not be written, or could not be read back as it should."""

    file: str
    why: str

    message = N_("The copy {file} could not be made: {why}. Nothing was changed.")


@dataclass(eq=False)
class NoRoom(Refusal):
    """Too little space to go on safely."""

    folder: str
    needed: int
    free: int

    message = N_("{needed} MB are needed in {folder}, and only {free} MB are free.")


@dataclass(eq=False)
class NothingToCopy(Refusal):
    """There is no register yet."""

    message = N_("There is no register to copy here.")


@dataclass(frozen=True)
class Backup:
    """A copy that has been read back: `rows` in all its tables."""

    file: Path
    rows: int
    size: int


def back_up(store: Store, file: Path) -> Backup:
    """Copy the register to a new file, verified and on the disk before it has its name.

    Raises FileInTheWay, CopyFailed, NothingToCopy, and for PostgreSQL what `dumping` raises.
    """
    if store.file and not store.file.exists():
        raise NothingToCopy
    with new_file(file) as part:
        rows = _copy(store, part) if store.is_sqlite else dumping.dump(store.url, part)
    return Backup(file, rows, file.stat().st_size)


def copy_of(source: Any, part: Path) -> int:  # noqa: ANN401 - a driver's connection
    """Copy what a connection sees now into a file, and read it back. The number of its rows."""
    counted = _rows_of(source)
    with closing(SQLITE.connect(part)) as target:
        source.backup(target)
        # One file that needs no other beside it, whatever it was copied from.
        target.execute("PRAGMA journal_mode=DELETE").close()
    with closing(opened_to_read(part)) as copy:
        damage = damage_of(copy)
        if damage or _rows_of(copy) != counted:
            raise CopyFailed(str(part), damage or "rows are missing")
    return sum(counted.values())


def opened_to_read(file: Path) -> Any:  # noqa: ANN401 - a driver's connection
    """A connection that can change nothing."""
    return SQLITE.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)


def damage_of(connection: Any) -> str:  # noqa: ANN401 - a driver's connection
    """What is wrong with the pages of a database, empty when nothing is."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
    return "" if found == ["ok"] else "; ".join(found)


def need_room(store: Store, folder: Path) -> None:
    """Refuse to begin what may not come to its end. Raises NoRoom."""
    needed = int(_size_of(store) * ENOUGH)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoom(str(folder), needed // 1024**2 + 1, free // 1024**2)


@contextmanager
def new_file(file: Path) -> Iterator[Path]:
    """A file to write, which gets its name when it is whole and on the disk.

    Raises FileInTheWay, CopyFailed.
    """
    if file.exists():
        raise FileInTheWay(str(file))
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield part
        _settle(part)
        _name(part, file)
        settle_folder(file.parent)
    except FileExistsError:
        raise FileInTheWay(str(file)) from None
    except (OSError, SQLITE.Error) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CopyFailed(str(file), why) from error
    finally:
        for left in (part, part.with_name(f"{part.name}-journal")):
            left.unlink(missing_ok=True)


def settle_folder(folder: Path) -> None:
    """Wait until the disk knows the names in a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy(store: Store, part: Path) -> int:
    # The session's transaction holds one state of the register while others go on writing.
    with store.reading() as db:
        source = db.connection().connection.dbapi_connection
        return copy_of(source, part)


def _rows_of(connection: Any) -> dict[str, int]:  # noqa: ANN401 - a driver's connection
    # Not what a search keeps for itself, which is no row of anybody's.
    ours = "schema = 'main' AND type = 'table' AND name NOT GLOB 'sqlite_*'"
    listed = f"SELECT name FROM pragma_table_list WHERE {ours}"  # noqa: S608 - our own words
    tables = connection.execute(listed).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in tables
    }


def _size_of(store: Store) -> int:
    if store.file:
        beside = store.file.with_name(f"{store.file.name}-wal")
        return sum(file.stat().st_size for file in (store.file, beside) if file.exists())
    with store.reading() as db:
        return int(db.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def _settle(part: Path) -> None:
    descriptor = os.open(part, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _name(part: Path, file: Path) -> None:
    try:
        os.link(part, file)  # unlike a rename, this refuses to take another file's name
    except FileExistsError:
        raise
    except OSError:
        # A stick formatted for cameras knows no links.
        if file.exists():
            raise FileExistsError from None
        part.rename(file)
