"""Paints a drawing in a printer's own dots: each bar is whole dots wide, nothing is smoothed."""

from PIL import Image, ImageDraw, ImageFont

from fritidsbank.printing.drawing import BarsAt, Box, Drawing, PatchAt, SquareAt, WordsAt
from fritidsbank.printing.lettering import font
from fritidsbank.printing.page import BLACK, WHITE, Page, blank
from fritidsbank.printing.surface import MM_PER_INCH, refuse_too_narrow

_Brush = ImageDraw.ImageDraw
_Type = ImageFont.FreeTypeFont
_LIGHT = bytes.maketrans(b"\0\1", b"\1\0")


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
                _bars(image, part, dpi)
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


def _bars(image: Image.Image, part: BarsAt, dpi: int) -> None:
    left, top, right, bottom = _corners(part.box, dpi)
    unit = _unit(part.unit_mm, dpi)
    units = bytearray(part.bars.units)
    for start, width in part.bars.spans:
        units[start : start + width] = bytes((True,)) * width
    strip = _dark(bytes(units), (part.bars.units, 1))
    along = part.bars.units * unit
    if part.ladder:
        strip = strip.transpose(Image.Transpose.ROTATE_270)
        size, at = (right - left, along), (left, top + (bottom - top - along) // 2)
    else:
        size, at = (along, bottom - top), (left + (right - left - along) // 2, top)
    image.paste(strip.resize(size, Image.Resampling.NEAREST), at)


def _square(image: Image.Image, part: SquareAt, dpi: int) -> None:
    left, top, right, bottom = _corners(part.box, dpi)
    modules = part.square.modules
    side = modules * _unit(part.unit_mm, dpi)
    small = _dark(b"".join(map(bytes, part.square.rows)), (modules, modules))
    at = left + (right - left - side) // 2, top + (bottom - top - side) // 2
    image.paste(small.resize((side, side), Image.Resampling.NEAREST), at)


def _dark(units: bytes, size: tuple[int, int]) -> Image.Image:
    """A picture with one dot for each unit or module, of which 1 is dark."""
    return Image.frombytes("1", size, units.translate(_LIGHT), "raw", "1;8")


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
