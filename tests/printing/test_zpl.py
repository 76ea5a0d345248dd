"""ZPL: what comes out is what was painted, and what the printer says of itself is understood."""

import base64
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from fritidsbank.paths import resource
from fritidsbank.printing.languages.zpl import ASK, complete, encode, heard, hexadecimal
from fritidsbank.printing.page import Page, ink
from fritidsbank.printing.profiles import Medium, Stock
from fritidsbank.printing.status import Trouble
from tests.printing.decoding.zpl import decode, unrolled
from tests.printing.example_labels import FIRST, codes_of
from tests.printing.pages import loaded, painted, random_pages

pytestmark = pytest.mark.one_database

PRINTER, MEDIUM = loaded("zebra-zd421-203", "label-57x32")
CLONE = replace(PRINTER, quirks={"graphics": "hex"})
ENDLESS = Medium("endless", "57 mm", Stock.ROLL, 57, None)
DRAWN_BY_ANOTHER = [
    ("zebra-zd421-203", "label-57x32"),
    ("zebra-zd621-300", "label-57x32"),
    ("zebra-gk420d", "label-25x75"),
    ("zebra-zd220", "label-102x64"),
]


def job(*pages: Page, medium: Medium = MEDIUM) -> bytes:
    return b"".join(encode(pages, PRINTER, medium))


def drawn(jobs: list[tuple[str, float, float, int]]) -> list[Image.Image]:
    """By a renderer that others wrote: a label each, width and height in mm, dots per mm."""
    node = Path(sys.executable).with_name("node")
    script = Path(__file__).with_name("zpl_renderer.mjs")
    modules = resource("static") / "package.json"
    answer = subprocess.run(
        [node, script, modules], input=json.dumps(jobs), capture_output=True, text=True, check=True
    )
    return [Image.open(io.BytesIO(base64.b64decode(png))) for png in json.loads(answer.stdout)]


@pytest.mark.parametrize(("model", "paper"), DRAWN_BY_ANOTHER)
def test_a_label_is_read_back_dot_by_dot(model: str, paper: str) -> None:
    printer, medium = loaded(model, paper)
    page = painted(printer, medium)
    (label,) = decode(b"".join(encode([page], printer, medium)), printer, medium)
    assert (label.size, ink(label)) == (page.black.size, ink(page.black))


def test_another_renderer_draws_every_label_dot_by_dot() -> None:
    jobs, pages = [], []
    for model, paper in DRAWN_BY_ANOTHER:
        for quirks in ({}, {"graphics": "hex"}):
            printer, medium = loaded(model, paper)
            page = painted(printer, medium)
            told = b"".join(encode([page], replace(printer, quirks=quirks), medium))
            density = {203: 8, 300: 12}[printer.dpi]
            assert medium.height_mm
            jobs.append((told.decode(), medium.width_mm, medium.height_mm, density))
            pages.append(page)
    for page, label in zip(pages, drawn(jobs), strict=True):
        # 300 dpi are 12 dots per mm to it; a narrower label lies in the middle, as in a Zebra.
        left = (label.width - page.width) // 2
        seen = label.convert("1", dither=Image.Dither.NONE)
        assert ink(seen.crop((left, 0, left + page.width, page.height))) == ink(page.black)


def test_both_codes_are_read_from_what_another_renderer_draws() -> None:
    page = painted(PRINTER, MEDIUM)
    (label,) = drawn([(job(page).decode(), 57, 32, 8)])
    read = zxingcpp.read_barcodes(label.convert("L"))
    assert {code.text for code in read} == codes_of(FIRST)


@settings(max_examples=40)
@given(random_pages(PRINTER, MEDIUM), st.booleans())
def test_any_dots_come_out_as_they_were(page: Page, in_hex: bool) -> None:  # noqa: FBT001 - drawn
    printer = CLONE if in_hex else PRINTER
    (label,) = decode(b"".join(encode([page], printer, MEDIUM)), printer, MEDIUM)
    assert ink(label) == ink(page.black)


@given(st.integers(1, 90).flatmap(lambda n: st.tuples(st.just(n), st.binary(min_size=n))))
def test_any_rows_are_told_in_digits_and_back(told: tuple[int, bytes]) -> None:
    width, dots = told
    rows = dots[: len(dots) // width * width]
    assert unrolled(hexadecimal(rows, width).decode(), width) == rows


@pytest.mark.parametrize(
    ("rows", "width", "digits"),
    [
        (b"\0\0\0\0", 4, b","),
        (b"\xff\xff\xff\xff", 4, b"!"),
        (b"\x0f\0\0\0", 4, b"0F,"),
        (b"\x12\x34\x56\x78" * 2, 4, b"12345678:"),
        (b"\xaa\xaa\xaa\x10", 4, b"LA10"),
        (b"\x11" * 25 + b"\x23", 26, b"hP123"),
        (b"\x33" * 210 + b"\x45", 211, b"zg345"),
    ],
)
def test_digits_are_as_the_guide_has_them(rows: bytes, width: int, digits: bytes) -> None:
    assert hexadecimal(rows, width) == digits


def test_labels_alike_are_sent_once() -> None:
    one, other = painted(PRINTER, MEDIUM), painted(PRINTER, MEDIUM, FIRST + 1)
    told = job(one, one, one, other, one)
    assert [told.count(times) for times in (b"^XA", b"^PQ3^XZ", b"^PQ1^XZ")] == [3, 1, 2]


def test_labels_alike_come_out_one_by_one() -> None:
    page = painted(PRINTER, MEDIUM)
    assert len(decode(job(page, page, page), PRINTER, MEDIUM)) == 3


def test_a_label_leaves_while_later_ones_are_not_painted_yet() -> None:
    def pages() -> Iterator[Page]:
        yield painted(PRINTER, MEDIUM)
        yield painted(PRINTER, MEDIUM, FIRST + 1)
        raise AssertionError("painted too early")

    assert next(encode(pages(), PRINTER, MEDIUM)).startswith(b"^XA")


def test_a_page_says_how_large_it_is() -> None:
    page = painted(PRINTER, MEDIUM)
    assert b"^PW%d^LL%d^" % (page.width, page.height) in job(page)


@pytest.mark.parametrize(("medium", "tracking"), [(MEDIUM, b"^MNY"), (ENDLESS, b"^MNN")])
def test_gaps_are_looked_for_where_there_are_some(medium: Medium, tracking: bytes) -> None:
    assert tracking in job(painted(PRINTER, MEDIUM), medium=medium)


def test_a_printer_with_a_knife_cuts() -> None:
    page = painted(PRINTER, MEDIUM)
    assert b"^MMC" in b"".join(encode([page], replace(PRINTER, cut=True), MEDIUM))


def test_margins_are_left_white() -> None:
    medium = replace(MEDIUM, margin_x=1.0, margin_y=2.0)
    page = painted(PRINTER, medium)
    told = job(page, medium=medium)
    assert b"^FO8,16" in told
    assert ink(decode(told, PRINTER, medium)[0]) == ink(page.black)


def told(first: str = "", second: str = "") -> bytes:
    """The three strings, some fields changed: "b=1" in the guide's letters."""
    one = dict.fromkeys("abcdefghijkl", "0") | {"a": "030", "d": "0256", "e": "000", "i": "000"}
    two = dict.fromkeys("mnopqrstuvw", "0") | {"u": "00000000", "v": "1", "w": "000"}
    for fields, changes in ((one, first), (two, second)):
        fields |= dict(change.split("=") for change in changes.split())
    strings = (",".join(one.values()), ",".join(two.values()), "1234,0")
    return "".join(f"\x02{string}\x03\r\n" for string in strings).encode()


@pytest.mark.parametrize(
    ("answer", "troubles"),
    [
        (told(), []),
        (told("b=1 c=1"), [Trouble.NO_PAPER]),
        (told("c=1"), [Trouble.PAUSED]),
        (told("c=1", "o=1"), [Trouble.LID_OPEN]),
        (told("", "p=1 q=1"), [Trouble.NO_RIBBON]),
        (told("l=1"), [Trouble.HOT]),
        (told("j=1"), [Trouble.FAULT]),
        (told("b=1", "o=1"), [Trouble.LID_OPEN, Trouble.NO_PAPER]),
    ],
)
def test_what_troubles_the_printer_is_understood(answer: bytes, troubles: list[Trouble]) -> None:
    assert list(heard(answer, MEDIUM).troubles) == troubles


@pytest.mark.parametrize(
    ("answer", "waiting"),
    [
        (told(), 0),
        (told("", "u=00000012"), 12),
        (told("e=003"), 3),
        (told("h=1"), 1),
        (told("e=002", "u=00000002"), 2),
    ],
)
def test_what_still_waits_is_understood(answer: bytes, waiting: int) -> None:
    assert heard(answer, MEDIUM).waiting == waiting


@pytest.mark.parametrize("letters", range(0, len(told()), 7))
def test_an_answer_is_complete_with_its_third_string(letters: int) -> None:
    assert not complete(told()[:letters])
    assert complete(told())


@pytest.mark.parametrize("answer", [b"", b"\x02what?\x03\r\n" * 3, told()[:40]])
def test_what_is_no_answer_is_not_taken_for_one(answer: bytes) -> None:
    with pytest.raises(ValueError, match="~HS"):
        heard(answer, MEDIUM)


def test_the_question_is_the_guides() -> None:
    assert ASK.strip() == b"~HS"
