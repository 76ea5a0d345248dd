"""The open minutes alone, without a shop: nothing of one is loaded, and no table of one is made."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from flask import Flask, redirect
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from fritidsbank.branches.actions import open_branch
from fritidsbank.branches.surroundings import put_up_signs
from fritidsbank.db import Store
from fritidsbank.doctor import database, minutes
from fritidsbank.doctor.finding import Check
from fritidsbank.house import House, Told
from fritidsbank.minutes.mails.mailing import MAILS
from fritidsbank.minutes.mails.subscribing import forget_unconfirmed
from fritidsbank.minutes.reading.importing import prune_readings
from fritidsbank.minutes.rooms import ROOMS
from fritidsbank.paths import resource
from fritidsbank.refusals import N_
from fritidsbank.schema import METADATA
from fritidsbank.settings import Settings
from fritidsbank.staff.first_account import FirstAccount, open_first_account, refuse_founded
from fritidsbank.staff.own_pages import own
from fritidsbank.staff.pages import accounts
from fritidsbank.staff.views import know_accounts, staff
from fritidsbank.web.access import PUBLIC
from fritidsbank.web.frame import frame, open_rooms
from fritidsbank.web.pruning import prune
from fritidsbank.web.room import Room

front = Room("front")


@front.shows("/", who=PUBLIC)
def front_door() -> Response:
    """Whoever comes wants to read."""
    return redirect("/moten", 302)


def minutes_store(settings: Settings) -> Store:
    """The database of the groups, not yet opened."""
    return Store(settings.database, METADATA, resource("migrations"), lines=("minutes",))


def create_app(settings: Settings, store: Store | None = None) -> Flask:
    """One installation of the open minutes as a WSGI application."""
    app = frame(settings, store or minutes_store(settings))
    know_accounts(app.extensions["fritidsbank.login"])
    put_up_signs(app)
    open_rooms(app, front, staff, accounts, own, *ROOMS)
    return app


def found(db: Session, name: str, first: FirstAccount, now: datetime) -> None:
    """An empty register becomes an office for groups. Raises FoundedAlready."""
    refuse_founded(db)
    open_branch(db, name)
    open_first_account(db, first, now=now)


def _begin(app: Flask, settings: Settings) -> None:
    del app, settings  # nothing works beside this server


def _demo(
    store: Store, size: str, *, seed: int, now: datetime, progress: Callable[[int, int], None]
) -> Told:
    from fritidsbank.demo.groups import open_office  # noqa: PLC0415 - only for a demo

    del size, seed  # there is one office, and it is always the same
    with store.writing() as db, db.begin():
        refuse_founded(db)
        meetings = open_office(db, now=now)
    progress(1, 1)
    return N_("{meetings} meetings of open groups."), {"meetings": meetings}


def _sign_ins() -> list[tuple[str, str]]:
    from fritidsbank.demo.groups import SIGN_INS, password_of  # noqa: PLC0415 - only for a demo

    return [(sign_in, password_of(sign_in)) for sign_in in SIGN_INS]


def _checks() -> tuple[Check, ...]:
    ground = (each for each in database.CHECKS if each is not database.trigger_missing)
    return (*ground, *minutes.CHECKS)


def _as_it_is(db: Session, now: datetime) -> None:
    del db, now


def _no_week(db: Session, now: datetime) -> bool:
    del db, now
    return False


def _nobody_to_remind(
    writing: Callable[[], AbstractContextManager[Session]], settings: Settings, worker: str
) -> int:
    del writing, settings, worker
    return 0


def _prune(db: Session, now: datetime) -> None:
    prune(db, now=now)
    forget_unconfirmed(db, now=now)
    prune_readings(db, now=now)


COMPANION = House(
    store=minutes_store,
    app=create_app,
    begin=_begin,
    found=found,
    furnish=_as_it_is,
    demo=_demo,
    sign_ins=_sign_ins,
    checks=_checks,
    put_back=_as_it_is,
    freeze=_no_week,
    mails=lambda: MAILS,
    remind=_nobody_to_remind,
    prune=_prune,
    retain=lambda store, folder, now, by_hand: [],  # noqa: ARG005 - nobody borrows here
    forget_again=lambda store, folder, now: 0,  # noqa: ARG005
    ready=N_("The office is ready. Open its door with: fritidsbank serve"),
)
