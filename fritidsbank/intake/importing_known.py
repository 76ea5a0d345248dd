"""What an import must know of the shop to understand a file: categories, shelves, branches."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.branches.queries import branches
from fritidsbank.intake.importing_headings import normal
from fritidsbank.search_keys import search_key
from fritidsbank.stock.attributes import Question, questions, size_question
from fritidsbank.stock.models import Category, Place
from fritidsbank.stock.queries import Spot, categories
from fritidsbank.stock.rules import PlaceKind, Unit
from fritidsbank.web.language import LANGUAGES

AS_SIZE = ""
"""Stands for the attribute that is the size of such things, and no attribute of its own."""


@dataclass(frozen=True)
class Sort:
    """A category as a file may name and describe its articles."""

    id: int
    code: str
    unit: Unit
    size: Question | None
    sizes: tuple[str, ...]
    questions: Mapping[str, Question]
    words: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, str]

    @classmethod
    def of(cls, category: Category) -> "Sort":
        """With `labels` in both languages leading to attributes, and `words` to their values."""
        asked = [question for language in LANGUAGES for question in questions(category, language)]
        as_size = [size_question(category, language) for language in LANGUAGES]
        words: dict[str, dict[str, str]] = {}
        for question in asked:
            words.setdefault(question.name, {}).update(
                {normal(word): value for value, word in question.options}
            )
        return cls(
            category.id,
            category.code,
            category.unit,
            as_size[0],
            tuple(category.sizes),
            {question.name: question for question in reversed(asked)},
            words,
            {label: q.name for q in asked for label in labels_of(q)}
            | {label: AS_SIZE for q in as_size if q for label in labels_of(q)},
        )


@dataclass(frozen=True)
class Known:
    """The shop as it is now; equal to what it was before if nothing that matters has changed.

    `sorts` by code and by name; None where two are called alike. `branches` by name, those where
    articles may be put, and `elsewhere` the others. `places` by branch and name.
    """

    sorts: Mapping[str, Sort | None]
    home: int
    branches: Mapping[str, int]
    elsewhere: frozenset[str]
    names: Mapping[int, str]
    places: Mapping[tuple[int, str], Spot]
    shelves: Mapping[int, Spot]

    @property
    def labels(self) -> set[str]:
        """Every label that an attribute has anywhere."""
        return {label for sort in self.sorts.values() if sort for label in sort.labels}


def what_is_known(db: Session, home: int, allowed: frozenset[int]) -> Known:
    """The shop for a file whose articles come to `home`, unless they name one of `allowed`."""
    doors = branches(db)
    spots = [Spot(p.id, p.branch_id, p.kind, p.name) for p in db.scalars(_PLACES)]
    standard = set(db.scalars(select(Place.id).where(Place.standard.is_(True))))
    return Known(
        _by_word([category for category in categories(db) if category.parent_id is not None]),
        home,
        {search_key(door.name): door.id for door in doors if door.id in allowed},
        frozenset(search_key(door.name) for door in doors if door.id not in allowed),
        {door.id: door.name for door in doors},
        {(spot.branch, search_key(spot.name)): spot for spot in spots},
        {s.branch: s for s in spots if s.kind is PlaceKind.SHELF and s.id in standard},
    )


# A shelf comes after what is no shelf, and so wins where both are called alike.
_PLACES = select(Place).order_by((Place.kind == PlaceKind.SHELF), Place.id.desc())


def labels_of(question: Question) -> set[str]:
    """How a heading may call it: by its label, with its unit, or with its name."""
    label = question.label
    return {normal(label), normal(label + question.unit), normal(heading_of(question))}


def heading_of(question: Question) -> str:
    """What we write above its column where the label alone would be taken for something else."""
    return f"{question.label} ({question.name})"


def _by_word(all_of_them: list[Category]) -> dict[str, Sort | None]:
    found: dict[str, Sort | None] = {}
    sorts = {category.code: Sort.of(category) for category in all_of_them}
    for category in all_of_them:
        sort = sorts[category.code]
        for word in {normal(category.name), normal(category.name_en)}:
            found[word] = sort if found.get(word, sort) is sort else None
    return found | {normal(code): sort for code, sort in sorts.items()}
