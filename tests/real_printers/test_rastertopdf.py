"""Our PWG raster through CUPS's own reader of it: the same size, the same dots, the codes read."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import ImageChops
from pypdf import PdfReader

from fritidsbank.printing.encoding import encoded, page_of
from fritidsbank.printing.profiles import medium_for, printer_with, surface_of
from fritidsbank.printing.sheets import laid_out
from fritidsbank.printing.surface import MM_PER_INCH
from tests.printing.example_labels import FIRST, codes_of, labels
from tests.real_printers.programs import raster_to_pdf

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("model", "paper"),
    [
        ("ipp-everywhere-203", "label-57x32"),
        ("ipp-everywhere-300", "label-25x75"),
        ("ipp-everywhere-300", "a6"),
        ("ipp-everywhere-300", "sheet-l7160"),
        ("ipp-everywhere-600", "sheet-l4737"),
    ],
)
def test_cups_reads_our_raster(model: str, paper: str) -> None:
    printer = printer_with(model)
    medium = medium_for(printer, paper)
    read: set[str] = set()
    drawings = labels(surface_of(printer, medium), 2)
    pages = [page_of(one, printer, medium) for one in laid_out(drawings, medium)]
    made = PdfReader(BytesIO(raster_to_pdf(b"".join(encoded(drawings, printer, medium)))))
    assert medium.height_mm
    for page, shown in zip(pages, made.pages, strict=True):
        size = [float(points) * MM_PER_INCH / 72 for points in shown.mediabox[2:]]
        assert size == pytest.approx([medium.width_mm, medium.height_mm], abs=0.2)
        image = shown.images[0].image
        assert image
        assert ImageChops.difference(page.black.convert("L"), image.convert("L")).getbbox() is None
        read |= {code.text for code in zxingcpp.read_barcodes(image)}
    assert read == codes_of(FIRST) | codes_of(FIRST + 1)
