"""Giving a branch its printers, and laying jobs into their queues; `taking.py` takes them out."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, select, true, update
from sqlalchemy.orm import Session

from fritidsbank.printing.addresses import address_for
from fritidsbank.printing.profiles import medium_for, printer_with
from fritidsbank.printjobs.designs import Design
from fritidsbank.printjobs.models import PrintAgent, PrintJob, ShopPrinter
from fritidsbank.printjobs.queries import agent_of, failed_lately, printer_for, printer_of
from fritidsbank.printjobs.rules import (
    ENDED,
    LONGEST_NAME,
    MOST_COPIES,
    JobState,
    PrinterNameNeeded,
    Purpose,
    StillUnderWay,
    TooLateToCancel,
    Why,
    WrongCopies,
)
from fritidsbank.schema import rows_changed
from fritidsbank.staff.queries import hash_of

ONE_TAP = timedelta(seconds=2)
"""Whoever wants the same once more has seen the page again by then."""
_APART = {"synchronize_session": False}


@dataclass(frozen=True)
class Described:
    """What somebody says of a printer: see the columns of ShopPrinter."""

    name: str
    model: str
    medium: str
    address: str
    purposes: frozenset[Purpose] = frozenset()
    agent: str | None = None


@dataclass(frozen=True)
class Printout:
    """What shall be drawn, of what, in which language, how often. `refers_to` holds ids only."""

    design: Design
    refers_to: Mapping[str, Any] = field(default_factory=dict)
    language: str = "sv"
    copies: int = 1


def add_printer(db: Session, branch: int, described: Described) -> ShopPrinter:
    """One more printer of a branch. Raises what `change_printer` raises."""
    printer = ShopPrinter(branch_id=branch)
    _describe(db, printer, described)
    db.add(printer)
    db.flush()
    return printer


def change_printer(db: Session, printer: ShopPrinter, described: Described) -> None:
    """Another name, address or roll; what was seen of it so far is forgotten.

    Raises PrinterNameNeeded, NoSuchPrinter, NoSuchMedium, BadAddress, NotReachedSo, NoSuchAgent.
    """
    _describe(db, printer, described)
    printer.trouble = printer.trouble_at = printer.heard_at = None
    db.flush()


def load_medium(db: Session, printer: ShopPrinter, medium: str) -> None:
    """Another roll or sheet lies in it: what waits is drawn for that one. Raises NoSuchMedium."""
    printer.medium = medium_for(printer_with(printer.model), medium).id
    db.flush()


def remove_printer(db: Session, printer: ShopPrinter, *, now: datetime) -> None:
    """It is not there any more, nor what waited for it; what it has printed stays in the list."""
    printer.removed_at = now
    db.flush()
    _cancel_all(db, PrintJob.printer_id == printer.id, Why.PRINTER_GONE, now=now)


def queue(
    db: Session,
    branch: int,
    printout: Printout,
    *,
    printer: int | None = None,
    by: int,
    now: datetime,
) -> PrintJob:
    """Lay it into the queue of a printer, or of the one that the branch has for this purpose.

    Raises NoPrinter, NoSuchShopPrinter, WrongCopies.
    """
    if not 1 <= printout.copies <= MOST_COPIES:
        raise WrongCopies(MOST_COPIES)
    if printer is not None:
        chosen = printer_of(db, branch, printer)
    else:
        chosen = printer_for(db, branch, printout.design.purpose)
    job = PrintJob(
        branch_id=branch,
        printer_id=chosen.id,
        design=printout.design.name,
        refers_to=dict(printout.refers_to),
        language=printout.language,
        medium=chosen.medium,
        copies=printout.copies,
        state=JobState.QUEUED,
        created_at=now,
        account_id=by,
    )
    db.add(job)
    db.flush()
    return job


def queue_once(
    db: Session,
    branch: int,
    printout: Printout,
    *,
    printer: int | None = None,
    by: int,
    now: datetime,
) -> PrintJob:
    """The same for a button: when a finger taps twice, its second tap is the first one's job.

    Raises what `queue` raises.
    """
    if printer is None:
        printer = printer_for(db, branch, printout.design.purpose).id
    # Both taps may be here at once; the row of the printer makes them queue.
    db.execute(select(ShopPrinter.id).where(ShopPrinter.id == printer).with_for_update())
    last = db.scalar(
        select(PrintJob)
        .where(PrintJob.printer_id == printer, PrintJob.account_id == by)
        .order_by(PrintJob.id.desc())
        .limit(1)
    )
    if last is not None and last.created_at > now - ONE_TAP and _is_of(last, printout):
        return last
    return queue(db, branch, printout, printer=printer, by=by, now=now)


def reprint(
    db: Session, job: PrintJob, *, printer: int | None = None, by: int, now: datetime
) -> PrintJob:
    """The same once more, as a job of its own, on the same printer or another one of the branch.

    Raises StillUnderWay while it, or a reprint of it, waits; NoSuchShopPrinter.
    """
    chosen = printer_of(db, job.branch_id, job.printer_id if printer is None else printer)
    # Two taps must not make two labels; the row of the job makes them queue.
    db.execute(select(PrintJob.id).where(PrintJob.id == job.id).with_for_update())
    db.refresh(job)
    again = select(PrintJob.id).where(PrintJob.reprints_id == job.id, PrintJob.ended_at.is_(None))
    if job.state not in ENDED or db.scalar(again.limit(1)) is not None:
        raise StillUnderWay
    new = _again(job, chosen, by=by, now=now)
    db.add(new)
    db.flush()
    return new


def reprint_failed(db: Session, printer: ShopPrinter, *, by: int, now: datetime) -> int:
    """What this printer did not print lately, and nobody has printed again; how many jobs.

    What may have been printed is not among them: somebody must look at it first.
    """
    db.execute(select(ShopPrinter.id).where(ShopPrinter.id == printer.id).with_for_update())
    failed = db.scalars(
        select(PrintJob)
        .where(PrintJob.printer_id == printer.id, *failed_lately(now))
        .order_by(PrintJob.id)
    ).all()
    db.add_all(_again(job, printer, by=by, now=now) for job in failed)
    db.flush()
    return len(failed)


def cancel(db: Session, job: PrintJob, *, now: datetime) -> None:
    """It shall not be printed after all. Raises TooLateToCancel."""
    if not _cancel_all(db, PrintJob.id == job.id, now=now):
        raise TooLateToCancel
    db.refresh(job)


def cancel_waiting(db: Session, printer: ShopPrinter, *, now: datetime) -> int:
    """All that waits for a printer; how many jobs."""
    return _cancel_all(db, PrintJob.printer_id == printer.id, now=now)


def enrol_agent(db: Session, branch: int, name: str, *, now: datetime) -> tuple[PrintAgent, str]:
    """A print agent and its token, which is shown once and kept as a hash.

    Raises PrinterNameNeeded.
    """
    token = secrets.token_urlsafe(32)
    agent = PrintAgent(
        id=str(uuid4()),
        branch_id=branch,
        name=_name(name),
        token_hash=hash_of(token),
        created_at=now,
    )
    db.add(agent)
    db.flush()
    return agent, token


def revoke_agent(db: Session, agent: PrintAgent, *, now: datetime) -> None:
    """Its token is worth nothing; what waits for its printers waits until it is too late."""
    agent.revoked_at = now
    db.flush()


def mark_agent_seen(db: Session, agent: str, *, now: datetime) -> None:
    """It has asked for work."""
    db.execute(
        update(PrintAgent).where(PrintAgent.id == agent).values(seen_at=now),
        execution_options=_APART,
    )


def keep_quiet(db: Session, *, now: datetime) -> None:
    """After a restore: what waited then was printed since, or nobody waits for it any more."""
    _cancel_all(db, true(), Why.COPIED_BACK, now=now)
    db.execute(
        update(PrintJob)
        .where(PrintJob.state == JobState.SENDING)
        .values(state=JobState.UNKNOWN, trouble=Why.COPIED_BACK, ended_at=now),
        execution_options=_APART,
    )


def _describe(db: Session, printer: ShopPrinter, described: Described) -> None:
    model = printer_with(described.model)
    printer.name = _name(described.name)
    printer.model = model.id
    printer.medium = medium_for(model, described.medium).id
    printer.address = str(address_for(model, described.address))
    printer.agent_id = (
        agent_of(db, printer.branch_id, described.agent).id if described.agent else None
    )
    printer.for_labels = Purpose.LABELS in described.purposes
    printer.for_slips = Purpose.SLIPS in described.purposes
    printer.for_sheets = Purpose.SHEETS in described.purposes


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise PrinterNameNeeded
    return name


def _is_of(job: PrintJob, printout: Printout) -> bool:
    asked = (printout.design.name, dict(printout.refers_to), printout.language, printout.copies)
    return (job.design, job.refers_to, job.language, job.copies) == asked


def _again(job: PrintJob, printer: ShopPrinter, *, by: int, now: datetime) -> PrintJob:
    return PrintJob(
        branch_id=job.branch_id,
        printer_id=printer.id,
        design=job.design,
        refers_to=job.refers_to,
        language=job.language,
        medium=printer.medium,
        copies=job.copies,
        state=JobState.QUEUED,
        created_at=now,
        account_id=by,
        reprints_id=job.id,
    )


def _cancel_all(
    db: Session, which: ColumnElement[bool], why: Why | None = None, *, now: datetime
) -> int:
    cancelled = db.execute(
        update(PrintJob)
        .where(PrintJob.state == JobState.QUEUED, PrintJob.ended_at.is_(None), which)
        .values(state=JobState.CANCELLED, trouble=why, ended_at=now),
        execution_options=_APART,
    )
    return rows_changed(cancelled)
