"""What the shop does by itself: a timer calls `fritidsbank tick`, every few minutes or hours."""

import socket
from uuid import NAMESPACE_URL, uuid5

import click

from fritidsbank import clock
from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.house import Compose
from fritidsbank.on_duty import alone, on_duty
from fritidsbank.refusals import N_
from fritidsbank.web.mail import MailAway, MailRefused, MailServer, MailUnheard
from fritidsbank.web.models import Errand
from fritidsbank.web.outbox import (
    UNHEARD,
    claim,
    fail,
    finish,
    give_up,
    hand_over,
    take_up_again,
)

MOST_ATTEMPTS = 60
"""With an hour between them a mail server may be away for two days."""


@click.command()
@pass_shop
def tick(shop: Shop) -> None:
    """Do what is due: freeze weeks, send mails and reminders, throw away what is old.

    Once is enough, and twice does no harm. Cron or a systemd timer calls it: docs/running.md.
    """
    with alone(shop.settings.data, "tick.lock") as nobody_else:
        if not nobody_else:
            shop.tell(N_("Another tick is at work. Nothing to do."))
            return
        frozen = _freeze(shop)
        # Before whatever needs somebody else's server: what is old goes even if its address is
        # written wrongly.
        with shop.writing() as db:
            shop.house.prune(db, clock.now())
        _retain(shop)
        sent = _send(shop)
        reminded = shop.house.remind(shop.writing, shop.settings, _worker(shop, "reminders"))
    facts = {"frozen": frozen, "sent": sent, "reminded": reminded}
    shop.tell(N_("Weeks frozen: {frozen}. Mails sent: {sent}. Text messages: {reminded}."), **facts)


def _freeze(shop: Shop) -> int:
    """Week after week, each a unit of work with the mails that it promises."""
    many = 0
    while True:
        with shop.writing() as db:
            if not shop.house.freeze(db, clock.now()):
                return many
        many += 1


def _retain(shop: Shop) -> None:
    """Forget what is too old, in units of work of its own: there may be much of it."""
    with on_duty(shop.settings.data):
        done = shop.house.retain(shop.store, shop.settings.data, clock.now(), False)  # noqa: FBT003
        for sentence, facts in done:
            shop.tell(sentence, **facts)


def _send(shop: Shop) -> int:
    if not shop.settings.smtp:
        return 0
    worker = _worker(shop, "tick")
    server, sent = MailServer.at(shop.settings.smtp), 0
    with shop.writing() as db:
        take_up_again(db, worker, now=clock.now())
    mails = shop.house.mails()
    while (errand := _claimed(shop, worker, [*mails])) is not None:
        sent += _sent(shop, server, worker, errand, mails[errand.kind])
    return sent


def _worker(shop: Shop, what: str) -> str:
    """The same at each tick, so that what the last one had begun is known."""
    return str(uuid5(NAMESPACE_URL, f"{what}://{socket.gethostname()}{shop.settings.data}"))


def _claimed(shop: Shop, worker: str, kinds: list[str]) -> Errand | None:
    with shop.writing() as db:
        return claim(db, worker, kinds, now=clock.now())


def _sent(shop: Shop, server: MailServer, worker: str, errand: Errand, compose: Compose) -> bool:
    with shop.reading() as db:
        mail = compose(db, errand.id, errand.refers_to, shop.settings, now=clock.now())

    def hand_it_over() -> bool:
        with shop.writing() as db:
            return hand_over(db, errand.id, worker, now=clock.now())

    try:
        was_sent = mail is not None and server.deliver(mail, about_to=hand_it_over)
    except MailAway as trouble:
        with shop.writing() as db:
            fail(db, errand, worker, str(trouble), now=clock.now(), most=MOST_ATTEMPTS)
        return False
    except MailRefused as trouble:
        with shop.writing() as db:
            give_up(db, errand.id, worker, str(trouble), now=clock.now())
        return False
    except MailUnheard:
        with shop.writing() as db:
            give_up(db, errand.id, worker, UNHEARD, now=clock.now())
        return False
    with shop.writing() as db:
        finish(db, errand.id, worker, now=clock.now())
    return was_sent
