"""The slip for a printer says what the page says, on paper of any width."""

import re
from dataclasses import replace

import pytest
import zxingcpp

from fritidsbank.counter.slip import Slip, slip_of
from fritidsbank.counter.slip_drawing import slip_drawings
from fritidsbank.loans.own_link import own_address
from fritidsbank.printing.drawing import Drawing, WordsAt
from fritidsbank.printing.painting import paint
from fritidsbank.printing.surface import Surface, TooNarrow
from tests.counter.conftest import OpenCounter
from tests.counter.test_printout_pages import visit_of, words

pytestmark = pytest.mark.one_database

ROLLS = [Surface(48.0, None, 203), Surface(64.0, None, 180), Surface(72.1, None, 203)]
A6 = Surface(105.0, 148.0)


@pytest.fixture
def busy(counter: OpenCounter) -> OpenCounter:
    """Sara has a dozen things with long names, and has brought one back."""
    sara = counter.meets("Sara Berg")
    things = [
        counter.registers(f"Längdskidor med bindning och en lång beskrivning {n}", size=f"{n}5,5")
        for n in range(12)
    ]
    for thing in things:
        counter.lends(thing, sara)
    counter.tablet.says("check_in", article=things[0].code)
    return counter


@pytest.fixture
def slip(busy: OpenCounter) -> Slip:
    """Hers."""
    with busy.shop.store.reading() as db:
        return slip_of(db, visit_of(busy), lambda _: "")


def said_on(drawings: list[Drawing]) -> str:
    """All its words, from the top."""
    parts = [part for page in drawings for part in page.parts if isinstance(part, WordsAt)]
    return " ".join(part.text for part in parts)


def read_from(slip: Slip, surface: Surface) -> list[str]:
    """What a telephone reads from the strip."""
    (strip,) = slip_drawings(slip, surface, "sv")
    assert surface.dpi
    found = zxingcpp.read_barcodes(paint(strip, surface.dpi).black.convert("L"))
    return [code.text for code in found]


def loose(text: str) -> set[str]:
    """The words, whatever stands around them."""
    return set(re.sub(r"[\u00a0\s]+", " ", text.lower()).split(" "))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_says_what_the_page_says(busy: OpenCounter, slip: Slip, language: str) -> None:
    page = busy.disken.client.get(f"/slip/{visit_of(busy)}?lang={language}").text
    shown = words(page.split('<main class="slip')[1].partition(">")[2])
    assert loose(said_on(slip_drawings(slip, ROLLS[2], language))) == loose(shown)


@pytest.mark.parametrize("surface", ROLLS)
def test_its_number_is_read_from_any_roll(slip: Slip, surface: Surface) -> None:
    assert read_from(slip, surface) == [slip.code]


@pytest.mark.parametrize("surface", ROLLS)
def test_its_link_is_read_from_any_roll_beside_its_number(slip: Slip, surface: Surface) -> None:
    linked = replace(slip, link=own_address("https://disk.example.se", b"k" * 32, slip.code))
    assert sorted(read_from(linked, surface)) == sorted([slip.code, linked.link])


def test_a_long_slip_goes_on_to_a_second_sheet(slip: Slip) -> None:
    sheets = slip_drawings(slip, A6, "sv")
    assert len(sheets) == 2
    assert said_on(sheets) == said_on(slip_drawings(slip, Surface(105.0 - 10.7, None), "sv"))


@pytest.mark.parametrize("surface", [*ROLLS, A6])
def test_nothing_leaves_the_paper(slip: Slip, surface: Surface) -> None:
    for page in slip_drawings(slip, surface, "sv"):
        for part in page.parts:
            assert part.box.left >= 0
            assert part.box.right <= page.width_mm + 1e-6
            assert part.box.bottom <= page.height_mm + 1e-6


def test_nobody_is_named(slip: Slip) -> None:
    assert not re.search(r"sara|berg|174 06", said_on(slip_drawings(slip, A6, "en")), re.IGNORECASE)


def test_paper_too_narrow_for_its_number_is_refused(slip: Slip) -> None:
    with pytest.raises(TooNarrow):
        slip_drawings(slip, Surface(24.0, None, 203), "sv")


def test_a_slip_is_not_broken_into_labels(slip: Slip) -> None:
    with pytest.raises(TooNarrow):
        slip_drawings(slip, Surface(57.0, 32.0, 203), "sv")
