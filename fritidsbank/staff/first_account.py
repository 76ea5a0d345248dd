"""The first account of an installation: from then on it is founded."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch
from fritidsbank.refusals import N_, Refusal
from fritidsbank.staff.actions import give_roles, open_account
from fritidsbank.web.access import Role


@dataclass(eq=False)
class FoundedAlready(Refusal):
    """Somebody has begun with this register."""

    message = N_(
        "This register is in use already. Start it with serve, or choose another folder with "
        "FRITIDSBANK_DATA."
    )


@dataclass(frozen=True)
class FirstAccount:
    """Who may open all other accounts; `secret` is a hashed password."""

    name: str
    sign_in: str
    secret: str


def refuse_founded(db: Session) -> None:
    """Only an empty register can be founded. Raises FoundedAlready."""
    if db.scalar(select(Branch.id).limit(1)) is not None:
        raise FoundedAlready


def open_first_account(db: Session, first: FirstAccount, *, now: datetime) -> None:
    """Somebody who may do everything, everywhere."""
    admin = open_account(db, first.name, sign_in=first.sign_in, secret=first.secret, now=now)
    give_roles(db, admin, [(Role.ADMIN, None)])
