"""Which boot's sole goes into which alpine binding, as far as the register knows.

What is asked about is decided by attributes: a category that knows `bsl_range` or `z_range` has
bindings, one that knows `bsl` has boots for them.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

SOLE, NORM = "bsl", "norm"
"""Of a boot: the length of its sole in mm, and the standard that it is made by."""
SOLES, SCALE = "bsl_range", "z_range"
"""Of a binding: the soles that it can be moved to, and the ends of its scale."""
NORMS: Mapping[str, frozenset[str]] = {
    "ISO 5355": frozenset({"ISO 5355"}),
    "GripWalk": frozenset({"ISO 5355", "GripWalk"}),
}
"""The soles that a binding takes. Soles for touring (ISO 9523) go into neither."""

Known = Mapping[str, Any]


class Fit(StrEnum):
    """Whether two things go together, as far as the register knows."""

    YES = "yes"
    UNKNOWN = "unknown"
    NO = "no"


def has_binding(asked: Iterable[Known]) -> bool:
    """Whether things of whose category so much is asked have a binding that is set for a boot."""
    return any(attribute["name"] in {SOLES, SCALE} for attribute in asked)


def has_sole(asked: Iterable[Known]) -> bool:
    """Whether they are boots that go into one."""
    return any(attribute["name"] == SOLE for attribute in asked)


def sole_fits(boot: Known, binding: Known) -> Fit:
    """The sole is as long as the binding takes, and of a norm that it takes."""
    fits = {length_fits(boot, binding), norm_fits(boot, binding)}
    if Fit.NO in fits:
        return Fit.NO
    return Fit.UNKNOWN if Fit.UNKNOWN in fits else Fit.YES


def length_fits(boot: Known, binding: Known) -> Fit:
    """The length in mm that stands on the sole lies inside the binding's range.

    The reference, 10b and 4.4; never the nearest one that is outside.
    """
    length, takes = boot.get(SOLE), binding.get(SOLES)
    if length is None or not takes:
        return Fit.UNKNOWN
    return Fit.YES if takes[0] <= length <= takes[1] else Fit.NO


def norm_fits(boot: Known, binding: Known) -> Fit:
    """The reference, 4.4: GripWalk and touring soles do not go into plain alpine bindings."""
    norm, takes = boot.get(NORM), NORMS.get(binding.get(NORM) or "")
    if norm is None or takes is None:
        return Fit.UNKNOWN
    return Fit.YES if norm in takes else Fit.NO
