"""What can be wrong with a printer, and what a machine knows about itself when it is asked."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """The first five stop the paper and can be asked about; the others are faults of the line."""

    OK = "ok"
    PAPER = "paper"  # none left
    LID = "lid"  # open
    ROLL = "roll"  # another one than is asked for
    JAM = "jam"  # the paper has got stuck
    HOT = "hot"  # the head must cool down
    SLOW = "slow"  # reads a few bytes a second
    STALL = "stall"  # accepts and never reads
    CUT = "cut"  # the connection ends in the middle of the job
    MUTE = "mute"  # prints, and answers nothing
    REFUSE = "refuse"  # closes at once
    LATE = "late"  # answers after four seconds
    GARBAGE = "garbage"  # answers as something else than a printer


Roll = tuple[int, int]
"""Millimetres across and along; a roll without end has 0 along."""


@dataclass(frozen=True)
class Head:
    """How many dots there are across the paper, and how close."""

    dots: int
    dpi: int


@dataclass(frozen=True)
class Standing:
    """How a machine stands: its fault, the pages that wait for paper, the roll that is in it."""

    fault: Fault = Fault.OK
    waiting: int = 0
    roll: Roll = (62, 29)
