"""Tick lists and plans of care as managers write them: one a line, like the fault words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fritidsbank.people.rules import free_text
from fritidsbank.refusals import Malformed, N_
from fritidsbank.stock.care_plans import SEASONS, Plan
from fritidsbank.stock.rules import Verdict
from fritidsbank.stock.tick_lists import FINDINGS, Point

MOST_POINTS = 12
"""A longer list is not looked through at a counter."""
LONGEST_WORD = 60
MOST_LOANS = 500
_CODE = re.compile(r"[a-z][a-z0-9_]{0,19}")
_IF = "if "


@dataclass(eq=False)
class PointLineWrong(Malformed):
    """A line that is not code = Swedish | English | scrap."""

    line: str

    message = N_(
        "Write each point as: shell = Skalet är helt | The shell is whole | scrap."
        " This line is not: {line}"
    )


@dataclass(eq=False)
class PlanLineWrong(Malformed):
    """A line that is not code = Swedish | English | 10."""

    line: str

    message = N_(
        "Write each kind of care as: sharpen = Slipas | Sharpen | 10, or with winter or summer"
        " instead of 10. This line is not: {line}"
    )


@dataclass(eq=False)
class CodeTwice(Malformed):
    """Two lines with one code."""

    line_code: str

    message = N_("The code {line_code} stands there twice.")


@dataclass(eq=False)
class TooManyPoints(Malformed):
    """More than anybody would look at."""

    most: int

    message = N_("Write at most {most} points. What is looked at together may be one point.")


def points_from(lines: Iterable[str], attributes: Sequence[Mapping[str, Any]]) -> list[Point]:
    """Points as people write them; `attributes` are those of the category.

    Raises PointLineWrong, CodeTwice, TooManyPoints, and what `free_text` raises.
    """
    points = [_point(line, attributes) for line in lines]
    _refuse_twice([point.code for point in points])
    if len(points) > MOST_POINTS:
        raise TooManyPoints(MOST_POINTS)
    return points


def point_lines(points: Iterable[Point]) -> str:
    """The points of a category as `points_from` reads them."""
    return "\n".join(
        " | ".join(
            filter(
                None,
                (f"{p.code} = {p.word}", p.word_en, _unless_usual(p.finding), _told(p.only_if)),
            )
        )
        for p in points
    )


def plans_from(lines: Iterable[str]) -> list[Plan]:
    """Plans as people write them. Raises PlanLineWrong, CodeTwice, and what `free_text` raises."""
    plans = [_plan(line) for line in lines]
    _refuse_twice([plan.code for plan in plans])
    return plans


def plan_lines(plans: Iterable[Plan]) -> str:
    """The plans of a category as `plans_from` reads them."""
    lines = []
    for plan in plans:
        every = str(plan.every_loans) if plan.every_loans else ""
        cells = (f"{plan.code} = {plan.word}", plan.word_en, every, plan.before, plan.fault)
        lines.append(" | ".join(filter(None, cells)))
    return "\n".join(lines)


def _point(line: str, attributes: Sequence[Mapping[str, Any]]) -> Point:
    code, (word, word_en, *more) = _cells(line, PointLineWrong)
    finding, only_if = Verdict.TO_REPAIR, ""
    for cell in more:
        if cell in {found.value for found in FINDINGS}:
            finding = Verdict(cell)
        elif cell.startswith(_IF) and is_asked(cell.removeprefix(_IF), attributes):
            only_if = cell.removeprefix(_IF)
        else:
            raise PointLineWrong(line[:60])
    return Point(code, word, word_en, finding, only_if)


def _plan(line: str) -> Plan:
    code, (word, word_en, *more) = _cells(line, PlanLineWrong)
    every, before, fault = None, "", ""
    for cell in more:
        if cell.isascii() and cell.isdecimal() and 0 < int(cell[:9]) <= MOST_LOANS:
            every = int(cell)
        elif cell in SEASONS:
            before = cell
        elif _CODE.fullmatch(cell) and not fault:
            fault = cell
        else:
            raise PlanLineWrong(line[:60])
    if every is None and not before:
        raise PlanLineWrong(line[:60])
    return Plan(code, word, word_en, every, before, fault)


def is_asked(only_if: str, attributes: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a category has that yes-or-no attribute, or that word of a choice."""
    name, _, word = only_if.partition("=")
    for attribute in attributes:
        if attribute["name"] == name:
            words = [choice["word"] for choice in attribute.get("choices", ())]
            return word in words if word else attribute["kind"] == "yesno"
    return False


def conditions(attributes: Sequence[Mapping[str, Any]], language: str) -> list[tuple[str, str]]:
    """What may stand after "if" in a line, each with what it means."""
    label, found = "label_en" if language == "en" else "label", []
    for attribute in attributes:
        if attribute["kind"] == "yesno":
            found.append((attribute["name"], attribute[label]))
        found += [
            (f"{attribute['name']}={choice['word']}", f"{attribute[label]}: {choice['word']}")
            for choice in attribute.get("choices", ())
        ]
    return found


def _told(only_if: str) -> str:
    return f"{_IF}{only_if}" if only_if else ""


def _unless_usual(finding: Verdict) -> str:
    return "" if finding is Verdict.TO_REPAIR else finding.value


def _cells(line: str, wrong: type[PointLineWrong | PlanLineWrong]) -> tuple[str, list[str]]:
    code, _, rest = line.partition("=")
    cells = [free_text(cell, 200) for cell in rest.split("|")]
    code = code.strip()
    words = cells[:2]
    if not _CODE.fullmatch(code) or len(words) < 2 or not all(cells):
        raise wrong(line[:60])
    if any(len(word) > LONGEST_WORD for word in words):
        raise wrong(line[:60])
    return code, cells


def _refuse_twice(codes: list[str]) -> None:
    for code in codes:
        if codes.count(code) > 1:
            raise CodeTwice(code)
