"""Print jobs: what ended has its end, what was taken somebody has taken, and all in one branch."""

from sqlalchemy import String as Text
from sqlalchemy import and_, cast, not_, or_, select
from sqlalchemy.orm import Session

from fritidsbank.doctor.finding import Facts, check, rows
from fritidsbank.printing.profiles import media, printers
from fritidsbank.printjobs.models import PrintAgent, PrintJob, ShopPrinter
from fritidsbank.printjobs.rules import ENDED, JobState
from fritidsbank.refusals import N_

_JOB = PrintJob.id.label("job")
_TOLD_BY_A_WORKER = (JobState.SENDING, JobState.SENT, JobState.PRINTED)


@check(N_("Print job {job} has ended half."))
def job_half_ended(db: Session) -> Facts:
    """An end has its moment, and what waits or is under way has none."""
    has_ended = PrintJob.state.in_(ENDED)
    has_moment = PrintJob.ended_at.is_not(None)
    return rows(db, select(_JOB).where(or_(has_ended & ~has_moment, has_moment & ~has_ended)))


@check(N_("Print job {job} is {state}, and nobody has taken it."))
def job_half_taken(db: Session) -> Facts:
    """What is under way, or came to a printer, was taken by somebody; while it is, on a lease."""
    taken = and_(PrintJob.taken_at.is_not(None), PrintJob.worker.is_not(None))
    leased = or_(PrintJob.state != JobState.SENDING, PrintJob.lease_until_at.is_not(None))
    state = cast(PrintJob.state, Text).label("state")
    unlike = or_(and_(PrintJob.state.in_(_TOLD_BY_A_WORKER), not_(taken)), not_(leased))
    return rows(db, select(_JOB, state).where(unlike))


@check(N_("Print job {job} prints again what was asked for later."))
def reprint_of_later(db: Session) -> Facts:
    """What is printed again came before."""
    return rows(db, select(_JOB).where(PrintJob.reprints_id >= PrintJob.id))


@check(N_("Print job {job} belongs to another branch than its printer."))
def printed_elsewhere(db: Session) -> Facts:
    """A branch prints on its own printers."""
    return rows(
        db,
        select(_JOB)
        .join(ShopPrinter, ShopPrinter.id == PrintJob.printer_id)
        .where(ShopPrinter.branch_id != PrintJob.branch_id),
    )


@check(N_("Printer {printer} is reached by a print agent of another branch."))
def agent_elsewhere(db: Session) -> Facts:
    """An agent never sees what another branch prints."""
    return rows(
        db,
        select(ShopPrinter.id.label("printer"))
        .join(PrintAgent, PrintAgent.id == ShopPrinter.agent_id)
        .where(ShopPrinter.branch_id != PrintAgent.branch_id),
    )


@check(
    N_("Printer {printer} is a {model} with {medium}, which this program does not know."),
    grave=False,
)
def unknown_model(db: Session) -> Facts:
    """Models and rolls are those of `printers/`."""
    return rows(
        db,
        select(ShopPrinter.id.label("printer"), ShopPrinter.model, ShopPrinter.medium).where(
            ShopPrinter.removed_at.is_(None),
            or_(ShopPrinter.model.not_in(printers()), ShopPrinter.medium.not_in(media())),
        ),
    )


CHECKS = (
    job_half_ended,
    job_half_taken,
    reprint_of_later,
    printed_elsewhere,
    agent_elsewhere,
    unknown_model,
)
