"""Clearing what was deleted from the files of a database, too."""

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from fritidsbank.db import Store


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
    # Not through a session: the log cannot be emptied from inside a transaction.
    connection = store.engine.raw_connection()
    try:
        busy = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.close()
    return not busy


def _vacuum(store: Store) -> bool:
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM borrower_details, card"))
    return True
