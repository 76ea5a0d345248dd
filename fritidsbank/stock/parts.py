"""Loose parts, such as the pegs of a tent: as people write them, and which are missing."""

from dataclasses import dataclass

from fritidsbank.people.rules import free_text
from fritidsbank.refusals import Malformed, N_

LONGEST = 30
MOST = 16
LONGEST_NOTE = 200
_MISSING = "Saknas: "
"""Begins a place note, which is kept as it is and so is written in the language of the shop."""


@dataclass(eq=False)
class PartTooLong(Malformed):
    """No word that fits on a button."""

    part: str
    longest: int

    message = N_("Write each part in at most {longest} letters. This one is longer: {part}")


@dataclass(eq=False)
class TooManyParts(Malformed):
    """More than anybody would tick off."""

    most: int

    message = N_("Write at most {most} parts. What is always together may be one part.")


def parts_of(lines: list[str]) -> list[str]:
    """Parts as people write them, each once. Raises PartTooLong, TooManyParts, free_text's."""
    parts = list(dict.fromkeys(filter(None, (free_text(line) for line in lines))))
    for part in parts:
        if len(part) > LONGEST:
            raise PartTooLong(part[:LONGEST], LONGEST)
    if len(parts) > MOST:
        raise TooManyParts(MOST)
    return parts


def missing_note(parts: list[str]) -> str:
    """What stands beside a thing that waits for these parts."""
    note = _MISSING + ", ".join(parts) if parts else ""
    return (
        note if len(note) <= LONGEST_NOTE else note[: LONGEST_NOTE - 1] + "\N{HORIZONTAL ELLIPSIS}"
    )
