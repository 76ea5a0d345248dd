"""Who gets a mail when something is published: whoever asked for it and said so twice.

An address is confirmed by a link that only its owner gets, and forgotten at once when it wants no
more. Nobody is told whether an address is known, and nobody can have many letters sent to another.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from fritidsbank.minutes.models import Subscriber
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.rules import PublishedKind
from fritidsbank.refusals import N_, NotFound, Refusal
from fritidsbank.schema import rows_changed
from fritidsbank.staff.actions import note_failure
from fritidsbank.staff.queries import tries_about
from fritidsbank.web.mail_addresses import mail_address
from fritidsbank.web.models import Errand
from fritidsbank.web.outbox import promise

CONFIRMING, TELLING = "minutes_confirm", "minutes_mail"
"""Errands: the letter with the link, and a mail about something that was published."""
CONFIRM_WITHIN = timedelta(hours=48)
LETTERS_AN_ADDRESS = 3
"""So many letters with a link an address gets within these hours, whoever asks for them."""
ASKED_FROM_ONE_PLACE = 10
"""Within a quarter of an hour; a library has one address for all its readers."""
MOST_WAITING = 1_000
ABOUT = (PublishedKind.NOTICE, PublishedKind.MINUTES)


class Says(StrEnum):
    """What somebody says with a link: yes to mails, or no more of them."""

    YES = "yes"
    OFF = "off"


@dataclass(eq=False)
class AskedTooOften(Refusal):
    """Somebody asks for many addresses, or all the world does."""

    status: ClassVar[int] = 429
    message = N_("That was asked for very often just now. Try again in a quarter of an hour.")


@dataclass(eq=False)
class LinkNoMore(NotFound):
    """Too old, or it never was one."""

    message = N_("This link does not hold any more. Ask for mails once more.")


def ask(
    db: Session, address: str, group_slug: str, language: str, *, asked_from: str, now: datetime
) -> None:
    """Somebody wants mails: a letter with a link goes to the address, unless it got some lately.

    `asked_from` is an HMAC of where the request comes from. Raises NotAnAddress, AskedTooOften.
    """
    address = mail_address(address).lower()
    forget_unconfirmed(db, now=now)
    if tries_about(db, asked_from, now=now) >= ASKED_FROM_ONE_PLACE:
        raise AskedTooOften
    note_failure(db, [asked_from], now=now)
    waiting = select(func.count(Subscriber.id)).where(Subscriber.confirmed_at.is_(None))
    if (db.scalar(waiting) or 0) >= MOST_WAITING:
        raise AskedTooOften
    if (db.scalar(waiting.where(Subscriber.address == address)) or 0) >= LETTERS_AN_ADDRESS:
        return
    asked = Subscriber(
        address=address,
        group_slug=group_slug,
        language=language,
        seed=secrets.token_hex(32),
        asked_at=now,
    )
    db.add(asked)
    db.flush()
    promise(db, CONFIRMING, {"subscriber": asked.id}, now=now)


def token_for(subscriber: Subscriber, says: Says, secret: bytes) -> str:
    """What stands in a link of this address: nobody can make it who does not get its mail."""
    told = f"subscriber:{says}:{subscriber.id}:{subscriber.seed}"
    return hmac.new(secret, told.encode(), hashlib.sha256).hexdigest()[:40]


def confirm(
    db: Session, subscriber: int, token: str, secret: bytes, *, now: datetime
) -> Subscriber:
    """The owner of the address says yes; what it had asked for before is replaced.

    Raises LinkNoMore.
    """
    known = _with(db, subscriber, token, Says.YES, secret)
    if known is None or (known.confirmed_at is None and now - known.asked_at > CONFIRM_WITHIN):
        raise LinkNoMore
    if known.confirmed_at is None:
        known.confirmed_at = now
    db.execute(
        delete(Subscriber).where(
            Subscriber.address == known.address,
            Subscriber.group_slug == known.group_slug,
            Subscriber.id != known.id,
        )
    )
    db.flush()
    return known


def leave(db: Session, subscriber: int, token: str, secret: bytes) -> bool:
    """No more mails: the address is gone, whatever it had asked for. Whether it was there."""
    known = _with(db, subscriber, token, Says.OFF, secret)
    if known is None:
        return False
    db.execute(delete(Subscriber).where(Subscriber.address == known.address))
    return True


def forget_unconfirmed(db: Session, *, now: datetime) -> int:
    """Addresses that nobody has said yes for within two days. How many."""
    gone = delete(Subscriber).where(
        Subscriber.confirmed_at.is_(None), Subscriber.asked_at < now - CONFIRM_WITHIN
    )
    return rows_changed(db.execute(gone))


def promise_mails_about(db: Session, published: Published, *, now: datetime) -> int:
    """A mail for each address that wants to know, once for each publication. How many."""
    if published.kind not in ABOUT or _is_promised(db, published):
        return 0
    rows = db.execute(
        select(Subscriber.address, Subscriber.id)
        .where(
            Subscriber.confirmed_at.is_not(None),
            Subscriber.group_slug.in_(("", published.group_slug)),
        )
        .order_by(Subscriber.id)
    )
    # Who has asked for one group and for all gets one mail.
    listed = {address: subscriber for address, subscriber in rows}  # noqa: C416 - typed by that
    for subscriber in listed.values():
        about = {"published": published.id, "subscriber": subscriber}
        promise(db, TELLING, about, now=now)
    return len(listed)


def _is_promised(db: Session, published: Published) -> bool:
    about = Errand.refers_to["published"].as_integer() == published.id
    return db.scalar(select(Errand.id).where(Errand.kind == TELLING, about).limit(1)) is not None


def _with(db: Session, subscriber: int, token: str, says: Says, secret: bytes) -> Subscriber | None:
    known = db.get(Subscriber, subscriber)
    if known is None:
        return None
    right = hmac.compare_digest(token_for(known, says, secret).encode(), token.encode())
    return known if right else None
