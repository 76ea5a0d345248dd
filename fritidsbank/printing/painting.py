"""Paints a drawing in a printer's own dots: each bar is whole dots wide, nothing is smoothed."""

from PIL import Image, ImageDraw, ImageFont

from fritidsbank.printing.drawing import BarsAt, Box, Drawing, PatchAt, SquareAt, WordsAt
from fritidsbank.printing.lettering import font
from fritidsbank.printing.page import BLACK, WHITE, Page, blank
from fritidsbank.printing.surface import MM_PER_INCH, refuse_too_narrow

_Brush = ImageDraw.ImageDraw
_Type = ImageFont.FreeTypeFont


def paint(drawing: Drawing, dpi: int, *, red: bool = False) -> Page:
    """The page; with `red` there is a picture for the red ink, too. Raises TooNarrow."""
    refuse_too_narrow(drawing, dpi)
    size = _dots(drawing.width_mm, dpi), _dots(drawing.height_mm, dpi)
    black, also = blank(*size), blank(*size) if red else None
    for part in drawing.parts:
        is_red = red and isinstance(part, WordsAt | PatchAt) and part.red
        image = also if is_red and also else black
        brush = ImageDraw.Draw(image)
        brush.fontmode = "1"
        match part:
            case BarsAt():
                _bars(brush, part, dpi)
            case SquareAt():
                _square(image, part, dpi)
            case WordsAt():
                _words(image, brush, part, dpi)
            case PatchAt():
                _patch(brush, part.box, dpi)
    return Page(black, dpi, also)


def _dots(mm: float, dpi: int) -> int:
    return round(mm * dpi / MM_PER_INCH)


def _unit(mm: float, dpi: int) -> int:
    return int(mm * dpi / MM_PER_INCH + 1e-6)


def _corners(box: Box, dpi: int) -> tuple[int, int, int, int]:
    right, bottom = box.left + box.width, box.top + box.height
    return (_dots(box.left, dpi), _dots(box.top, dpi), _dots(right, dpi), _dots(bottom, dpi))


def _bars(brush: _Brush, part: BarsAt, dpi: int) -> None:
    left, top, right, bottom = _corners(part.box, dpi)
    unit = _unit(part.unit_mm, dpi)
    along = (top, bottom) if part.ladder else (left, right)
    begin = along[0] + (along[1] - along[0] - part.bars.units * unit) // 2
    for start, width in part.bars.spans:
        first = begin + start * unit
        last = first + width * unit - 1
        if part.ladder:
            brush.rectangle((left, first, right - 1, last), fill=BLACK)
        else:
            brush.rectangle((first, top, last, bottom - 1), fill=BLACK)


def _square(image: Image.Image, part: SquareAt, dpi: int) -> None:
    left, top, right, bottom = _corners(part.box, dpi)
    modules = part.square.modules
    unit = _unit(part.unit_mm, dpi)
    flat = bytes(BLACK if dark else WHITE for row in part.square.rows for dark in row)
    small = Image.frombytes("L", (modules, modules), flat).convert("1", dither=Image.Dither.NONE)
    side = modules * unit
    at = left + (right - left - side) // 2, top + (bottom - top - side) // 2
    image.paste(small.resize((side, side), Image.Resampling.NEAREST), at)


def _words(image: Image.Image, brush: _Brush, part: WordsAt, dpi: int) -> None:
    left, top, right, bottom = _corners(part.box, dpi)
    type_ = _type_for(part, bottom - top if part.turned else right - left, dpi)
    if part.turned:
        aside = blank(bottom - top, right - left)
        brush = ImageDraw.Draw(aside)
        brush.fontmode = "1"
        _line(brush, part, (0, 0, aside.width, aside.height), type_)
        upright = aside.transpose(Image.Transpose.ROTATE_90)
        image.paste(BLACK, (left, top), upright.point(lambda dot: WHITE - dot))
    else:
        _line(brush, part, (left, top, right, bottom), type_)


def _type_for(part: WordsAt, room: int, dpi: int) -> _Type:
    # In few dots each sign is a whole dot wider or narrower than it was measured.
    pixels = max(_unit(part.size_mm, dpi), 1)
    while pixels > 1 and font(pixels, bold=part.bold).getlength(part.text) > room:
        pixels -= 1
    return font(pixels, bold=part.bold)


def _line(
    brush: _Brush, part: WordsAt, box: tuple[int, int, int, int], type_: ImageFont.FreeTypeFont
) -> None:
    left, top, right, bottom = box
    x = {"left": left, "centre": (left + right) // 2, "right": right}[part.align]
    anchor = {"left": "l", "centre": "m", "right": "r"}[part.align] + "m"
    brush.text((x, (top + bottom) // 2), part.text, fill=BLACK, font=type_, anchor=anchor)


def _patch(brush: _Brush, box: Box, dpi: int) -> None:
    left, top, right, bottom = _corners(box, dpi)
    # A line is never so thin that it is not there.
    brush.rectangle((left, top, max(right - 1, left), max(bottom - 1, top)), fill=BLACK)
