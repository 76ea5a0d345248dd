"""What size somebody needs of each thing in a set.

Rules of thumb that narrow a shelf to a handful; trying on decides. Each function says where its
rule comes from: "the reference" is the project's own collection of facts about these shops, and
"practice" is what makers' charts and rental shops agree on, without a standard behind it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d)?")
_HOCKEY = {"S": (51.0, 56.0), "M": (55.0, 60.0), "L": (58.0, 63.0)}
_LONGEST_NORDIC = 210.0
_SMALL_CHILD = 115.0
_POLE_STEP = 5.0


class Level(StrEnum):
    """How well somebody skis downhill."""

    BEGINNER = "beginner"
    USED = "used"
    EXPERT = "expert"


class Style(StrEnum):
    """How somebody skis across country."""

    CLASSIC = "classic"
    SKATE = "skate"
    TOURING = "touring"


class Need(StrEnum):
    """What has to be known of somebody to say a size. It is never kept."""

    HEIGHT = "height"
    SHOE = "shoe"
    HEAD = "head"


_ALPINE: Mapping[str, tuple[float, float]] = {
    Level.BEGINNER: (0.83, 0.90),
    Level.USED: (0.88, 0.94),
    Level.EXPERT: (0.92, 0.99),
}
_NORDIC: Mapping[str, tuple[float, float]] = {
    Style.CLASSIC: (10, 20),
    Style.SKATE: (5, 15),
    Style.TOURING: (0, 15),
}


@dataclass(frozen=True)
class Person:
    """What somebody has told about themselves; None is not told. `manner` is a level or a style."""

    height: float | None = None
    shoe: float | None = None
    head: float | None = None
    manner: str = ""

    def told(self, need: Need) -> float | None:
        """One of the measures."""
        return {Need.HEIGHT: self.height, Need.SHOE: self.shoe, Need.HEAD: self.head}[need]


@dataclass(frozen=True)
class Span:
    """From a size to a size, both included; one size alone has both ends alike."""

    low: float
    high: float

    def gap(self, other: "Span") -> float:
        """How far two spans lie apart; 0 when they meet."""
        return max(self.low - other.high, other.low - self.high, 0)

    def off_middle(self, other: "Span") -> float:
        """How far their middles lie apart."""
        return abs(self.low + self.high - other.low - other.high) / 2


def mondo_of(shoe: float) -> float:
    """An EU shoe size as mondopoint, the length of the foot in cm, to the nearest half.

    The reference, 10b: EU = 1.5 x (mondo + 1.5), so that EU 33-34 is 21.0.
    """
    return round((shoe / 1.5 - 1.5) * 2) / 2


def eu_of(mondo: float) -> float:
    """Mondopoint as an EU shoe size. The reference, 10b, as in `mondo_of`."""
    return 1.5 * (mondo + 1.5)


def alpine_ski(height: float, level: str) -> Span:
    """To the chin for a beginner, to the nose for who has skied before, to the forehead for others.

    Practice; the reference, 10b, has only the lengths there are (70-190 cm). The chin is at about
    84 % of the height, the nose at 92 %, the hairline at 97 %. Who has not said is a beginner.
    """
    low, high = _ALPINE.get(level, _ALPINE[Level.BEGINNER])
    return _part(height, low, high)


def alpine_pole(height: float, _: str) -> Span:
    """About 68 % of the height. The reference, 10b."""
    return _around(0.68 * height, _POLE_STEP)


def alpine_boot(shoe: float, _: str) -> Span:
    """The foot in mondopoint, at most half a size more: a loose boot steers no ski.

    The reference, 10b, for mondopoint; practice for the half.
    """
    return Span(mondo_of(shoe), mondo_of(shoe) + 0.5)


def nordic_ski(height: float, style: str) -> Span:
    """Classic 10-20 cm longer than the skier, skate 5-15, touring 0-15; small children their own.

    Practice; the reference, 10b, has only the lengths there are (90-210 cm). The weight would say
    more for a ski with wax, but is not asked for here.
    """
    least, most = _NORDIC.get(style, _NORDIC[Style.CLASSIC])
    if height < _SMALL_CHILD and style != Style.SKATE:
        least, most = -5, 5
    return Span(min(height + least, _LONGEST_NORDIC - 5), min(height + most, _LONGEST_NORDIC))


def nordic_pole(height: float, style: str) -> Span:
    """Classic and touring 84 % of the height (the reference, 10b), skate 90 % (makers' charts)."""
    return _around((0.90 if style == Style.SKATE else 0.84) * height, _POLE_STEP)


def roomy_shoe(shoe: float, _: str) -> Span:
    """The size of the shoe, or one more with a thick sock: cross-country and snowboard boots.

    Practice; both are sold in EU sizes (the reference, 10b).
    """
    return Span(shoe, shoe + 1)


def ice_skate(shoe: float, _: str) -> Span:
    """The size of the shoe, at most one more: in a loose skate the ankle gives way.

    Practice; skates stand on our shelves in EU sizes (the reference, 10b).
    """
    return Span(shoe, shoe + 1)


def snowboard(height: float, _: str) -> Span:
    """Between chin and nose: 84-92 % of the height. Practice, as for skis."""
    return _part(height, 0.84, 0.92)


def helmet(head: float, _: str) -> Span:
    """The head in cm must lie inside the band on the label. The reference, 10b (range a-b)."""
    return Span(head, head)


def plain_size(label: str) -> Span | None:
    """A size as it stands on a label: 150, 25,5, 54-58, 38/39; None when it has no number."""
    numbers = [float(number.replace(",", ".")) for number in _NUMBER.findall(label)[:2]]
    return Span(min(numbers), max(numbers)) if numbers else None


def mondo_size(label: str) -> Span | None:
    """The same of an alpine boot: mondopoint ends at 32, so that 40 was written as an EU size."""
    size = plain_size(label)
    if size is None or size.low <= 32:
        return size
    return Span(mondo_of(size.low), mondo_of(size.high))


def eu_size(label: str) -> Span | None:
    """The same of a snowboard boot: EU sizes begin at 28, so that 25,5 was mondopoint."""
    size = plain_size(label)
    if size is None or size.low >= 28:
        return size
    return Span(eu_of(size.low), eu_of(size.high))


def hockey_size(label: str) -> Span | None:
    """S, M or L as cm, about; makers differ, so what is known in cm comes first. Practice."""
    ends = _HOCKEY.get(label.strip().upper())
    return Span(*ends) if ends else plain_size(label)


@dataclass(frozen=True)
class Measure:
    """How the size of a piece follows from a person, and how its label is read."""

    need: Need
    wanted: Callable[[float, str], Span]
    read: Callable[[str], Span | None] = plain_size
    unit: str = "cm"

    def for_person(self, person: Person) -> Span | None:
        """The sizes that would fit; None when nothing is known to say it by."""
        told = person.told(self.need)
        return None if told is None else self.wanted(told, person.manner)


MEASURES: Mapping[str, Measure] = {
    "alpine_ski": Measure(Need.HEIGHT, alpine_ski),
    "alpine_pole": Measure(Need.HEIGHT, alpine_pole),
    "alpine_boot": Measure(Need.SHOE, alpine_boot, mondo_size, ""),
    "nordic_ski": Measure(Need.HEIGHT, nordic_ski),
    "nordic_pole": Measure(Need.HEIGHT, nordic_pole),
    "nordic_boot": Measure(Need.SHOE, roomy_shoe, unit=""),
    "snowboard": Measure(Need.HEIGHT, snowboard),
    "snowboard_boot": Measure(Need.SHOE, roomy_shoe, eu_size, ""),
    "ice_skate": Measure(Need.SHOE, ice_skate, unit=""),
    "helmet": Measure(Need.HEAD, helmet),
    "hockey_helmet": Measure(Need.HEAD, helmet, hockey_size),
}
"""By the names that sets.toml uses."""


def _part(height: float, low: float, high: float) -> Span:
    return Span(round(height * low), round(height * high))


def _around(length: float, step: float) -> Span:
    return Span(round(length - step / 2), round(length + step / 2))
