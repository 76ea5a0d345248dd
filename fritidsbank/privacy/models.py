"""What was forgotten and who looked: without a name, a number, or a text."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from fritidsbank.privacy.rules import Cause, Look
from fritidsbank.schema import Base, Id, Instant, word


class Erasure(Base):
    """A borrower who was forgotten. The same stands in a file, which a restore reads again.

    `into_id` is the entry that stays, where two of one person became one.
    """

    __tablename__ = "erasure"

    borrower_id: Mapped[str] = mapped_column(Id, primary_key=True)
    cause: Mapped[Cause] = mapped_column(word(Cause))
    decision: Mapped[str] = mapped_column(String(40), default="")
    into_id: Mapped[str | None] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Instant)


class RetentionRun(Base):
    """What retention did under one rule on one day ("gallringslogg"): counts, never names."""

    __tablename__ = "retention_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(20))
    decision: Mapped[str] = mapped_column(String(40), default="")
    days: Mapped[int]
    count: Mapped[int]
    began_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class LookedAt(Base):
    """Somebody looked at a borrower. Kept for the manager, and pruned like operations."""

    __tablename__ = "looked_at"

    id: Mapped[int] = mapped_column(primary_key=True)
    # No foreign key: the line stays when the borrower is forgotten, and leads nowhere then.
    borrower_id: Mapped[str | None] = mapped_column(Id, index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"))
    what: Mapped[Look] = mapped_column(word(Look))
    at: Mapped[datetime] = mapped_column(Instant)


Index("ix_looked_at_at", LookedAt.at)


class RegisterRelease(Base):
    """The register was given out as a public record, masked: when, by whom, under which number."""

    __tablename__ = "register_release"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40))  # diarienummer
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    count: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
