"""Who is acting, who could be, and how often somebody has guessed."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch
from fritidsbank.refusals import N_, NotFound
from fritidsbank.schema import table_of
from fritidsbank.staff.models import (
    Account,
    AccountKind,
    Attempt,
    Authority,
    Device,
    Role,
    SessionRow,
    SignIn,
)
from fritidsbank.staff.rules import LONGEST, SEEN_EVERY, WINDOW, is_live
from fritidsbank.web.access import INCLUDES, Actor
from fritidsbank.web.access import Role as RoleName

PASSWORD = "password"  # noqa: S105 - the name of a way to sign in


@dataclass(eq=False)
class NoSuchAccount(NotFound):
    """No account has that name or id."""

    account: str

    message = N_("There is no account called {account}.")


@dataclass(eq=False)
class NoSuchDevice(NotFound):
    """The id leads nowhere."""

    message = N_("That tablet or computer is not in the register.")


@dataclass(frozen=True)
class Presence:
    """A live session: who acts, and whether it is time to note that somebody was here."""

    actor: Actor
    seen_is_old: bool


@dataclass(frozen=True)
class KnownDevice:
    """A device with the branch it was first used in and when somebody last used it."""

    device: Device
    branch: str
    seen_at: datetime | None

    @property
    def seen(self) -> datetime:
        """When it was last used, or first known."""
        return self.seen_at or self.device.created_at


@dataclass(frozen=True)
class Sitting:
    """One place where an account is signed in."""

    device: str
    device_name: str
    branch: str
    since_at: datetime


_session = table_of(SessionRow)
_account = table_of(Account)
_device = table_of(Device)
_role = table_of(Role)
_PRESENCE = (
    select(
        _session.c.account_id,
        _session.c.device_id,
        _session.c.branch_id,
        _session.c.created_at,
        _session.c.seen_at,
        _account.c.name,
        _account.c.language,
        _role.c.role,
        _role.c.branch_id,
    )
    .join(_account, _account.c.id == _session.c.account_id)
    .join(_device, _device.c.id == _session.c.device_id)
    .outerjoin(_role, _role.c.account_id == _session.c.account_id)
    .where(
        _session.c.id_hash == bindparam("id_hash"),
        _session.c.ended_at.is_(None),
        _account.c.closed_at.is_(None),
        _device.c.revoked_at.is_(None),
    )
)


def hash_of(token: str) -> str:
    """How a random token stands in the database: whoever reads it there cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def presence(db: Session, token: str, *, now: datetime) -> Presence | None:
    """The live session of a cookie, in one statement; None when there is none."""
    rows = db.execute(_PRESENCE, {"id_hash": hash_of(token)}).all()
    if not rows:
        return None
    account, device, branch, created_at, seen_at, name, language, _, _ = rows[0]
    if not is_live(created_at=created_at, seen_at=seen_at, now=now):
        return None
    roles = frozenset((row[7], row[8]) for row in rows if row[7] is not None)
    actor = Actor(account, name, language, device, branch, roles)
    return Presence(actor, now - seen_at > SEEN_EVERY)


def sign_in_of(db: Session, name: str) -> SignIn | None:
    """The password sign-in under a name, if the account is open."""
    return db.scalar(
        select(SignIn)
        .join(Account, Account.id == SignIn.account_id)
        .where(
            SignIn.kind == PASSWORD,
            SignIn.issuer == "",
            SignIn.subject == name.strip().casefold(),
            Account.closed_at.is_(None),
        )
    )


def tries_about(db: Session, about: str, *, now: datetime) -> int:
    """How many wrong sign-ins there were about a name or an address lately."""
    counted = select(func.count()).where(Attempt.about == about, Attempt.at > now - WINDOW)
    return db.scalar(counted.select_from(Attempt)) or 0


def device_of(db: Session, token: str) -> Device | None:
    """The device that holds a token, unless it was revoked."""
    return db.scalar(
        select(Device).where(Device.token_hash == hash_of(token), Device.revoked_at.is_(None))
    )


def account_with(db: Session, account: int) -> Account:
    """The account with that id. Raises NoSuchAccount."""
    found = db.get(Account, account)
    if found is None:
        raise NoSuchAccount(str(account))
    return found


def account_called(db: Session, name: str) -> Account:
    """The open account with that sign-in name or that name. Raises NoSuchAccount."""
    sign_in = sign_in_of(db, name)
    if sign_in is not None:
        return account_with(db, sign_in.account_id)
    found = db.scalar(select(Account).where(Account.name == name, Account.closed_at.is_(None)))
    if found is None:
        raise NoSuchAccount(name)
    return found


def password_name_of(db: Session, account: int) -> str | None:
    """The name that an account signs in with, if it has a password."""
    mine = select(SignIn.subject).where(SignIn.account_id == account, SignIn.kind == PASSWORD)
    return db.scalar(mine)


def first_admin(db: Session) -> Account:
    """The oldest open account that may do everything. Raises NoSuchAccount."""
    found = db.scalar(
        select(Account)
        .join(Role, Role.account_id == Account.id)
        .where(Role.role == RoleName.ADMIN, Role.branch_id.is_(None), Account.closed_at.is_(None))
        .order_by(Account.id)
        .limit(1)
    )
    if found is None:
        raise NoSuchAccount(RoleName.ADMIN)
    return found


def accounts(db: Session) -> list[Account]:
    """All accounts, the open ones first, by name."""
    found = list(db.scalars(select(Account)))
    return sorted(found, key=lambda a: (a.closed_at is not None, a.name.casefold()))


def roles_of(db: Session, account: int) -> list[Role]:
    """The roles of an account."""
    return list(db.scalars(select(Role).where(Role.account_id == account).order_by(Role.id)))


def roles_of_all(db: Session) -> dict[int, list[Role]]:
    """The roles of every account that has any."""
    found: dict[int, list[Role]] = {}
    for role in db.scalars(select(Role).order_by(Role.id)):
        found.setdefault(role.account_id, []).append(role)
    return found


def sign_in_names(db: Session) -> dict[int, str]:
    """The name that each account with a password signs in with."""
    named = select(SignIn.account_id, SignIn.subject).where(SignIn.kind == PASSWORD)
    return {row.account_id: row.subject for row in db.execute(named)}


def password_of(db: Session, account: int) -> SignIn | None:
    """The password sign-in of an account, if it has one."""
    return db.scalar(select(SignIn).where(SignIn.account_id == account, SignIn.kind == PASSWORD))


def authorities_of(db: Session, account: int) -> list[Authority]:
    """What an account is specially trusted with."""
    return list(
        db.scalars(select(Authority).where(Authority.account_id == account).order_by(Authority.id))
    )


def is_trusted(db: Session, account: int, what: str, *, on: date) -> bool:
    """Whether somebody has a special authority that day. A post never has: it names nobody."""
    return bool(db.scalar(select(trusted(account, what, on=on))))


def trusted(account: int, what: str, *, on: date) -> ColumnElement[bool]:
    """The same, to be asked along with something else."""
    held = (
        select(Authority.id)
        .join(Account, Account.id == Authority.account_id)
        .where(
            Account.id == account,
            Account.kind == AccountKind.PERSON,
            Account.closed_at.is_(None),
            Authority.what == what,
            or_(Authority.until.is_(None), Authority.until >= on),
        )
    )
    return held.exists()


def device_with(db: Session, device: str) -> Device:
    """The device with that id. Raises NoSuchDevice."""
    found = db.get(Device, device)
    if found is None:
        raise NoSuchDevice
    return found


def devices(db: Session) -> list[KnownDevice]:
    """Every device, the ones in use first, then by when they were last seen."""
    rows = db.execute(
        select(Device, Branch.name, func.max(SessionRow.seen_at))
        .join(Branch, Branch.id == Device.branch_id)
        .outerjoin(SessionRow, SessionRow.device_id == Device.id)
        .group_by(Device.id, Branch.name)
    ).all()
    known = [KnownDevice(device, branch, seen_at) for device, branch, seen_at in rows]
    return sorted(known, key=lambda k: (k.device.revoked_at is not None, -k.seen.timestamp()))


def sessions_of(db: Session, account: int, *, now: datetime) -> list[Sitting]:
    """Where an account is signed in, the latest first."""
    rows = db.execute(
        select(
            Device.id,
            Device.name,
            Branch.name,
            SessionRow.created_at,
            SessionRow.seen_at,
        )
        .join(Device, Device.id == SessionRow.device_id)
        .join(Branch, Branch.id == SessionRow.branch_id)
        .where(
            SessionRow.account_id == account,
            SessionRow.ended_at.is_(None),
            SessionRow.created_at > now - LONGEST,
            Device.revoked_at.is_(None),
        )
        .order_by(SessionRow.seen_at.desc())
    )
    return [
        Sitting(device, name, branch, created_at)
        for device, name, branch, created_at, seen_at in rows
        if is_live(created_at=created_at, seen_at=seen_at, now=now)
    ]


def others_here(db: Session, actor: Actor, *, now: datetime) -> list[Account]:
    """Accounts that are signed in on this device and may do no more than the present one."""
    rows = db.scalars(
        select(Account)
        .join(SessionRow, SessionRow.account_id == Account.id)
        .where(
            SessionRow.device_id == actor.device,
            SessionRow.ended_at.is_(None),
            SessionRow.created_at > now - LONGEST,
            Account.closed_at.is_(None),
            Account.id != actor.account,
        )
        .distinct()
        .order_by(Account.name)
    ).all()
    return [account for account in rows if _no_more_than(db, account, actor)]


def _no_more_than(db: Session, account: Account, actor: Actor) -> bool:
    mine = {(part, scope) for role, scope in actor.roles for part in INCLUDES[role]}
    return all(
        (part, role.branch_id) in mine or (part, None) in mine
        for role in roles_of(db, account.id)
        for part in INCLUDES[role.role]
    )
