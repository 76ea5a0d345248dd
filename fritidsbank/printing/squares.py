"""Square codes: an address as a QR code, drawn as one path."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

QUIET_ZONE = 4
"""White modules that a telephone must see on every side."""
_MEDIUM, _QUARTILE = 0, 3
"""Correction levels M and Q, as the standard writes them into the code."""
_MASK = 2
"""Looking for the mask that looks best takes ten times as long as all the rest."""


@dataclass(frozen=True)
class Square:
    """A text as dark modules in rows, with the white margin around them."""

    text: str
    rows: tuple[tuple[bool, ...], ...]

    @property
    def modules(self) -> int:
        """How many there are on each side."""
        return len(self.rows)

    @property
    def path(self) -> str:
        """The dark modules as one SVG path, those beside each other in one stroke."""
        strokes = []
        for y, row in enumerate(self.rows):
            x = 0
            for dark, run in groupby(row):
                width = len(list(run))
                if dark:
                    strokes.append(f"M{x} {y}h{width}v1h-{width}z")
                x += width
        return "".join(strokes)

    def svg(self, *, side_mm: float) -> str:
        """A picture that is never smoothed; what it says stands beside it as text."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{side_mm:g}mm" '
            f'height="{side_mm:g}mm" viewBox="0 0 {self.modules} {self.modules}" '
            'shape-rendering="crispEdges" aria-hidden="true">'
            f'<path fill="#fff" d="M0 0h{self.modules}v{self.modules}h-{self.modules}z"/>'
            f'<path fill="#000" d="{self.path}"/></svg>'
        )


def square_code(text: str) -> Square:
    """A text as a QR code that is still read when a seventh of it is torn or dirty."""
    code = _code(_MEDIUM)
    code.add_data(text)
    return _made(text, code)


def label_square(text: str) -> Square:
    """A short text for a label, read when a quarter of it is gone, and made in no time.

    Its size follows from its length alone: 30 to 47 capitals and digits make version 3. A small
    letter makes it larger, as then each sign takes eight bits.
    """
    code = _code(_QUARTILE, mask_pattern=_MASK)
    code.add_data(text, optimize=0)
    return _made(text, code)


def in_capitals(home: str) -> str:
    """An address to begin with, in capitals, which take half the room.

    Names of hosts know no capitals; the path that an installation may lie under does.
    """
    parts = urlsplit(home)
    return f"{parts.scheme}://{parts.netloc}".upper() + parts.path.rstrip("/")


def _code(correction: int, **more: int) -> Any:  # noqa: ANN401 - qrcode has no types
    # Loaded when first asked for: it brings Pillow, and the counter needs that memory.
    from qrcode.main import QRCode  # noqa: PLC0415

    return QRCode(error_correction=correction, border=QUIET_ZONE, **more)


def _made(text: str, code: Any) -> Square:  # noqa: ANN401 - the same
    code.make(fit=True)
    return Square(text, tuple(tuple(map(bool, row)) for row in code.get_matrix()))
