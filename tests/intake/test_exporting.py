"""The register goes out as a file, from which the same register can be made again."""

import csv
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from fritidsbank.app import shop_store
from fritidsbank.branches.models import Branch
from fritidsbank.clock import local_day
from fritidsbank.db import Store
from fritidsbank.doctor import findings
from fritidsbank.founding import found_shop
from fritidsbank.intake.exporting import Entry, as_table, entries
from fritidsbank.intake.importing import Outcome, carry_out
from fritidsbank.intake.importing_drafts import Desk, looked_through
from fritidsbank.migrating import migrate
from fritidsbank.schema import table_of
from fritidsbank.staff.first_account import FirstAccount
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.models import Article, ArticleCode
from fritidsbank.stock.queries import category_coded, standard_place
from fritidsbank.stock.registering import Description, add_code, add_shelf, register_article
from fritidsbank.stock.rules import CodeKind, PlaceKind, Unit
from fritidsbank.web.spreadsheet import meant, plain, spreadsheet, workbook
from tests.conftest import Shop, installation
from tests.counter.conftest import counting
from tests.staff.crew import Crew

NASTY = ["=1+1", "'=1+1", "+46", "-2", "@x", 'a;b "c"', "å ä ö", "'", "''-"]


@pytest.fixture
def stocked(crew: Crew) -> Crew:
    """With something of everything in the register, and a borrower who has one of them."""
    described: list[tuple[str, str, dict[str, Any]]] = [
        ("SLP", "Slalompjäxor", {"size": "26,5", "brand": "Salomon", "made_year": 2019}),
        ("SLP", "Slalompjäxor", {"attributes": {"bsl": 305.5, "norm": "GripWalk"}}),
        ("SKR", "Skridskor", {"attributes": {"laces": False, "sharpened_on": "2026-01-02"}}),
        ("SLS", "Slalomskidor", {"size": "150", "attributes": {"z_range": [0.75, 3]}}),
        ("TLT", "Tält", {"unit": Unit.SET, "parts": ["stång, lång"], "note": "Liten reva"}),
        ("TLT", "Tält utan delar", {"parts": []}),
        *(("HJA", name, {"brand": name, "note": name}) for name in NASTY),
    ]
    with crew.store.writing() as db:
        for number, (category, name, more) in enumerate(described):
            about = Description(category_coded(db, category).id, name, **more)
            shelf = standard_place(db, crew.hamnen, PlaceKind.SHELF)
            if number % 2:
                made = add_shelf(db, crew.hamnen, f"Hylla {number}-1")
                shelf = type(shelf)(made.id, made.branch_id, made.kind, made.name)
            article = register_article(
                db, about, shelf, code=f"FB-{number}" if number % 3 else "",
                signed=Signature(crew.now, crew.shop.account),
            )  # fmt: skip
            if number % 4 == 0:
                add_code(db, article.id, f"X {number}", at=crew.now)
        db.commit()
    crew.lends(crew.registers("Utlånade skridskor"))
    return crew


@pytest.fixture
def elsewhere(tmp_path: Path, secret: str, shop: Shop) -> Iterator[Store]:
    """An empty shop of somebody else."""
    store = shop_store(installation(tmp_path / "new", f"sqlite:///{tmp_path}/new/fritidsbank.db"))
    migrate(store)
    with store.writing() as db:
        found_shop(db, "Hamnen", FirstAccount("Bo", "bo", secret), now=shop.now)
        db.commit()
    yield store
    store.close()


def register(db: Session) -> list[Any]:
    """All that is described of every article; where it is just now is another matter."""
    return sorted(
        (
            entry._replace(codes=tuple(sorted(entry.codes)), stands=PlaceKind.SHELF, place="")
            for entry in entries(db)
        ),
        key=repr,
    )


def imported(db: Session, content: bytes, now: datetime) -> None:
    branch = db.scalars(select(Branch.id)).one()
    planned = looked_through(db, content, Desk(branch, frozenset({branch}), local_day(now)))
    assert [trouble for _, trouble in planned.troubles()] == []
    carry_out(db, planned, signed=Signature(now, 1))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_exported_and_imported_into_an_empty_shop_it_is_the_same_register(
    stocked: Crew, elsewhere: Store, ending: str, language: str
) -> None:
    stocked.lena.posts("/api/session/language", {"language": language})
    content = stocked.lena.client.get(f"/export.{ending}", buffered=True).data
    with elsewhere.writing() as there, stocked.store.reading() as here:
        imported(there, content, stocked.now)
        assert register(there) == register(here)
        assert len(register(here)) == 16
        assert findings(there) == []


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_was_exported_is_here_already(stocked: Crew, ending: str) -> None:
    content = stocked.lena.client.get(f"/export.{ending}", buffered=True).data
    desk = Desk(stocked.hamnen, frozenset({stocked.hamnen}), local_day(stocked.now))
    with stocked.store.reading() as db:
        assert {f.outcome for f in looked_through(db, content, desk).fates} == {Outcome.SAME}


def test_no_borrower_is_in_it(stocked: Crew) -> None:
    for ending in ("csv", "json"):
        content = stocked.lena.client.get(f"/export.{ending}", buffered=True).data.decode()
        assert "Utlånade skridskor" in content
        assert "Sara" not in content


def test_it_says_where_each_article_is(stocked: Crew) -> None:
    told = stocked.lena.client.get("/export.json", buffered=True).json
    assert isinstance(told, list)
    lent = next(one for one in told if one["name"] == "Utlånade skridskor")
    assert (lent["status"], lent["shelf"], lent["branch"]) == ("out", "Hyllan", "Hamnen")


def test_what_has_left_the_stock_is_told_and_not_imported_again(
    crew: Crew, elsewhere: Store
) -> None:
    crew.stands(crew.registers("Trasiga"), PlaceKind.GONE)
    content = crew.lena.client.get("/export.csv", buffered=True).data
    assert "Trasiga" in content.decode()
    with elsewhere.writing() as db:
        imported(db, content, crew.now)
        assert list(entries(db)) == []


def test_a_manager_takes_away_the_register_of_the_own_branch(crew: Crew) -> None:
    crew.registers("Vår")
    crew.registers("Deras", branch=crew.soder)
    ours = crew.lena.client.get("/export.csv?branch=all", buffered=True).data.decode()
    assert ("Vår" in ours, "Deras" in ours) == (True, False)


def test_the_administrator_may_take_away_all_of_it(crew: Crew) -> None:
    crew.registers("Vår")
    crew.registers("Deras", branch=crew.soder)
    every = crew.astrid.client.get("/export.csv?branch=all", buffered=True).data.decode()
    assert ("Vår" in every, "Deras" in every) == (True, True)


def test_an_empty_register_has_its_headings(crew: Crew) -> None:
    assert crew.lena.client.get("/export.csv", buffered=True).data.count(b"\r\n") == 1
    assert crew.lena.client.get("/export.json", buffered=True).json == []


def test_the_newest_label_comes_first(crew: Crew) -> None:
    skates = crew.registers()
    with crew.store.writing() as db:
        add_code(db, skates.id, "AAA", at=crew.now)
        db.commit()
    with crew.store.reading() as db:
        (entry,) = entries(db)
    assert entry.codes == (skates.code, "AAA")


@pytest.mark.parametrize("cell", [*NASTY, "\tx", "\rx", "plain"])
def test_a_cell_is_harmless_in_the_file_and_itself_afterwards(cell: str) -> None:
    assert meant(plain(cell)) == cell
    assert plain(cell)[:1] not in {*"=+-@\t\r\n"}


def test_no_file_has_a_cell_that_is_calculated(stocked: Crew) -> None:
    made = stocked.lena.client.get("/export.csv", buffered=True).data.decode("utf-8-sig")
    sheet = CalamineWorkbook.from_filelike(
        BytesIO(stocked.lena.client.get("/export.xlsx", buffered=True).data)
    ).get_sheet_by_index(0)
    cells = [cell for row in csv.reader(StringIO(made), delimiter=";") for cell in row]
    cells += [str(cell) for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell[:1] and cell[0] in "=+-@\t\r\n"] == []


def test_a_workbook_and_a_csv_say_the_same() -> None:
    rows = [["a", "b"], ["=1", ""], ["å", "x;y"]]
    sheet = CalamineWorkbook.from_filelike(BytesIO(workbook([("A", rows)]))).get_sheet_by_index(0)
    read = csv.reader(StringIO(spreadsheet(rows).decode("utf-8-sig")), delimiter=";")
    assert [list(map(str, row)) for row in sheet.iter_rows()] == list(read)


def test_a_larger_register_takes_no_more_questions(shop: Shop) -> None:
    asked = []
    for numbers in (range(10), range(10, 1_500)):
        with shop.store.writing() as db:
            kind = category_coded(db, "SKR").id
            shelf = standard_place(db, shop.branch, PlaceKind.SHELF).id
            rows = [
                {"id": 100 + n, "category_id": kind, "name": "Skridskor", "shelf_id": shelf,
                 "place_id": shelf, "place_since_at": shop.now,
                 "registered_on": local_day(shop.now)}
                for n in numbers
            ]  # fmt: skip
            db.execute(insert(table_of(Article)), rows)
            codes = [
                {"code": f"X {n}", "article_id": 100 + n, "kind": CodeKind.OLDER,
                 "added_at": shop.now}
                for n in numbers
            ]  # fmt: skip
            db.execute(insert(table_of(ArticleCode)), codes)
            db.commit()
        with shop.store.reading() as db, counting(shop.store) as sent:
            told = list(as_table(db, "sv"))
        asked.append(len(sent))
        assert len(told) == numbers.stop + 1
    assert asked[0] == asked[1] <= 4


def test_an_export_begins_before_the_register_is_read_to_its_end(stocked: Crew) -> None:
    with stocked.store.reading() as db, closing(entries(db)) as told:
        first: Entry = next(told)
    assert first.name == "Slalompjäxor"
