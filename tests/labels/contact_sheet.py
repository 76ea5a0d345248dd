"""All designs on all usual labels as one picture, to be looked at.

python -m tests.labels.contact_sheet OUT.png [NAME ...]
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from fritidsbank.labels.choosing import drawn
from fritidsbank.labels.designs import DESIGNS, Design
from fritidsbank.printing.lettering import font
from fritidsbank.printing.painting import paint
from fritidsbank.printing.surface import MM_PER_INCH, Surface, TooNarrow
from tests.labels.samples import SAMPLES

PIXELS_PER_MM = 8
GAP, CAPTION = 24, 26
GROUND, SHADE = 214, 120


@dataclass(frozen=True)
class Label:
    """A usual label, as large as a printer of that many dots can print on it."""

    name: str
    width: float
    height: float | None

    def at(self, dpi: int) -> Surface:
        """In whole dots."""
        dots = [
            None if mm is None else int(mm * dpi / MM_PER_INCH) for mm in (self.width, self.height)
        ]
        width, height = (None if each is None else each * MM_PER_INCH / dpi for each in dots)
        assert width
        return Surface(width, height, dpi)


LABELS = (
    Label("57x32", 57.2, 32.0),
    Label("51x25", 51.0, 25.2),
    Label("62x29", 58.95, 22.96),
    Label("36x89", 87.0, 33.0),
    Label("17x54", 47.92, 13.98),
    Label("L7160", 63.5, 38.1),
    Label("L4736", 45.7, 21.2),
    Label("25x25", 25.4, 25.4),
    Label("36x13", 36.0, 13.0),
    Label("62", 58.95, None),
    Label("12", 11.9, None),
    Label("80", 72.1, None),
    Label("58", 48.0, None),
    Label("card", 85.6, 54.0),
    Label("A4", 210.0, 297.0),
)


def tile(design: Design, facts: object, label: Label, dpi: int) -> Image.Image:
    """A label as it is printed, with a caption."""
    try:
        pages = [
            paint(page, dpi).black.convert("L") for page in drawn(design, facts, label.at(dpi))
        ]
    except TooNarrow:
        pages = [Image.new("L", (dpi, dpi // 3), 190)]
    per_mm = PIXELS_PER_MM if label.width < 100 else 3
    zoom = per_mm * MM_PER_INCH / dpi
    shown = [
        page.resize((round(page.width * zoom), round(page.height * zoom)), Image.Resampling.LANCZOS)
        for page in pages
    ]
    whole = Image.new(
        "L",
        (max(page.width for page in shown), CAPTION + sum(page.height + 6 for page in shown)),
        GROUND,
    )
    brush = ImageDraw.Draw(whole)
    brush.text((0, 0), f"{design.name} {label.name} @{dpi}", fill=SHADE, font=font(18))
    top = CAPTION
    for page in shown:
        whole.paste(page, (0, top))
        top += page.height + 6
    return whole


def sheet(rows: Sequence[Sequence[Image.Image]]) -> Image.Image:
    """Rows of tiles."""
    width = max(sum(each.width + GAP for each in row) for row in rows) + GAP
    height = sum(max(each.height for each in row) + GAP for row in rows) + GAP
    made = Image.new("L", (width, height), GROUND)
    top = GAP
    for row in rows:
        left = GAP
        for each in row:
            made.paste(each, (left, top))
            left += each.width + GAP
        top += max(each.height for each in row) + GAP
    return made


def main(out: str, *names: str) -> None:
    """Paint them into a file."""
    rows = [
        [tile(design, facts, label, dpi) for facts in SAMPLES[name] for dpi in (203, 300)]
        for name, design in DESIGNS.items()
        for label in LABELS
        if not names or name in names or label.name in names
    ]
    sheet(rows).save(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
