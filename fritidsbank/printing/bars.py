"""Bars: a number as Code 128, in whole units, so that a printer's dots can be fitted to them."""

from dataclasses import dataclass
from itertools import groupby

QUIET_ZONE = 10
"""White units that a scanner must see on either side."""


@dataclass(frozen=True)
class Bars:
    """A number as dark bars of so many units, laid out on a strip with its quiet zones.

    `spans` holds where each bar begins and how wide it is.
    """

    digits: str
    units: int
    spans: tuple[tuple[int, int], ...]

    @property
    def path(self) -> str:
        """The bars as one SVG path, one unit high."""
        return "".join(f"M{start} 0h{width}v1h-{width}z" for start, width in self.spans)

    def svg(self, *, unit_mm: float, height_mm: float) -> str:
        """A picture that is never stretched or smoothed; what it says stands beside it as text.

        A unit of 0.375 mm is three dots at 203 dpi, six at 406.
        """
        width = round(self.units * unit_mm, 3)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}mm" height="{height_mm:g}mm" '
            f'viewBox="0 0 {self.units} 1" preserveAspectRatio="none" '
            'shape-rendering="crispEdges" aria-hidden="true">'
            f'<path fill="#000" d="{self.path}"/></svg>'
        )


def code_128(digits: str) -> Bars:
    """A number as Code 128, with pairs of digits in one sign where it can be."""
    # Loaded when first asked for: it brings Pillow, and the counter needs that memory.
    from barcode.codex import Code128  # noqa: PLC0415

    units: str = Code128(digits).build()[0]
    spans, at = [], QUIET_ZONE
    for dark, run in groupby(units):
        width = len(list(run))
        if dark == "1":
            spans.append((at, width))
        at += width
    return Bars(digits, at + QUIET_ZONE, tuple(spans))
