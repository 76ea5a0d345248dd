"""A drawing: bars, squares, words and patches at their places, in millimetres, for any printer.

The left upper corner is (0, 0), x goes right and y goes down. `painting.py` paints a drawing in the
dots of a printer, `sheets.py` writes it into a PDF.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fritidsbank.printing.bars import Bars
from fritidsbank.printing.squares import Square


@dataclass(frozen=True)
class Box:
    """Where something is, in millimetres."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.top + self.height


@dataclass(frozen=True)
class BarsAt:
    """A bar code with its quiet zones, as wide as whole dots allow, in the middle of its box.

    As a `ladder` it is read from top to bottom, so that its bars run round a pole.
    """

    bars: Bars
    box: Box
    ladder: bool = False

    @property
    def unit_mm(self) -> float:
        """How wide a unit may be at most."""
        along = self.box.height if self.ladder else self.box.width
        return along / self.bars.units


@dataclass(frozen=True)
class SquareAt:
    """A square code with its quiet zone, as large as whole dots allow, in the middle of its box."""

    square: Square
    box: Box

    @property
    def unit_mm(self) -> float:
        """How wide a module may be at most."""
        return min(self.box.width, self.box.height) / self.square.modules


@dataclass(frozen=True)
class WordsAt:
    """One line of text in the middle of the height of its box.

    `size_mm` is the size of the type. What does not fit was shortened before (`lettering.py`).
    `turned` is read from bottom to top. `red` is printed red where the roll can.
    """

    text: str
    box: Box
    size_mm: float
    bold: bool = False
    align: str = "left"
    turned: bool = False
    red: bool = False


@dataclass(frozen=True)
class PatchAt:
    """A filled rectangle: a line, a fold, a mark."""

    box: Box
    red: bool = False


Part = BarsAt | SquareAt | WordsAt | PatchAt


@dataclass(frozen=True)
class Drawing:
    """All that is on one label or page."""

    width_mm: float
    height_mm: float
    parts: Sequence[Part]


def moved(parts: Sequence[Part], right: float = 0.0, down: float = 0.0) -> list[Part]:
    """The same parts elsewhere."""
    return [
        replace(part, box=replace(part.box, left=part.box.left + right, top=part.box.top + down))
        for part in parts
    ]


def turned(drawing: Drawing) -> Drawing:
    """The same a quarter to the left: what was read along is read from bottom to top."""

    def aside(box: Box) -> Box:
        return Box(box.top, drawing.width_mm - box.right, box.height, box.width)

    def lie(part: Part) -> Part:
        match part:
            case BarsAt():
                return replace(part, box=aside(part.box), ladder=not part.ladder)
            case WordsAt():
                assert not part.turned, "no words stand on their heads"
                return replace(part, box=aside(part.box), turned=True)
            case _:
                return replace(part, box=aside(part.box))

    return Drawing(drawing.height_mm, drawing.width_mm, [lie(part) for part in drawing.parts])
