"""What may become of a print job, and how that is said: nothing is printed twice by itself."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from fritidsbank.printing.status import SENTENCES, Trouble
from fritidsbank.refusals import Malformed, N_, NotFound, Refusal, sentence_of

MOST_COPIES = 500
MOST_LABELS = 1_000
"""In one job, all copies together."""
LONGEST_NAME = 80
PATIENCE = timedelta(minutes=10)
"""A job that nobody has taken until then is put away: a label that comes next morning surprises."""
LATELY = timedelta(days=1)
"""What failed longer ago nobody waits for any more."""
LEASE = timedelta(seconds=30)
"""For drawing and sending a label. At a longer job a worker that lives renews it."""
KEPT = timedelta(days=30)
CONNECT_SECONDS, TOTAL_SECONDS = 2.0, 4.5
"""A printer that has not said yes within two seconds is off. All of it is over before the fifth."""
SECONDS_A_LABEL = 2.0
"""For each further label of a job: the slowest printers take that long."""


class Purpose(StrEnum):
    """What a printer is there for; a branch may have one for each, or one for all."""

    LABELS = "labels"
    SLIPS = "slips"
    SHEETS = "sheets"


class JobState(StrEnum):
    """Where a job is. Sent is not printed: only a printer that says so has printed."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    PRINTED = "printed"
    UNKNOWN = "unknown"
    FAILED = "failed"
    CANCELLED = "cancelled"


_ENDS = frozenset({JobState.SENT, JobState.PRINTED, JobState.UNKNOWN, JobState.FAILED})
AFTER = {
    JobState.QUEUED: frozenset({JobState.SENDING, JobState.FAILED, JobState.CANCELLED}),
    JobState.SENDING: _ENDS,
    # A report that comes late is better than none: whoever sent it knows.
    JobState.UNKNOWN: _ENDS - {JobState.UNKNOWN},
    JobState.SENT: frozenset[JobState](),
    JobState.PRINTED: frozenset[JobState](),
    JobState.FAILED: frozenset[JobState](),
    JobState.CANCELLED: frozenset[JobState](),
}
"""Which state may follow which. None leads back to the queue."""
WAITING = (JobState.QUEUED, JobState.SENDING)
ENDED = tuple(state for state in JobState if state not in WAITING)


class Why(StrEnum):
    """Why a job ended as it did, where it was not the printer that said so."""

    LOST = "lost"
    WAITED_TOO_LONG = "waited_too_long"
    COPIED_BACK = "copied_back"
    PRINTER_GONE = "printer_gone"
    NOT_DRAWN = "not_drawn"


_WHY = {
    Why.LOST: N_("Nobody told how it went. See what came out before you print again."),
    Why.WAITED_TOO_LONG: N_("It waited for ten minutes, and nobody came to print it."),
    Why.COPIED_BACK: N_("It waited when the register was copied. Print it again if you need it."),
    Why.PRINTER_GONE: N_("The printer was taken out of the register."),
    Why.NOT_DRAWN: N_("It could not be drawn. What it is about may be gone."),
}
_BY_TROUBLE = {trouble.value: sentence for trouble, sentence in SENTENCES.items()}


def sentence_about(trouble: str | None) -> str:
    """What is said of a job's or a printer's trouble, in English; nothing where there is none."""
    if not trouble:
        return ""
    of_refusal = sentence_of(trouble)
    if "{" in of_refusal:
        of_refusal = _WHY[Why.NOT_DRAWN]  # a row keeps its code, not its facts
    return (
        _BY_TROUBLE.get(trouble)
        or _WHY.get(trouble)  # type: ignore[call-overload]
        or of_refusal
        or SENTENCES[Trouble.FAULT]
    )


@dataclass(eq=False)
class NoSuchShopPrinter(NotFound):
    """The number leads nowhere, or to a printer of another branch."""

    message = N_("That printer is not here any more.")


@dataclass(eq=False)
class NoSuchJob(NotFound):
    """The number leads nowhere, or to another branch."""

    message = N_("That print job is not here any more.")


@dataclass(eq=False)
class NoSuchDesign(Malformed):
    """A job of another version of the program, or a word that somebody made up."""

    design: str

    message = N_("There is nothing called {design} to print.")


@dataclass(eq=False)
class NoSuchAgent(NotFound):
    """The id leads nowhere, or to another branch."""

    message = N_("That print agent is not here any more.")


@dataclass(eq=False)
class NoPrinter(Refusal):
    """The branch has none for this purpose. `purpose` is for programs."""

    purpose: str

    message = N_("There is no printer for this here. Add one, or fetch it as a PDF.")


@dataclass(eq=False)
class WrongCopies(Malformed):
    """None, or so many that somebody must have slipped on the keys."""

    most: int

    message = N_("Print between 1 and {most} at a time.")


@dataclass(eq=False)
class NothingToPrint(Refusal):
    """The design has drawn nothing: what it is about has gone meanwhile."""

    message = N_("There is nothing left to print of it.")


@dataclass(eq=False)
class PrinterNameNeeded(Malformed):
    """A printer or an agent without a name, or with one longer than any name."""

    message = N_("Write a name of at most 80 letters, so that people know which one it is.")


@dataclass(eq=False)
class StillUnderWay(Refusal):
    """It would come out twice."""

    message = N_("It is being printed already.")


@dataclass(eq=False)
class TooLateToCancel(Refusal):
    """The printer has it, or somebody was faster."""

    message = N_("It cannot be stopped any more.")


def may_follow(before: JobState, after: JobState) -> bool:
    """Whether a job that is in the first state may come into the second."""
    return after in AFTER[before]


def seconds_for(labels: int) -> float:
    """How long sending may take in all."""
    return TOTAL_SECONDS + SECONDS_A_LABEL * max(labels - 1, 0)
