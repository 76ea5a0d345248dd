"""Describing an article in a form: what is asked of its category, and what was answered."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from fritidsbank.refusals import Refusal
from fritidsbank.stock import attributes
from fritidsbank.stock.models import Article, Category
from fritidsbank.stock.parts import parts_of
from fritidsbank.stock.registering import Description
from fritidsbank.stock.rules import Unit
from fritidsbank.stock.words import UNITS
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form

EARLIEST = 1950
_BESIDE = {
    "name_of_article_missing": "name",
    "year_wrong": "made_year",
    "looks_like_personnummer": "note",
    "name_too_long": "note",
}
"""Which field a refusal of the description is about."""


@dataclass(frozen=True)
class Sheet:
    """What the template needs to ask about an article of a category."""

    category: Category
    questions: list[attributes.Question]
    size_label: str
    sizes: list[str]

    @classmethod
    def of(cls, category: Category) -> "Sheet":
        """The sheet of a category, in the language of the page."""
        return cls(
            category,
            attributes.questions(category, g.language),
            attributes.size_label(category, g.language),
            category.sizes,
        )


def as_fields(article: Article, sheet: Sheet) -> dict[str, object]:
    """What is known about an article, as the fields of the form hold it."""
    return {
        "name": article.name,
        "size": article.size,
        "brand": article.brand,
        "made_year": article.made_year or "",
        "note": article.note,
        "unit": (article.unit or sheet.category.unit).value,
        "parts": "\n".join(sheet.category.parts if article.parts is None else article.parts),
        **attributes.as_fields(sheet.questions, article.attributes),
    }


def read_description(form: Form, sheet: Sheet, today: date) -> Description:
    """What was written. Raises Unclear."""
    unit = form.word("unit", [unit.value for unit in UNITS])
    described = Description(
        category=sheet.category.id,
        name=form.text("name", 80, needed=True),
        size=form.text("size", 20),
        brand=form.text("brand", 80),
        made_year=form.whole("made_year", EARLIEST, today.year + 1),
        note=form.text("note"),
        unit=None if unit == sheet.category.unit.value else Unit(unit) if unit in UNITS else None,
        attributes=_answers(form, sheet),
        parts=_parts(form, sheet),
    )
    form.refuse_unclear()
    with form.noting(**_BESIDE):
        return described.checked(this_year=today.year)


def _parts(form: Form, sheet: Sheet) -> list[str] | None:
    """What was written, or None when it is what the category says anyway, or was not asked."""
    if "parts" not in form.sent:
        return None
    parts: list[str] = []
    try:
        parts = parts_of(form.lines("parts"))
    except Refusal as refusal:
        form.note("parts", refusal.message, **refusal.facts())
    return None if parts == sheet.category.parts else parts


def _answers(form: Form, sheet: Sheet) -> dict[str, Any]:
    answers = {}
    for question in sheet.questions:
        typed = form.text(question.field, attributes.LONGEST)
        try:
            answer = attributes.read(question, typed)
        except Refusal as refusal:
            form.note(question.field, refusal.message, **refusal.facts())
        else:
            if answer is not None:
                answers[question.name] = answer
    return answers
