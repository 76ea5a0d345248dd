"""Every label on every roll in every printer: told in its language, read back dot by dot.

A mirrored code still decodes, so pixels are compared as well. What is too small for a label says
which roll to use instead, and that one holds it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageOps
from pypdfium2 import PdfDocument, PdfPage

from fritidsbank.printing.choosing import TooNarrowHere
from fritidsbank.printing.drawing import BarsAt, Drawing, SquareAt, WordsAt
from fritidsbank.printing.encoding import encoded
from fritidsbank.printing.page import WHITE
from fritidsbank.printing.painting import paint
from fritidsbank.printing.profiles import Medium, media
from fritidsbank.printing.sheets import laid_out
from fritidsbank.printing.surface import TooNarrow
from tests.printing.decoding.pdf import rendered
from tests.printing.every_label import CASES, Case, painted

pytestmark = pytest.mark.one_database

VECTOR_DPI = 300
"""A PDF has no dots of its own: it is looked at as a modest office printer prints it."""
EDGE, SMALL, LARGEST = 40, 700, 2600
"""Dots of paper around the ink, and of the pictures that are read, from afar and near."""
NEAR = 12
"""Dots between the middles of a code with bars of whole dots and of one without dots."""


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_label_comes_out_as_it_was_drawn_or_says_which_roll_to_use(case: Case) -> None:
    try:
        drawings = case.drawings()
    except (TooNarrow, TooNarrowHere) as refusal:
        _refuse_bad_advice(case, getattr(refusal, "better", ""))
        return
    sheets = list(laid_out(drawings, case.medium))
    job = b"".join(encoded(drawings, case.printer, case.medium))
    came_out = _came_out(case, job)
    assert len(came_out) == len(sheets)
    for out, sheet in zip(came_out, sheets, strict=True):
        if case.printer.dpi:
            _refuse_difference(out, painted(sheet, case.printer, case.medium))
        else:
            _refuse_other_places(out, sheet)
    if not case.printer.dpi:
        written = "".join(map(_written_on, PdfDocument(job)))
        assert [words for words in _words(sheets) if words not in written] == []
    read = {code.text for page in came_out for code in _codes(page)}
    assert read == set(_meant(drawings))


def _refuse_bad_advice(case: Case, better: str) -> None:
    names = {medium.name for medium in _that_hold(case)}
    assert better in names if better else not names


def _came_out(case: Case, job: bytes) -> list[Image.Image]:
    if not case.printer.dpi:
        return rendered(job, VECTOR_DPI)
    decoder = import_module(f"tests.printing.decoding.{case.printer.language}")
    pages: list[Image.Image] = decoder.decode(job, case.printer, case.medium)
    return pages


def _refuse_difference(out: Image.Image, page: Image.Image) -> None:
    # A printer that cuts has a shortest piece: the rest of it is white.
    expected = Image.new("1", (page.width, max(page.height, out.height)), WHITE)
    expected.paste(page)
    assert (out.mode, out.size) == (expected.mode, expected.size)
    assert ImageChops.logical_xor(out, expected).getbbox() is None


def _refuse_other_places(out: Image.Image, sheet: Drawing) -> None:
    page = paint(sheet, VECTOR_DPI).black
    for seen, meant in zip(_codes(out), _codes(page), strict=True):
        assert (seen.text, seen.way) == (meant.text, meant.way)
        assert abs(seen.x - meant.x) <= NEAR
        assert abs(seen.y - meant.y) <= NEAR


def _words(sheets: list[Drawing]) -> list[str]:
    parts = [part for sheet in sheets for part in sheet.parts if isinstance(part, WordsAt)]
    return ["".join(part.text.split()) for part in parts]


def _written_on(page: PdfPage) -> str:
    """All that is written on it, without what is between the words."""
    return "".join(page.get_textpage().get_text_range().split())


@dataclass(frozen=True, order=True)
class Code:
    """A code that was read: what it says, how it is turned (or mirrored), its middle."""

    text: str
    way: tuple[int, bool]
    x: int
    y: int


def _codes(page: Image.Image) -> list[Code]:
    """All that a scanner reads on it; the paper around the ink is left out."""
    left, top, right, bottom = _inked(page)
    inked = ImageOps.expand(page.convert("L").crop((left, top, right, bottom)), EDGE, 255)
    found: dict[str, Code] = {}
    # Whoever holds a telephone goes nearer, or further from a poster.
    for smaller in _steps(max(inked.size)):
        seen = inked.reduce(smaller)
        for code in _read(seen.size, seen.tobytes()):
            x, y = code.x * smaller + left - EDGE, code.y * smaller + top - EDGE
            found.setdefault(code.text, Code(code.text, code.way, x, y))
    return [found[text] for text in sorted(found)]


def _steps(dots: int) -> Iterator[int]:
    yield max(1, dots // LARGEST)
    if dots > SMALL:
        yield max(1, dots // SMALL)


@lru_cache(maxsize=64)
def _read(size: tuple[int, int], dots: bytes) -> list[Code]:
    # Several printers are told the same of a label.
    return sorted(
        Code(
            code.text,
            (round(code.orientation / 90) % 4, _is_mirrored(code.position)),
            (code.position.top_left.x + code.position.bottom_right.x) // 2,
            (code.position.top_left.y + code.position.bottom_right.y) // 2,
        )
        for code in zxingcpp.read_barcodes(Image.frombytes("L", size, dots))
    )


def _is_mirrored(corners: zxingcpp.Position) -> bool:
    origin, right, down = corners.top_left, corners.top_right, corners.bottom_left
    return bool(
        (right.x - origin.x) * (down.y - origin.y) < (right.y - origin.y) * (down.x - origin.x)
    )


def _inked(page: Image.Image) -> tuple[int, int, int, int]:
    where = ImageOps.invert(page.convert("L")).getbbox()
    assert where
    return where


def _meant(drawings: list[Drawing]) -> Iterator[str]:
    for drawing in drawings:
        for part in drawing.parts:
            if isinstance(part, BarsAt):
                yield part.bars.digits
            elif isinstance(part, SquareAt):
                yield part.square.text


def _that_hold(case: Case) -> Iterator[Medium]:
    """What else fits into this printer and is large enough."""
    for medium in (media()[each] for each in case.printer.media):
        try:
            Case(case.printer, medium, case.design).drawings()
        except (TooNarrow, TooNarrowHere):
            continue
        yield medium
