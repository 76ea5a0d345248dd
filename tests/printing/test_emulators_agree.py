"""What `languages/` says, printers that know it from the manuals only understand, and answer."""

from random import Random

import pytest
from PIL import Image, ImageChops

from fritidsbank.printing.emulators.faults import Fault, Head
from fritidsbank.printing.emulators.machine import pages_of
from fritidsbank.printing.encoding import language
from fritidsbank.printing.languages import brother, zpl
from fritidsbank.printing.page import Page, ink
from fritidsbank.printing.profiles import Medium, Printer, dots_of, media, medium_for, printers
from fritidsbank.printing.status import Trouble
from tests.printing.machines import status

pytestmark = pytest.mark.one_database

PAIRS = [
    (model, paper)
    for model, printer in printers().items()
    if printer.language in {"zpl", "brother", "escpos"}
    for paper in printer.media
]


@pytest.mark.parametrize(("model", "paper"), PAIRS)
def test_an_emulated_printer_prints_what_was_painted(model: str, paper: str) -> None:
    printer = printers()[model]
    medium = medium_for(printer, paper)
    one, other = noise(printer, medium, 1), noise(printer, medium, 2)
    pages = [one, one, other]
    job = b"".join(language(printer.language).encode(pages, printer, medium))
    out = pages_of(printer.language, job, Head(printer.row_dots, printer.dpi))
    printed = [
        ink(on_paper(each, page, printer, medium)) for each, page in zip(out, pages, strict=True)
    ]
    assert printed == [ink(in_black(page)) for page in pages]


def noise(printer: Printer, medium: Medium, seed: int) -> Page:
    """Dots in which nothing is the same from two sides."""
    across, along = dots_of(printer, medium)
    size = across, along or 200
    inks = Random(seed).randbytes(-(-across // 8) * size[1] * 2)
    half = len(inks) // 2
    black, red = (Image.frombytes("1", size, each) for each in (inks[:half], inks[half:]))
    return Page(black, printer.dpi, red if printer.red and medium.red else None)


def on_paper(out: Image.Image, page: Page, printer: Printer, medium: Medium) -> Image.Image:
    """The part of it that can be printed on."""
    left, top = 0, 0
    if printer.language == "zpl":
        left, top = (round(mm * printer.dpi / 25.4) for mm in (medium.margin_x, medium.margin_y))
    elif printer.language == "brother":
        right = medium.special["brother"]["offset"] + printer.quirks.get("right_dots", 0)
        left = out.width - right - page.width
    return out.crop((left, top, left + page.width, top + page.height))


def in_black(page: Page) -> Image.Image:
    """An emulated Brother shows red as black."""
    return ImageChops.logical_and(page.black, page.red) if page.red else page.black


@pytest.mark.parametrize(
    ("fault", "zebra", "ql"),
    [
        (Fault.OK, (), ()),
        (Fault.PAPER, (Trouble.NO_PAPER,), (Trouble.NO_PAPER,)),
        (Fault.LID, (Trouble.LID_OPEN,), (Trouble.LID_OPEN,)),
        (Fault.ROLL, (Trouble.NO_PAPER,), (Trouble.WRONG_ROLL,)),
        (Fault.JAM, (Trouble.NO_PAPER,), (Trouble.JAM,)),
        (Fault.HOT, (Trouble.HOT,), (Trouble.HOT,)),
    ],
)
def test_its_status_is_understood(
    fault: Fault, zebra: tuple[Trouble, ...], ql: tuple[Trouble, ...]
) -> None:
    assert zpl.heard(status("zpl", fault), media()["label-57x32"]).troubles == zebra
    assert brother.heard(status("brother", fault), media()["dk-11209-62x29"]).troubles == ql


@pytest.mark.parametrize(("speaks", "heard"), [("zpl", zpl.heard), ("brother", brother.heard)])
def test_garbage_is_no_status_to_anybody(speaks: str, heard: object) -> None:
    assert callable(heard)
    with pytest.raises(ValueError, match="no "):
        heard(status(speaks, Fault.GARBAGE), media()["dk-11209-62x29"])
