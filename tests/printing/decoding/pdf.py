"""A PDF as PDFium paints it, in the dots of an office printer."""

from PIL import Image
from pypdfium2 import PdfDocument

from fritidsbank.printing.profiles import Medium, Printer

DPI = 600


def decode(job: bytes, printer: Printer, medium: Medium) -> list[Image.Image]:
    """Its pages at 600 dots an inch, in grey."""
    return rendered(job, DPI)


def rendered(job: bytes, dpi: float, scale: float = 1.0) -> list[Image.Image]:
    """Its pages; with a scale of 0.97 as a printer does that "fits them to the page"."""
    with PdfDocument(job) as document:
        return [
            page.render(scale=dpi * scale / 72, grayscale=True).to_pil().convert("L")
            for page in document
        ]
