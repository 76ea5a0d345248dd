"""Dymo's rows: what comes out is what was painted, and the one byte of status is understood."""

import pytest
from hypothesis import given, settings
from PIL import Image

from fritidsbank.printing.languages.dymo import ASK, complete, encode, heard
from fritidsbank.printing.page import BLACK, Page, ink
from fritidsbank.printing.status import Trouble
from tests.printing.decoding.dymo import decode
from tests.printing.example_labels import FIRST
from tests.printing.pages import loaded, painted, random_pages

pytestmark = pytest.mark.one_database

PRINTER, MEDIUM = loaded("dymo-lw450", "dymo-11354-57x32")


def job(*pages: Page) -> bytes:
    return b"".join(encode(pages, PRINTER, MEDIUM))


@pytest.mark.parametrize("paper", ["dymo-11354-57x32", "dymo-99012-36x89", "dymo-99014-54x101"])
def test_labels_are_read_back_dot_by_dot(paper: str) -> None:
    printer, medium = loaded("dymo-lw450-turbo", paper)
    pages = [painted(printer, medium, FIRST + n) for n in range(3)]
    labels = decode(b"".join(encode(pages, printer, medium)), printer, medium)
    assert [ink(label) for label in labels] == [ink(page.black) for page in pages]


@settings(max_examples=25)
@given(random_pages(PRINTER, MEDIUM))
def test_any_dots_come_out_as_they_were(page: Page) -> None:
    (label,) = decode(job(page), PRINTER, MEDIUM)
    assert ink(label) == ink(page.black)


def test_only_the_last_label_is_fed_to_the_edge() -> None:
    page = painted(PRINTER, MEDIUM)
    pieces = list(encode([page, page, page], PRINTER, MEDIUM))
    assert [piece[-2:] for piece in pieces] == [b"\x1bG", b"\x1bG", b"\x1bE"]


def test_what_half_a_job_left_behind_is_ended_first() -> None:
    assert job(painted(PRINTER, MEDIUM)).startswith(b"\x1b" * (PRINTER.row_dots // 8 + 1))


def test_labels_that_wait_in_the_printer_are_not_thrown_away() -> None:
    page = Page(Image.new("1", (651, 339), 255), 300)
    assert b"\x1b@" not in job(page)


def test_a_page_that_is_wider_than_the_head_is_an_error() -> None:
    with pytest.raises(ValueError, match="too many"):
        job(Page(Image.new("1", (673, 10), BLACK), 300))


@pytest.mark.parametrize(
    ("answer", "troubles"),
    [
        (b"\x03", []),
        (b"\x01", []),
        (b"\xa1", [Trouble.NO_PAPER]),
        (b"\x20", [Trouble.NO_PAPER]),
        (b"\xc0", [Trouble.JAM]),
        (b"\x81", [Trouble.FAULT]),
        (b"\x00", [Trouble.FAULT]),
        (b"\x20\x03", []),
    ],
)
def test_what_troubles_the_printer_is_understood(answer: bytes, troubles: list[Trouble]) -> None:
    assert list(heard(answer, MEDIUM).troubles) == troubles


def test_one_byte_is_a_whole_answer() -> None:
    assert [complete(answer) for answer in (b"", b"\x03")] == [False, True]


def test_no_byte_is_no_answer() -> None:
    with pytest.raises(ValueError, match="one byte"):
        heard(b"", MEDIUM)


def test_the_question_is_the_manuals() -> None:
    assert ASK.hex() == "1b41"
