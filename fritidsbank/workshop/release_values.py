"""What may be written down as the release value of a binding."""

from collections.abc import Sequence
from dataclasses import dataclass

from fritidsbank.refusals import Malformed, N_
from fritidsbank.workshop.skiers import number

FINE_UP_TO = 3
"""Up to here a scale has quarters, from here on halves, as the table has."""
_LEAST = 0.5


@dataclass(eq=False)
class NoSuchValue(Malformed):
    """No number, or one that stands on no binding."""

    message = N_("Write the value as it stands on the binding: 2,75 or 6,5.")


@dataclass(eq=False)
class AboveTable(Malformed):
    """It would hold longer than the table lets it."""

    most: str

    message = N_("The table says {most}. Set it to that, or lower, never higher.")


@dataclass(eq=False)
class OffScale(Malformed):
    """The binding cannot be set so."""

    low: str
    high: str

    message = N_("The scale of this binding goes from {low} to {high}. Take other skis.")


def said(value: float, language: str) -> str:
    """6,0 in Swedish and 6.0 in English: a release value always has its decimal."""
    return str(float(value)).replace(".", "," if language == "sv" else ".")


def is_on_a_scale(value: float) -> bool:
    """Whether bindings have such a value at all."""
    steps = value * (4 if value <= FINE_UP_TO else 2)
    return value >= _LEAST and steps.is_integer()


def value_of(written: str, *, most: float, scale: Sequence[float] | None, language: str) -> float:
    """The value that a binding was set to, as somebody wrote it.

    Raises NoSuchValue, AboveTable, OffScale.
    """
    value = number(written)
    if not is_on_a_scale(value):  # what is not a number is on none
        raise NoSuchValue
    if value > most:
        raise AboveTable(said(most, language))
    refuse_off_scale(value, scale, language=language)
    return value


def refuse_off_scale(value: float, scale: Sequence[float] | None, *, language: str) -> None:
    """Nothing is refused where the register does not know the scale. Raises OffScale."""
    if scale and not scale[0] <= value <= scale[-1]:
        raise OffScale(said(scale[0], language), said(scale[-1], language))
