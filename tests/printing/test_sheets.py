"""Sheets of labels: in their places to the hair, begun where the last ended, read when printed."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader

from fritidsbank.printing.drawing import BarsAt, Box, Drawing, PatchAt, SquareAt, WordsAt
from fritidsbank.printing.encoding import as_pdf, encoded
from fritidsbank.printing.lettering import width_of
from fritidsbank.printing.painting import paint
from fritidsbank.printing.profiles import Medium, Stock, media, medium_for, printer_with, surface_of
from fritidsbank.printing.sheets import NotOnTheSheet, each, laid_out
from fritidsbank.printing.surface import MM_PER_INCH, NARROWEST_MM, TooNarrow
from tests.printing.decoding.pdf import rendered
from tests.printing.example_labels import FIRST, codes_of, label, labels

pytestmark = pytest.mark.one_database

OFFICE = printer_with("office")
L7160 = medium_for(OFFICE, "sheet-l7160")
SHEETS = sorted(name for name, medium in media().items() if medium.cells)
LARGE = ["sheet-l7160", "sheet-l7159", "sheet-l4737", "cards-c32011"]
FAINT = 0.1
"""Of the ink: between edges that are smoothed and such as are not."""


def count_of(medium: Medium) -> int:
    """How many labels a sheet has."""
    assert medium.cells
    return medium.cells.columns * medium.cells.rows


@cache
def full(sheet: str) -> bytes:
    """One sheet, all its labels printed."""
    medium = medium_for(OFFICE, sheet)
    drawings = labels(surface_of(OFFICE, medium), count_of(medium))
    return b"".join(encoded(drawings, OFFICE, medium))


def apart(one: Image.Image, other: Image.Image) -> float:
    """How much differs, as a part of the ink that there is."""
    ink = 255 - ImageStat.Stat(one).mean[0]
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0] / ink


def read(image: Image.Image) -> list[str]:
    """The texts of all codes."""
    return [code.text for code in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_has_its_labels_beside_each_other_and_within_the_page(sheet: str) -> None:
    medium = media()[sheet]
    cells = medium.cells
    assert cells
    assert medium.height_mm
    assert cells.step_x >= cells.width
    assert cells.step_y >= cells.height
    right = cells.left + (cells.columns - 1) * cells.step_x + cells.width
    below = cells.top + (cells.rows - 1) * cells.step_y + cells.height
    # As much white on either side, as the makers cut them.
    assert right == pytest.approx(medium.width_mm - cells.left, abs=0.1)
    assert below == pytest.approx(medium.height_mm - cells.top, abs=0.1)


@pytest.mark.parametrize("sheet", LARGE)
@pytest.mark.parametrize(("dpi", "scale"), [(600, 1), (300, 1), (600, 0.97), (300, 0.97)])
def test_every_code_of_a_sheet_is_read(sheet: str, dpi: int, scale: float) -> None:
    (page,) = rendered(full(sheet), dpi, scale)
    count = count_of(media()[sheet])
    assert sorted(read(page)) == sorted(text for n in range(count) for text in codes_of(FIRST + n))


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_label_is_printed_where_the_sheet_has_one(sheet: str) -> None:
    medium = media()[sheet]
    cells = medium.cells
    assert cells
    frame = Drawing(cells.width, cells.height, [PatchAt(Box(0, 0, cells.width, cells.height))])
    for place in (1, cells.columns, count_of(medium)):
        (page,) = rendered(b"".join(encoded([frame], OFFICE, medium, start=place)), 600)
        row, column = divmod(place - 1, cells.columns)
        left, top = cells.left + column * cells.step_x, cells.top + row * cells.step_y
        inked = ImageChops.invert(page).point(lambda grey: grey > 127).getbbox()
        assert inked
        found = [side * MM_PER_INCH / 600 for side in inked]
        expected = [left, top, left + cells.width, top + cells.height]
        assert found == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize("start", [1, 5, 21])
def test_a_used_sheet_begins_at_its_first_free_label(start: int) -> None:
    drawings = labels(surface_of(OFFICE, L7160), 22)
    pages = list(laid_out(drawings, L7160, start=start))
    each_has = len(drawings[0].parts)
    assert len(pages[0].parts) // each_has == 22 - start
    assert sum(len(page.parts) for page in pages) == 22 * each_has


def test_labels_follow_each_other_along_the_rows_and_onto_the_next_page() -> None:
    drawings = labels(surface_of(OFFICE, L7160), 4)
    first, second = laid_out(drawings, L7160, start=19)
    boxes = [
        part.box for page in (first, second) for part in page.parts if isinstance(part, BarsAt)
    ]
    assert [one.left < two.left for one, two in pairwise(boxes)] == [True, True, False]
    assert boxes[2].top > boxes[3].top


@pytest.mark.parametrize("start", [0, 22, -1])
def test_a_sheet_has_no_such_label(start: int) -> None:
    with pytest.raises(NotOnTheSheet, match="1 to 21"):
        encoded([], OFFICE, L7160, start=start)


def test_copies_lie_beside_each_other() -> None:
    one, two = labels(surface_of(OFFICE, L7160), 2)
    assert list(each([one, two], 3)) == [one, one, one, two, two, two]


def test_a_roll_has_no_sheets() -> None:
    medium = Medium("roll", "", Stock.ROLL, 62, None)
    drawing = Drawing(62, 30, [])
    assert list(laid_out([drawing], medium, start=3)) == [drawing]


@pytest.mark.parametrize("paper", ["a4", "a6"])
def test_a_page_of_its_own_keeps_its_edge(paper: str) -> None:
    medium = medium_for(OFFICE, paper)
    surface = surface_of(OFFICE, medium)
    assert surface.height_mm
    whole = Box(0, 0, surface.width_mm, surface.height_mm)
    (page,) = laid_out([Drawing(whole.width, whole.height, [PatchAt(whole)])], medium)
    assert (page.width_mm, page.height_mm) == (medium.width_mm, medium.height_mm)
    assert page.parts[0].box == Box(5, 5, medium.width_mm - 10, (medium.height_mm or 0) - 10)


@pytest.mark.parametrize("sheet", ["sheet-l7160", "cards-c32011"])
def test_the_pdf_looks_as_the_painted_page(sheet: str) -> None:
    medium = medium_for(OFFICE, sheet)
    (page,) = laid_out(labels(surface_of(OFFICE, medium), count_of(medium)), medium)
    painted = paint(page, 600).black.convert("L")
    (shown,) = rendered(full(sheet), 600)
    assert apart(painted, shown.crop((0, 0, *painted.size))) < FAINT


@pytest.mark.parametrize("align", ["left", "centre", "right"])
def test_a_line_is_no_wider_than_it_was_measured(align: str) -> None:
    text = "AVATAR Ty. Vy, Wå"
    box = Box(2, 2, width_of(text) * 5, 6)
    (page,) = rendered(
        b"".join(as_pdf([Drawing(60, 10, [WordsAt(text, box, 5, align=align)])])), 600
    )
    inked = ImageChops.invert(page).point(lambda grey: grey > 127).getbbox()
    assert inked
    left, right = (side * MM_PER_INCH / 600 for side in inked[::2])
    assert left >= box.left - 0.1
    assert right <= box.left + box.width + 0.1


def test_bars_that_run_round_a_pole_are_read() -> None:
    upright = label(surface_of(OFFICE, L7160))
    bars = upright.parts[0]
    assert isinstance(bars, BarsAt)
    ladder = Drawing(30, 60, [BarsAt(bars.bars, Box(5, 2, 20, 56), ladder=True)])
    (page,) = rendered(b"".join(as_pdf([ladder])), 300)
    painted = paint(ladder, 600).black.convert("L").reduce(2)
    assert read(page) == [str(FIRST)]
    assert apart(painted, page) < FAINT


def test_a_pdf_of_one_label_is_as_large_as_the_label() -> None:
    drawing = label(surface_of(OFFICE, L7160))
    (page,) = rendered(b"".join(as_pdf([drawing])), 254)
    assert page.size == (635, 381)


def test_all_bars_are_whole_dots_of_an_office_printer() -> None:
    dot = MM_PER_INCH / 600
    (page,) = rendered(full("sheet-l7160"), 600)
    band = page.crop((0, 400, 900, 401)).point(lambda grey: 255 * (grey > 127))
    edges = [x for x in range(1, 900) if band.getpixel((x, 0)) != band.getpixel((x - 1, 0))]
    widths = {two - one for one, two in pairwise(edges)}
    unit = min(widths)
    assert unit * dot >= NARROWEST_MM
    assert all(width % unit == 0 for width in widths)


def test_a_code_that_is_too_narrow_is_refused() -> None:
    bars = label(surface_of(OFFICE, L7160)).parts[0]
    with pytest.raises(TooNarrow):
        b"".join(as_pdf([Drawing(25, 10, [replace(bars, box=Box(0, 0, 24, 10))])]))


def test_the_narrowest_code_is_not_made_narrower() -> None:
    square = label(surface_of(OFFICE, L7160)).parts[1]
    assert isinstance(square, SquareAt)
    side = square.square.modules * NARROWEST_MM + 0.01
    tight = Drawing(side, side, [replace(square, box=Box(0, 0, side, side))])
    (page,) = rendered(b"".join(as_pdf([tight])), 1200)
    inked = ImageChops.invert(page).getbbox()
    assert inked
    dark = (square.square.modules - 8) * NARROWEST_MM
    assert (inked[2] - inked[0]) * MM_PER_INCH / 1200 == pytest.approx(dark, abs=0.05)


def test_the_same_labels_are_the_same_file() -> None:
    drawings = labels(surface_of(OFFICE, L7160), 2)
    one, two = (b"".join(encoded(drawings, OFFICE, L7160)) for _ in range(2))
    assert one == two


def test_a_pdf_tells_its_title_and_language_and_is_printed_in_its_own_size() -> None:
    drawings = labels(surface_of(OFFICE, L7160), 1)
    file = b"".join(encoded(drawings, OFFICE, L7160, title="Etiketter åäö", lang="sv"))
    reader = PdfReader(BytesIO(file))
    assert reader.metadata
    assert reader.metadata.title == "Etiketter åäö"
    catalogue = reader.root_object
    assert str(catalogue["/Lang"]) == "sv"
    assert reader.viewer_preferences
    assert str(reader.viewer_preferences.print_scaling) == "/None"


def test_the_words_of_a_pdf_can_be_searched() -> None:
    words = PdfReader(BytesIO(full("sheet-l7160"))).pages[0].extract_text()
    assert words.count("Pjäxa Ö 27") == 21 * 3
    assert "Upp på väggen" in words


def test_only_the_letters_that_are_used_are_in_the_file() -> None:
    assert len(full("sheet-l7160")) < 60_000
