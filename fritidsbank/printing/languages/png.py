"""PNG: one label as a picture that knows its dots per inch, for any program that prints."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import ImageChops

from fritidsbank.printing.page import Page
from fritidsbank.printing.profiles import Medium, Printer
from fritidsbank.refusals import Malformed, N_

_RED = (200, 0, 0)


@dataclass(eq=False)
class OnePicture(Malformed):
    """A picture has no second page."""

    message = N_("A picture holds one label. Choose PDF for more than one.")


def encode(
    pages: Iterable[Page],
    printer: Printer,  # noqa: ARG001 - every language is told
    medium: Medium,  # noqa: ARG001
) -> Iterator[bytes]:
    """The picture of the only page. Raises OnePicture when there are more."""
    page, *more = pages
    if more:
        raise OnePicture
    yield picture(page)


def picture(page: Page) -> bytes:
    """What comes out of the printer: black, and red where that is printed."""
    image = page.black
    if page.red:
        image = page.black.convert("RGB")
        image.paste(_RED, mask=ImageChops.invert(page.red.convert("L")))
    file = BytesIO()
    image.save(file, "PNG", dpi=(page.dpi, page.dpi))
    return file.getvalue()
