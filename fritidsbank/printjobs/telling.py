"""How printers and jobs are told to people: a few words, an icon, a colour, and what to do."""

from dataclasses import dataclass
from datetime import datetime

from fritidsbank.printjobs.models import PrintAgent, PrintJob, ShopPrinter
from fritidsbank.printjobs.queries import is_away
from fritidsbank.printjobs.rules import JobState, sentence_about
from fritidsbank.refusals import N_


@dataclass(frozen=True)
class Told:
    """A badge: its word, the colour of its tone, its icon; and a sentence beside it."""

    word: str
    tone: str
    icon: str
    sentence: str = ""


JOBS = {
    JobState.QUEUED: Told(N_("In the queue"), "", "clock"),
    JobState.SENDING: Told(N_("Being sent"), "out", "printer"),
    # Sent is not printed: only a printer that says so has printed.
    JobState.SENT: Told(N_("Sent: look whether it came out"), "look", "look"),
    JobState.PRINTED: Told(N_("Printed"), "back", "check"),
    JobState.UNKNOWN: Told(N_("Not known: look at the printer"), "look", "look"),
    JobState.FAILED: Told(N_("Not printed"), "stop", "stop"),
    JobState.CANCELLED: Told(N_("Cancelled"), "", "close"),
}
"""Each state of a job."""

_AWAY = Told(
    N_("Cannot be reached"),
    "look",
    "offline",
    N_("The print agent does not answer. See whether its computer is on."),
)
_TRIAL = N_("Print a test label to see whether all is as it should be.")


def trouble_of(job: PrintJob) -> str:
    """What somebody at the counter should know of it, in English; nothing where all is well."""
    if job.state not in {JobState.FAILED, JobState.UNKNOWN}:
        return ""
    return sentence_about(job.trouble) or JOBS[job.state].word


def told_of(printer: ShopPrinter, waiting: int, agent: PrintAgent | None, *, now: datetime) -> Told:
    """How a printer is, as far as anybody knows."""
    if agent is not None and is_away(agent, now=now):
        return _AWAY
    if printer.trouble:
        return Told(N_("Look at it"), "look", "look", sentence_about(printer.trouble))
    if waiting:
        return Told(N_("At work"), "out", "printer")
    if printer.heard_at is None:
        return Told(N_("Not tried yet"), "", "clock", _TRIAL)
    return Told(N_("Works"), "back", "check")
