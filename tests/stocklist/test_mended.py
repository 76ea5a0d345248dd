"""What the workshop has mended, as anybody may read it: things and kilos, and nobody."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from fritidsbank.schema import table_of
from fritidsbank.stock.rules import PlaceKind
from fritidsbank.stock.weights import TYPICAL_G
from fritidsbank.stocklist.mended import FEWEST, GroupRow, Mended, shown, what_was_mended
from fritidsbank.stocklist.queries import Heading
from fritidsbank.workshop.models import PartMove, Repair, SparePart
from fritidsbank.workshop.rules import OUTCOME_OF, PartChange, RepairState
from tests.stocklist.conftest import Demo, Street

LONG_AGO = datetime(2025, 6, 1, 10, tzinfo=UTC)


def repaired(
    street: Street,
    count: int,
    category: str = "SKR",
    *,
    state: RepairState = RepairState.DONE,
    fault: str = "lace",
    ended_at: datetime | None = None,
    things: int = 0,
    note: str = "",
) -> None:
    """So many repairs have ended, each of another article or of so many `things` by turns."""
    articles = [street.crew.registers(category=category).id for _ in range(things or count)]
    ended = ended_at or street.crew.now
    rows = [
        {
            "article_id": articles[number % len(articles)],
            "branch_id": street.crew.hamnen,
            "since_line": 1,
            "opened_at": ended,
            "changed_at": ended,
            "ended_at": ended,
            "state": state,
            "outcome": OUTCOME_OF[state],
            "went_to": PlaceKind.SHELF,
            "fault": fault,
            "note": note,
        }
        for number in range(count)
    ]
    with street.crew.store.writing() as db:
        db.execute(insert(table_of(Repair)).values(released_because="", waits_for=""), rows)
        db.commit()


def told(street: Street) -> dict[str, Any]:
    """What machines are told."""
    answer: dict[str, Any] = street.asks("/lagat.json").json or {}
    return answer


def test_what_was_mended_is_told_by_year_and_group(street: Street) -> None:
    repaired(street, 6)
    repaired(street, 7, "SKT")
    repaired(street, 8, "SLP", ended_at=LONG_AGO)
    assert [(row["year"], row["group"], row["mended"]) for row in told(street)["groups"]] == [
        (2026, "IS", 13),
        (2025, "ALPINT", 8),
    ]
    page = street.reads("/lagat")
    assert "Hittills i år har verkstaden lagat 13 prylar." in page
    assert "Alpint 0 8 Is 13 0 Tillsammans 13 8" in page
    assert "So far this year the workshop has mended 13 things." in street.reads("/en/repaired")


def test_fewer_than_five_are_not_counted_in_public(street: Street) -> None:
    repaired(street, 6)
    repaired(street, 4, "SLP", fault="buckle")
    repaired(street, 3, state=RepairState.SCRAPPED, fault="rust")
    page, machines = street.reads("/lagat"), told(street)
    assert "Alpint färre än 5 Is 6 Tillsammans, minst 6" in page
    assert "minst 6 prylar" in page
    assert "Kasserat i verkstaden färre än 5" in page
    assert [row["mended"] for row in machines["groups"]] == [None, 6]
    assert machines["years"][0]["scrapped"] is None
    assert [one["word"] for one in machines["faults"]] == ["snöre"]
    rows = list(csv.DictReader(io.StringIO(street.asks("/lagat.csv").text[1:]), delimiter=";"))
    assert [(row["mended"], row["kilos"]) for row in rows] == [("<5", "<5"), ("6", "9")]


def test_a_year_of_which_nothing_may_be_shown_is_not_named(street: Street) -> None:
    repaired(street, 6)
    repaired(street, 4, ended_at=LONG_AGO)
    assert "2025" not in street.reads("/lagat")


@pytest.mark.one_database
@given(st.lists(st.lists(st.integers(0, 12), min_size=2, max_size=2), min_size=1, max_size=6))
def test_what_is_hidden_is_not_found_by_subtracting(counts: list[list[int]]) -> None:
    group = Heading(1, None, "IS", "Is", "Ice", "all")
    rows = tuple(GroupRow(group, tuple(map(shown, row)), (0, 0)) for row in counts)
    mended = Mended((2026, 2025), rows, (0, 0), (0, 0), (0, 0), ())
    for place, together in enumerate(mended.mended):
        assert together == sum(row[place] for row in counts if row[place] >= FEWEST)
        assert together not in range(1, FEWEST)
        assert mended.hides[place] == any(0 < row[place] < FEWEST for row in counts)


def test_each_thing_weighs_once_a_year(street: Street) -> None:
    repaired(street, 6, things=2)
    assert told(street)["years"][0]["kilos_at_least"] == 2 * TYPICAL_G["SKR"] / 1000


def test_only_what_was_mended_counts_as_mended(street: Street) -> None:
    repaired(street, 6)
    for state in (RepairState.SCRAPPED, RepairState.RELEASED, RepairState.LEFT):
        repaired(street, 6, state=state)
    year = told(street)["years"][0]
    assert (year["mended_at_least"], year["scrapped"]) == (6, 6)


@pytest.mark.parametrize(("minutes", "year"), [(59, 2025), (60, 2026)])
def test_a_year_begins_at_midnight_in_sweden(street: Street, minutes: int, year: int) -> None:
    repaired(
        street, 6, ended_at=datetime(2025, 12, 31, 22, tzinfo=UTC) + timedelta(minutes=minutes)
    )
    assert [row["year"] for row in told(street)["groups"]] == [year]


def test_parts_are_told_as_they_were_taken_and_used(street: Street) -> None:
    repaired(street, 6)
    with street.crew.store.writing() as db:
        part = SparePart(branch_id=street.crew.hamnen, name="Spänne", count=2)
        db.add(part)
        db.flush()
        for change, why in (
            (9, PartChange.HARVESTED),
            (-8, PartChange.USED),
            (1, PartChange.PUT_BACK),
        ):
            db.add(PartMove(part_id=part.id, at=street.crew.now, change=change, why=why))
        db.commit()
    year = told(street)["years"][0]
    assert (year["parts_taken"], year["parts_used"]) == (9, 7)


def test_what_somebody_wrote_at_the_bench_is_not_told(street: Street) -> None:
    repaired(street, 6, note="till Sara Överström")
    for path in ("/lagat", "/en/repaired", "/lagat.json", "/lagat.csv"):
        assert "överström" not in street.asks(path).text.lower()


def test_before_anything_is_mended_the_page_says_so(street: Street) -> None:
    assert "Inget är lagat ännu." in street.reads("/lagat")
    assert told(street)["groups"] == []


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("page", "link"), [("/lagersaldo", "/lagat"), ("/en/stock", "/en/repaired")]
)
def test_the_list_leads_to_it(demo: Demo, page: str, link: str) -> None:
    assert f'href="{link}"' in demo.phone.get(page).text


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("page", "other"), [("/lagat", "/en/repaired"), ("/en/repaired", "/lagat")]
)
def test_it_leads_to_itself_in_the_other_language(demo: Demo, page: str, other: str) -> None:
    answer = demo.phone.get(page)
    assert f'hreflang="{other[1:3] if "en" in other else "sv"}"' in answer.text
    assert f'href="{other}"' in answer.text
    assert answer.headers["Cache-Control"] == "public, max-age=30"


@pytest.mark.one_database
def test_a_whole_year_adds_up(demo: Demo) -> None:
    with demo.store.reading() as db:
        figures = what_was_mended(db, datetime(2026, 3, 2, tzinfo=UTC).date())
    assert figures.years[0] == 2026
    assert sum(figures.mended) > 100
    assert all(fault.count >= FEWEST for fault in figures.faults)
