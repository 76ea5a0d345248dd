"""Every design on every usual label: read back, and nothing beyond its edges or over its codes."""

from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from fritidsbank import barcodes
from fritidsbank.labels.choosing import drawn
from fritidsbank.labels.designs import DESIGNS
from fritidsbank.printing.drawing import BarsAt, Drawing, SquareAt, WordsAt
from fritidsbank.printing.painting import paint
from fritidsbank.printing.surface import Surface, TooNarrow
from tests.labels.contact_sheet import LABELS, Label
from tests.labels.samples import ARTICLE, HOME, SAMPLES

pytestmark = pytest.mark.one_database

TOO_SMALL = {
    # What cannot be there at all: the halves of a flag, bars across 12 mm, a poster.
    ("flag", "25x25"),
    ("flag", "36x13"),
    ("commands", "12"),
    ("poster", "12"),
}


def pages_of(design: str, label: Label, dpi: int, which: int = 0) -> list[Drawing]:
    """A sample on a label."""
    return drawn(DESIGNS[design], SAMPLES[design][which], label.at(dpi))


def read(image: Image.Image) -> set[str]:
    """The numbers of ours that are read from a picture, however it lies."""
    found = set()
    for code in zxingcpp.read_barcodes(image.convert("L")):
        if code.text.startswith(f"{HOME}/lagersaldo"):
            found.add(code.text)
        else:
            found.add(barcodes.parse(code.text, home=HOME).digits)
    return found


def codes_of(page: Drawing) -> set[str]:
    """What its codes say."""
    said = set()
    for part in page.parts:
        if isinstance(part, BarsAt):
            said.add(part.bars.digits)
        elif isinstance(part, SquareAt):
            text = part.square.text
            said.add(text if "lagersaldo" in text else text.rpartition("/")[2])
    return said


CASES = [
    (design, label)
    for design in DESIGNS
    for label in LABELS
    if (design, label.name) not in TOO_SMALL
]


@pytest.mark.parametrize(
    ("design", "label"), CASES, ids=[f"{design}-{label.name}" for design, label in CASES]
)
def test_what_is_painted_is_read_back(design: str, label: Label) -> None:
    for page in pages_of(design, label, 203):
        assert read(paint(page, 203).black) == codes_of(page)


@pytest.mark.parametrize(("design", "name"), sorted(TOO_SMALL))
def test_what_could_not_be_read_is_refused(design: str, name: str) -> None:
    label = next(each for each in LABELS if each.name == name)
    with pytest.raises(TooNarrow):
        pages_of(design, label, 203)


def test_half_of_a_category_is_not_written() -> None:
    facts = replace(ARTICLE, name="Flytväst", category="Flytväst, 50 N, 100 N och 150 N")
    (label,) = DESIGNS["article"].draw(facts, Surface(57.0, 32.0, 203))
    said = [part.text for part in label.parts if isinstance(part, WordsAt)]
    assert [text for text in said if text.startswith("Flytväst")] == ["Flytväst"]
