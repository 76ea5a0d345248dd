"""Recalls meet what comes by table and by file, and come by file themselves."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from fritidsbank.cli import main
from fritidsbank.settings import Settings
from fritidsbank.stock.models import Block, Recall
from tests import make
from tests.conftest import Shop
from tests.counter.conftest import counting
from tests.intake.looking import Look, csv
from tests.intake.test_import_pages import looks
from tests.staff.crew import Crew, text_of
from tests.stock.calling_back import calls_back, registers
from tests.test_cli import environ

pytestmark = pytest.mark.one_database

REASON = "Återkallad: Bauer Re-Akt 75"
HELMET = ["FB-1", "HJH", "Hockeyhjälm Re-Akt 75", "M", "BAUER", "", "", ""]
OTHER = ["FB-2", "HJH", "Hockeyhjälm IMS 5", "M", "Bauer", "", "", ""]
HEAD = "Tillverkare;Modell;Från år;Till år;Kategori;Källa;Publicerad;Råd"
GOOD = "Bauer;Re-Akt 75;;;HJH;EU Safety Gate;2026-01-10;Sluta använda den."


def test_a_donation_that_is_called_back_is_told_at_the_table(shop: Shop) -> None:
    calls_back(shop)
    disken = make.tablet(shop.store, shop.branch, shop.account, now=shop.now)
    about = {"category": "HJH", "brand": "Bauer", "copies": 2}
    answer = disken.says("register_article", name="Hjälm Re-Akt 75", **about)
    assert (answer["outcome"], answer["because"]) == ("article_called_back", REASON)
    assert answer["article"]["blocked"]
    with shop.store.reading() as db:
        assert db.scalar(select(func.count()).select_from(Block)) == 2
    assert disken.undoes()["outcome"] == "undone"


def test_the_page_of_the_table_says_so(crew: Crew) -> None:
    calls_back(crew.shop)
    page = crew.disken.client.get("/register?category=HJH").text
    code = page.split('name="shelf"')[1].split('value="')[1].split('"')[0]
    answer = crew.disken.sends_form(
        "/register",
        category="HJH",
        name="Hockeyhjälm Re-Akt 75",
        brand="Bauer",
        unit="piece",
        shelf=code,
        operation=str(uuid4()),
    )
    page = crew.disken.client.get(answer.location or "").text
    assert f"Registrerad och spärrad. {REASON}" in page
    assert 'data-tone="look"' in page


def test_a_file_says_beforehand_what_will_be_blocked(crew: Crew) -> None:
    calls_back(crew.shop)
    path, page = looks(crew, csv(HELMET, OTHER))
    assert "1 av dem är återkallad och spärras genast" in text_of(page)
    assert f"{REASON}. Den registreras och spärras genast." in text_of(page)
    crew.lena.sends_form(path)
    assert "1 av dem är återkallad" in text_of(crew.lena.client.get(path))
    with crew.store.reading() as db:
        assert db.scalars(select(Block.reason)).all() == [REASON]


def test_a_recall_that_comes_between_is_shown_before_anything_is_imported(crew: Crew) -> None:
    path, _ = looks(crew, csv(HELMET))
    calls_back(crew.shop)
    assert "changed=yes" in (crew.lena.sends_form(path).location or "")
    assert "1 av dem är återkallad" in text_of(crew.lena.client.get(path))


def test_a_plan_asks_one_question_more_however_many_rows(shop: Shop, look: Look) -> None:
    rows = [[f"FB-{n}", *HELMET[1:]] for n in range(200)]
    with counting(shop.store) as sent:
        look(csv(*rows))
    assert sum("FROM recall" in one for one in sent) == 1


Command = Callable[..., Result]


@pytest.fixture
def command(shop: Shop, settings: Settings, tmp_path: Path) -> Command:
    """`fritidsbank recalls import` of a file with these rows."""

    def run(*rows: str, options: tuple[str, ...] = (), head: str = HEAD) -> Result:
        file = tmp_path / "recalls.csv"
        file.write_text("\n".join([head, *rows]), encoding="utf-8")
        words = ["recalls", "import", str(file), *options]
        return CliRunner().invoke(main, words, env=environ(settings))

    return run


def known(shop: Shop) -> list[str]:
    """The models of the recalls in the register."""
    with shop.store.reading() as db:
        return list(db.scalars(select(Recall.model).order_by(Recall.id)))


def test_a_file_of_recalls_first_says_what_it_would_block(shop: Shop, command: Command) -> None:
    registers(shop)
    done = command(GOOD, "CCM;Tacks;2014;2016;;Konsumentverket;2026-01-11;")
    assert done.output.splitlines() == [
        "Row 2: Bauer Re-Akt 75: 1 to block",
        "Row 3: CCM Tacks: 0 to block",
        "Nothing is added yet. To do it: --hits 1",
    ]
    assert known(shop) == []


def test_whoever_repeats_the_number_adds_them(shop: Shop, command: Command) -> None:
    registers(shop)
    wrong = command(GOOD, options=("--hits", "7"))
    assert wrong.exit_code == 1
    assert "now it is 1" in wrong.output
    assert known(shop) == []
    assert "Added: 1" in command(GOOD, options=("--hits", "1")).output
    again = command(GOOD, options=("--hits", "0"))
    assert "Row 2: That recall is in the register already" in again.output
    assert "Added: 0" in again.output
    assert known(shop) == ["Re-Akt 75"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (";Re-Akt;;;;Konsumentverket;2026-01-10;", "Write the maker"),
        ("Bauer;Re-Akt;2016;2014;;Konsumentverket;2026-01-10;", "2016 is later than 2014"),
        ("Bauer;Re-Akt;20225;;;Konsumentverket;2026-01-10;", "Write the year"),
        ("Bauer;Re-Akt;i fjol;;;Konsumentverket;2026-01-10;", "i fjol is no year"),
        ("Bauer;Re-Akt;;;QQQ;Konsumentverket;2026-01-10;", "There is no such category"),
        ("Bauer;Re-Akt;;;;;2026-01-10;", "Write where it stands"),
        ("Bauer;Re-Akt;;;;Konsumentverket;i går;", "i går is no day"),
    ],
)
def test_a_row_that_cannot_be_is_named_and_nothing_is_added(
    shop: Shop, command: Command, row: str, why: str
) -> None:
    done = command(GOOD, row, options=("--hits", "0"))
    assert done.exit_code == 1
    assert f"Row 3: {why}" in done.output
    assert known(shop) == []


def test_a_file_without_a_source_is_about_something_else(command: Command) -> None:
    done = command("Bauer;Re-Akt", head="Tillverkare;Modell")
    assert done.exit_code == 1
    assert "no column källa" in done.output
