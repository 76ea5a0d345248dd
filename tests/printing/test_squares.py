"""A square code is drawn as it was reckoned, with white around it."""

import re

import pytest
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from fritidsbank.printing.squares import QUIET_ZONE, square_code

ADDRESS = "https://disk.example.se/lagersaldo/1"


def drawn(path: str, side: int) -> list[list[bool]]:
    """The modules that a path makes dark."""
    modules = [[False] * side for _ in range(side)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        for at in range(int(x), int(x) + int(width)):
            modules[int(y)][at] = True
    return modules


def test_every_dark_module_is_drawn_and_no_other() -> None:
    made = square_code(ADDRESS)
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(ADDRESS)
    assert drawn(made.path, made.modules) == code.get_matrix()


def test_there_is_white_on_every_side() -> None:
    rows = square_code(ADDRESS).rows
    edges = [*rows[:QUIET_ZONE], *rows[-QUIET_ZONE:]]
    edges += [row[:QUIET_ZONE] + row[-QUIET_ZONE:] for row in rows]
    assert not any(module for edge in edges for module in edge)


@pytest.mark.parametrize("side", [25, 92.5])
def test_it_is_as_large_as_asked_for(side: float) -> None:
    assert f'width="{side:g}mm" height="{side:g}mm"' in square_code(ADDRESS).svg(side_mm=side)
