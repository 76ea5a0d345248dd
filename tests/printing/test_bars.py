"""Bars that a scanner reads: whole units, white on either side."""

import pytest

from fritidsbank.printing.bars import QUIET_ZONE, code_128

CODES = ["90000190", "2001236212", "70000155"]


def dark_units(digits: str) -> str:
    """The strip as ones and noughts."""
    bars = code_128(digits)
    strip = ["0"] * bars.units
    for start, width in bars.spans:
        strip[start : start + width] = "1" * width
    return "".join(strip)


@pytest.mark.parametrize("digits", CODES)
def test_a_strip_has_white_on_either_side(digits: str) -> None:
    strip = dark_units(digits)
    assert len(strip) - len(strip.lstrip("0")) == QUIET_ZONE
    assert len(strip) - len(strip.rstrip("0")) == QUIET_ZONE


@pytest.mark.parametrize("digits", CODES)
def test_a_strip_begins_and_ends_as_code_128_does(digits: str) -> None:
    bars = dark_units(digits).strip("0")
    start_c, stop = "11010011100", "1100011101011"
    assert bars.startswith(start_c)
    assert bars.endswith(stop)


@pytest.mark.parametrize(("digits", "signs"), [("90000190", 4), ("2001236212", 5)])
def test_two_digits_share_a_sign(digits: str, signs: int) -> None:
    start, check, stop = 11, 11, 13
    assert code_128(digits).units == QUIET_ZONE * 2 + start + signs * 11 + check + stop


def test_a_picture_is_as_wide_as_its_units() -> None:
    bars = code_128("90000190")
    assert f'width="{bars.units * 0.375:g}mm"' in bars.svg(unit_mm=0.375, height_mm=12)


def test_no_picture_carries_a_style() -> None:
    assert "style" not in code_128("90000190").svg(unit_mm=0.375, height_mm=12)
