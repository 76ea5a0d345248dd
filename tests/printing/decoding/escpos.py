"""Pages out of an ESC/POS job, as the emulated printer reads it."""

from PIL import Image

from fritidsbank.printing.emulators.faults import Head
from fritidsbank.printing.emulators.machine import pages_of
from fritidsbank.printing.profiles import Medium, Printer, dots_of


def decode(job: bytes, printer: Printer, medium: Medium) -> list[Image.Image]:
    """What comes out on the paper that is in it; rows are whole bytes, dots beyond it are lost."""
    across, _ = dots_of(printer, medium)
    pages = pages_of("escpos", job, Head(printer.row_dots, printer.dpi))
    return [page.crop((0, 0, min(page.width, across), page.height)) for page in pages]
