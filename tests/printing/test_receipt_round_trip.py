"""From a drawing over a line to paper: both codes are read, every dot is where it was painted."""

import socket
from contextlib import closing

import pytest
import zxingcpp
from PIL import ImageOps

from fritidsbank.printing.bars import code_128
from fritidsbank.printing.drawing import BarsAt, Box, Drawing, SquareAt, WordsAt
from fritidsbank.printing.emulators.faults import Head
from fritidsbank.printing.emulators.listening import emulator
from fritidsbank.printing.encoding import encoded, page_of
from fritidsbank.printing.page import ink
from fritidsbank.printing.profiles import medium_for, printers, surface_of
from fritidsbank.printing.squares import square_code

pytestmark = pytest.mark.one_database

NUMBER, ADDRESS = "20000140", "HTTPS://DISK.EXAMPLE.SE/I/20000140"


@pytest.mark.parametrize(
    ("model", "paper"),
    [
        ("epson-tm-t88", "receipt-80"),
        ("epson-tm-m30", "sticky-58"),
        ("generic-58", "receipt-58"),
        ("generic-80", "sticky-80"),
    ],
)
def test_both_codes_are_read_from_what_comes_out(model: str, paper: str) -> None:
    printer = printers()[model]
    medium = medium_for(printer, paper)
    width = surface_of(printer, medium).width_mm
    drawing = Drawing(
        width,
        50,
        [
            BarsAt(code_128(NUMBER), Box(0, 0, width, 15)),
            SquareAt(square_code(ADDRESS), Box(0, 17, 30, 30)),
            WordsAt("Längdskidor 170", Box(31, 17, width - 31, 4), 3),
        ],
    )
    job = b"".join(encoded([drawing] * 2, printer, medium))
    with emulator("escpos", head=Head(printer.row_dots, printer.dpi)) as machine:
        with closing(socket.create_connection(("127.0.0.1", machine.port))) as line:
            line.sendall(job)
        assert machine.wait_for(2)
    first, second = machine.pages
    assert ink(first) == ink(second) == ink(page_of(drawing, printer, medium).black)
    read = zxingcpp.read_barcodes(ImageOps.expand(first.convert("L"), 20, 255))
    assert {code.text for code in read} == {NUMBER, ADDRESS}
