"""The page on which a scanner is tried before anybody blames a label."""

from flask import render_template, request
from markupsafe import Markup

from fritidsbank.barcodes import Kind, own
from fritidsbank.labels.meaning import meaning_of
from fritidsbank.printing.bars import code_128
from fritidsbank.printing.squares import square_code
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.room import Room

scanner = Room("scanner")

TEST_NUMBER = own(Kind.COMMAND, 99)
"""A number that stands for nothing, and never will."""
LONGEST = 2500
PIXEL_MM = 25.4 / 96
"""Bars are read from a screen, too, where each is whole pixels wide."""

_GOOD, _LOOK = "back", "look"
ADVICE = (
    (
        "alt",
        _LOOK,
        N_("The scanner writes with Alt and a number for each sign. Turn that off in it."),
    ),
    (
        "slow",
        _LOOK,
        N_(
            "There is a long pause between two keys. By hand that is as it should be; a scanner "
            "should be set to no delay between signs."
        ),
    ),
    (
        "more",
        _LOOK,
        N_("The scanner adds signs of its own to the number. Turn off its prefix and code mark."),
    ),
    ("not-ours", _LOOK, N_("It was read well. It is no number of our own labels.")),
    ("suffix-enter", _GOOD, N_("The scanner ends with Enter: just right.")),
    ("suffix-tab", _GOOD, N_("The scanner writes Tab instead of Enter: that is fine.")),
    (
        "suffix-none",
        _GOOD,
        N_("The scanner writes no Enter: that is fine, and each scan takes a moment longer."),
    ),
    ("layout-same", _GOOD, N_("The scanner and this device have the same keyboard: that is fine.")),
    ("layout-us", _GOOD, N_("The scanner is set to an American keyboard: that is fine.")),
    ("layout-own", _GOOD, N_("The scanner is set to the keyboard of this device: that is fine.")),
    (
        "layout-other",
        _LOOK,
        N_(
            "The scanner is set to a keyboard that this device has not. Set it to American English."
        ),
    ),
    ("layout-unnamed", _GOOD, N_("The scanner tells signs and no keys: that is fine.")),
    (
        "layout-unknown",
        _GOOD,
        N_("A number says nothing about the keyboard. Scan the third code to know more."),
    ),
    ("caps", _GOOD, N_("Caps Lock is on: scanning does not mind.")),
)
"""What `scanner_reading.js` may find, whether that is fine, and in words: what is wrong, first."""


@scanner.shows("/printers/scanner", who=Role.COUNTER)
def try_scanner() -> str:
    """Three codes to scan, and what the scanner writes."""
    return _page("")


@scanner.answers("/printers/scanner", who=Role.COUNTER)
def read_text() -> str:
    """What a text stands for."""
    return _page(request.form.get("text", "")[:LONGEST])


def _page(text: str) -> str:
    # In capitals a square code is smaller, and so are its squares on our labels.
    address = f"{g.settings.url}/i/{TEST_NUMBER}".upper()
    return render_template(
        "labels/scanner.html",
        home=g.settings.url,
        text=text,
        meaning=meaning_of(g.db, text, home=g.settings.url) if text.strip() else None,
        advice=ADVICE,
        number=TEST_NUMBER.digits,
        address=address,
        bars=Markup(code_128(TEST_NUMBER.digits).svg(unit_mm=2 * PIXEL_MM, height_mm=20)),  # noqa: S704 - digits of our own
        squares=[_square(text) for text in (TEST_NUMBER.digits, address)],
    )


def _square(text: str) -> Markup:
    drawn = square_code(text)
    # Only a number of ours, and the address of this installation.
    return Markup(drawn.svg(side_mm=round(4 * PIXEL_MM * drawn.modules, 3)))  # noqa: S704
