"""What receipt printers are told is what was painted, dot by dot, on every width of paper."""

import pytest
from escpos.printer import Dummy
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from fritidsbank.printing.encoding import language
from fritidsbank.printing.languages import escpos, star
from fritidsbank.printing.page import Page, ink
from fritidsbank.printing.profiles import (
    Medium,
    Printer,
    Stock,
    dots_of,
    media,
    medium_for,
    printers,
)
from fritidsbank.printing.status import Status, Trouble
from tests.printing.decoding import escpos as read_escpos
from tests.printing.decoding import star as read_star

pytestmark = pytest.mark.one_database

MODELS = sorted(id_ for id_, each in printers().items() if each.language in {"escpos", "star"})
PAIRS = [(model, medium) for model in MODELS for medium in printers()[model].media]


def page(width: int, dots: bytes, dpi: int = 203) -> Page:
    """A page of so many dots across, from rows of whole bytes."""
    row = -(-width // 8)
    return Page(Image.frombytes("1", (width, len(dots) // row), dots, "raw", "1;I"), dpi)


def striped(width: int, height: int, dpi: int = 203) -> Page:
    """No two rows alike, and none the same from both sides."""
    row = -(-width // 8)
    rows = ((1 << (row * 8 - 1)) | (at * 2654435761 % (1 << (row * 4))) for at in range(height))
    return page(width, b"".join(each.to_bytes(row, "big") for each in rows), dpi)


def job(pages: list[Page], printer: Printer, medium: Medium) -> bytes:
    return b"".join(language(printer.language).encode(pages, printer, medium))


def printed(pages: list[Page], printer: Printer, medium: Medium) -> list[Image.Image]:
    decode = read_star.decode if printer.language == "star" else read_escpos.decode
    return decode(job(pages, printer, medium), printer, medium)


@pytest.mark.parametrize(("model", "paper"), PAIRS)
def test_what_is_painted_comes_out_on_every_paper(model: str, paper: str) -> None:
    printer = printers()[model]
    medium = medium_for(printer, paper)
    across, _ = dots_of(printer, medium)
    pages = [striped(across, height, printer.dpi) for height in (1, 255, 256, 257, 513)]
    out = printed(pages, printer, medium)
    assert [each.size for each in out] == [(each.width, each.height) for each in pages]
    assert [ink(each) for each in out] == [ink(each.black) for each in pages]


PAGES = st.lists(
    st.tuples(st.integers(1, 48), st.integers(1, 40)).flatmap(
        lambda size: st.binary(min_size=size[0] * size[1], max_size=size[0] * size[1]).map(
            lambda dots: page(size[0] * 8, dots)
        )
    ),
    min_size=1,
    max_size=3,
)


@pytest.mark.parametrize(
    "model", ["epson-tm-m30", "generic-58", "star-tsp143iii", "star-mc-print2"]
)
@given(pages=PAGES)
def test_any_dots_come_out(model: str, pages: list[Page]) -> None:
    printer = printers()[model]
    medium = medium_for(printer, printer.media[0])
    out = printed(pages, printer, medium)
    assert len(out) == len(pages)
    for made, come in zip(pages, out, strict=True):
        rows = come.crop((0, 0, made.width, come.height))
        beside = come.crop((made.width, 0, *come.size))
        assert ink(rows) == ink(made.black)
        assert not any(ink(beside))


# ESC/POS


@pytest.mark.parametrize(
    ("profile", "width"), [("TM-T88V", 512), ("TM-T20II", 576), ("POS-5890", 384), ("default", 72)]
)
@pytest.mark.parametrize("height", [1, 255, 256, 257, 700])
def test_bands_are_those_of_python_escpos(profile: str, width: int, height: int) -> None:
    drawn = striped(width, height)
    oracle = Dummy(profile=profile)
    oracle.hw("INIT")
    oracle.image(drawn.black, impl="bitImageRaster", fragment_height=256)
    oracle.cut(feed=False)
    printer = printers()["epson-tm-t20"]
    assert job([drawn], printer, media()["receipt-80"]) == oracle.output


@settings(max_examples=30)
@given(
    width=st.integers(1, 200),
    height=st.integers(1, 60),
    rows=st.integers(1, 30),
    seed=st.randoms(use_true_random=False),
)
def test_weaker_clones_get_smaller_bands(width: int, height: int, rows: int, seed: object) -> None:
    dots = seed.randbytes(-(-width // 8) * height)  # type: ignore[attr-defined]
    drawn = Page(page(-(-width // 8) * 8, dots).black.crop((0, 0, width, height)), 203)
    oracle = Dummy()
    oracle.image(drawn.black, impl="bitImageRaster", fragment_height=rows)
    clone = weaker(band_rows=rows)
    made = job([drawn], clone, media()["receipt-58"])
    assert made == b"\x1b@" + oracle.output + b"\x1bd\x04"


def weaker(**quirks: int) -> Printer:
    """A clone of 58 mm, with no knife and no answers."""
    return Printer(
        id="weak", name="Weak", language="escpos", dpi=203, row_dots=384, cut=False, red=False,
        status=False, transports=("device",), media=("receipt-58",), quirks=quirks,
    )  # fmt: skip


def test_where_there_is_no_knife_the_paper_is_fed_to_the_bar() -> None:
    made = job([striped(8, 1)], weaker(tear_lines=6), media()["receipt-58"])
    assert made.endswith(b"\x1bd\x06")
    assert b"\x1dV" not in made


@pytest.mark.parametrize(
    ("answer", "troubles"),
    [
        ("12121212", ()),
        ("16121212", ()),  # the drawer for coins, which is none
        ("1212121e", ()),  # not much paper left
        ("1a32127e", (Trouble.NO_PAPER,)),
        ("12121272", (Trouble.NO_PAPER,)),
        ("1a161212", (Trouble.LID_OPEN,)),
        ("1a365272", (Trouble.LID_OPEN,)),
        ("1a521a12", (Trouble.CUTTER,)),
        ("1a523212", (Trouble.FAULT,)),
        ("1a525212", (Trouble.HOT,)),
        ("1a521212", (Trouble.FAULT,)),
        ("1a121212", (Trouble.PAUSED,)),
        ("16 12161212", (Trouble.LID_OPEN,)),  # and one byte more, to what a picture seemed to ask
    ],
)
def test_an_epson_says_what_troubles_it(answer: str, troubles: tuple[Trouble, ...]) -> None:
    said = bytes.fromhex(answer)
    assert escpos.heard(said, media()["receipt-80"]) == Status(troubles)


@pytest.mark.parametrize("nonsense", [b"", b"\x12\x12\x12", b"HTTP/1.1 400", b"\x12\x12\x12\x80"])
def test_what_is_no_answer_to_dle_eot_is_told_apart(nonsense: bytes) -> None:
    with pytest.raises(ValueError, match="no answer"):
        escpos.heard(nonsense, media()["receipt-80"])


def test_an_answer_is_whole_when_four_bytes_have_come() -> None:
    assert [escpos.complete(b"\x12" * many) for many in range(6)] == [False] * 4 + [True] * 2


# Star


def test_a_page_for_a_tsp_is_told_byte_by_byte() -> None:
    drawn = page(24, bytes.fromhex("800001 000000 0f0000"))
    said = [
        b"\x1b*rR\x1b*rA",
        b"\x1b*rP0\0",
        b"\x1b*rE1\0",
        b"\x1b*rF13\0",
        b"b\3\0\x80\0\1",
        b"b\1\0\0",
        b"b\1\0\x0f",
        b"\x1b\x0c\0",
        b"\x1b\x0c\4",
        b"\x1b*rB",
    ]
    assert job([drawn], printers()["star-tsp143iii"], media()["receipt-80"]) == b"".join(said)


def test_a_page_in_starprnt_is_told_byte_by_byte() -> None:
    drawn = page(24, bytes.fromhex("800001 000000"))
    said = b"\x1b\x1dS\1\3\0\2\0\0" + bytes.fromhex("800001 000000") + b"\x1bd3"
    assert job([drawn], printers()["star-mc-print3"], media()["receipt-80"]) == said


def test_a_job_without_pages_is_empty() -> None:
    for model in MODELS:
        assert job([], printers()[model], media()["receipt-80"]) == b""


SOUND = bytes.fromhex("23 86 00 00 00 00 00 00 00".replace(" ", ""))


@pytest.mark.parametrize(
    ("byte", "bits", "troubles"),
    [
        (2, 0x00, ()),
        (2, 0x04, ()),  # the drawer for coins
        (5, 0x04, ()),  # not much paper left
        (2, 0x28, (Trouble.LID_OPEN,)),
        (5, 0x0C, (Trouble.NO_PAPER,)),
        (3, 0x08, (Trouble.CUTTER,)),
        (3, 0x40, (Trouble.HOT,)),
        (3, 0x20, (Trouble.FAULT,)),
        (3, 0x04, (Trouble.FAULT,)),
        (4, 0x04, (Trouble.JAM,)),
        (2, 0x08, (Trouble.PAUSED,)),
    ],
)
def test_a_star_says_what_troubles_it(byte: int, bits: int, troubles: tuple[Trouble, ...]) -> None:
    said = bytearray(SOUND)
    said[byte] = bits
    before = b"\x0f\x06\x28\0\0\x08\0"  # one that it said by itself, when the lid was open
    assert star.heard(before + said, media()["receipt-80"]) == Status(troubles)


@pytest.mark.parametrize("nonsense", [b"", SOUND[:8], b"HTTP/1.1 400", b"\x12" * 9])
def test_what_is_no_status_of_a_star_is_told_apart(nonsense: bytes) -> None:
    assert not star.complete(nonsense)
    with pytest.raises(ValueError, match="no status"):
        star.heard(nonsense, media()["receipt-80"])


def test_a_status_of_a_star_is_whole_when_all_its_bytes_have_come() -> None:
    assert [star.complete(SOUND[:many]) for many in range(10)] == [False] * 9 + [True]


# The files


@pytest.mark.parametrize(
    ("model", "paper", "dots"),
    [
        ("epson-tm-t20", "receipt-80", 576),
        ("epson-tm-t88", "receipt-80", 512),
        ("epson-tm-m30", "receipt-58", 384),
        ("generic-58", "receipt-58", 384),
        ("generic-80", "sticky-80", 576),
        ("star-mc-print2", "sticky-58", 384),
        ("star-mc-print3", "receipt-80", 576),
        ("star-tsp143iii", "receipt-80", 576),
    ],
)
def test_a_head_is_as_wide_as_what_can_be_printed(model: str, paper: str, dots: int) -> None:
    printer = printers()[model]
    assert dots_of(printer, medium_for(printer, paper)) == (dots, None)


@pytest.mark.parametrize(("model", "paper"), PAIRS)
def test_dots_stay_on_the_paper(model: str, paper: str) -> None:
    printer = printers()[model]
    medium = medium_for(printer, paper)
    across, along = dots_of(printer, medium)
    assert along is None
    assert across * 25.4 / printer.dpi <= medium.width_mm - 2 * 3


def test_receipt_printers_take_paper_without_end() -> None:
    stocks = {media()[paper].stock for _, paper in PAIRS}
    assert stocks == {Stock.RECEIPT, Stock.ROLL}


KNOWN_QUIRKS = {"escpos": {"band_rows", "tear_lines"}, "star": {"starprnt"}}


@pytest.mark.parametrize("model", MODELS)
def test_quirks_are_known_to_the_language(model: str) -> None:
    printer = printers()[model]
    assert set(printer.quirks) <= KNOWN_QUIRKS[printer.language]
