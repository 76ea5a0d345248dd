"""Looking for names and numbers wherever a register keeps bytes."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from fritidsbank.db import Store
from tests.privacy.residents import Traces

Hits = dict[str, set[str]]
"""Where something stands, and of whom."""

_TABLES = {
    # A search's own tables, too, which no model knows.
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public' "
    "UNION SELECT 'pg_statistic'",
}
_ROWS = {"pg_statistic": "SELECT * FROM pg_stats WHERE schemaname = 'public'"}
"""What a database notes of its columns to plan queries by: their commonest values."""


def takes_samples(store: Store) -> None:
    """PostgreSQL does so by itself now and then; SQLite when it is asked to, and nobody asks."""
    if not store.is_sqlite:
        with store.writing() as db:
            db.execute(text("ANALYZE"))
            db.commit()


def in_tables(store: Store, traces: Traces) -> tuple[Hits, int]:
    """What stands in any column of any table; and how many rows there were."""
    hits: Hits = {}
    many = 0
    with store.engine.connect() as connection:
        for table in connection.scalars(text(_TABLES[store.url.get_backend_name()])).all():
            rows = [*_rows(connection, table)]
            many += len(rows)
            _note(hits, table, traces, b"\n".join(rows))
    return hits, many


def in_files(folder: Path, traces: Traces) -> Hits:
    """What stands in the bytes of any file, or in its name."""
    hits: Hits = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            _note(hits, file.name, traces, str(file).encode() + b"\n" + file.read_bytes())
    return hits


def in_texts(where: str, texts: Iterable[str], traces: Traces) -> Hits:
    """What stands in what was said."""
    hits: Hits = {}
    _note(hits, where, traces, "\n".join(texts).encode())
    return hits


def _rows(connection: Connection, table: str) -> Iterator[bytes]:
    asked = _ROWS.get(table, f'SELECT * FROM "{table}"')
    for row in connection.execution_options(stream_results=True).execute(text(asked)):
        # An apostrophe keeps the numbers of two columns apart.
        yield b"'".join(map(_bytes, row))


def _bytes(value: Any) -> bytes:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str).encode()
    return str(value).encode()


def _note(hits: Hits, where: str, traces: Traces, data: bytes) -> None:
    if found := traces.of(data):
        hits[where] = found
