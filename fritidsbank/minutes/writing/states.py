"""From one state of the minutes to the next, and no other way."""

from dataclasses import dataclass

from fritidsbank.minutes.models import Minutes
from fritidsbank.minutes.rules import AFTER, WRITABLE, MinutesState
from fritidsbank.refusals import N_, Refusal


@dataclass(eq=False)
class NotNow(Refusal):
    """From this state the minutes do not go to that one."""

    message = N_("The minutes have moved on meanwhile. Look at where they stand, and try again.")

    stands: str
    wanted: str


@dataclass(eq=False)
class Frozen(Refusal):
    """What is approved is not changed."""

    message = N_("The minutes are approved and are not changed any more. Begin a correction.")

    stands: str


def go_to(minutes: Minutes, wanted: MinutesState) -> None:
    """Raises NotNow."""
    if wanted not in AFTER[minutes.state]:
        raise NotNow(minutes.state.value, wanted.value)
    minutes.state = wanted


def refuse_frozen(minutes: Minutes) -> None:
    """Raises Frozen when the text cannot be changed any more."""
    if minutes.state not in WRITABLE:
        raise Frozen(minutes.state.value)
