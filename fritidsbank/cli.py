"""The `fritidsbank` command: thin, it calls the same actions as the pages."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from fritidsbank import clock, migrating
from fritidsbank.app import shop_store
from fritidsbank.db import Store
from fritidsbank.founding import FirstAccount, found_shop
from fritidsbank.refusals import Refusal
from fritidsbank.serving import serve as run_server
from fritidsbank.settings import Settings
from fritidsbank.staff.passwords import hashed
from fritidsbank.staff.rules import good_password


class Shop:
    """What every command works on, opened when it is needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store: Store = shop_store(settings)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A unit of work on a register of our schema, committed at its end."""
        migrating.check_schema(self.store)
        with self.store.writing() as db:
            yield db
            db.commit()


class Commands(click.Group):
    """Says refusals as sentences instead of tracebacks."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a refusal ends it with its sentence."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise click.ClickException(str(refusal)) from None


@click.group(cls=Commands)
@click.version_option(package_name="fritidsbank")
@click.pass_context
def main(ctx: click.Context) -> None:
    """The counter of a sports-equipment library."""
    ctx.obj = Shop(Settings.from_environment())


pass_shop = click.make_pass_decorator(Shop)


@main.command()
@click.option("--branch", prompt="Name of the branch", default="Fritidsbanken")
@click.option("--name", prompt="Your name")
@click.option("--sign-in", prompt="Name to sign in with")
@click.password_option()
@pass_shop
def init(shop: Shop, branch: str, name: str, sign_in: str, password: str) -> None:
    """Make an empty register into a shop with its first account."""
    secret = hashed(good_password(password))
    migrating.migrate(shop.store)
    with shop.writing() as db:
        found_shop(db, branch, FirstAccount(name, sign_in, secret), now=clock.now())
    click.echo(f"Ready. Start it with: fritidsbank serve  ({shop.settings.url})")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), envvar="PORT", default=8080)
@pass_shop
def serve(shop: Shop, host: str, port: int) -> None:
    """Run the shop's server."""
    migrating.check_schema(shop.store)
    shop.store.close()
    run_server(shop.settings, host=host, port=port)


@main.command()
@pass_shop
def upgrade(shop: Shop) -> None:
    """Bring the register up to this version of the program; an older one is copied first."""
    migrating.migrate(shop.store)


if __name__ == "__main__":
    sys.exit(main())
