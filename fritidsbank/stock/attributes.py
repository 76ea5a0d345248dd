"""What a category wants to know about its articles: asked, read from a form, and shown.

A number is kept as a number, a range as [from, to], a choice as its Swedish word, a day as
2026-03-02, yes and no as true and false. What is not known is left out. The attribute that is the
size stands in Article.size and is not asked again.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fritidsbank.people.rules import free_text
from fritidsbank.refusals import Malformed, N_
from fritidsbank.stock.catalogue import AttributeKind, written
from fritidsbank.stock.models import Category
from fritidsbank.web.language import say

YES, NO = "yes", "no"
LONGEST = 80
_RANGE = re.compile(r"([\d.,]+)(?:\s*[-\u2013]\s*([\d.,]+))?")


@dataclass(eq=False)
class NumberWrong(Malformed):
    """No number, or none that is measured of such things."""

    low: str
    high: str

    message = N_("Write a number from {low} to {high}.")


@dataclass(eq=False)
class RangeWrong(Malformed):
    """No number and no from-to, or outside of what is measured of such things."""

    low: str
    high: str

    message = N_("Write a number or from-to, such as {low}-{high}, and nothing outside of that.")


@dataclass(eq=False)
class WordWrong(Malformed):
    """None of the words there are."""

    message = N_("Choose one of the list.")


@dataclass(eq=False)
class DayWrong(Malformed):
    """No day."""

    message = N_("Write the day as 2026-03-02.")


@dataclass(frozen=True)
class Question:
    """One attribute as a form asks it; `field` is the name of its field."""

    name: str
    label: str
    kind: AttributeKind
    unit: str
    low: float
    high: float
    options: tuple[tuple[str, str], ...]

    @property
    def field(self) -> str:
        """Its name in a form, apart from the article's own fields."""
        return f"attribute-{self.name}"

    @property
    def bounds(self) -> tuple[str, str]:
        """The ends as people write them."""
        return written(self.low), written(self.high)


def questions(category: Category, language: str) -> list[Question]:
    """What to ask about an article of a category, in a language."""
    return [
        _question(attribute, language)
        for attribute in category.attributes
        if attribute["name"] != category.size_attribute
    ]


def size_question(category: Category, language: str) -> Question | None:
    """The attribute that stands as the size of such things, if it is one."""
    for attribute in category.attributes:
        if attribute["name"] == category.size_attribute:
            return _question(attribute, language)
    return None


def size_label(category: Category, language: str) -> str:
    """What the size of such things is, such as length in cm; nothing when it is plainly a size."""
    asked = size_question(category, language)
    if asked is None:
        return ""
    return f"{asked.label} ({asked.unit})" if asked.unit else asked.label


def read(question: Question, typed: str) -> Any:  # noqa: ANN401 - what JSON can hold
    """The answer as it is kept, None when nothing is known.

    Raises NumberWrong, RangeWrong, WordWrong, DayWrong and what free text raises.
    """
    typed = typed.strip()
    if not typed:
        return None
    if question.kind is AttributeKind.NUMBER:
        return _number(question, typed)
    if question.kind is AttributeKind.RANGE:
        return _range(question, typed)
    if question.kind is AttributeKind.DATE:
        return _day(typed)
    if question.kind is AttributeKind.TEXT:
        return free_text(typed, LONGEST)
    if typed not in dict(question.options):
        raise WordWrong
    return typed == YES if question.kind is AttributeKind.YESNO else typed


def as_fields(known: Iterable[Question], answers: Mapping[str, Any]) -> dict[str, str]:
    """What is kept, as the fields of a form hold it."""
    return {q.field: _typed(q, answers[q.name]) for q in known if q.name in answers}


def shown(known: Iterable[Question], answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is known about an article, each with its label."""
    return [(q.label, _said(q, answers[q.name])) for q in known if q.name in answers]


def _question(attribute: Mapping[str, Any], language: str) -> Question:
    english = language == "en"
    kind = AttributeKind(attribute["kind"])
    return Question(
        name=attribute["name"],
        label=attribute["label_en" if english else "label"],
        kind=kind,
        unit=attribute.get("unit", ""),
        low=attribute.get("low", 0),
        high=attribute.get("high", 0),
        options=_options(attribute, kind, language),
    )


def _options(
    attribute: Mapping[str, Any], kind: AttributeKind, language: str
) -> tuple[tuple[str, str], ...]:
    if kind is AttributeKind.YESNO:
        return (YES, say(N_("Yes"), language)), (NO, say(N_("No"), language))
    word = "word_en" if language == "en" else "word"
    return tuple((each["word"], each[word]) for each in attribute.get("choices", ()))


def _number(question: Question, typed: str) -> float:
    number = _measured(typed)
    if number is None or not question.low <= number <= question.high:
        raise NumberWrong(*question.bounds)
    return number


def _range(question: Question, typed: str) -> list[float]:
    match = _RANGE.fullmatch(typed)
    first = _measured(match[1]) if match else None
    last = _measured(match[2] or match[1]) if match else None
    if first is None or last is None or not question.low <= first <= last <= question.high:
        raise RangeWrong(*question.bounds)
    return [first, last]


def _measured(typed: str) -> float | None:
    typed = typed.replace(",", ".")
    if not re.fullmatch(r"\d{1,6}(\.\d{1,3})?", typed):
        return None
    number = float(typed)
    return int(number) if number.is_integer() else number


def _day(typed: str) -> str:
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        raise DayWrong from None


def _typed(question: Question, answer: Any) -> str:  # noqa: ANN401 - what JSON can hold
    if question.kind is AttributeKind.YESNO:
        return YES if answer else NO
    if question.kind is AttributeKind.RANGE:
        first, last = answer
        return written(first) if first == last else f"{written(first)}-{written(last)}"
    if question.kind is AttributeKind.NUMBER:
        return written(answer)
    return str(answer)


def _said(question: Question, answer: Any) -> str:  # noqa: ANN401 - what JSON can hold
    typed = _typed(question, answer)
    if question.options:
        return dict(question.options).get(typed, typed)
    if question.kind is AttributeKind.RANGE:
        typed = typed.replace("-", "\u2013")
    return f"{typed} {question.unit}".strip()
