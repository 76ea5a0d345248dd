"""What the list costs: statements, rows that are read, and bytes over a telephone's line."""

import gzip
import re

import pytest
from sqlalchemy import insert

from fritidsbank.clock import local_day
from fritidsbank.schema import table_of
from fritidsbank.stock.models import Article
from fritidsbank.stock.queries import Thing
from fritidsbank.stock.rules import PlaceKind
from tests.bench.plans import listen, scans
from tests.counter.conftest import counting
from tests.stocklist.conftest import Demo, Street

pytestmark = pytest.mark.one_database

PAGES = [
    "/lagersaldo",
    "/lagersaldo?q=skridskor",
    "/lagersaldo/1",
    "/lagersaldo/1?q=skridskor",
    "/lagersaldo/1/SKR",
    "/lagersaldo.json",
    "/lagersaldo.csv",
    "/lagat",
    "/lagat.json",
    "/lagat.csv",
]
HEAVIEST = 60_000
"""Bytes of a first visit: page, styles, icon, before anything is packed."""
HEAVIEST_PACKED = 20_000


def register_many(street: Street, skates: Thing, numbers: range) -> None:
    """So many skates of different sizes."""
    shelf = street.crew.place(PlaceKind.SHELF)
    rows = [
        {
            "id": 1_000 + n,
            "category_id": skates.category_id,
            "name": "Skridskor",
            "size": f"{n % 97}",
            "search_key": "skridskor",
            "shelf_id": shelf,
            "place_id": shelf,
            "place_since_at": street.crew.now,
            "registered_on": local_day(street.crew.now),
        }
        for n in numbers
    ]
    with street.crew.store.writing() as db:
        db.execute(insert(table_of(Article)), rows)
        db.commit()


def test_a_thousand_articles_cost_no_more_statements_than_ten(street: Street) -> None:
    skates, asked = street.crew.registers(), list[dict[str, int]]()
    for numbers in (range(10), range(10, 1_000)):
        register_many(street, skates, numbers)
        asked.append({})
        for path in PAGES:
            with counting(street.crew.store) as sent:
                assert street.asks(path).status_code == 200
            asked[-1][path] = len(sent)
    assert asked[0] == asked[1]
    assert max(asked[0].values()) <= 8


def test_what_is_kept_costs_no_statement_at_all(street: Street) -> None:
    street.asks("/lagersaldo/1")
    with counting(street.crew.store) as sent:
        street.phone.get("/lagersaldo/1")
    assert sent == []


def test_no_page_reads_all_loans_or_the_whole_ledger(demo: Demo) -> None:
    heard = listen(demo.store)
    for path in [*PAGES, "/en/stock/1/HJC", "/lagersaldo/1?q=38"]:
        assert demo.phone.get(path).status_code == 200
    read_whole = scans(demo.store, heard)
    assert any("loan" in statement for statement, _ in heard.statements)
    assert [step for step in read_whole if re.match(r"SCAN (loan|move|visit)\b", step)] == []


@pytest.mark.parametrize(
    "path",
    ["/lagersaldo", "/lagersaldo/1/SKR", "/lagersaldo/1/KLA", "/lagersaldo/1?q=a", "/lagat"],
)
def test_a_first_visit_weighs_little(demo: Demo, path: str) -> None:
    page = demo.phone.get(path)
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    bodies = [page.data, *(demo.phone.get(file, buffered=True).data for file in files)]
    assert len(files) >= 9
    assert b"@import" not in b"".join(bodies[1:])
    assert b"<script" not in page.data
    assert sum(map(len, bodies)) <= HEAVIEST
    assert sum(len(gzip.compress(body, 9)) for body in bodies) <= HEAVIEST_PACKED


def test_a_page_is_packed_for_whoever_can_unpack_it(demo: Demo) -> None:
    page = demo.phone.get("/lagersaldo", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert page.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(page.data) == demo.phone.get("/lagersaldo").data
