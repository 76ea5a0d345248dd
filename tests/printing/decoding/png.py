"""A PNG read back, with what it says of its size."""

from io import BytesIO

from PIL import Image

from fritidsbank.printing.profiles import Medium, Printer


def decode(job: bytes, printer: Printer, medium: Medium) -> list[Image.Image]:
    """The picture."""
    image = Image.open(BytesIO(job))
    assert [round(dpi) for dpi in image.info["dpi"]] == [printer.dpi, printer.dpi]
    return [image]
