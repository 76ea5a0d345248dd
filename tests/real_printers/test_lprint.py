"""Printing through LPrint, which makes a label printer of any make an IPP printer."""

import re
from collections.abc import Iterator
from time import monotonic, sleep

import pytest
import zxingcpp
from PIL import Image, ImageChops

from fritidsbank.printing.encoding import encoded, page_of
from fritidsbank.printing.ipp import JobState, abilities, job_state, printer_status, sent
from fritidsbank.printing.profiles import medium_for, printer_with, surface_of
from tests.printing.decoding import pwg
from tests.printing.example_labels import FIRST, codes_of, label
from tests.real_printers import programs
from tests.real_printers.zebra import Zebra, zebra

pytestmark = pytest.mark.one_database

PRINTER = printer_with("ipp-everywhere-203")
LABEL = medium_for(PRINTER, "label-57x32")
SIZE = (57, 32)


@pytest.fixture
def printer() -> Iterator[tuple[str, Zebra]]:
    """The address of LPrint, and the Zebra behind it."""
    with zebra() as behind, programs.lprint("zpl_4inch-203dpi-dt", behind.address) as address:
        yield address, behind


def painted(zpl: bytes) -> Image.Image:
    """The picture that `~DG` loads: hexadecimal rows with counts, from Zebra's manual."""
    name = re.search(rb"~DGR:LPRINT\.GRF,(\d+),(\d+),\n([^~^]*)", zpl)
    assert name
    size, across = int(name[1]), int(name[2])
    rows: list[str] = []
    row, count = "", 0
    for sign in name[3].decode():
        if "G" <= sign <= "Y":
            count += ord(sign) - ord("F")
        elif "g" <= sign <= "z":
            count += 20 * (ord(sign) - ord("f"))
        elif sign == ":":
            rows.append(rows[-1])
        elif sign == ",":
            rows.append(row.ljust(across * 2, "0"))
            row = ""
        elif sign != "\n":
            row += sign * (count or 1)
            count = 0
        if len(row) == across * 2:
            rows.append(row)
            row = ""
    ink = bytes.fromhex("".join(rows))
    assert len(ink) == size
    return Image.frombytes("1", (across * 8, size // across), ink, "raw", "1;I")


def test_a_label_comes_out_of_a_zebra_dot_by_dot(printer: tuple[str, Zebra]) -> None:
    address, behind = printer
    drawing = label(surface_of(PRINTER, LABEL))
    page = page_of(drawing, PRINTER, LABEL)
    document = encoded([drawing], PRINTER, LABEL)
    job = sent(address, document, pwg.MIME, "etikett", size_mm=SIZE)
    assert behind.printed.wait(programs.SECONDS)
    until = monotonic() + programs.SECONDS
    while job_state(address, job) is JobState.WAITING and monotonic() < until:
        sleep(0.02)
    assert job_state(address, job) is JobState.PRINTED
    came = painted(behind.received).crop((0, 0, page.width, page.height)).convert("L")
    assert ImageChops.difference(came, page.black.convert("L")).getbbox() is None
    assert {code.text for code in zxingcpp.read_barcodes(came)} == codes_of(FIRST)


def test_lprint_tells_what_it_takes_and_that_nothing_troubles_it(
    printer: tuple[str, Zebra],
) -> None:
    can = abilities(printer[0])
    assert pwg.MIME in can.formats
    assert can.raster_dpi == (203,)
    assert printer_status(printer[0]).troubles == ()
