"""Every file of `printers/` is read and fits together; a mistake in one is named."""

from importlib import import_module
from pathlib import Path

import pytest

from fritidsbank.printing import profiles
from fritidsbank.printing.profiles import (
    LANGUAGES,
    NoSuchMedium,
    NoSuchPrinter,
    Stock,
    dots_of,
    media,
    medium_for,
    printer_with,
    printers,
    surface_of,
)

pytestmark = pytest.mark.one_database

FITS = [(printer.id, medium) for printer in printers().values() for medium in printer.media]
MODEL = """\
name = "One more"
language = "zpl"
dpi = 203
row_dots = 832
transports = ["tcp"]
media = ["label-57x32"]
"""
ROLL = """\
name = "One more"
stock = "label"
width_mm = 57
height_mm = 32
"""


@pytest.mark.parametrize(("model", "paper"), FITS)
def test_every_medium_that_a_printer_takes_can_be_printed_on(model: str, paper: str) -> None:
    printer = printer_with(model)
    surface = surface_of(printer, medium_for(printer, paper))
    assert surface.width_mm >= 10
    assert surface.height_mm is None or surface.height_mm >= 10


@pytest.mark.parametrize(("model", "paper"), FITS)
def test_the_dots_fit_under_the_head_and_on_the_paper(model: str, paper: str) -> None:
    printer = printer_with(model)
    medium = medium_for(printer, paper)
    if not printer.dpi:
        return
    across, along = dots_of(printer, medium)
    assert not printer.row_dots or across <= printer.row_dots
    assert across * 25.4 / printer.dpi <= medium.width_mm + 0.2
    assert along is None or along * 25.4 / printer.dpi <= (medium.height_mm or 0) + 0.2


def test_every_medium_belongs_to_a_printer() -> None:
    assert {paper for _, paper in FITS} == set(media())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_there(language: str) -> None:
    assert import_module(f"fritidsbank.printing.languages.{language}").__doc__


@pytest.mark.parametrize("model", sorted(printers()))
def test_a_model_is_called_by_a_name_of_its_own(model: str) -> None:
    names = [printer.name for printer in printers().values()]
    assert names.count(printer_with(model).name) == 1


@pytest.mark.parametrize("model", sorted(printers()))
def test_a_model_answers_over_a_line_that_it_has(model: str) -> None:
    printer = printer_with(model)
    assert printer.transports
    assert {*printer.quirks.get("status_over", ())} <= {*printer.transports}


def test_a_brother_on_the_network_tells_nothing() -> None:
    printer = printer_with("brother-ql-820nwb")
    assert [printer.answers_over(line) for line in ("tcp", "device")] == [False, True]


@pytest.mark.parametrize(("model", "paper"), [fit for fit in FITS if fit[0].startswith("brother")])
def test_a_brothers_roll_lies_under_its_head(model: str, paper: str) -> None:
    printer, medium = printer_with(model), media()[paper]
    beside = medium.special["brother"]["offset"] + printer.quirks.get("right_dots", 0)
    assert beside + medium.special["brother"]["dots"][0] <= printer.row_dots


@pytest.mark.parametrize(
    "paper", sorted(each for each in media() if "brother" in media()[each].special)
)
def test_what_brother_says_of_a_roll_agrees_with_its_size(paper: str) -> None:
    medium = media()[paper]
    special = medium.special["brother"]
    assert set(special) == {"code", "dots", "offset"}
    width, length = special["code"]
    assert width == medium.width_mm
    # The wide one calls itself a millimetre longer than it is sold as.
    assert abs(length - (medium.height_mm or 0)) <= 1
    assert (medium.stock is Stock.ROLL) == (length == 0)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (MODEL + 'colour = "green"\n', "unknown colour"),
        (MODEL.replace("zpl", "morse"), "morse is none of zpl"),
        (MODEL.replace("tcp", "pigeon"), "pigeon is none of tcp"),
        (MODEL.replace("57x32", "1x1"), "label-1x1 is none of"),
        (MODEL.replace("203", '"203"'), "dpi cannot be '203'"),
        (MODEL.replace('name = "One more"\n', ""), "name is missing"),
        (MODEL + "[quirks]\nsmell = true\n", "smell is none of"),
        (MODEL + "[quirks\n", "line 7"),
    ],
)
def test_a_mistake_in_a_model_is_named_with_its_file(tmp_path: Path, wrong: str, said: str) -> None:
    file = tmp_path / "one-more.toml"
    file.write_text(wrong)
    with pytest.raises(ValueError, match=said) as refused:
        profiles._printer(file)
    assert str(refused.value).startswith("one-more.toml")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (ROLL + "weight = 3\n", "unknown weight"),
        (ROLL.replace('"label"', '"scroll"'), "scroll is none of label"),
        (ROLL.replace("57", '"57"'), "width_mm cannot be '57'"),
        (ROLL.replace("width_mm = 57\n", ""), "width_mm is missing"),
        (ROLL + "[cells]\ncolumns = 1\nsides = 4\n", "unknown sides"),
    ],
)
def test_a_mistake_in_a_roll_is_named_with_its_file(tmp_path: Path, wrong: str, said: str) -> None:
    file = tmp_path / "one-more.toml"
    file.write_text(wrong)
    with pytest.raises(ValueError, match=said) as refused:
        profiles._medium(file)
    assert str(refused.value).startswith("one-more.toml")


def test_what_is_right_is_read(tmp_path: Path) -> None:
    (tmp_path / "model.toml").write_text(MODEL)
    (tmp_path / "roll.toml").write_text(ROLL)
    assert profiles._printer(tmp_path / "model.toml").row_dots == 832
    assert profiles._medium(tmp_path / "roll.toml").height_mm == 32


def test_a_printer_that_no_file_describes_is_refused() -> None:
    with pytest.raises(NoSuchPrinter):
        printer_with("typewriter")


def test_a_roll_that_does_not_fit_is_refused() -> None:
    with pytest.raises(NoSuchMedium):
        medium_for(printer_with("zebra-gk420d"), "dk-11209-62x29")
