"""Every column that could lead to a borrower is named here, with what retention does about it.

A new table with such a column fails until somebody has thought about it.
"""

import re

import pytest
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table

from fritidsbank.app import shop_store  # noqa: F401 - brings every table along
from fritidsbank.schema import METADATA

pytestmark = pytest.mark.one_database

LEADS_TO_BORROWERS = {
    "visit.borrower_id": "unlinked by the rule `unlink`",
    "visit.code": "the slip's number; leads to a visit, which is unlinked",
    "loan.borrower_id": "unlinked by the rules `unlink` and `written_off`",
    "loan.visit_id": "leads to a visit, which is unlinked",
    "move.loan_id": "the ledger is never changed; leads to a loan, which is unlinked",
    "borrower_details.borrower_id": "the row is deleted by the rule `erase`",
    "borrower_details.call_notes": "emptied by the rule `notes`, deleted by `erase`",
    "borrower_details.search_key": "deleted with its row",
    "borrower_details.sort_key": "deleted with its row",
    "card.borrower_id": "the row is deleted by the rule `erase`",
    "booking.borrower_id": "unlinked by the rule `unlink`",
    "booking.code": "leads to a booking, which is unlinked",
    "booking.visit_id": "leads to a visit, which is unlinked",
    "reminder.loan_id": "deleted by the rule `messages`; leads to a loan, which is unlinked",
    "reminder.errand_id": "deleted by the rule `messages`",
    "erasure.borrower_id": "stays: it is how a restore knows whom to erase again",
    "looked_at.borrower_id": "deleted by the rule `operations`; leads to nobody after `erase`",
    "operation.visit_id": "deleted by the rule `operations`; leads to a visit",
    "operation.answer": "deleted by the rule `operations`, blanked by `erase`",
    "operation.before": "deleted by the rule `operations`; holds loans and days, nobody",
    "outbox.refers_to": "deleted by the rule `messages`; ids that are resolved when sent",
    "outbox.trouble": "deleted by the rule `messages`; what a server said, never to whom",
    "print_job.refers_to": "deleted after thirty days; the code of a card or a slip",
    "import_draft.content": "articles; thrown away after a week",
    "import_draft.shown": "articles; thrown away after a week",
}
OF_NO_BORROWER = {
    "minutes": "what is written in the minutes is about meetings, and has rules of its own",
    "article": "attributes, parts and care of a thing",
    "category": "sizes, faults, checks and plans of a kind of thing",
    "frozen_report": "figures",
    "repair": "orders, of parts",
    "print_job": "what a printer said",
    "shop_printer": "what a printer said",
    "safety_check": "points that were looked at",
    "setting": "choices of the operator",
    "stocktake": "remedies, of things",
}
"""Rooms and tables whose texts and JSON are about something else."""
_MINUTES = re.compile(r"minutes|meeting|published|matter|agenda|attendance|follow_up|pinned|adjust")
_ID_OF = re.compile(r"(borrower|visit|loan|card|booking|errand|reminder)(_id)?$")
_TEXTS = {"refers_to", "answer", "before", "content", "shown", "trouble", "search_key", "sort_key"}


def leads(column: Column[object]) -> bool:
    """Whether a column may lead to a borrower: by a key, by its name, or as a bag of anything."""
    table = column.table.name
    targets = {key.column.table.name for key in column.foreign_keys}
    if table in {"booking_line", "hold"}:
        return bool(targets & {"borrower", "visit", "loan", "card"})
    by_key = targets & {"borrower", "visit", "loan", "booking", "card"}
    by_name = _ID_OF.search(column.name) or column.name in {"call_notes", "refers_to"}
    slip = (table, column.name) in {("visit", "code"), ("booking", "code")}
    bag = column.name in _TEXTS or "JSON" in str(column.type)
    elsewhere = _MINUTES.search(table) or table in OF_NO_BORROWER
    return bool(by_key or by_name or slip or (bag and not elsewhere))


def test_every_way_to_a_borrower_has_an_end() -> None:
    found = {
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        for column in table.columns
        if leads(column)
    }
    assert found == set(LEADS_TO_BORROWERS)


def test_a_new_table_that_leads_to_a_borrower_is_noticed() -> None:
    metadata = MetaData()
    Table("borrower", metadata, Column("id", Integer, primary_key=True))
    queue = Table("queue", metadata, Column("who", Integer, ForeignKey("borrower.id")))
    assert leads(queue.c.who)
