"""The database itself: triggers, indexes, words, damage, and how it is opened."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Column, Enum, Select, String, cast, literal, select, text, union_all
from sqlalchemy.orm import Session

from fritidsbank.db import SAFE_FOR_WAL, wal_is_safe
from fritidsbank.doctor.finding import MOST, Facts, check
from fritidsbank.refusals import N_
from fritidsbank.schema import METADATA

TRIGGERS = {"move_is_never_changed": "BEFORE UPDATE", "move_is_never_deleted": "BEFORE DELETE"}
_GIVEN = {
    "sqlite": "SELECT name, sql, 'on' FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, pg_get_triggerdef(pg_trigger.oid), CASE tgenabled WHEN 'D' THEN"
    " 'off' ELSE 'on' END FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
    " WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace",
}
_INDEXES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index'",
    "postgresql": "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()",
}
_PRAGMAS = {"foreign_keys": 1, "trusted_schema": 0, "secure_delete": 1}
_DURABLE = {True: ("wal", 2), False: ("delete", 3)}
"""Journal and synchronous of an SQLite that is safe for WAL (FULL), and of an older one (EXTRA)."""


@check(N_("The ledger is not protected: the trigger {trigger} is missing or switched off."))
def trigger_missing(db: Session) -> Facts:
    """The database itself refuses to change or delete a line of the ledger."""
    return missing_triggers(db, TRIGGERS)


def missing_triggers(db: Session, wanted: Mapping[str, str]) -> Facts:
    """Those of these triggers, each with when it fires, that are missing or switched off."""
    given = {name: (told, state) for name, told, state in db.execute(text(_GIVEN[_dialect(db)]))}
    for name, when in wanted.items():
        told, state = given.get(name, ("", "off"))
        if state == "off" or when not in told:
            yield {"trigger": name}


@check(N_("The index {index} is missing: the database no longer prevents what it should."))
def index_missing(db: Session) -> Facts:
    """Every index is there: some of them are rules, such as one open loan an article."""
    given = set(db.scalars(text(_INDEXES[_dialect(db)])))
    for table in METADATA.sorted_tables:
        for index in table.indexes:
            if index.name not in given:
                yield {"index": index.name}


@check(N_("The table {table} has the word {word} in {column}, which this program does not know."))
def unknown_word(db: Session) -> Facts:
    """Every word in a column of words is one that the program knows."""
    columns = [
        (table.name, column, column.type)
        for table in METADATA.sorted_tables
        for column in table.columns
        if isinstance(column.type, Enum)
    ]
    known = {(table, column.name): set(kind.enums) for table, column, kind in columns}
    used = union_all(*(_words(table, column) for table, column, _ in columns))
    for table, name, word in db.execute(used):
        if word is not None and word not in known[table, name]:
            yield {"table": table, "word": word, "column": name}


def _words(table: str, column: Column[str]) -> Select[str, str, str | None]:
    found = cast(column, String).label("word")
    return select(literal(table), literal(column.name), found).distinct()


@check(N_("A row of {table} points to a row of {target} that does not exist."))
def points_nowhere(db: Session) -> Facts:
    """Foreign keys lead somewhere; on SQLite a fault in a program could have switched them off."""
    if _dialect(db) == "sqlite":
        broken = db.execute(text("PRAGMA foreign_key_check")).all()
        for table, target in sorted({(row[0], row[2]) for row in broken}):
            yield {"table": table, "target": target}


@check(N_("The file of the database is damaged: {damage}. Restore a backup."))
def damaged(db: Session) -> Facts:
    """Every page of the file can be read and fits the others."""
    if _dialect(db) == "sqlite":
        for damage in db.scalars(text(f"PRAGMA integrity_check({MOST})")):
            if damage != "ok":
                yield {"damage": damage}


@check(N_("The database is opened with {setting} = {value}, which is not safe."))
def opened_unsafely(db: Session) -> Facts:
    """What has been acknowledged is on the disk, and what was erased is gone from it."""
    if _dialect(db) == "sqlite":
        yield from _pragmas(db)
    else:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            value = db.scalar(text(f"SHOW {setting}"))
            if value == "off":
                yield {"setting": setting, "value": value}


def _pragmas(db: Session) -> Iterator[dict[str, object]]:
    journal, synchronous = _DURABLE[wal_is_safe()]
    for name, wanted in {**_PRAGMAS, "journal_mode": journal, "synchronous": synchronous}.items():
        value = db.scalar(text(f"PRAGMA {name}"))
        if value != wanted:
            yield {"setting": name, "value": str(value)}


@check(
    N_(
        "SQLite {version} is older than {safe}: the program writes in a slower way, "
        "since the quick one could damage the register."
    ),
    grave=False,
)
def old_sqlite(db: Session) -> Facts:
    """SQLite has the cure for the WAL-reset race."""
    if _dialect(db) == "sqlite" and not wal_is_safe():
        yield {
            "version": db.scalar(text("SELECT sqlite_version()")),
            "safe": ".".join(map(str, SAFE_FOR_WAL)),
        }


def _dialect(db: Session) -> str:
    return db.get_bind().dialect.name


CHECKS = (
    trigger_missing,
    index_missing,
    unknown_word,
    points_nowhere,
    damaged,
    opened_unsafely,
)
