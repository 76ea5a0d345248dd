"""The categories that a new shop starts with, as `catalogue.toml` lists them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from fritidsbank.stock.care_plans import SEASONS, Plan
from fritidsbank.stock.parts import parts_of
from fritidsbank.stock.rules import Unit, Verdict
from fritidsbank.stock.tick_lists import FINDINGS, OTHER, Point
from fritidsbank.toml_rows import Row, once

LOAN_DAYS = 14

_NAME = re.compile(r"[a-z][a-z0-9_]{0,19}")


class Season(StrEnum):
    """When people ask for it; the rest of the year it may stand in the season store."""

    WINTER = "winter"
    SUMMER = "summer"
    ALL = "all"


IN_SEASON: Mapping[str, frozenset[int]] = {
    Season.WINTER: frozenset({11, 12, 1, 2, 3}),
    Season.SUMMER: frozenset({4, 5, 6, 7, 8, 9}),
}
"""The months in which people ask for it. What is used all the year round has none."""


class AttributeKind(StrEnum):
    """How the value of an attribute is written and shown."""

    NUMBER = "number"
    RANGE = "range"  # from and to; both ends alike is one value
    CHOICE = "choice"
    TEXT = "text"
    YESNO = "yesno"
    DATE = "date"


@dataclass(frozen=True)
class Choice:
    """One of the words that an attribute may have. The Swedish word is what is stored."""

    word: str
    word_en: str

    def as_json(self) -> dict[str, str]:
        """As the column Category.attributes keeps it."""
        return {"word": self.word, "word_en": self.word_en}


@dataclass(frozen=True)
class Attribute:
    """Something worth writing down about an article of a category."""

    name: str
    label: str
    label_en: str
    kind: AttributeKind
    unit: str = ""
    low: float | None = None
    high: float | None = None
    step: float | None = None
    choices: tuple[Choice, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As the column Category.attributes keeps it: what does not apply is left out."""
        told: dict[str, Any] = {
            "name": self.name,
            "label": self.label,
            "label_en": self.label_en,
            "kind": self.kind.value,
        }
        if self.unit:
            told["unit"] = self.unit
        if self.low is not None:
            told |= {"low": self.low, "high": self.high, "step": self.step}
        if self.choices:
            told["choices"] = [choice.as_json() for choice in self.choices]
        return told


@dataclass(frozen=True)
class Fault:
    """One word for what is wrong, a single tap at the counter."""

    code: str
    word: str
    word_en: str

    def as_json(self) -> dict[str, str]:
        """As the column Category.faults keeps it."""
        return {"code": self.code, "word": self.word, "word_en": self.word_en}


@dataclass(frozen=True)
class CategoryEntry:
    """A category, or a parent that groups some. `parent` is a code, None for a parent.

    `size` names the attribute that is written as the size of an article, if there is one, and
    `sizes` are those that usually stand on the shelf, as people write them: 25,5 or 54-58.
    """

    code: str
    parent: str | None
    name: str
    name_en: str
    unit: Unit = Unit.PIECE
    season: Season = Season.ALL
    loan_days: int = LOAN_DAYS
    guardian_under_18: bool = False
    check_at_return: bool = False
    check_advice: str = ""
    check_advice_en: str = ""
    size: str = ""
    sizes: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    faults: tuple[Fault, ...] = ()
    parts: tuple[str, ...] = ()
    """The loose parts that such things usually have, in the words on the shelf."""
    checks: tuple[Point, ...] = ()
    check_every_loans: int | None = None
    check_every_days: int | None = None
    check_signed: bool = False
    plans: tuple[Plan, ...] = ()


def load() -> tuple[CategoryEntry, ...]:
    """The catalogue that comes with the program: each parent, then its categories."""
    return read(Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8"))


def read(text: str) -> tuple[CategoryEntry, ...]:
    """Read a catalogue written in TOML. Raises ValueError that says where and what is wrong."""
    top = Row.of_file(text, "catalogue")
    entries: list[CategoryEntry] = []
    for row in top.rows("parent"):
        categories = row.rows("category")
        parent = _parent(row)
        entries.append(parent)
        entries += [_category(child, parent.code) for child in categories]
    top.done()
    once("catalogue", [entry.code for entry in entries])
    return tuple(entries)


def _parent(row: Row) -> CategoryEntry:
    parent = CategoryEntry(
        code=row.text("code"), parent=None, name=row.text("name"), name_en=row.text("name_en")
    )
    row.done()
    return parent


def _category(row: Row, parent: str) -> CategoryEntry:
    attributes = tuple(_attribute(each) for each in row.rows("attributes"))
    once(row.where, [attribute.name for attribute in attributes])
    size = row.text("size", "")
    entry = CategoryEntry(
        code=row.text("code"),
        parent=parent,
        name=row.text("name"),
        name_en=row.text("name_en"),
        unit=Unit(row.text("unit")),
        season=Season(row.text("season")),
        loan_days=row.whole("loan_days", LOAN_DAYS),
        guardian_under_18=row.flag("guardian_under_18"),
        check_at_return=row.flag("check_at_return"),
        check_advice=row.text("check_advice", ""),
        check_advice_en=row.text("check_advice_en", ""),
        size=size,
        sizes=_sizes(row, _named(row, attributes, size)) if size else (),
        attributes=attributes,
        faults=_faults(row),
        parts=_parts(row),
        checks=_checks(row),
        check_every_loans=_count(row, "check_every_loans"),
        check_every_days=_count(row, "check_every_days"),
        check_signed=row.flag("check_signed"),
        plans=_plans(row),
    )
    row.done()
    if entry.loan_days < 1:
        raise ValueError(f"{row.where}: loan_days must be 1 or more")
    for advice in (entry.check_advice, entry.check_advice_en):
        if bool(advice) != entry.check_at_return:
            raise ValueError(f"{row.where}: advice and check_at_return belong together")
    return entry


def _attribute(row: Row) -> Attribute:
    attribute = Attribute(
        name=row.text("name"),
        label=row.text("label"),
        label_en=row.text("label_en"),
        kind=AttributeKind(row.text("kind")),
        unit=row.text("unit", ""),
        low=row.number("low"),
        high=row.number("high"),
        step=row.number("step"),
        choices=tuple(_choice(each) for each in row.rows("choices")),
    )
    row.done()
    if not _NAME.fullmatch(attribute.name):
        raise ValueError(f"{row.where}: a name is small letters and _")
    measured = attribute.kind in {AttributeKind.NUMBER, AttributeKind.RANGE}
    bounds = (attribute.low, attribute.high, attribute.step)
    if [bound is not None for bound in bounds] != [measured] * 3:
        raise ValueError(f"{row.where}: low, high and step belong to numbers and ranges")
    if attribute.low is not None and attribute.high is not None and attribute.low >= attribute.high:
        raise ValueError(f"{row.where}: low must be below high")
    if attribute.step is not None and attribute.step <= 0:
        raise ValueError(f"{row.where}: step must be above 0")
    if bool(attribute.choices) != (attribute.kind is AttributeKind.CHOICE):
        raise ValueError(f"{row.where}: choices belong to a choice")
    once(row.where, [choice.word for choice in attribute.choices])
    return attribute


def _choice(row: Row) -> Choice:
    choice = Choice(row.text("word"), row.text("word_en"))
    row.done()
    return choice


def _faults(row: Row) -> tuple[Fault, ...]:
    faults = []
    for each in row.rows("faults"):
        fault = Fault(each.text("code"), each.text("word"), each.text("word_en"))
        each.done()
        if not _NAME.fullmatch(fault.code):
            raise ValueError(f"{each.where}: a fault code is small letters and _, 20 at most")
        faults.append(fault)
    codes = [fault.code for fault in faults]
    once(row.where, codes)
    if codes[-1:] != [OTHER]:
        raise ValueError(f"{row.where}: the last fault is {OTHER}")
    return tuple(faults)


def _checks(row: Row) -> tuple[Point, ...]:
    points = []
    for each in row.rows("checks"):
        finding = Verdict(each.text("finding", Verdict.TO_REPAIR.value))
        words = each.text("word"), each.text("word_en")
        points.append(Point(each.text("code"), *words, finding, each.text("only_if", "")))
        each.done()
        if finding not in FINDINGS or not _NAME.fullmatch(points[-1].code):
            raise ValueError(f"{each.where}: a point has a code, and leads to repair or to scrap")
    once(row.where, [point.code for point in points])
    return tuple(points)


def _plans(row: Row) -> tuple[Plan, ...]:
    plans = []
    for each in row.rows("plans"):
        words = each.text("code"), each.text("word"), each.text("word_en")
        every, before = _count(each, "every_loans"), each.text("before", "")
        plans.append(Plan(*words, every, before, each.text("fault", "")))
        each.done()
        if before not in {"", *SEASONS} or (every is None and not before):
            raise ValueError(f"{each.where}: a plan is due every so many loans or before a season")
    once(row.where, [plan.code for plan in plans])
    return tuple(plans)


def _count(row: Row, key: str) -> int | None:
    number = row.number(key)
    if number is not None and (number < 1 or number != int(number)):
        raise ValueError(f"{row.where}: {key} is a whole number from 1 on")
    return None if number is None else int(number)


def _parts(row: Row) -> tuple[str, ...]:
    parts = row.words("parts")
    if list(parts) != parts_of(list(parts)):
        raise ValueError(f"{row.where}: parts are short words, each once")
    return parts


def _named(row: Row, attributes: tuple[Attribute, ...], name: str) -> Attribute:
    for attribute in attributes:
        if attribute.name == name:
            return attribute
    raise ValueError(f"{row.where}: there is no attribute {name} to be the size")


def _sizes(row: Row, by: Attribute) -> tuple[str, ...]:
    """The usual sizes: as listed, else the choices, else every step from low to high."""
    listed = row.words("sizes")
    step = row.number("size_step") or by.step
    if listed:
        once(row.where, list(listed))
        _within(row, by, listed)
        return listed
    if by.choices:
        return tuple(choice.word for choice in by.choices)
    if by.kind is not AttributeKind.NUMBER or by.low is None or by.high is None or not step:
        raise ValueError(f"{row.where}: list the sizes of {by.name}")
    count = int((by.high - by.low) / step + 1e-9) + 1
    return tuple(written(by.low + place * step) for place in range(count))


def _within(row: Row, by: Attribute, sizes: tuple[str, ...]) -> None:
    if by.low is None or by.high is None:
        raise ValueError(f"{row.where}: sizes are listed for numbers and ranges only")
    for size in sizes:
        ends = [float(end.replace(",", ".")) for end in size.split("-")]
        if not (by.low <= min(ends) and max(ends) <= by.high and ends == sorted(ends)):
            raise ValueError(f"{row.where}: {size} is outside {by.name}")


def written(number: float) -> str:
    """A number as a size is written in Sweden: 38, or 25,5."""
    return f"{number:g}".replace(".", ",")
