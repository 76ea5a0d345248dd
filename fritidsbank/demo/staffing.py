"""Who works in the demo. Their passwords are no secret: they are shown where one signs in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from fritidsbank.founding import workshop_post
from fritidsbank.staff.actions import give_roles, open_account, set_password
from fritidsbank.web.access import Role

PEOPLE = (
    # A shop is never without an administrator, so that one comes first.
    ("Administratören", "admin", Role.ADMIN),
    ("Lena", "lena", Role.MANAGER),
    ("Amina", "amina", Role.COUNTER),
    ("Bo", "bo", Role.COUNTER),
)
BENCH = "verkstad"

# `staff.passwords.hashed` of these passwords: since it is slow on purpose, it was done once, and a
# demo of the same seed is the same to the last byte.
_ARGON2ID = "$argon2id$v=19$m=47104,t=1,p=1$"
_HASHES = {
    "admin": "jKM93n9AN8jGhjZq6fj/8Q$LfFSGonZpUY4zwk+lIXP2XS2sgvkMowOfbggKAmqcw8",
    "lena": "oSoSb9dsa7/x4Gto6g+hag$NGX8sXSdz2plXeMpCV/1uIWjAYqgmyC/oL3BzWNR78s",
    "amina": "A2xfR5EwhmzXDKldwjN+1Q$akCb85ZlNuVW5S0dmMDs0yqjwOK5AanGjwOULrgYFNM",
    "bo": "5Ktj2gS8h8xMrEtG8R9HiA$OXjhY+t9K07p7TpIRp9aUmTEWRsLL+NzBHIkg7T4JJ4",
    "verkstad": "TE7QcEKlyc6GfaapxiRhsw$lu4dddkEhPiEchQ2tVSQgvZY5QYG6E1FEgcNYmzeFRI",
}
SIGN_INS = tuple(_HASHES)


@dataclass(frozen=True)
class Staff:
    """The accounts that sign what happens; who is more often at the counter stands there twice."""

    counter: tuple[int, ...]
    manager: int
    bench: int


def password_of(sign_in: str) -> str:
    """The password of somebody in the demo."""
    return f"demo-{sign_in}-fritidsbank"


def employ(db: Session, *, now: datetime) -> Staff:
    """Open the accounts of everybody, each for all branches."""
    ids = {}
    for name, sign_in, role in PEOPLE:
        account = open_account(db, name, sign_in=sign_in, secret=_secret(sign_in), now=now)
        give_roles(db, account, [(role, None)])
        ids[sign_in] = account.id
    bench = workshop_post(db, now=now)
    set_password(db, bench, sign_in=BENCH, secret=_secret(BENCH))
    amina, bo, lena = ids["amina"], ids["bo"], ids["lena"]
    return Staff((amina, bo, amina, bo, lena), lena, bench.id)


def _secret(sign_in: str) -> str:
    return _ARGON2ID + _HASHES[sign_in]
