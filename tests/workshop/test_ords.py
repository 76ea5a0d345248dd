"""Repairs as open data: in the fields and codes of the standard, and about nobody."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import insert, select, update

from fritidsbank.cli import main
from fritidsbank.schema import table_of
from fritidsbank.settings import Settings
from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import category_coded
from fritidsbank.workshop.models import Repair
from fritidsbank.workshop.ords_export import AT_ONCE, Asked, counts_as_csv, repairs_as_csv
from tests import make
from tests.conftest import Shop
from tests.counter.conftest import counting
from tests.staff.crew import Crew, crew

__all__ = ["crew"]

TODAY = date(2026, 3, 2)
YEAR = Asked(date(2026, 1, 1), TODAY)
SCHEMA: dict[str, tuple[str, set[str]]] = {
    "id": ("^[a-z]+-[0-9]+$", set()),
    "partner_product_category": (".", set()),
    "product_category": (".", set()),
    "product_category_id": ("^([0-9]{1,2})?$", set()),
    "brand": (".", set()),
    "year_of_manufacture": ("^([0-9]{4})?$", set()),
    "product_age": (r"^([0-9]+(\.[0-9])?)?$", set()),
    "problem": (".", set()),
    "repair_status": ("", {"Fixed", "Repairable", "End of life", "Unknown"}),
    "repair_barrier_if_end_of_life": (
        "",
        {
            "",
            "Spare parts not available",
            "Spare parts too expensive",
            "No way to open product",
            "Repair information not available",
            "Lack of equipment",
            "Too worn out",
        },
    ),
    "group_identifier": ("", set()),
    "event_date": (r"^\d{4}-\d\d-\d\d$", set()),
    "data_provider": (".", set()),
    "country": ("^[A-Z]{3}$", set()),
    "record_date": (r"^(\d{4}-\d\d-\d\d)?$", set()),
}
"""The published rules once more, written from the standard and not from the program."""

Ends = Callable[..., str]


@pytest.fixture
def ends(bench: make.Tablet, disk: make.Tablet, registered: Callable[..., str]) -> Ends:
    """Register an article, send it to the bench and end its repair; its number."""

    def end(category: str = "SKR", fault: str = "blunt", /, **how: Any) -> str:  # noqa: ANN401
        code = registered(category)
        disk.says("mark", article=code, mark="workshop", fault=fault)
        bench.says("repair_end", article=code, **({"to": "shelf"} | how))
        return code

    return end


def told(shop: Shop, asked: Asked = YEAR) -> list[dict[str, str]]:
    """The rows as whoever gets the file reads them, each held against the published rules."""
    with shop.store.reading() as db:
        text = b"".join(repairs_as_csv(db, asked)).decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for row in rows:
        assert tuple(row) == tuple(SCHEMA)
        for name, (pattern, among) in SCHEMA.items():
            assert re.search(pattern, row[name]), (name, row[name])
            assert not among or row[name] in among, (name, row[name])
    assert len({row["id"] for row in rows}) == len(rows)
    return rows


def counted(shop: Shop) -> list[tuple[str, ...]]:
    """The table of counts, without its heads and the provider."""
    with shop.store.reading() as db:
        text = b"".join(counts_as_csv(db, YEAR)).decode("utf-8")
    heads, *rows = csv.reader(io.StringIO(text, newline=""))
    assert heads == ["data_provider", "product_category", "repair_status", "total"]
    return [tuple(row[1:]) for row in rows]


def write(shop: Shop, column: str, value: object) -> None:
    """Have every article say that."""
    with shop.store.writing() as db:
        db.execute(update(Article).values({column: value}))
        db.commit()


def test_a_repair_is_a_row_of_the_standard(shop: Shop, ends: Ends) -> None:
    ends()
    write(shop, "made_year", 2019)
    write(shop, "brand", "Bauer")
    (row,) = told(shop)
    assert row == {
        "id": "kommunen-1",
        "partner_product_category": "Ice ~ Skates",
        "product_category": "Unpowered - Other",
        "product_category_id": "",
        "brand": "Bauer",
        "year_of_manufacture": "2019",
        "product_age": "7",
        "problem": "blunt",
        "repair_status": "Fixed",
        "repair_barrier_if_end_of_life": "",
        "group_identifier": "branch-1",
        "event_date": "2026-03-02",
        "data_provider": row["data_provider"],
        "country": "SWE",
        "record_date": "2026-03-02",
    } | {"id": row["id"]}


def test_each_end_has_its_word(
    shop: Shop, ends: Ends, office: make.Tablet, disk: make.Tablet, registered: Callable[..., str]
) -> None:
    ends()
    ends(to="scrap", barrier="no_parts")
    ends(to="scrap")
    code = registered("SKR")
    disk.says("mark", article=code, mark="workshop", fault="rust")
    office.says("repair_release", article=code, because="Bara en repa.")
    assert [(row["repair_status"], row["repair_barrier_if_end_of_life"]) for row in told(shop)] == [
        ("Fixed", ""),
        ("End of life", "Spare parts not available"),
        ("End of life", ""),
        ("Repairable", ""),
    ]
    assert counted(shop) == [
        ("Unpowered - Other", "End of life", "2"),
        ("Unpowered - Other", "Fixed", "1"),
        ("Unpowered - Other", "Repairable", "1"),
    ]


@pytest.mark.parametrize(
    ("category", "product"),
    [
        ("CYK", "Unpowered - Bicycle"),
        ("TLT", "Unpowered - Textile"),
        ("SLS", "Unpowered - Other"),
    ],
)
def test_bikes_and_cloth_have_words_of_their_own(shop: Shop, category: str, product: str) -> None:
    with shop.store.writing() as db:
        thing = make.article(db, category, branch=shop.branch, by=shop.admin, now=shop.now)
        make.mended(db, thing, 1, branch=shop.branch, now=shop.now)
        db.commit()
    assert [row["product_category"] for row in told(shop)] == [product]
    assert counted(shop) == [(product, "Fixed", "1")]


def test_what_the_standard_knows_has_its_number_and_is_in_no_count(shop: Shop, ends: Ends) -> None:
    ends()
    with shop.store.writing() as db:
        category_coded(db, "SKR").name_en = "Lamp"
        db.commit()
    assert [(row["product_category"], row["product_category_id"]) for row in told(shop)] == [
        ("Lamp", "15")
    ]
    assert counted(shop) == []


def test_what_is_not_known_is_said_as_the_standard_says_it(shop: Shop, ends: Ends) -> None:
    ends("SKR", "")
    (row,) = told(shop)
    assert (row["brand"], row["problem"]) == ("Unknown", "Unknown")
    assert (row["year_of_manufacture"], row["product_age"]) == ("", "")


def test_a_year_to_come_gives_no_age(shop: Shop, ends: Ends) -> None:
    ends()
    write(shop, "made_year", 2030)
    assert [row["product_age"] for row in told(shop)] == [""]


@pytest.mark.parametrize("brand", ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\t=1", "'=1"])
def test_no_cell_is_taken_for_a_formula(shop: Shop, ends: Ends, brand: str) -> None:
    ends()
    write(shop, "brand", brand)
    assert not re.match(r"[=+\-@\t\r\n]", told(shop)[0]["brand"])


@pytest.mark.parametrize("brand", ['Bau"er', "Bau\r\ner", "Bau, er", "Bau\x00er", "Bau\u2028er"])
def test_quotes_and_lines_stay_in_their_cell(shop: Shop, ends: Ends, brand: str) -> None:
    ends()
    write(shop, "brand", brand.replace("\x00", " "))
    (row,) = told(shop)
    assert re.sub(r"\W", "", row["brand"]) == "Bauer"
    assert row["country"] == "SWE"


def test_nobody_and_nothing_that_was_written_is_told(
    shop: Shop, bench: make.Tablet, office: make.Tablet, ends: Ends
) -> None:
    ends()
    with shop.store.writing() as db:
        db.execute(
            update(Repair).values(
                note="till Sara Överström", waits_for="Sara", released_because="Sara sa det"
            )
        )
        db.execute(update(Article).values(note="Sara Överström", place_note="Sara"))
        db.commit()
    with shop.store.reading() as db:
        assert b"Sara" not in b"".join(repairs_as_csv(db, YEAR))
    assert office.now == bench.now


def test_only_what_ended_in_these_days_is_told(
    shop: Shop, ends: Ends, disk: make.Tablet, registered: Callable[..., str], bench: make.Tablet
) -> None:
    ends()
    still_open = registered("SKR")
    disk.says("mark", article=still_open, mark="workshop", fault="blunt")
    bench.says("bench_scan", article=still_open)
    assert len(told(shop, Asked(TODAY, TODAY))) == 1
    assert told(shop, Asked(date(2026, 1, 1), TODAY - timedelta(days=1))) == []
    assert told(shop, Asked(TODAY, TODAY, branch=shop.branch + 1)) == []


def many_repairs(shop: Shop, count: int) -> None:
    """So many have ended."""
    with shop.store.writing() as db:
        thing = make.article(db, "SKR", branch=shop.branch, by=shop.admin, now=shop.now)
        make.mended(db, thing, 1, branch=shop.branch, now=shop.now)
        one = db.execute(select(table_of(Repair))).mappings().one()
        rows = [{**one, "id": 1_000 + number} for number in range(count)]
        db.execute(insert(table_of(Repair)), rows)
        db.commit()


def pages(sent: list[str]) -> int:
    """How often repairs were read."""
    return sum("repair.ended_at >=" in statement for statement in sent)


def test_however_many_there_are_they_are_read_a_page_at_a_time(shop: Shop) -> None:
    many_repairs(shop, 2 * AT_ONCE)
    with shop.store.reading() as db, counting(shop.store) as sent:
        pieces = repairs_as_csv(db, YEAR)
        first = next(pieces)
        at_first = pages(sent)
        rest = b"".join(pieces)
    assert (first + rest).count(b"\r\n") == 2 * AT_ONCE + 2
    # Two full ones, the last one, and the empty one after it.
    assert (at_first, pages(sent)) == (1, 4)


def runs(settings: Settings, *words: str) -> tuple[int, str]:
    """`fritidsbank repairs export` with these words: how it ended, and what it said."""
    environ = {
        "FRITIDSBANK_DATA": str(settings.data),
        "FRITIDSBANK_DATABASE": settings.database,
        "FRITIDSBANK_LANGUAGE": "en",
    }
    result = CliRunner().invoke(main, ["repairs", "export", *words], env=environ)
    return result.exit_code, result.output + result.stderr


def test_the_command_writes_a_file(settings: Settings, ends: Ends, tmp_path: Path) -> None:
    ends()
    file = tmp_path / "repairs.csv"
    days = ("--from", "2026-03-01", "--to", "2026-03-03")
    assert runs(settings, *days, "-o", str(file)) == (0, "")
    assert file.read_bytes().startswith(b"id,partner_product_category,")
    assert file.read_bytes().count(b"\r\n") == 2
    assert "Unpowered - Other,Fixed,1" in runs(settings, *days, "--counts")[1]


def test_days_the_wrong_way_round_leave_no_file(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "repairs.csv"
    code, said = runs(settings, "--from", "2026-03-03", "--to", "2026-03-01", "-o", str(file))
    assert (code != 0, "The first day comes after the last one." in said) == (True, True)
    assert not file.exists()


@pytest.mark.one_database
def test_a_manager_takes_the_file_along(crew: Crew, ends: Ends) -> None:
    ends()
    answer = crew.lena.client.get("/workshop/open-data/repairs.csv?from=2026-03-01&to=2026-03-31")
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="ords-shaped-repairs-2026-03-01-2026-03-31.csv"'
    )
    assert answer.text.count("\r\n") == 2
    page = crew.lena.client.get("/workshop/open-data?from=2026-03-01&to=2026-03-31").text
    assert 'value="2026-03-01"' in page


@pytest.mark.one_database
@pytest.mark.parametrize(
    "days", ["from=x", "from=2026-03-03&to=2026-03-01", "to=9999-12-31", "from=0001-01-01"]
)
def test_what_is_no_period_is_said(crew: Crew, days: str) -> None:
    for path in ("/workshop/open-data", "/workshop/open-data/repairs.csv"):
        assert crew.lena.client.get(f"{path}?{days}").status_code == 422
