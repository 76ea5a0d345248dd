"""Printers of the branches, jobs that wait for them, and the agents that reach them from afar."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import JSON

from fritidsbank.printjobs.rules import JobState
from fritidsbank.schema import Base, Id, Instant, word


class PrintAgent(Base):
    """A program in the shop that fetches jobs for printers which the server cannot reach."""

    __tablename__ = "print_agent"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    name: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class ShopPrinter(Base):
    """A printer that a branch has, with what is loaded and what it is there for.

    `model` and `medium` name files of `printers/`. The server reaches it itself unless there is an
    agent. `trouble` is what it said, or what was seen of it, last; `heard_at` when it last worked.
    """

    __tablename__ = "shop_printer"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    model: Mapped[str] = mapped_column(String(60))
    medium: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(String(200))
    for_labels: Mapped[bool] = mapped_column(default=False)
    for_slips: Mapped[bool] = mapped_column(default=False)
    for_sheets: Mapped[bool] = mapped_column(default=False)
    agent_id: Mapped[str | None] = mapped_column(Id, ForeignKey("print_agent.id"))
    trouble: Mapped[str | None] = mapped_column(String(40))
    trouble_at: Mapped[datetime | None] = mapped_column(Instant)
    heard_at: Mapped[datetime | None] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)


class PrintJob(Base):
    """One thing to print, once. `refers_to` holds ids, never a name: it is drawn when it is sent.

    Whoever has taken it holds a lease; what has no end when the lease is over has become unknown.
    """

    __tablename__ = "print_job"

    id: Mapped[int] = mapped_column(primary_key=True)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branch.id"))
    printer_id: Mapped[int] = mapped_column(ForeignKey("shop_printer.id"))
    design: Mapped[str] = mapped_column(String(40))
    refers_to: Mapped[dict[str, Any]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(5))
    medium: Mapped[str] = mapped_column(String(60))
    copies: Mapped[int] = mapped_column(default=1)
    state: Mapped[JobState] = mapped_column(word(JobState), default=JobState.QUEUED)
    trouble: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(Instant)
    taken_at: Mapped[datetime | None] = mapped_column(Instant)
    lease_until_at: Mapped[datetime | None] = mapped_column(Instant)
    worker: Mapped[str | None] = mapped_column(Id)
    ended_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reprints_id: Mapped[int | None] = mapped_column(ForeignKey("print_job.id"), index=True)


_OPEN = PrintJob.ended_at.is_(None)
Index(
    "ix_print_job_open",
    PrintJob.printer_id,
    PrintJob.id,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
Index("ix_print_job_printer_id", PrintJob.printer_id, PrintJob.id)
Index("ix_print_job_branch_id", PrintJob.branch_id, PrintJob.id)
