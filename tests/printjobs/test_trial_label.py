"""The test label can be scanned, whatever lies in the printer, and its scan means nothing here."""

import pytest
import zxingcpp

from fritidsbank.barcodes import Misread, parse
from fritidsbank.printing.painting import paint
from fritidsbank.printing.profiles import Medium, Printer, medium_for, printers, surface_of
from fritidsbank.printjobs.trial_label import TRIAL_NUMBER, trial_drawing

pytestmark = pytest.mark.one_database

SURFACES = [
    (printer, medium_for(printer, medium))
    for printer in printers().values()
    for medium in printer.media
    if printer.dpi
]
TOO_LOW = {"sheet-l4731"}
"""A label of 25 x 10 mm has its frame and its ruler, and no room for a code beside them."""


@pytest.mark.parametrize(
    ("printer", "medium"), SURFACES, ids=[f"{one.id} {other.id}" for one, other in SURFACES]
)
def test_it_can_be_scanned(printer: Printer, medium: Medium) -> None:
    drawing = trial_drawing(surface_of(printer, medium), (printer.name, medium.name))
    read = {code.text for code in zxingcpp.read_barcodes(paint(drawing, printer.dpi).black)}

    assert read == (set() if medium.id in TOO_LOW else {TRIAL_NUMBER})


def test_its_number_is_none_of_ours() -> None:
    with pytest.raises(Misread):
        parse(TRIAL_NUMBER)
