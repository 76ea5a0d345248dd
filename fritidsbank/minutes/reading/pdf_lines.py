"""A PDF as lines: what stands side by side is one, and size, type and space say what stands out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from fritidsbank.minutes.reading.documents import Document, Line, Weight
from fritidsbank.minutes.reading.lines import clean, is_page_number, joined
from fritidsbank.minutes.reading.unreadable import DocumentDamaged, NeedsPassword, NoTextInIt

if TYPE_CHECKING:
    from pdfminer.layout import LTComponent

_BOLD = re.compile(r"bold|black|heavy|demi|[-,]bd", re.IGNORECASE)
_NO_LETTER = re.compile(r"\(cid:\d+\)")
_NO_LETTER_FIRST = re.compile(r"\s*\(cid:\d+\)(?=\s|$)")
_LARGER = 1.12
"""Of a heading: so many times the size of the text."""
_APART = 1.3
"""Of a paragraph: so many times the usual distance of two lines."""
_HYPHENS = "-\u2010\u00ad"
_FULL = 0.8
"""Of a row that may go on in the next one: so near to the margin, counted from the left."""
_SIGNS = re.compile("[•◦▪▫\u2023\u2043●○■□◆➢➤✓·\uf000-\uf0ff\u2010-\u2015o*-]|\\d{1,2}[.)]|§ ?\\d+")


@dataclass(frozen=True)
class _Piece:
    """Letters that follow each other; all measures are points, counted from the foot."""

    text: str
    left: float
    right: float
    foot: float
    head: float
    size: float
    bold: bool


@dataclass(frozen=True)
class _Row:
    """What stands at one height of a page."""

    text: str
    right: float
    foot: float
    size: float
    bold: bool


def pdf_document(content: bytes) -> Document:
    """The lines of a PDF. Raises NeedsPassword, NoTextInIt, DocumentDamaged."""
    pieces = list(_pages(content))
    letters = "".join(piece.text for page in pieces for piece in page)
    if len(_NO_LETTER.findall(letters)) * 4 > len(_NO_LETTER.sub("x", letters)):
        raise NoTextInIt  # fonts that do not say which letters they draw
    lines, furniture = clean(_told([_rows(page) for page in pieces]))
    if not lines:
        raise NoTextInIt
    return Document("pdf", lines, wrapped=True, furniture=furniture)


def _pages(content: bytes) -> Iterator[list[_Piece]]:
    # Loaded when first asked for: the server itself never reads a PDF.
    from pdfminer.high_level import extract_pages  # noqa: PLC0415
    from pdfminer.layout import LAParams  # noqa: PLC0415
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect  # noqa: PLC0415

    some = False
    try:
        for page in extract_pages(
            BytesIO(content), laparams=LAParams(boxes_flow=None, all_texts=True)
        ):
            some = True
            yield list(_pieces(page))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise NeedsPassword from None
    if not some:
        raise DocumentDamaged


def _pieces(part: "LTComponent") -> Iterator[_Piece]:
    from pdfminer.layout import LTChar, LTContainer, LTTextLine  # noqa: PLC0415

    waiting = [part]
    while waiting:
        found = waiting.pop()
        if isinstance(found, LTTextLine):
            chars = [char for char in found if isinstance(char, LTChar) and char.get_text().strip()]
            if chars:
                bold = sum(_BOLD.search(char.fontname) is not None for char in chars)
                yield _Piece(
                    found.get_text().rstrip("\n"),
                    chars[0].x0,
                    max(char.x1 for char in chars),
                    found.y0,
                    found.y1,
                    median(char.size for char in chars),
                    bold=bold * 10 >= len(chars) * 9,
                )
        elif isinstance(found, LTContainer):
            waiting.extend(found)


def _rows(pieces: Sequence[_Piece]) -> list[_Row]:
    """From head to foot. A piece is of the row whose height is nearly its own."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.head - piece.foot, piece.left)):
        beside = rows[-1][0] if rows else piece
        shared = min(beside.head, piece.head) - max(beside.foot, piece.foot)
        if rows and shared * 2 > min(beside.head - beside.foot, piece.head - piece.foot):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_row(sorted(row, key=lambda piece: piece.left)) for row in rows]


def _is_sign(text: str) -> bool:
    return _SIGNS.fullmatch(_legible(text).strip()) is not None


def _legible(text: str) -> str:
    """Without what no font explains; at the head of a line that is the sign of a point."""
    return _NO_LETTER.sub("", _NO_LETTER_FIRST.sub("•", text, count=1))


def _row(pieces: Sequence[_Piece]) -> _Row:
    cells: list[str] = []
    for place, piece in enumerate(pieces):
        before = pieces[place - 1] if place else piece
        wide = piece.left - before.right > 2 * piece.size
        if not place or (wide and not _is_sign(cells[-1])):
            cells.append(_legible(piece.text))
        else:
            sign = "•" if cells[-1].strip() == "o" and wide else cells[-1]
            cells[-1] = f"{sign} {_legible(piece.text)}"
    if len(cells) > 1:
        cells = [cell for cell in cells if not is_page_number(cell.strip()) or cell.isdecimal()]
    words = [piece for piece in pieces if not _is_sign(piece.text)]
    return _Row(
        joined(cells) if len(cells) > 1 else "".join(cells),
        max(piece.right for piece in pieces),
        min(piece.foot for piece in pieces),
        max(pieces, key=lambda piece: len(_legible(piece.text))).size,
        bold=all(piece.bold for piece in words or pieces),
    )


def _told(pages: Sequence[Sequence[_Row]]) -> Iterator[list[Line]]:
    sizes: Counter[float] = Counter()
    for row in (row for page in pages for row in page):
        sizes[round(row.size, 1)] += len(row.text)
    body = sizes.most_common(1)[0][0] if sizes else 1.0
    usual = _usual_distance(pages)
    bold = sum(len(row.text) for page in pages for row in page if row.bold)
    all_bold = bold * 2 > sizes.total()
    margin = _margin(pages)
    for page in pages:
        lines: list[Line] = []
        for place, row in enumerate(page):
            before = page[place - 1] if place else row
            far = before.foot - row.foot > usual * _APART * max(1.0, row.size / body)
            strong = row.size >= body * _LARGER or (row.bold and not all_bold)
            goes_on = abs(before.size - row.size) < 0.5 and before.right > margin * _FULL
            if place and strong and lines[-1].weight and goes_on and not far:
                lines[-1] = replace(lines[-1], text=_one(lines[-1].text, row.text))
            else:
                weight = Weight.STRONG if strong else Weight.BODY
                lines.append(Line(row.text, weight, gap=not place or far))
        yield lines


def _one(before: str, after: str) -> str:
    """A heading on two rows in one; a word that was broken is whole again."""
    broken = before[-1:] in _HYPHENS and before[-2:-1].isalpha() and after[:1].islower()
    return before[:-1] + after if broken else f"{before} {after}"


def _margin(pages: Sequence[Sequence[_Row]]) -> float:
    return max((row.right for page in pages for row in page), default=0.0)


def _usual_distance(pages: Sequence[Sequence[_Row]]) -> float:
    """From a line to the next one of its paragraph: from one that reaches the margin, if any."""
    margin = _margin(pages)
    full: Counter[float] = Counter()
    every: Counter[float] = Counter()
    for page in pages:
        for row, below in pairwise(page):
            distance = round(row.foot - below.foot, 1)
            every[distance] += 1
            if row.right > margin * _FULL and abs(row.size - below.size) < 0.5:
                full[distance] += 1
    seen = full or every
    return seen.most_common(1)[0][0] if seen else 0.0
