"""Words of the open groups: what a group, a meeting, an item and a set of minutes may be."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol


class Profile(StrEnum):
    """How much ceremony: notes that anybody may read, or minutes that are approved and posted."""

    OPEN = "open"
    FORMAL = "formal"


class Numbering(StrEnum):
    """How items are numbered: not at all, 1 to n in each meeting, or § on through the year."""

    NONE = "none"
    PLAIN = "plain"
    PARAGRAPHS = "paragraphs"


class GroupStatus(StrEnum):
    """Whether a group meets."""

    ACTIVE = "active"
    DORMANT = "dormant"
    ENDED = "ended"


class MeetingState(StrEnum):
    """Whether a meeting is going to be, or was. One that was moved is planned for another time."""

    PLANNED = "planned"
    CANCELLED = "cancelled"


class ItemKind(StrEnum):
    """What an item of the minutes is."""

    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"
    ACTION = "action"
    PROPOSAL = "proposal"


class OutcomeKind(StrEnum):
    """What came of an item and is followed afterwards."""

    DECISION = "decision"
    ACTION = "action"
    PROPOSAL = "proposal"
    OBSTACLE = "obstacle"


class OutcomeState(StrEnum):
    """How far it has come; a proposal or an obstacle is done when it was answered."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class MinutesState(StrEnum):
    """Where a version of the minutes stands. Corrected: a newer version has taken its place."""

    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


AFTER = {
    MinutesState.DRAFT: frozenset({MinutesState.REVIEW, MinutesState.APPROVED}),
    MinutesState.REVIEW: frozenset({MinutesState.DRAFT, MinutesState.APPROVED}),
    MinutesState.APPROVED: frozenset({MinutesState.PUBLISHED, MinutesState.WITHDRAWN}),
    MinutesState.PUBLISHED: frozenset({MinutesState.CORRECTED, MinutesState.WITHDRAWN}),
    MinutesState.CORRECTED: frozenset({MinutesState.WITHDRAWN}),
    MinutesState.WITHDRAWN: frozenset[MinutesState](),
}
"""Which state may follow which. From "approved" on the text is frozen; the database holds it."""

WRITABLE = frozenset({MinutesState.DRAFT, MinutesState.REVIEW})
READABLE = frozenset({MinutesState.PUBLISHED, MinutesState.CORRECTED})


class Part(StrEnum):
    """What somebody's part in a meeting was."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    ADJUSTER = "adjuster"
    OTHER = "other"


class ApprovalMethod(StrEnum):
    """How minutes were approved ("justerade"): signed in here, or on paper."""

    LOGIN = "login"
    PAPER = "paper"


class MatterState(StrEnum):
    """How far a matter ("ärende") has come."""

    OPEN = "open"
    WAITING = "waiting"
    DECIDED = "decided"
    DONE = "done"
    DROPPED = "dropped"


class Mark(StrEnum):
    """What a person decided about something private before it is published."""

    SHOW = "show"
    MASK = "mask"
    HIDE = "hide"


class PublishedKind(StrEnum):
    """What anybody may read."""

    SITE = "site"
    GROUP = "group"
    NOTICE = "notice"
    MINUTES = "minutes"
    MATTER = "matter"
    PROPOSAL = "proposal"


ANSWERED = frozenset({OutcomeKind.PROPOSAL, OutcomeKind.OBSTACLE})
"""Of these everybody may read what became of them: each has a page of its own."""

ANSWER_WITHIN = timedelta(days=90)
"""A proposal that got neither an answer nor a date for so long is shown as such."""


class Told(Protocol):
    """A line of what became of something: how far it is, and when there will be more."""

    @property
    def state(self) -> OutcomeState:
        """How far it has come."""

    @property
    def promised_on(self) -> date | None:
        """When there will be an answer."""


def is_open(told: Sequence[Told]) -> bool:
    """Whether something is still open after these lines, the newest last."""
    return not told or told[-1].state is OutcomeState.OPEN


def waits_too_long(raised_on: date, told: Sequence[Told], today: date) -> bool:
    """Whether a proposal or an obstacle had to wait for an answer for more than 90 days.

    A date that was promised is kept to: until it has passed, nobody waits too long.
    """
    if not is_open(told) or today - raised_on <= ANSWER_WITHIN:
        return False
    promised = told[-1].promised_on if told else None
    return promised is None or promised < today
