"""Drawn for a roll or a sheet, or the sentence that says which one to use instead."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from fritidsbank.printing.drawing import Drawing
from fritidsbank.printing.profiles import Medium, Printer, Stock, media, surface_of
from fritidsbank.printing.surface import Surface, TooNarrow, refuse_too_narrow
from fritidsbank.refusals import Malformed, N_

Draw = Callable[[Surface], Sequence[Drawing]]


@dataclass(eq=False)
class TooNarrowHere(Malformed):
    """What is in the printer is too small for it, and something else that fits in is not."""

    medium: str
    better: str

    message = N_("The bars would be too narrow on {medium}. Use {better}.")


def drawn_on(draw: Draw, surface: Surface) -> Sequence[Drawing]:
    """The pages, each of which can be read. Raises TooNarrow."""
    pages = draw(surface)
    for page in pages:
        refuse_too_narrow(page, surface.dpi)
    return pages


def drawn_or_advised(draw: Draw, printer: Printer, medium: Medium) -> Sequence[Drawing]:
    """The pages for what is in a printer. Raises TooNarrowHere, or TooNarrow if nothing helps."""
    try:
        return drawn_on(draw, surface_of(printer, medium))
    except TooNarrow:
        others = [media()[each] for each in printer.media if each in media()]
        others.sort(key=lambda each: each.stock is Stock.SHEET and not each.cells)
        better = _first_that_holds(draw, printer, others)
        if better is None:
            raise
        raise TooNarrowHere(medium.name, better.name) from None


def _first_that_holds(draw: Draw, printer: Printer, others: Iterable[Medium]) -> Medium | None:
    """The first roll or sheet on which it can be read; a bare page stands last."""
    for each in others:
        try:
            drawn_on(draw, surface_of(printer, each))
        except TooNarrow:
            continue
        return each
    return None
