"""Every design in every printer on every roll, with the facts of an example."""

from dataclasses import dataclass

from PIL import Image, ImageChops

from fritidsbank.counter.slip_drawing import slip_drawings
from fritidsbank.labels.designs import DESIGNS
from fritidsbank.printing.choosing import drawn_or_advised
from fritidsbank.printing.drawing import Drawing
from fritidsbank.printing.encoding import page_of
from fritidsbank.printing.profiles import Medium, Printer, media, printers
from fritidsbank.printing.surface import Surface
from tests.counter.slip_samples import SLIP
from tests.labels.samples import SAMPLES


@dataclass(frozen=True)
class Case:
    """A label in a printer with a roll."""

    printer: Printer
    medium: Medium
    design: str

    def __str__(self) -> str:
        return f"{self.printer.id}-{self.medium.id}-{self.design}"

    def drawings(self) -> list[Drawing]:
        """What is to be printed. Raises TooNarrow and TooNarrowHere."""
        return [*drawn_or_advised(self._draw, self.printer, self.medium)]

    def _draw(self, surface: Surface) -> list[Drawing]:
        if self.design == "slip":
            return slip_drawings(SLIP, surface, "sv")
        return DESIGNS[self.design].draw(SAMPLES[self.design][0], surface)


CASES = [
    Case(printer, media()[medium], design)
    for printer in printers().values()
    for medium in printer.media
    for design in [*DESIGNS, "slip"]
]


def painted(sheet: Drawing, printer: Printer, medium: Medium) -> Image.Image:
    """A page as it leaves the printer, in red or black."""
    page = page_of(sheet, printer, medium)
    return ImageChops.logical_and(page.black, page.red) if page.red else page.black
