"""A paper as a tagged PDF (PDF/UA-1), set by Typst from `templates/privacy/paper.typ`.

What it says goes there as JSON, never as source.
"""

import json
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING

from fritidsbank.paths import resource
from fritidsbank.privacy.paper import Paper

if TYPE_CHECKING:
    from typst import Fonts

FONTS = "node_modules/dejavu-fonts-ttf/ttf"


def as_pdf(paper: Paper) -> bytes:
    """The file."""
    from typst import Compiler  # noqa: PLC0415 - loaded when first asked for

    folder = resource("templates") / "privacy"
    told = {name: value for name, value in asdict(paper).items() if name != "made_at"}
    setter = Compiler(
        folder / "paper.typ",
        root=folder,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(told)},
    )
    made = setter.compile(
        format="pdf", pdf_standards=["ua-1"], timestamp=paper.made_at.replace(microsecond=0)
    )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> "Fonts":
    from typst import Fonts  # noqa: PLC0415 - loaded when first asked for

    folder = str(resource("static") / FONTS)
    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
