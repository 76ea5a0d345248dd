"""Founding a shop: the first branch with its places, the catalogue, the first account."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.branches.actions import open_branch
from fritidsbank.branches.models import Branch
from fritidsbank.refusals import N_, Refusal
from fritidsbank.staff.actions import give_roles, open_account
from fritidsbank.staff.models import Account, AccountKind
from fritidsbank.stock.catalogue import load
from fritidsbank.stock.registering import furnish, load_catalogue
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.web.access import Role

PLACE_NAMES = {
    PlaceKind.SHELF: "Hyllan",
    PlaceKind.SEASON_STORE: "Förrådet",
    PlaceKind.OUT: "Utlånat",
    PlaceKind.CHECK: "Kontrollbordet",
    PlaceKind.WORKSHOP: "Verkstaden",
    PlaceKind.IN_TRANSIT: "På väg",
    PlaceKind.MISSING: "Saknas",
    PlaceKind.GONE: "Borta",
}


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


def found_shop(db: Session, branch: str, first: FirstAccount, *, now: datetime) -> Branch:
    """An empty register becomes a shop. Raises FoundedAlready and the refusals of names."""
    if db.scalar(select(Branch.id).limit(1)) is not None:
        raise FoundedAlready
    load_catalogue(db, load())
    shop = new_branch(db, branch)
    admin = open_account(db, first.name, sign_in=first.sign_in, secret=first.secret, now=now)
    give_roles(db, admin, [(Role.ADMIN, None)])
    workshop_post(db, now=now)
    return shop


def new_branch(db: Session, name: str) -> Branch:
    """A branch with its standard places."""
    branch = open_branch(db, name)
    furnish(db, branch.id, PLACE_NAMES)
    return branch


def workshop_post(db: Session, *, now: datetime) -> Account:
    """The post that signs what is done at the bench; people in work training have no account."""
    post = open_account(db, "Verkstaden", kind=AccountKind.POST, now=now)
    give_roles(db, post, [(Role.WORKSHOP, None)])
    return post
