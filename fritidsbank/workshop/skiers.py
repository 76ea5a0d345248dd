"""What has to be known of a skier to set a binding. It is asked for, and never kept."""

import re
from dataclasses import dataclass
from enum import StrEnum
from math import nan

from fritidsbank.refusals import Malformed, N_

_NUMBER = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,2})?")


@dataclass(eq=False)
class BadWeight(Malformed):
    """No weight, or none that the table knows: it begins at 10 kg."""

    message = N_("Write the skier's weight in kilos, from 10 to 250.")


@dataclass(eq=False)
class BadHeight(Malformed):
    """No height; it may have been written in metres."""

    message = N_("Write the skier's height in centimetres, from 60 to 230.")


@dataclass(eq=False)
class BadAge(Malformed):
    """No age, or a year of birth."""

    message = N_("Write the skier's age in years, from 2 to 110.")


@dataclass(eq=False)
class BadSole(Malformed):
    """No length of a sole; it may have been written in centimetres."""

    message = N_(
        "Write the length of the sole in millimetres, from 180 to 390. It stands on the boot."
    )


class SkierType(StrEnum):
    """How somebody wants to ski. The skier chooses, never whoever sets the binding (ISO 11088)."""

    MORE_CAUTIOUS = "I-"
    CAUTIOUS = "I"
    MODERATE = "II"
    FAST = "III"
    FASTER = "III+"


@dataclass(frozen=True)
class Skier:
    """Whoever will stand on the skis: kilos, centimetres, years, and how they want to ski.

    Nobody is made whose measures are out of bounds. Raises BadWeight, BadHeight, BadAge.
    """

    weight: float
    height: float
    age: float
    type: SkierType

    def __post_init__(self) -> None:
        weight_within(self.weight)
        height_within(self.height)
        age_within(self.age)


def number(written: str) -> float:
    """A number as people write it, with comma or point; what is none is out of all bounds."""
    text = written.strip()
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else nan


def weight_within(kilos: float) -> float:
    """The same weight. Raises BadWeight."""
    return _within(kilos, 10, 250, BadWeight)


def height_within(centimetres: float) -> float:
    """The same height. Raises BadHeight."""
    return _within(centimetres, 60, 230, BadHeight)


def age_within(years: float) -> float:
    """The same age. Raises BadAge."""
    return _within(years, 2, 110, BadAge)


def sole_within(millimetres: float) -> float:
    """The same length of a sole. Raises BadSole."""
    return _within(millimetres, 180, 390, BadSole)


def _within(measure: float, low: float, high: float, refusal: type[Malformed]) -> float:
    if not low <= measure <= high:  # what is not a number compares as False
        raise refusal
    return measure
