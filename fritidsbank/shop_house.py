"""The whole shop as a house: what its commands and its server are made of."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial
from pathlib import Path
from time import sleep

from flask import Flask
from sqlalchemy.orm import Session

from fritidsbank import clock
from fritidsbank.clock import local_day
from fritidsbank.db import Store
from fritidsbank.doctor.finding import Check
from fritidsbank.house import Compose, House, Told
from fritidsbank.refusals import N_
from fritidsbank.settings import BadSetting, Settings
from fritidsbank.staff.first_account import FirstAccount

# Each command loads what it needs and no more: `fritidsbank backup` has no use for labels.
# ruff: noqa: PLC0415


def _store(settings: Settings) -> Store:
    from fritidsbank.app import shop_store

    return shop_store(settings)


def _app(settings: Settings) -> Flask:
    from fritidsbank.app import create_app

    return create_app(settings)


def _begin(app: Flask, settings: Settings) -> None:
    from fritidsbank.printjobs.tending import Tending

    tending = Tending(app.extensions["fritidsbank.store"], settings.in_environment())
    app.extensions["fritidsbank.drawn"] = tending.drawn
    tending.begin()


def _found(db: Session, name: str, first: FirstAccount, now: datetime) -> None:
    from fritidsbank.founding import found_shop

    found_shop(db, name, first, now=now)


def _furnish(db: Session, now: datetime) -> None:
    from fritidsbank.founding import furnish_office

    furnish_office(db, now=now)


def _demo(
    store: Store, size: str, *, seed: int, now: datetime, progress: Callable[[int, int], None]
) -> Told:
    from fritidsbank.demo.groups import SECRETARY, make_groups
    from fritidsbank.demo.making import make_demo
    from fritidsbank.demo.sizes import Size
    from fritidsbank.staff.queries import account_called

    made = make_demo(
        store, Size(size), seed=seed, today=local_day(now), progress=progress, until=now
    )
    with store.writing() as db, db.begin():
        make_groups(db, account_called(db, SECRETARY).id, now=now)
    return (
        N_("{articles} articles, {borrowers} borrowers, {loans} loans, of which {out} are out."),
        {
            "articles": made.articles,
            "borrowers": made.borrowers,
            "loans": made.loans,
            "out": made.out,
        },
    )


def _sign_ins() -> list[tuple[str, str]]:
    from fritidsbank.demo.staffing import SIGN_INS, password_of

    return [(sign_in, password_of(sign_in)) for sign_in in SIGN_INS]


def _checks() -> tuple[Check, ...]:
    from fritidsbank.doctor.of_the_shop import CHECKS

    return CHECKS


def _put_back(db: Session, now: datetime) -> None:
    from fritidsbank.printjobs.actions import keep_quiet

    keep_quiet(db, now=now)


def _freeze(db: Session, now: datetime) -> bool:
    from fritidsbank.reports.freezing import freeze_next
    from fritidsbank.reports.mailing import promise_mails

    frozen = freeze_next(db, now=now, today=local_day(now))
    if frozen is not None:
        promise_mails(db, frozen, now=now)
    return frozen is not None


def _mails() -> Mapping[str, Compose]:
    from fritidsbank.minutes.mails.mailing import MAILS
    from fritidsbank.reports import mailing

    return {mailing.KIND: mailing.compose, **MAILS}


def _remind(
    writing: Callable[[], AbstractContextManager[Session]], settings: Settings, worker: str
) -> int:
    if not settings.sms:
        return 0
    from fritidsbank.loans.own_link import own_address
    from fritidsbank.reminders.gateways import Gateway
    from fritidsbank.reminders.sending import Rounds

    try:
        gateway = Gateway.at(settings.sms)
    except ValueError:
        raise BadSetting("FRITIDSBANK_SMS", "***") from None  # never the secret
    link = partial(own_address, settings.url, settings.secret())
    return Rounds(writing, gateway, worker, link, clock.now, sleep).begin()


def _prune(db: Session, now: datetime) -> None:
    from fritidsbank.bookings.actions import expire
    from fritidsbank.intake.importing_drafts import prune_drafts
    from fritidsbank.minutes.mails.subscribing import forget_unconfirmed
    from fritidsbank.minutes.reading.importing import prune_readings
    from fritidsbank.printjobs.taking import prune_jobs, put_away

    expire(db, now=now)
    prune_drafts(db, now=now)
    forget_unconfirmed(db, now=now)
    put_away(db, now=now)
    prune_jobs(db, now=now)
    prune_readings(db, now=now)


def _retain(store: Store, folder: Path, now: datetime, by_hand: bool) -> list[Told]:  # noqa: FBT001 - a house has one
    from fritidsbank.privacy.retaining import retain
    from fritidsbank.privacy.telling import told

    return told(retain(store, folder, now=now, by_hand=by_hand))


def _forget_again(store: Store, folder: Path, now: datetime) -> int:
    from fritidsbank.privacy.erasure_ledger import forget_again
    from fritidsbank.sweeping import sweep

    many = forget_again(store, folder, now=now)
    sweep(store)
    return many


SHOP = House(
    store=_store,
    app=_app,
    begin=_begin,
    found=_found,
    furnish=_furnish,
    demo=_demo,
    sign_ins=_sign_ins,
    checks=_checks,
    put_back=_put_back,
    freeze=_freeze,
    mails=_mails,
    remind=_remind,
    prune=_prune,
    retain=_retain,
    forget_again=_forget_again,
    ready=N_("The shop is ready. Open its door with: fritidsbank serve"),
)
