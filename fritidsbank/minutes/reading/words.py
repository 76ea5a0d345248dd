"""The words of `words.toml`, by which notices and minutes are understood."""

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("words.toml")


def words_of(table: str, key: str) -> tuple[str, ...]:
    """What stands under that key, in its order."""
    return tuple(" ".join(word.split()) for word in _tables()[table][key].split("|"))


def longest_first(table: str, key: str) -> str:
    """The same as alternatives of a pattern."""
    return "|".join(sorted(words_of(table, key), key=len, reverse=True))


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text("utf-8"))
