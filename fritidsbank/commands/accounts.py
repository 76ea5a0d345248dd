"""Accounts of those who work here."""

import click

from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.refusals import N_
from fritidsbank.staff.actions import set_password
from fritidsbank.staff.passwords import hashed
from fritidsbank.staff.queries import account_called, password_name_of
from fritidsbank.staff.rules import good_password


@click.group()
def account() -> None:
    """Accounts of those who work here."""


@account.command()
@click.argument("name")
@click.password_option()
@pass_shop
def password(shop: Shop, name: str, password: str) -> None:
    """Give the account NAME a new password; all its sessions end."""
    secret = hashed(good_password(password))
    with shop.writing() as db:
        found = account_called(db, name)
        sign_in = password_name_of(db, found.id) or found.name
        set_password(db, found, sign_in=sign_in, secret=secret)
    shop.tell(N_("{name} signs in as {sign_in} with the new password."), name=name, sign_in=sign_in)
