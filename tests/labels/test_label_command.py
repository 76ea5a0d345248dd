"""`fritidsbank label` writes what scanners read; what cannot be is a sentence and no file."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image
from sqlalchemy import select

from fritidsbank.cli import main
from fritidsbank.printing.emulators.listening import emulator
from fritidsbank.printing.profiles import printers
from fritidsbank.settings import Settings
from fritidsbank.stock.models import Place
from fritidsbank.stock.rules import PlaceKind
from tests import make
from tests.conftest import Shop

pytestmark = pytest.mark.one_database

Command = Callable[..., Result]


@pytest.fixture
def fritidsbank(shop: Shop, settings: Settings) -> Command:
    """The command."""
    environ = {
        "FRITIDSBANK_DATA": str(settings.data),
        "FRITIDSBANK_DATABASE": settings.database,
        "FRITIDSBANK_LANGUAGE": "en",
    }

    def run(*words: str | Path) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], env=environ)

    return run


@pytest.fixture
def code(shop: Shop) -> str:
    """The number of a helmet."""
    with shop.store.writing() as db:
        made = make.article(db, "HJA", "Hjälm", branch=shop.branch, by=shop.account, now=shop.now)
        db.commit()
    return made.code


def seen_on(image: Image.Image) -> set[str]:
    return {found.text for found in zxingcpp.read_barcodes(image)}


def first_page(file: Path) -> Image.Image:
    with pypdfium2.PdfDocument(file) as paper:
        image: Image.Image = paper[0].render(scale=4).to_pil()
    return image


def test_a_picture_of_a_label_is_read(fritidsbank: Command, code: str, tmp_path: Path) -> None:
    done = fritidsbank("label", code, "-o", tmp_path / "label.png")
    assert done.exit_code == 0, done.output
    found = seen_on(Image.open(tmp_path / "label.png"))
    assert found == {code, f"HTTP://LOCALHOST:8080/I/{code}"}


def test_a_sheet_of_so_many_labels_is_read(fritidsbank: Command, code: str, tmp_path: Path) -> None:
    fritidsbank("label", code, "--copies", "3", "-o", tmp_path / "label.pdf")
    read = zxingcpp.read_barcodes(first_page(tmp_path / "label.pdf"))
    assert sum(found.text == code for found in read) == 3


@pytest.mark.parametrize("design", ["article", "small", "ladder", "flag"])
def test_each_design_is_read(fritidsbank: Command, code: str, tmp_path: Path, design: str) -> None:
    fritidsbank("label", code, "--design", design, "-o", tmp_path / "label.pdf")
    assert f"HTTP://LOCALHOST:8080/I/{code}" in seen_on(first_page(tmp_path / "label.pdf"))


def test_a_shelf_has_a_label_too(fritidsbank: Command, shop: Shop, tmp_path: Path) -> None:
    with shop.store.reading() as db:
        shelf = db.scalars(select(Place.code).where(Place.kind == PlaceKind.SHELF)).first()
    assert shelf
    fritidsbank("label", shelf, "-o", tmp_path / "shelf.png")
    assert seen_on(Image.open(tmp_path / "shelf.png")) == {shelf}


@pytest.mark.parametrize("printer", sorted(printers()))
def test_every_printer_gets_a_label_in_its_language(
    fritidsbank: Command, code: str, tmp_path: Path, printer: str
) -> None:
    done = fritidsbank("label", code, "--printer", printer, "-o", tmp_path / "label.bin")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "label.bin").stat().st_size > 200


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("20000140",), "No article has the number 2000 0140 yet."),
        (("20000045",), "That could not be read."),
        (("{code}", "--printer", "nope"), "There is no printer called nope."),
        (("{code}", "--media", "nope"), "There is no roll or sheet called nope"),
        (("{code}", "--media", "sheet-l"), "sheet-l may be one of several:"),
        (("{code}", "--design", "nope"), "There is no label called nope."),
        (("{code}", "--design", "shelf"), "what the label shelf is for."),
    ],
)
def test_what_cannot_be_is_a_sentence_and_no_file(
    fritidsbank: Command, code: str, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    done = fritidsbank(
        "label", *(word.format(code=code) for word in words), "-o", tmp_path / "label.png"
    )
    assert done.exit_code == 1
    assert sentence in done.output
    assert list(tmp_path.glob("*label*")) == []


def test_what_is_too_small_says_what_to_use_instead(
    fritidsbank: Command, code: str, tmp_path: Path
) -> None:
    small = ("--design", "flag", "--media", "sheet-l4731", "-o", tmp_path / "flag.pdf")
    done = fritidsbank("label", code, *small)
    assert done.exit_code == 1
    assert "The bars would be too narrow on A4: 189 ×" in done.output
    assert list(tmp_path.glob("*flag*")) == []


def test_a_file_that_is_there_is_replaced_only_by_a_whole_label(
    fritidsbank: Command, code: str, tmp_path: Path
) -> None:
    file = tmp_path / "label.png"
    file.write_bytes(b"from before")
    fritidsbank("label", code, "--copies", "2", "-o", file)  # a picture holds one
    assert file.read_bytes() == b"from before"
    assert [each.name for each in tmp_path.iterdir() if "label" in each.name] == ["label.png"]


def test_a_file_that_cannot_be_written_is_named_and_leaves_nothing_behind(
    fritidsbank: Command, code: str, tmp_path: Path
) -> None:
    (tmp_path / "label.png").mkdir()
    for file in (tmp_path / "label.png", tmp_path / "nowhere" / "label.png"):
        done = fritidsbank("label", code, "-o", file)
        assert done.exit_code == 1
        assert f"{file}: " in done.output
    assert [each.name for each in tmp_path.iterdir() if "label" in each.name] == ["label.png"]


def test_a_picture_for_an_office_printer_is_a_picture(
    fritidsbank: Command, code: str, tmp_path: Path
) -> None:
    file = tmp_path / "label.png"
    fritidsbank("label", code, "--printer", "office", "--media", "l7160", "-o", file)
    assert code in seen_on(Image.open(file))


def test_a_folder_keeps_the_labels_of_two_numbers(
    fritidsbank: Command, code: str, shop: Shop, settings: Settings
) -> None:
    with shop.store.writing() as db:
        other = make.article(db, "HJA", branch=shop.branch, by=shop.account, now=shop.now).code
        db.commit()
    for each in (code, other):
        fritidsbank("label", each, "--printer", "office", "--to", "folder://labels")
    files = sorted(file.name for file in (settings.printed / "labels").iterdir())
    assert files == sorted(f"label-{each}.pdf" for each in (code, other))


def test_without_a_printer_the_file_must_say_what_it_is(fritidsbank: Command, code: str) -> None:
    done = fritidsbank("label", code, "-o", "label.zpl")
    assert done.exit_code == 1
    assert "Name a printer" in done.output


def test_printers_lists_every_model_with_what_fits_into_it(fritidsbank: Command) -> None:
    listed = fritidsbank("printers").output
    for printer in printers().values():
        assert printer.name in listed
        assert all(each in listed for each in printer.media)


def test_every_roll_and_sheet_is_listed_with_its_size(fritidsbank: Command) -> None:
    assert "210 x 297 mm" in fritidsbank("printers", "--media").output


def test_a_label_is_sent_straight_to_a_printer(
    fritidsbank: Command, code: str, tmp_path: Path
) -> None:
    with emulator("zpl", folder=tmp_path) as zebra:
        to = ("--to", f"tcp://127.0.0.1:{zebra.port}")
        done = fritidsbank("label", code, "--printer", "zebra-zd421-203", "--media", "57x32", *to)
    assert done.exit_code == 0, done.output
    assert code in seen_on(Image.open(next(tmp_path.glob("*.png"))))


def test_a_printer_without_paper_is_said_with_what_to_do(
    fritidsbank: Command, code: str, tmp_path: Path
) -> None:
    with emulator("zpl", folder=tmp_path, fault="paper") as zebra:
        to = ("--to", f"tcp://127.0.0.1:{zebra.port}")
        done = fritidsbank("label", code, "--printer", "zebra-zd421-203", *to)
    assert done.exit_code == 1
    assert "The printer has no paper. Put in a new roll." in done.output
