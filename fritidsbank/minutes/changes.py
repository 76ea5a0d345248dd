"""What a page would say anew if it were published now: each line as it is and as it will be."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from fritidsbank.minutes.group_words import STATUSES
from fritidsbank.minutes.rendition import AgendaLine, GroupPage, NoticePage, OutcomeLine
from fritidsbank.minutes.rules import GroupStatus, MeetingState, Profile
from fritidsbank.refusals import N_

Say = Callable[[str], str]

GROUP_LINES = {
    "name": N_("Name"),
    "purpose": N_("Why"),
    "members": N_("Who takes part"),
    "place_rule": N_("Where"),
    "time_rule": N_("When"),
    "contact": N_("Contact details"),
    "open_to_all": N_("Open to everybody"),
    "profile": N_("Ceremony"),
    "status": N_("Status"),
    "status_reason": N_("Why so"),
    "status_on": N_("Since"),
}
NOTICE_LINES = {
    "state": N_("Takes place"),
    "starts_at": N_("Begins"),
    "ends_at": N_("Ends"),
    "place": N_("Place"),
    "reason": N_("Reason"),
    "attend": N_("How to take part"),
    "contact": N_("Contact details"),
    "open_to_all": N_("Open to everybody"),
    "agenda": N_("Agenda"),
    "actions": N_("To do"),
}
WORDS: dict[Profile | MeetingState, str] = {
    Profile.OPEN: N_("Open group"),
    Profile.FORMAL: N_("Formal"),
    MeetingState.PLANNED: N_("Yes"),
    MeetingState.CANCELLED: N_("No, called off"),
}


@dataclass(frozen=True)
class Line:
    """One line that changes: its name, what is out now, and what will be."""

    name: str
    label: str
    before: str
    after: str


def group_changes(page: GroupPage, out: GroupPage | None, show: "Shown") -> list[Line]:
    """What publishing the group's page would change; nothing when it is not out yet."""
    return _changes(page, out, GROUP_LINES, show)


def notice_changes(page: NoticePage, out: NoticePage | None, show: "Shown") -> list[Line]:
    """What publishing the notice would change; nothing when it is not out yet."""
    return _changes(page, out, NOTICE_LINES, show)


@dataclass(frozen=True)
class Shown:
    """How values are written in the language of whoever reads."""

    say: Say
    moment: Callable[[datetime], str]

    def __call__(self, value: object) -> str:
        """The value as people write it."""
        match value:
            case None:
                words = ""
            case bool():
                words = self.say(N_("Yes") if value else N_("No"))
            case GroupStatus():
                words = self.say(STATUSES[value])
            case Profile() | MeetingState():
                words = self.say(WORDS[value])
            case datetime():
                words = self.moment(value)
            case AgendaLine():
                words = " ".join(filter(None, (value.label, value.title, value.text)))
            case OutcomeLine():
                words = " ".join(filter(None, (value.text, value.owner, self(value.due_on))))
            case tuple():
                words = "\n".join(self(each) for each in value)
            case _:
                words = str(value)
        return words


def _changes(page: object, out: object | None, lines: dict[str, str], show: Shown) -> list[Line]:
    if out is None:
        return []
    return [
        Line(name, show.say(label), show(getattr(out, name)), show(getattr(page, name)))
        for name, label in lines.items()
        if getattr(out, name) != getattr(page, name)
    ]
