"""Labels: painted for a label printer, and a thousand of them as sheets of PDF."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from fritidsbank.labels.designs import design_called
from fritidsbank.labels.rules import ArticleFacts, label_address
from fritidsbank.printing.bars import code_128
from fritidsbank.printing.drawing import Drawing
from fritidsbank.printing.encoding import encoded
from fritidsbank.printing.profiles import Medium, Printer, media, printer_with, surface_of
from fritidsbank.printing.squares import label_square
from tests.bench.table import Line, middle

LABELS = 1_000
HOME = "https://fritidsbanken.helsingborg.se"
OFTEN = 5


def figures() -> Iterator[Line]:
    """Labels a second, then time, size and memory of a PDF."""
    yield _label_printer()
    yield from _sheets()
    yield _memory()


def drawings(printer: Printer, medium: Medium, count: int = LABELS) -> Iterator[Drawing]:
    """Labels of articles, each with bars, a square and four texts or more."""
    surface, design = surface_of(printer, medium), design_called("article")
    for number in range(count):
        facts = ArticleFacts(
            digits=_digits(number),
            home=HOME,
            name="Slalomskidor Rossignol",
            size=f"{120 + number % 60}",
            category="Alpint",
            shop="Fritidsbanken Helsingborg",
        )
        yield from design.draw(facts, surface)


def thousand_labels() -> bytes:
    """A file of forty-eight sheets."""
    printer, medium = printer_with("office"), media()["sheet-l7160"]
    return b"".join(encoded(drawings(printer, medium), printer, medium, title="Etiketter"))


def bare_codes() -> bytes:
    """The same codes on as many pages, by the library's own means, and nothing else."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - the memory counts it to ours

    file = BytesIO()
    canvas = Canvas(file, pageCompression=1, invariant=1)
    for number in range(LABELS):
        bars, square = code_128(_digits(number)), label_square(label_address(HOME, _digits(number)))
        path = canvas.beginPath()
        for start, width in bars.spans:
            path.rect(start, 0, width, 50)
        canvas.drawPath(path, stroke=0, fill=1)
        path = canvas.beginPath()
        for y, row in enumerate(square.rows):
            for run in re.finditer(b"\x01+", bytes(row)):
                path.rect(run.start(), y, run.end() - run.start(), 1)
        canvas.drawPath(path, stroke=0, fill=1)
        if number % 21 == 20:
            canvas.showPage()
    canvas.save()
    return file.getvalue()


def _label_printer() -> Line:
    printer, medium = printer_with("zebra-zd421-203"), media()["label-57x32"]
    count = 200

    def run() -> None:
        for piece in encoded(drawings(printer, medium, count), printer, medium):
            assert piece

    run()
    rate = count / _seconds(run)
    return Line("article labels for ZPL, 203 dpi", rate, "/s", ">= 200/s", rate >= 200)


def _sheets() -> Iterator[Line]:
    size = len(thousand_labels()) / 1e6
    bare_codes()
    # In turn, so that both have seen the same machine.
    pairs = [(_seconds(thousand_labels), _seconds(bare_codes)) for _ in range(OFTEN)]
    value, floor = (middle([*seconds]) for seconds in zip(*pairs, strict=True))
    fast = value <= 1.5 * floor
    yield Line("1,000 labels as A4 PDF", value, "s", "<= 1.5 x bare codes", fast, floor)
    yield Line("1,000 labels as A4 PDF, size", size, "MB", "<= 1.5 MB", size <= 1.5)


def _memory() -> Line:
    """A process of its own, which has drawn a label before it looks what it takes."""
    script = "from tests.bench.printing import remembered; remembered()"
    here = Path(__file__).resolve().parents[2]
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=here, capture_output=True, text=True, check=True
    )
    more = float(json.loads(told.stdout))
    return Line("1,000 labels as A4 PDF, memory above start", more, "MB", "<= 50 MB", more <= 50)


def remembered() -> None:
    """Print how many megabytes more it takes, at most, to make the PDF."""
    printer, medium = printer_with("zebra-zd421-203"), media()["label-57x32"]
    b"".join(encoded(drawings(printer, medium, 1), printer, medium))
    before = _kept("VmRSS")
    thousand_labels()
    print(json.dumps((_kept("VmHWM") - before) / 1024))


def _kept(what: str) -> int:
    told = Path("/proc/self/status").read_text("utf-8")
    return int(re.findall(rf"{what}:\s+(\d+) kB", told)[0])


def _seconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _digits(number: int) -> str:
    return f"{20_000_000 + number}"


if __name__ == "__main__":
    for line in figures():
        print(line)
