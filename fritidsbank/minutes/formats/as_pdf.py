"""A paper as a tagged PDF (PDF/UA-1), set by Typst from `templates/minutes/minutes.typ`.

What is said goes there as JSON, never as source, so that an item may be called #1 *Hjälmar*. The
font is ours, as in the stock report. PDF/UA refuses a letter that the font has not: it becomes □.
"""

import json
import unicodedata
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from fritidsbank.minutes.formats.paper import Paper
from fritidsbank.minutes.formats.rich_text import Block, Prose
from fritidsbank.paths import resource

if TYPE_CHECKING:
    from typst import Fonts

FONTS = "node_modules/dejavu-fonts-ttf/ttf"
FACES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
MISSING = "\u25a1"
_UNSEEN = {"Cc", "Cf", "Cs"}
_ONE_AT_A_TIME = Lock()


def as_pdf(paper: Paper) -> bytes:
    """The file. One is made at a time, however many ask."""
    from typst import Compiler  # noqa: PLC0415 - loaded when first asked for

    folder = resource("templates") / "minutes"
    with _ONE_AT_A_TIME:
        setter = Compiler(
            folder / "minutes.typ",
            root=folder,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"paper": _printable(json.dumps(_told(paper), ensure_ascii=False))},
        )
        made = setter.compile(
            format="pdf", pdf_standards=["ua-1"], timestamp=paper.made_at.replace(microsecond=0)
        )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> "Fonts":
    from typst import Fonts  # noqa: PLC0415 - loaded when first asked for

    folder = str(resource("static") / FONTS)
    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


@cache
def _letters() -> frozenset[int]:
    """What both faces can draw."""
    from reportlab.pdfbase.ttfonts import TTFontFile  # noqa: PLC0415 - loaded when first asked for

    folder = resource("static") / FONTS
    of_faces = [TTFontFile(str(folder / face)).charToGlyph.keys() for face in FACES]
    return frozenset.intersection(*map(frozenset, of_faces))


def _printable(text: str) -> str:
    letters = _letters()
    return "".join(each if ord(each) in letters else _instead_of(each) for each in text)


def _instead_of(letter: str) -> str:
    return "" if unicodedata.category(letter) in _UNSEEN else MISSING


def _told(paper: Paper) -> dict[str, Any]:
    return {
        "language": paper.language,
        "title": paper.title,
        "kind": paper.kind,
        "operator": paper.operator,
        "facts": paper.facts,
        "notes": paper.notes,
        "lead": _blocks(paper.lead),
        "heads": paper.heads,
        "attendance": [
            {"word": word, "rows": [(one.organisation, one.who, one.remark) for one in people]}
            for word, people in paper.attendance
        ],
        "sections": [
            {
                "heading": section.heading,
                "blocks": _blocks(section.blocks),
                "outcomes": section.outcomes,
                "figures": [
                    {"title": each.title, "note": each.note, "rows": each.rows}
                    for each in section.figures
                ],
            }
            for section in paper.sections
        ],
        "closing": paper.closing,
    }


def _blocks(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    return [
        {"runs": [vars(run) for run in block.runs]}
        if isinstance(block, Prose)
        else {"first": block.first, "points": [_blocks(point) for point in block.points]}
        for block in blocks
    ]
