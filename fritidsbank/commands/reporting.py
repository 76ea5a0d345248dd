"""What the shop did in a week, a month or a year."""

import json
from typing import IO

import click

from fritidsbank.clock import local_day
from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.reports.as_json import as_json
from fritidsbank.reports.freezing import read_report
from fritidsbank.reports.rules import period


@click.command()
@click.argument("unit", type=click.Choice(["week", "month", "year"]))
@click.argument("name", metavar="PERIOD")
@click.option("--branch", metavar="NAME", default="", help="One branch; without it, all together.")
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True)
@click.option("-o", "--output", type=click.File("w", encoding="utf-8"), default="-")
@pass_shop
def report(shop: Shop, unit: str, name: str, branch: str, form: str, output: IO[str]) -> None:
    """Count PERIOD in the ledger: 2026-W08, 2026-02 or 2026."""
    del form  # json is the only one so far
    with shop.reading() as db:
        told = read_report(db, period(name, unit), branch, today=local_day(shop.now))
    json.dump(as_json(told), output, ensure_ascii=False, indent=2)
    output.write("\n")
