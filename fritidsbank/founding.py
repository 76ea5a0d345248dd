"""Founding a shop: the first branch with its places, the catalogue, the first account."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch
from fritidsbank.refusals import N_, Refusal
from fritidsbank.staff.actions import give_roles, open_account
from fritidsbank.staff.models import Account, AccountKind
from fritidsbank.stock.catalogue import load
from fritidsbank.stock.registering import load_catalogue, open_furnished_branch
from fritidsbank.web.access import Role


@dataclass(eq=False)
class FoundedAlready(Refusal):
    """There is a shop in this register."""

    message = N_("There is a shop in this register already.")


@dataclass(frozen=True)
class FirstAccount:
    """Who may open all other accounts; `secret` is a hashed password."""

    name: str
    sign_in: str
    secret: str


def refuse_founded(db: Session) -> None:
    """Only an empty register can become a shop. Raises FoundedAlready."""
    if db.scalar(select(Branch.id).limit(1)) is not None:
        raise FoundedAlready


def found_shop(db: Session, branch: str, first: FirstAccount, *, now: datetime) -> Branch:
    """An empty register becomes a shop. Raises FoundedAlready and the refusals of names."""
    refuse_founded(db)
    load_catalogue(db, load())
    shop = new_branch(db, branch)
    admin = open_account(db, first.name, sign_in=first.sign_in, secret=first.secret, now=now)
    give_roles(db, admin, [(Role.ADMIN, None)])
    workshop_post(db, now=now)
    return shop


def new_branch(db: Session, name: str) -> Branch:
    """A branch with its standard places."""
    return open_furnished_branch(db, name)


def workshop_post(db: Session, *, now: datetime) -> Account:
    """The post that signs what is done at the bench; people in work training have no account."""
    post = open_account(db, "Verkstaden", kind=AccountKind.POST, now=now)
    give_roles(db, post, [(Role.WORKSHOP, None)])
    return post
