"""Clearing what was deleted from the files of a database, too."""

from time import monotonic, sleep
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from fritidsbank.db import PATIENCE, Store

_A_LOOK = 20
"""Milliseconds that the log waits for whoever reads, while nobody can write."""
_BETWEEN = 0.05


def sweep(store: Store) -> bool:
    """Clear what was deleted from the files. False when others were in the way for too long.

    A write-ahead log keeps the old pages until it is emptied; PostgreSQL keeps dead rows.
    """
    try:
        return _empty_log(store) if store.is_sqlite else _vacuum(store)
    except (store.engine.dialect.loaded_dbapi.Error, DBAPIError):
        return False


def copy_log(store: Store) -> None:
    """Bring what was committed from the log into the database, beside whoever writes.

    Otherwise some later commit does it, while it holds the writer.
    """
    if store.is_sqlite:
        connection = store.engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        finally:
            connection.close()


def _empty_log(store: Store) -> bool:
    # First beside whoever writes: what is left then takes a moment.
    copy_log(store)
    # Not through a session: the log cannot be emptied from inside a transaction.
    connection = store.engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_A_LOOK}").fetchall()
    until = monotonic() + PATIENCE
    try:
        # Whoever waits here for a reader holds the writer: so never for long at a time.
        while (busy := _is_in_use(cursor)) and monotonic() < until:
            sleep(_BETWEEN)
        return not busy
    finally:
        cursor.execute(f"PRAGMA busy_timeout={int(PATIENCE * 1000)}").fetchall()
        connection.close()


def _is_in_use(cursor: Any) -> bool:  # noqa: ANN401 - a driver's cursor
    return bool(cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])


def _vacuum(store: Store) -> bool:
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM borrower_details, card"))
    return True
