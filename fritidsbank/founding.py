"""Founding a shop: the first branch with its places, the catalogue, the first account."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch
from fritidsbank.staff.actions import give_roles, open_account
from fritidsbank.staff.first_account import FirstAccount, open_first_account, refuse_founded
from fritidsbank.staff.models import Account, AccountKind
from fritidsbank.stock.catalogue import load
from fritidsbank.stock.models import Place
from fritidsbank.stock.registering import (
    PLACE_NAMES,
    furnish,
    load_catalogue,
    open_furnished_branch,
)
from fritidsbank.web.access import Role


def found_shop(db: Session, branch: str, first: FirstAccount, *, now: datetime) -> Branch:
    """An empty register becomes a shop. Raises FoundedAlready and the refusals of names."""
    refuse_founded(db)
    load_catalogue(db, load())
    shop = new_branch(db, branch)
    open_first_account(db, first, now=now)
    workshop_post(db, now=now)
    return shop


def furnish_office(db: Session, *, now: datetime) -> None:
    """An office of the open minutes becomes a shop as well; a shop stays as it is."""
    branches = db.scalars(select(Branch.id).order_by(Branch.id)).all()
    if not branches or db.scalar(select(Place.id).limit(1)) is not None:
        return
    load_catalogue(db, load())
    for branch in branches:
        furnish(db, branch, PLACE_NAMES)
    workshop_post(db, now=now)


def new_branch(db: Session, name: str) -> Branch:
    """A branch with its standard places."""
    return open_furnished_branch(db, name)


def workshop_post(db: Session, *, now: datetime) -> Account:
    """The post that signs what is done at the bench; people in work training have no account."""
    post = open_account(db, "Verkstaden", kind=AccountKind.POST, now=now)
    give_roles(db, post, [(Role.WORKSHOP, None)])
    return post
