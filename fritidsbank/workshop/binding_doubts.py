"""When the setting of a binding may not hold any more. Nothing is blocked: somebody looks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from fritidsbank.refusals import N_
from fritidsbank.stock.soles import SOLE, Fit, sole_fits
from fritidsbank.workshop.boots import Boot

FIRST_MONTH = 9
"""A season begins in September: whoever skied then has grown since, or is somebody else."""


@dataclass(frozen=True)
class Doubt:
    """A sentence in English with its facts."""

    message: str
    facts: Mapping[str, object]


def season_of(day: date) -> date:
    """The first day of the season that a day belongs to."""
    year = day.year if day.month >= FIRST_MONTH else day.year - 1
    return date(year, FIRST_MONTH, 1)


def doubts(
    *,
    sole: int,
    boot: Boot | None,
    set_on: date,
    binding: Mapping[str, Any],
    beside: Iterable[Mapping[str, Any]],
    today: date,
) -> Iterator[Doubt]:
    """What speaks against a setting; `beside` are the boots that are lent with the skis."""
    if set_on < season_of(today):
        yield Doubt(N_("That was before this season. Set it anew."), {})
    if boot and boot.is_gone:
        yield Doubt(N_("The boot that it was set for has left the stock."), {})
    elif boot and boot.sole not in {None, sole}:
        yield Doubt(
            N_("The boot has {now} mm in the register now, and the binding was set for {sole} mm."),
            {"now": str(boot.sole), "sole": str(sole)},
        )
    if sole_fits({**(boot.known if boot else {}), SOLE: sole}, binding) is Fit.NO:
        yield Doubt(N_("By the register the binding does not take that sole."), {})
    soles = {ceil(known[SOLE]) for known in beside if SOLE in known}
    if soles and sole not in soles:
        yield Doubt(
            N_("The skis are lent together with boots of {soles} mm. It was set for {sole} mm."),
            {"soles": ", ".join(map(str, sorted(soles))), "sole": str(sole)},
        )
