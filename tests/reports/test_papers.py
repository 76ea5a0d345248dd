"""A report says the same on every paper, and each paper can be read by whoever gets it."""

from datetime import date
from io import BytesIO
from time import perf_counter
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import load_workbook
from sqlalchemy.orm import Session

from fritidsbank.reports.as_json import as_json
from fritidsbank.reports.at_bench import MOST_FIRST
from fritidsbank.reports.facts import CategoryName, Facts, facts_of
from fritidsbank.reports.figures import (
    Bench,
    CategoryRow,
    Gap,
    Headline,
    Mend,
    MendFirst,
    Report,
    Waiting,
)
from fritidsbank.reports.freezing import read_report
from fritidsbank.reports.papers import FORMS, rendered
from fritidsbank.reports.rules import Books, period
from fritidsbank.reports.table import shown
from fritidsbank.reports.tables import FIGURES, LATE
from fritidsbank.reports.told import tell
from fritidsbank.stock.rules import PlaceKind, Reason
from fritidsbank.stock.words import PLACES, SCRAP_REASONS
from fritidsbank.web.language import LANGUAGES, say, shown_day
from tests.conftest import NOW
from tests.reports.reading import Read, from_csv, from_html, from_pdf, from_xlsx, plain

pytestmark = pytest.mark.one_database

WEEK = "2026-W08"
TODAY = date(2026, 3, 2)
BOOKS = {
    "opening": "Opening",
    "registered": "New",
    "moved_in": "Moved in",
    "found": "Found again",
    "moved_out": "Moved out",
    "scrapped": "As scrap",
    "written_off": "Written off",
    "missing": "Gone missing",
    "closing": "Closing",
}
"""What stands above each figure of the books."""
ODD = '#1 *Norr* "Å" $x$ @a <b>&'
"""A name that is markup in one language or another."""


def read(db: Session, name: str = WEEK) -> tuple[Report, Facts]:
    return read_report(db, period(name), today=TODAY), facts_of(db, now=NOW)


def paper(db: Session, form: str, language: str = "sv", name: str = WEEK) -> bytes:
    report, facts = read(db, name)
    return rendered(report, form, language, facts).content


def told_to_machines(report: Report, language: str, facts: Facts) -> Read:
    """What the tables must say, from the figures that machines get."""
    kept, told = as_json(report), tell(report, language, facts)
    titles = {key: table.title for key, table in told.tables.items()}
    together, many = say("Together", language), say("How many", language)
    rows = [(facts.category(row["category"], language), row) for row in kept["by_category"]]
    expected: Read = {
        (titles["books"], name, say(head, language)): str(row[key])
        for name, row in [*rows, (together, kept)]
        for key, head in BOOKS.items()
    }
    for key, words, counts in (
        ("scrapped", SCRAP_REASONS, kept["scrapped_by_reason"]),
        ("overdue", LATE, kept["overdue_by_days"]),
    ):
        for each, count in counts.items():
            expected[titles[key], say(words[each], language), many] = str(count)
    expected[titles["overdue"], together, many] = str(kept["overdue"])
    if any(kept["scrapped_by_reason"].values()):
        expected[titles["scrapped"], together, many] = str(kept["scrapped"])
    for kind, word in PLACES.items():
        if kind not in {PlaceKind.MISSING, PlaceKind.GONE} and kind in kept["stock_by_place"]:
            where = titles["places"], say(word, language), many
            expected[where] = str(kept["stock_by_place"][kind])
    expected[titles["places"], together, many] = str(kept["closing"])
    bench = {
        "Waiting in the workshop": kept["in_workshop"],
        "Longest wait, days": kept["in_workshop_oldest_days"],
        "Median wait, days": kept["in_workshop_median_days"],
    }
    for word, count in bench.items():
        expected[titles["bench"], say(word, language), many] = plain(f"{count:g}")
    for one in kept["by_day"]:
        day = shown_day(date.fromisoformat(one["day"]), language)
        for head, key in (("Went out", "articles_lent"), ("Came in", "returned")):
            expected[titles["days"], day, say(head, language)] = str(one[key])
    return expected


def wrong(found: Read, expected: Read) -> dict[tuple[str, str, str], tuple[str, str]]:
    return {
        key: (found.get(key, "nothing"), figure)
        for key, figure in expected.items()
        if found.get(key) != figure
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [WEEK, "2026-02"])
def test_every_figure_is_the_same_on_every_paper(year: Session, language: str, name: str) -> None:
    report, facts = read(year, name)
    expected = told_to_machines(report, language, facts)
    told = tell(report, language, facts)
    papers = {form: rendered(report, form, language, facts).content for form in FORMS}
    assert report.total.closing > 0
    assert wrong(from_csv(papers["csv"]), expected) == {}
    assert wrong(from_html(papers["html"]), expected) == {}
    assert wrong(from_xlsx(papers["xlsx"], told), expected) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [WEEK, "2026-02", "2025"])
def test_the_pdf_prints_every_row_that_is_told(year: Session, language: str, name: str) -> None:
    report, facts = read(year, name)
    told = tell(report, language, facts)
    printed = from_pdf(rendered(report, "pdf", language, facts).content)
    lines = [told.title, told.shop, told.lead, told.state]
    lines += [f"{one.word} {one.count}" for one in told.figures]
    for key in ("wishes", "bench", "changed", "top", "idle", "overdue", "scrapped"):
        table = told.tables[key]
        for row in table.with_total if table.rows else ():
            lines.append(" ".join(plain(shown(cell, language)) for cell in row))
    normal = [" ".join(plain(line).split()) for line in lines]
    assert [line for line in normal if line not in printed] == []


def test_what_is_folded_on_paper_is_summed(year: Session) -> None:
    report, facts = read(year)
    changed = tell(report, "sv", facts).tables["changed"]
    sums = [sum(int(row[column] or 0) for row in changed.rows) for column in range(1, 10)]
    assert sums == list(changed.total[1:])


def test_what_changed_is_not_folded(year: Session) -> None:
    report, facts = read(year)
    changed = tell(report, "sv", facts).tables["changed"].rows
    busy = [
        facts.category(row.category, "sv")
        for row in report.categories
        if row.books != Books(opening=row.books.opening)
    ]
    assert 0 < len(busy) < len(report.categories)
    assert [row[0] for row in changed[:-1]] == busy


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_five_figures_are_those_of_the_machines(year: Session, language: str) -> None:
    report, facts = read(year)
    kept = as_json(report)
    told = tell(report, language, facts)
    lines = from_csv(rendered(report, "csv", language, facts).content)
    title = told.tables["figures"].title, say("How many", language)
    for (name, word), one in zip(FIGURES.items(), told.figures, strict=True):
        was = kept["before"][name]
        assert one.count == kept[name]
        assert str(was) in plain(one.compared[0]) or was == one.count
        assert lines[title[0], say(word, language), title[1]] == str(kept[name])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_is_tagged_for_those_who_listen(year: Session, language: str) -> None:
    pdf = PdfReader(BytesIO(paper(year, "pdf", language)))
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert pdf.metadata is not None
    assert pdf.metadata.title
    assert pdf.metadata.author


def test_pictures_and_heads_of_tables_have_their_tags(year: Session) -> None:
    tags: list[str] = []
    said: list[str] = []
    root: Any = PdfReader(BytesIO(paper(year, "pdf"))).trailer["/Root"]
    todo = [root["/StructTreeRoot"]["/K"]]
    while todo:
        node = todo.pop().get_object()
        if isinstance(node, list):
            todo += node
        elif isinstance(node, dict):
            tags.append(str(node.get("/S")))
            said += [node["/Alt"]] if "/Alt" in node else []
            todo += [node["/K"]] if "/K" in node else []
    assert (tags.count("/H1"), tags.count("/Figure"), len(said)) == (1, 2, 2)
    assert tags.count("/Table") == tags.count("/THead")
    assert tags.count("/TH") >= 10


@pytest.mark.parametrize("name", [WEEK, "2026-02", "2025"])
def test_a_pdf_has_two_pages_at_most_and_is_made_at_once(year: Session, name: str) -> None:
    paper(year, "pdf", name=name)  # the fonts are read once
    began = perf_counter()
    pdf = paper(year, "pdf", name=name)
    assert perf_counter() - began < 3
    assert len(PdfReader(BytesIO(pdf)).pages) <= 2


def odd_report() -> tuple[Report, Facts]:
    """Everything that has a name bears an odd one."""
    row = CategoryRow("ODD", Books(opening=12, registered=1, scrapped=2), 3, 2)
    report = Report(
        period=period(WEEK),
        branch=ODD,
        headline=Headline(3, 1, 2, 4, 1),
        before=Headline(),
        year_before=None,
        categories=(row,),
        days=(),
        places={"shelf": 10, "workshop": 1, "missing": 1},
        repaired={"shelf": 1, "season_store": 2, "scrapped": 3, "released": 4, "unknown": 5},
        scrapped={Reason.WORN_OUT: 2},
        late={"1-7": 0, "8-30": 1, "31-90": 0, "91-": 0},
        waiting=Waiting(1, 3, 3.0),
        bench=Bench(120, 40, 38, 12, 38, 3.5, 21),
        mend_first=MendFirst(
            date(2025, 2, 10),
            date(2025, 3, 9),
            is_holiday=True,
            rows=tuple(Mend("ODD", f"{n} $*#_`", 40 - n, 2, 1) for n in range(MOST_FIRST)),
        ),
        gaps=tuple(Gap("ODD", f"{n} $*#_`", 40 - n, 0) for n in range(30)),
        booked_late=2,
        climate_kg=14,
    )
    return report, Facts("Kommunen", (ODD, "Hamnen"), {"ODD": CategoryName(ODD, ODD)}, NOW)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_is_never_taken_for_markup_or_a_formula(language: str) -> None:
    report, facts = odd_report()
    pdf = from_pdf(rendered(report, "pdf", language, facts).content)
    html = rendered(report, "html", language, facts).content.decode()
    book = load_workbook(BytesIO(rendered(report, "xlsx", language, facts).content))
    cells = [
        row[0] for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()
    ]
    assert pdf.count(" ".join(ODD.split())) >= 4
    assert "<b>" not in html
    assert ODD in cells


def test_a_cell_of_a_spreadsheet_cannot_reckon() -> None:
    report, facts = odd_report()
    evil = Facts("", (ODD, "x"), {"ODD": CategoryName("=1+1", "=1+1")}, NOW)
    assert "'=1+1" in rendered(report, "csv", "sv", evil).content.decode()
    book = load_workbook(BytesIO(rendered(report, "xlsx", "sv", evil).content))
    assert book.get_sheet_by_name("Böcker").to_python()[1][0] == "=1+1"
    assert facts.operator


def test_many_gaps_are_counted_and_the_paper_stays_short() -> None:
    report, facts = odd_report()
    told = tell(report, "sv", facts)
    assert len(told.tables["gaps"].rows) == 30
    assert told.tables["wishes"].note == "och 20 till"
    pdf = rendered(report, "pdf", "sv", facts).content
    assert len(PdfReader(BytesIO(pdf)).pages) <= 2


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_named_in_plain_letters(form: str) -> None:
    report, facts = odd_report()
    made = rendered(report, form, "sv", facts)
    assert made.name == f"rapport-2026-W08-1-norr-a-x-a-b.{form}"
    assert made.content


def test_what_came_late_and_what_was_saved_is_said() -> None:
    report, facts = odd_report()
    said = " ".join(tell(report, "en", facts).notes)
    assert "2 moves happened in weeks that were frozen already" in said
    assert "about 14 kg of carbon dioxide. Source: Karlstads kommun" in said
