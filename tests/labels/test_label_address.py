"""The address in a square code: short, and read by counter, tablet and telephone alike."""

import pytest
from flask import Flask

from fritidsbank.barcodes import Kind, own, parse
from fritidsbank.labels.rules import label_address
from fritidsbank.printing.squares import QUIET_ZONE, label_square
from tests import make

pytestmark = pytest.mark.one_database

NUMBERS = [own(Kind.ARTICLE, serial).digits for serial in (1, 499_999, 500_000)]
HOMES = [
    "http://localhost:8080",
    "https://disk.example.se",
    "https://fritidsbanken.helsingborg.se",
    "https://example.se/fritids-bank",
]


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("digits", NUMBERS)
def test_it_is_read_as_the_number(home: str, digits: str) -> None:
    assert parse(label_address(home, digits), home=home).digits == digits


@pytest.mark.parametrize("home", HOMES[:3])
def test_it_has_capitals_only(home: str) -> None:
    address = label_address(home, NUMBERS[0])
    assert address == address.upper()
    assert label_square(address).modules == 29 + 2 * QUIET_ZONE


def test_a_path_keeps_its_letters() -> None:
    assert label_address(HOMES[3], "20000140") == "HTTPS://EXAMPLE.SE/fritids-bank/I/20000140"


def test_it_leads_somewhere(app: Flask) -> None:
    address = label_address("http://localhost", NUMBERS[0])
    answer = make.visitor(app).client.get(address.removeprefix("HTTP://LOCALHOST"))
    assert answer.status_code == 200


def test_the_same_text_always_makes_the_same_square() -> None:
    address = label_address(HOMES[1], NUMBERS[0])
    assert label_square(address) == label_square(address)
