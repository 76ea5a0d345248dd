"""How pages for anybody call what the rules know: a word, a tone and a picture each.

The tone is a class of `components.css`, the picture one of `icons/sprite.svg`: never colour alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fritidsbank.minutes.public.answering import Answering
from fritidsbank.minutes.rules import (
    ApprovalMethod,
    GroupStatus,
    ItemKind,
    MatterState,
    OutcomeKind,
    OutcomeState,
    Part,
    PublishedKind,
)
from fritidsbank.refusals import N_


@dataclass(frozen=True)
class Sign:
    """A state as it is shown."""

    word: str
    tone: str = ""
    icon: str = ""


GROUPS = {
    GroupStatus.ACTIVE: Sign(N_("Meets regularly"), "back", "check"),
    GroupStatus.DORMANT: Sign(N_("Rests for now"), "look", "clock"),
    GroupStatus.ENDED: Sign(N_("Has ended"), "", "close"),
}
MATTERS = {
    MatterState.OPEN: Sign(N_("Going on"), "out", "next"),
    MatterState.WAITING: Sign(N_("Waits for something"), "look", "clock"),
    MatterState.DECIDED: Sign(N_("Decided"), "back", "check"),
    MatterState.DONE: Sign(N_("Carried out"), "back", "check"),
    MatterState.DROPPED: Sign(N_("Not taken further"), "", "close"),
}
ANSWERS = {
    Answering.WAITING: Sign(N_("Waits for an answer"), "out", "clock"),
    Answering.PROMISED: Sign(N_("An answer is promised"), "out", "calendar"),
    Answering.LATE: Sign(N_("The answer takes longer than promised"), "look", "look"),
    Answering.FORGOTTEN: Sign(N_("Unanswered for more than 90 days"), "look", "look"),
    Answering.ANSWERED: Sign(N_("Answered"), "back", "check"),
    Answering.DROPPED: Sign(N_("Not taken further"), "", "close"),
}
FOLLOWED = {
    OutcomeState.OPEN: N_("Still open"),
    OutcomeState.DONE: N_("Answered"),
    OutcomeState.DROPPED: N_("Not taken further"),
}
ITEMS = {
    ItemKind.INFORMATION: N_("Information"),
    ItemKind.DISCUSSION: N_("Discussion"),
    ItemKind.DECISION: N_("Decision"),
    ItemKind.ACTION: N_("Action"),
    ItemKind.PROPOSAL: N_("Proposal"),
}
OUTCOMES = {
    OutcomeKind.DECISION: Sign(N_("Decision"), "back", "check"),
    OutcomeKind.ACTION: Sign(N_("To do"), "out", "list"),
    OutcomeKind.PROPOSAL: Sign(N_("Proposal"), "look", "plus"),
    OutcomeKind.OBSTACLE: Sign(N_("Obstacle"), "stop", "stop"),
}
PARTS = {
    Part.CHAIR: N_("Chair"),
    Part.SECRETARY: N_("Secretary"),
    Part.ADJUSTER: N_("Approves the minutes"),
    Part.OTHER: "",
}
METHODS = {
    ApprovalMethod.LOGIN: N_("signed in here"),
    ApprovalMethod.PAPER: N_("on paper"),
}
PUBLISHED = {
    PublishedKind.GROUP: N_("Group"),
    PublishedKind.NOTICE: N_("Notice"),
    PublishedKind.MINUTES: N_("From the meeting"),
    PublishedKind.MATTER: N_("Matter"),
    PublishedKind.PROPOSAL: N_("Proposal"),
}
FORMATS = {
    "pdf": ("application/pdf", "PDF"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"),
    "md": ("text/markdown", "Markdown"),
    "txt": ("text/plain", N_("Plain text")),
    "json": ("application/json", "JSON"),
}
"""What a meeting can be downloaded as: how its address ends, its type, and what it is called."""
WORDS: dict[str, Mapping[Any, object]] = {
    "groups": GROUPS,
    "matters": MATTERS,
    "answers": ANSWERS,
    "followed": FOLLOWED,
    "items": ITEMS,
    "outcomes": OUTCOMES,
    "parts": PARTS,
    "methods": METHODS,
    "published": PUBLISHED,
}
"""All of them, for the templates."""
