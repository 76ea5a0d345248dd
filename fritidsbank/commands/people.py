"""Forgetting borrowers, and helping staff who forgot a password."""

from datetime import date, datetime, timedelta

import click
from sqlalchemy.orm import Session

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.clock import local_day
from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.counter import erasing
from fritidsbank.intake.importing_drafts import prune_drafts
from fritidsbank.people.queries import NoSuchBorrower, borrower_of_card, same_person
from fritidsbank.people.rules import card_number, e164
from fritidsbank.refusals import N_
from fritidsbank.web.fields import as_uuid
from fritidsbank.web.language import say_many
from fritidsbank.web.pruning import prune


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
    with shop.writing() as db:
        if typed or borrower:
            erasing.erase(db, _wanted(db, borrower or "", typed))
            forgotten = 1
        else:
            forgotten = _routine(db, now=shop.now)
    click.echo(
        say_many(
            "{n} borrower is forgotten.", "{n} borrowers are forgotten.", forgotten, shop.language
        )
    )
    if not erasing.sweep(shop.store):
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


def _routine(db: Session, *, now: datetime) -> int:
    choices = settings_of_operator(db)
    erasing.unlink(db, ended_before=now - timedelta(days=int(str(choices["unlink_days"]))))
    unseen = erasing.long_unseen(
        db, last_seen_before=_months_before(local_day(now), int(str(choices["erase_months"])))
    )
    for borrower in unseen:
        erasing.erase(db, borrower)
    prune(db, now=now)
    prune_drafts(db, now=now)
    return len(unseen)


def _months_before(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, 28))
