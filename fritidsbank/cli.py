"""The `fritidsbank` command: thin, it calls the same actions as the pages."""

import sys
from dataclasses import dataclass
from importlib import import_module

import click

from fritidsbank.commands.shop import Commands, Shop
from fritidsbank.refusals import N_, Refusal
from fritidsbank.settings import Rooms, Settings
from fritidsbank.web.language import LANGUAGES

OF_BOTH = {
    "init": "starting:init",
    "demo": "starting:demo",
    "serve": "starting:serve",
    "upgrade": "keeping:upgrade",
    "doctor": "keeping:see_doctor",
    "backup": "keeping:backup",
    "restore": "keeping:restore",
    "tick": "ticking:tick",
    "account": "accounts:account",
    "minutes": "reading_minutes:minutes",
    "revision": "developing:revision",
}
OF_THE_SHOP = {
    "ops": "applying:ops",
    "import": "registers:import_",
    "export": "registers:export",
    "report": "reporting:report",
    "erase": "people:erase",
    "retention": "retaining:retention",
    "printers": "printing:list_printers",
    "label": "printing:label",
    "printer-emulator": "emulating:printer_emulator",
    "print-agent": "print_agent:print_agent",
    "print-worker": "print_worker:print_worker",
    "recalls": "recalling:recalls",
    "repairs": "repairs:repairs",
    "binding": "binding:binding",
}
"""Where each command stands; it is loaded when it is wanted."""


@dataclass(eq=False)
class OfTheShop(Refusal):
    """A command of the shop, where the open minutes stand alone."""

    command: str

    message = N_(
        "{command} is a command of the shop, and only the open minutes are here "
        "(FRITIDSBANK_ROOMS=minutes)."
    )


class Installed(Commands):
    """The commands of what is installed here: the whole shop, or the open minutes alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, as --help lists them."""
        del ctx
        return sorted(_here())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One of them. Raises OfTheShop."""
        del ctx
        where = _here().get(cmd_name)
        if where is None:
            if cmd_name in OF_THE_SHOP:
                raise OfTheShop(cmd_name)
            return None
        file, _, name = where.partition(":")
        command: click.Command = getattr(import_module(f"fritidsbank.commands.{file}"), name)
        return command


def _here() -> dict[str, str]:
    alone = Settings.from_environment().rooms is Rooms.MINUTES
    return OF_BOTH if alone else OF_BOTH | OF_THE_SHOP


@click.group(cls=Installed)
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
    ctx.call_on_close(shop.close)


if __name__ == "__main__":
    sys.exit(main())
