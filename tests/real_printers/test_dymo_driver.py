"""Dymo's own driver (Debian's printer-driver-dymo) tells a LabelWriter the same dots as we do."""

import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from fritidsbank.printing.languages.dymo import encode
from fritidsbank.printing.page import Page, ink
from tests.printing.decoding.dymo import decode
from tests.printing.example_labels import FIRST
from tests.printing.pages import loaded, painted

pytestmark = pytest.mark.one_database

_DRIVERS = "/usr/lib/cups/driver/dymo"
_FILTER = "/usr/lib/cups/filter/raster2dymolw"
_READY = b"\x03"
"""What the printer answers, by a file that the driver reads as descriptor 3, each time it asks."""
_BLACK = 3
"""A colour space of CUPS: 1 is ink."""


def as_told_by_dymo(pages: list[Page], model: str, folder: Path) -> bytes:
    """The job that Dymo's driver makes of pages."""
    description, raster, answers = (folder / name for name in ("ppd", "raster", "answers"))
    description.write_bytes(_output([_DRIVERS, "cat", f"dymo:0/cups/model/{model}.ppd"]))
    raster.write_bytes(b"".join(_raster(pages)))
    answers.write_bytes(_READY * 10_000)
    told: list[str | Path] = [
        "sh",
        "-c",
        'exec "$0" 1 user title 1 "" "$1" 3<"$2"',
        _FILTER,
        raster,
        answers,
    ]
    return _output(told, PPD=str(description))


def _output(command: list[str | Path], **environ: str) -> bytes:
    ran = subprocess.run(command, capture_output=True, check=True, timeout=15, env=environ)
    return ran.stdout


def _raster(pages: list[Page]) -> Iterator[bytes]:
    """CUPS raster, version 3: a head and plain rows for each page, a bit a dot."""
    yield b"RaS3"
    for page in pages:
        points = [round(side * 72 / page.dpi) for side in (page.width, page.height)]
        head = bytearray(1796)
        for at, *numbers in (
            (276, page.dpi, page.dpi),
            (340, 1),  # one copy
            (352, *points),
            (372, page.width, page.height),
            (384, 1, 1, -(-page.width // 8)),
            (400, _BLACK),
            (420, 1),
        ):
            struct.pack_into(f">{len(numbers)}I", head, at, *numbers)
        yield bytes(head) + ink(page.black)


@pytest.mark.parametrize(
    ("model", "theirs"), [("dymo-lw450", "lw450"), ("dymo-lw450-turbo", "lw450t")]
)
@pytest.mark.parametrize("paper", ["dymo-11354-57x32", "dymo-99012-36x89", "dymo-99014-54x101"])
def test_dymos_own_driver_prints_the_same_dots(
    tmp_path: Path, model: str, theirs: str, paper: str
) -> None:
    printer, medium = loaded(model, paper)
    pages = [painted(printer, medium, FIRST + n) for n in range(2)]
    mine = b"".join(encode(pages, printer, medium))
    dymos = as_told_by_dymo(pages, theirs, tmp_path)
    assert [ink(label) for label in decode(dymos, printer, medium)] == [
        ink(label) for label in decode(mine, printer, medium)
    ]
