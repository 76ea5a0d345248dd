"""The documents of `documents/`: as they are, or made into PDFs and Word files here."""

import json
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from docx import Document as WordFile
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

DOCUMENTS = Path(__file__).with_name("documents")
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=13, spaceAfter=9)
_NAME = ParagraphStyle("name", parent=_BODY, spaceAfter=0)
_HEADING = ParagraphStyle(
    "heading", fontName="Helvetica-Bold", fontSize=13, leading=16, spaceBefore=14, spaceAfter=3
)
_TITLE = ParagraphStyle("title", parent=_HEADING, fontSize=16, leading=20, spaceBefore=0)


@dataclass(frozen=True)
class Sample:
    """A document as bytes, and what it should be understood as."""

    name: str
    content: bytes
    expected: dict[str, Any]


@cache
def samples() -> tuple[Sample, ...]:
    """All documents."""
    return tuple(_sample(path) for path in sorted(DOCUMENTS.glob("*.json")))


def _sample(path: Path) -> Sample:
    expected = json.loads(path.read_text("utf-8"))
    stem = path.stem
    source = next(each for each in DOCUMENTS.glob(f"{stem}.*") if each.suffix != ".json")
    if source.suffix == ".typ":
        return Sample(f"{stem}.pdf", typst.compile(source.read_bytes()), expected)
    if stem == "ledning-papper" or source.name.endswith(".pdf.txt"):
        return Sample(f"{stem}.pdf", as_pdf(source.read_text("utf-8")), expected)
    if source.name.endswith(".docx.txt"):
        return Sample(f"{stem}.docx", as_word_file(source.read_text("utf-8")), expected)
    return Sample(source.name, source.read_bytes(), expected)


def as_pdf(source: str) -> bytes:
    """A5-wide pages with the name of the group at their head and "Sida 1 (2)" at their foot."""
    story: list[Any] = []
    lines = source.splitlines()
    for place, line in enumerate(lines):
        sign, text = line[:2], escape(line[2:])
        if sign == "! ":
            story.append(Paragraph(text, _TITLE))
        elif sign == "# ":
            story.append(Paragraph(text, _HEADING))
        elif sign == "* ":
            story.append(Paragraph(text, _NAME, bulletText="•"))
        else:
            column = place and "," in line and len(line) < 60
            story.append(Paragraph(escape(line), _NAME if column else _BODY))
        if sign == "* " and lines[place + 1][:2] != "* ":
            story.append(Spacer(1, 9))
    made = BytesIO()
    head = lines[0][2:]
    pages = SimpleDocTemplate(made, pagesize=A4, leftMargin=110, rightMargin=110, bottomMargin=220)
    pages.build(story, onFirstPage=_edges(head), onLaterPages=_edges(head))
    return made.getvalue()


def _edges(head: str) -> Any:  # noqa: ANN401 - what reportlab calls for each page
    def drawn(canvas: Canvas, pages: Any) -> None:  # noqa: ANN401 - reportlab's template
        canvas.setFont("Helvetica", 9)
        canvas.drawString(110, A4[1] - 40, head)
        canvas.drawString(110, 40, f"Sida {pages.page} (2)")

    return drawn


def as_word_file(source: str) -> bytes:
    """With the styles of Word for titles, headings and points; bold lines, and tables."""
    word = WordFile()
    table = None
    for line in source.splitlines():
        sign, text = line[:2], line[2:]
        if sign != "| ":
            table = None
        if sign == "! ":
            word.add_heading(text, 0)
        elif sign == "# ":
            word.add_heading(text, 1)
        elif sign == "* ":
            word.add_paragraph(text, "List Bullet")
        elif sign == "+ ":
            word.add_paragraph().add_run(text).bold = True
        elif sign == "| ":
            table = table or word.add_table(0, 2)
            for cell, words in zip(table.add_row().cells, text.split(" | "), strict=True):
                cell.text = words
        else:
            word.add_paragraph(line)
    made = BytesIO()
    word.save(made)
    return made.getvalue()
