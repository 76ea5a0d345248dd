"""Operations from a file: one a line, one answer a line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

import click
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from fritidsbank import clock
from fritidsbank.app import REGISTRY
from fritidsbank.branches.queries import branch_called, branches
from fritidsbank.commands.shop import Shop, pass_shop
from fritidsbank.db import Busy
from fritidsbank.on_duty import on_duty
from fritidsbank.refusals import Malformed, N_, Refusal
from fritidsbank.staff.queries import account_called, first_admin, roles_of
from fritidsbank.web.access import Actor
from fritidsbank.web.endpoint import LARGEST_BODY, NotJson, TooMuch
from fritidsbank.web.fields import as_uuid
from fritidsbank.web.language import LANGUAGES
from fritidsbank.web.operations import Sender, open_envelope, perform
from fritidsbank.web.room import NotYours, settle


@dataclass(eq=False)
class WhichBranch(Malformed):
    """There are several, and none was named."""

    branches: str

    message = N_("Say in which branch, with --branch: {branches}.")


@dataclass(eq=False)
class HalfWay(Refusal):
    """The register did not answer any more; what came before was done."""

    line: int

    message = N_(
        "The register did not answer at line {line}. What came before is done. Send the whole "
        "file again: nothing is done twice."
    )


@click.group()
def ops() -> None:
    """Operations as tablets send them."""


@ops.command()
@click.argument("file", type=click.File("rb"))
@click.option("--as", "name", metavar="ACCOUNT", help="Who does it; the first administrator.")
@click.option("--branch", metavar="NAME", help="Where it is done, if there are several branches.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Of the sentences in the answers.")
@pass_shop
def apply(
    shop: Shop, file: IO[bytes], name: str | None, branch: str | None, language: str | None
) -> None:
    """Carry out the operations in FILE (- is the standard input), one JSON a line.

    Each line is answered by a line. A refusal is an answer, not an exit code.
    """
    with shop.reading() as db:
        actor = _actor(db, name, branch)
    home, secret = shop.settings.url, shop.settings.secret()
    sender = Sender(actor.account, actor.branch, None, home, secret)
    with on_duty(shop.settings.data):
        for number, line in enumerate(_lines(file), 1):
            if not line.strip():
                continue
            answer = _answer(shop, line, actor, sender, now=clock.now())
            spoken = REGISTRY.spoken(answer, language or shop.language)
            click.echo(json.dumps(spoken, ensure_ascii=False))
            if answer["outcome"] == Busy.code_name():
                raise HalfWay(number)


def _answer(
    shop: Shop, line: bytes, actor: Actor, sender: Sender, *, now: datetime
) -> dict[str, Any]:
    """What a line came to; one that cannot be done at all is answered like a refusal."""
    raw = None
    try:
        raw = _read(line)
        envelope = open_envelope(raw, REGISTRY.kinds, sent_at=now)
        if not actor.may(envelope.kind.who):
            raise NotYours
        with shop.store.writing() as db:
            return settle(db, lambda: perform(db, envelope, sender, now=now))
    except Refusal as refusal:
        return _refused(raw, refusal)
    except DBAPIError:
        return _refused(raw, Busy())


def _read(line: bytes) -> object:
    if len(line) > LARGEST_BODY:
        raise TooMuch
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise NotJson from None


def _refused(raw: object, refusal: Refusal) -> dict[str, Any]:
    return {
        "id": _id_of(raw),
        "outcome": refusal.code,
        "refused": True,
        "status": refusal.status,
        **refusal.facts(),
    }


def _id_of(raw: object) -> str | None:
    try:
        return as_uuid("id", raw.get("id") if isinstance(raw, dict) else None)
    except Refusal:
        return None


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    # A line without an end would fill the memory: the rest of it is read and thrown away.
    while line := file.readline(LARGEST_BODY + 1):
        yield line
        while len(line) > LARGEST_BODY and not line.endswith(b"\n"):
            line = file.readline(LARGEST_BODY + 1)


def _actor(db: Session, name: str | None, branch: str | None) -> Actor:
    account = account_called(db, name) if name else first_admin(db)
    known = branches(db)
    if branch:
        place = branch_called(db, branch)
    elif len(known) == 1:
        place = known[0]
    else:
        raise WhichBranch(", ".join(one.name for one in known))
    roles = frozenset((role.role, role.branch_id) for role in roles_of(db, account.id))
    return Actor(account.id, account.name, account.language, "", place.id, roles)
