"""What matters, and what came of meetings, are called on the pages of whoever follows them."""

from fritidsbank.minutes.rules import MatterState, OutcomeKind, OutcomeState
from fritidsbank.refusals import N_

MATTERS = {
    MatterState.OPEN: (N_("Going on"), "out", "next"),
    MatterState.WAITING: (N_("Waits for something"), "look", "clock"),
    MatterState.DECIDED: (N_("Decided"), "back", "check"),
    MatterState.DONE: (N_("Carried out"), "back", "check"),
    MatterState.DROPPED: (N_("Not taken further"), "", "close"),
}
"""Each state with its word, tone and picture."""
KINDS = {
    OutcomeKind.ACTION: N_("To be done"),
    OutcomeKind.PROPOSAL: N_("Proposal"),
    OutcomeKind.OBSTACLE: N_("Obstacle"),
}
ACTION_STATES = {
    OutcomeState.OPEN: N_("Still to be done"),
    OutcomeState.DONE: N_("Done"),
    OutcomeState.DROPPED: N_("Not taken further"),
}
ANSWER_STATES = {
    OutcomeState.OPEN: N_("Not answered yet"),
    OutcomeState.DONE: N_("Answered"),
    OutcomeState.DROPPED: N_("Not taken further"),
}


def states_of(kind: OutcomeKind) -> dict[OutcomeState, str]:
    """How far something of that kind can have come; a proposal is done when it is answered."""
    return ACTION_STATES if kind is OutcomeKind.ACTION else ANSWER_STATES
