"""Text that runs down a roll as far as it must, or over many sheets: slips and cards of words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from fritidsbank.printing.drawing import Box, Drawing, Part, moved
from fritidsbank.printing.layout import paragraph
from fritidsbank.printing.surface import Surface, TooNarrow

WIDEST = 100.0
"""Millimetres: longer lines are not read easily, and a slip is folded into a pocket."""
LOWEST = 100.0
"""Millimetres of a sheet: a slip is no heap of labels."""
SMALLEST_TYPE, LARGEST_TYPE = 2.5, 3.3


@dataclass(frozen=True)
class Piece:
    """What is not torn apart between two sheets, drawn from 0 down, and the white below it."""

    parts: list[Part]
    height: float
    after: float = 0.0


@dataclass(frozen=True)
class Column:
    """Where it is written, and in which size."""

    left: float
    width: float
    type_: float

    def said(self, text: str, size: float = 1.0, *, bold: bool = False) -> Piece:
        """A text on as many lines as it needs."""
        box = Box(self.left, 0, self.width, 0)
        parts, end = paragraph(text, box, self.type_ * size, bold=bold)
        return Piece([*parts], end, self.type_ * 0.25)

    def white(self, lines: float) -> Piece:
        """Nothing, as high as so many sizes of the type."""
        return Piece([], self.type_ * lines)


def run_down(surface: Surface, pieces_in: Callable[[Column], Iterable[Piece]]) -> list[Drawing]:
    """One strip on a roll, as long as it must be; else as many sheets. Raises TooNarrow."""
    margin = 2.0 if surface.height_mm is None else surface.width_mm * 0.07
    width = min(surface.width_mm - 2 * margin, WIDEST)
    type_ = min(
        max(width * 0.0445 if surface.height_mm is None else width * 0.034, SMALLEST_TYPE),
        LARGEST_TYPE,
    )
    pieces = [*pieces_in(Column(margin, width, type_))]
    if surface.height_mm is None:
        parts, end = _below_each_other(pieces, margin)
        return [Drawing(surface.width_mm, surface.snapped(end + 2 * margin), parts)]
    if surface.height_mm < LOWEST:
        raise TooNarrow
    return _on_sheets(pieces, surface, surface.height_mm, margin)


def joined(*pieces: Piece) -> Piece:
    """Pieces that stay together."""
    parts, end = _below_each_other(pieces, 0.0)
    return Piece(parts, end)


def _below_each_other(pieces: Sequence[Piece], top: float) -> tuple[list[Part], float]:
    parts: list[Part] = []
    for piece in pieces:
        parts += moved(piece.parts, down=top)
        top += piece.height + piece.after
    return parts, top


def _on_sheets(pieces: list[Piece], surface: Surface, high: float, margin: float) -> list[Drawing]:
    sheets: list[list[Piece]] = [[]]
    end = margin
    for piece in pieces:
        if sheets[-1] and end + piece.height > high - margin:
            sheets.append([])
            end = margin
        sheets[-1].append(piece)
        end += piece.height + piece.after
    return [Drawing(surface.width_mm, high, _below_each_other(each, margin)[0]) for each in sheets]
