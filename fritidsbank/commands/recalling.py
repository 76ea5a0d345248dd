"""Recalls that come as a file."""

from dataclasses import dataclass
from typing import IO

import click
from sqlalchemy.orm import Session

from fritidsbank.clock import local_day
from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.intake.recall_rows import RecallRow, recall_rows
from fritidsbank.intake.spreadsheets import LARGEST, MEGABYTE
from fritidsbank.on_duty import on_duty
from fritidsbank.refusals import Malformed, N_
from fritidsbank.staff.queries import account_called, first_admin
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.recalls import ReachChanged, add
from fritidsbank.web.room import settle


@dataclass(eq=False)
class RecallsNotImported(Malformed):
    """Something in the file is wrong, so nothing of it was done."""

    message = N_("Nothing was added. Put the file right, and run this once more.")


@click.group()
def recalls() -> None:
    """What makers and authorities have called back."""


@recalls.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--hits", type=int, help="Yes: block so many articles, as was said without this.")
@click.option("--as", "name", metavar="ACCOUNT", help="Who does it; the first administrator.")
@pass_shop
def import_recalls(shop: Shop, file: IO[bytes], hits: int | None, name: str | None) -> None:
    """Add the recalls in FILE (CSV or XLSX), all of them or none.

    Without --hits it only says what each would block. What is in force already is left out, so that
    the same file may come again.
    """
    content = file.read(LARGEST * MEGABYTE + 1)
    with shop.reading() as db:
        account = (account_called(db, name) if name else first_admin(db)).id
        rows = recall_rows(db, content, today=local_day(shop.now))
    _tell(shop, rows)
    if any(row.is_wrong for row in rows):
        raise RecallsNotImported
    if hits is None:
        total = sum(row.hits for row in rows)
        shop.tell(N_("Nothing is added yet. To do it: --hits {total}"), total=str(total))
        return
    signed = Signature(shop.now, account)
    with on_duty(shop.settings.data), shop.store.writing() as db:
        added = settle(db, lambda: _add(db, content, hits, signed))
    shop.tell(N_("Added: {n}"), n=added)


def _add(db: Session, content: bytes, hits: int, signed: Signature) -> int:
    today = local_day(signed.at)
    rows = [row for row in recall_rows(db, content, today=today) if row.notice is not None]
    total = sum(row.hits for row in rows)
    if total != hits:
        raise ReachChanged(total)
    for row in rows:
        assert row.notice is not None
        add(db, row.notice, row.hits, today=today, signed=signed)
    return len(rows)


def _tell(shop: Shop, rows: list[RecallRow]) -> None:
    for row in rows:
        if row.notice is not None:
            product = row.notice.product
            what = f"{product.maker} {product.model}".strip()
            shop.tell(
                N_("Row {row}: {what}: {n} to block"), row=str(row.row), what=what, n=row.hits
            )
        elif row.refusal is not None:
            why = shop.sentence(row.refusal.message, **row.refusal.facts())
            shop.tell(N_("Row {row}: {why}"), row=str(row.row), why=why)
