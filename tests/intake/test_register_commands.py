"""A register comes in and goes out by command, too."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from fritidsbank.cli import main
from fritidsbank.settings import Settings
from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import thing_with
from tests import make
from tests.conftest import Shop
from tests.intake.looking import BOOTS, HEAD, csv
from tests.intake.test_spreadsheets import xlsx
from tests.test_cli import environ

pytestmark = pytest.mark.one_database

WRONG = ["FB-2", "Månraketer", "Raket", *[""] * 5]
Command = Callable[..., Result]


@pytest.fixture
def command(shop: Shop, settings: Settings) -> Command:
    """The command, in a shop that has opened."""
    return lambda *words: CliRunner().invoke(main, words, env=environ(settings))


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], str]:
    """A file with that in it; its path."""

    def written(content: bytes) -> str:
        path = tmp_path / "register"
        path.write_bytes(content)
        return str(path)

    return written


def articles(shop: Shop) -> int:
    with shop.store.reading() as db:
        return db.scalar(select(func.count()).select_from(Article)) or 0


def test_a_register_is_imported(shop: Shop, command: Command, file: Callable[[bytes], str]) -> None:
    done = command("import", file(xlsx(HEAD, BOOTS)))
    assert done.exit_code == 0, done.output
    assert done.output.splitlines() == ["New articles: 1", "New shelves: A1", "Registered: 1"]
    with shop.store.reading() as db:
        assert thing_with(db, "FB-1").spot.name == "A1"


def test_a_dry_run_only_says_what_would_happen(
    shop: Shop, command: Command, file: Callable[[bytes], str]
) -> None:
    done = command("import", "--dry-run", file(csv([*BOOTS, "röd"], head=[*HEAD, "Färg"])))
    assert "New articles: 1" in done.output
    assert "Columns that are left out: Färg" in done.output
    assert articles(shop) == 0


def test_an_error_is_named_by_row_and_column_and_nothing_is_done(
    shop: Shop, command: Command, file: Callable[[bytes], str]
) -> None:
    done = command("import", file(csv(BOOTS, WRONG)))
    assert done.exit_code == 1
    assert "Row 3: Kategori: There is no category Månraketer" in done.output
    assert "Nothing was imported" in done.output
    assert articles(shop) == 0


def test_of_many_errors_the_first_are_said_and_the_others_counted(
    command: Command, file: Callable[[bytes], str]
) -> None:
    rows = [[f"FB-{n}", "Månraketer", "Raket", *[""] * 5] for n in range(60)]
    done = command("import", "--dry-run", file(csv(*rows)))
    assert done.output.count("Månraketer") == 50
    assert "And 10 more of that kind." in done.output


def test_the_same_file_by_page_or_command_is_imported_once(
    shop: Shop, command: Command, file: Callable[[bytes], str]
) -> None:
    path = file(csv(["", *BOOTS[1:]]))
    command("import", path)
    done = command("import", path)
    assert "Here already: 1" in done.output
    assert articles(shop) == 1


def test_what_is_no_register_is_refused_with_a_sentence(
    command: Command, file: Callable[[bytes], str]
) -> None:
    done = command("import", file(b"%PDF-1.7"))
    assert done.exit_code == 1
    assert "That is no spreadsheet." in done.output


def test_with_several_branches_one_is_named(
    shop: Shop, command: Command, file: Callable[[bytes], str]
) -> None:
    with shop.store.writing() as db:
        make.branch(db, "Söder")
        db.commit()
    path = file(csv(BOOTS))
    assert "Hamnen, Söder" in command("import", path).output
    assert command("import", path, "--branch", "Söder").exit_code == 0
    with shop.store.reading() as db:
        assert thing_with(db, "FB-1").spot.branch != shop.branch


def test_the_register_is_exported_and_known_again(
    command: Command, file: Callable[[bytes], str], tmp_path: Path
) -> None:
    command("import", file(csv(BOOTS)))
    for form in ("csv", "xlsx"):
        made = tmp_path / f"ut.{form}"
        assert command("export", "--format", form, "-o", str(made)).exit_code == 0
        assert "Here already: 1" in command("import", "--dry-run", str(made)).output


def test_an_export_goes_to_the_standard_output(
    command: Command, file: Callable[[bytes], str]
) -> None:
    command("import", file(csv(BOOTS)))
    assert '"codes": ["FB-1"]' in command("export", "--format", "json").output
    assert command("export", "--format", "xlsx").stdout_bytes.startswith(b"PK")
