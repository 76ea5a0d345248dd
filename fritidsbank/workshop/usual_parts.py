"""What is worth keeping of a thing that is scrapped, as `usual_parts.toml` lists it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fritidsbank.toml_rows import Row, once


@dataclass(frozen=True)
class UsualPart:
    """A part that such things have. Its Swedish word is what its drawer is called."""

    word: str
    word_en: str
    categories: frozenset[str]

    def said(self, language: str) -> str:
        """What it is called."""
        return self.word_en if language == "en" else self.word


@cache
def load() -> tuple[UsualPart, ...]:
    """All that comes with the program."""
    text = Path(__file__).with_name("usual_parts.toml").read_text(encoding="utf-8")
    top = Row.of_file(text, "usual_parts")
    parts = tuple(_part(row) for row in top.rows("part"))
    top.done()
    once("usual_parts", [part.word for part in parts])
    return parts


def usual_parts(category: str) -> list[UsualPart]:
    """Those of a category, by its code; none for one that a shop has added itself."""
    return [part for part in load() if category in part.categories]


def _part(row: Row) -> UsualPart:
    part = UsualPart(row.text("word"), row.text("word_en"), frozenset(row.words("categories")))
    row.done()
    return part
