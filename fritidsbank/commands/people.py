"""Forgetting borrowers, and helping staff who forgot a password."""

import click
from sqlalchemy.orm import Session

from fritidsbank import migrating
from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.intake.importing_drafts import prune_drafts
from fritidsbank.on_duty import on_duty
from fritidsbank.people.queries import NoSuchBorrower, borrower_of_card, same_person
from fritidsbank.people.rules import card_number, e164
from fritidsbank.privacy import erasing
from fritidsbank.privacy.erasure_ledger import settle
from fritidsbank.privacy.retaining import retain
from fritidsbank.refusals import N_
from fritidsbank.web.fields import as_uuid
from fritidsbank.web.language import say_many


@click.command()
@click.argument("borrower", required=False)
@click.option("--ask", is_flag=True, help="Ask for the name and the mobile number instead.")
@pass_shop
def erase(shop: Shop, borrower: str | None, *, ask: bool) -> None:
    """Forget BORROWER (id or card number), or, without one, all whose time is over.

    The settings of the operator say after how many days a loan that has ended is taken off its
    borrower, and after how many months without a visit a borrower is forgotten.
    """
    typed = (click.prompt("Name"), click.prompt("Mobile")) if ask else None
    forgotten, swept = 1, True
    if typed or borrower:
        with shop.writing() as db:
            erasing.erase(db, _wanted(db, borrower or "", typed), now=shop.now)
        swept = settle(shop.store, shop.settings.data)
    else:
        forgotten = _routine(shop)
    click.echo(
        say_many(
            "{n} borrower is forgotten.", "{n} borrowers are forgotten.", forgotten, shop.language
        )
    )
    if not swept:
        shop.tell(
            N_(
                "Old pages are still in use by the server: they are cleared when it next rests. "
                "To be sure, run this once more."
            )
        )


def _wanted(db: Session, borrower: str, typed: tuple[str, str] | None) -> str:
    if typed is None:
        if borrower.replace(" ", "").isdecimal():
            return borrower_of_card(db, card_number(borrower))
        return as_uuid("borrower", borrower)
    found = same_person(db, typed[0], e164(typed[1]))
    if found is None:
        raise NoSuchBorrower
    return found


def _routine(shop: Shop) -> int:
    migrating.check_schema(shop.store)
    with on_duty(shop.settings.data):
        ran = retain(shop.store, shop.settings.data, now=shop.now, by_hand=True)
    with shop.writing() as db:
        prune_drafts(db, now=shop.now)
    return ran.counts.get("erase", 0)
