"""How a ski binding is set for somebody: ISO 11088, annex B.

Safety equipment. A value is one of the table's or there is none: nothing is interpolated, nothing
taken from the cell beside. It is where a setting begins; the standard asks for the assembled unit
to be tested with a device as well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import floor

from fritidsbank.refusals import N_
from fritidsbank.workshop.binding_table import Column, TableRow, table
from fritidsbank.workshop.skiers import Skier, SkierType, sole_within

_ROWS_BY_TYPE: Mapping[SkierType, int] = {
    SkierType.MORE_CAUTIOUS: -1,
    SkierType.CAUTIOUS: 0,
    SkierType.MODERATE: 1,
    SkierType.FAST: 2,
    SkierType.FASTER: 3,
}
_CHILD_UP_TO = 9
_ELDER_FROM = 50
_UNCORRECTED_UP_TO_KG = 13
_TYPE_ONE_AT_LEAST = {"A", "B"}


class Cause(StrEnum):
    """Why a setting came to the row where it is: one of the first two, then corrections."""

    WEIGHT = "weight"
    HEIGHT = "height"
    LIGHT = "light"  # note 1: up to 13 kg nothing is corrected
    TYPE = "type"
    TYPE_ONE = "type_one"  # note 2: I- counts as I
    CHILD = "child"
    ELDER = "elder"


class Missing(StrEnum):
    """Why there is no value."""

    SHORT_SOLE = "short_sole"
    LONG_SOLE = "long_sole"


WHY_NONE: Mapping[Missing, str] = {
    Missing.SHORT_SOLE: N_(
        "Row {row} of the table has no value for a sole so short ({column} mm). "
        "Take another boot or binding, never the value beside it."
    ),
    Missing.LONG_SOLE: N_(
        "Row {row} of the table has no value for a sole so long ({column} mm). "
        "Take another boot or binding, never the value beside it."
    ),
}
"""What is said instead of a value."""


@dataclass(frozen=True)
class Step:
    """What led to a row: the start, or a correction and where it ended."""

    cause: Cause
    row: TableRow


@dataclass(frozen=True)
class Setting:
    """The value for toe and heel, or why there is none, and how it was found."""

    steps: tuple[Step, ...]
    column: Column

    @property
    def row(self) -> TableRow:
        """Where the steps ended; it has the moments in Nm."""
        return self.steps[-1].row

    @property
    def value(self) -> float | None:
        """As the table has it, None where its cell is empty."""
        return self.row.values[self.column.number]

    @property
    def missing(self) -> Missing | None:
        """Why there is no value, None when there is one."""
        if self.value is not None:
            return None
        shorter = self.row.values[: self.column.number]
        return Missing.SHORT_SOLE if set(shorter) <= {None} else Missing.LONG_SOLE


def setting(skier: Skier, sole: float) -> Setting:
    """How to set the binding of a boot whose sole is so many mm long. Raises BadSole."""
    column = table().column_of(sole_within(sole))
    steps = [start(skier)]
    for cause, rows in _corrections(skier, steps[0].row):
        steps.append(Step(cause, table().moved(steps[-1].row, rows)))
    return Setting(tuple(steps), column)


def start(skier: Skier) -> Step:
    """The row that weight or height say, whichever is softer."""
    by_weight, by_height = table().by_weight(skier.weight), table().by_height(skier.height)
    if by_height.number < by_weight.number:
        return Step(Cause.HEIGHT, by_height)
    return Step(Cause.WEIGHT, by_weight)


def _corrections(skier: Skier, first: TableRow) -> Iterator[tuple[Cause, int]]:
    """How many rows further from A, and why."""
    if floor(skier.weight) <= _UNCORRECTED_UP_TO_KG:
        yield Cause.LIGHT, 0
        return
    if skier.type is SkierType.MORE_CAUTIOUS and first.code in _TYPE_ONE_AT_LEAST:
        yield Cause.TYPE_ONE, 0
    elif by_type := _ROWS_BY_TYPE[skier.type]:
        yield Cause.TYPE, by_type
    if floor(skier.age) <= _CHILD_UP_TO:
        yield Cause.CHILD, -1
    if skier.age >= _ELDER_FROM:
        yield Cause.ELDER, -1
