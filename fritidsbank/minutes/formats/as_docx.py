"""A paper as a Word document: real headings, lists and table heads, so that it can be listened to.

Word and LibreOffice open it; there is no macro in it, and nothing that is fetched from elsewhere.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fritidsbank.minutes.formats.paper import Figures, Paper, Person
from fritidsbank.minutes.formats.rich_text import Block, Points, Prose, Run
from fritidsbank.web.language import LOCALES

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

DEEPEST = 3
"""So many levels of lists have a style; what lies deeper is set like the last."""
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def as_docx(paper: Paper) -> bytes:
    """The file."""
    from docx import Document as new_document  # noqa: N813, PLC0415 - loaded when first asked for

    writer = _Writer(new_document())
    writer.describe(paper)
    writer.heading(paper.title, 1)
    writer.facts(paper.facts)
    for note in paper.notes:
        writer.prose(Prose((Run(note, emphasis=True),)))
    writer.blocks(paper.lead)
    for word, people in paper.attendance:
        writer.heading(word, 2)
        writer.people(paper.heads, people)
    for section in paper.sections:
        writer.heading(section.heading, 2)
        writer.blocks(section.blocks)
        for fact in section.outcomes:
            writer.facts([fact])
        for figures in section.figures:
            writer.figures(figures)
    if paper.closing:
        writer.facts(paper.closing)
    return writer.bytes()


class _Writer:
    """The document as it grows."""

    def __init__(self, document: "Document") -> None:
        self._document = document

    def bytes(self) -> bytes:
        file = BytesIO()
        self._document.save(file)
        return file.getvalue()

    def describe(self, paper: Paper) -> None:
        """Title and language, which a screen reader says first and reads with."""
        about = self._document.core_properties
        about.title, about.author = paper.title[:255], paper.operator[:255]
        about.subject, about.language = paper.group[:255], paper.language
        about.comments = ""
        about.created = about.modified = paper.made_at.replace(microsecond=0, tzinfo=None)
        about.last_modified_by = ""
        language = _element("w:lang")
        spoken = LOCALES[paper.language].replace("_", "-")
        for name in ("val", "eastAsia", "bidi"):
            language.set(_name(f"w:{name}"), spoken)
        defaults = self._document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")[0]
        for old in defaults.xpath("w:lang"):
            defaults.remove(old)
        defaults.append(language)

    def heading(self, text: str, level: int) -> None:
        self._document.add_heading(text, level)

    def facts(self, facts: Iterable[tuple[str, str]]) -> None:
        line = self._document.add_paragraph()
        for number, (word, value) in enumerate(facts):
            if number:
                line.add_run().add_break()
            line.add_run(f"{word}:").bold = True
            line.add_run(f" {value}")

    def blocks(self, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            if isinstance(block, Prose):
                self.prose(block)
            else:
                self._points(block, 1)

    def prose(self, prose: Prose, style: str | None = None) -> "Paragraph":
        line = self._document.add_paragraph(style=style)
        for run in prose.runs:
            _write(line, run)
        return line

    def people(self, heads: tuple[str, str, str], people: tuple[Person, ...]) -> None:
        rows = [(each.organisation, each.who, each.remark) for each in people]
        self._table(heads, rows)

    def figures(self, figures: Figures) -> None:
        self.prose(Prose((Run(figures.title, strong=True),)))
        for word, value in figures.rows:
            self.prose(Prose((Run(f"{word}: {value}"),)), "List Bullet")
        self.prose(Prose((Run(figures.note),)))

    def _points(self, points: Points, depth: int) -> None:
        kind = "List Bullet" if points.first is None else "List Number"
        deep = min(depth, DEEPEST)
        style = kind if deep == 1 else f"{kind} {deep}"
        number = None if points.first is None else self._new_count(style, points.first)
        for point in points.points:
            begun = False
            for block in point or (Prose(()),):
                if isinstance(block, Points):
                    self._points(block, depth + 1)
                    continue
                line = self.prose(
                    block, f"List Continue{'' if deep == 1 else f' {deep}'}" if begun else style
                )
                if not begun and number is not None:
                    line._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number  # noqa: SLF001 - Word's own element
                begun = True

    def _new_count(self, style: str, first: int) -> int:
        """Without a count of its own each list would go on where the last one ended."""
        numbering = self._document.part.numbering_part.element
        of_style = self._document.styles[style].element.pPr.numPr.numId.val
        kind = numbering.num_having_numId(of_style).abstractNumId.val
        made = numbering.add_num(kind)
        made.add_lvlOverride(0).add_startOverride(first)
        return int(made.numId)

    def _table(self, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
        table = self._document.add_table(1, len(heads), "Table Grid")
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].add_run(head).bold = True
        table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001 - the same
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text


def _write(line: "Paragraph", run: Run) -> None:
    made = line.add_run(run.text)
    made.bold, made.italic = run.strong or None, run.emphasis or None
    if run.link:
        made.underline = True
        link = _element("w:hyperlink")
        link.set(_name("r:id"), line.part.relate_to(run.link, _LINK, is_external=True))
        link.append(made._r)  # noqa: SLF001 - Word's own element
        line._p.append(link)  # noqa: SLF001 - the same


def _element(name: str) -> Any:  # noqa: ANN401 - an element of lxml
    from docx.oxml import OxmlElement  # noqa: PLC0415 - loaded when first asked for

    return OxmlElement(name)


def _name(name: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415 - loaded when first asked for

    return str(qn(name))
