"""What the shop did in a week, a month or a year."""

from typing import IO

import click

from fritidsbank.clock import local_day
from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.reports.facts import facts_of
from fritidsbank.reports.freezing import read_report
from fritidsbank.reports.papers import FORMS, rendered
from fritidsbank.reports.rules import period


@click.command()
@click.argument("unit", type=click.Choice(["week", "month", "year"]))
@click.argument("name", metavar="PERIOD")
@click.option("--branch", metavar="NAME", default="", help="One branch; without it, all together.")
@click.option("--format", "form", type=click.Choice(FORMS), default="json", show_default=True)
@click.option("-o", "--output", type=click.File("wb", lazy=True), default="-")
@pass_shop
def report(shop: Shop, unit: str, name: str, branch: str, form: str, output: IO[bytes]) -> None:
    """Report on PERIOD: 2026-W08, 2026-02 or 2026. Its language is that of the commands."""
    with shop.reading() as db:
        told = read_report(db, period(name, unit), branch, today=local_day(shop.now))
        facts = facts_of(db, now=shop.now)
    made = rendered(told, form, shop.language, facts)
    output.write(made.content)
