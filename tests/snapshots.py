"""What stands in a register, to compare before and after."""

from functools import cache
from typing import Any

from sqlalchemy import Select, select

from fritidsbank.db import Store
from fritidsbank.schema import METADATA

Rows = dict[str, list[tuple[Any, ...]]]

STATE = ("article", "loan", "visit", "borrower", "borrower_details", "card", "block")
"""What an undo puts back. The ledger and the list of operations only ever grow."""


def snapshot(store: Store, *tables: str, but: tuple[str, ...] = ()) -> Rows:
    """Every row of some tables, or of all but some, in order."""
    wanted = tables or tuple(name for name in METADATA.tables if name not in but)
    with store.reading() as db:
        return {name: [tuple(row) for row in db.execute(_rows_of(name))] for name in wanted}


def as_it_was(store: Store) -> Rows:
    """What an undo puts back: an undone loan and the slip of its visit stay as history."""
    rows = snapshot(store, *STATE)
    rows["loan"] = [loan for loan in rows["loan"] if str(loan[-1]) != "undone"]
    lent_in = {loan[2] for loan in rows["loan"]}
    rows["visit"] = [visit for visit in rows["visit"] if visit[0] in lent_in]
    return rows


@cache
def _rows_of(name: str) -> Select[*tuple[Any, ...]]:
    table = METADATA.tables[name]
    return select(table).order_by(*table.primary_key)
