"""What happens next with a meeting: one thing, which its page shows as one big button. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from fritidsbank.minutes.rules import MeetingState, MinutesState


class Step(StrEnum):
    """The next thing to do."""

    AGENDA = "agenda"
    NOTICE = "notice"
    RENEW = "renew"
    MEET = "meet"
    WRITE = "write"
    GO_ON = "go_on"
    PUBLISH = "publish"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Stage:
    """How far a meeting has come. `is_changed`: people know something else than what is written."""

    state: MeetingState
    has_begun: bool
    has_points: bool
    is_called: bool
    is_changed: bool
    minutes: MinutesState | None


def next_step(stage: Stage) -> Step:
    """What to do now; a meeting that was held without minutes is as it should be, too."""
    if stage.minutes is not None:
        return _OF_MINUTES.get(stage.minutes, Step.NOTHING)
    if stage.state is MeetingState.CANCELLED:
        return Step.RENEW if stage.is_called and stage.is_changed else Step.NOTHING
    if stage.has_begun:
        return Step.WRITE
    if stage.is_called:
        return Step.RENEW if stage.is_changed else Step.MEET
    return Step.NOTICE if stage.has_points else Step.AGENDA


_OF_MINUTES = {
    MinutesState.DRAFT: Step.GO_ON,
    MinutesState.REVIEW: Step.GO_ON,
    MinutesState.APPROVED: Step.PUBLISH,
}
