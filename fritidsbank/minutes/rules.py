"""Words of the open groups: what a group, a meeting, an item and a set of minutes may be."""

from enum import StrEnum


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
    MinutesState.APPROVED: frozenset({MinutesState.PUBLISHED}),
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
