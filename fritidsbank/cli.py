"""The `fritidsbank` command: thin, it calls the same actions as the pages."""

import sys

import click

from fritidsbank.commands.applying import ops
from fritidsbank.commands.binding import binding
from fritidsbank.commands.developing import revision
from fritidsbank.commands.emulating import printer_emulator
from fritidsbank.commands.keeping import backup, restore, see_doctor, upgrade
from fritidsbank.commands.people import account, erase
from fritidsbank.commands.print_agent import print_agent
from fritidsbank.commands.print_worker import print_worker
from fritidsbank.commands.printing import label, list_printers
from fritidsbank.commands.recalling import recalls
from fritidsbank.commands.registers import export, import_
from fritidsbank.commands.repairs import repairs
from fritidsbank.commands.reporting import report
from fritidsbank.commands.shop import Commands, Shop
from fritidsbank.commands.starting import demo, init, serve
from fritidsbank.commands.ticking import tick
from fritidsbank.settings import Settings
from fritidsbank.web.language import LANGUAGES


@click.group(cls=Commands)
@click.version_option(package_name="fritidsbank")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="sv",
    envvar="FRITIDSBANK_LANGUAGE",
    show_default=True,
    help="Of what the commands say.",
)
@click.pass_context
def main(ctx: click.Context, language: str) -> None:
    """The counter of a sports-equipment library."""
    ctx.obj = shop = Shop(Settings.from_environment(), language)
    ctx.call_on_close(shop.store.close)


for command in (
    init, demo, serve, upgrade, see_doctor, backup, restore, ops, import_, export, report, tick,
    erase, account, list_printers, label, printer_emulator, print_agent, print_worker,
    recalls, repairs, binding, revision,
):  # fmt: skip
    main.add_command(command)

if __name__ == "__main__":
    sys.exit(main())
