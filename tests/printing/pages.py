"""Pages for the tests of label languages: painted labels, and dots at random."""

from hypothesis import strategies as st
from PIL import Image

from fritidsbank.printing.encoding import page_of
from fritidsbank.printing.page import Page
from fritidsbank.printing.profiles import (
    Medium,
    Printer,
    dots_of,
    medium_for,
    printer_with,
    surface_of,
)
from tests.printing.example_labels import FIRST, label


def loaded(model: str, paper: str) -> tuple[Printer, Medium]:
    """A printer and the roll that is in it."""
    printer = printer_with(model)
    return printer, medium_for(printer, paper)


def painted(printer: Printer, medium: Medium, number: int = FIRST) -> Page:
    """A label as it leaves the printer."""
    return page_of(label(surface_of(printer, medium), number), printer, medium)


def random_pages(printer: Printer, medium: Medium, *, red: bool = False) -> st.SearchStrategy[Page]:
    """Dots at random, as many as there is room for; a roll without end is as long as it likes."""
    across, along = dots_of(printer, medium)
    row = st.sampled_from((b"\0", b"\xff", b"\xaa", b"\x01\x02\x03")) | st.binary(min_size=1)
    width = -(-across // 8)

    def of(rows: list[bytes]) -> Image.Image:
        height = along or 400
        data = b"".join((rows[y % len(rows)] * width)[:width] for y in range(height))
        return Image.frombytes("1", (across, height), data, "raw", "1;I")

    image = st.lists(row, min_size=1, max_size=9).map(of)
    return st.builds(Page, image, st.just(printer.dpi), image if red else st.none())
