"""What a printer says about itself, in words that somebody can act on."""

from dataclasses import dataclass
from enum import Enum

from fritidsbank.refusals import N_


class Trouble(Enum):
    """Why nothing comes out, as far as the printer can tell."""

    NO_PAPER = "no_paper"
    LID_OPEN = "lid_open"
    WRONG_ROLL = "wrong_roll"
    NO_RIBBON = "no_ribbon"
    JAM = "jam"
    CUTTER = "cutter"
    HOT = "hot"
    PAUSED = "paused"
    FAULT = "fault"
    NO_ANSWER = "no_answer"
    CUT_OFF = "cut_off"
    REFUSED = "refused"
    NOT_THERE = "not_there"
    NOT_TRUSTED = "not_trusted"
    NOT_WRITTEN = "not_written"


SENTENCES: dict[Trouble, str] = {
    Trouble.NO_PAPER: N_("The printer has no paper. Put in a new roll."),
    Trouble.LID_OPEN: N_("The lid of the printer is open. Close it."),
    Trouble.WRONG_ROLL: N_("Another roll is in the printer than the one that is chosen here."),
    Trouble.NO_RIBBON: N_("The ribbon of the printer has come to its end."),
    Trouble.JAM: N_("The paper has got stuck. Open the printer and take it out."),
    Trouble.CUTTER: N_("The knife of the printer has got stuck. Turn it off and on."),
    Trouble.HOT: N_("The printer is too hot. Let it rest for some minutes."),
    Trouble.PAUSED: N_("The printer is paused. Press its button."),
    Trouble.FAULT: N_("The printer has a fault. Turn it off and on."),
    Trouble.NO_ANSWER: N_("The printer does not answer. See whether it is on."),
    Trouble.CUT_OFF: N_("The line to the printer broke. See what came out before you print again."),
    Trouble.REFUSED: N_(
        "The printer did not accept this. See whether the right printer is chosen."
    ),
    Trouble.NOT_THERE: N_(
        "The printer cannot be found. See whether it is on and its address right."
    ),
    Trouble.NOT_TRUSTED: N_(
        "The printer shows a certificate that is not known here. "
        "See whether the right printer is chosen."
    ),
    Trouble.NOT_WRITTEN: N_(
        "The folder takes no file. See whether its disk is full, and who may write there."
    ),
}


@dataclass(frozen=True)
class Status:
    """What the printer answered. `waiting` is how many labels are still before it, if it says."""

    troubles: tuple[Trouble, ...] = ()
    waiting: int | None = None
    roll: str = ""
    """What it says of the roll that is in it, in its own terms."""
