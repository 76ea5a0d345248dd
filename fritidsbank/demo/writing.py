"""Many rows at once: through the bare driver, with the indexes put aside meanwhile."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from fritidsbank.schema import Base, table_of

Row = tuple[object, ...]
"""Values as the database keeps them: text, numbers, None; moments as text in UTC."""

_SQLITE_INDEXES = text(
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = :name AND sql > ''"
)
# Those that hold up a constraint stay: PostgreSQL would not drop them.
_POSTGRESQL_INDEXES = text(
    """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = CAST(:name AS regclass)
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY 1
    """
)


@contextmanager
def without_indexes(db: Session, models: Iterable[type[Base]]) -> Iterator[None]:
    """Drop the indexes of these tables and make the very same ones again afterwards.

    What the database itself says of them is kept, so that unique and partial ones come back as
    they were. All within the session's transaction: nobody ever sees the tables without them.
    """
    connection = db.connection()
    listed = _SQLITE_INDEXES if _is_sqlite(connection) else _POSTGRESQL_INDEXES
    indexes = [
        (name, definition)
        for model in models
        for name, definition in connection.execute(listed, {"name": table_of(model).name})
    ]
    for name, _ in indexes:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    for _, definition in indexes:
        connection.exec_driver_sql(definition)


def pour(db: Session, model: type[Base], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows. Columns that are not named must be nullable or fill themselves."""
    connection = db.connection()
    table = table_of(model).name
    driver: Any = connection.connection.driver_connection
    if _is_sqlite(connection):
        marks = ", ".join("?" * len(columns))
        insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own names
        driver.executemany(insert, rows).close()
        return
    with driver.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def go_on_counting(db: Session, models: Iterable[type[Base]]) -> None:
    """Let PostgreSQL number new rows after those that were poured in with their own numbers."""
    connection = db.connection()
    if _is_sqlite(connection):
        return
    for model in models:
        table = table_of(model)
        (key,) = table.primary_key
        connection.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key.name}'),"  # noqa: S608 - our own names
                f" greatest(max({key.name}), 1)) FROM {table.name}"
            )
        )


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
