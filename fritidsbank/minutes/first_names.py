"""First names that people around here bear, as `first_names.txt` lists them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("first_names.txt")


@dataclass(frozen=True)
class FirstNames:
    """Those that are nothing but names, and those that are also words, such as "Bo" and "My"."""

    certain: frozenset[str]
    also_words: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Both."""
        return self.certain | self.also_words


@cache
def first_names() -> FirstNames:
    """The list, with its capitals."""
    lines = _FILE.read_text("utf-8").splitlines()
    certain, words = "\n".join(line for line in lines if line[:1] != "#").split("also words\n")
    return FirstNames(frozenset(certain.split()), frozenset(words.split()))
