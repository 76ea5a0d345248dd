"""The same minutes on every paper, read aloud as they should be, and broken by no text."""

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pypdf import PdfReader

from fritidsbank.minutes.formats.as_docx import as_docx
from fritidsbank.minutes.formats.as_markdown import as_markdown, escaped, markdown_of
from fritidsbank.minutes.formats.as_pdf import as_pdf
from fritidsbank.minutes.formats.as_text import as_text
from fritidsbank.minutes.formats.paper import Imprint, Paper, minutes_paper, notice_paper
from fritidsbank.minutes.formats.rich_text import blocks_in, words_of
from fritidsbank.minutes.legible import legible, one_line
from fritidsbank.minutes.markdown import blocks_of, html_of
from fritidsbank.minutes.rendition import Approved, Board, MinutesPage, Paragraph
from fritidsbank.minutes.rules import ApprovalMethod, MeetingState, Profile
from tests.conftest import NOW
from tests.minutes.public_world import COMING, MINUTES, item

pytestmark = pytest.mark.one_database

IMPRINT = Imprint(2, NOW, "https://disk.example.se/moten/ledningsgruppen/2026-02-18", "Kommunen")
RICH = """Vi **bestämde** *kanske* [en sida](https://exempel.se/a_(b)).
Ny rad.

- hjälmar
- skridskor
  1. röda
  2. blå

7. sju
8. åtta"""
ODD = "#1 *Norr* `x` $a$ @b <b>&amp; \\ _c_ [d](e) #emph[f] </script> ]]> 😀 漢字 שלום \u202e \x01"
TEXTS = st.one_of(st.text(max_size=60), st.text("*_[]()<>#`-+1.) \n\\&!~aå", max_size=40))


def minutes_with(markdown: str, **changed: Any) -> MinutesPage:  # noqa: ANN401 - any field
    """Minutes of one item."""
    parts = tuple(
        Paragraph(f"p1-{number}", block.html, block.text)
        for number, block in enumerate(blocks_of(markdown), start=1)
    )
    return replace(MINUTES, items=(replace(MINUTES.items[0], paragraphs=parts),), **changed)


def odd_minutes(text: str) -> MinutesPage:
    """Minutes whose every text is this one."""
    first = MINUTES.items[0]
    line = replace(first.outcomes[1], text=text, owner=text)
    box = replace(first.figures[0], title=text, source=text, lines=((text, text),))
    odd = replace(
        first,
        label=text,
        title=text,
        paragraphs=(Paragraph("p1-1", html_of(text), text),),
        outcomes=(line,),
        figures=(box,),
    )
    return replace(
        MINUTES,
        group=replace(MINUTES.group, name=text),
        place=text,
        summary=text,
        change_note=text,
        items=(odd,),
        attendance=tuple(
            replace(each, organisation=text, function=text, name=text)
            for each in MINUTES.attendance
        ),
    )


def paper_of(page: MinutesPage) -> Paper:
    return minutes_paper(page, IMPRINT)


@cache
def pdf_of(page: MinutesPage) -> PdfReader:
    return PdfReader(BytesIO(as_pdf(paper_of(page))))


def words_in(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def tags_in(pdf: PdfReader) -> list[str]:
    """The tags of the structure tree, as a screen reader walks it."""
    tags: list[str] = []
    root: Any = pdf.trailer["/Root"]
    todo = [root["/StructTreeRoot"]["/K"]]
    while todo:
        node = todo.pop().get_object()
        if isinstance(node, list):
            todo += node
        elif isinstance(node, dict):
            tags.append(str(node.get("/S")))
            todo += [node["/K"]] if "/K" in node else []
    return tags


SAID = (
    "Mötesanteckningar: Ledningsgrupp för utveckling, 18 februari 2026",
    "onsdag 18 februari 2026, kl. 10.00–11.30",
    "Fontänhuset, Södergatan 65",
    "Fritidsbanken öppnar i vecka 44. Vi letar efter en lokal med plats för skidor.",
    "1. Fritidsbanken",
    "Lokalen på Södergatan är för liten för skidor.",
    "Fråga fastighetsägaren om källaren. (ansvarig: Ria, klart senast tisdag 10 mars 2026)",
    "kom 10.20",
    "3 gäster",
    "1 391",
    "onsdag 18 mars 2026, onsdag 22 april 2026",
    "version 2, 2026-03-02",
    "https://disk.example.se/moten/ledningsgruppen/2026-02-18",
)


def all_of(document: Any) -> str:  # noqa: ANN401 - python-docx
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


@pytest.mark.parametrize("said", SAID)
def test_every_paper_says_it(said: str) -> None:
    paper = paper_of(MINUTES)
    markdown = MarkdownIt("commonmark").render(as_markdown(paper))
    assert said in as_text(paper)
    assert said in markdown
    assert said in all_of(Document(BytesIO(as_docx(paper))))
    assert " ".join(said.split()) in words_in(pdf_of(MINUTES)).replace(" (", " (")


def test_formal_minutes_say_how_they_were_approved_and_posted() -> None:
    board = Board(date(2026, 3, 2), date(2026, 3, 24), "Stadshuset", "§ 36–41")
    approved = Approved(date(2026, 2, 27), ApprovalMethod.PAPER, "justeraren")
    said = as_text(
        paper_of(replace(MINUTES, profile=Profile.FORMAL, board=board, approved=(approved,)))
    )
    assert said.startswith("Protokoll: ")
    assert "Justerat: fredag 27 februari 2026, på papper, av justeraren" in said
    assert "Tas ner: tisdag 24 mars 2026\nParagrafer: § 36–41\nFörvaras: Stadshuset" in said


def test_what_is_not_published_is_said_and_nothing_else() -> None:
    hidden = replace(item(2, "Personärende", "Hemligt"), withheld=True)
    part = Paragraph("p3-1", "", "", withheld=True)
    shown = replace(item(3, "Lokal"), paragraphs=(part,))
    said = as_text(paper_of(replace(MINUTES, items=(hidden, shown))))
    assert "Hemligt" not in said
    assert said.count("Det här publiceras inte.") == 2


def test_a_notice_says_how_to_take_part_what_is_open_and_that_it_was_cancelled() -> None:
    said = as_text(notice_paper(COMING, IMPRINT))
    assert "Mötet är öppet för alla." in said
    assert "1. Starten i vecka 44\n\nVad måste vara klart innan dörren öppnas?" in said
    assert "Kvar att göra\n\nÅtgärd: Fråga fastighetsägaren om källaren (ansvarig: Ria" in said
    off = replace(COMING, state=MeetingState.CANCELLED, reason="Snö.")
    assert "Mötet är inställt.\n\nSnö." in as_text(notice_paper(off, IMPRINT))


def test_in_english_the_words_around_are_english() -> None:
    said = as_text(notice_paper(COMING, IMPRINT, "en"))
    assert said.startswith("Notice of meeting: Ledningsgrupp för utveckling, 18 March 2026")
    assert "10:00-11:30" in said


def test_lists_and_links_are_themselves_in_text_and_markdown() -> None:
    paper = paper_of(minutes_with(RICH))
    assert "- skridskor\n  1. röda\n  2. blå" in as_text(paper)
    assert "en sida (https://exempel.se/a_(b)).\nNy rad." in as_text(paper)
    assert MarkdownIt("commonmark").render(as_markdown(paper)).count("<ol") == 2
    assert "7. sju\n8. åtta" in as_markdown(paper)


def test_a_word_document_has_real_headings_lists_links_and_a_language() -> None:
    document = Document(BytesIO(as_docx(paper_of(minutes_with(RICH)))))
    styles = [(line.style.name if line.style else "", line.text) for line in document.paragraphs]
    assert ("Heading 1", SAID[0]) in styles
    assert ("Heading 2", "1. Fritidsbanken") in styles
    assert ("List Bullet", "skridskor") in styles
    assert ("List Number 2", "röda") in styles
    assert (document.core_properties.title, document.core_properties.language) == (SAID[0], "sv")
    assert 'w:val="sv-SE"' in document.styles.element.xml
    links = [link.address for line in document.paragraphs for link in line.hyperlinks]
    assert links == ["https://exempel.se/a_(b)"]
    assert document.tables[0].rows[0]._tr.xpath("w:trPr/w:tblHeader")


def test_a_list_in_a_word_document_counts_from_its_own_first_number() -> None:
    document = Document(BytesIO(as_docx(paper_of(minutes_with("1. ett\n\nOch:\n\n7. sju")))))
    one, seven = (
        line._p.xpath("string(w:pPr/w:numPr/w:numId/@w:val)")
        for line in document.paragraphs
        if line.style and line.style.name == "List Number"
    )
    starts = {
        str(number.numId): number.xpath("w:lvlOverride/w:startOverride/@w:val")
        for number in document.part.numbering_part.element.num_lst
    }
    assert (starts[one], starts[seven]) == (["1"], ["7"])


def test_a_pdf_is_tagged_for_those_who_listen() -> None:
    pdf = pdf_of(minutes_with(RICH))
    root: Any = pdf.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("sv", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert pdf.metadata is not None
    assert (pdf.metadata.title, pdf.metadata.author) == (SAID[0], "Kommunen")
    tags = tags_in(pdf)
    assert (tags.count("/H1"), tags.count("/H2"), tags.count("/L")) == (1, 3, 4)
    assert (tags.count("/Table"), tags.count("/THead"), tags.count("/TH")) == (2, 2, 6)
    assert {"/Strong", "/Em", "/Link", "/LI", "/P"} <= {*tags}


def test_the_same_pdf_is_made_each_time() -> None:
    paper = paper_of(MINUTES)
    assert as_pdf(paper) == as_pdf(paper)


def test_a_letter_that_the_font_has_not_is_a_box_and_no_reason_to_have_no_pdf() -> None:
    assert "□□" in words_in(pdf_of(minutes_with("Skylten sade 漢字.")))


@pytest.mark.parametrize("made", [as_text, as_markdown, as_docx, as_pdf])
def test_no_text_is_taken_for_mark_up(made: Any) -> None:  # noqa: ANN401 - one of these
    paper = paper_of(odd_minutes(ODD))
    file = made(paper)
    if made is as_markdown:
        file = MarkdownIt("commonmark").render(file).replace("&lt;", "<").replace("&gt;", ">")
        file = file.replace("&amp;", "&")
    if made is as_docx:
        file = all_of(Document(BytesIO(file)))
    if made is as_pdf:
        file = words_in(PdfReader(BytesIO(file)))
    assert "#1 *Norr* `x` $a$ @b <b>&amp; \\ _c_ [d](e) #emph[f] </script> ]]>" in file


@given(TEXTS)
@example(ODD)
@example("1) a\n\n   2. b")
def test_any_text_is_the_same_after_markdown_was_read_again(text: str) -> None:
    shown = one_line(text)
    again = MarkdownIt("commonmark").parse(f"Före {escaped(shown)} efter")[1].children or []
    assert "".join(each.content for each in again) == f"Före {shown} efter"


@given(TEXTS)
@example("**a** *b* ***c*** **a*b*** _x_y_")
@example("- a\n\n      b\n- > c\n1. d")
@example("0\n\x08")
@example("0*\x1f¡*")
@example("*0 *0*0*")
@example("\x1f\t<")
def test_what_markdown_says_is_said_again(text: str) -> None:
    blocks = blocks_in(html_of(text))
    written = "\n\n".join(markdown_of(block) for block in blocks)
    read = words_of(blocks_in(MarkdownIt("commonmark").render(written)))
    assert read.split() == words_of(blocks).split()


@settings(max_examples=15)
@given(TEXTS)
@example(ODD)
def test_any_text_makes_a_word_document_that_opens(text: str) -> None:
    document = Document(BytesIO(as_docx(paper_of(odd_minutes(text)))))
    assert one_line(text) in document.paragraphs[0].text


@settings(max_examples=15)
@given(TEXTS)
@example(ODD)
@example("\u0600\ue000\U000e0041\u200d\ufe0f\u2028\ufdd0")
def test_any_text_makes_a_tagged_pdf(text: str) -> None:
    assert as_pdf(paper_of(odd_minutes(text))).startswith(b"%PDF")


@given(TEXTS)
@example(ODD)
def test_any_text_makes_a_plain_text_with_every_word_of_it(text: str) -> None:
    said = as_text(paper_of(odd_minutes(text)))
    assert one_line(text) in said
    assert legible(said) == said
