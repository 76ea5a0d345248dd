"""What was understood of a document, as it is kept until a person has looked it through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from fritidsbank.minutes.reading.labels import Label
from fritidsbank.minutes.reading.titles import NOTICES
from fritidsbank.minutes.rules import ItemKind, OutcomeKind

if TYPE_CHECKING:
    from fritidsbank.minutes.reading.understanding import Understood

USUAL_LENGTH = timedelta(minutes=90)
INTRODUCTION = "Inledning"
"""The title of what stands before the first item, in the language that minutes are written in."""


class Paper(StrEnum):
    """What becomes of a document that was read in."""

    MINUTES = "minutes"
    NOTICE = "notice"


class Sureness(StrEnum):
    """How sure the reader is of a field, in steps that people can use."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"
    NOT_FOUND = "not_found"


@dataclass(frozen=True)
class CheckedOutcome:
    """A decision, an action or the like that a person said yes to; `read` is how it was read."""

    kind: OutcomeKind
    text: str
    owner: str = ""
    read: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckedItem:
    """An item, or a point of the agenda, as a person let it stand."""

    title: str
    kind: ItemKind
    text: str
    outcomes: tuple[CheckedOutcome, ...] = ()


@dataclass(frozen=True)
class Checked:
    """A document as a person let it stand. `officials`: names by what they were at the meeting."""

    paper: Paper
    group: int
    day: date
    starts: time | None
    ends: time | None
    place: str
    intro: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    officials: Mapping[Label, tuple[str, ...]]
    items: tuple[CheckedItem, ...]
    next_dates: tuple[date, ...]


def kept(understood: "Understood") -> dict[str, Any]:
    """All that is needed to show it to a person, as JSON has it."""
    return {
        **understood.as_json(),
        "starts": _clock(understood.starts),
        "ends": _clock(understood.ends),
        "paper": Paper.NOTICE if understood.kind in NOTICES else Paper.MINUTES,
        "intro": understood.intro,
        "signed": {label.value: names for label, names in understood.signed.items()},
        "items": [
            {
                "title": item.title,
                "kind": item.kind,
                "text": item.text,
                "outcomes": [
                    {"kind": each.kind, "text": each.text, "owner": each.owner, "sure": each.sure}
                    for each in item.outcomes
                ],
            }
            for item in understood.items
        ],
        "warnings": [(each.sentence, dict(each.facts)) for each in understood.warnings],
        "confidence": understood.confidence,
    }


def sureness(read: Mapping[str, Any], field: str) -> Sureness:
    """How sure it is, of something that may not be there at all."""
    if not read.get(field):
        return Sureness.NOT_FOUND
    confidence = read.get("confidence", {}).get(field, 0.0)
    if confidence >= 0.9:
        return Sureness.SURE
    return Sureness.LIKELY if confidence >= 0.6 else Sureness.UNSURE


def _clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""
