"""PDF: drawings as vectors in millimetres, for whatever printer an office has.

A page is as large as its drawing. Nothing in the file tells when it was made: the same drawings
are the same bytes.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from fritidsbank.printing.drawing import BarsAt, Box, Drawing, PatchAt, SquareAt, WordsAt
from fritidsbank.printing.lettering import below_middle, font_file, width_of
from fritidsbank.printing.surface import MM_PER_INCH, NARROWEST_MM, OFFICE_DPI, refuse_too_narrow

rl_config.useA85 = 0  # writing what is packed in letters takes time and a quarter more room
POINTS_PER_MM = 72 / MM_PER_INCH
_FONTS = {False: "Regular", True: "Bold"}
_DARK = re.compile(b"\x01+")
_FINEST_MM = MM_PER_INCH / OFFICE_DPI


def drawn(pages: Iterable[Drawing], *, title: str, lang: str) -> Iterator[bytes]:
    """The file. Raises TooNarrow."""
    _load_fonts()
    file = BytesIO()
    canvas = Canvas(file, pageCompression=1, invariant=1, lang=lang)
    canvas.setTitle(title)
    canvas.setProducer("Fritidsbank")
    canvas.setCreator("Fritidsbank")
    # A page that is made smaller to fit misses the labels, and its codes become narrower.
    canvas.setViewerPreference("PrintScaling", "None")
    for page in pages:
        refuse_too_narrow(page, None)
        _draw(canvas, page)
    canvas.save()
    yield file.getvalue()


@cache
def _load_fonts() -> None:
    for bold, name in _FONTS.items():
        registerFont(TTFont(name, font_file(bold=bold)))


def _draw(canvas: Canvas, page: Drawing) -> None:
    width, height = page.width_mm * POINTS_PER_MM, page.height_mm * POINTS_PER_MM
    canvas.setPageSize((width, height))
    # From here on in millimetres from the left upper corner.
    canvas.transform(POINTS_PER_MM, 0, 0, -POINTS_PER_MM, 0, height)
    for part in page.parts:
        match part:
            case BarsAt():
                canvas.addLiteral(_bars(part))
            case SquareAt():
                canvas.addLiteral(_square(part))
            case WordsAt():
                _words(canvas, part)
            case PatchAt(box):
                canvas.addLiteral(f"{_numbers(box.left, box.top, box.width, box.height)} re f")
    canvas.showPage()


def _bars(part: BarsAt) -> str:
    box, bars, unit = part.box, part.bars, _whole_dots(part.unit_mm)
    if part.ladder:
        begin = box.top + (box.height - bars.units * unit) / 2
        path = " ".join([f"0 {start} 1 {width} re" for start, width in bars.spans])
        return _filled(path, Box(box.left, begin, box.width, unit))
    begin = box.left + (box.width - bars.units * unit) / 2
    path = " ".join([f"{start} 0 {width} 1 re" for start, width in bars.spans])
    return _filled(path, Box(begin, box.top, unit, box.height))


def _square(part: SquareAt) -> str:
    box, unit = part.box, _whole_dots(part.unit_mm)
    side = part.square.modules * unit
    path = " ".join(
        [
            f"{run.start()} {y} {run.end() - run.start()} 1 re"
            for y, row in enumerate(part.square.rows)
            for run in _DARK.finditer(bytes(row))
        ]
    )
    left, top = box.left + (box.width - side) / 2, box.top + (box.height - side) / 2
    return _filled(path, Box(left, top, unit, unit))


def _filled(path: str, unit: Box) -> str:
    """One path of whole units, the first of which is the box."""
    place = _numbers(unit.width, 0, 0, unit.height, unit.left, unit.top)
    return f"q {place} cm {path} f Q"


def _words(canvas: Canvas, part: WordsAt) -> None:
    box, font, size = part.box, _FONTS[part.bold], part.size_mm
    line = canvas.beginText()
    line.setFont(font, size)
    along = box.height if part.turned else box.width
    # Pairs as in "Vy" do not move together here, so all letters become a little narrower.
    wide = width_of(part.text, bold=part.bold) * size
    line.setHorizScale(100 * wide / (canvas.stringWidth(part.text, font, size) or wide or 1))
    spare = along - wide
    before = {"left": 0.0, "centre": spare / 2, "right": spare}[part.align]
    down = below_middle(bold=part.bold) * size
    # Type stands on its feet where y goes up, so it is turned over once more.
    if part.turned:
        x, y = box.left + box.width / 2 + down, box.top + box.height - before
        line.setTextTransform(0, -1, -1, 0, x, y)
    else:
        x, y = box.left + before, box.top + box.height / 2 + down
        line.setTextTransform(1, 0, 0, -1, x, y)
    line.textOut(part.text)
    canvas.drawText(line)


def _whole_dots(unit_mm: float) -> float:
    """So many whole dots of an office printer, unless that would be too narrow."""
    whole = int(unit_mm / _FINEST_MM + 1e-6) * _FINEST_MM
    return whole if whole >= NARROWEST_MM else unit_mm


def _numbers(*numbers: float) -> str:
    return " ".join([f"{number:.6g}" for number in numbers])
