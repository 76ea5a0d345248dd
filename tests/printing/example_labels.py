"""A label with all that a drawing can hold, for the tests of paper and printer languages."""

from fritidsbank.printing.bars import code_128
from fritidsbank.printing.drawing import (
    BarsAt,
    Box,
    Drawing,
    Part,
    PatchAt,
    SquareAt,
    WordsAt,
)
from fritidsbank.printing.squares import square_code
from fritidsbank.printing.surface import Surface

FIRST = 20000100


def address_of(number: int) -> str:
    """What the square of a label says."""
    return f"HTTPS://FRITIDSBANKEN.HELSINGBORG.SE/I/{number}"


def codes_of(number: int) -> set[str]:
    """All that is read on a label."""
    return {str(number), address_of(number)}


def label(surface: Surface, number: int = FIRST) -> Drawing:
    """Bars on the left, a square on the right, words below, one of them turned, and a line."""
    width, height = surface.width_mm, surface.height_mm or 40.0
    side = min(width * 0.3, height * 0.75)
    bars = Box(0.5, 0.5, width - side - 4, height * 0.5)
    parts: list[Part] = [
        BarsAt(code_128(str(number)), bars),
        SquareAt(square_code(address_of(number)), Box(width - side - 3, 0, side, side)),
        PatchAt(Box(1, height - 0.8, width - 2, 0.3)),
    ]
    size = height * 0.1
    below = height * 0.52
    for align in ("left", "centre", "right"):
        box = Box(1, below, width - side - 4, size * 1.2)
        parts.append(WordsAt("Pjäxa Ö 27", box, size, bold=align == "left", align=align))
        below += size * 1.3
    turned = Box(width - 2.6, 1, 2, height - 3)
    parts.append(WordsAt("Upp på väggen", turned, 1.6, align="centre", turned=True))
    return Drawing(width, height, parts)


def labels(surface: Surface, count: int) -> list[Drawing]:
    """So many with numbers one after the other."""
    return [label(surface, FIRST + n) for n in range(count)]
