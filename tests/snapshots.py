"""What stands in a register, to compare before and after."""

from typing import Any

from sqlalchemy import select

from fritidsbank.db import Store
from fritidsbank.schema import METADATA

Rows = dict[str, list[tuple[Any, ...]]]

STATE = ("article", "loan", "visit", "borrower", "borrower_details", "card", "block")
"""What an undo puts back. The ledger and the list of operations only ever grow."""


def snapshot(store: Store, *tables: str, but: tuple[str, ...] = ()) -> Rows:
    """Every row of some tables, or of all but some, in order."""
    wanted = tables or tuple(name for name in METADATA.tables if name not in but)
    with store.reading() as db:
        return {
            name: [
                tuple(row)
                for row in db.execute(
                    select(METADATA.tables[name]).order_by(*METADATA.tables[name].primary_key)
                )
            ]
            for name in wanted
        }
