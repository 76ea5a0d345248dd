"""Whatever a shop writes, on whatever label: nothing leaves it, nothing covers a code."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from fritidsbank.barcodes import Kind, own
from fritidsbank.labels.choosing import drawn
from fritidsbank.labels.designs import DESIGNS
from fritidsbank.labels.rules import ArticleFacts, CardFacts, PlaceFacts
from fritidsbank.printing.drawing import BarsAt, Box, Drawing, SquareAt, WordsAt
from fritidsbank.printing.lettering import line_of, one_line, width_of
from fritidsbank.printing.page import ink
from fritidsbank.printing.painting import paint
from fritidsbank.printing.surface import MM_PER_INCH, Surface, TooNarrow
from tests.labels.contact_sheet import LABELS, Label
from tests.labels.samples import HOME, SAMPLES

pytestmark = pytest.mark.one_database

HAIR = 1e-6
UNCUT = {"article", "small", "ladder", "flag"}
texts = st.text(max_size=80) | st.lists(
    st.text("abcdeåäöABCÅÄÖ0123456789,.-", min_size=1, max_size=20), max_size=8
).map(" ".join)
sizes = st.sampled_from(["", "26,5", "38", "XL", "180–185 cm", "Junior 120–140 cm"]) | st.text(
    max_size=20
)
serials = st.integers(0, 800_000)
articles = st.builds(
    ArticleFacts,
    serials.map(lambda n: own(Kind.ARTICLE, n).digits),
    st.just(HOME),
    texts,
    sizes,
    texts,
    texts,
)
places = st.builds(
    PlaceFacts, serials.map(lambda n: own(Kind.PLACE, n).digits), texts, texts, texts
)
cards = st.builds(CardFacts, serials.map(lambda n: own(Kind.CARD, n).digits), texts, texts)
FACTS = {
    **dict.fromkeys(UNCUT, articles),
    "shelf": places,
    "card": cards,
    "commands": st.sampled_from(SAMPLES["commands"]),
    "poster": st.sampled_from(SAMPLES["poster"]),
}
surfaces = st.builds(
    Surface,
    st.floats(10, 110),
    st.none() | st.floats(8, 110),
    st.sampled_from([None, 180, 203, 300]),
)


def on_any_surface(design: str, data: st.DataObject) -> Iterator[tuple[Drawing, Surface]]:
    """Pages of a design with made-up facts, as far as they can be read at all."""
    surface = data.draw(surfaces)
    try:
        pages = drawn(DESIGNS[design], data.draw(FACTS[design]), surface)
    except TooNarrow:
        pages = []
    assume(pages)
    yield from ((page, surface) for page in pages)


@pytest.mark.parametrize("design", DESIGNS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_every_part_lies_within_the_label(design: str, data: st.DataObject) -> None:
    for page, surface in on_any_surface(design, data):
        assert page.width_mm == surface.width_mm
        assert surface.height_mm in {None, page.height_mm}
        for part in page.parts:
            box = part.box
            assert min(box.left, box.top) >= -HAIR, part
            assert box.right <= page.width_mm + HAIR, part
            assert box.bottom <= page.height_mm + HAIR, part
            assert min(box.width, box.height) >= 0, part


@pytest.mark.parametrize("design", DESIGNS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_every_line_finds_room_in_its_box(design: str, data: st.DataObject) -> None:
    for page, _ in on_any_surface(design, data):
        for part in page.parts:
            if isinstance(part, WordsAt):
                along, high = part.box.width, part.box.height
                if part.turned:
                    along, high = high, along
                wide = width_of(part.text, bold=part.bold) * part.size_mm
                assert wide <= along + HAIR, part
                assert line_of(part.text) * part.size_mm <= high + HAIR, part


def others_in(page: Drawing, part: BarsAt | SquareAt, dpi: int | None) -> bool:
    """Whether anything else is printed on a code or on the white that it needs.

    Where there are no dots yet, the other codes are left out: in 300 dpi they could be too narrow.
    """
    rest = [
        each
        for each in page.parts
        if each is not part and (dpi or not isinstance(each, BarsAt | SquareAt))
    ]
    image = paint(Drawing(page.width_mm, page.height_mm, rest), dpi or 300).black
    return any(ink(image.crop(_dots(part.box, dpi or 300))))


def _dots(box: Box, dpi: int) -> tuple[int, int, int, int]:
    # A letter may lean out of its box by a dot.
    scale = dpi / MM_PER_INCH
    left, top, right, bottom = (
        round(mm * scale) for mm in (box.left, box.top, box.right, box.bottom)
    )
    return left + 1, top + 1, right - 1, bottom - 1


@pytest.mark.parametrize("design", DESIGNS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_nothing_is_printed_on_a_code_or_on_its_white(design: str, data: st.DataObject) -> None:
    for page, surface in on_any_surface(design, data):
        for part in page.parts:
            if isinstance(part, BarsAt | SquareAt):
                assert not others_in(page, part, surface.dpi), part


@pytest.mark.parametrize("design", sorted(UNCUT))
@pytest.mark.parametrize("label", LABELS, ids=lambda label: str(label.name))
def test_a_size_and_a_number_are_never_shortened(design: str, label: Label) -> None:
    for facts in SAMPLES[design]:
        try:
            (page,) = drawn(DESIGNS[design], facts, label.at(300))
        except TooNarrow:
            continue
        said = [part.text for part in page.parts if isinstance(part, WordsAt)]
        assert one_line(facts.size) in " ".join(said)
        assert any(text.replace(" ", "") == facts.digits for text in said)
