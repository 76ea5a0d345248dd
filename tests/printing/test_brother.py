"""Brother's raster language: what comes out is what was painted, as others read and write it."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from brother_ql.conversion import convert
from brother_ql.raster import BrotherQLRaster
from brother_ql.reader import BrotherQLReader
from hypothesis import given, settings
from PIL import Image, ImageChops

from fritidsbank.printing.drawing import Box, Drawing, PatchAt
from fritidsbank.printing.encoding import page_of
from fritidsbank.printing.languages.brother import ASK, REPORTS, complete, encode, heard
from fritidsbank.printing.page import BLACK, Page, ink
from fritidsbank.printing.profiles import dots_of
from fritidsbank.printing.status import Trouble
from tests.printing.decoding.brother import decode, in_two_inks
from tests.printing.example_labels import FIRST
from tests.printing.pages import loaded, painted, random_pages

pytestmark = pytest.mark.one_database

LABEL = loaded("brother-ql-820nwb", "dk-11209-62x29")
TWO_INKS = loaded("brother-ql-820nwb", "dk-22251-62-red")
PAIRS = [
    ("brother-ql-700", "dk-11209-62x29", "QL-700", "62x29"),
    ("brother-ql-800", "dk-11204-17x54", "QL-800", "17x54"),
    ("brother-ql-820nwb", "dk-11201-29x90", "QL-820NWB", "29x90"),
    ("brother-ql-820nwb", "dk-22205-62", "QL-820NWB", "62"),
    ("brother-ql-1110nwb", "dk-11209-62x29", "QL-1110NWB", "62x29"),
    ("brother-ql-1110nwb", "dk-11202-62x100", "QL-1110NWB", "62x100"),
    ("brother-ql-1110nwb", "dk-22243-102", "QL-1110NWB", "102"),
    ("brother-ql-1110nwb", "dk-11241-102x152", "QL-1110NWB", "102x152"),
]
"""A model and a roll, here and as brother_ql calls them."""


def job(model: str, paper: str, *pages: Page) -> bytes:
    return b"".join(encode(pages, *loaded(model, paper)))


def analysed(told: bytes, folder: Path) -> list[Image.Image]:
    """What brother_ql's analyser sees, over the whole head."""
    reader = BrotherQLReader(io.BytesIO(told))
    reader.filename_fmt = str(folder / "{counter:04d}.png")
    reader.analyse()
    return [Image.open(file) for file in sorted(folder.glob("*.png"))]


@pytest.mark.parametrize(("model", "paper", "_", "label"), PAIRS)
def test_another_reader_sees_every_dot(
    tmp_path: Path, model: str, paper: str, _: str, label: str
) -> None:
    printer, medium = loaded(model, paper)
    page = painted(printer, medium)
    (seen,) = analysed(job(model, paper, page), tmp_path)
    right = medium.special["brother"]["offset"] + printer.quirks.get("right_dots", 0)
    left = seen.width - right - page.width
    part = seen.convert("1").crop((left, 0, left + page.width, page.height))
    assert ink(part) == ink(page.black)


@pytest.mark.parametrize(("model", "paper", "theirs", "label"), PAIRS)
def test_another_writer_says_the_same_but_for_a_question(
    model: str, paper: str, theirs: str, label: str
) -> None:
    printer, medium = loaded(model, paper)
    quirks = dict(printer.quirks)
    if "packbits" in quirks:
        quirks["packbits"] = False  # there are several ways to pack; the reader above knows them
    page = painted(printer, medium)
    raster = BrotherQLRaster(theirs)
    raster.num_invalidate_bytes = quirks.get("invalidate", 400)
    expected = convert(raster, [page.black], label, rotate="0", compress=False, threshold=50)
    # Theirs asks the printer how it is in the middle of the job.
    assert b"".join(encode([page], replace(printer, quirks=quirks), medium)) == expected.replace(
        b"\x1biS", b"", 1
    )


@pytest.mark.parametrize(("model", "paper", "_", "label"), PAIRS)
def test_labels_come_out_one_after_the_other(model: str, paper: str, _: str, label: str) -> None:
    printer, medium = loaded(model, paper)
    pages = [painted(printer, medium, FIRST + n) for n in range(3)]
    seen = decode(job(model, paper, *pages), printer, medium)
    assert [ink(each) for each in seen] == [ink(page.black) for page in pages]


@settings(max_examples=25)
@given(random_pages(*LABEL))
def test_any_dots_come_out_as_they_were(page: Page) -> None:
    (seen,) = decode(b"".join(encode([page], *LABEL)), *LABEL)
    assert ink(seen) == ink(page.black)


@settings(max_examples=15)
@given(random_pages(*TWO_INKS, red=True))
def test_any_dots_come_out_in_their_colour(page: Page) -> None:
    assert page.red
    ((black, red),) = in_two_inks(b"".join(encode([page], *TWO_INKS)), *TWO_INKS)
    assert (ink(black), ink(red)) == (ink(page.black), ink(page.red))


def test_another_reader_sees_red_where_it_was_painted(tmp_path: Path) -> None:
    printer, medium = TWO_INKS
    patches = [PatchAt(Box(1, 1, 5, 5)), PatchAt(Box(10, 2, 3, 8), red=True)]
    page = page_of(Drawing(58.928, 20, patches), printer, medium)
    (seen,) = analysed(b"".join(encode([page], printer, medium)), tmp_path)
    dots = seen.convert("RGB").crop((12, 0, 12 + page.width, page.height))
    at = {colour: _where(dots, colour) for colour in ((0, 0, 0), (255, 0, 0))}
    assert page.red
    assert at == {
        (0, 0, 0): ImageChops.invert(page.black).getbbox(),
        (255, 0, 0): ImageChops.invert(page.red).getbbox(),
    }


def _where(image: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int, int, int] | None:
    other = ImageChops.difference(image, Image.new("RGB", image.size, colour))
    return other.convert("L").point(lambda dot: 0 if dot else 255).getbbox()


def test_a_roll_for_two_colours_gets_both_even_without_red() -> None:
    printer, medium = TWO_INKS
    page = Page(painted(printer, medium).black, printer.dpi)
    told = b"".join(encode([page], printer, medium))
    assert b"\x1biK\x09" in told
    assert told.count(b"w\x02") >= page.height


def test_only_the_last_page_is_fed_out() -> None:
    page = Page(Image.new("1", dots_of(*LABEL), 255), 300)  # type: ignore[arg-type]
    pieces = list(encode([page, page, page], *LABEL))
    assert [piece[-1:] for piece in pieces] == [b"\x0c", b"\x0c", b"\x1a"]


def test_a_short_drawing_is_lengthened_to_what_the_knife_can_cut() -> None:
    printer, medium = loaded("brother-ql-820nwb", "dk-22205-62")
    page = Page(Image.new("1", (696, 40), BLACK), 300)
    (seen,) = decode(b"".join(encode([page], printer, medium)), printer, medium)
    assert seen.size == (696, 150)


def test_a_page_that_is_wider_than_the_roll_is_an_error() -> None:
    page = Page(Image.new("1", (697, 271), BLACK), 300)
    with pytest.raises(ValueError, match="too many"):
        list(encode([page], *LABEL))


def test_a_printer_without_a_knife_is_told_nothing_of_it() -> None:
    printer, medium = LABEL
    told = b"".join(encode([painted(*LABEL)], replace(printer, cut=False), medium))
    assert b"\x1biM" not in told
    assert b"\x1biK\x00" in told


def status(**changes: int) -> bytes:
    """32 bytes of a QL-820NWB with DK-11209 in it, some changed: `at_8=1`."""
    told = bytearray(b"\x80\x20B4A0" + bytes(26))
    told[10], told[11], told[17] = 62, 0x0B, 29
    for at, value in changes.items():
        told[int(at.removeprefix("at_"))] = value
    return bytes(told)


@pytest.mark.parametrize(
    ("answer", "troubles"),
    [
        (status(), []),
        (status(at_8=0x01, at_10=0, at_17=0), [Trouble.NO_PAPER]),
        (status(at_8=0x02), [Trouble.NO_PAPER]),
        (status(at_8=0x04), [Trouble.CUTTER]),
        (status(at_8=0x80), [Trouble.FAULT]),
        (status(at_9=0x01), [Trouble.WRONG_ROLL]),
        (status(at_9=0x10), [Trouble.LID_OPEN]),
        (status(at_9=0x40), [Trouble.JAM]),
        (status(at_9=0x80), [Trouble.FAULT]),
        (status(at_17=0), [Trouble.WRONG_ROLL]),
        (status(at_17=30), []),
        (status(at_10=29, at_17=90, at_9=0x01), [Trouble.WRONG_ROLL]),
        (status(at_18=5, at_22=1), [Trouble.LID_OPEN]),
        (status(at_18=5, at_22=3), [Trouble.HOT]),
        (status(at_18=4), [Trouble.NO_ANSWER]),
        (status(at_8=0x04, at_9=0x10), [Trouble.CUTTER, Trouble.LID_OPEN]),
    ],
)
def test_what_troubles_the_printer_is_understood(answer: bytes, troubles: list[Trouble]) -> None:
    assert list(heard(answer, LABEL[1]).troubles) == troubles


@pytest.mark.parametrize(
    ("answer", "roll"),
    [
        (status(), "62 x 29 mm"),
        (status(at_17=0), "62 mm"),
        (status(at_10=0, at_17=0), ""),
    ],
)
def test_the_roll_in_the_printer_is_named(answer: bytes, roll: str) -> None:
    assert heard(answer, LABEL[1]).roll == roll


@pytest.mark.parametrize(
    ("answer", "waiting"),
    [
        (status(), None),
        (status(at_18=6, at_19=1), 1),
        (status(at_18=6, at_19=1) + status(at_18=1, at_19=1), 0),
        (status(at_18=1) + status(at_18=6, at_19=0) + status()[:7], 0),
    ],
)
def test_what_still_prints_is_understood(answer: bytes, waiting: int | None) -> None:
    assert heard(answer, LABEL[1]).waiting == waiting


def test_an_answer_is_complete_with_its_last_byte() -> None:
    assert [complete(status()[:length]) for length in (0, 31, 32)] == [False, False, True]


@pytest.mark.parametrize("answer", [b"", status()[:31], bytes(32)])
def test_what_is_no_status_is_not_taken_for_one(answer: bytes) -> None:
    with pytest.raises(ValueError, match="no status"):
        heard(answer, LABEL[1])


def test_the_question_empties_the_printer_first() -> None:
    assert bytes(400) + b"\x1b@\x1biS" == ASK


def test_a_question_would_empty_it_so_it_is_heard_while_it_prints() -> None:
    assert REPORTS
