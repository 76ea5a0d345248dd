"""Counting the statements of a check-out, and asking the database how it would run each."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event, text

from fritidsbank.db import Store

_FRAME = ("BEGIN", "COMMIT", "ROLLBACK")


@dataclass
class Heard:
    """Every statement that a store was told, with its values."""

    statements: list[tuple[str, Any]] = field(default_factory=list)

    def count(self) -> int:
        """Without BEGIN and COMMIT."""
        return len([one for one, _ in self.statements if not one.startswith(_FRAME)])


def listen(store: Store) -> Heard:
    """Hear every statement from now on."""
    heard = Heard()

    def note(_c: object, _cursor: object, statement: str, values: Any, *_: object) -> None:  # noqa: ANN401
        heard.statements.append((statement, values))

    event.listen(store.engine, "before_cursor_execute", note)
    return heard


def plans(store: Store, heard: Heard) -> list[tuple[str, str]]:
    """Every step of the plans, each with its statement. Only SQLite tells them so."""
    found = []
    with store.engine.connect() as connection:
        for statement, values in heard.statements.copy():
            if not statement.startswith((*_FRAME, "EXPLAIN")):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
                found += [(str(row[3]), statement) for row in plan.all()]
        connection.execute(text("SELECT 1"))
    return found


def scans(store: Store, heard: Heard) -> list[str]:
    """The steps of any plan that read a whole table."""
    return [
        f"{step}: {statement[:80]}"
        for step, statement in plans(store, heard)
        if step.startswith("SCAN") and "CONSTANT ROW" not in step
    ]
