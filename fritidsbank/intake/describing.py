"""What was sent about an article that is new: read as people write it, then trusted."""

import re
from typing import Any

from sqlalchemy.orm import Session

from fritidsbank.refusals import Malformed
from fritidsbank.stock.attributes import LONGEST, questions, read
from fritidsbank.stock.models import Category
from fritidsbank.stock.queries import Spot, place_coded, standard_place
from fritidsbank.stock.registering import Description
from fritidsbank.stock.rules import PlaceKind, Unit
from fritidsbank.web.fields import Fields, FieldWrong

MOST_COPIES = 50
"""Of what is alike; each gets a label that somebody has to stick on."""


def sent_description(fields: Fields, category: Category, *, this_year: int) -> Description:
    """What it is. Raises FieldWrong, and what `Description.checked` raises."""
    unit = fields.choice("unit", Unit, category.unit)
    described = Description(
        category=category.id,
        name=fields.text("name", category.name),
        size=_as_sizes_are_written(fields.text("size", "")),
        brand=fields.text("brand", ""),
        made_year=_whole(fields, "made_year") if fields.has("made_year") else None,
        note=fields.text("note", ""),
        unit=None if unit is category.unit else unit,
        attributes=_answers(fields, category),
    )
    return described.checked(this_year=this_year)


def sent_shelf(db: Session, fields: Fields, *, branch: int) -> Spot:
    """Its own shelf, by the number on the shelf's label; left out, the common one of the branch.

    Raises FieldWrong, NoSuchPlace.
    """
    if not fields.has("shelf"):
        return standard_place(db, branch, PlaceKind.SHELF)
    shelf = place_coded(db, "".join(fields.text("shelf").split())[:10])
    if shelf.kind is not PlaceKind.SHELF or shelf.branch != branch:
        raise FieldWrong("shelf")
    return shelf


def sent_copies(fields: Fields) -> int:
    """How many alike. Raises FieldWrong."""
    copies = _whole(fields, "copies") if fields.has("copies") else 1
    if not 1 <= copies <= MOST_COPIES:
        raise FieldWrong("copies")
    return copies


def _as_sizes_are_written(size: str) -> str:
    return size.replace(".", ",") if re.fullmatch(r"\s*\d+\.\d+\s*", size, re.ASCII) else size


def _answers(fields: Fields, category: Category) -> dict[str, Any]:
    sent = fields.body.get("attributes") or {}
    asked = {question.name: question for question in questions(category, "sv")}
    if not isinstance(sent, dict) or not sent.keys() <= asked.keys():
        raise FieldWrong("attributes")
    answers = {}
    for name in sent:
        typed = Fields(sent).text(name)
        try:
            answer = read(asked[name], typed[: LONGEST + 1])
        except Malformed:
            raise FieldWrong(name) from None
        if answer is not None:
            answers[name] = answer
    return answers


def _whole(fields: Fields, name: str) -> int:
    number = fields.body.get(name)
    if type(number) is not int:
        raise FieldWrong(name)
    return number
