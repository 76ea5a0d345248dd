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


def scans(store: Store, heard: Heard) -> list[str]:
    """The steps of any plan that read a whole table."""
    found = []
    with store.engine.connect() as connection:
        for statement, values in heard.statements:
            if statement.startswith((*_FRAME, "EXPLAIN")):
                continue
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            steps = [str(row[3]) for row in plan.all()]
            found += [
                f"{step}: {statement[:80]}"
                for step in steps
                if step.startswith("SCAN") and "CONSTANT ROW" not in step
            ]
        connection.execute(text("SELECT 1"))
    return found
