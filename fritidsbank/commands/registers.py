"""A register that comes as a file, and ours as one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

import click
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch
from fritidsbank.branches.queries import branch_called, branches
from fritidsbank.clock import local_day
from fritidsbank.commands.applying import WhichBranch
from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.intake.exporting import as_json, as_table
from fritidsbank.intake.importing import Outcome, Plan, carry_out
from fritidsbank.intake.importing_drafts import Desk, looked_through, looked_through_again, remember
from fritidsbank.intake.spreadsheets import LARGEST, MEGABYTE
from fritidsbank.on_duty import on_duty
from fritidsbank.refusals import Malformed, N_, Refusal
from fritidsbank.staff.queries import account_called, first_admin
from fritidsbank.stock.actions import Signature
from fritidsbank.web.room import settle
from fritidsbank.web.spreadsheet import csv_pieces, write_workbook

_SHOWN = 50
COUNTED = {
    Outcome.NEW: N_("New articles: {n}"),
    Outcome.SAME: N_("Here already: {n}"),
    Outcome.AWAY: N_("Not in the house, left out: {n}"),
    Outcome.WRONG: N_("To be put right: {n}"),
}


@dataclass(eq=False)
class NotImported(Malformed):
    """Something in the file is wrong, so nothing of it was done."""

    message = N_("Nothing was imported. Put the file right, and run this once more.")


@dataclass(eq=False)
class ChangedMeanwhile(Refusal):
    """What was said is not what would be done now."""

    message = N_("The stock has changed in the same moment. Nothing was imported: run this again.")


@click.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--branch", metavar="NAME", help="Where the articles come, if there are several.")
@click.option("--as", "name", metavar="ACCOUNT", help="Who does it; the first administrator.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@pass_shop
def import_(
    shop: Shop, file: IO[bytes], branch: str | None, name: str | None, *, dry_run: bool
) -> None:
    """Register the articles in FILE (CSV or XLSX), all of them or none.

    What is here already is left as it is, so that the same file may come again.
    """
    content = file.read(LARGEST * MEGABYTE + 1)
    with shop.reading() as db:
        account = (account_called(db, name) if name else first_admin(db)).id
        home = _home(db, branch).id
        desk = Desk(home, frozenset(door.id for door in branches(db)), local_day(shop.now))
        planned = looked_through(db, content, desk)
    _tell(shop, planned)
    if dry_run:
        return
    if not planned.is_right:
        raise NotImported
    signed = Signature(shop.now, account)
    with on_duty(shop.settings.data), shop.store.writing() as db:
        done = settle(db, lambda: _carry_out(db, planned, content, desk, signed))
    shop.tell(N_("Registered: {n}"), n=done)


def _carry_out(db: Session, planned: Plan, content: bytes, desk: Desk, signed: Signature) -> int:
    now = looked_through_again(db, planned.read, content, desk)
    if now.seal != planned.seal:
        raise ChangedMeanwhile
    done = carry_out(db, now, signed=signed)
    remember(db, now, done, branch=desk.home, account=signed.account, now=signed.at)
    return done


def _home(db: Session, name: str | None) -> Branch:
    if name:
        return branch_called(db, name)
    known = branches(db)
    if len(known) > 1:
        raise WhichBranch(", ".join(one.name for one in known))
    return known[0]


def _tell(shop: Shop, planned: Plan) -> None:
    for outcome, msgid in COUNTED.items():
        if planned.counts[outcome] or outcome is Outcome.NEW:
            shop.tell(msgid, n=planned.counts[outcome])
    if planned.called_back:
        shop.tell(N_("Called back, blocked at once: {n}"), n=planned.called_back)
    if planned.new_shelves:
        shelves = ", ".join(name for _, name in planned.new_shelves)
        shop.tell(N_("New shelves: {shelves}"), shelves=shelves)
    if planned.read.layout.unknown:
        columns = ", ".join(planned.read.layout.unknown)
        shop.tell(N_("Columns that are left out: {columns}"), columns=columns)
    said = 0
    for line, trouble in planned.troubles():
        said += 1
        if said <= _SHOWN:
            sentence = shop.sentence(trouble.msgid, **trouble.facts)
            place = shop.sentence(N_("Row {row}"), row=str(line.row))
            click.echo(": ".join(filter(None, (place, trouble.heading, sentence))))
    if said > _SHOWN:
        shop.tell(N_("And {n} more of that kind."), n=said - _SHOWN)


@click.command()
@click.option("-o", "--output", type=click.File("wb"), default="-")
@click.option(
    "--format", "form", type=click.Choice(["csv", "xlsx", "json"]), default="csv", show_default=True
)
@click.option("--branch", metavar="NAME", help="One branch; without it, all together.")
@pass_shop
def export(shop: Shop, output: IO[bytes], form: str, branch: str | None) -> None:
    """Write the register of articles, as `import` reads it. Nothing about borrowers."""
    with shop.reading() as db:
        which = branch_called(db, branch).id if branch else None
        table = as_table(db, shop.language, which)
        if form == "xlsx":
            write_workbook(output, [(shop.sentence(N_("The articles")), table)])
            return
        pieces: Iterable[bytes] = csv_pieces(table)
        if form == "json":
            pieces = map(str.encode, as_json(db, which))
        for piece in pieces:
            output.write(piece)
