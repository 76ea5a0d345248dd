"""What a winter does to a label: the damages that labels were measured with, at any strength.

At strength 1 each is as bad as can be: eight scratches, half of it torn off, bent round a pole of
32 mm, faded to 15 % of its contrast. What a camera sees afterwards has 150 dots an inch, half of
those of a good label printer, whichever printer made the label.
"""

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from fritidsbank.printing.page import Page
from fritidsbank.printing.surface import MM_PER_INCH

TABLE = 150
"""How dark what the label lies on is."""
AROUND_MM = 4.0
CAMERA_DPI = 150

Damage = Callable[[Image.Image, Random, float, float], Image.Image]
"""A picture, chance, the strength from 0 to 1, and how many dots make a millimetre."""


def scratches_across(image: Image.Image, chance: Random, strength: float, mm: float) -> Image.Image:
    """Up to eight, from one side to the other: each crosses every bar, and the square."""
    brush = ImageDraw.Draw(image)
    for _ in range(round(8 * strength)):
        ends = [chance.uniform(0, image.height) for _ in range(2)]
        line = [(0, ends[0]), (image.width, ends[1])]
        wide = max(round(chance.uniform(0.3, 0.9) * mm), 1)
        brush.line(line, fill=chance.choice((30, 255)), width=wide)
    return image


def scratches_along(image: Image.Image, chance: Random, strength: float, mm: float) -> Image.Image:
    """Up to three along the bars, from top to bottom: a bar more, or one less."""
    brush = ImageDraw.Draw(image)
    for _ in range(round(3 * strength)):
        at = chance.uniform(0, image.width)
        line = [(at, 0), (at + chance.uniform(-2, 2) * mm, image.height)]
        wide = max(round(chance.uniform(0.2, 0.6) * mm), 1)
        brush.line(line, fill=chance.choice((30, 255)), width=wide)
    return image


def _blobs(image: Image.Image, chance: Random, count: int, most: float, shade: int) -> Image.Image:
    brush = ImageDraw.Draw(image)
    for _ in range(count):
        x, y = chance.uniform(0, image.width), chance.uniform(0, image.height)
        across, down = (chance.uniform(0.3, 1) * most for _ in range(2))
        brush.ellipse((x - across, y - down, x + across, y + down), fill=shade)
    return image


def rubbed_off(image: Image.Image, chance: Random, strength: float, mm: float) -> Image.Image:
    """Up to twelve spots where the print is gone."""
    return _blobs(image, chance, round(12 * strength), 1.5 * mm, 255)


def mud(image: Image.Image, chance: Random, strength: float, mm: float) -> Image.Image:
    """Up to twenty-five dark spots."""
    return _blobs(image, chance, round(25 * strength), 1.5 * mm, 50)


def faded(image: Image.Image, chance: Random, strength: float, mm: float) -> Image.Image:
    """The sun leaves as little as 15 %, and a camera in the dark adds its noise."""
    left = 1 - 0.85 * strength
    pale = image.point(lambda dot: round(255 - (255 - dot) * left) - 20)
    noise = Image.frombytes("L", image.size, chance.randbytes(image.width * image.height))
    weak = noise.point(lambda dot: round(dot * 0.15 * strength))
    return ImageChops.add(pale, weak, offset=-round(19 * strength))


def bent(image: Image.Image, chance: Random, strength: float, mm: float) -> Image.Image:
    """Round a pole that stands upright, seen from the front."""
    radius = 16 / strength * mm
    half = image.width / 2
    reach = min(half / radius, math.pi / 2)
    seen = Image.new("L", (round(2 * radius * math.sin(reach)), image.height), TABLE)
    step, strips = 8, []
    for left in range(0, seen.width, step):
        right = min(left + step, seen.width)
        from_, to = (
            half + radius * math.asin(max(min((x - seen.width / 2) / radius, 1), -1))
            for x in (left, right)
        )
        strip = (from_, 0, from_, image.height, to, image.height, to, 0)
        strips.append(((left, 0, right, image.height), strip))
    seen.paste(image.transform(seen.size, Image.Transform.MESH, strips, Image.Resampling.BILINEAR))
    return seen


def torn(image: Image.Image, chance: Random, strength: float, mm: float) -> Image.Image:
    """Up to half of it is gone, from any side."""
    brush = ImageDraw.Draw(image)
    side = chance.randrange(4)
    along, depth = (image.height, image.width) if side % 2 else (image.width, image.height)
    edge = [
        (at, max(depth * strength / 2 + chance.uniform(-0.6, 0.6) * mm, 0))
        for at in range(0, along + round(2 * mm), round(2 * mm))
    ]
    away = [(0, 0), *edge, (along, 0)]
    if side >= 2:
        away = [(at, depth - deep) for at, deep in away]
    brush.polygon([(y, x) if side % 2 else (x, y) for x, y in away], fill=TABLE)
    return image


DAMAGES: tuple[Damage, ...] = (
    scratches_across,
    scratches_along,
    rubbed_off,
    mud,
    faded,
    bent,
    torn,
)


def seen_by_camera(page: Page, damage: Damage, chance: Random, strength: float) -> Image.Image:
    """A label after its winter, lying on a table, as a camera sees it."""
    mm = page.dpi / MM_PER_INCH
    worn = damage(page.black.convert("L"), chance, strength, mm)
    around = round(AROUND_MM * mm)
    table = Image.new("L", (worn.width + 2 * around, worn.height + 2 * around), TABLE)
    table.paste(worn, (around, around))
    size = [round(side * CAMERA_DPI / page.dpi) for side in table.size]
    seen = table.resize((size[0], size[1]), Image.Resampling.BILINEAR)
    return seen.filter(ImageFilter.GaussianBlur(0.4))
