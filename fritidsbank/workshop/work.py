"""What is done at a bench, as `work.toml` lists it: the tiles that one taps."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fritidsbank.toml_rows import Row, once

_CODE = re.compile(r"[a-z][a-z0-9_]{0,19}")


@dataclass(frozen=True)
class Work:
    """One thing that is done, with a word, a plain sentence, and what it is good for."""

    code: str
    word: str
    word_en: str
    plain: str
    plain_en: str
    icon: str
    categories: frozenset[str] = frozenset()
    """In which categories it is offered; empty: in all."""
    mends: frozenset[str] = frozenset()

    def said(self, language: str) -> str:
        """What it is called."""
        return self.word_en if language == "en" else self.word

    def said_plainly(self, language: str) -> str:
        """The sentence below."""
        return self.plain_en if language == "en" else self.plain


@cache
def load() -> tuple[Work, ...]:
    """All that comes with the program."""
    return read(Path(__file__).with_name("work.toml").read_text(encoding="utf-8"))


def read(text: str) -> tuple[Work, ...]:
    """Read a list of work written in TOML. Raises ValueError that says where and what is wrong."""
    top = Row.of_file(text, "work")
    works = tuple(_work(row) for row in top.rows("work"))
    top.done()
    once("work", [work.code for work in works])
    return works


def work_in(category: str) -> list[Work]:
    """What is offered in a category; one that a shop has added has the general ones."""
    return [work for work in load() if not work.categories or category in work.categories]


def mending_first(works: list[Work], fault: str) -> list[Work]:
    """The same, and first whatever takes care of the fault that was said."""
    return sorted(works, key=lambda work: fault not in work.mends)


def codes() -> frozenset[str]:
    """Every code that a repair may hold."""
    return frozenset(work.code for work in load())


def _work(row: Row) -> Work:
    work = Work(
        code=row.text("code"),
        word=row.text("word"),
        word_en=row.text("word_en"),
        plain=row.text("plain"),
        plain_en=row.text("plain_en"),
        icon=row.text("icon"),
        categories=frozenset(row.words("categories")),
        mends=frozenset(row.words("mends")),
    )
    row.done()
    if not _CODE.fullmatch(work.code):
        raise ValueError(f"{row.where}: a code is small letters and _, 20 at most")
    return work
