"""The report as the command gives it to machines."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fritidsbank.cli import main
from fritidsbank.settings import Settings
from tests import make
from tests.conftest import Shop

FLOWS = ("registered", "moved_in", "found"), ("moved_out", "scrapped", "written_off", "missing")


def asks(settings: Settings, *words: str) -> Result:
    """`fritidsbank report` with these words, in English."""
    environ = {
        "FRITIDSBANK_DATA": str(settings.data),
        "FRITIDSBANK_DATABASE": settings.database,
        "FRITIDSBANK_LANGUAGE": "en",
    }
    return CliRunner().invoke(main, ["report", *words], env=environ)


@pytest.fixture
def busy_week(shop: Shop) -> str:
    """Boots and a helmet were registered, lent, and the boots came back; the week's name."""
    at = {"branch": shop.branch, "by": shop.admin, "now": shop.now}
    with shop.store.writing() as db:
        codes = [make.article(db, kind, **at).code for kind in ("SLP", "HJA")]  # type: ignore[arg-type] # names of different things
        amina = make.borrower(db, now=shop.now)
        db.commit()
    disk = make.tablet(shop.store, shop.branch, shop.account, now=shop.now)
    for code in codes:
        disk.says("check_out", article=code, borrower=amina)
    disk.says("check_in", article=codes[0])
    return "2026-W10"


def test_a_week_is_told_to_machines(settings: Settings, busy_week: str) -> None:
    told = json.loads(asks(settings, "week", busy_week).stdout)
    by_category = told.pop("by_category")
    expected = {
        "week": "2026-W10",
        "from": "2026-03-02",
        "to": "2026-03-08",
        "branch": None,
        "frozen_at": None,
        "opening": 0,
        "registered": 2,
        "moved_in": 0,
        "found": 0,
        "moved_out": 0,
        "scrapped": 0,
        "written_off": 0,
        "missing": 0,
        "closing": 2,
        "articles_lent": 2,
        "loan_events": 1,
        "returned": 1,
        "visits": 1,
        "on_loan": 1,
        "in_workshop": 0,
        "overdue": 0,
    }
    assert {name: told[name] for name in expected} == expected
    assert [(one["category"], one["closing"]) for one in by_category] == [("HJA", 1), ("SLP", 1)]


@pytest.mark.parametrize(("unit", "name"), [("month", "2026-03"), ("year", "2026")])
def test_the_period_stands_under_its_unit(
    settings: Settings, busy_week: str, unit: str, name: str
) -> None:
    told = json.loads(asks(settings, unit, name).stdout)
    assert (told[unit], "week" in told) == (name, False)


def test_it_may_go_to_a_file(settings: Settings, busy_week: str, tmp_path: Path) -> None:
    file = tmp_path / "week.json"
    assert asks(settings, "week", busy_week, "-o", str(file)).exit_code == 0
    assert json.loads(file.read_text(encoding="utf-8"))["closing"] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("week", "2025-W53"), "2025 has 52 weeks."),
        (("week", "sportlov"), "sportlov is no week, month or year."),
        (("year", "2090"), "There is nothing to report yet."),
        (("week", "2026-W10", "--branch", "Månen"), "There is no branch called Månen."),
    ],
)
def test_what_cannot_be_reported_is_said(
    settings: Settings, shop: Shop, words: tuple[str, ...], said: str
) -> None:
    del shop  # it has opened
    done = asks(settings, *words)
    assert done.exit_code == 1
    assert said in done.stderr


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("html", b"<!DOCTYPE html>"),
        ("pdf", b"%PDF-1.7"),
        ("xlsx", b"PK"),
        ("csv", b"\xef\xbb\xbfPeriod;"),
        ("json", b"{"),
    ],
)
def test_it_is_printed_to_a_file_or_to_the_terminal_alike(
    settings: Settings, busy_week: str, tmp_path: Path, form: str, begins: bytes
) -> None:
    file = tmp_path / f"week.{form}"
    assert asks(settings, "week", busy_week, "--format", form, "-o", str(file)).exit_code == 0
    said = asks(settings, "week", busy_week, "--format", form, "-o", "-")
    assert file.read_bytes().startswith(begins)
    assert said.stdout_bytes.startswith(begins)


def test_a_page_in_a_file_stands_by_itself(settings: Settings, busy_week: str) -> None:
    page = asks(settings, "week", busy_week, "--format", "html").stdout
    assert "In week 10, 2 articles went out on 1 occasion" in page
    assert [word for word in ("<script", "href=", "src=", "@import", "url(") if word in page] == []


def test_a_branch_has_a_report_of_its_own(settings: Settings, busy_week: str, shop: Shop) -> None:
    with shop.store.writing() as db:
        make.branch(db, "Söder")
        db.commit()
    both = asks(settings, "week", busy_week, "--format", "csv").stdout
    south = asks(settings, "week", busy_week, "--format", "csv", "--branch", "Söder").stdout
    assert "2026-W10;Fritidsbanken;In figures;Articles lent;How many;2" in both
    assert "2026-W10;Söder;In figures;Articles lent;How many;0" in south


def test_what_cannot_be_reported_leaves_no_file(
    settings: Settings, shop: Shop, tmp_path: Path
) -> None:
    del shop  # it has opened
    file = tmp_path / "week.pdf"
    assert asks(settings, "week", "2025-W53", "--format", "pdf", "-o", str(file)).exit_code == 1
    assert not file.exists()
