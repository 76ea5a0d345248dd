"""The surface that a label may be drawn on, and which codes are too narrow for it."""

from dataclasses import dataclass

from fritidsbank.printing.drawing import BarsAt, Drawing, SquareAt
from fritidsbank.refusals import Malformed, N_

NARROWEST_MM = 0.25
"""Of a bar or a module: narrower ones are not read once they are worn."""
MM_PER_INCH = 25.4
OFFICE_DPI = 600
"""What most office printers have: a PDF is drawn so that its bars are whole dots of theirs."""


@dataclass(eq=False)
class TooNarrow(Malformed):
    """The code would be there, and no scanner would read it."""

    message = N_("The bars would be too narrow to be read. Choose a larger label.")


@dataclass(frozen=True)
class Surface:
    """What can be printed on, as it is read. A roll without end has no `height_mm`.

    `dpi` is None where nothing is known of the dots. `red`: red can be printed, too.
    """

    width_mm: float
    height_mm: float | None
    dpi: int | None = None
    red: bool = False

    def dots(self, mm: float) -> int:
        """Whole dots within so many millimetres; a hair's breadth of rounding is forgiven."""
        assert self.dpi
        return int(mm * self.dpi / MM_PER_INCH + 1e-6)

    def snapped(self, mm: float) -> float:
        """The nearest place that is a whole number of dots away from the edge."""
        return mm if self.dpi is None else round(mm * self.dpi / MM_PER_INCH) * self.dot_mm

    @property
    def dot_mm(self) -> float:
        """How wide a dot is; nothing where there are none."""
        return MM_PER_INCH / self.dpi if self.dpi else 0.0

    def unit_within(self, mm: float, units: int) -> float:
        """How wide each of so many bars or modules becomes: whole dots where there are dots.

        It is 0 where they would be too narrow to be read.
        """
        unit = mm / units if self.dpi is None else self.dots(mm) // units * self.dot_mm
        return unit if unit >= NARROWEST_MM - 1e-6 else 0.0


def unit_mm(part: BarsAt | SquareAt, dpi: int | None) -> float:
    """How wide a bar or module becomes: whole dots where there are dots."""
    if dpi is None:
        return part.unit_mm
    return int(part.unit_mm * dpi / MM_PER_INCH + 1e-6) * MM_PER_INCH / dpi


def refuse_too_narrow(drawing: Drawing, dpi: int | None) -> None:
    """Raises TooNarrow when one of its codes would have bars under 0.25 mm."""
    for part in drawing.parts:
        # At 203 dpi two dots are 0.2502 mm.
        if isinstance(part, BarsAt | SquareAt) and unit_mm(part, dpi) < NARROWEST_MM - 1e-6:
            raise TooNarrow
