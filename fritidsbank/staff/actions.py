"""Accounts and sessions: open, sign in, switch, sign out, revoke."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from fritidsbank.refusals import Malformed, N_, Refusal
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
from fritidsbank.staff.queries import (
    PASSWORD,
    NoSuchAccount,
    account_with,
    hash_of,
    others_here,
    roles_of,
)
from fritidsbank.staff.rules import WINDOW
from fritidsbank.web.access import Actor
from fritidsbank.web.access import Role as RoleName

LONGEST_NAME = 80


@dataclass(eq=False)
class NameTaken(Refusal):
    """Another account signs in with it."""

    name: str

    message = N_("Somebody signs in as {name} already. Choose another name.")


@dataclass(eq=False)
class NameNeeded(Malformed):
    """An account without a name, or with one longer than any name."""

    message = N_("Write a name of at most 80 letters.")


@dataclass(eq=False)
class LastAdmin(Refusal):
    """Nobody would be left who can open accounts."""

    message = N_("This is the last administrator. Make somebody else one first.")


def open_account(
    db: Session,
    name: str,
    *,
    sign_in: str = "",
    secret: str = "",
    kind: AccountKind = AccountKind.PERSON,
    language: str = "sv",
    now: datetime,
) -> Account:
    """A new account; with `sign_in` and a hashed `secret` it has a password.

    Raises NameNeeded, NameTaken.
    """
    account = Account(name=_name(name), kind=kind, language=language, created_at=now)
    db.add(account)
    db.flush()
    if sign_in:
        set_password(db, account, sign_in=sign_in, secret=secret)
    return account


def rename_account(db: Session, account: Account, name: str) -> None:
    """Another name, which then stands on all that the account has signed. Raises NameNeeded."""
    account.name = _name(name)
    db.flush()


def set_password(db: Session, account: Account, *, sign_in: str, secret: str) -> None:
    """A name and a hashed password to sign in with. Raises NameTaken, NameNeeded."""
    subject = sign_in.strip().casefold()
    if not 0 < len(subject) <= LONGEST_NAME:
        raise NameNeeded
    held = db.scalar(select(SignIn).where(SignIn.kind == PASSWORD, SignIn.subject == subject))
    if held is not None and held.account_id != account.id:
        raise NameTaken(subject)
    db.execute(delete(SignIn).where(SignIn.account_id == account.id, SignIn.kind == PASSWORD))
    db.add(SignIn(account_id=account.id, kind=PASSWORD, subject=subject, secret=secret))
    end_sessions(db, account.id)
    db.flush()


def give_roles(db: Session, account: Account, roles: list[tuple[RoleName, int | None]]) -> None:
    """These roles and no others. Raises LastAdmin."""
    db.execute(delete(Role).where(Role.account_id == account.id))
    db.add_all(Role(account_id=account.id, role=role, branch_id=scope) for role, scope in roles)
    db.flush()
    _keep_an_admin(db)


def trust(db: Session, account: Account, what: str, *, until: date | None = None) -> None:
    """A special authority, until a day or without an end."""
    db.add(Authority(account_id=account.id, what=what, until=until))
    db.flush()


def distrust(db: Session, account: Account, authority: int) -> None:
    """It is over, before its day. One that is gone already is no trouble."""
    db.execute(
        delete(Authority).where(Authority.account_id == account.id, Authority.id == authority)
    )
    db.flush()


def close_account(db: Session, account: Account, *, now: datetime) -> None:
    """It signs nothing any more; what it signed stays. Raises LastAdmin."""
    account.closed_at = now
    db.flush()
    _keep_an_admin(db)
    end_sessions(db, account.id, at=now)


def reopen_account(db: Session, account: Account) -> None:
    """Somebody is back."""
    account.closed_at = None
    db.flush()


def enrol_device(db: Session, name: str, *, branch: int, now: datetime) -> tuple[Device, str]:
    """A device and its token; the token is shown to the browser once and kept as a hash."""
    token = secrets.token_urlsafe(32)
    device = Device(
        id=str(uuid4()),
        name=name[:LONGEST_NAME],
        token_hash=hash_of(token),
        branch_id=branch,
        created_at=now,
    )
    db.add(device)
    db.flush()
    return device, token


def start_session(db: Session, account: int, device: Device, *, branch: int, now: datetime) -> str:
    """A new session; the token goes into the cookie and nowhere else."""
    token = secrets.token_urlsafe(32)
    db.add(
        SessionRow(
            id_hash=hash_of(token),
            account_id=account,
            device_id=device.id,
            branch_id=branch,
            created_at=now,
            seen_at=now,
        )
    )
    db.flush()
    return token


def switch_account(db: Session, actor: Actor, account: int, *, now: datetime) -> str:
    """Somebody else at the same counter, by one tap; never with more rights. The new token.

    Raises NoSuchAccount when the account is not signed in here or may do more.
    """
    if account not in {other.id for other in others_here(db, actor, now=now)}:
        raise NoSuchAccount(str(account))
    device = db.get_one(Device, actor.device)
    scopes = {role.branch_id for role in roles_of(db, account)}
    branch = actor.branch
    if scopes and None not in scopes and branch not in scopes:
        branch = min(scope for scope in scopes if scope is not None)
    signed_in_at = _signed_in_at(db, account, device.id)
    _end_on_device(db, account, device.id, at=now)
    token = start_session(db, account, device, branch=branch, now=now)
    # Their working day began with the password, not with this tap.
    db.get_one(SessionRow, hash_of(token)).created_at = signed_in_at
    db.flush()
    return token


def end_session(db: Session, token: str, *, now: datetime) -> None:
    """Sign out: this account is no longer signed in on this device. A copied cookie is dead."""
    row = db.get(SessionRow, hash_of(token))
    if row is None:
        return
    _end_on_device(db, row.account_id, row.device_id, at=now)


def end_sessions(db: Session, account: int, *, at: datetime | None = None) -> None:
    """Every session of an account, on whatever device."""
    mine = SessionRow.account_id == account
    if at is None:
        db.execute(delete(SessionRow).where(mine))
    else:
        db.execute(
            update(SessionRow).where(mine, SessionRow.ended_at.is_(None)).values(ended_at=at)
        )


def mark_seen(db: Session, token: str, *, now: datetime) -> None:
    """Somebody was here."""
    db.execute(update(SessionRow).where(SessionRow.id_hash == hash_of(token)).values(seen_at=now))


def go_to_branch(db: Session, token: str, branch: int) -> None:
    """The session goes on in another branch."""
    db.execute(
        update(SessionRow).where(SessionRow.id_hash == hash_of(token)).values(branch_id=branch)
    )


def rename_device(db: Session, device: Device, name: str) -> None:
    """What people call the tablet. Raises NameNeeded."""
    device.name = _name(name)
    db.flush()


def revoke_device(db: Session, device: Device, *, now: datetime) -> None:
    """A lost tablet: its sessions end, its token is worth nothing."""
    device.revoked_at = now
    db.execute(
        update(SessionRow)
        .where(SessionRow.device_id == device.id, SessionRow.ended_at.is_(None))
        .values(ended_at=now)
    )
    db.flush()


def note_failure(db: Session, about: list[str], *, now: datetime) -> None:
    """A wrong sign-in counts for its name and its address; old ones are forgotten."""
    db.execute(delete(Attempt).where(Attempt.at < now - WINDOW))
    db.add_all(Attempt(about=one, at=now) for one in about)
    db.flush()


def choose_language(db: Session, account: int, language: str) -> None:
    """The language in which an account is spoken to."""
    account_with(db, account).language = language
    db.flush()


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise NameNeeded
    return name


def _signed_in_at(db: Session, account: int, device: str) -> datetime:
    return db.scalars(
        select(SessionRow.created_at)
        .where(
            SessionRow.account_id == account,
            SessionRow.device_id == device,
            SessionRow.ended_at.is_(None),
        )
        .order_by(SessionRow.created_at.desc())
        .limit(1)
    ).one()


def _end_on_device(db: Session, account: int, device: str, *, at: datetime) -> None:
    db.execute(
        update(SessionRow)
        .where(
            SessionRow.account_id == account,
            SessionRow.device_id == device,
            SessionRow.ended_at.is_(None),
        )
        .values(ended_at=at)
    )


def _keep_an_admin(db: Session) -> None:
    left = db.scalar(
        select(Role.id)
        .join(Account, Account.id == Role.account_id)
        .where(Role.role == RoleName.ADMIN, Role.branch_id.is_(None), Account.closed_at.is_(None))
        .limit(1)
    )
    if left is None:
        raise LastAdmin
