"""How far the answer to a proposal or an obstacle has come, as everybody may see it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fritidsbank.minutes.rendition import Answer, ProposalPage
from fritidsbank.minutes.rules import ANSWER_WITHIN, OutcomeState


class Answering(StrEnum):
    """What has become of it. Late: the day on which there was to be an answer has passed."""

    WAITING = "waiting"
    PROMISED = "promised"
    LATE = "late"
    FORGOTTEN = "forgotten"
    ANSWERED = "answered"
    DROPPED = "dropped"


ENDED = frozenset({Answering.ANSWERED, Answering.DROPPED})


@dataclass(frozen=True)
class Followed:
    """A proposal with how far its answer has come."""

    page: ProposalPage
    answering: Answering
    promised_on: date | None
    days: int

    @property
    def waits(self) -> bool:
        """Whether somebody still waits for an answer."""
        return self.answering not in ENDED

    @property
    def answer_by(self) -> date:
        """The day until which nobody need wonder."""
        return self.page.raised_on + ANSWER_WITHIN

    @property
    def latest(self) -> Answer | None:
        """What was said last."""
        return self.page.answers[-1] if self.page.answers else None


def followed(page: ProposalPage, today: date) -> Followed:
    """How far it has come on a day."""
    latest = page.answers[-1] if page.answers else None
    promised = latest.promised_on if latest is not None else None
    return Followed(page, _answering(page, latest, today), promised, (today - page.raised_on).days)


def _answering(page: ProposalPage, latest: Answer | None, today: date) -> Answering:
    if latest is not None and latest.state is OutcomeState.DONE:
        return Answering.ANSWERED
    if latest is not None and latest.state is OutcomeState.DROPPED:
        return Answering.DROPPED
    promised = latest.promised_on if latest is not None else None
    if promised is not None and promised >= today:
        return Answering.PROMISED
    if today - page.raised_on > ANSWER_WITHIN:
        return Answering.FORGOTTEN
    return Answering.WAITING if promised is None else Answering.LATE
