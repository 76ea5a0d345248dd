"""The store: one database, how it is opened, and how writers take turns."""

import fcntl
import os
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import monotonic, sleep
from types import ModuleType
from typing import Any, ClassVar

from sqlalchemy import Engine, MetaData, create_engine, event, make_url
from sqlalchemy.orm import Session

from fritidsbank.refusals import N_, Refusal

try:
    from pysqlite3 import dbapi2 as sqlite
except ImportError:  # no wheel for this machine; doctor says what that means
    import sqlite3 as sqlite

SQLITE: ModuleType = sqlite
"""The driver, for what is done to a database file rather than in it."""

PATIENCE = 5.0
"""Seconds that a writer waits for its turn before it gives up with Busy."""

# Before this version two connections could damage the WAL (the WAL-reset race).
SAFE_FOR_WAL = (3, 51, 3)


@dataclass(eq=False)
class Busy(Refusal):
    """Somebody else has been writing for too long; nothing was done."""

    status: ClassVar[int] = 503
    message = N_("The register is busy. Nothing was changed. Try again in a moment.")


class WriterQueue:
    """Writers in the order they came: SQLite's own busy wait lets some starve for seconds.

    Inside the process the queue is fair; other processes meet at an flock on `folder`/writer.lock.
    """

    def __init__(self, folder: Path | None) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False
        self._file = folder / "writer.lock" if folder else None
        self._descriptor: int | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the right to write. Raises Busy after `PATIENCE` seconds."""
        until = monotonic() + PATIENCE
        self._queue_up(until)
        try:
            self._lock_file(until)
            try:
                yield
            finally:
                self._unlock_file()
        finally:
            self._next()

    def _queue_up(self, until: float) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=max(0.0, until - monotonic())):
            return
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise Busy
        # The turn came in the very moment we gave up: hand it on.
        self._next()
        raise Busy

    def _next(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _lock_file(self, until: float) -> None:
        if self._file is None:
            return
        if self._descriptor is None:
            self._descriptor = os.open(self._file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        while True:
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if monotonic() > until:
                    raise Busy from None
                sleep(0.001)  # another process; the kernel has no timed wait for a file lock
            else:
                return

    def _unlock_file(self) -> None:
        if self._descriptor is not None:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)


class Store:
    """One database with its tables and its migrations, opened when it is first used."""

    def __init__(
        self,
        url: str,
        metadata: MetaData,
        migrations: Path,
        lines: tuple[str, ...] = ("shop", "minutes"),
    ) -> None:
        self.url = make_url(url)
        self.metadata = metadata
        self.migrations = migrations
        self.lines = lines
        """Which lines of scripts make its tables: they part after the first, the ground of both."""

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file of ours."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path | None:
        """The SQLite file, or None."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @cached_property
    def engine(self) -> Engine:
        """Opens the database; SQLite's own settings are in `_prepare`."""
        if not self.is_sqlite:
            # Wait for another writer as long as on SQLite, and not for ever.
            patience = {"options": f"-c lock_timeout={int(PATIENCE * 1000)}"}
            return create_engine(
                self.url, connect_args=patience, pool_size=8, max_overflow=2, pool_pre_ping=True
            )
        engine = create_engine(self.url, module=sqlite, pool_size=10, max_overflow=10)
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return engine

    @cached_property
    def _writing_engine(self) -> Engine:
        return self.engine.execution_options(writing=True)

    @cached_property
    def _queue(self) -> WriterQueue:
        return WriterQueue(self.file.parent if self.file else None)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only looks; what it changes by mistake is thrown away."""
        with Session(self.engine, expire_on_commit=False) as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that may change things, one at a time on SQLite. The caller commits."""
        if not self.is_sqlite:
            with Session(self.engine, expire_on_commit=False) as db:
                yield db
            return
        with self.turn(), Session(self._writing_engine, expire_on_commit=False) as db:
            yield db

    def turn(self) -> AbstractContextManager[None]:
        """The right to write on SQLite, for whoever replaces the file itself. Raises Busy."""
        return self._queue.turn()

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def wal_is_safe(module: ModuleType = sqlite) -> bool:
    """Whether this SQLite has the cure for the WAL-reset race."""
    return tuple(module.sqlite_version_info) >= SAFE_FOR_WAL


def _prepare(connection: Any, record: object) -> None:  # noqa: ANN401 - a driver's connection
    """Durable at every commit, erased when deleted, and BEGIN left to us."""
    del record
    connection.isolation_level = None
    journal, sync = ("WAL", "FULL") if wal_is_safe() else ("DELETE", "EXTRA")
    for pragma in (
        "busy_timeout=5000",  # first, since the others may have to wait
        f"journal_mode={journal}",
        f"synchronous={sync}",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "secure_delete=ON",  # an erased name leaves no bytes behind
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Any) -> None:  # noqa: ANN401 - SQLAlchemy's Connection, whose hook is untyped
    # A writer that starts as a reader can be refused half way; IMMEDIATE asks at the door.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
