"""Bringing a store's schema up to this version of the program, after a copy of it was made."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from fritidsbank.backing_up import back_up, need_room
from fritidsbank.db import Store
from fritidsbank.refusals import N_, NotFound, Refusal

_LOCK = 0x66726974
"""Any number will do, as long as every upgrade on PostgreSQL asks for the same."""


@dataclass(eq=False)
class NoRegister(NotFound):
    """The database is empty, or was never made."""

    message = N_("There is no register here yet. Run: fritidsbank init")


@dataclass(eq=False)
class OldSchema(Refusal):
    """The database is older than the program."""

    message = N_("The register is from an older version. Run: fritidsbank upgrade")


@dataclass(eq=False)
class NewerSchema(Refusal):
    """The database has been used by a newer program."""

    message = N_("The register is from a newer version. Install that version of the program again.")


@dataclass(frozen=True)
class Upgrade:
    """From which revision to which, and where the copy lies; an empty database had none."""

    before: str | None
    after: str
    copy: Path | None


def newest(store: Store) -> str:
    """The revision that this program needs, of all its lines, as in "0011+m01"."""
    _, heads = _known(str(store.migrations))
    return _joined(heads[line] for line in store.lines)


def current(store: Store) -> str | None:
    """The revision of the database, None when it is empty."""
    if store.file and not store.file.exists():
        return None  # opening it would make it
    with store.engine.connect() as connection:
        return _revision(connection)


def check_schema(store: Store) -> None:
    """Refuse a schema that is not exactly ours. Raises NoRegister, OldSchema, NewerSchema."""
    found = current(store)
    if found is None:
        raise NoRegister
    check_known(store, found)
    if is_old(store, found):
        raise OldSchema


def is_old(store: Store, revision: str | None) -> bool:
    """Whether something is missing that this program needs. It may have more than that."""
    return not _parts(newest(store)) <= _parts(revision)


def check_known(store: Store, revision: str | None) -> None:
    """Refuse a revision that came after this program. Raises NewerSchema."""
    known, _ = _known(str(store.migrations))
    if not _parts(revision) <= known:
        raise NewerSchema


def upgrade(store: Store, folder: Path, *, now: datetime) -> Upgrade:
    """Copy the register into the folder, then change it in one transaction. Commits.

    Every other writer waits meanwhile. Raises NewerSchema, NoRoom and what copying raises.
    """
    with _changing(store) as connection:
        before = _revision(connection)
        check_known(store, before)
        if before and not is_old(store, before):
            return Upgrade(before, before, None)
        copy = _copied(store, folder, before, now=now) if before else None
        _bring_up(store, connection)
        return Upgrade(before, _revision(connection) or "", copy)


def migrate(store: Store, revision: str = "") -> None:
    """Upgrade in one transaction, with every other writer waiting. Commits."""
    with _changing(store) as connection:
        if revision:
            command.upgrade(_config(store, connection), revision)
        else:
            _bring_up(store, connection)


def _bring_up(store: Store, connection: Connection) -> None:
    for head in _heads(store):
        command.upgrade(_config(store, connection), head)


def _heads(store: Store) -> list[str]:
    return [f"{line}@head" for line in store.lines]


def _joined(revisions: Iterable[str]) -> str:
    return "+".join(sorted(revisions))


def _parts(revision: str | None) -> set[str]:
    return set(revision.split("+")) if revision else set()


def downgrade(store: Store, revision: str) -> None:
    """Go back to an older schema in one transaction. Commits."""
    with _changing(store) as connection:
        command.downgrade(_config(store, connection), revision)


def draft(store: Store, message: str, line: str = "shop") -> Path:
    """Write a new migration from what differs between the models and a database of ours."""
    head = f"{line}@head"
    last = _scripts(store).get_revision(head).revision
    number = f"m{int(last[1:]) + 1:02}" if line == "minutes" else f"{int(last) + 1:04}"
    with store.writing() as db:
        config = _config(store, db.connection())
        script = command.revision(config, message, autogenerate=True, rev_id=number, head=head)
        db.rollback()
    return Path(script.path)  # type: ignore[union-attr]


@contextmanager
def _changing(store: Store) -> Iterator[Connection]:
    if store.file:
        store.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with store.writing() as db:
            connection = db.connection()
            if store.is_sqlite:
                _let_tables_go(connection)
            else:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            yield connection
            if store.is_sqlite and (broken := connection.exec_driver_sql(_BROKEN).all()):
                raise RuntimeError(f"the migration leaves references to nothing: {broken[:3]}")
            db.commit()
    finally:
        # The connection that looked away from references is not used again.
        store.close()


_BROKEN = "PRAGMA foreign_key_check"


def _let_tables_go(connection: Connection) -> None:
    # Alembic changes a table by making it anew. With references enforced, dropping the old one
    # counts as deleting its rows. SQLite takes this pragma between two transactions only.
    for statement in ("ROLLBACK", "PRAGMA foreign_keys=OFF", "BEGIN IMMEDIATE"):
        connection.exec_driver_sql(statement)


def _copied(store: Store, folder: Path, revision: str, *, now: datetime) -> Path:
    need_room(store, folder)
    ending = "db" if store.is_sqlite else "dump"
    copy = folder / f"fritidsbank-before-{revision}-{now:%Y%m%d-%H%M%S}.{ending}"
    return back_up(store, copy).file


def _revision(connection: Connection) -> str | None:
    return _joined(MigrationContext.configure(connection).get_current_heads()) or None


@cache
def _known(migrations: str) -> tuple[frozenset[str], dict[str, str]]:
    """Every revision in a folder, and the newest of each line, read once: they do not change.

    Alembic compiles all scripts anew each time, and every unit of work of a command asks.
    """
    scripts = ScriptDirectory.from_config(_config_of(migrations))
    revisions = {script.revision: script for script in scripts.walk_revisions()}
    lines = {label for script in revisions.values() for label in script.branch_labels}
    heads = {line: scripts.get_revision(f"{line}@head").revision for line in lines}
    return frozenset(revisions), heads


def _scripts(store: Store) -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(store))


def _config(store: Store, connection: Connection | None = None) -> Config:
    config = _config_of(str(store.migrations))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = store.metadata
    return config


def _config_of(migrations: str) -> Config:
    config = Config()
    config.set_main_option("script_location", migrations.replace("%", "%%"))
    return config
