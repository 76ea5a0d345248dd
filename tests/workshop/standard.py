"""The table of ISO 11088, annex B, written down a second time: whoever changes one cell is caught.

Ranges are as the standard prints them: kilos, centimetres, twist and forward in Nm, then a value
for each column of boot soles.
"""

from dataclasses import dataclass

from fritidsbank.workshop.skiers import Skier, SkierType

COLUMNS = [
    (180, 230), (231, 250), (251, 270), (271, 290), (291, 310), (311, 330), (331, 350), (351, 390),
]  # fmt: skip
"""Of soles in mm; the outermost ends are those of the soles that there are."""

PRINTED = """
A   10-13   -         8/29          0.75  0.75    0.75    -       -       -       -       -
B   14-17   -         11/40         1     0.75    0.75    0.75    -       -       -       -
C   18-21   -         14/52         1.5   1.25    1.25    1       -       -       -       -
D   22-25   -         17/64         2     1.75    1.5     1.5     1.25    -       -       -
E   26-30   -         20/75         2.5   2.25    2       1.75    1.5     1.5     -       -
F   31-35   -         23/87         3     2.75    2.5     2.25    2       1.75    1.75    -
G   36-41   -         27/102        -     3.5     3       2.75    2.5     2.25    2       -
H   42-48   60-148    31/120        -     -       3.5     3       3       2.75    2.5     -
I   49-57   149-157   37/141        -     -       4.5     4       3.5     3.5     3       -
J   58-66   158-166   43/165        -     -       5.5     5       4.5     4       3.5     3
K   67-78   167-178   50/194        -     -       6.5     6       5.5     5       4.5     4
L   79-94   179-194   58/229        -     -       7.5     7       6.5     6       5.5     5
M   95-250  195-230   67/271        -     -       -       8.5     8       7       6.5     6
N   -       -         78/320        -     -       -       10      9.5     8.5     8       7.5
O   -       -         91/380        -     -       -       11.5    11      10      9.5     9
>O  -       -         105/452       -     -       -       -       -       12      11      10.5
"""

BEYOND = {"N": SkierType.MODERATE, "O": SkierType.FAST, ">O": SkierType.FASTER}
"""The rows where nobody starts, and the type that leads there from M."""


@dataclass(frozen=True)
class Line:
    """A row as it is printed."""

    code: str
    kilos: tuple[int, int] | None
    heights: tuple[int, int] | None
    moments: tuple[int, int]
    values: tuple[float | None, ...]

    def skiers(self) -> list[Skier]:
        """Those at both ends of the row, by weight and by height, whom nothing moves from it."""
        kind = BEYOND.get(self.code, SkierType.CAUTIOUS)
        kilos = self.kilos or LINES["M"].kilos
        heights = self.heights or (LINES["M"].heights if self.code in BEYOND else None)
        assert kilos
        by_weight = [Skier(kilo, 230, 30, kind) for kilo in kilos]
        return by_weight + [Skier(250, height, 30, kind) for height in heights or ()]


def _ends(written: str, sign: str = "-") -> tuple[int, int] | None:
    low, _, high = written.partition(sign)
    return (int(low), int(high)) if low else None


def _line(written: str) -> Line:
    code, kilos, heights, moments, *values = written.split()
    twist_and_forward = _ends(moments, "/")
    assert twist_and_forward
    figures = tuple(None if value == "-" else float(value) for value in values)
    return Line(code, _ends(kilos), _ends(heights), twist_and_forward, figures)


LINES = {line.code: line for line in map(_line, PRINTED.strip().splitlines())}
CODES = [*LINES]


def cell(code: str, sole: float) -> float | None:
    """A cell as it is printed; a sole between two columns belongs to the longer one."""
    column = next(n for n, (_, high) in enumerate(COLUMNS) if sole <= high)
    return LINES[code].values[column]
