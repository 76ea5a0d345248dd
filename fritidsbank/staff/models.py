"""Accounts and what they are trusted with; devices and sessions."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fritidsbank.schema import Base, Id, Instant, word
from fritidsbank.web.access import Role as RoleName


class AccountKind(StrEnum):
    """A person, or a post such as Disken or Verkstaden."""

    PERSON = "person"
    POST = "post"


class Account(Base):
    """Somebody who works here, or a post that several share. It signs what it does."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[AccountKind] = mapped_column(word(AccountKind), default=AccountKind.PERSON)
    language: Mapped[str] = mapped_column(String(5), default="sv")
    created_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class SignIn(Base):
    """One way for an account to show who it is. Nothing else reads a password."""

    __tablename__ = "sign_in"
    __table_args__ = (UniqueConstraint("kind", "issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    issuer: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(String(200))
    secret: Mapped[str] = mapped_column(String(200), default="")


class Role(Base):
    """What an account may do, in one branch or (with no branch) in all."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[RoleName] = mapped_column(word(RoleName))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"))


class Authority(Base):
    """A special trust, such as setting ski bindings, until a day."""

    __tablename__ = "authority"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    what: Mapped[str] = mapped_column(String(20))
    until: Mapped[date | None]


class Device(Base):
    """A tablet or computer, known from its first sign-in by a token of its own."""

    __tablename__ = "device"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class SessionRow(Base):
    """One sign-in on one device. The cookie holds a random id; here stands its hash only."""

    __tablename__ = "session"

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    device_id: Mapped[str] = mapped_column(Id, ForeignKey("device.id"))
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


Index("ix_session_device_id_account_id", SessionRow.device_id, SessionRow.account_id)


class Attempt(Base):
    """A failed sign-in, kept while it counts. `about` is an HMAC of the name or the address."""

    __tablename__ = "attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
