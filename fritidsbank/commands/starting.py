"""Founding a shop, filling it for a demonstration, and opening its server."""

import ipaddress
import os
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import click

from fritidsbank import migrating
from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.refusals import N_, Refusal
from fritidsbank.serving import serve as run_server
from fritidsbank.staff.first_account import FirstAccount, refuse_founded
from fritidsbank.staff.passwords import hashed
from fritidsbank.staff.rules import good_password

SIZES = ("small", "typical", "big")


@dataclass(eq=False)
class DemoStaysHome(Refusal):
    """The passwords of a demo are known to everybody."""

    message = N_(
        "This is a demo shop, whose passwords everybody knows: it is shown on this machine only."
    )


@click.command()
@click.option("--branch", prompt="Name of the branch", default="Fritidsbanken")
@click.option("--name", prompt="Your name")
@click.option("--sign-in", prompt="Name to sign in with")
@click.password_option()
@pass_shop
def init(shop: Shop, branch: str, name: str, sign_in: str, password: str) -> None:
    """Make an empty register into a shop with its first account."""
    secret = hashed(good_password(password))
    migrating.upgrade(shop.store, shop.settings.data, now=shop.now)
    with shop.writing() as db:
        shop.house.found(db, branch, FirstAccount(name, sign_in, secret), shop.now)
    shop.tell(shop.house.ready)


@click.command()
@click.option(
    "--size",
    type=click.Choice(SIZES),
    default="typical",
    show_default=True,
)
@click.option("--seed", type=int, default=1, show_default=True, help="Another one, another year.")
@pass_shop
def demo(shop: Shop, size: str, seed: int) -> None:
    """Fill an empty register with a believable year that ends now. Everybody in it is made up."""
    if migrating.current(shop.store) is None:
        migrating.upgrade(shop.store, shop.settings.data, now=shop.now)
    migrating.check_schema(shop.store)
    with shop.store.reading() as db:
        refuse_founded(db)
    label = shop.sentence(N_("A year goes by"))
    with click.progressbar(length=1, label=label) as bar:

        def progress(done: int, steps: int) -> None:
            bar.length = steps
            bar.update(done - bar.pos)

        sentence, facts = shop.house.demo(
            shop.store, size, seed=seed, now=shop.now, progress=progress
        )
    shop.tell(sentence, **facts)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option(
    "--port", type=click.IntRange(0, 65535), envvar="PORT", default=8080, show_default=True
)
@pass_shop
def serve(shop: Shop, host: str, port: int) -> None:
    """Run the shop's server, on this machine only unless another host is named."""
    settings = shop.settings
    if not os.environ.get("FRITIDSBANK_URL"):
        settings = replace(settings, url=f"http://localhost:{port}")
    with shop.reading() as db:
        is_demo = bool(settings_of_operator(db)["demo"])
    if is_demo and not (_is_home(host) and _is_home(urlsplit(settings.url).hostname or "")):
        raise DemoStaysHome
    shop.store.close()

    def greet(address: str) -> None:
        shop.tell(N_("Open at {address}"), address=address)
        if is_demo:
            _introduce(shop)

    run_server(settings, shop.house, host=host, port=port, ready=greet)


def _is_home(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _introduce(shop: Shop) -> None:
    shop.tell(N_("It is a demo. Sign in as one of these, or choose one on the page:"))
    for sign_in, password in shop.house.sign_ins():
        click.echo(f"  {sign_in:10} {password}")
