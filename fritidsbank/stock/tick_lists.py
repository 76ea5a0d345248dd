"""What a safety check looks at: the short tick list of a category, and what follows from it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from json import loads
from typing import Any

from fritidsbank.stock.rules import Verdict

OTHER = "other"
"""The fault word that every category has, for a point that has no fault word of its own."""
FINDINGS = (Verdict.TO_REPAIR, Verdict.SCRAP)
"""What a point that is not in order may lead to."""


@dataclass(frozen=True)
class Point:
    """One thing to look at, worded so that it is ticked when it is right.

    `only_if` is an attribute of the article that must be yes, or attribute=word for a choice.
    """

    code: str
    word: str
    word_en: str
    finding: Verdict
    only_if: str = ""

    def applies_to(self, attributes: Mapping[str, Any]) -> bool:
        """Whether an article with these attributes has it."""
        name, _, word = self.only_if.partition("=")
        return not name or attributes.get(name) == (word or True)

    def said(self, language: str) -> str:
        """Its words in a language."""
        return self.word_en if language == "en" else self.word

    def as_json(self) -> dict[str, str]:
        """As the column Category.checks keeps it."""
        told = {"word": self.word, "word_en": self.word_en, "finding": self.finding.value}
        return {"code": self.code, **told, **({"only_if": self.only_if} if self.only_if else {})}


def read_points(kept: Sequence[Mapping[str, Any]]) -> tuple[Point, ...]:
    """The column Category.checks as points."""
    return tuple(
        Point(
            point["code"],
            point["word"],
            point["word_en"],
            Verdict(point["finding"]),
            point.get("only_if", ""),
        )
        for point in kept
    )


@lru_cache(maxsize=256)
def points_written(text: str) -> tuple[Point, ...]:
    """The same as a database keeps it; there are as many texts as categories."""
    return read_points(loads(text))


def points_of(points: Sequence[Point], attributes: Mapping[str, Any]) -> tuple[Point, ...]:
    """The points of a category that an article with these attributes has."""
    return tuple(point for point in points if point.applies_to(attributes))


def points_left(points: Sequence[Point], seen: Collection[str]) -> tuple[Point, ...]:
    """Those that nobody has said are in order: with any left, the verdict cannot be "ok"."""
    return tuple(point for point in points if point.code not in seen)


def verdict_of(points: Sequence[Point], wrong: Collection[str]) -> Verdict:
    """What follows when these points are not in order: the gravest of their findings."""
    findings = {point.finding for point in points if point.code in wrong}
    for finding in (Verdict.SCRAP, Verdict.TO_REPAIR):
        if finding in findings:
            return finding
    return Verdict.OK


def fault_of(wrong: Sequence[str], faults: Collection[str]) -> str:
    """Under which fault word of its category it goes to the workshop; empty when nothing is said.

    A point and a fault are called alike where both are about the same thing.
    """
    named = [code for code in wrong if code in faults]
    return named[0] if named else OTHER if wrong and OTHER in faults else ""
