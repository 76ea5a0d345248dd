"""What the workshop has done, as open data."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

import click

from fritidsbank.branches.queries import branch_called
from fritidsbank.clock import local_day
from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.refusals import Malformed, N_
from fritidsbank.workshop.ords_export import Asked, counts_as_csv, repairs_as_csv

_DAY = click.DateTime(["%Y-%m-%d"])


@dataclass(eq=False)
class WrongWayRound(Malformed):
    """The first day comes after the last one."""

    message = N_("The first day comes after the last one.")


@click.group()
def repairs() -> None:
    """What the workshop has mended, for others to learn from."""


@repairs.command("export")
@click.option("--from", "first", type=_DAY, help="The first day; else all until the last one.")
@click.option("--to", "last", type=_DAY, help="The last day; else today.")
@click.option("--branch", metavar="NAME", default="", help="One branch; without it, all together.")
@click.option("--counts", is_flag=True, help="How many of each kind ended how, instead of rows.")
@click.option("-o", "--output", type=click.File("wb", lazy=True, atomic=True), default="-")
@pass_shop
def export(
    shop: Shop,
    first: datetime | None,
    last: datetime | None,
    branch: str,
    output: IO[bytes],
    *,
    counts: bool,
) -> None:
    """Write repairs that have ended as ORDS-shaped CSV (docs/open-data.md)."""
    until = last.date() if last else local_day(shop.now)
    since = first.date() if first else date(2000, 1, 1)
    if since > until:
        raise WrongWayRound
    with shop.reading() as db:
        home = branch_called(db, branch).id if branch else None
        made = counts_as_csv if counts else repairs_as_csv
        for piece in made(db, Asked(since, until, home)):
            output.write(piece)
