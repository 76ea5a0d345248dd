"""Bringing a store's schema up to this version of the program, after a copy of it was made."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from fritidsbank.db import Store
from fritidsbank.refusals import N_, Refusal


@dataclass(eq=False)
class OldSchema(Refusal):
    """The database is older than the program, or empty."""

    message = N_("The register is from an older version. Run: fritidsbank upgrade")


@dataclass(eq=False)
class NewerSchema(Refusal):
    """The database has been used by a newer program."""

    message = N_("The register is from a newer version. Install that version of the program again.")


def newest(store: Store) -> str | None:
    """The revision that this program needs."""
    return ScriptDirectory.from_config(_config(store)).get_current_head()


def current(store: Store) -> str | None:
    """The revision of the database, None when it is empty."""
    with store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check_schema(store: Store) -> None:
    """Refuse to work with a schema that is not exactly ours. Raises OldSchema, NewerSchema."""
    found = current(store)
    if found == newest(store):
        return
    known = {
        script.revision for script in ScriptDirectory.from_config(_config(store)).walk_revisions()
    }
    if found is not None and found not in known:
        raise NewerSchema
    raise OldSchema


def migrate(store: Store, revision: str = "head") -> None:
    """Upgrade in one transaction, with every other writer waiting. Commits."""
    if store.file:
        store.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with store.writing() as db:
        connection = db.connection()
        command.upgrade(_config(store, connection), revision)
        db.commit()


def downgrade(store: Store, revision: str) -> None:
    """Go back to an older schema in one transaction. Commits."""
    with store.writing() as db:
        command.downgrade(_config(store, db.connection()), revision)
        db.commit()


def draft(store: Store, message: str, number: str) -> Path:
    """Write a new migration from what differs between the models and the database."""
    with store.writing() as db:
        config = _config(store, db.connection())
        script = command.revision(config, message, autogenerate=True, rev_id=number)
        db.rollback()
    return Path(script.path)  # type: ignore[union-attr]


def _config(store: Store, connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(store.migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = store.metadata
    return config
