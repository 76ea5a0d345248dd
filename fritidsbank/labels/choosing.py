"""Drawn for a roll or a sheet, or the sentence that says which one to use instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fritidsbank.labels.designs import Design
from fritidsbank.printing.drawing import Drawing
from fritidsbank.printing.profiles import Medium, Printer, media, surface_of
from fritidsbank.printing.surface import Surface, TooNarrow, refuse_too_narrow
from fritidsbank.refusals import Malformed, N_


@dataclass(eq=False)
class TooNarrowHere(Malformed):
    """What is in the printer is too small for it, and something else that fits in is not."""

    medium: str
    better: str

    message = N_("The bars would be too narrow on {medium}. Use {better}.")


def drawn(design: Design, facts: Any, surface: Surface) -> list[Drawing]:  # noqa: ANN401 - its own
    """The pages, each of which can be read. Raises TooNarrow."""
    pages = design.draw(facts, surface)
    for page in pages:
        refuse_too_narrow(page, surface.dpi)
    return pages


def drawn_for(
    design: Design,
    facts: Any,  # noqa: ANN401 - its own
    printer: Printer,
    medium: Medium,
) -> list[Drawing]:
    """The pages for what is in a printer. Raises TooNarrowHere, or TooNarrow if nothing helps."""
    try:
        return drawn(design, facts, surface_of(printer, medium))
    except TooNarrow:
        others = [media()[each] for each in printer.media if each in media()]
        better = _first_that_fits(design, facts, printer, others)
        if better is None:
            raise
        raise TooNarrowHere(medium.name, better.name) from None


def _first_that_fits(
    design: Design,
    facts: Any,  # noqa: ANN401 - its own
    printer: Printer,
    others: Iterable[Medium],
) -> Medium | None:
    """The first roll or sheet on which it can be read."""
    for each in others:
        try:
            drawn(design, facts, surface_of(printer, each))
        except TooNarrow:
            continue
        return each
    return None
