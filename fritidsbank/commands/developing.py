"""For whoever works on the program."""

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from fritidsbank import migrating
from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.settings import Settings


@click.command(hidden=True)
@click.argument("message")
@click.option("--line", type=click.Choice(["shop", "minutes"]), default="shop", show_default=True)
@pass_shop
def revision(shop: Shop, message: str, line: str) -> None:
    """Draft a migration from what the models have and the scripts before do not make."""
    with TemporaryDirectory() as folder:
        settings = Settings(Path(folder), f"sqlite:///{folder}/fritidsbank.db", shop.settings.url)
        store = shop.house.store(settings)
        migrating.migrate(store)
        click.echo(migrating.draft(store, message, line))
        store.close()
