"""What is published as a file and read in again is the same minutes: titles, texts and days."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from fritidsbank.clock import local_day, local_moment
from fritidsbank.minutes.formats.as_docx import as_docx
from fritidsbank.minutes.formats.as_markdown import as_markdown
from fritidsbank.minutes.formats.as_pdf import as_pdf
from fritidsbank.minutes.formats.as_text import as_text
from fritidsbank.minutes.formats.paper import Imprint, Paper, minutes_paper
from fritidsbank.minutes.markdown import blocks_of, text_of
from fritidsbank.minutes.reading.file_kinds import document_of
from fritidsbank.minutes.reading.understanding import Understood, understand
from fritidsbank.minutes.rendition import MinutesPage, Paragraph
from tests.minutes.public_world import GROUP, MINUTES, item

pytestmark = pytest.mark.one_database

ITSELF: dict[str, Callable[[Paper], bytes]] = {
    "md": lambda paper: as_markdown(paper).encode(),
    "txt": lambda paper: as_text(paper).encode(),
    "docx": as_docx,
    "pdf": as_pdf,
}
TITLES = (
    "Hälsodagen", "Fritidsbanken", "Rundan runt bordet", "Lokal på Söder", "Cyklar åt alla",
    "Övriga frågor", "Studiebesök hos Ria", "Budget och bidrag", "Ungdomarnas idéer",
)  # fmt: skip
WORDS = (
    "vi", "gruppen", "hjälmarna", "skidorna", "lånas", "ut", "till", "föreningen", "samtalet",
    "handlade", "om", "lokalen", "å", "ö", "många", "prylar", "behövs", "också", "sommaren",
    "arbetsmarknadsförvaltningen", "frågan", "är", "öppen", "och", "kommer", "igen",
)  # fmt: skip
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=3, max_size=14).map(
    lambda words: f"{' '.join(words).capitalize()}."
)
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join)
POINTS = st.lists(SENTENCES, min_size=2, max_size=4).map(
    lambda points: "\n".join(f"- {point}" for point in points)
)
TEXTS = st.tuples(PARAGRAPHS, st.lists(st.one_of(PARAGRAPHS, POINTS), max_size=2)).map(
    lambda parts: "\n\n".join([parts[0], *parts[1]])
)
ITEMS = st.lists(
    st.tuples(st.sampled_from(TITLES), TEXTS), min_size=2, max_size=5, unique_by=lambda one: one[0]
)
DAYS = st.dates(date(2001, 1, 1), date(2035, 12, 31))
Items = list[tuple[str, str]]


def minutes_of(items: Items, day: date) -> MinutesPage:
    """Minutes of that day with these items and nothing that came of them."""
    starts_at = local_moment(day, time(10))
    pages = [
        replace(
            item(number, title),
            paragraphs=tuple(
                Paragraph(f"p{number}-{place}", block.html, block.text)
                for place, block in enumerate(blocks_of(text), start=1)
            ),
        )
        for number, (title, text) in enumerate(items, start=1)
    ]
    ends_at = starts_at + timedelta(minutes=90)
    return replace(MINUTES, starts_at=starts_at, ends_at=ends_at, items=tuple(pages), next_dates=())


def read_again(items: Items, day: date, form: str) -> Understood:
    """Out as a file, and in as somebody else's document."""
    page = minutes_of(items, day)
    out_at = page.starts_at + timedelta(days=9)
    paper = minutes_paper(page, Imprint(1, out_at, "https://disk.example.se/moten/g/d"))
    document = document_of(ITSELF[form](paper), f"protokoll.{form}")
    near = local_day(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    return understand(document, near=near, groups=[GROUP.name])


def same(items: Items, day: date, form: str) -> None:
    read = read_again(items, day, form)
    assert (read.date, read.group, read.place) == (day, GROUP.name, MINUTES.place)
    assert [each.title for each in read.items] == [title for title, _ in items]
    found, texts = [text_of(each.text) for each in read.items], [text_of(text) for _, text in items]
    if form == "pdf":
        # Of few lines nobody can tell how far apart two paragraphs are; the words are all there.
        found, texts = ([" ".join(each.split()) for each in said] for said in (found, texts))
    assert found == texts


@given(ITEMS, DAYS)
@settings(max_examples=30, derandomize=True)
def test_minutes_as_markdown_are_read_in_as_they_were(items: Items, day: date) -> None:
    same(items, day, "md")


@given(ITEMS, DAYS)
@settings(max_examples=30, derandomize=True)
def test_minutes_as_text_are_read_in_as_they_were(items: Items, day: date) -> None:
    same(items, day, "txt")


@given(ITEMS, DAYS)
@settings(max_examples=3, derandomize=True, phases=[Phase.generate])
def test_minutes_as_a_word_document_are_read_in_as_they_were(items: Items, day: date) -> None:
    same(items, day, "docx")


@given(ITEMS, DAYS)
@settings(max_examples=3, derandomize=True, phases=[Phase.generate])
def test_minutes_as_a_pdf_are_read_in_as_they_were(items: Items, day: date) -> None:
    same(items, day, "pdf")


@pytest.mark.parametrize("form", ITSELF)
def test_who_was_there_and_what_was_decided_is_found_again(form: str) -> None:
    paper = minutes_paper(MINUTES, Imprint(1, MINUTES.ends_at, "https://disk.example.se/m"))
    document = document_of(ITSELF[form](paper), f"protokoll.{form}")
    read = understand(document, near=local_day(MINUTES.starts_at), groups=[GROUP.name])
    said = " ".join(str(each) for each in read.present)
    assert "Fontänhuset" in said
    assert [str(each) for each in read.absent][-1] == "G7"
    outcomes = {line.kind for each in read.items for line in each.outcomes}
    assert {*outcomes} == {line.kind for each in MINUTES.items for line in each.outcomes}
