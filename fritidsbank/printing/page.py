"""A page in the dots of a printer, as a printer language takes it."""

from dataclasses import dataclass

from PIL import Image

BLACK, WHITE = 0, 255


@dataclass(frozen=True)
class Page:
    """Images of mode "1", in which 0 is ink; `red` is as large as `black`, where there is red."""

    black: Image.Image
    dpi: int
    red: Image.Image | None = None

    @property
    def width(self) -> int:
        """Dots across."""
        return self.black.width

    @property
    def height(self) -> int:
        """Rows of dots."""
        return self.black.height

    def turned(self) -> "Page":
        """A quarter to the right, for a label that leaves the printer with its side first."""
        return Page(_turned(self.black), self.dpi, self.red and _turned(self.red))


def blank(width: int, height: int) -> Image.Image:
    """Nothing but paper."""
    return Image.new("1", (width, height), WHITE)


def ink(image: Image.Image) -> bytes:
    """Rows of dots from the top, eight to a byte, 1 is ink; each row is filled up with white."""
    # Pillow's own "1;I" turns what is ink in the picture into ones.
    return image.tobytes("raw", "1;I")


def _turned(image: Image.Image) -> Image.Image:
    return image.transpose(Image.Transpose.ROTATE_270)
