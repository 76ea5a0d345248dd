"""Pictures of pages: PNG for programs, PWG raster for printers; each dot as it was painted."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from fritidsbank.printing.drawing import Box, Drawing, PatchAt
from fritidsbank.printing.encoding import encoded, page_of
from fritidsbank.printing.languages import png
from fritidsbank.printing.languages.png import OnePicture, picture
from fritidsbank.printing.painting import paint
from fritidsbank.printing.profiles import media, medium_for, printer_with, surface_of
from fritidsbank.printing.sheets import laid_out
from tests.printing.decoding import png as png_back
from tests.printing.decoding import pwg as pwg_back
from tests.printing.example_labels import label, labels

pytestmark = pytest.mark.one_database

EVERYWHERE = printer_with("ipp-everywhere-300")
LABEL = medium_for(EVERYWHERE, "label-57x32")


def are_alike(one: Image.Image, other: Image.Image) -> bool:
    """Dot by dot."""
    return (
        one.size == other.size
        and not ImageChops.difference(one.convert("L"), other.convert("L")).getbbox()
    )


def test_a_picture_is_the_page_with_its_dots_an_inch() -> None:
    page = page_of(label(surface_of(EVERYWHERE, LABEL)), EVERYWHERE, LABEL)
    (back,) = png_back.decode(b"".join(png.encode([page], EVERYWHERE, LABEL)), EVERYWHERE, LABEL)
    assert are_alike(page.black, back)


def test_what_is_printed_red_is_red_in_a_picture() -> None:
    drawing = Drawing(20, 10, [PatchAt(Box(0, 0, 10, 10)), PatchAt(Box(10, 0, 10, 10), red=True)])
    page = paint(drawing, 254, red=True)
    (back,) = png_back.decode(picture(page), replace(EVERYWHERE, dpi=254), LABEL)
    assert (back.getpixel((50, 50)), back.getpixel((150, 50))) == ((0, 0, 0), (200, 0, 0))


def test_a_picture_holds_one_label() -> None:
    page = page_of(label(surface_of(EVERYWHERE, LABEL)), EVERYWHERE, LABEL)
    with pytest.raises(OnePicture):
        b"".join(png.encode([page, page], EVERYWHERE, LABEL))


@pytest.mark.parametrize("model", ["ipp-everywhere-300", "ipp-everywhere-600"])
@pytest.mark.parametrize("paper", ["label-57x32", "a6", "sheet-l7160"])
def test_each_dot_of_a_raster_is_as_it_was_painted(model: str, paper: str) -> None:
    printer, medium = printer_with(model), media()[paper]
    drawings = labels(surface_of(printer, medium), 2)
    job = b"".join(encoded(drawings, printer, medium, start=2))
    pages = [page_of(one, printer, medium) for one in laid_out(drawings, medium, start=2)]
    back = pwg_back.decode(job, printer, medium)
    assert len(back) == len(pages)
    assert all(are_alike(page.black, one) for page, one in zip(pages, back, strict=True))


def test_a_raster_is_as_large_as_the_paper_also_where_the_edge_cannot_be_printed() -> None:
    narrow = Drawing(50, 32, [PatchAt(Box(0, 0, 50, 32))])
    (back,) = pwg_back.decode(b"".join(encoded([narrow], EVERYWHERE, LABEL)), EVERYWHERE, LABEL)
    inked = ImageChops.invert(back.convert("L")).getbbox()
    assert back.size == (673, 378)
    assert inked == (41, 0, 41 + 591, 378)


def test_a_page_follows_the_other_so_that_a_long_job_needs_no_memory() -> None:
    drawings = labels(surface_of(EVERYWHERE, LABEL), 2)
    taken = []

    def told() -> Iterator[Drawing]:
        for drawing in drawings:
            taken.append(drawing)
            yield drawing

    job = encoded(told(), EVERYWHERE, LABEL)
    assert next(job) == b"RaS2"
    assert len(next(job)) == pwg_back.HEAD
    assert len(taken) == 1
