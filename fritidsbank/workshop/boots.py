"""The boot that a binding is set for, and whether it may go in there."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from fritidsbank.refusals import Malformed, N_
from fritidsbank.stock.soles import NORM, SOLE, SOLES, Fit, length_fits, norm_fits
from fritidsbank.workshop.skiers import number, sole_within


@dataclass(eq=False)
class NotABoot(Malformed):
    """Something else was scanned."""

    thing: str

    message = N_("{thing} is no boot for such skis. Scan the boot, or write the sole only.")


@dataclass(eq=False)
class BootHasLeft(Malformed):
    """It is in the register, and not in the house any more."""

    message = N_("That boot has left the stock. Take another one.")


@dataclass(eq=False)
class SoleUnlikeBoot(Malformed):
    """What was measured is not what the register says of the boot."""

    registered: str

    message = N_(
        "The register says {registered} mm of this boot. Leave the field empty, or correct the "
        "boot first."
    )


@dataclass(eq=False)
class SoleOutside(Malformed):
    """The binding cannot be moved so far."""

    sole: str
    low: str
    high: str

    message = N_(
        "The binding takes soles from {low} to {high} mm, and this one has {sole} mm. "
        "Take another boot or other skis."
    )


@dataclass(eq=False)
class NormUnfit(Malformed):
    """A sole of another kind does not let go as it should, whatever its length."""

    boot: str
    binding: str

    message = N_(
        "The boot has a sole by {boot}, and the binding is made for {binding}. "
        "Take another boot or other skis."
    )


@dataclass(frozen=True)
class Boot:
    """A boot of ours, with what the register knows of its sole."""

    id: int
    code: str
    name: str
    size: str
    known: Mapping[str, Any]
    is_gone: bool = False

    @property
    def sole(self) -> int | None:
        """In whole mm, a part of one counted as one: a longer sole has the softer value."""
        length = self.known.get(SOLE)
        return None if length is None else ceil(length)


@dataclass(frozen=True)
class Shod:
    """What a binding is set for: a sole of so many mm, and the boot where one of ours was named.

    `is_sure` when the register knows that length and norm fit; else somebody must look.
    """

    sole: int
    boot: Boot | None
    is_sure: bool


def shod(binding: Mapping[str, Any], boot: Boot | None, written: str) -> Shod:
    """The boot, or the length of a sole as somebody wrote it, in a binding that takes it.

    Raises BadSole, BootHasLeft, SoleUnlikeBoot, SoleOutside, NormUnfit.
    """
    if boot and boot.is_gone:
        raise BootHasLeft
    sole = _length(boot, written)
    known = {**(boot.known if boot else {}), SOLE: sole}
    if length_fits(known, binding) is Fit.NO:
        low, high = binding[SOLES]
        raise SoleOutside(str(sole), f"{low:g}", f"{high:g}")
    norm = norm_fits(known, binding)
    if norm is Fit.NO:
        raise NormUnfit(known[NORM], binding[NORM])
    return Shod(sole, boot, Fit.UNKNOWN not in {norm, length_fits(known, binding)})


def _length(boot: Boot | None, written: str) -> int:
    registered = boot.sole if boot else None
    if registered is None:
        return ceil(sole_within(number(written)))
    if written.strip() and ceil(sole_within(number(written))) != registered:
        raise SoleUnlikeBoot(str(registered))
    return ceil(sole_within(registered))
