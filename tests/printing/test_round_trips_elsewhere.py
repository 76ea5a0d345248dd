"""What others make of every label: a renderer of ZPL, and an analyser of Brother's rows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from fritidsbank.printing.choosing import TooNarrowHere
from fritidsbank.printing.encoding import encoded
from fritidsbank.printing.page import ink
from fritidsbank.printing.surface import TooNarrow
from tests.printing.every_label import CASES, Case, painted
from tests.printing.test_brother import analysed
from tests.printing.test_zpl import drawn

pytestmark = pytest.mark.one_database

PER_MM = {203: 8, 300: 12}


def of_language(language: str) -> Iterator[tuple[Case, bytes, Image.Image]]:
    """Each label once: several printers are told the same of it."""
    seen = set()
    for case in CASES:
        if case.printer.language != language:
            continue
        try:
            drawings = case.drawings()
        except (TooNarrow, TooNarrowHere):
            continue
        for drawing in drawings[:1]:
            job = b"".join(encoded([drawing], case.printer, case.medium))
            if job not in seen:
                seen.add(job)
                yield case, job, painted(drawing, case.printer, case.medium)


def test_another_renderer_draws_the_zpl_of_every_label_dot_by_dot() -> None:
    cases = list(of_language("zpl"))
    assert len(cases) > 50
    jobs = [
        (job.decode(), case.medium.width_mm, case.medium.height_mm or 0, PER_MM[case.printer.dpi])
        for case, job, _ in cases
    ]
    for (case, _, page), label in zip(cases, drawn(jobs), strict=True):
        # 300 dpi are 12 dots per mm to it; a narrower label lies in the middle, as in a Zebra.
        left = (label.width - page.width) // 2
        seen = label.convert("1", dither=Image.Dither.NONE)
        part = seen.crop((left, 0, left + page.width, page.height))
        assert ink(part) == ink(page), str(case)


def test_another_reader_sees_every_dot_that_a_brother_is_told(tmp_path: Path) -> None:
    cases = list(of_language("brother"))
    assert len(cases) > 50
    for case, job, page in cases:
        (tmp_path / str(case)).mkdir()
        (label,) = analysed(job, tmp_path / str(case))
        right = case.medium.special["brother"]["offset"] + case.printer.quirks.get("right_dots", 0)
        left = label.width - right - page.width
        part = label.convert("1", dither=Image.Dither.NONE).crop(
            (left, 0, left + page.width, page.height)
        )
        assert ink(part) == ink(page), str(case)
