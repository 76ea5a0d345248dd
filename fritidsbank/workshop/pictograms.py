"""Which picture stands for a thing, for whoever reads little: `pictograms.toml` lists them."""

from functools import cache
from pathlib import Path

from fritidsbank.toml_rows import Row

ANY = "thing"
"""What is shown of a category that a shop has added without a parent that is known."""


@cache
def load() -> dict[str, str]:
    """The picture of each category and parent that is listed, by its code."""
    file = Path(__file__).with_name("pictograms.toml")
    return Row.of_file(file.read_text(encoding="utf-8"), "pictograms").texts()


def pictogram(category: str, group: str) -> str:
    """The picture of a category, else that of its parent."""
    known = load()
    return known.get(category) or known.get(group) or ANY
