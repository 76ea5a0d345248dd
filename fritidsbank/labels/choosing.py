"""A design with its facts, drawn for a roll or a sheet."""

from typing import Any

from fritidsbank.labels.designs import Design
from fritidsbank.printing.choosing import drawn_on, drawn_or_advised
from fritidsbank.printing.drawing import Drawing
from fritidsbank.printing.profiles import Medium, Printer
from fritidsbank.printing.surface import Surface


def drawn(design: Design, facts: Any, surface: Surface) -> list[Drawing]:  # noqa: ANN401 - its own
    """The pages, each of which can be read. Raises TooNarrow."""
    return [*drawn_on(lambda here: design.draw(facts, here), surface)]


def drawn_for(
    design: Design,
    facts: Any,  # noqa: ANN401 - its own
    printer: Printer,
    medium: Medium,
) -> list[Drawing]:
    """The pages for what is in a printer. Raises TooNarrowHere, or TooNarrow if nothing helps."""
    return [*drawn_or_advised(lambda here: design.draw(facts, here), printer, medium)]
