"""Which printers a branch has, what waits for them, what became of the last jobs."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from fritidsbank.printing.profiles import Medium, Printer, media, printers
from fritidsbank.printjobs.models import PrintAgent, PrintJob, ShopPrinter
from fritidsbank.printjobs.rules import (
    LATELY,
    LEASE,
    PATIENCE,
    JobState,
    NoPrinter,
    NoSuchAgent,
    NoSuchJob,
    NoSuchShopPrinter,
    Purpose,
    sentence_about,
)
from fritidsbank.staff.models import Account
from fritidsbank.staff.queries import hash_of

AGENT_IS_AWAY = timedelta(minutes=3)
"""An agent asks every second, and that it was seen is noted once a minute."""
FOR = {
    Purpose.LABELS: ShopPrinter.for_labels,
    Purpose.SLIPS: ShopPrinter.for_slips,
    Purpose.SHEETS: ShopPrinter.for_sheets,
}
_HERE = ShopPrinter.removed_at.is_(None)


@dataclass(frozen=True)
class JobLine:
    """A job as a list shows it: which printer, who asked for it, whether it was printed again."""

    job: PrintJob
    printer: str
    account: str
    printed_again: bool

    @property
    def trouble(self) -> str:
        """What went wrong, as a sentence in English; nothing where nothing did."""
        return sentence_about(self.job.trouble)


def printer_of(db: Session, branch: int, printer: int) -> ShopPrinter:
    """A printer of this branch. Raises NoSuchShopPrinter."""
    found = db.get(ShopPrinter, printer)
    if found is None or found.branch_id != branch or found.removed_at is not None:
        raise NoSuchShopPrinter
    return found


def printers_of(db: Session, branch: int) -> list[ShopPrinter]:
    """The printers of a branch, by name."""
    found = db.scalars(select(ShopPrinter).where(ShopPrinter.branch_id == branch, _HERE))
    return sorted(found, key=lambda printer: (printer.name.casefold(), printer.id))


def printer_for(db: Session, branch: int, purpose: Purpose) -> ShopPrinter:
    """The printer that a branch has for this; of several the first one. Raises NoPrinter."""
    found = db.scalar(
        select(ShopPrinter)
        .where(ShopPrinter.branch_id == branch, _HERE, FOR[purpose])
        .order_by(ShopPrinter.id)
        .limit(1)
    )
    if found is None:
        raise NoPrinter(purpose)
    return found


def has_printer_for(db: Session, branch: int, purpose: Purpose) -> bool:
    """Whether a page may offer to print this."""
    return bool(db.scalar(select(is_printer_for(branch, purpose))))


def is_printer_for(branch: int, purpose: Purpose) -> ColumnElement[bool]:
    """The same as a column, for a question that is asked anyway."""
    return exists().where(ShopPrinter.branch_id == branch, _HERE, FOR[purpose])


def model_and_medium(printer: ShopPrinter) -> tuple[Printer, Medium] | None:
    """Of what `printers/` says of it; None when a newer version has left out one of the files."""
    model, medium = printers().get(printer.model), media().get(printer.medium)
    return (model, medium) if model and medium else None


def job_of(db: Session, branch: int, job: int) -> PrintJob:
    """A job of this branch. Raises NoSuchJob."""
    found = db.get(PrintJob, job)
    if found is None or found.branch_id != branch:
        raise NoSuchJob
    return found


def last_jobs(
    db: Session, branch: int, *, printer: int | None = None, most: int = 20
) -> list[JobLine]:
    """The last jobs of a branch, or of one of its printers, the newest first."""
    again = aliased(PrintJob)
    asked = (
        select(
            PrintJob,
            ShopPrinter.name,
            Account.name,
            select(again.id).where(again.reprints_id == PrintJob.id).exists(),
        )
        .join(ShopPrinter, ShopPrinter.id == PrintJob.printer_id)
        .join(Account, Account.id == PrintJob.account_id)
        .where(PrintJob.branch_id == branch)
        .order_by(PrintJob.id.desc())
        .limit(most)
    )
    if printer is not None:
        asked = asked.where(PrintJob.printer_id == printer)
    return [JobLine(*row) for row in db.execute(asked)]


def waiting_for(db: Session, printers: Iterable[int]) -> dict[int, int]:
    """How many jobs wait for or are with each of these printers; none where there are none."""
    rows = db.execute(
        select(PrintJob.printer_id, func.count())
        .where(PrintJob.printer_id.in_(list(printers)), PrintJob.ended_at.is_(None))
        .group_by(PrintJob.printer_id)
    )
    return {row[0]: row[1] for row in rows}


def failed_lately(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What says of a job that it was not printed, that nobody has tried again, and not long ago."""
    again = aliased(PrintJob)
    return (
        PrintJob.state == JobState.FAILED,
        PrintJob.ended_at > now - LATELY,
        ~select(again.id).where(again.reprints_id == PrintJob.id).exists(),
    )


def failed_of(db: Session, printers: Iterable[int], *, now: datetime) -> dict[int, int]:
    """How many jobs of each of these printers wait to be printed again, where any do."""
    rows = db.execute(
        select(PrintJob.printer_id, func.count())
        .where(PrintJob.printer_id.in_(list(printers)), *failed_lately(now))
        .group_by(PrintJob.printer_id)
    )
    return {row[0]: row[1] for row in rows}


def printers_with_work(db: Session, agent: str | None, *, now: datetime) -> list[int]:
    """Printers of an agent, or of the server itself, for which something waits."""
    waits = (
        select(PrintJob.id)
        .where(
            PrintJob.printer_id == ShopPrinter.id,
            PrintJob.ended_at.is_(None),
            PrintJob.state == JobState.QUEUED,
            PrintJob.created_at > now - PATIENCE,
        )
        .exists()
    )
    reached = ShopPrinter.agent_id.is_(None) if agent is None else ShopPrinter.agent_id == agent
    return list(db.scalars(select(ShopPrinter.id).where(reached, _HERE, waits)))


def waits_for(db: Session, printer: int, *, now: datetime) -> bool:
    """Whether something waits for this printer that is not too old."""
    waits = exists().where(
        PrintJob.printer_id == printer,
        PrintJob.ended_at.is_(None),
        PrintJob.state == JobState.QUEUED,
        PrintJob.created_at > now - PATIENCE,
    )
    return bool(db.scalar(select(waits)))


def is_at(worker: str) -> ColumnElement[bool]:
    """Under way by that worker."""
    return (PrintJob.state == JobState.SENDING) & (PrintJob.worker == worker)


def has_lease_to_renew(db: Session, worker: str, *, now: datetime) -> bool:
    """Whether a worker has been at something for so long that half of its lease is over."""
    half_over = PrintJob.lease_until_at < now + LEASE / 2
    return bool(
        db.scalar(select(exists().where(PrintJob.ended_at.is_(None), is_at(worker), half_over)))
    )


def is_lost(now: datetime) -> ColumnElement[bool]:
    """Under way for longer than its lease, or since a moment that has not been yet.

    A clock that was put back would keep a lease open, and the printer from others, for as long.
    """
    over, ahead = PrintJob.lease_until_at < now, PrintJob.taken_at > now + LEASE
    return (PrintJob.state == JobState.SENDING) & (over | ahead)


def has_overdue(db: Session, *, now: datetime) -> bool:
    """Whether a job is under way for too long, or waits for too long."""
    stale = (PrintJob.state == JobState.QUEUED) & (PrintJob.created_at <= now - PATIENCE)
    return bool(
        db.scalar(select(exists().where(PrintJob.ended_at.is_(None), is_lost(now) | stale)))
    )


def any_printers(db: Session) -> bool:
    """Whether any branch has a printer: without one nobody needs to wait for jobs."""
    return bool(db.scalar(select(exists().where(_HERE))))


def agents_of(db: Session, branch: int) -> list[PrintAgent]:
    """The print agents of a branch that may still fetch jobs, by name."""
    found = db.scalars(
        select(PrintAgent).where(PrintAgent.branch_id == branch, PrintAgent.revoked_at.is_(None))
    )
    return sorted(found, key=lambda agent: (agent.name.casefold(), agent.id))


def agent_of(db: Session, branch: int, agent: str) -> PrintAgent:
    """An agent of this branch that was not revoked. Raises NoSuchAgent."""
    found = db.get(PrintAgent, agent)
    if found is None or found.branch_id != branch or found.revoked_at is not None:
        raise NoSuchAgent
    return found


def agent_with_token(db: Session, token: str) -> PrintAgent | None:
    """The agent that holds a token, unless it was revoked."""
    hashed = hash_of(token)
    found = db.scalar(
        select(PrintAgent).where(PrintAgent.token_hash == hashed, PrintAgent.revoked_at.is_(None))
    )
    return found if found is not None and hmac.compare_digest(found.token_hash, hashed) else None


def is_away(agent: PrintAgent, *, now: datetime) -> bool:
    """Whether an agent has not been heard of lately: nothing is printed by it then."""
    return agent.seen_at is None or agent.seen_at < now - AGENT_IS_AWAY
