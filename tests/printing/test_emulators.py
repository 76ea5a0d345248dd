"""Printers that are not there read what a real one reads, and answer as it does."""

import binascii
import zlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageColor

from fritidsbank.printing.emulators import incoming
from fritidsbank.printing.emulators.faults import Fault, Head
from fritidsbank.printing.emulators.listening import emulator
from fritidsbank.printing.emulators.machine import HEADS, RED, Machine, language, pages_of
from fritidsbank.printing.page import ink
from tests.printing.machines import BROTHER, ESCPOS, JOBS, ROWS, ZPL, drawn, send, status

pytestmark = pytest.mark.one_database


@pytest.fixture(params=HEADS)
def speaks(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def machine(speaks: str) -> Iterator[Machine]:
    with emulator(speaks) as there:
        yield there


# What comes out


def test_what_is_sent_comes_out(machine: Machine, speaks: str) -> None:
    send(machine, JOBS[speaks])
    assert [drawn(page.crop((0, 0, 8, 5))) for page in machine.pages] == [ROWS]


@given(cuts=st.lists(st.integers(1, 400), max_size=8), speaks=st.sampled_from(sorted(HEADS)))
def test_it_does_not_matter_in_which_pieces_a_job_comes(cuts: list[int], speaks: str) -> None:
    job, ends = JOBS[speaks] * 2, [0, *sorted(cuts), len(JOBS[speaks]) * 2]
    pieces = [job[start:end] for start, end in pairwise(ends)]
    read = language(speaks).read(incoming.Incoming.of(pieces), HEADS[speaks])
    pages = [event.page for event in read if isinstance(event, incoming.Printed)]
    assert [ink(page) for page in pages] == [ink(page) for page in pages_of(speaks, job)]


def test_each_connection_may_print_more(machine: Machine, speaks: str) -> None:
    for _ in range(3):
        send(machine, JOBS[speaks] * 2)
    assert machine.printed == 6


def test_pages_come_out_as_pictures_with_the_next_number(tmp_path: Path, speaks: str) -> None:
    (tmp_path / "label-0007.png").write_bytes(b"")
    with emulator(speaks, folder=tmp_path) as machine:
        send(machine, JOBS[speaks])
    with Image.open(tmp_path / "label-0008.png") as page:
        assert page.size == machine.pages[0].size
        assert round(page.info["dpi"][0]) == HEADS[speaks].dpi
    assert machine.remarks[-1].startswith("label-0008.png: ")


PIECES = st.sampled_from(
    b"^XA ^XZ ^FO ^FT ^GFA, ^GFB, ^FS ^FD ^XG ~DG ^PQ ^BC ^LL ^PW ^LH ^GB ^PO ~HS".split()
    + b"^ ~ , :Z64: 7 99999 -3 v0 V @ k ( * J i z S Z".split()
    + [
        b"\x1b",
        b"\x1d",
        b"\x10",
        b"\x1c",
        b"\4",
        b"\0",
        b"\x1a",
        b"\x0c",
        b"g\0",
        b"w\2",
        b"M\2",
        b"\2\0",
    ]
)


@given(
    pieces=st.lists(PIECES | st.binary(max_size=6), max_size=40),
    speaks=st.sampled_from(sorted(HEADS)),
)
def test_whatever_comes_is_read_or_refused(pieces: list[bytes], speaks: str) -> None:
    with suppress(incoming.JobTooLarge, incoming.PageTooLong):
        for event in language(speaks).read(incoming.Incoming.of(pieces), HEADS[speaks]):
            assert isinstance(event, incoming.Event)


# ZPL

PICTURES = st.tuples(st.integers(1, 6), st.integers(1, 12)).flatmap(
    lambda size: st.tuples(
        st.just(size[0]), st.binary(min_size=size[0] * size[1], max_size=size[0] * size[1])
    )
)


def packed(mark: bytes, data: bytes) -> bytes:
    letters = b64encode(data)
    return b":%s:%s:%04X" % (mark, letters, binascii.crc_hqx(letters, 0))


def squeezed(dots: bytes, row: int) -> bytes:
    """Hexadecimal with the shorthand of rows: filled up with 0 or F, or as the one before."""
    rows = [dots[at : at + row].hex().upper() for at in range(0, len(dots), row)]
    said, before = [], ""
    for each in rows:
        if each == before:
            said.append(":")
        elif each.endswith("0"):
            said.append(each.rstrip("0") + ",")
        elif each.endswith("F"):
            said.append(each.rstrip("F") + "!")
        else:
            said.append(each)
        before = each
    return "".join(said).encode()


@given(picture=PICTURES)
def test_a_graphic_is_the_same_in_every_form(picture: tuple[int, bytes]) -> None:
    row, dots = picture
    forms = [
        (b"A", dots.hex().encode()),
        (b"A", b"\n".join(dots.hex().encode()[at : at + 7] for at in range(0, len(dots) * 2, 7))),
        (b"A", squeezed(dots, row)),
        (b"A", packed(b"B64", dots)),
        (b"A", packed(b"Z64", zlib.compress(dots))),
        (b"B", dots),
    ]
    for form, data in forms:
        figures = b"%d,%d,%d" % (len(data), len(dots), row)
        job = b"^XA^PW%d^GF%s,%s,%s^FS^XZ" % (row * 8, form, figures, data)
        assert [ink(page) for page in pages_of("zpl", job)] == [dots]


def test_repeats_of_a_digit_add_up() -> None:
    # hGF is 20 + 20 + 1 times F, hF 40 times.
    job = b"^XA^PW164^GFA,9,21,21,hGF,^FS^XZ^XA^PW160^GFA,9,20,20,hF^FS^XZ"
    assert [ink(page) for page in pages_of("zpl", job)] == [b"\xff" * 20 + b"\xf0", b"\xff" * 20]


@pytest.mark.parametrize(
    "damaged",
    [
        b"^GFA,5,5,1,:Z64:eJw=:0000",
        b"^GFA,5,5,1,:B64:AAA",
        b"^GFA,5,5,1,FF",
        b"^GFA,5,5,0,FF",
        b"^GFA,x",
        b"^GFC,5,5,1,FFFFFFFFFF",
        b"^XGR:NONE.GRF,1,1",
    ],
)
def test_a_damaged_graphic_is_said_and_not_drawn(damaged: bytes) -> None:
    with emulator("zpl", head=Head(8, 203)) as machine:
        send(machine, b"^XA^LL2" + damaged + b"^FS^XZ")
    assert [ink(page) for page in machine.pages] == [bytes(2)]
    assert machine.remarks[0].startswith("A picture could not be read")


def test_fields_lie_where_they_are_put() -> None:
    job = b"^XA^PW16^LL4^LH0,1^FO8,0^GFA,1,1,1,F0^FS^FT0,3^GFA,1,1,1,0F^FS^FO14,2^GB2,1,1^FS^XZ"
    (page,) = pages_of("zpl", job)
    assert ink(page) == bytes.fromhex("0000 00F0 0000 0F03".replace(" ", ""))


def test_a_label_may_be_turned_and_mirrored() -> None:
    field = b"^FO0,0^GFA,2,2,1,C001^FS"
    job = b"^XA^PW8^LL2^POI" + field + b"^XZ^XA^PON^PMY" + field + b"^XZ"
    assert [ink(page).hex() for page in pages_of("zpl", job)] == ["8003", "0380"]


def test_a_kept_graphic_is_recalled() -> None:
    job = b"~DGR:BOAT.GRF,2,1,C003^XA^PW8^LL2^FO0,0^XGR:BOAT.GRF,1,1^FS^XZ"
    assert [ink(page).hex() for page in pages_of("zpl", job)] == ["c003"]


def test_a_format_without_fields_moves_no_paper() -> None:
    assert len(pages_of("zpl", b"^XA^PW80^MMT^XZ" + ZPL + b"^XA^IDR:*.GRF^FS^XZ")) == 1


def test_copies_come_out_one_by_one() -> None:
    assert len(pages_of("zpl", ZPL.replace(b"^XZ", b"^PQ3^XZ") + ZPL)) == 4


def test_what_the_printer_would_draw_itself_is_said() -> None:
    with emulator("zpl") as machine:
        native = b"^XA^FO9,9^BY2^BCN,80,Y,N^FD>;20000140^FS^FO9,99^A0N,30,30^FDHj\xc3\xa4lm^FS^XZ"
        send(machine, native)
    code, words = machine.remarks
    assert code.endswith("not shown: ^BC >;20000140")
    assert words.startswith("Text in the printer's own type is not shown: Hj")
    assert machine.printed == 1


def test_unknown_commands_are_passed_over() -> None:
    job = ZPL.replace(b"^FO0,0", b"^QQ7,8~ZZ1^MMT^FXa word^FO0,0")
    assert [drawn(page) for page in pages_of("zpl", b"noise" + job)] == [ROWS]


# ESC/POS


def test_doubled_dots_are_twice_as_wide_and_tall() -> None:
    (page,) = pages_of("escpos", ESCPOS.replace(b"v0\x00", b"v0\x03"))
    assert page.size == (16, 10)
    assert drawn(page.resize((8, 5), Image.Resampling.NEAREST)) == ROWS


def test_a_feed_between_pictures_is_white_and_one_at_the_end_is_not_there() -> None:
    picture = b"\x1dv0\x00\x01\x00\x01\x00\xff"
    (page,) = pages_of("escpos", picture + b"\x1bJ\x02" + picture + b"\x1bd\x04\x1dV\x00")
    assert ink(page).hex() == "ff0000ff"


def test_what_is_wider_than_the_head_is_lost_and_said() -> None:
    with emulator("escpos", head=Head(8, 203)) as machine:
        send(machine, b"\x1dv0\x00\x02\x00\x02\x00\xf0\x00\x0f\x00")
        assert not machine.remarks
        send(machine, b"\x1dv0\x00\x02\x00\x02\x00\xf0\x00\x0f\x01")
    assert [ink(page).hex() for page in machine.pages] == ["f00f", "f00f"]
    assert machine.remarks[0] == "The picture is wider than the head, which has 8 dots."


def test_own_type_and_own_codes_are_said() -> None:
    with emulator("escpos") as machine:
        send(machine, b"\x1ba\x01\x1bp\x00\x32\x32Tack!\n\x1dkI\x0520\x0040\x1b*\x21\x01\x00abc\n")
    assert [remark.rpartition(" ")[2] for remark in machine.remarks] == [
        "Tack!",
        "20\x0040",
        "shown.",
    ]


# What it answers


def test_a_sound_printer_says_so(speaks: str) -> None:
    sound = {
        "zpl": b"\x02030,0,0,0256,000,0,0,0,000,0,0,0\x03\r\n"
        b"\x02000,0,0,0,0,2,0,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n",
        "escpos": b"\x12" * 4,
        "brother": b"\x80\x20B4A0\0" + bytes(3) + b"\x3e\x0b" + bytes(5) + b"\x1d" + bytes(14),
    }
    assert status(speaks, Fault.OK) == sound[speaks]


@pytest.mark.parametrize(
    ("speaks", "fault", "differing"),
    [
        ("zpl", Fault.PAPER, {5: b"1", 7: b"1"}),
        ("zpl", Fault.ROLL, {5: b"1", 7: b"1"}),
        ("zpl", Fault.LID, {7: b"1", 43: b"1"}),
        ("zpl", Fault.HOT, {7: b"1", 32: b"1"}),
        ("escpos", Fault.PAPER, {0: b"\x1a", 1: b"\x32", 3: b"\x7e"}),
        ("escpos", Fault.LID, {0: b"\x1a", 1: b"\x16"}),
        ("escpos", Fault.JAM, {0: b"\x1a", 1: b"\x52", 2: b"\x1a"}),
        ("escpos", Fault.HOT, {0: b"\x1a", 1: b"\x52", 2: b"\x52"}),
        ("escpos", Fault.ROLL, {}),
        ("brother", Fault.PAPER, {8: b"\1", 10: b"\0", 11: b"\0", 17: b"\0"}),
        ("brother", Fault.LID, {9: b"\x10"}),
        ("brother", Fault.ROLL, {9: b"\1", 10: b"\x1d", 17: b"\x2a"}),
        ("brother", Fault.JAM, {9: b"\x40"}),
        ("brother", Fault.HOT, {18: b"\5", 22: b"\3"}),
    ],
)
def test_trouble_stands_in_the_status(
    speaks: str, fault: Fault, differing: dict[int, bytes]
) -> None:
    sound, troubled = status(speaks, Fault.OK), status(speaks, fault)
    found = {at: bytes((byte,)) for at, byte in enumerate(troubled) if byte != sound[at]}
    assert found == differing


def test_a_zebra_says_how_many_wait_for_paper() -> None:
    with emulator("zpl", fault="paper") as machine:
        said = send(machine, ZPL * 3 + b"~HS~HQES")
    assert said[14:17] == b"003"
    assert b"00000003" in said
    assert b"ERRORS:         1 00000000 00000001" in said


def test_what_waited_comes_out_when_there_is_paper_again() -> None:
    with emulator("escpos", fault="paper") as machine:
        send(machine, ESCPOS * 2)
        assert machine.printed == 0
        machine.fault = "ok"
        assert machine.printed == 2


def test_a_brother_throws_away_what_it_cannot_print_and_says_so() -> None:
    with emulator("brother", fault="lid") as machine:
        said = send(machine, BROTHER)
        machine.fault = "ok"
    assert (machine.printed, len(said), said[18], said[9]) == (0, 32, 2, 0x10)


def test_a_brother_prints_on_no_other_roll_than_the_one_that_is_in_it() -> None:
    with emulator("brother", roll=(29, 90)) as machine:
        said = send(machine, BROTHER)
    assert (machine.printed, said[18], said[9]) == (0, 2, 1)
    assert list(machine.remarks) == [
        "The page asks for a roll of 62 x 29 mm, and 29 x 90 mm is in the printer."
    ]


def test_a_brother_reports_each_page_unless_it_shall_not() -> None:
    with emulator("brother") as machine:
        said = send(machine, BROTHER)
        assert [said[at + 18] for at in (0, 32, 64)] == [6, 1, 6]
        assert send(machine, BROTHER.replace(b"\x1bia\x01", b"\x1bi!\x01")) == b""


def test_rows_of_a_brother_may_be_packed_and_red(tmp_path: Path) -> None:
    black = b"w\x01\x04\x00\xf0\xa8\x00"  # one byte as it is, 89 times 0
    red = b"w\x02\x03\x01\x80\x01"  # two bytes as they are
    with emulator("brother", folder=tmp_path) as machine:
        send(machine, b"M\x02" + black + red + b"\x1a")
    assert ink(machine.pages[0]) == bytes(88) + b"\x80\x0f"
    with Image.open(tmp_path / "label-0001.png") as seen:
        dots = [seen.getpixel((x, 0)) for x in (704, 712, 716, 718, 719)]
    red_ink = ImageColor.getrgb(RED)
    assert dots == [red_ink, (255,) * 3, (0,) * 3, (0,) * 3, red_ink]
