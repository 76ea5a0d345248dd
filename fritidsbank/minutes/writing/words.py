"""What the editor calls things."""

from fritidsbank.minutes.rules import ItemKind, MinutesState, OutcomeKind, Part
from fritidsbank.minutes.writing.attending import Present
from fritidsbank.minutes.writing.forms import ABSENT
from fritidsbank.refusals import N_

KINDS = {
    ItemKind.INFORMATION.value: N_("Information"),
    ItemKind.DISCUSSION.value: N_("Discussion"),
    ItemKind.DECISION.value: N_("Decision"),
    ItemKind.ACTION.value: N_("To do"),
    ItemKind.PROPOSAL.value: N_("Proposal"),
}
OUTCOMES = {
    OutcomeKind.DECISION.value: N_("Decision"),
    OutcomeKind.ACTION.value: N_("To do"),
    OutcomeKind.PROPOSAL.value: N_("Proposal"),
    OutcomeKind.OBSTACLE.value: N_("Obstacle"),
}
PARTS = {
    Part.OTHER.value: N_("Took part"),
    Part.CHAIR.value: N_("Chair"),
    Part.SECRETARY.value: N_("Secretary"),
    Part.ADJUSTER.value: N_("Approves the minutes"),
    ABSENT: N_("Could not come"),
}
STATES = {
    MinutesState.DRAFT.value: (N_("Draft"), "look", "list"),
    MinutesState.REVIEW.value: (N_("Being read through"), "look", "search"),
    MinutesState.APPROVED.value: (N_("Approved"), "back", "check"),
    MinutesState.PUBLISHED.value: (N_("Published"), "back", "check"),
    MinutesState.CORRECTED.value: (N_("Corrected"), "out", "list"),
    MinutesState.WITHDRAWN.value: (N_("Withdrawn"), "stop", "stop"),
}
"""Each state: its word, the tone of its badge, and its picture."""


def as_part(line: Present) -> str:
    """The word of the field for the part."""
    return ABSENT if line.absent else line.part.value
