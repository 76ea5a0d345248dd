"""Which boot goes into which binding. Nobody is sent away with two things that do not fit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fritidsbank.sets.rules import Span
from fritidsbank.stock.soles import Fit, sole_fits


@dataclass(frozen=True)
class Gear:
    """An article as far as fitting goes: its size as a span, and what is known about it."""

    size: Span | None
    attributes: Mapping[str, Any]


NORDIC = {"NNN": "NNN", "Prolink": "NNN", "SNS": "SNS", "75 mm": "75 mm"}
"""Systems that take each other have one name here: a Prolink boot and an NNN binding do."""

BINDINGS: Mapping[str, Span] = {"S": Span(34, 40), "M": Span(38, 44), "L": Span(42, 49)}
"""The boots in EU sizes that a snowboard binding takes, about."""


def nordic(boot: Gear, ski: Gear) -> Fit:
    """The boot's system is the ski's. The reference, 10b; NNN and Prolink by their makers."""
    return _same(
        NORDIC.get(boot.attributes.get("system", "")), NORDIC.get(ski.attributes.get("binding", ""))
    )


def alpine(boot: Gear, ski: Gear) -> Fit:
    """The sole is as long as the binding takes, and of a norm that it takes."""
    return sole_fits(boot.attributes, ski.attributes)


def board(boot: Gear, snowboard: Gear) -> Fit:
    """The boot goes into bindings of that size. Practice; makers' charts overlap like this."""
    takes = BINDINGS.get(snowboard.attributes.get("binding_size", ""))
    if takes is None or boot.size is None:
        return Fit.UNKNOWN
    return Fit.YES if takes.gap(boot.size) == 0 else Fit.NO


WAYS: Mapping[str, Callable[[Gear, Gear], Fit]] = {
    "nordic": nordic,
    "alpine": alpine,
    "board": board,
}
"""By the names that sets.toml uses."""


def _same(one: str | None, other: str | None) -> Fit:
    if one is None or other is None:
        return Fit.UNKNOWN
    return Fit.YES if one == other else Fit.NO
