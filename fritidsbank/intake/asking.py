"""What the page asks about one kind of thing, and what it has filled in already."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fritidsbank.intake.queries import Habits, habits_of
from fritidsbank.stock.article_forms import Sheet, as_fields
from fritidsbank.stock.attributes import Question
from fritidsbank.stock.catalogue import AttributeKind
from fritidsbank.stock.choices import Options, name_of, said
from fritidsbank.stock.history import article_and_category
from fritidsbank.stock.models import Category, Place
from fritidsbank.stock.queries import kind_coded
from fritidsbank.stock.words import UNITS
from fritidsbank.web.context import g

_MEASURED = (AttributeKind.NUMBER, AttributeKind.RANGE)


@dataclass(frozen=True)
class Asked:
    """One kind of thing: buttons for what can be chosen, short fields for what is measured."""

    category: Category
    sheet: Sheet
    habits: Habits
    shelves: list[Place]
    usual: Mapping[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What such things are called."""
        return name_of(self.category)

    @property
    def sizes(self) -> Options:
        """The usual sizes."""
        return [(size, size) for size in self.category.sizes]

    @property
    def brands(self) -> Options:
        """The usual brands."""
        return [(brand, brand) for brand in self.habits.brands]

    @property
    def shelf_options(self) -> Options:
        """The shelves by the numbers on their labels, which are scanned to choose one."""
        return [(shelf.code, shelf.name) for shelf in self.shelves]

    @property
    def chosen(self) -> list[Question]:
        """What is answered by a button."""
        return [question for question in self.sheet.questions if question.options]

    @property
    def measured(self) -> list[Question]:
        """What is a number, or from-to."""
        return [question for question in self.sheet.questions if question.kind in _MEASURED]

    @property
    def written(self) -> list[Question]:
        """What has to be written: rarely known at the table."""
        known = {*self.chosen, *self.measured}
        return [question for question in self.sheet.questions if question not in known]

    @property
    def units(self) -> Options:
        """What one label can stand for."""
        return said(UNITS)

    @property
    def shelf(self) -> str:
        """The label of the shelf where such things came to stand last, else of the common one."""
        codes = {shelf.id: shelf.code for shelf in self.shelves}
        common = [shelf.id for shelf in self.shelves if shelf.standard]
        return next(codes[shelf] for shelf in [*self.habits.shelves, *common] if shelf in codes)


def asked_about(code: str, shelves: list[Place]) -> Asked:
    """A kind of thing of which nothing is known yet. Raises NoSuchCategory."""
    category = kind_coded(g.db, code)
    asked = Asked(category, Sheet.of(category), habits_of(g.db, category.id), shelves)
    usual = {"name": category.name, "unit": category.unit.value, "shelf": asked.shelf}
    return Asked(category, asked.sheet, asked.habits, shelves, usual)


def asked_like(article: int, shelves: list[Place]) -> Asked:
    """As an article was described, but for its note. Raises NoSuchArticle."""
    known, category = article_and_category(g.db, article)
    asked = Asked(category, Sheet.of(category), habits_of(g.db, category.id), shelves)
    codes = {shelf.id: shelf.code for shelf in shelves}
    usual = as_fields(known, asked.sheet) | {
        "note": "",
        "shelf": codes.get(known.shelf_id, asked.shelf),
    }
    for picked, words in (("size", category.sizes), ("brand", asked.habits.brands)):
        if usual[picked] not in words:
            usual |= {picked: "", f"{picked}_other": usual[picked]}
    return Asked(category, asked.sheet, asked.habits, shelves, usual)
